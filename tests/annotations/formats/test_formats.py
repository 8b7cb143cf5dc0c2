"""The battery every format passes, and the list of formats."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Format, Report, jsonl
from annotations.formats.plain_text import PlainText
from annotations.model import Document, Span
from tests.annotations.formats.documents import HARD_TEXT, article, hard, mark

CONTEXT = Context(tagset.default())
FORMATS = (
    "brat",
    "casjson",
    "conll",
    "csv",
    "doccano",
    "graphml",
    "html",
    "jsonl",
    "labelstudio",
    "markdown",
    "parquet",
    "pdf",
    "refi-qda",
    "refi-qdc",
    "spacy",
    "stam",
    "tei",
    "w3c",
    "webanno-tsv",
    "withouttext",
    "xlsx",
    "xmi",
)
BINARY = {"parquet", "pdf", "spacy"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    empty = tmp_path / "place"
    empty.mkdir()
    return empty


def export(name: str, folder: Path, documents: list[Document]) -> tuple[Path, Report]:
    out = folder / f"out-{name}"
    return out, formats.export(formats.named(name), documents, out, CONTEXT)


def lost(report: Report) -> dict[str, list[str]]:
    """The ids that each kind of loss struck."""
    found: dict[str, list[str]] = {}
    for entry in report.entries():
        for loss in entry["losses"]:
            found.setdefault(loss["kind"], []).extend(loss["ids"])
    return found


def test_these_are_the_formats() -> None:
    assert tuple(formats.all()) == FORMATS


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(Refusal, match="format-unknown"):
        formats.named("docx")


@pytest.mark.parametrize("name", FORMATS)
class TestEveryFormat:
    @pytest.fixture(autouse=True)
    def needed(self, name: str) -> None:
        if formats.named(name).lacking:
            pytest.skip(f"{name} needs {formats.named(name).lacking}")

    def test_it_writes_hard_documents_and_counts_them(self, name: str, place: Path) -> None:
        out, report = export(name, place, hard())
        assert out.exists()
        told = [(e["spans_in"], e["spans_out"]) for e in report.entries()]
        assert [spans_in for spans_in, _ in told] == [0, 8, 1]
        assert (report.documents, report.annotations) == (3, sum(out for _, out in told))

    def test_it_writes_the_same_bytes_again(self, name: str, place: Path) -> None:
        assert self._bytes(name, place) == self._bytes(name, place)

    def test_it_writes_utf8(self, name: str, place: Path) -> None:
        if name in BINARY:
            pytest.skip(f"{name} is no text")
        for content in self._bytes(name, place).values():
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    for entry in archive.namelist():
                        archive.read(entry).decode("utf-8")
            else:
                content.decode("utf-8")

    def test_it_leaves_nothing_where_it_fails(self, name: str, place: Path) -> None:
        def failing():
            yield hard()[1]
            raise Refusal("file-missing")

        with pytest.raises(Refusal):
            formats.export(formats.named(name), failing(), place / "out", CONTEXT)
        assert list(place.iterdir()) == []

    def test_it_is_not_written_into_a_missing_folder(self, name: str, place: Path) -> None:
        with pytest.raises(Refusal, match="folder-missing"):
            formats.export(formats.named(name), [], place / "no" / "out", CONTEXT)

    def test_what_is_there_of_another_kind_stays(self, name: str, place: Path) -> None:
        form, out = formats.named(name), place / "out"
        if form.kind == "file":
            out.mkdir()
        else:
            out.write_text("mine")
        with pytest.raises(Refusal, match="out-is-"):
            formats.export(form, hard(), out, CONTEXT)
        assert list(place.iterdir()) == [out]

    def _bytes(self, name: str, folder: Path) -> Mapping[str, bytes]:
        out, _ = export(name, folder, hard())
        files = sorted(out.iterdir()) if out.is_dir() else [out]
        return {file.name: file.read_bytes() for file in files}


def test_jsonl_reads_back_every_hard_document(place: Path) -> None:
    out, report = export("jsonl", place, hard())
    assert [line.content for line in jsonl.read(out)] == hard()
    assert not report.losses


# -- csv --------------------------------------------------------------------------------


def test_csv_has_one_row_a_fragment_with_its_own_quote(place: Path) -> None:
    out, report = export("csv", place, hard())
    assert out.read_bytes().startswith(b"\xef\xbb\xbfarticle,name,annotation,fragment,")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {document.article.id: document.article.text for document in hard()}
    fragments = [
        (d.article.id, a.id, n, span)
        for d in hard()
        for a in d.annotations
        for n, span in enumerate(a.fragments, 1)
    ]
    assert len(rows) == len(fragments)
    for row, (id, annotation, number, span) in zip(rows, fragments, strict=True):
        assert (row["article"], row["annotation"], row["fragment"]) == (id, annotation, str(number))
        assert (int(row["start"]), int(row["end"])) == (span.start, span.end)
        assert row["quote"] == span.of(texts[id])
    assert json.loads(rows[-2]["attributes"]) == {"norm": "=1 <&>"}
    assert lost(report) == {"relation-dropped": ["R1", "R2", "R3"]}


def test_csv_tells_of_the_article_in_every_row() -> None:
    out, (_, given, _) = io.BytesIO(), hard()
    meta = {"date": "2019年3月7日", "outlet": "=SUM(A1)"}
    known = replace(given.article, meta=meta, status="done", flag=True, note="一\n二")
    guarded = {"guard-formulas": "yes"}
    context = Context(tagset.default(), byte_order_mark=False, options=guarded)
    formats.stream(formats.named("csv"), [replace(given, article=known)], out, context)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    told = {(r["title"], r["date"], r["status"], r["flag"], r["article_note"]) for r in rows}
    assert told == {("题", "2019年3月7日", "done", "1", "一\n二")}
    assert {row["outlet"] for row in rows} == {"'=SUM(A1)"}
    assert all("outlet" in row["guarded"].split() for row in rows)


def test_csv_to_a_stream_has_no_byte_order_mark() -> None:
    out = io.BytesIO()
    form: Format = formats.named("csv")
    formats.stream(form, hard(), out, Context(tagset.default(), byte_order_mark=False))
    assert out.getvalue().startswith(b"article,")


# -- brat -------------------------------------------------------------------------------

_TEXTBOUND = re.compile(r"(T\d+)\t([A-Za-z][\w-]*) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.ASCII)


def test_brat_offsets_say_the_quoted_text(place: Path) -> None:
    out, _ = export("brat", place, hard())
    for ann in sorted(out.glob("*.ann")):
        text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
        assert not set(text) & set("\r\x85\u2028\u2029\x0b\x0c\ufeff")
        for line in ann.read_bytes().decode("utf-8").split("\n"):
            if not line.startswith("T"):
                continue
            found = _TEXTBOUND.fullmatch(line)
            assert found is not None
            spans = [tuple(map(int, pair.split())) for pair in found[3].split(";")]
            assert all(start < end and "\n" not in text[start:end] for start, end in spans)
            assert " ".join(text[start:end] for start, end in spans) == found[4]


def test_brat_tells_what_it_cannot_carry(place: Path) -> None:
    out, report = export("brat", place, hard())
    assert lost(report) == {
        "attribute-to-note": ["T7", "T8"],
        "span-dropped": ["T5"],
        "relation-dropped": ["R2"],
        "character-replaced": [],
    }
    told = json.loads((out / "export-report.json").read_bytes())
    assert told["losses"] == report.losses
    assert told["documents"] == list(report.entries())
    assert report.losses["character-replaced"] == 1
    lines = next(out.glob("新闻-2.ann")).read_text(encoding="utf-8").split("\n")
    assert "A1\ttype T2 PAIR" in lines
    assert "R1\tparty Arg1:T2 Arg2:T1" in lines
    assert any(line.endswith("AnnotatorNotes T4\t一 二") for line in lines)


def test_brat_is_configured_for_every_name_it_uses(place: Path) -> None:
    out, _ = export("brat", place, hard())
    conf = (out / "annotation.conf").read_text(encoding="ascii")
    entities = conf.partition("[relations]")[0].split("\n")
    used = {
        found[2]
        for ann in out.glob("*.ann")
        for line in ann.read_text(encoding="utf-8").split("\n")
        if (found := _TEXTBOUND.fullmatch(line))
    }
    assert used <= set(entities)
    assert "U_81EA_5B9A_20_6807_7B7E | 自定 标签" in (out / "visual.conf").read_text("utf-8")


def test_brat_file_names_are_unique_and_safe_everywhere(place: Path) -> None:
    names = ["a/../b?.txt", "CON.txt", "新闻.txt", "新闻.TXT", "...", "长" * 300, "‮倒.txt"]
    documents = [Document(article(f"id{n}", "文", name)) for n, name in enumerate(names)]
    out, _ = export("brat", place, documents)
    stems = sorted(path.stem for path in out.glob("*.txt"))
    assert len(stems) == len({stem.casefold() for stem in stems}) == len(names)
    assert {"a_.._b", "_CON", "新闻", "新闻-2", "倒"} < set(stems)
    assert max(len(stem.encode()) for stem in stems) <= 120


def test_a_folder_somebody_worked_in_is_left_alone(place: Path) -> None:
    out, _ = export("brat", place, hard())
    worked_on = next(out.glob("*.ann"))
    worked_on.write_text("T1\tREGION 0 1\t𠮷\n", encoding="utf-8")
    with pytest.raises(Refusal, match="out-not-ours"):
        export("brat", place, hard())
    assert worked_on.read_text(encoding="utf-8").startswith("T1")
    assert [path.name for path in place.iterdir()] == [out.name]


def test_a_foreign_folder_is_left_alone(place: Path) -> None:
    (place / "out-brat").mkdir()
    (place / "out-brat" / "mine.txt").write_text("mine")
    with pytest.raises(Refusal, match="out-not-ours"):
        export("brat", place, hard())


def test_a_span_over_line_ends_becomes_one_span_a_line() -> None:
    plain = PlainText.of(HARD_TEXT)
    whole = plain.spans(Span(0, len(HARD_TEXT)))
    assert [span.of(plain.text) for span in whole] == re.findall(r"[^\n]+", plain.text)


def test_between_cr_and_lf_a_span_may_end() -> None:
    plain = PlainText.of("一\r\n二\r\n𠮷三")
    assert plain.spans(Span(0, 2)) == plain.spans(Span(0, 1)) == (Span(0, 1),)
    assert plain.spans(Span(2, 4)) == plain.spans(Span(3, 5)) == (Span(2, 3),)
    assert [span.of(plain.text) for span in plain.spans(Span(1, 8))] == ["二", "𠮷三"]
    assert plain.spans(Span(1, 3)) == ()


def test_one_mark_alone_keeps_its_order_of_fragments(place: Path) -> None:
    text = "两省𠮷共建"
    document = Document(
        article("x", text), annotations=(mark(text, "uuid-7", (0, 1), (2, 3), (4, 5)),)
    )
    out, _ = export("brat", place, [document])
    assert next(out.glob("*.ann")).read_text("utf-8") == "T1\tREGION 0 1;2 3;4 5\t两 𠮷 建\n"
