"""CoNLL: what is tagged comes back, and of broken files each bad line is told."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Line, Reading, Report, conll, conll_reading, conll_tags
from annotations.formats.plain_text import PlainText
from annotations.model import Document
from tests.annotations.formats.documents import article, hard, mark, names
from tests.annotations.formats.round_trip import documents, law

SCHEMES = ("bio", "bioes", "bmes")


def written(*documents: Document, **options: str) -> tuple[str, Report]:
    out = io.BytesIO()
    context = Context(tagset.default(), options=conll.FORMAT.chosen(options))
    report = formats.stream(conll.FORMAT, documents, out, context)
    return out.getvalue().decode("utf-8"), report


def read(text: str | bytes, name: str = "人民.bmes") -> list[Line]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return list(conll_reading.read(path, Reading(10_000_000, tagset.default())))


def found(line: Line) -> list[tuple[str, str]]:
    """Labels and quotes."""
    assert isinstance(line.content, Document)
    return [(a.label, a.quote) for a in line.content.annotations]


def misfits(line: Line) -> list[tuple[str, object, object]]:
    return [(m.key, m.values["line"], m.values.get("found")) for m in line.misfits]


def squeezed(document: Document) -> list[tuple[str, int, int]]:
    """Labels, and places counted in characters that are not white space; the empty left out."""
    text = document.article.text
    count = [0]
    for char in text:
        count.append(count[-1] + (not char.isspace()))
    places = [(a.label, count[a.hull.start], count[a.hull.end]) for a in document.annotations]
    return sorted(place for place in places if place[1] < place[2])


@law
@given(documents(), st.sampled_from(SCHEMES), st.sampled_from(["lines", "punctuation"]))
def test_with_layers_every_annotation_comes_back(
    document: Document, scheme: str, sentences: str
) -> None:
    text, report = written(document, scheme=scheme, flatten="layers", sentences=sentences)
    bare = "".join(PlainText.of(document.article.text).text.split())
    if not bare:
        assert text == ""
        assert report.annotations == 0
        return
    (line,) = read(text)
    assert isinstance(line.content, Document)
    back = line.content
    assert not line.misfits
    assert back.article.text.replace("\n", "") == bare
    assert squeezed(back) == squeezed(document)
    entry = next(report.entries())
    assert entry["spans_out"] == len(back.annotations)
    assert entry["sha256_export"] == hashlib.sha256(back.article.text.encode()).hexdigest()


@law
@given(documents(), st.sampled_from(["outermost", "innermost"]))
def test_one_layer_holds_what_the_report_says(document: Document, flatten: str) -> None:
    text, report = written(document, flatten=flatten)
    for line in read(text) if text else []:
        assert isinstance(line.content, Document)
        back, wanted = squeezed(line.content), squeezed(document)
        assert len(back) == report.annotations
        assert all(back.count(place) <= wanted.count(place) for place in back)
    entry = next(report.entries())
    lost = {loss["kind"]: loss["count"] for loss in entry["losses"]}
    gone = lost.get("span-dropped", 0) + lost.get("nested-dropped", 0)
    assert entry["spans_in"] - entry["spans_out"] == gone


@given(names)
def test_every_label_comes_back_out_of_a_tag(label: str) -> None:
    name = conll_tags.written(label)
    assert conll_tags.read(name) == label
    assert name.split() == [name]
    assert conll_tags.is_tag(f"B-{name}")


def test_an_example_to_the_letter() -> None:
    text = "𠮷林省和沪\r\n　甲 乙。丙"
    given = Document(
        article("x", text),
        annotations=(
            mark(text, "a", (0, 3)),
            mark(text, "b", (0, 2), label="SITE"),
            mark(text, "c", (4, 5), label="自定 标签"),
            mark(text, "d", (7, 11), label="ORG", note="注"),
        ),
    )
    rows, report = written(given, scheme="bmes", sentences="punctuation")
    assert rows == (
        "𠮷\tB-REGION\n林\tM-REGION\n省\tE-REGION\n和\tO\n沪\tS-自定%20标签\n\n"
        "甲\tB-ORG\n乙\tE-ORG\n。\tO\n\n丙\tO\n\n\n"
    )
    assert report.losses == {
        "nested-dropped": 1,
        "label-renamed": 1,
        "span-trimmed": 1,
        "whitespace-dropped": 2,
        "note-dropped": 1,
    }


def test_a_sentence_ends_behind_its_stop_and_what_closes_it() -> None:
    text = "他说：“好。”甲！？乙"
    rows, _ = written(Document(article("x", text)), sentences="punctuation")
    sentences = ["".join(row[0] for row in part.split("\n")) for part in rows.strip().split("\n\n")]
    assert sentences == ["他说：“好。”", "甲！？", "乙"]


def test_there_is_no_docstart_and_two_blank_lines_end_an_article() -> None:
    rows, _ = written(*hard())
    assert "DOCSTART" not in rows
    assert "\n\n\n\n" not in rows
    assert [line.number for line in read(rows)] == [1, rows[: rows.index("只\t")].count("\n") + 1]


def test_a_discontinuous_annotation_is_one_entity() -> None:
    text = "互派教师、医生"
    given = Document(article("x", text), annotations=(mark(text, "m", (0, 2), (5, 7)),))
    rows, report = written(given)
    assert rows.count("B-REGION") == 1
    assert report.losses == {"discontinuous-joined": 1}
    assert found(read(rows)[0]) == [("REGION", text)]


# -- files of others --------------------------------------------------------------------

BMES = "美 B-GPE\n国 E-GPE\n的 O\n华 B-PER\n莱 M-PER\n士 E-PER\n\n我 O\n跟 O\n他 S-PER\n"


def test_character_files_of_others_are_read() -> None:
    (line,) = read(BMES)
    assert isinstance(line.content, Document)
    assert line.content.article.text == "美国的华莱士\n我跟他"
    assert found(line) == [("GPE", "美国"), ("PER", "华莱士"), ("PER", "他")]
    assert not line.misfits


def test_the_same_file_gives_the_same_ids() -> None:
    one, other = read(BMES)[0].content, read(BMES.replace("\n", "\r\n"))[0].content
    assert one == other


@law
@given(st.lists(st.sampled_from([*BMES.split("\n"), "# x = 1", "-DOCSTART-", " ", "甲 乙"])))
def test_a_line_that_is_remembered_is_the_line(lines: list[str]) -> None:
    text = BMES + "\n" + "\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conll_reading, "_MOST_KNOWN", 0)
        plain = [(line.content, misfits(line)) for line in read(text)]
    assert [(line.content, misfits(line)) for line in read(text)] == plain


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_older_encodings_are_read(encoding: str) -> None:
    assert found(read(BMES.encode(encoding))[0]) == found(read(BMES)[0])


def test_words_are_joined_as_they_are_written() -> None:
    text = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\n"
    (line,) = read(text, "eng.train")
    assert isinstance(line.content, Document)
    assert line.content.article.text == "EU rejects German"
    assert found(line) == [("ORG", "EU"), ("MISC", "German")]


def test_a_schema_without_begins_is_no_fault() -> None:
    iob1 = "一 I-A\n二 I-A\n三 B-A\n四 O\n五 I-B\n"
    assert found(read(iob1)[0]) == [("A", "一二"), ("A", "三"), ("B", "五")]
    assert not read(iob1)[0].misfits
    ioe2 = "一 I-A\n二 E-A\n三 O\n四 E-B\n"
    assert found(read(ioe2)[0]) == [("A", "一二"), ("B", "四")]
    assert not read(ioe2)[0].misfits


def test_each_bad_line_is_told_and_the_rest_comes_in() -> None:
    broken = "一\tB-A\n二\tE-A\n三\n四\tI-B\n五\tX\n六\tB-C\n七\tO\n \tO\n八\tS_D\n"
    (line,) = read(broken)
    assert misfits(line) == [
        ("misfit-line", 3, "三"),
        ("misfit-tag-order", 4, "I-B"),
        ("misfit-tag", 5, "X"),
        ("misfit-tag-order", 6, "B-C"),
    ]
    assert found(line) == [("A", "一二"), ("B", "四"), ("C", "六"), ("D", "八")]
    assert isinstance(line.content, Document)
    assert line.content.article.text == "一二三四五六七 八"


def test_a_thousand_misfits_are_enough() -> None:
    (line,) = read("一\tB-A\n" + "二\tQ\n" * 1500)
    assert len(line.misfits) == 1001
    assert (line.misfits[-1].key, line.misfits[-1].values["count"]) == ("misfit-more", 500)


def test_many_sentences_become_articles_one_can_read() -> None:
    lines = read(("字 O\n" * 99 + "甲 S-A\n\n") * 250)
    texts = [line.content.article.text for line in lines if isinstance(line.content, Document)]
    assert [len(text.replace("\n", "")) for text in texts] == [10_000, 10_000, 5_000]


def test_what_is_no_such_file_is_refused() -> None:
    for content, key in (
        ("散文。\n第二行\n", "file-not-format"),
        (b"\xff\xfe\xff", "file-not-text"),
    ):
        (line,) = read(content)
        assert isinstance(line.content, Refusal)
        assert (line.number, line.content.key) == (0, key)


@pytest.mark.parametrize(
    "text", ["散文\n第二行 也有\n", "a\tb\tO\nc\td\te\n", "#FORMAT=WebAnno TSV 3.3\n1-1\t0-1\n"]
)  # fmt: skip
def test_other_files_are_not_taken_for_it(text: str) -> None:
    assert not conll_reading.sniff(Path("x.txt"), text.encode())
    assert conll_reading.sniff(Path("x.txt"), BMES.encode())


def test_the_view_and_its_line_ends_do_not_matter() -> None:
    text = "甲\u2028乙"
    given = Document(article("x", text), annotations=(mark(text, "m", (0, 1)),))
    same = replace(given, article=article("x", "甲\r\n乙"))
    assert written(given)[0] == written(same)[0] == "甲\tB-REGION\n\n乙\tO\n\n\n"
