"""TEI: what we write comes back to the letter; what others take from it is right, too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from lxml import etree

from annotations import tagset
from annotations.errors import Refusal
from annotations.formats import Reading as HowToRead
from annotations.formats.markup import name_of, text_of
from annotations.formats.tei.names import key_of, text_of_key
from annotations.formats.tei.reading import read
from annotations.formats.tei.writing import written_file
from annotations.model import Conversion, Document, Emendation, Reading, Span
from annotations.text.views import Views
from tests.annotations.formats.documents import article, hard, mark, words
from tests.annotations.formats.golden import torture
from tests.annotations.formats.round_trip import back, contents, documents, law, there, whole

TEI = "{http://www.tei-c.org/ns/1.0}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei.rng")))


def tree(document: Document):
    return etree.fromstring(written_file(document, tagset.default()).encode("utf-8"))


def shown(document: Document, chosen: str) -> str:
    """The text as a reader has it that takes `sic` or `corr` wherever there is a choice."""
    root = tree(document)
    for choice in root.iter(f"{TEI}choice"):
        for one in list(choice):
            if one.tag != TEI + chosen:
                choice.remove(one)
    return "".join("".join(p.itertext()) for p in root.iterfind(f".//{TEI}body/{TEI}p"))


@law
@given(documents())
def test_every_document_comes_back_as_it_was(document: Document) -> None:
    with TemporaryDirectory() as folder:
        out, report = there("tei", Path(folder), document)
        assert contents(back("tei", out)) == [document]
        assert set(report.losses) <= {"character-replaced"}


@law
@given(documents())
def test_every_file_has_the_form_that_tei_allows(document: Document) -> None:
    assert SCHEMA.validate(tree(document)), str(SCHEMA.error_log)


def test_the_schema_refuses_what_tei_does_not_know() -> None:
    root = tree(torture())
    assert SCHEMA.validate(root)
    etree.SubElement(root, f"{TEI}label")
    assert not SCHEMA.validate(root)


@law
@given(documents())
def test_sic_is_the_source_and_corr_the_clean_text(document: Document) -> None:
    clean = Views(document.article.text, document.emendations, (), Conversion()).of("clean").text
    legal = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    assert shown(document, "sic") == legal.sub("\ufffd", document.article.text)
    assert shown(document, "corr") == legal.sub("\ufffd", clean)


def test_this_is_what_a_small_file_looks_like() -> None:
    text = "甲區(qū)与乙\r\n"
    document = Document(
        article("一", text),
        (
            Emendation("E1", Span(2, 6), "", "pinyin", "", "accepted", 0.5, author="王"),
            Emendation("E2", Span(0, 1), "申", "slip", status="proposed"),
        ),
        (Reading(Span(1, 2), "tw2s", "区"),),
        (
            mark(text, "T 1", (0, 2), (7, 8), attributes={"k": "v", "1": ("x", "y")}, note="注"),
            mark(text, "T2", (3, 8), label="甲 乙", author="王"),
        ),
    )
    written = written_file(document, tagset.default())
    assert written.partition("<standOff>")[2] == (
        """
<spanGrp type="annotation">
<span xml:id="a.T.20.1" ana="#l.REGION #f.a.T.20.1" target="#a.T.20.1.1 #a.T.20.1.2">注</span>"""
        """<span xml:id="a.T.20.1.1" type="part" from="#c0" to="#c2"/>"""
        """<span xml:id="a.T.20.1.2" type="part" from="#c7" to="#c8"/>
<span xml:id="a.T2" ana="#l.甲.20.乙" resp="#who.1" from="#c3" to="#c8"/>
</spanGrp>
<spanGrp type="emendation">
<span xml:id="e.E2" ana="#f.e.E2" from="#c0" to="#c1">"""
        """<choice><sic>甲</sic><corr>申</corr></choice></span>
</spanGrp>
<spanGrp type="reading">
<span ana="#f.g.1" from="#c1" to="#c2"><choice><orig>區</orig><reg>区</reg></choice></span>
</spanGrp>
<fs xml:id="f.a.T.20.1"><f name="k"><string>v</string></f>"""
        """<f name="x._1"><vColl org="list"><string>x</string><string>y</string></vColl></f></fs>
<fs xml:id="f.e.E2"><f name="danqian.rest"><string>"""
        """{"kind": "slip", "rule": "", "status": "proposed"}</string></f></fs>
<fs xml:id="f.g.1"><f name="danqian.rest"><string>{"config": "tw2s"}</string></f></fs>
<fs xml:id="f.e.E1"><f name="danqian.rest"><string>"""
        """{"kind": "pinyin", "rule": "", "status": "accepted", "confidence": 0.5}</string></f></fs>
</standOff>
<text><body xml:space="preserve"><p><anchor xml:id="c0"/>甲<anchor xml:id="c1"/>區"""
        """<anchor xml:id="c2"/><choice xml:id="e.E1" ana="#f.e.E1" resp="#who.1" cert="0.5">"""
        """<sic>(<anchor xml:id="c3"/>qū)</sic><corr/></choice>与<anchor xml:id="c7"/>乙"""
        """<anchor xml:id="c8"/>&#13;
</p></body></text>
</TEI>
"""
    )
    assert '<respStmt xml:id="who.1"><resp>annotation</resp><name>王</name></respStmt>' in written
    assert '<category xml:id="l.甲.20.乙"><gloss>甲 乙</gloss></category>' in written


def test_every_trap_comes_back_and_only_characters_are_told(tmp_path: Path) -> None:
    out, report = there("tei", tmp_path, *hard(), torture())
    wanted = [whole(document) for document in (*hard(), torture())]
    found = contents(back("tei", out))
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    assert report.losses == {"character-replaced": 6}


@given(words)
def test_any_text_is_a_name_and_comes_back_from_it(text: str) -> None:
    assert text_of(name_of(text)) == text
    assert text_of_key(key_of(text)) == text
    etree.QName(f"a.{name_of(text)}")
    etree.QName(key_of(text))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<TEI", "xml-broken"),
        (b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>', "xml-unsafe"),
        (b'<!DOCTYPE TEI SYSTEM "http://localhost/x.dtd"><TEI/>', "xml-unsafe"),
        (b"<other/>", "tei-foreign"),
        (b"<a>" * 5000 + b"</a>" * 5000, "xml-broken"),
        (b"", "file-empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, key: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    (line,) = read(path, HowToRead(1_000_000, tagset.default()))
    assert isinstance(line.content, Refusal)
    assert (line.content.key, line.content.values["file"]) == (key, str(path))


def test_what_does_not_fit_is_told_and_the_rest_comes_in(tmp_path: Path) -> None:
    text = "甲乙丙"
    marks = (mark(text, "T1", (0, 1)), mark(text, "T2", (1, 2)), mark(text, "T3", (1, 3)))
    out, _ = there("tei", tmp_path, Document(article("x", text), annotations=marks))
    file = next(out.glob("*.xml"))
    broken = file.read_text("utf-8").replace('xml:id="a.T2"', 'xml:id="a.T1x" n="1"')
    broken = broken.replace('xml:id="a.T3" ana="#l.REGION" from="#c1"', 'xml:id="a.T3" from="#c9"')
    file.write_text(broken, "utf-8", newline="")
    (line,) = back("tei", out)
    assert isinstance(line.content, Document)
    assert [a.id for a in line.content.annotations] == ["T1", "T1x"]
    assert [(m.key, m.values["id"]) for m in line.misfits] == [("misfit-record-annotation", "T3")]


def test_a_view_is_written_as_a_text_of_its_own(tmp_path: Path) -> None:
    text = "甲區(qū)与"
    emended = Emendation("E1", Span(2, 6), "", "pinyin", "", "accepted")
    document = Document(article("x", text), (emended,), (), (mark(text, "T1", (1, 7)),))
    from annotations import formats

    context = formats.Context(tagset.default(), view="clean")
    formats.export(formats.named("tei"), [document], tmp_path / "out", context)
    (found,) = contents(back("tei", tmp_path / "out"))
    assert (found.article.text, found.annotations[0].quote) == ("甲區与", "區与")
    assert found.emendations == ()
    assert replace(found.article, text="").id == "x"
