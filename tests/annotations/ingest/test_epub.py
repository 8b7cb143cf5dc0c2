"""Books: an article a chapter, locked and hostile ones refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import ingest
from annotations.errors import Refusal
from annotations.incoming import bring
from annotations.ingest import epub
from annotations.model import Document
from annotations.project import Project
from annotations.store.sources import is_proven
from tests.annotations.ingest.packages import chapter, zipped
from tests.annotations.ingest.packages import epub as book

TEXT = "浦东新区与𠮷林市签约，合作从今天开始\u200b\ue000。"
COVER = "<html><body><img src='c.png'/></body></html>"
LIST = "<html><body>" + "<p><a href='a'>第一篇的标题很长很长</a></p>" * 9 + "</body></html>"


def articles(data: bytes) -> dict[int | None, Document]:
    found = {part.number: part.content for part in epub.read_all(data, "b.epub")}
    return {n: content for n, content in found.items() if isinstance(content, Document)}


def test_each_chapter_is_an_article_and_cover_and_contents_are_none() -> None:
    second = chapter("第二篇", "　　" + TEXT, "又一段。").replace(
        "<title>第二篇</title>", "<title/>"
    )
    chapters = {"c.xhtml": COVER, "l.xhtml": LIST, "1%20.xhtml": "", "2.xhtml": second}
    made = book(
        chapters, creator="林某", date="2024-03-05", others={"OEBPS/1 .xhtml": chapter("一", TEXT)}
    )
    found = articles(made)
    assert list(found) == [3, 4]
    article = found[4].article
    assert article.text == f"第二篇\n　　{TEXT}\n又一段。"
    assert article.title == "第二篇"
    assert article.meta == {"date": "2024-03-05", "author": "林某", "outlet": "某某周刊"}
    assert article.source.data == second.encode()
    assert is_proven(article)


def test_one_broken_chapter_does_not_keep_the_others_out() -> None:
    made = book({"1.xhtml": "<div>" * 1000 + TEXT, "2.xhtml": chapter("二", TEXT)})
    keys = [
        p.content.key if isinstance(p.content, Refusal) else "" for p in epub.read_all(made, "b")
    ]
    assert keys == ["page-deep", ""]


def test_chapters_are_looked_over_and_come_once(tmp_path: Path) -> None:
    file = tmp_path / "b.epub"
    dirty = "合作区(qū)从今天开始，双方签约。" * 3
    file.write_bytes(book({"1.xhtml": chapter("一", dirty), "2.xhtml": chapter("二", TEXT)}))
    with Project.open(tmp_path / "p.danqian", create=True) as project:
        results = []
        for _ in range(2):
            with project.bringing() as batch:
                results.append([(o.result, o.line) for o in bring(batch, [file])])
        assert results == [[("new", 1), ("new", 2)], [("same", 1), ("same", 2)]]
        first = project.document(project.articles()[0].id)
        assert {e.kind for e in first.emendations} >= {"pinyin"}


LOCKED = "<e><CipherReference URI='OEBPS/1.xhtml'/></e>"
LAUGHS = '<!DOCTYPE p [<!ENTITY a "aa">]><package>&a;</package>'
HOSTILE = {
    "none": (book({}), "page-without-text"),
    "archive": (zipped({"a": "b"}), "file-other-kind"),
    "page": (b"<html><p>", "file-other-kind"),
    "empty": (b"", "zip-damaged"),
    "locked": (
        book({"1.xhtml": TEXT}, others={"META-INF/encryption.xml": LOCKED}),
        "file-encrypted",
    ),
    "laughs": (book({"1.xhtml": TEXT}, others={"OEBPS/book.opf": LAUGHS}), "xml-doctype"),
    "broken": (book({"1.xhtml": TEXT}, others={"OEBPS/book.opf": "<package>"}), "epub-damaged"),
    "outside": (book({"../../1.xhtml": TEXT}), "zip-leads-out"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, tmp_path: Path) -> None:
    data, key = HOSTILE[name]
    file = tmp_path / "b.epub"
    file.write_bytes(data or b" ")
    with pytest.raises(Refusal) as refusal:
        ingest.read(file)
    assert refusal.value.key == key
    assert refusal.value.values["file"] == str(file)
