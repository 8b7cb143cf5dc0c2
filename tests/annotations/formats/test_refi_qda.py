"""REFI-QDA: ours come back, other programs' projects are read by what their quotes say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import lists
from lxml import etree

from annotations import tagset
from annotations.errors import Refusal
from annotations.formats import Line, Reading
from annotations.formats.refi_qda.archive import opened
from annotations.formats.refi_qda.reading import read
from annotations.formats.refi_qda.stream import Project
from annotations.model import Document, Relation, Span
from tests.annotations.formats.documents import article, hard, mark
from tests.annotations.formats.golden import Mark, differences, expected, exported, split
from tests.annotations.formats.round_trip import (
    back,
    contents,
    cuts_a_line_end,
    documents,
    law,
    there,
    whole,
)

SPACE = "urn:QDA-XML:project:1.0"
QDA = f"{{{SPACE}}}"
ALWAYS_TOLD = {"character-replaced", "discontinuous-split", "attribute-to-note"}


def project(path: Path) -> tuple[etree._Element, dict[str, str]]:
    """The project of a file, and the texts by the names of their sources."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        return root, {
            source.get("name", ""): archive.read(
                f"Sources/{source.get('plainTextPath', '').removeprefix('internal://')}"
            ).decode("utf-8")
            for source in root.iter(f"{QDA}TextSource")
        }


@law
@given(documents())
def test_every_document_comes_back_as_it_was_or_the_report_says_what_is_missing(
    document: Document,
) -> None:
    with TemporaryDirectory() as folder:
        out, report = there("refi-qda", Path(folder), document)
        (found,) = contents(back("refi-qda", out))
    assert len(found.annotations) == report.annotations
    assert len(found.relations) == report.relations
    assert report.losses["emendation-dropped"] == len(document.emendations)
    assert report.losses["reading-dropped"] == len(document.readings)
    if cuts_a_line_end(document):
        assert set(report.losses) & {"span-trimmed", "span-dropped"}
        document = replace(document, annotations=found.annotations, relations=found.relations)
    else:
        dropped = {"emendation-dropped", "reading-dropped"}
        assert set(report.losses) <= ALWAYS_TOLD | dropped
    assert found == replace(document, emendations=(), readings=())


def test_every_selection_covers_what_the_report_lets_stand(tmp_path: Path) -> None:
    done = exported("refi-qda", tmp_path)
    root, texts = project(done.path)
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{QDA}Code")}
    shown = tagset.default().look
    sources = list(root.iter(f"{QDA}TextSource"))
    for document, entry, source in zip(done.documents, done.entries, sources, strict=True):
        text = texts[source.get("name", "")]
        found: list[Mark] = []
        for selection in source.iter(f"{QDA}PlainTextSelection"):
            start, end = (
                int(selection.get("startPosition", "")),
                int(selection.get("endPosition", "")),
            )
            ref = selection.find(f"{QDA}Coding/{QDA}CodeRef")
            assert ref is not None
            label = names[ref.get("targetGUID", "")] or ""
            found.append(Mark(label, ((start, end, text[start:end]),)))
        wanted = split(expected(document, entry, text=_line_feeds))
        called = {a.label: shown(a.label, {})[0].hans for a in document.annotations}
        types = {t.names.hans for t in tagset.default().types}
        ours = [Mark(called[m.label], m.pieces) for m in wanted]
        theirs = [Mark("合作措施" if m.label in types else m.label, m.pieces) for m in found]
        assert differences(ours, theirs) == []


def _line_feeds(text: str) -> Any:
    from annotations.formats.plain_text import PlainText

    return PlainText.of(text)


def test_ids_are_unique_and_every_reference_leads_somewhere(tmp_path: Path) -> None:
    root, _ = project(exported("refi-qda", tmp_path).path)
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    keys = ("targetGUID", "originGUID", "creatingUser")
    targets = {e.get(key) for e in root.iter() for key in keys if e.get(key)}
    assert targets <= set(guids)
    names = [code.get("name") for code in root.iter(f"{QDA}Code")]
    assert len(names) == len(set(names))


def test_people_see_notes_attributes_and_metadata(tmp_path: Path) -> None:
    text = "甲乙丙"
    known = replace(article("x", text), meta={"date": "2026年", "n": 3}, note="看过", author="王")
    marks = (
        mark(text, "T1", (0, 1), label="MEASURE", attributes={"type": "TALENT"}, note="注"),
        mark(text, "T2", (0, 1), (2, 3), attributes={"k": ("a", "b")}, author="王"),
    )
    out, report = there("refi-qda", tmp_path, Document(known, annotations=marks))
    root, texts = project(out)
    assert texts == {"新闻": text}
    told = [d.text for d in root.iterfind(f".//{QDA}PlainTextSelection/{QDA}Description")]
    assert told == ["注", "k = a, b", "k = a, b"]
    assert [v.text for v in root.iter(f"{QDA}TextValue")] == ["2026年"]
    assert [u.get("name") for u in root.iter(f"{QDA}User")] == ["王"]
    assert report.losses == {"discontinuous-split": 1, "attribute-to-note": 1}
    assert contents(back("refi-qda", out)) == [whole(Document(known, annotations=marks))]


def test_a_link_without_its_ends_stays_with_its_article(tmp_path: Path) -> None:
    dangling = Relation("R1", "party", "gone", "away")
    two = [
        Document(article("a", "甲")),
        Document(article("b", "乙"), relations=(dangling,)),
    ]
    out, _ = there("refi-qda", tmp_path, *two)
    assert [d.relations for d in contents(back("refi-qda", out))] == [(), (dangling,)]


def test_the_codebook_has_the_tag_set_and_tells_all_else_as_lost(tmp_path: Path) -> None:
    out, report = there("refi-qdc", tmp_path, *hard())
    root = etree.fromstring(out.read_bytes())
    names = [code.get("name") for code in root.iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert {"行政区", "合作措施", "签约共识", "自定 标签"} <= set(names)
    assert len(names) == len(set(names))
    assert report.losses["span-dropped"] == 9
    assert (report.annotations, report.relations) == (0, 0)


# -- piece by piece ---------------------------------------------------------------------


@law
@given(lists(documents(), min_size=2, max_size=3))
def test_a_source_is_read_alike_alone_and_among_others(several: list[Document]) -> None:
    named = [
        replace(one, article=replace(one.article, id=f"{number}-{one.article.id}"))
        for number, one in enumerate(several)
    ]
    with TemporaryDirectory() as folder:
        together = contents(back("refi-qda", there("refi-qda", Path(folder), *named)[0]))
    alone: list[Document] = []
    for one in named:
        with TemporaryDirectory() as folder:
            alone += contents(back("refi-qda", there("refi-qda", Path(folder), one)[0]))
    assert together == alone


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a project whose project.qde is changed."""
    other = path.with_name("changed.qdpx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.endswith(".qde") else data)
    return other


def test_the_parts_of_a_project_may_stand_in_any_order(tmp_path: Path) -> None:
    out, _ = there("refi-qda", tmp_path, *hard())

    def turn(data: bytes) -> bytes:
        root = etree.fromstring(data)
        root[:] = list(reversed(root))
        return etree.tostring(root)

    assert contents(lines(rewritten(out, turn))) == contents(lines(out))


def test_of_all_sources_only_the_one_that_is_read_is_in_memory(tmp_path: Path) -> None:
    marks = tuple(mark("甲乙丙丁", f"T{n}", (0, 2), note="注") for n in range(20))
    relations = tuple(Relation(f"R{n}", "party", "T0", f"T{n}") for n in range(1, 20))
    many = [
        Document(article(f"a{n}", "甲乙丙丁"), annotations=marks, relations=relations)
        for n in range(60)
    ]
    out, _ = there("refi-qda", tmp_path, *many)
    whole_project = sum(1 for _ in project(out)[0].iter())
    held: list[int] = []
    with opened(out, 10_000_000) as archive, archive.project() as entry:
        reading = Project(entry)
        for number, _ in enumerate(reading.elements()):
            if number % 50 == 0 and reading.root is not None:
                held.append(sum(1 for _ in reading.root.iter()))
        assert reading.root is not None
        held.append(sum(1 for _ in reading.root.iter()))
    assert len(held) > 40 and max(held) < whole_project / 5


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b'<!DOCTYPE Project [<!ENTITY a "b">]><Project xmlns="x"/>', "xml-unsafe"),
        (b'<!DOCTYPE Project SYSTEM "file:///etc/passwd"><Project/>', "xml-unsafe"),
        (b"<Project><Sources><TextSource><PlainTextContent>", "xml-broken"),
        (b"<Project>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</Project>", "xml-broken"),
        (b"", "xml-broken"),
    ],
)
def test_a_project_that_is_unsafe_or_broken_gives_nothing(
    data: bytes, key: str, tmp_path: Path
) -> None:
    out, _ = there("refi-qda", tmp_path, *hard())
    (line,) = lines(rewritten(out, lambda _: data))
    assert isinstance(line.content, Refusal) and line.content.key == key


def test_a_project_that_breaks_after_its_sources_gives_none_of_them(tmp_path: Path) -> None:
    out, _ = there("refi-qda", tmp_path, *hard())
    broken = rewritten(out, lambda data: data.replace(b"</Notes>", b"</Nodes>"))
    (line,) = lines(broken)
    assert isinstance(line.content, Refusal) and line.content.key == "xml-broken"


# -- others' projects -------------------------------------------------------------------


def write(folder: Path, inside: str, files: dict[str, bytes], **more: str) -> Path:
    """A project as another program might have written it."""
    space = more.get("space", SPACE)
    told = f'<Project name="x" origin="Other" xmlns="{space}">{inside}</Project>'
    path = folder / "other.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(more.get("name", "project.qde"), told.encode("utf-8"))
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def lines(path: Path, limit: int = 1_000_000) -> list[Line]:
    return list(read(path, Reading(limit, tagset.default())))


CODES = (
    '<Users><User guid="U1" name="王"/></Users>'
    '<CodeBook><Codes><Code guid="{C1}" name="Place" isCodable="true">'
    '<Code guid="C2" name="City" isCodable="true"/></Code>'
    '<Code guid="C3" name="Who" isCodable="true"><Code guid="C4" name="City" isCodable="true"/>'
    "</Code></Codes></CodeBook>"
)


def source(*selections: str, path: str = "internal://t.txt") -> str:
    inside = "".join(selections)
    return (
        f'<Sources><TextSource guid="S1" name="一篇" plainTextPath="{path}">{inside}'
        "</TextSource></Sources>"
    )


def selection(start: int, end: int, name: str = "", code: str = "C1", guid: str = "X1") -> str:
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="U1"><Description>注</Description>'
        f'<Coding guid="K{guid}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


TEXT = "𠮷林市\r\n延安市与上海"


def found(path: Path) -> list[tuple[str, str]]:
    (line,) = lines(path)
    assert isinstance(line.content, Document), line.content
    assert not line.misfits
    return [(a.label, a.quote) for a in line.content.annotations]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (TEXT, 5),  # code points, CRLF is two
        ("\ufeff" + TEXT, 5),  # a mark that is not counted
        ("\ufeff" + TEXT, 6),  # a mark that is
        (TEXT, 4),  # CRLF is one, as in ATLAS.ti
        (TEXT, 6),  # UTF-16
    ],
)
def test_quotes_say_how_offsets_count(text: str, start: int, tmp_path: Path) -> None:
    inside = CODES + source(selection(start, start + 3, "延安市"))
    path = write(tmp_path, inside, {"sources/T.TXT": text.encode("utf-8")})
    assert found(path) == [("Place", "延安市")]


def test_codes_of_one_name_are_told_apart_by_what_is_above(tmp_path: Path) -> None:
    inside = CODES + source(selection(0, 1, code="{C2}"), selection(1, 2, code="C4", guid="X2"))
    path = write(tmp_path, inside, {"Sources/t.txt": TEXT.encode()})
    assert [label for label, _ in found(path)] == ["Place/City", "Who/City"]


def test_a_selection_of_several_codes_is_several_annotations(tmp_path: Path) -> None:
    two = selection(0, 2).replace(
        "<Coding", '<Coding guid="K2"><CodeRef targetGUID="C3"/></Coding><Coding', 1
    )
    path = write(tmp_path, CODES + source(two), {"Sources/t.txt": TEXT.encode()})
    (line,) = lines(path)
    assert isinstance(line.content, Document)
    told = [(a.id, a.label, a.note, a.author) for a in line.content.annotations]
    assert told == [("K2", "Who", "注", "王"), ("KX1", "Place", "注", "王")]


def test_a_memo_without_a_code_comes_in_too(tmp_path: Path) -> None:
    memo = '<PlainTextSelection guid="X" startPosition="0" endPosition="3"/>'
    path = write(tmp_path, source(memo), {"Sources/t.txt": TEXT.encode()})
    assert found(path) == [("memo", "𠮷林市")]


def test_what_does_not_fit_is_told_and_the_rest_comes_in(tmp_path: Path) -> None:
    link = '<Links><Link guid="L" name="x" originGUID="X1" targetGUID="gone"/></Links>'
    inside = CODES + source(selection(0, 2), selection(5, 99, guid="X2")) + link
    (line,) = lines(write(tmp_path, inside, {"Sources/t.txt": TEXT.encode()}))
    assert isinstance(line.content, Document)
    assert [a.hull for a in line.content.annotations] == [Span(0, 2)]
    assert [(m.key, m.values["id"]) for m in line.misfits] == [
        ("misfit-record-annotation", "X2"),
        ("misfit-record-relation", "L"),
    ]


def test_a_text_in_the_project_itself_is_read(tmp_path: Path) -> None:
    inside = CODES + source(selection(0, 1)).replace(
        ' plainTextPath="internal://t.txt">', ">" + "<PlainTextContent>甲乙</PlainTextContent>"
    )
    assert found(write(tmp_path, inside, {}, space="urn:QDA-XML:project:0:4")) == [("Place", "甲")]


@pytest.mark.parametrize(
    ("path", "files", "key"),
    [
        ("internal://../../etc/passwd", {"Sources/t.txt": b"x"}, "file-missing"),
        ("absolute:///etc/passwd", {}, "refi-outside"),
        ("relative:///x.txt", {}, "refi-outside"),
        ("internal://t.txt", {"Sources/t.txt": b"\xff\xff"}, "file-not-text"),
        ("internal://t.txt", {"Sources/t.txt": b"x" * 2_000_000}, "file-too-large"),
    ],
)
def test_a_source_that_cannot_be_read_says_why(
    path: str, files: dict[str, bytes], key: str, tmp_path: Path
) -> None:
    (line,) = lines(write(tmp_path, source(path=path), files))
    assert isinstance(line.content, Refusal)
    assert line.content.key == key


def test_sources_that_are_no_texts_are_told_one_by_one(tmp_path: Path) -> None:
    inside = '<Sources><PDFSource guid="P" name="a.pdf"/><TextSource guid="S">'
    inside += "<PlainTextContent>甲</PlainTextContent></TextSource></Sources>"
    first, second = lines(write(tmp_path, inside, {}))
    assert isinstance(first.content, Refusal)
    assert (first.content.key, first.content.values["what"]) == ("refi-not-text", "a.pdf")
    assert isinstance(second.content, Document)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 300_000_000)
    (line,) = lines(path)
    assert isinstance(line.content, Refusal)
    assert line.content.key == "file-too-large"


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"x" * 100, b"no zip"])
def test_what_is_no_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    path.write_bytes(data)
    (line,) = lines(path)
    assert isinstance(line.content, Refusal)
    assert line.content.key == "zip-broken"


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    out, _ = there("refi-qda", tmp_path, *hard())
    good = out.read_bytes()
    for at in range(0, len(good), max(1, len(good) // 60)):
        broken = bytearray(good)
        broken[at] ^= 0x55
        out.write_bytes(bytes(broken))
        for line in lines(out):
            assert isinstance(line.content, Document | Refusal)


def test_a_project_without_a_project_is_refused(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, "", {}, name="else.xml"))
    assert isinstance(line.content, Refusal)
    assert line.content.key == "refi-no-project"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("project.qde", b"<other/>")
    (tmp_path / "b.qdpx").write_bytes(data.getvalue())
    (line,) = lines(tmp_path / "b.qdpx")
    assert isinstance(line.content, Refusal)
    assert line.content.key == "refi-no-project"
