"""Where each article was left, and which article of a project was open last.

Kept beside the settings, not in the project: where somebody reads is no work of theirs.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gui import settings

FILE = "bookmarks.json"
_T = TypeVar("_T")
MOST = 3_000  # articles; those left longest ago are forgotten


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The line of the source character `source` stood at `y` pixels in the viewport; the caret,
    or the start of the selection, at `caret`. Both count code points of the source.

    The view is not kept: it is how one reads now, and must not change from one article to the
    next, least of all from hit to hit; the settings keep it for the next day."""

    source: int = 0
    y: float = 0.0
    caret: int = 0


class Bookmarks:
    """Bookmarks by article id. They are read when first asked for, and written by `save`.

    What several programs save at the same time is all kept, by whoever left an article last.
    """

    def __init__(self) -> None:
        self._known: dict[str, Bookmark] | None = None
        self._last: dict[str, str] = {}  # project → article
        self._new: dict[str, Bookmark] = {}
        self._new_last: dict[str, str] = {}

    def of(self, article: str) -> Bookmark:
        """Where an article was left; its beginning where that is not known."""
        self._read()
        assert self._known is not None
        return self._new.get(article) or self._known.get(article) or Bookmark()

    def last(self, project: Path) -> str:
        """The id of the article of a project that was left last; "" where that is not known."""
        self._read()
        path = str(project.absolute())
        return self._new_last.get(path) or self._last.get(path, "")

    def put(self, project: Path, article: str, bookmark: Bookmark) -> None:
        """An article is left here."""
        path = str(project.absolute())
        if self.last(project) != article:
            self._new_last[path] = article
        if self.of(article) != bookmark:
            self._new.pop(article, None)  # it is the latest one now
            self._new[article] = bookmark

    def save(self) -> None:
        """Write what is new. Where that is impossible one will begin at the beginning."""
        if not self._new and not self._new_last:
            return
        self._known = None
        self._read()
        assert self._known is not None
        last = _latest(self._last, self._new_last, settings.MOST_RECENT)
        known = _latest(self._known, self._new, MOST)
        told = {a: [b.source, round(b.y, 1), b.caret] for a, b in known.items()}
        with suppress(OSError):
            _write(json.dumps({"last": last, "articles": told}))
            self._new, self._new_last = {}, {}
        self._known, self._last = known, last

    def _read(self) -> None:
        """A file that is not there, or that is not ours, has nothing."""
        if self._known is not None:
            return
        self._known, self._last = {}, {}
        with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
            found = json.loads((settings.home() / FILE).read_text("utf-8"))
            known = {str(a): _bookmark(b) for a, b in found["articles"].items()}
            last = {str(project): str(article) for project, article in found["last"].items()}
            self._known, self._last = known, last


def _bookmark(told: Any) -> Bookmark:
    source, y, caret = told
    return Bookmark(max(0, int(source)), float(y), max(0, int(caret)))


def _latest(old: dict[str, _T], new: dict[str, _T], most: int) -> dict[str, _T]:
    """Both, the latest at the end, and no more than so many."""
    both = {key: value for key, value in old.items() if key not in new} | new
    return dict(list(both.items())[-most:])


def _write(text: str) -> None:
    """The whole file or the old one."""
    home = settings.home()
    home.mkdir(parents=True, exist_ok=True)
    new = home / f"{FILE}.{os.getpid()}.new"
    new.write_text(text, "utf-8")
    new.replace(home / FILE)
