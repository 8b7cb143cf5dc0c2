"""Saved web pages: the article's headline and body as text, the page itself kept whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.ingest import remembered_bodies, sniffing
from annotations.ingest.decode import Decoded, decode
from annotations.ingest.extracted import source
from annotations.ingest.how import Body
from annotations.model import Article, Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotations.ingest._bodies import Bodies
    from annotations.ingest._headings import Heading
    from annotations.ingest._pages import Line

SUFFIXES = (".html", ".htm", ".xhtml")
ENCODED = True
BODIES = True
_METHODS: Mapping[Body, str] = {  # as the source has told them since the first page came in
    "density": "density",
    "readability": "readability-lxml",
    "whole": "whole",
}
_LOOKED_AT = 4_000  # characters of a page, or of an address
_LONGEST_HOST = 253  # RFC 1035
_ids = Ids()

# Neither < nor > is the second byte of a character in any encoding of files without NUL.
_MARKUP = re.compile(r"<[^<>]*+>")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000})")  # browsers write it


def read(data: bytes, name: str, encoding: str | None = None, body: Body | None = None) -> Document:
    """The article of a page's bytes; `name` is the file's, `encoding` found if not told.

    Its text are lines of the page: the headline where the page shows it, then the `body`: the
    one told, else the one that was said before to be that of this page or, where that is
    doubtful, of its site, else the likeliest.  A person's choice is told in the `extraction`.
    Refusals: file-other-kind, page-too-large, page-deep, page-without-text, page-without-body
    (the one told finds nothing), those of `decode`.
    """
    found = page(data, encoding)
    chosen = body or _said(found, hashlib.sha256(data).hexdigest())
    taken = chosen or found.bodies.taken
    if chosen and not found.bodies.lines(chosen):
        raise Refusal("page-without-body", body=chosen)
    told = found.heading(taken)
    text = "\n".join(found.text(taken, told))
    sniffing.refuse_blank(text, "page-without-text")
    more = {"chosen": chosen} if chosen else {}
    return Document(
        Article(
            id=_ids.new(),
            title=told.title or name.rpartition(".")[0],
            text=text,
            source=source(
                data,
                name,
                _METHODS[taken],
                encoding=found.decoded.encoding,
                bom=found.decoded.bom,
                **more,
            ),
            meta=told.meta,
        )
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: how it was decoded, its tree, all of its lines, and its bodies."""

    decoded: Decoded
    root: HtmlElement
    whole: Sequence[Line]
    bodies: Bodies

    def heading(self, body: Body) -> Heading:
        """What the page says of its article, the lines of which are this body's."""
        from annotations.ingest import _headings

        return _headings.heading(self.root, self.whole, self.bodies.lines(body))

    def text(self, body: Body, heading: Heading) -> list[str]:
        """The lines of the article: the headline, where it is shown, in front of its body."""
        lines = [line.text for line in self.bodies.lines(body)]
        title = heading.shown.strip()
        if title and title not in (line.strip() for line in lines[:3]):
            lines.insert(0, heading.shown)
        return lines

    @property
    def site(self) -> str:
        """The host it comes from, as it says itself; "" where it does not."""
        for element in self.root.iter("link", "meta", "base"):
            if element.get("rel") == "canonical" or element.get("property") == "og:url":
                address = element.get("href") or element.get("content") or ""
                if host := _host(address):
                    return host
        saved = _SAVED_FROM.search(self.decoded.text[:_LOOKED_AT])
        return _host(saved[1]) if saved else ""


def page(data: bytes, encoding: str | None = None) -> Page:
    """A page's bytes taken apart. Refusals as `read`, but for what is told of its body."""
    from annotations.ingest import _bodies, _pages

    sniffing.refuse_other(data)
    found = decoded(data, encoding)
    root = _pages.parsed(found.text)
    return Page(found, root, _pages.lines(root), _bodies.Bodies(root))


def _said(found: Page, sha256: str) -> Body | None:
    """What a person said before of this page, or of its site where it is doubtful."""
    said = remembered_bodies.of_page(sha256)
    if said is None and remembered_bodies.any_site():
        said = remembered_bodies.of_site(found.site)
        said = said if said and found.bodies.is_doubtful else None
    return said if said and found.bodies.lines(said) else None


def _host(address: str) -> str:
    """The host of an address, lower case; "" where it has none."""
    try:
        return (urlsplit(address.strip()[:_LOOKED_AT]).hostname or "")[:_LONGEST_HOST]
    except ValueError:  # brackets that are no IPv6
        return ""


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """The page as text. What it declares of itself is often wrong: its words decide."""
    from annotations.ingest import _pages

    if encoding is None and b"\0" not in data[:1024]:
        page = _pages.without_scripts(data.decode("latin-1"))
        words = _MARKUP.sub(" ", page)
        if not words.isascii():
            encoding = decode(words.encode("latin-1")).encoding
    return decode(data, encoding)
