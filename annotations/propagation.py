"""Find everywhere: which places of a name are worth the label that one of them was given.

A place is one where the name stands alone: not inside a longer name that is known, on borders
of words, not where the label is already, not in a by-line or what stands twice, and no date that
goes on (今年 in 今年10月).  On news these rules brought precision from .60 (every equal string) to
.96 at nearly the same recall; the figures and the policy are those of the design
(`suggestions.md` §6), `python -m tests.suggesting.everywhere` has those of today.

Proposals are computed from what is true now and never stored: so a longer name that is tagged
later absorbs the shorter ones proposed inside it, without anything to be taken back.

Nothing here looks for anything: `annotations.store.propagating` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.model import Conversion, Mention
from annotations.text import words
from annotations.text.alignment import Alignment, Span
from annotations.text.user_words import BREAKS, UserWords
from annotations.text.views import Views

SHORTEST = 2  # characters of a name that is looked for without being asked twice
CONTEXT = 24  # characters of the source on either side of a mention
_REACH = 80  # characters of a clause on either side of it
_STOPS = frozenset(f"。;；!！?？,，、{BREAKS}")  # where words are cut apart, as in `text.words`


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: a name as its text should be, the same in simplified script, its label.

    Of one character it is looked for only where that is wanted.
    """

    written: str
    hans: str
    label: str
    single: bool = False

    @property
    def is_worth_it(self) -> bool:
        """Whether it is long enough."""
        return len(self.hans.strip()) >= (1 if self.single else SHORTEST)


@dataclass(frozen=True)
class Scene:
    """One article as the rules see it.

    `mended` is the text that it should be, `alignment` leads there from the source.  `marks` are
    the names tagged on it, fragment by fragment, and `zones` what is to be left alone; both in
    spans of the source.
    """

    article: str
    text: str
    mended: str
    alignment: Alignment
    marks: Sequence[tuple[str, Span]] = ()
    zones: Sequence[Span] = ()

    @cached_property
    def _marks(self) -> _Laid:
        return _Laid([(span, label) for label, span in self.marks])

    @cached_property
    def _zones(self) -> _Laid:
        return _Laid([(span, "") for span in self.zones])

    def is_free(self, span: Span, label: str) -> bool:
        """Whether nothing says that this label does not belong here."""
        if self._zones.meeting(span):
            return False
        for other, tagged in self._marks.meeting(span):
            longer = other.contains(span) and len(other) > len(span)
            if longer or tagged == label:
                return False
        return True

    def mention(self, span: Span, conversion: Conversion) -> Mention:
        """What stands at a place, with its clause in simplified script."""
        place = self.alignment.to_target(span)
        clause = _clause(self.mended, place)
        view = Views(clause.of(self.mended), conversion=conversion).of("hans")
        inside = Span(place.start - clause.start, place.end - clause.start)
        return Mention(
            self.article,
            span,
            span.of(self.text),
            self.text[max(span.start - CONTEXT, 0) : span.start],
            self.text[span.end : span.end + CONTEXT],
            view.text,
            view.alignment.to_target(inside),
        )


def mentions(
    scene: Scene, sought: Sought, found: Iterable[Span], known: UserWords, conversion: Conversion
) -> Iterator[Mention]:
    """Of the places where the name was found, those that all rules but that of words let pass.

    `known` are names in simplified script, of whatever article: none of them, where it is
    longer and holds the name, is cut.
    """
    if not sought.is_worth_it:
        return
    for span in found:
        if span and scene.is_free(span, sought.label):
            mention = scene.mention(span, conversion)
            clause, within = mention.clause, mention.within
            if not (
                known.covers(clause, within)
                or _goes_on(clause, within)
                or not _is_same(mention, sought)
            ):
                yield mention


def _is_same(mention: Mention, sought: Sought) -> bool:
    """Whether it is the name in simplified script too; searching also gives 画 for 划.

    Where the lengths differ a dictionary of words is at work, and the search is believed.
    """
    written = mention.within.of(mention.clause)
    return written == sought.hans or len(written) != len(sought.hans)


# What makes a date longer: before it, where it begins with a number, and behind it, where it ends
# with a unit of the calendar.
_NUMBER = "0-9０-９〇零一二三四五六七八九十"
_BEGINS = re.compile(rf"[{_NUMBER}正冬腊]")
_ON_THE_LEFT = re.compile(rf"(?:[{_NUMBER}][-—–－~～至到]?|[{_NUMBER}今去前明后同当每][年月])\s?$")
_ENDS = re.compile(r"[年月季]$")
_ON_THE_RIGHT = re.compile(
    rf"\s?(?:[{_NUMBER}正冬腊]+(?:[-—–－~～至到、][{_NUMBER}]+)?(?:月|日|号|季)"
    rf"|[上下前后][半{_NUMBER}]|[初底末](?!期)|年[初底末中]|[春夏秋冬](?![奥令])|第[{_NUMBER}]+季|[首全]季|[上中下]旬)"
)


def _goes_on(clause: str, place: Span) -> bool:
    """Whether a place is only a part of a date."""
    name, before, after = place.of(clause), clause[: place.start], clause[place.end :]
    return bool(
        (_BEGINS.match(name) and _ON_THE_LEFT.search(before[-3:]))
        or (_ENDS.search(name) and _ON_THE_RIGHT.match(after))
    )


# -- words ----------------------------------------------------------------------------------


def piece(found: Iterable[Mention]) -> str:
    """The clauses of some mentions as one text, for `bordered` to have its words cut."""
    return "\n".join(mention.clause for mention in found)


def bordered(found: Sequence[Mention], ends: Iterable[int]) -> tuple[Mention, ...]:
    """Those that begin and end with a word, where the words of their `piece` end at `ends`.

    Words are those of a dictionary: the name itself, which is tagged, would be one everywhere.
    Of two that overlap the first counts.
    """
    borders, start = {0, *ends}, 0
    kept: list[Mention] = []
    for mention in found:
        within = mention.within
        is_whole = start + within.start in borders and start + within.end in borders
        if is_whole and not (kept and _overlap(kept[-1], mention)):
            kept.append(mention)
        start += len(mention.clause) + 1
    return tuple(kept)


def whole(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """`bordered` in this process; the first call loads jieba, which takes a second."""
    if not found:
        return ()
    words.load()
    return bordered(found, words.jieba_ends(piece(found)))


def _overlap(one: Mention, other: Mention) -> bool:
    return one.article == other.article and one.span.overlaps(other.span)


# -- places ---------------------------------------------------------------------------------


def _clause(text: str, place: Span) -> Span:
    """The clause around a place: up to what cuts words apart, or far enough away."""
    start, end = place.start, place.end
    least, most = max(start - _REACH, 0), min(end + _REACH, len(text))
    while start > least and text[start - 1] not in _STOPS:
        start -= 1
    while end < most and text[end] not in _STOPS:
        end += 1
    return Span(start, end)


class _Laid:
    """Spans with something of theirs, to be asked for those that meet a place."""

    def __init__(self, laid: Iterable[tuple[Span, str]]) -> None:
        self._laid = sorted(laid, key=lambda laid: laid[0].start)
        self._starts = [span.start for span, _ in self._laid]
        self._longest = max((len(span) for span, _ in self._laid), default=0)

    def meeting(self, place: Span) -> list[tuple[Span, str]]:
        first = bisect_left(self._starts, place.start - self._longest)
        last = bisect_left(self._starts, place.end)
        return [laid for laid in self._laid[first:last] if laid[0].overlaps(place)]
