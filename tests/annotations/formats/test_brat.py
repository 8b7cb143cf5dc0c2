"""brat standoff comes in: its own way of writing things, what does not fit, and ours back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Line, Reading, landing
from annotations.formats.brat_reading import READER
from annotations.formats.brat_settings import shown_names, unascii
from annotations.formats.kinds import WITHIN
from annotations.model import Document, Relation, Span
from tests.annotations.formats.documents import article, hard, mark

TEXT = "𠮷林与延安\n签署 协议。\n双方成立工作组。\n"
# The kinds of lines as brat's manual has them (https://brat.nlplab.org/standoff.html); ours.
ANN = """\
T1\tRegion 0 2\t𠮷林
T2\tRegion 3 5\t延安
T3\tSign 6 8\t签署
T4\tDoc 9 11\t协议
T5\tPair 0 2;3 5\t𠮷林 延安
T6\tParty 13 15;16 18\t双方 立工
T7\tMeasure 3 5;6 8\t延安 签署
E1\tSign:T3 Agent:T1 Agent2:T2 Object:T4
E2\tReport:T6 Event:E1
R1\tpartner Arg1:T1 Arg2:T2\t
A1\tNegation E1
A2\tCertainty T1 sure
M1\tSpeculation E2
N1\tReference T2 Wiki:123\t延安市
#1\tAnnotatorNotes T1\t一个 注
#2\tLemma T4\t协议
#3\tAnnotatorNotes E1\t事件
*\tAlias T1 T2 T5
"""


def pair(folder: Path, ann: str, text: str = TEXT, name: str = "新闻") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return folder / f"{name}.ann"


def read(path: Path, within: Path | None = None) -> Line:
    options = {WITHIN: str(within)} if within else {}
    (line,) = READER.read(path, Reading(1_000_000, tagset.default(), options=options))
    return line


def document(path: Path, within: Path | None = None) -> Document:
    content = read(path, within).content
    assert isinstance(content, Document), content
    return content


def refused(path: Path) -> str:
    content = read(path).content
    assert isinstance(content, Refusal)
    return content.key


def test_every_kind_of_line_is_something(tmp_path: Path) -> None:
    path = pair(tmp_path, ANN)
    found = document(path)
    assert read(path).misfits == ()
    by_label = {one.label: one for one in found.annotations}
    assert list(by_label) == ["Region", "Doc", "Pair", "Measure", "Sign", "Report"]
    region, sign = found.annotations[0], by_label["Sign"]
    assert (region.attributes, region.note) == ({"Certainty": "sure"}, "一个 注")
    assert (sign.quote, sign.attributes, sign.note) == ("签署", {"Negation": "true"}, "事件")
    assert by_label["Doc"].attributes == {"Lemma": "协议"}
    assert by_label["Report"].attributes == {"Speculation": "true"}
    assert found.annotations[1].attributes == {"Reference": "Wiki:123 延安市"}
    assert by_label["Pair"].fragments == (Span(0, 2), Span(3, 5))
    assert by_label["Measure"].fragments == (Span(3, 8),)  # only a line end is between
    labels = {one.id: one.quote for one in found.annotations}
    assert [(one.type, labels[one.start], labels[one.end]) for one in found.relations] == [
        ("Agent", "签署", "𠮷林"),
        ("Agent", "签署", "延安"),
        ("Object", "签署", "协议"),
        ("Event", "双方立工", "签署"),
        ("partner", "𠮷林", "延安"),
        ("Alias", "𠮷林", "延安"),
        ("Alias", "延安", "𠮷林延安"),
    ]
    assert found.relations[1].extra == {"role": "Agent2"}


def test_read_again_it_has_the_same_ids(tmp_path: Path) -> None:
    path, other = pair(tmp_path / "a", ANN), pair(tmp_path / "elsewhere" / "b", ANN)
    assert document(path) == document(other)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("T9\tRegion 0 99\t𠮷林", "misfit-span"),
        ("T9\tRegion 0 2\t延安", "misfit-quote"),
        ("T9\tRegion 2 0\t", "misfit-span"),
        ("T1\tRegion 0 2\t𠮷林", "misfit-id-twice"),
        ("R9\tpartner Arg1:T1 Arg2:T77", "misfit-target"),
        ("E9\tSign:T77 Agent:T1", "misfit-target"),
        ("A9\tNegation T77", "misfit-target"),
        ("#9\tAnnotatorNotes A1\t注", "misfit-target"),
        ("R9\tpartner Arg1:T1", "misfit-ann-line"),
        ("T9 Region 0 2 𠮷林", "misfit-ann-line"),
        ("T9\tRegion 0 99999999999\t𠮷", "misfit-ann-line"),
        ("*\tAlias T1", "misfit-ann-line"),
        ("X1\tabc", "misfit-ann-line"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_and_the_rest_comes_in(
    tmp_path: Path, line: str, key: str
) -> None:
    path = pair(tmp_path, f"{ANN}{line}\n")
    (misfit,) = read(path).misfits
    assert (misfit.key, misfit.values["line"]) == (key, ANN.count("\n") + 1)
    assert misfit.values["file"] == str(path)
    whole = document(pair(tmp_path / "whole", ANN))
    assert document(path) == whole


def test_a_thousand_misfits_are_counted_and_not_listed(tmp_path: Path) -> None:
    told = read(pair(tmp_path, ANN + "X\n" * 1000)).misfits
    assert len(told) == 201
    assert (told[-1].key, told[-1].values["count"]) == ("misfit-more", 800)


def test_offsets_of_utf16_bytes_and_crlf_are_found_by_the_quotes(tmp_path: Path) -> None:
    utf16 = pair(tmp_path / "a", "T1\tRegion 4 6\t延安\nT2\tSign 7 9\t签署\n")
    assert [one.quote for one in document(utf16).annotations] == ["延安", "签署"]
    data = pair(tmp_path / "b", "T1\tRegion 10 16\t延安\n")
    assert [one.quote for one in document(data).annotations] == ["延安"]
    crlf = TEXT.replace("\n", "\r\n")
    shifted = pair(tmp_path / "c", "T1\tDoc 9 11\t协议\nT2\tParty 13 15\t双方\n", crlf)
    assert [one.quote for one in document(shifted).annotations] == ["协议", "双方"]
    counted = pair(tmp_path / "d", "T1\tDoc 10 12\t协议\nT2\tParty 15 17\t双方\n", crlf)
    assert [one.quote for one in document(counted).annotations] == ["协议", "双方"]
    marked = pair(tmp_path / "e", "T1\tRegion 0 2\t𠮷林\n", f"\ufeff{TEXT}")
    assert document(marked).article.source.bom
    assert [one.quote for one in document(marked).annotations] == ["𠮷林"]


def test_files_are_refused_with_a_reason(tmp_path: Path) -> None:
    alone = tmp_path / "alone.ann"
    alone.write_text("T1\tRegion 0 1\t𠮷\n", encoding="utf-8")
    assert refused(alone) == "brat-text-missing"
    path = pair(tmp_path, ANN)
    path.with_suffix(".txt").write_bytes("延安".encode("gb18030"))
    assert refused(path) == "text-not-utf8"
    path.with_suffix(".txt").write_bytes(b"x" * 1_000_001)
    assert refused(path) == "file-too-large"


def test_a_small_file_cannot_quote_a_text_without_end(tmp_path: Path) -> None:
    text = "字" * 300_000
    lines = (f"T{n}\tA 0 {len(text)}\t\n" for n in range(1, 401))
    line = read(pair(tmp_path, "".join(lines), text))
    assert isinstance(line.content, Document)
    assert len(line.content.annotations) == 166
    assert {misfit.key for misfit in line.misfits} == {"misfit-too-much", "misfit-more"}


def test_a_text_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT, encoding="utf-8")
    path = pair(tmp_path / "given", ANN)
    path.with_suffix(".txt").unlink()
    path.with_suffix(".txt").symlink_to(secret)
    assert refused(path) == "link-leads-out"


def test_only_brats_files_are_taken_for_it(tmp_path: Path) -> None:
    path = pair(tmp_path, "")
    assert READER.sniff(path, b"")
    assert READER.sniff(path, b"#1\tAnnotatorNotes T1\tx\n")
    assert not READER.sniff(path, "[@上海#Label*]开会\n".encode())
    assert READER.claims(path.with_suffix(".txt"))
    assert READER.claims(tmp_path / "visual.conf")
    assert not READER.claims(tmp_path / "other.txt")


def test_shown_names_come_from_the_configuration(tmp_path: Path) -> None:
    path = pair(tmp_path, ANN)
    conf = "[labels]\nRegion | 行政区 | 区\n# Sign | x\nDoc | Doc\n[drawing]\nRegion\tbgColor:red\n"
    (tmp_path / "visual.conf").write_text(conf, encoding="utf-8")
    assert shown_names(conf) == {"Region": "行政区"}
    assert read(path).shown == {"Region": "行政区"}


def test_folders_side_by_side_with_one_text_are_annotators(tmp_path: Path) -> None:
    both = [pair(tmp_path / name, ANN) for name in ("林", "陈")]
    alone = pair(tmp_path / "其他", ANN, "别的\n" + TEXT)
    one, other = (document(path, tmp_path) for path in both)
    authors = [{mark.author for mark in each.annotations} for each in (one, other)]
    assert authors == [{"林"}, {"陈"}]
    assert {mark.author for mark in document(both[0]).annotations} == {None}
    assert {mark.author for mark in document(both[0], both[0].parent).annotations} == {None}
    assert one.article == other.article
    assert not {a.id for a in one.annotations} & {a.id for a in other.annotations}
    assert {one.author for one in document(alone, tmp_path).annotations} in ({None}, set())


# -- ours back --------------------------------------------------------------------------


def back(folder: Path, documents: list[Document]) -> list[Document]:
    out = folder / "out"
    formats.export(formats.named("brat"), documents, out, Context(tagset.default()))
    return [document(path) for path in sorted(out.glob("*.ann"))]


def said(document: Document, ids: frozenset[str]) -> list[tuple[object, ...]]:
    """What brat can carry of a document; line ends at ends are not."""
    marks = [
        (one.id, one.label, one.quote.replace("\r\n", "\n").strip("\r\n"))
        for one in document.annotations
        if one.id in ids
    ]
    ties = [(r.id, r.type, r.start, r.end) for r in document.relations if {r.start, r.end} <= ids]
    return [*marks, *ties]


def test_ours_come_back_with_their_ids_and_names(tmp_path: Path) -> None:
    text = "两省𠮷共建\n一二三"
    marks = (
        mark(text, "uuid-1", (0, 2), label="U_81EA"),
        mark(text, "uuid-2", (2, 4), label="自定 标签", attributes={"键 一": ("一", "二")}),
        mark(text, "uuid-3", (4, 7), label="MEASURE", attributes={"type": "PAIR"}, note="注"),
    )
    ties = (Relation("rel-1", "关系", "uuid-1", "uuid-2", {"值": "甲"}),)
    (found,) = back(tmp_path, [Document(article("文", text), (), (), marks, ties)])
    assert [
        (one.id, one.label, one.fragments, one.attributes, one.note) for one in found.annotations
    ] == [(one.id, one.label, one.fragments, one.attributes, one.note) for one in marks]
    assert [(one.id, one.type, one.attributes) for one in found.relations] == [
        ("rel-1", "关系", {"值": "甲"})
    ]
    assert found.article.id == "文"


def test_without_the_report_the_names_come_back_all_the_same(tmp_path: Path) -> None:
    text = "两省𠮷共建"
    marks = (mark(text, "x", (0, 2), label="自A 标z签"), mark(text, "y", (2, 3), label="U_5F"))
    out = tmp_path / "out"
    document_ = Document(article("文", text), annotations=marks)
    formats.export(formats.named("brat"), [document_], out, Context(tagset.default()))
    (out / landing.REPORT).unlink()
    (path,) = out.glob("*.ann")
    assert [one.label for one in document(path).annotations] == ["自A 标z签", "U_5F"]


@given(st.text(min_size=1))
def test_any_label_comes_back_from_its_name_in_ascii(label: str) -> None:
    from annotations.formats.brat_settings import Settings

    name = Settings(tagset.shipped()["empty"]).label(label)
    assert name.isascii()
    assert not set(name) & set(" \t\n")
    assert unascii(name) == label or name == label


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_document_comes_back_but_for_what_the_report_says(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text = data.draw(
        st.text(st.sampled_from("𠮷林aé,。 　\t\r\n\u2028<&"), min_size=2, max_size=30)
    )
    places = st.sets(st.integers(0, len(text)), min_size=2, max_size=4).map(sorted)
    drawn = data.draw(st.lists(places, max_size=5))
    marks = tuple(
        mark(text, f"m-{n}", *zip(cuts[::2], cuts[1::2], strict=False))
        for n, cuts in enumerate(drawn)
    )
    given = Document(article("随", text), annotations=marks)
    out = tmp_path_factory.mktemp("any") / "out"
    report = formats.export(formats.named("brat"), [given], out, Context(tagset.default()))
    (entry,) = report.entries()
    gone = {id for loss in entry["losses"] if loss["kind"] == "span-dropped" for id in loss["ids"]}
    (path,) = out.glob("*.ann")
    found = document(path)
    assert len(found.annotations) == entry["spans_out"]
    solid = {one.id: "".join(one.quote.split()) for one in found.annotations}
    assert solid == {one.id: "".join(one.quote.split()) for one in marks if one.id not in gone}
    assert read(path).misfits == ()


def test_hard_documents_come_back(tmp_path: Path) -> None:
    found = back(tmp_path, hard())
    assert sorted(len(one.annotations) for one in found) == [0, 1, 7]


def test_brat_streams_are_refused() -> None:
    with pytest.raises(Refusal, match="format-needs-folder"):
        formats.stream(formats.named("brat"), [], io.BytesIO(), Context(tagset.default()))
