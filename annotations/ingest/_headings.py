"""What a page says of its article: headline, date, outlet, author, address.

trafilatura finds date, address and site; its authors and its site names are often furniture
on Chinese pages (责任编辑, 版权所有), so outlet and author come from the page's own byline by
the detectors' tables first, and a site's name only where it looks like one.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from annotations.ingest._pages import Line
from annotations.text.source import TITLE_LENGTH

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORTEST = 4  # characters of a headline
_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s*(?:_|\||｜|--|—{2}|\s[-–—]\s).*")
_LAST_SITE = re.compile(r"\s*[-–—|_][^-–—|_，。！？、：]{2,16}$")
_NO_OUTLET = re.compile(r"版权|copyright|公众平台|©|^[\w.-]+\.[a-z]{2,6}$", re.I)
_LONGEST_BYLINE = 120
_MOST_BYLINES = 60  # lines before the body that are looked at
_HEADLINES = ("ArticleTitle", "og:title", "twitter:title", "title")
_OUTLETS = ("ContentSource", "source", "og:site_name")


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` may be empty; `shown` is it as a line of the page has it, "" where none has."""

    title: str
    shown: str
    meta: dict[str, object]


def heading(root: HtmlElement, whole: Sequence[Line], body: Sequence[Line]) -> Heading:
    """What the page says; `whole` are all of its lines, `body` those of the article."""
    told = _by_trafilatura(root)
    named = _metas(root)
    element = root.find(".//title")
    page_title = _joined(element.text_content()) if element is not None else ""
    titles = [t for t in (*(named.get(n.lower(), "") for n in _HEADLINES), page_title) if t]
    shown = _shown(whole, titles)
    first = titles[0] if titles else told.get("title", "")
    title = _joined(shown) or (_without_site(first) if first == page_title else first)
    said = _byline(whole, body)
    outlets = (said.get("outlet"), *(named.get(n.lower()) for n in _OUTLETS), told.get("outlet"))
    outlet = next((o for o in outlets if o and not _NO_OUTLET.search(o)), None)
    meta = {
        "date": told.get("date") or said.get("date"),
        "outlet": outlet,
        "author": said.get("author"),
        "url": told.get("url"),
    }
    return Heading(title[:TITLE_LENGTH], shown, {k: v for k, v in meta.items() if v})


def _by_trafilatura(root: HtmlElement) -> dict[str, str]:
    with _no_socket():
        from trafilatura.metadata import extract_metadata

    dates = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
    try:
        found = extract_metadata(root, date_config=dates)
    except Exception:  # made for crawlers: what a hostile page makes it raise is anybody's guess
        return {}
    values = {"date": found.date, "outlet": found.sitename, "title": found.title, "url": found.url}
    return {name: value for name, value in values.items() if value}


@contextmanager
def _no_socket() -> Generator[None]:
    """WORKAROUND urllib3 2.8, which trafilatura 2.3 imports: it opens a socket to try IPv6."""
    has, socket.has_ipv6 = socket.has_ipv6, False
    try:
        yield
    finally:
        socket.has_ipv6 = has


def _metas(root: HtmlElement) -> dict[str, str]:
    """What the page's meta elements say, by their names in lower case; the first of a name."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = _joined(element.get("content") or "")
        if name and content:
            said.setdefault(name, content)
    return said


def _shown(whole: Iterable[Line], titles: Sequence[str]) -> str:
    """The longest line of the page that is in one of its titles: the headline."""
    bare = [_BLANKS.sub("", title) for title in titles]
    found = ""
    for line in whole:
        text = _BLANKS.sub("", line.text)
        longer = max(_SHORTEST, len(_BLANKS.sub("", found)) + 1) <= len(text) <= TITLE_LENGTH
        if longer and any(_is_headline(text, title) for title in bare):
            found = line.text
    return found


def _is_headline(text: str, title: str) -> bool:
    return text in title and 2 * len(text) >= len(_without_site(title))


def _without_site(title: str) -> str:
    """A page's title without the name of its site behind it."""
    short = _LAST_SITE.sub("", _SITE.sub("", title)).strip()
    return short if len(short) >= _SHORTEST else title


def _byline(whole: Sequence[Line], body: Sequence[Line]) -> dict[str, str]:
    """What the lines in front of the body, and its ends, say."""
    first = body[0].text if body else ""
    head: list[str] = []
    for line in whole:
        if line.text == first:
            break
        if len(line.text) <= _LONGEST_BYLINE:
            head.append(line.text)
    ends = [line.text for line in (*body[:1], *body[-2:])]
    said = byline("\n".join([*head[-_MOST_BYLINES:], *ends]))
    return {name: value.removesuffix("举报") for name, value in said.items()}  # a button of 163.com


def byline(text: str) -> dict[str, str]:
    """The metadata in the bylines of a text, as their detector reads them; the first of each."""
    from annotations.emend import detectors

    said: dict[str, str] = {}
    for found in detectors()["byline"].detect(text):
        meta = found.evidence.get("meta")
        if isinstance(meta, dict):
            for name, value in cast("dict[str, str]", meta).items():
                said.setdefault(name, value)
    return said


def _joined(text: str) -> str:
    return " ".join(text.split())
