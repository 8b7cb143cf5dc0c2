"""Saved web pages: the article's headline and body as text, the page itself kept whole."""

from __future__ import annotations

import re

from annotations.ids import Ids
from annotations.ingest import sniffing
from annotations.ingest.decode import Decoded, decode
from annotations.ingest.extracted import source
from annotations.model import Article, Document

SUFFIXES = (".html", ".htm", ".xhtml")
ENCODED = True
_ids = Ids()

# Neither < nor > is the second byte of a character in any encoding of files without NUL.
_MARKUP = re.compile(r"<[^<>]*+>")


def read(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The article of a page's bytes; `name` is the file's, `encoding` found if not told.

    Its text are lines of the page: the headline where the page shows it, then the body.
    Refusals: file-other-kind, page-too-large, page-deep, page-without-text, those of `decode`.
    """
    from annotations.ingest import _bodies, _headings, _pages

    sniffing.refuse_other(data)
    found = decoded(data, encoding)
    root = _pages.parsed(found.text)
    whole = _pages.lines(root)
    body, method = _bodies.body(root)
    told = _headings.heading(root, whole, body)
    lines = [line.text for line in body]
    title = told.shown.strip()
    if title and title not in (line.strip() for line in lines[:3]):
        lines.insert(0, told.shown)
    text = "\n".join(lines)
    sniffing.refuse_blank(text, "page-without-text")
    stem = name.rpartition(".")[0]
    return Document(
        Article(
            id=_ids.new(),
            title=told.title or stem,
            text=text,
            source=source(data, name, method, encoding=found.encoding, bom=found.bom),
            meta=told.meta,
        )
    )


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """The page as text. What it declares of itself is often wrong: its words decide."""
    from annotations.ingest import _pages

    if encoding is None and b"\0" not in data[:1024]:
        page = _pages.without_scripts(data.decode("latin-1"))
        words = _MARKUP.sub(" ", page)
        if not words.isascii():
            encoding = decode(words.encode("latin-1")).encoding
    return decode(data, encoding)
