"""Books and papers for readers (.epub): an article for each document of the spine.

The bytes of a document are kept, not those of the whole book: its pictures would be kept once
for every article.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.ingest import sniffing
from annotations.ingest.decode import decode
from annotations.ingest.extracted import source
from annotations.ingest.parts import Part
from annotations.model import Article, Document
from annotations.text.source import TITLE_LENGTH, title_of

if TYPE_CHECKING:
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]
    from lxml.html import HtmlElement

    from annotations.ingest._pages import Line
    from annotations.ingest._zips import Parts

SUFFIXES = (".epub",)
MOST_CHAPTERS = 2000
_FEWEST = 20  # characters that are no links: covers, half-titles and contents have fewer
_MARKUP = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_EMPTY = re.compile(r"<(title|script|style|a|p|div|span|i|b|em|td|th)\b([^<>]*)/>", re.I)
_ids = Ids()


@dataclass(frozen=True, slots=True)
class _Book:
    name: str
    sha256: str
    title: str
    creator: str
    date: str
    chapters: tuple[str, ...]


def read_all(data: bytes, name: str) -> Iterator[Part]:
    """The articles of a book's bytes, numbered by their place in the spine; `name` is the file's.

    Refusals: file-other-kind, file-encrypted, epub-damaged, page-without-text (nothing in the
    spine has text), those of archives; of one document those of pages.
    """
    from annotations.ingest import _zips

    sniffing.refuse_other(data, ".zip")
    parts = _zips.opened(data)
    book = _book(parts, data, name)
    any_text = False
    for number, path in enumerate(book.chapters, 1):
        try:
            document = _article(parts, book, path, number)
        except Refusal as refusal:
            if refusal.key == "file-empty":
                continue
            document = refusal.about(part=path)
        if document is not None:
            any_text = True
            yield Part(document, number)
    if not any_text:
        raise Refusal("page-without-text")


def _book(parts: Parts, data: bytes, name: str) -> _Book:
    """What the package document tells, and the paths of the spine."""
    if "META-INF/container.xml" not in parts.names:
        raise Refusal("file-other-kind", kind=".zip")
    container = _xml(parts, "META-INF/container.xml")
    roots = [e.get("full-path", "") for e in container.iter("{*}rootfile")]
    if not roots:
        raise Refusal("epub-damaged", part="META-INF/container.xml")
    package = _xml(parts, roots[0])
    chapters = tuple(_spine(package, posixpath.dirname(roots[0])))
    if len(chapters) > MOST_CHAPTERS:
        raise Refusal("zip-bomb", part=roots[0])
    _refuse_encrypted(parts, chapters)
    told = {
        field: " ".join("".join(str(t) for t in element.itertext()).split())
        for field in ("title", "creator", "date")
        for element in package.iter("{http://purl.org/dc/elements/1.1/}" + field)
    }
    sum = hashlib.sha256(data).hexdigest()
    return _Book(
        name,
        sum,
        told.get("title", ""),
        told.get("creator", ""),
        told.get("date", "")[:10],
        chapters,
    )


def _xml(parts: Parts, name: str) -> _Element:
    from lxml import etree

    data = parts.read(name)
    if b"<!ENTITY" in data:
        raise Refusal("xml-doctype", part=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("epub-damaged", part=name) from error


def _spine(package: _Element, folder: str) -> Iterator[str]:
    """The paths of the documents in reading order, without the table of contents."""
    items = {e.get("id", ""): e for e in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type", _MARKUP[0]) in _MARKUP:
            path = unquote(item.get("href", "").partition("#")[0])
            yield posixpath.normpath(posixpath.join(folder, path))


def _refuse_encrypted(parts: Parts, chapters: tuple[str, ...]) -> None:
    """Refuse a book whose words are locked; fonts often are, which does not matter."""
    if "META-INF/encryption.xml" in parts.names:
        locked = _xml(parts, "META-INF/encryption.xml").iter("{*}CipherReference")
        if any(unquote(e.get("URI", "")) in chapters for e in locked):
            raise Refusal("file-encrypted")


def _article(parts: Parts, book: _Book, path: str, number: int) -> Document | None:
    """The article of a document of the spine; None where it holds too little text."""
    from annotations.ingest import _pages, _properties

    data = parts.read(path)
    found = decode(data)
    root = _pages.parsed(_EMPTY.sub(r"<\1\2></\1>", found.text))
    lines = _pages.lines(root)
    if sum(len(line.text) - line.linked for line in lines) < _FEWEST:
        return None
    text = "\n".join(line.text for line in lines)
    more = {"container": {"name": book.name, "sha256": book.sha256, "place": number}}
    meta = _properties.meta(text, book.creator, book.date)
    return Document(
        Article(
            id=_ids.new(),
            title=_title(root, lines) or title_of(text),
            text=text,
            source=source(
                data, f"{book.name}/{path}", "epub", encoding=found.encoding, bom=found.bom, **more
            ),
            meta={"outlet": book.title, **meta} if book.title else meta,
        )
    )


def _title(root: HtmlElement, lines: list[Line]) -> str:
    """The first heading."""
    for element in root.iter("h1", "h2", "h3"):
        found = [line.text for line in lines if line.block is element]
        if found:
            return " ".join(" ".join(found).split())[:TITLE_LENGTH]
    return ""
