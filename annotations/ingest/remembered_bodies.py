"""What a person said is the article of a web page, for when that page is read again.

By the bytes of the page, and for a site, where it was said to hold for all of it.  Kept with
the user's own things, in one small file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from annotations import places
from annotations.ingest.how import BODIES, Body

_NAME = "bodies.json"
_PAGES, _SITES = "pages", "sites"
_MOST = 10_000  # pages, and sites; the oldest are forgotten


def of_page(sha256: str) -> Body | None:
    """What was said of the page with these bytes, if anybody did."""
    return _body(_known().get(_PAGES, {}).get(sha256))


def of_site(site: str) -> Body | None:
    """What was said of all doubtful pages of a host, if anybody did."""
    return _body(_known().get(_SITES, {}).get(site)) if site else None


def any_site() -> bool:
    """Whether anything was said of any site: else nobody need look where a page comes from."""
    return bool(_known().get(_SITES))


def remember(pages: Mapping[str, Body], sites: Mapping[str, Body]) -> None:
    """Keep what a person said of pages, by their sha256, and of sites, by their host."""
    if not pages and not sites:
        return
    known = places.remembered(_NAME)
    for table, said in ((_PAGES, pages), (_SITES, sites)):
        rows: dict[str, str] = {k: v for k, v in known.get(table, {}).items() if k not in said}
        rows.update(said)
        known[table] = dict(list(rows.items())[-_MOST:])
    places.remember(_NAME, known)


def _known() -> places.Tables:
    """The file, read again only when it is another one: every page that comes in asks."""
    path = places.home() / _NAME
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _read(str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=1)
def _read(path: str, time: int, size: int, number: int) -> places.Tables:
    del path, time, size, number  # what it is known by
    return places.remembered(_NAME)


def _body(said: str | None) -> Body | None:
    return next((body for body in BODIES if body == said), None)
