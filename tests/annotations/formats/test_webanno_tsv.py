"""WebAnno TSV 3.3: what we write comes back, and its whole syntax is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Line
from annotations.formats.kinds import Reading
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Unit
from annotations.formats.webanno_tsv import cells
from annotations.model import Document, Relation
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.round_trip import back, contents, documents, law, there, whole

READER = formats.readers()["webanno-tsv"]
HEAD = "#FORMAT=WebAnno TSV 3.3\n"


def read(folder: Path, content: str | bytes, unit: Unit | None = None) -> Line:
    path = folder / "在.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (line,) = READER.read(path, Reading(1_000_000, tagset.default(), unit))
    return line


def document(folder: Path, content: str) -> Document:
    line = read(folder, content)
    assert isinstance(line.content, Document), line.content
    return line.content


def spans(found: Document) -> list[tuple[str, int, int, str]]:
    return [(a.label, a.hull.start, a.hull.end, a.quote) for a in found.annotations]


# -- what we write ----------------------------------------------------------------------


def test_any_document_comes_back_as_far_as_the_format_goes(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Text, annotations and relations; metadata, emendations and readings are told as lost."""

    @law
    @given(documents())
    def check(given: Document) -> None:
        out, report = there("webanno-tsv", tmp_path_factory.mktemp("out"), given)
        (found,) = contents(back("webanno-tsv", out))
        text = PlainText.for_xml(given.article.text).text
        assert found.article.text == text
        assert {a.id: a for a in found.annotations} == {
            a.id: replace(a, quote="".join(s.of(text) for s in a.fragments))
            for a in whole(given).annotations
        }
        ids = {a.id for a in given.annotations}
        assert {r.id: r for r in found.relations} == {
            r.id: r for r in whole(given).relations if r.start in ids and r.end in ids
        }
        (entry,) = report.entries()
        assert entry["spans_out"] == len(found.annotations)
        assert entry["relations_out"] == len(found.relations)
        told = {loss["kind"]: loss["count"] for loss in entry["losses"]}
        assert told.get("emendation-dropped", 0) == len(given.emendations)
        assert told.get("reading-dropped", 0) == len(given.readings)

    check()


@pytest.mark.parametrize("layer", ["custom", "named-entity"])
def test_hard_documents_come_back_in_both_layers(layer: str, tmp_path: Path) -> None:
    out, report = there("webanno-tsv", tmp_path, *hard(), layer=layer)
    found = {d.article.text: d for d in contents(back("webanno-tsv", out))}
    for hardest in hard():
        text = PlainText.for_xml(hardest.article.text).text
        ours = {a.id: (a.label, a.fragments, a.attributes, a.note) for a in hardest.annotations}
        assert ours == {
            a.id: (a.label, a.fragments, a.attributes, a.note) for a in found[text].annotations
        }
        assert {r.id for r in hardest.relations} == {r.id for r in found[text].relations}
    assert report.losses == {"discontinuous-split": 1, "character-replaced": 3}


def test_a_small_example_is_exactly_this(tmp_path: Path) -> None:
    text = "　𠮷林\t与 BBC\r\n\n　　西安_。落地"
    marks = (
        mark(text, "a1", (1, 3), label="REGION"),
        mark(text, "a2", (1, 5), label="A|B", note="*"),
        mark(text, "a3", (15, 16), (17, 19), label="地[1]"),
    )
    relations = (Relation("r1", "party", "a2", "a3", {"n": "1"}),)
    given = Document(article("x", text, "甲.txt"), annotations=marks, relations=relations)
    out, _ = there("webanno-tsv", tmp_path, given)
    content = (out / "甲.tsv").read_bytes().decode("utf-8")
    assert content == (
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=webanno.custom.DanqianSpan|label|danqianId|note|part\n"
        "#T_RL=webanno.custom.DanqianRelation|label|danqianId|n|BT_webanno.custom.DanqianSpan\n"
        "\n\n"
        "#Text=　𠮷林\\t与 BBC\\r\n"
        "#Text=\n"
        "#Text=　　\n"
        "1-1	0-1	　	_	_	_	_	_	_	_	_	\n"
        "1-2	1-3	𠮷	REGION[1]|A\\|B[2]	a1[1]|a2[2]	*[1]|\\*[2]	*[1]|*[2]	_	_	_	_	\n"
        "1-3	3-4	林	REGION[1]|A\\|B[2]	a1[1]|a2[2]	*[1]|\\*[2]	*[1]|*[2]	_	_	_	_	\n"
        "1-4	5-6	与	A\\|B[2]	a2[2]	\\*[2]	*[2]	_	_	_	_	\n"
        "1-5	7-10	BBC	_	_	_	_	_	_	_	_	\n"
        "\n"
        "#Text=西安_。\n"
        "2-1	15-16	西	_	_	_	_	_	_	_	_	\n"
        "2-2	16-17	安	地\\[1\\][3]	a3[3]	*[3]	1/2[3]	party	r1	1	1-2[2_3]	\n"
        "2-3	17-18	_	_	_	_	_	_	_	_	_	\n"
        "2-4	18-19	。	地\\[1\\][4]	a3[4]	*[4]	2/2[4]	_	_	_	_	\n"
        "\n"
        "#Text=落地\n"
        "3-1	19-20	落	地\\[1\\][4]	a3[4]	*[4]	2/2[4]	_	_	_	_	\n"
        "3-2	20-21	地	_	_	_	_	_	_	_	_	\n"
    )


def test_nothing_is_written_of_an_empty_text_but_the_head(tmp_path: Path) -> None:
    out, _ = there("webanno-tsv", tmp_path, Document(article("x", "", "空.txt")))
    assert (out / "空.tsv").read_text("utf-8") == f"{HEAD}\n"
    (found,) = contents(back("webanno-tsv", out))
    assert found.article.text == ""


# -- cells ------------------------------------------------------------------------------

values = st.text(st.sampled_from("a_*\\[]|;->\t\n12中")).filter(bool)


@given(values)
def test_a_value_comes_out_of_its_cell(value: str) -> None:
    cell = f"{cells.escaped(value)}[7]"
    assert [(one.text, one.number) for one in cells.stack(f"{cell}|x|{cell}")] == [
        (value, 7), ("x", 0), (value, 7),
    ]  # fmt: skip
    assert "\n" not in cell and "\t" not in cell


@given(st.text(st.sampled_from("a\\\t\r\f\bn西𠮷")))
def test_a_text_comes_out_of_its_line(text: str) -> None:
    assert cells.unescaped_text(cells.escaped_text(text)) == text


def test_the_text_of_old_versions_is_escaped_as_java_does(tmp_path: Path) -> None:
    old = "#FORMAT=WebAnno TSV 3.1\n\n\n#Text=\\u5730\\uD842\\uDFB7\\t\\\\\n1-1\t0-1\t地\t\n"
    assert document(tmp_path, old).article.text == "地𠮷\t\\"


# -- what others write ------------------------------------------------------------------


def test_gaps_between_sentences_are_filled_and_none_is_made(tmp_path: Path) -> None:
    content = (
        f"{HEAD}#T_SP=webanno.custom.Ort|value\n\n\n"
        "#Sentence.id=s1\n#Text=一\n1-1\t0-1\t一\tA\t\n\n"
        "#Text=二\n2-1\t1-2\t二\tB\t\n\n"
        "#Text=三\n3-1\t3-4\t三\tC\t\n\n"
        "#Text=四\n4-1\t7-8\t四\tD\t\n"
    )
    found = document(tmp_path, content)
    assert found.article.text == "一二\n三\n  四"
    assert [quote for *_, quote in spans(found)] == ["一", "二", "三", "四"]
    assert document(tmp_path, content.replace("\n", "\r\n")) == found


def test_chains_are_relations_from_link_to_link(tmp_path: Path) -> None:
    content = (
        f"{HEAD}#T_CH=webanno.custom.CorefLink|referenceType|referenceRelation\n\n\n"
        "#Text=他 说 自己\n"
        "1-1\t0-1\t他\tpr[1]\tcoref->1-1\t\n"
        "1-2\t2-3\t说\t_\t_\t\n"
        "1-3\t4-5\t自\tpr[1]\t*->1-2\t\n"
        "1-4\t5-6\t己\tpr[1]\t*->1-2\t\n"
    )
    found = document(tmp_path, content)
    assert spans(found) == [("pr", 0, 1, "他"), ("pr", 4, 6, "自己")]
    first, second = found.annotations
    assert [(r.type, r.start, r.end) for r in found.relations] == [("coref", first.id, second.id)]


def test_offsets_in_code_points_are_noticed_by_the_tokens(tmp_path: Path) -> None:
    content = (
        f"{HEAD}#T_SP=webanno.custom.Ort|value\n\n\n"
        "#Text=𠮷林 西安\n1-1\t0-2\t𠮷林\tA\t\n1-2\t3-5\t西安\tB\t\n"
    )
    assert spans(document(tmp_path, content)) == [("A", 0, 2, "𠮷林"), ("B", 3, 5, "西安")]
    right = content.replace("3-5", "4-6").replace("0-2", "0-3")
    assert spans(document(tmp_path, right)) == [("A", 0, 2, "𠮷林"), ("B", 3, 5, "西安")]
    line = read(tmp_path, right.replace("\t西安", "\t東安"))
    assert [(m.key, m.values["count"]) for m in line.misfits] == [("misfit-tokens", 1)]


def test_a_relation_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    content = (
        f"{HEAD}#T_SP=webanno.custom.Ort|value\n#T_RL=webanno.custom.Weg|art|BT_webanno.custom.Ort"
        "\n\n\n#Text=甲乙\n1-1\t0-1\t甲\tA\tx\t1-9\t\n1-2\t1-2\t乙\tB\ty|z\t1-1|1-1[0_8]\t\n"
    )
    line = read(tmp_path, content)
    assert isinstance(line.content, Document)
    assert [(r.type, r.attributes) for r in line.content.relations] == [("Weg", {"art": "y"})]
    assert [(m.key, m.values["what"], m.values["line"]) for m in line.misfits] == [
        ("misfit-relation", "webanno.custom.Weg", 7),
        ("misfit-relation", "webanno.custom.Weg", 8),
    ]


def test_the_same_file_gives_the_same_ids(tmp_path: Path) -> None:
    content = f"{HEAD}#T_SP=a.B|\n\n\n#Text=甲\n1-1\t0-1\t甲\t*|*\t\n"
    once, again = document(tmp_path, content), document(tmp_path, content)
    assert once == again
    assert len({a.id for a in once.annotations}) == 2


# -- what is broken ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "key", "at"),
    [
        ("#FORMAT=WebAnno TSV 2.0\n", "tsv-version", 1),
        ("nothing", "tsv-version", 1),
        (f"{HEAD}#T_SP=\n\n\n", "tsv-layer", 2),
        (f"{HEAD}\n\n#Text=甲\nno row\n", "tsv-row", 5),
        (f"{HEAD}\n\n#Text=甲\n1-1\t0-99999999999\t甲\t\n", "tsv-row", 5),
        (f"{HEAD}\n\n1-1\t0-1\t甲\t\n", "tsv-no-text", 4),
        (f"{HEAD}#T_SP=a.B|c|d\n\n\n#Text=甲\n1-1\t0-1\t甲\tx\n", "tsv-cells", 6),
        (f"{HEAD}\n\n#Text=甲\n1-1\t0-1\t甲\t\n\n#Text=乙\n2-1\t0-1\t乙\t\n", "tsv-offsets", 8),
        (f"{HEAD}\n\n#Text=甲\n1-1\t90000000-90000001\t甲\t\n", "tsv-offsets", 5),
        (HEAD.encode() + b"\n\n#Text=\xff\n", "line-not-utf8", 4),
        (f"{HEAD}#T_SP=a.B|c{'x' * 2_000_000}", "file-too-large", None),
        ("", "file-empty", None),
    ],
)
def test_what_is_broken_is_refused_with_its_line(
    content: str | bytes, key: str, at: int | None, tmp_path: Path
) -> None:
    found = read(tmp_path, content).content
    assert isinstance(found, Refusal)
    assert (found.key, found.values.get("line")) == (key, at)
    assert str(found.values["file"]).endswith("在.tsv")


def test_a_token_outside_of_the_text_is_left_out(tmp_path: Path) -> None:
    rows = "1-1\t0-2\t𠮷\tx\t\n1-1.1\t1-2\t?\ty\t\n1-2\t5-9\t?\tz\t\n"
    content = f"{HEAD}#T_SP=a.B|value\n\n\n#Text=𠮷\n{rows}"
    line = read(tmp_path, content)
    assert isinstance(line.content, Document)
    assert spans(line.content) == [("x", 0, 1, "𠮷")]
    assert [m.values.get("what") for m in line.misfits if m.key == "misfit-span"] == [
        "1-1.1", "1-2",
    ]  # fmt: skip


def test_only_its_own_files_are_claimed(tmp_path: Path) -> None:
    assert READER.sniff(tmp_path / "a.tsv", b"\xef\xbb\xbf#FORMAT=WebAnno TSV 3.3\n")
    assert not READER.sniff(tmp_path / "a.tsv", b"title\ttext\n")
    assert READER.claims(tmp_path / "TypeSystem.xml")
    assert not READER.claims(tmp_path / "a.tsv")
