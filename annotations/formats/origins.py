"""Where a text came from that an export of ours wrote: what the report beside it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from annotations.formats.landing import REPORT
from annotations.model import VIEW_NAMES, ViewName

_MOST_BYTES = 1 << 30  # of a report
_MOST_LINE = 1 << 26
_UP = 2  # folders above a file in which its report may stand: copies for several annotators


@dataclass(frozen=True, slots=True)
class Origin:
    """Which article's text this is, in which view, and our ids and names by the file's.

    `names` are only those that the format could not write as they are; `reshaped` are the
    ids of annotations whose fragments it wrote one by one, or as one.
    """

    format: str
    view: ViewName
    article: str
    name: str
    sha256_source: str
    sha256_export: str
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    reshaped: frozenset[str] = frozenset()


class Origins:
    """What one report says, entry by entry; of many documents only where each stands is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.format = ""
        self.view: ViewName = "source"
        self._by_sum: dict[str, int] = {}
        self._by_file: dict[str, int] = {}
        self._by_article: dict[str, int] = {}
        for place, entry in self._entries():
            self._by_sum.setdefault(_text(entry, "sha256_export"), place)
            self._by_file.setdefault(_text(entry, "file"), place)
            self._by_article.setdefault(_text(entry, "article"), place)

    def of(self, sha256: str, file: str = "", article: str = "") -> Origin | None:
        """The origin of a text by its SHA-256 (of its UTF-8), else by its name or article.

        Named alone it may have been changed since, or be what the format made of the text.
        """
        for table, key in (
            (self._by_sum, sha256),
            (self._by_file, file),
            (self._by_article, article),
        ):
            if key and key in table:
                return self._origin(table[key])
        return None

    def _origin(self, place: int) -> Origin | None:
        with self._path.open("rb") as file:
            file.seek(place)
            entry = _entry(file.readline(_MOST_LINE))
        if entry is None:
            return None
        return Origin(
            self.format,
            self.view,
            article=_text(entry, "article"),
            name=_text(entry, "name"),
            sha256_source=_text(entry, "sha256_source"),
            sha256_export=_text(entry, "sha256_export"),
            ids=_table(entry, "ids"),
            names=_table(entry, "names"),
            reshaped=_struck(entry, "discontinuous-split", "discontinuous-joined"),
        )

    def _entries(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Each document's entry and where it stands; the head is read on the way."""
        head: list[bytes] = []
        with self._path.open("rb") as file:
            place = 0
            while line := file.readline(_MOST_LINE):
                if line.startswith(b"  {"):
                    entry = _entry(line)
                    if entry is not None:
                        yield place, entry
                elif len(head) < 1000:
                    head.append(line)
                place += len(line)
        self._read_head(b"".join(head))

    def _read_head(self, head: bytes) -> None:
        values = _entry(head)
        if values is not None:
            self.format, view = _text(values, "format"), _text(values, "view")
            known: dict[str, ViewName] = {name: name for name in VIEW_NAMES}
            self.view = known.get(view, "source")


def origins(path: Path) -> Origins | None:
    """What the export says that a file or folder is (of), by the report beside it; else None."""
    places = [path.with_name(f"{path.name}.{REPORT}")]
    places += [folder / REPORT for folder in list(path.parents)[:_UP]]
    for place in places:
        try:
            stat = place.stat()
        except OSError:
            continue
        if place.is_file() and stat.st_size <= _MOST_BYTES:
            return _read(place, stat.st_mtime_ns, stat.st_size)
    return None


def is_report(path: Path) -> bool:
    """Whether a file is such a report by its name, and so holds no articles."""
    return path.name == REPORT or path.name.endswith(f".{REPORT}")


@lru_cache(maxsize=4)
def _read(path: Path, _modified: int, _size: int) -> Origins | None:
    try:
        return Origins(path)
    except OSError:
        return None


def _entry(line: bytes) -> Mapping[str, Any] | None:
    try:
        entry = json.loads(line.strip().removesuffix(b","))
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Any]", entry) if isinstance(entry, dict) else None


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key, "")
    return value if isinstance(value, str) else ""


def _table(entry: Mapping[str, Any], key: str) -> dict[str, str]:
    value = entry.get(key)
    pairs = cast("dict[str, object]", value).items() if isinstance(value, dict) else ()
    return {name: of for name, of in pairs if isinstance(of, str)}


def _struck(entry: Mapping[str, Any], *kinds: str) -> frozenset[str]:
    """The ids that losses of these kinds struck."""
    losses = entry.get("losses")
    found: set[str] = set()
    for loss in cast("list[Any]", losses) if isinstance(losses, list) else ():
        if isinstance(loss, dict) and cast("dict[str, Any]", loss).get("kind") in kinds:
            ids = cast("dict[str, Any]", loss).get("ids")
            found.update(map(str, cast("list[Any]", ids) if isinstance(ids, list) else ()))
    return frozenset(found)
