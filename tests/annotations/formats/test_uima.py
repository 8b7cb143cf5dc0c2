"""UIMA CAS as XMI and JSON: what we write comes back, and INCEpTION's layers come in."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Line
from annotations.formats.cas import types
from annotations.formats.cas.shared import TYPES_FILE
from annotations.formats.kinds import ProjectLine, Reading
from annotations.formats.plain_text import PlainText
from annotations.model import Document, Emendation, Relation, Span
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.peers import UIMA, with_uima
from tests.annotations.formats.round_trip import back, contents, documents, law, there, whole

FILES = UIMA / "dkpro-cassis"
BOTH = ("xmi", "casjson")
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"


def read(path: Path, limit: int = 10_000_000) -> list[Line]:
    name = "casjson" if path.suffix == ".json" else "xmi"
    reader = formats.readers()[name]
    assert reader.sniff(path, path.read_bytes()[:4096])
    return list(reader.read(path, Reading(limit, tagset.default())))


def document(path: Path) -> Document:
    (line,) = read(path)
    assert isinstance(line.content, Document), line.content
    return line.content


def refused(path: Path, limit: int = 10_000_000) -> Refusal:
    name = "casjson" if path.suffix == ".json" else "xmi"
    (line,) = formats.readers()[name].read(path, Reading(limit, tagset.default()))
    assert isinstance(line.content, Refusal)
    return line.content


def xmi(text: str, *structures: str, declared: str = "") -> str:
    """XMI of INCEpTION's kind with one text."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
        f'xmlns:custom="http:///webanno/custom.ecore" {declared} xmi:version="2.0">\n'
        f'<cas:NULL xmi:id="0"/>\n{"".join(f"{one}{chr(10)}" for one in structures)}'
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f'sofaString="{text}"/>\n</xmi:XMI>\n'
    )


def put(folder: Path, content: str, name: str = "在.xmi") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


# -- what we write ----------------------------------------------------------------------


def as_written(given: Document) -> Document:
    """What XML makes of a document: the text without what it cannot hold, no loose relations."""
    ids = {a.id for a in given.annotations}
    text = PlainText.for_xml(given.article.text).text
    kept = tuple(r for r in given.relations if r.start in ids and r.end in ids)
    quotes = tuple(
        replace(a, quote="".join(s.of(text) for s in a.fragments)) for a in given.annotations
    )
    changed = replace(given.article, text=text)
    return whole(replace(given, article=changed, annotations=quotes, relations=kept))


@pytest.mark.parametrize("name", BOTH)
def test_any_document_comes_back_whole(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    @law
    @given(documents())
    def check(given: Document) -> None:
        out, report = there(name, tmp_path_factory.mktemp("out"), given)
        (found,) = contents(back(name, out))
        wanted = as_written(given)
        if wanted.article.text != given.article.text:  # a source of its own
            wanted = replace(wanted, article=replace(wanted.article, source=found.article.source))
        assert found == wanted
        (entry,) = report.entries()
        assert entry["spans_out"] == len(found.annotations)
        assert entry["relations_out"] == len(found.relations)

    check()


@pytest.mark.parametrize("layer", ["custom", "named-entity"])
@pytest.mark.parametrize("name", BOTH)
def test_hard_documents_come_back_in_both_layers(name: str, layer: str, tmp_path: Path) -> None:
    out, report = there(name, tmp_path, *hard(), layer=layer)
    found = {d.article.id: d for d in contents(back(name, out))}
    for hardest in hard():
        wanted = as_written(hardest)
        there_ = found[hardest.article.id]
        assert there_.annotations == wanted.annotations
        assert there_.relations == wanted.relations
        assert there_.article.text == wanted.article.text
    assert report.losses == {"discontinuous-split": 1, "character-replaced": 3}


def test_a_small_example_is_exactly_this(tmp_path: Path) -> None:
    text = "𠮷林 与&\r\n西安"
    marks = (
        mark(text, "a1", (0, 2), label="REGION", note="一\n二", attributes={"code": "22"}),
        mark(text, "a2", (7, 9), label="地区"),
    )
    relations = (Relation("r1", "party", "a1", "a2"),)
    given = Document(article("x", text, "甲.txt"), annotations=marks, relations=relations)
    out, _ = there("xmi", tmp_path, given)
    lines = (out / "甲.xmi").read_bytes().decode().split("\n")
    assert [line for line in lines if ":Sentence" in line] == [
        '<n2:Sentence xmi:id="7" sofa="1" begin="0" end="6"/>',
        '<n2:Sentence xmi:id="12" sofa="1" begin="8" end="10"/>',
    ]
    assert [line.partition("begin=")[2] for line in lines if ":Token" in line] == [
        '"0" end="2"/>', '"2" end="3"/>', '"4" end="5"/>', '"5" end="6"/>',
        '"8" end="9"/>', '"9" end="10"/>',
    ]  # fmt: skip
    assert lines[-7:] == [
        '<n1:DanqianSpan xmi:id="4" sofa="1" begin="0" end="3" label="REGION" danqianId="a1" '
        'note="一&#10;二" code="22"/>',
        '<n1:DanqianSpan xmi:id="5" sofa="1" begin="8" end="10" label="地区" danqianId="a2"/>',
        '<n1:DanqianRelation xmi:id="6" sofa="1" begin="8" end="10" label="party" '
        'danqianId="r1" Governor="4" Dependent="5"/>',
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        'sofaString="𠮷林 与&amp;&#13;&#10;西安"/>',
        '<cas:View sofa="1" members="2 3 7 8 9 10 11 12 13 14 4 5 6"/>',
        "</xmi:XMI>",
        "",
    ]


def test_the_type_system_names_every_feature_that_is_written(tmp_path: Path) -> None:
    out, _ = there("xmi", tmp_path, *hard())
    ranges = types.ranges((out / TYPES_FILE).read_bytes())
    span, relation = "webanno.custom.DanqianSpan", "webanno.custom.DanqianRelation"
    for feature in ("label", "note", "part", "danqian", "type", "status", "certainty", "norm"):
        assert ranges.of(span, feature) == "uima.cas.String"
    assert ranges.of(relation, "Governor") == span
    assert ranges.is_reference(relation, "Dependent")
    assert ranges.of("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "x") == ""


def test_an_article_called_like_the_report_has_another_name(tmp_path: Path) -> None:
    given = Document(article("x", "文", "export-report.txt"))
    out, _ = there("casjson", tmp_path, given)
    assert {p.name for p in out.iterdir()} == {
        "export-report-2.json", "export-report.json", "TypeSystem.xml",
    }  # fmt: skip


def test_what_somebody_changed_in_inception_wins(tmp_path: Path) -> None:
    """Another label, another end, one annotation more: ours keep their ids."""
    text = "两省𠮷共建"
    given = Document(article("x", text), annotations=(mark(text, "T1", (0, 2), label="旧\x00名"),))
    out, _ = there("xmi", tmp_path, given)
    path = out / "新闻.xmi"
    changed = path.read_text("utf-8").replace('label="旧�名"', 'label="GOV"')
    changed = changed.replace('end="2" label', 'end="4" label')
    more = '<n1:DanqianSpan xmi:id="90" sofa="1" begin="4" end="6" label="新"/>'
    changed = changed.replace("<cas:Sofa", f"{more}<cas:Sofa").replace('members="', 'members="90 ')
    path.write_text(changed, "utf-8")
    (found,) = contents(back("xmi", out))
    assert [(a.id == "T1", a.label, a.quote) for a in found.annotations] == [
        (True, "GOV", "两省𠮷"),
        (False, "新", "共建"),
    ]
    assert contents(back("xmi", out)) == [found]  # the same ids again


def test_emendations_of_a_text_that_was_changed_outside_are_left_out_and_told(
    tmp_path: Path,
) -> None:
    given = Document(article("x", "两省共建"), (Emendation("E1", Span(0, 1), "兩"),))
    out, _ = there("xmi", tmp_path, given)
    path = out / "新闻.xmi"
    path.write_text(path.read_text("utf-8").replace('"两省共建"', '"三两省共建"'), "utf-8")
    (line,) = back("xmi", out)
    assert isinstance(line.content, Document)
    assert (line.content.article.id, line.content.emendations) == ("x", ())
    assert [m.key for m in line.misfits] == ["misfit-emendations"]


# -- what others write ------------------------------------------------------------------


@with_uima
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("casWithTraditionalChineseTextAndAnnotations", ["這", "是", "一個", "測試"]),
        (
            "casWithEmojiUnicodeTextAndAnnotations",
            ["🥳", "This", "👳🏻‍♀️", "is", "✆", "a", "🧔🏾‍♂️", "test", "👻"],
        ),
    ],
)
def test_cassis_files_are_read_in_utf16(name: str, words: list[str]) -> None:
    for suffix in (".json", ".xmi"):
        found = document(FILES / f"{name}{suffix}")
        assert [a.quote for a in found.annotations] == words
        assert {a.label for a in found.annotations} == {"Annotation"}


@with_uima
def test_smileys_move_no_offset() -> None:
    found = document(FILES / "cas_with_smileys.xmi")
    assert len(found.article.text) < 839  # which is its length in UTF-16 units
    told = {(a.label, a.quote) for a in found.annotations}
    assert told == {("OTH", "PyTorch"), ("OTH", "TensorFlow"), ("OTH", "Transformers")}
    assert found.article.source.name == "huggingface.txt"


@with_uima
def test_only_the_first_text_of_several_is_read() -> None:
    (line,) = read(FILES / "cas_with_two_sofas.xmi")
    assert isinstance(line.content, Document)
    assert [m.key for m in line.misfits] == ["misfit-other-views"]


@with_uima
def test_a_slot_is_a_relation_of_its_role() -> None:
    found = document(FILES / "testSimpleSlotFeature.json")
    quotes = {a.id: a.quote for a in found.annotations}
    told = {(r.type, quotes[r.start], quotes[r.end]) for r in found.relations}
    assert told == {("p1", "This", "is"), ("p2", "This", "a")}


def test_an_unknown_layer_gives_its_value_or_its_name(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        xmi(
            "𠮷林省与西安",
            '<custom:Ort xmi:id="5" sofa="1" begin="0" end="4" value="LOC" sicher="ja" leer=""/>',
            '<custom:Ort xmi:id="6" sofa="1" begin="5" end="7"/>',
            '<custom:Weg xmi:id="7" sofa="1" begin="5" end="7" Governor="5" Dependent="6" a="b"/>',
            '<custom:Ort xmi:id="8" sofa="1" begin="3" end="99" value="ZU WEIT"/>',
            '<custom:Weg xmi:id="9" sofa="1" begin="5" end="7" Governor="5" Dependent="8"/>',
        ),
    )
    (line,) = read(path)
    assert isinstance(line.content, Document)
    first, second = line.content.annotations
    assert (first.label, first.quote, first.attributes) == ("LOC", "𠮷林省", {"sicher": "ja"})
    assert (second.label, second.quote) == ("Ort", "西安")
    (relation,) = line.content.relations
    assert (relation.type, relation.start, relation.end) == ("Weg", first.id, second.id)
    assert relation.attributes == {"a": "b"}
    assert [(m.key, m.values["line"]) for m in line.misfits] == [
        ("misfit-span", 7),
        ("misfit-relation", 8),
    ]


def test_what_is_in_no_index_was_taken_away(tmp_path: Path) -> None:
    kept = '<custom:Ort xmi:id="5" sofa="1" begin="0" end="1" value="A"/>'
    gone = '<custom:Ort xmi:id="6" sofa="1" begin="1" end="2" value="B"/>'
    view = '<cas:View sofa="1" members="5"/>'
    path = put(tmp_path, xmi("甲乙", kept, gone).replace("</xmi:XMI>", f"{view}</xmi:XMI>"))
    assert [a.label for a in document(path).annotations] == ["A"]


def test_several_values_are_a_list_and_a_type_system_tells_numbers_from_references(
    tmp_path: Path,
) -> None:
    content = xmi(
        "甲乙",
        '<custom:Span xmi:id="5" sofa="1" begin="0" end="1" label="A" next="6"/>',
        '<custom:Span xmi:id="6" sofa="1" begin="1" end="2" label="B">'
        "<tags>x</tags><tags>y</tags></custom:Span>",
    )
    path = put(tmp_path, content)
    without = document(path)
    assert [r.type for r in without.relations] == ["next"]
    told = types.Type("webanno.custom.Span", "uima.tcas.Annotation", {"next": types.STRING})
    (tmp_path / TYPES_FILE).write_bytes(types.descriptor([told]))
    found = document(path)
    assert (found.relations, found.annotations[0].attributes) == ((), {"next": "6"})
    assert found.annotations[1].attributes == {"tags": ("x", "y")}
    assert formats.readers()["xmi"].claims(tmp_path / TYPES_FILE)


def test_the_zip_that_inception_exports_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"

    def only(xmi: str) -> Document | Refusal | ProjectLine:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("文.xmi", xmi)
            packed.writestr("TypeSystem.xml", types.descriptor([]))
        (line,) = read(path)
        return line.content

    one = '<custom:Span xmi:id="5" sofa="1" begin="0" end="1" value="A"/>'
    good, bad = only(xmi("甲乙", one)), only("<no")
    assert isinstance(good, Document)
    assert [a.label for a in good.annotations] == ["A"]
    assert isinstance(bad, Refusal)
    assert (bad.key, bad.values["part"]) == ("xml-broken", "文.xmi")


def test_a_zip_of_several_is_no_file_of_the_reader_but_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    for others in (["乙.xmi"], ["a.txt"]):
        with zipfile.ZipFile(path, "w") as packed:
            for name in ("甲.xmi", *others):
                packed.writestr(name, xmi("甲乙"))
        assert formats.claimants(path) == ()


# -- what is broken or means harm -------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("<no", "xml-broken"),
        ("<no/>", "file-not-format"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "xml-unsafe"),
        ('<!DOCTYPE x SYSTEM "http://localhost/x.dtd"><x/>', "xml-unsafe"),
        ("<x>" * 1000 + "</x>" * 1000, "xml-broken"),
        (xmi("甲").replace("sofaString", "other"), "cas-no-text"),
        ("", "file-empty"),
    ],
)
def test_broken_xmi_is_refused_with_the_reason(content: str, key: str, tmp_path: Path) -> None:
    refusal = refused(put(tmp_path, content))
    assert (refusal.key, Path(str(refusal.values["file"])).name) == (key, "在.xmi")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("{", "json-broken"),
        ("[]", "file-not-format"),
        ('{"%FEATURE_STRUCTURES": 1}', "file-not-format"),
        ('{"%FEATURE_STRUCTURES": [{"%TYPE": "uima.cas.Sofa"}, 1, null]}', "cas-no-text"),
        ("[" * 200 + "]" * 200, "json-deep"),
        ('{"a": 1e999}', "json-number"),
    ],
)
def test_broken_json_is_refused_with_the_reason(content: str, key: str, tmp_path: Path) -> None:
    assert refused(put(tmp_path, content, "坏.json")).key == key


def test_a_billion_laughs_take_no_room(tmp_path: Path) -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 100}">' for n in range(12)
    )
    path = put(tmp_path, f'<!DOCTYPE x [{entities}]><x a="&e11;">&e11;</x>')
    assert refused(path).key in ("xml-broken", "xml-unsafe")


def test_nothing_above_the_limit_is_read(tmp_path: Path) -> None:
    assert refused(put(tmp_path, xmi("甲" * 1000)), limit=500).key == "file-too-large"
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xmi", xmi("甲" * 1_000_000))
    assert bomb.stat().st_size < 20_000
    assert refused(bomb, limit=100_000).key == "file-too-large"
    bomb.write_bytes(bomb.read_bytes()[:-30])
    assert refused(bomb).key == "zip-damaged"


@pytest.mark.parametrize("name", BOTH)
def test_what_somebody_broke_of_ours_costs_only_that(name: str, tmp_path: Path) -> None:
    text = "两省𠮷共建"
    marks = (mark(text, "T1", (0, 2), attributes={"键": "值"}), mark(text, "T2", (2, 3)))
    out, _ = there(name, tmp_path, Document(article("x", text), annotations=marks))
    path = next(p for p in out.iterdir() if p.stem == "新闻")
    content = path.read_text("utf-8")
    for record, broken in (
        ('{"attributes":{"\\u952e":"\\u503c"}}', "[1"),
        ('"status":"new"', '"status":1'),
    ):
        old, new = (
            t.replace('"', "&quot;") if name == "xmi" else json.dumps(t)[1:-1]
            for t in (record, broken)
        )
        assert old in content
        content = content.replace(old, new)
    path.write_text(content, "utf-8")
    (line,) = back(name, out)
    assert isinstance(line.content, Document)
    assert [(a.id, a.quote) for a in line.content.annotations] == [("T1", "两省"), ("T2", "𠮷")]
    assert [m.key for m in line.misfits] == ["misfit-article"]
    assert line.content.annotations[0].extra == {"danqian": "[1"}
