"""The text that suggesters read: simplified, clean, with its words and what was found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.suggest.lists import Lists, WordList
from annotations.text.dates import Day
from annotations.text.user_words import BREAKS

Told = TypeVar("Told")

_STOPS = f"。！？!?；;{BREAKS}"  # what ends a sentence
_PARTS = f"{_STOPS}，,：:"  # what ends a clause


class Word(NamedTuple):
    """One of jieba's words: places in the text, and its part of speech, "" for an unknown one."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True)
class Passage:
    """One article as suggesters read it; all places are code points of `text`.

    `day` is that of the article, `found` what earlier stages settled (names in the order of the
    text, disjoint), `inner` the names inside these, `zones` passages where nothing is suggested:
    by-lines, banners, what stands twice.  `words` are names that the project has tagged, with
    their labels.
    """

    text: str
    lists: Lists = field(default_factory=Lists)
    day: Day | None = None
    zones: tuple[Span, ...] = ()
    taught: Mapping[str, str] = field(default_factory=dict[str, str])
    found: tuple[Candidate, ...] = ()
    inner: tuple[Candidate, ...] = ()

    def with_found(self, found: Sequence[Candidate], inner: Sequence[Candidate]) -> Passage:
        """The same after a stage; what is known of the text alone stays."""
        passage = replace(self, found=tuple(found), inner=tuple(inner))
        for kept in ("tokens", "_starts", "sentences", "clauses", "_once"):
            if kept in self.__dict__:
                passage.__dict__[kept] = self.__dict__[kept]
        return passage

    # -- words --------------------------------------------------------------------------

    @cached_property
    def tokens(self) -> tuple[Word, ...]:
        """The words of the text in order, without gaps, as jieba cuts them."""
        from annotations.suggest import tokens

        return tokens.cut(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.tokens]

    def word_at(self, place: int) -> Word:
        """The word that a character belongs to."""
        return self.tokens[bisect_right(self._starts, place) - 1]

    def is_border(self, place: int) -> bool:
        """Whether a word begins at a place, or the text ends there."""
        if place == len(self.text):
            return True
        at = bisect_left(self._starts, place)
        return at < len(self._starts) and self._starts[at] == place

    def is_word(self, span: Span) -> bool:
        """Whether a span begins and ends with a word."""
        return self.is_border(span.start) and self.is_border(span.end)

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that share a character with a span."""
        first = bisect_right(self._starts, span.start) - 1
        return self.tokens[max(first, 0) : bisect_left(self._starts, span.end)]

    # -- parts of the text ----------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, without what ends them; empty ones are left out."""
        return tuple(_between(self.text, _STOPS))

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """What stands between any of 。！？；，： and line ends."""
        return tuple(_between(self.text, _PARTS))

    # -- lists and names --------------------------------------------------------------------

    def list(self, name: str) -> WordList:
        """A word list by its name, with what the project adds to it."""
        return self.lists[name]

    @cached_property
    def _once(self) -> dict[object, object]:
        return {}

    def once(self, tell: Callable[[Passage], Told]) -> Told:
        """What a function tells of the text and the lists alone, asked once for all stages."""
        if tell not in self._once:
            self._once[tell] = tell(self)
        return cast("Told", self._once[tell])

    @cached_property
    def _found_starts(self) -> list[int]:
        return [one.span.start for one in self.found]

    def names_in(self, span: Span, labels: Iterable[str] = ()) -> tuple[Candidate, ...]:
        """The names found so far that lie inside a span, of these labels or any."""
        first = bisect_left(self._found_starts, span.start)
        last = bisect_left(self._found_starts, span.end)
        wanted = frozenset(labels)
        return tuple(
            one
            for one in self.found[first:last]
            if one.span.end <= span.end and (not wanted or one.label in wanted)
        )

    def name_at(self, place: int) -> Candidate | None:
        """The name found so far that covers a character."""
        at = bisect_right(self._found_starts, place) - 1
        if at >= 0 and self.found[at].span.end > place:
            return self.found[at]
        return None

    def name_ending(self, place: int, labels: Iterable[str] = ()) -> Candidate | None:
        """The name found so far that ends at a place, of these labels or any."""
        one = self.name_at(place - 1) if place else None
        wanted = frozenset(labels)
        is_it = one is not None and one.span.end == place and (not wanted or one.label in wanted)
        return one if is_it else None


def _between(text: str, stops: str) -> Iterator[Span]:
    start = 0
    for place, character in enumerate(text):
        if character in stops:
            if place > start:
                yield Span(start, place)
            start = place + 1
    if start < len(text):
        yield Span(start, len(text))
