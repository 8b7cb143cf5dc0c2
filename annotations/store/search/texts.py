"""What is searched of one article, and where something stands in it. No index is needed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import merge
from itertools import groupby
from typing import cast

from annotations.model import PROVED, ZONES, Span
from annotations.store.file import ProjectFile
from annotations.store.tables import ARTICLE, EMENDATION, SOURCE, Row
from annotations.text.alignment import Alignment, replaced
from annotations.text.fold import fold, forms

Edit = tuple[Span, str]
_Place = tuple[int, int]  # start and end, quicker to compare than spans

REACH = 7  # characters of unchanged text on either side of a piece
WHOLE = REACH + 1  # so many characters, or fewer, are in a source or a piece where they are a hit
_COMPILED = 16  # characters of a query that are looked for at once
_STRETCH = 64  # characters of the source whose edits share a piece


@dataclass(frozen=True)
class Searched:
    """An article's text, and what to replace in it for the text that it should be: as they were
    when they were read, to be looked through as often as one likes."""

    article: str
    text: str
    edits: Sequence[Edit]

    @cached_property
    def mended(self) -> tuple[str, Alignment]:
        """The text that it should be."""
        return replaced(self.text, self.edits)

    def find(self, query: str) -> Iterator[Span]:
        """Where it has `query`, as `Project.search` tells it; nowhere where that is empty."""
        return spans(self, fold(query)) if query else iter(())


def searched(file: ProjectFile, number: int) -> Searched | None:
    """The article of this rowid, if it is there."""
    rows = file.select(
        f"SELECT a.id, s.text FROM main.{ARTICLE.name} AS a JOIN {SOURCE} AS s ON s.hash = a.hash"
        " WHERE a.rowid = ?",
        number,
    )
    if not rows:
        return None
    article = str(rows[0]["id"])
    return Searched(article, str(rows[0]["text"]), edits(file, article))


def edits(file: ProjectFile, article: str) -> list[Edit]:
    """What is accepted or proved on an article, in the order of the text.

    Of those that meet the accepted one counts, else the first; a zone counts once accepted.
    """
    zones = ", ".join(f"'{kind}'" for kind in sorted(ZONES))
    rows = file.select(
        f'SELECT start, "end", replacement, status FROM {EMENDATION.name}'
        " WHERE article = ? AND replacement IS NOT NULL AND (status = 'accepted'"
        f" OR status = 'proposed' AND confidence = {PROVED} AND kind NOT IN ({zones}))"
        ' ORDER BY start, "end", seq, id',
        article,
    )
    accepted = _apart(row for row in rows if row["status"] == "accepted")
    places = sorted(accepted)
    proved = (row for row in rows if row["status"] != "accepted")
    beside = _apart(row for row in proved if not _meets(_place(row), places))
    return [(Span(*place), new) for place, new in sorted((accepted | beside).items())]


def _place(row: Row) -> _Place:
    return cast("int", row["start"]), cast("int", row["end"])


def _apart(rows: Iterable[Row]) -> dict[_Place, str]:
    """What each place reads, but for those that meet one before; rows are in order."""
    taken: dict[_Place, str] = {}
    last: _Place | None = None
    for row in rows:
        place = _place(row)
        if last is None or not _meet(last, place):
            taken[place] = str(row["replacement"])
            last = place
    return taken


def _meets(place: _Place, others: Sequence[_Place]) -> bool:
    """Whether a place meets one of others, which are apart and in order."""
    after = bisect_left(others, place)
    return any(_meet(*sorted((place, other))) for other in others[max(after - 1, 0) : after + 1])


def _meet(before: _Place, after: _Place) -> bool:
    """Whether two places in order share a character, or are one between two characters."""
    return before[1] > after[0] or before == after


def pieces(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, str]]:
    """The passages of the mended text that hold all that is not in the source text.

    Each is around the edits of one stretch of the source, whose number comes with it, so that
    another edit makes few others.  What touches an edit and has up to `WHOLE` characters is in
    one of them.
    """
    places = _places(text, edits)
    if places:
        mended = _mended(text, edits)
        for stretch, near in groupby(places, key=lambda place: place[0] // _STRETCH):
            run = list(near)
            yield stretch, mended[max(run[0][1] - REACH, 0) : run[-1][2] + REACH]


def _places(text: str, edits: Sequence[Edit]) -> list[tuple[int, int, int]]:
    """Where each edit that changes the folded text starts; and in the mended text, its bounds."""
    found: list[tuple[int, int, int]] = []
    shift = 0
    for span, new in edits:
        start = span.start + shift
        if len(new) != len(span) or fold(span.of(text)) != fold(new):
            found.append((span.start, start, start + len(new)))
        shift += len(new) - len(span)
    return found


def _mended(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for span, new in edits:
        parts += (text[done : span.start], new)
        done = span.end
    return "".join((*parts, text[done:]))


def spans(found: Searched, wanted: str, after: Span | None = None) -> Iterator[Span]:
    """Where folded `wanted` stands in the text or in the mended text, as spans of the source.

    In order, each once, and only those behind `after`.  A span is empty where something was
    found that is not in the source at all.
    """
    since = after.start if after else 0
    last = after
    for span in merge(_in_source(found, wanted, since), _in_mended(found, wanted, since)):
        if last is None or span > last:
            yield span
            last = span


def _in_source(found: Searched, wanted: str, since: int) -> Iterator[Span]:
    for place in _occurrences(found.text, wanted, since):
        yield Span(place, place + len(wanted))


def _in_mended(found: Searched, wanted: str, since: int) -> Iterator[Span]:
    if found.edits:
        text, alignment = found.mended
        first = max(alignment.caret_to_target(since) - len(wanted), 0)
        for place in _occurrences(text, wanted, first):
            yield alignment.to_source(Span(place, place + len(wanted)))


def _occurrences(text: str, wanted: str, since: int) -> Iterator[int]:
    """Every place in a text that is not folded, also where one occurrence overlaps another.

    Looking for all forms of a character takes a tenth of the time of folding the text first.
    """
    search = _any_form(wanted[:_COMPILED]).search
    rest = wanted[_COMPILED:]
    while found := search(text, since):
        place, end = found.span()
        if not rest or fold(text[end : end + len(rest)]) == rest:
            yield place
        since = place + 1


@lru_cache(maxsize=64)
def _any_form(wanted: str) -> re.Pattern[str]:
    return re.compile("".join(f"[{re.escape(forms(char))}]" for char in wanted))
