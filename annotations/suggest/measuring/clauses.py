"""A text as measures are read: clauses, and in each the words and names that play a part.

A clause is what stands between signs; signs within names, within 《》, brackets and short quotes
do not count.  Its units are names found before, words of the lists `measure-grammar` and
`measure-verbs`, and jieba's words for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from annotations.model import Span
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

NAME, VERB, COMMA, OTHER = "name", "verb", "comma", "other"
QUOTE = "quote"  # what a quote is about, as a word
GRAMMAR, VERBS, ENDS = "measure-grammar", "measure-verbs", "measure-ends"
TAIL, WHEN, MEETING = "tail", "when", "meeting"  # what `measure-ends` tells

_STOPS = frozenset("。！？!?；;…\n\r")
_SIGNS = _STOPS | frozenset("，,：:")
_OPENING, _CLOSING = '“‘「『"', '”’」』"'
_BREAKING = _SIGNS | frozenset(_OPENING)
_BRACKETS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "[": "]", "【": "】"}
_TITLES = "《〈"
_CLOSED = frozenset(_OPENING) | _BRACKETS.keys()
_SIGN = re.compile(f"[{re.escape(''.join(sorted(_BREAKING | _CLOSED)))}\\s—]")
_AT = "在到"  # may belong to the place behind them
_SHORT = 16  # characters of a quote that is read as one word
_FAR = 80  # characters in which a bracket must close
_VERBAL = ("v", "l", "i")  # jieba's verbs and phrases


class Unit(NamedTuple):
    """A name, a word of a list or a word of the text; `kind` is what part it plays.

    `word` is its text, `columns` what the list says of it, or the label of a name, or jieba's
    part of speech; `ends` tells of a word that closes a phrase (`measure-ends`).
    """

    start: int
    end: int
    kind: str
    word: str
    columns: tuple[str, ...] = ()
    ends: str = ""

    @property
    def about(self) -> str:
        return self.columns[0] if self.columns else ""

    @property
    def flags(self) -> str:
        return self.columns[1] if len(self.columns) > 1 else ""


@dataclass(frozen=True)
class Clause:
    """A clause: its place, the sign before it, and the units it is made of."""

    span: Span
    before: str
    reader: Reader

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(self.reader.units(self.span))

    @property
    def passage(self) -> Passage:
        return self.reader.passage


class Reader:
    """Cuts a passage into clauses and these into units."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._text = passage.text
        self._names = {one.span.start: one for one in passage.found}
        self._starts = sorted(self._names)
        ends = passage.list(ENDS)
        self._known = _joined(passage.list(GRAMMAR), passage.list(VERBS))
        self._tails = {word: ends.rows[word][0] for word in ends if word}
        self._meetings = tuple(word for word in ends if ends.rows[word][0] == MEETING)

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the text in order."""
        text = self._text
        start = place = 0
        before = "\n"
        while (place := self._sign(place)) < len(text):
            sign = text[place]
            after = self._closed(place)
            if after > place:
                place = after
                continue
            if sign in _BREAKING or self._is_gap(place) or text.startswith("——", place):
                if place > start:
                    yield Clause(Span(start, place), before, self)
                before = sign
                start = place + 1 + text.startswith("——", place)
                place = start - 1
            place += 1
        if start < len(text):
            yield Clause(Span(start, len(text)), before, self)

    def _sign(self, place: int) -> int:
        """The next place from one on where a sign or a name stands; the end if none does."""
        found = _SIGN.search(self._text, place)
        sign = found.start() if found else len(self._text)
        at = bisect_left(self._starts, place)
        return min(sign, self._starts[at]) if at < len(self._starts) else sign

    def units(self, span: Span) -> Iterator[Unit]:
        """The units of a part of the text, without blanks."""
        place = span.start
        while place < span.end:
            unit = self._unit(place, span.end)
            if not unit.word.isspace():
                yield unit
            place = unit.end

    def _is_gap(self, place: int) -> bool:
        """Whether a blank stands between two parts of a headline, or begins a line."""
        text = self._text
        return text[place].isspace() and not text[place + 1 : place + 2].isascii()

    def _closed(self, place: int) -> int:
        """Where a name, a bracket or a short quote that begins at a place ends; else the place."""
        name = self._names.get(place)
        if name is not None:
            return name.span.end
        text, sign = self._text, self._text[place]
        if sign not in _CLOSED:
            return place
        if closing := _BRACKETS.get(sign):
            end = text.find(closing, place, place + _FAR)
            return end + 1 if end > 0 and "\n" not in text[place:end] else place
        return self._quote_end(place) or place

    def _quote_end(self, place: int) -> int:
        """The end of a quote that is a name or a word, no speech; 0 where it is one."""
        text = self._text
        closing = _CLOSING[_OPENING.index(text[place])]
        end = text.find(closing, place + 1, place + _SHORT + 2)
        is_short = end > 0 and _SIGNS.isdisjoint(text[place + 1 : end])
        return end + 1 if is_short else 0

    def _unit(self, place: int, limit: int) -> Unit:
        text = self._text
        name = self._names.get(place)
        if name is not None:
            end = min(name.span.end, limit)
            word = text[place:end]
            return Unit(place, end, NAME, word, (name.label,), self._ending(word))
        closed = min(self._closed(place), limit)
        if closed > place and text[place] in _TITLES:
            return Unit(place, closed, NAME, text[place:closed], ("DOC",))
        if closed > place:
            word = text[place:closed]
            return Unit(place, closed, OTHER, word, (QUOTE,), self._ending(word[:-1]))
        if text[place] == "、":
            return Unit(place, place + 1, COMMA, "、")
        token = self.passage.word_at(place)
        end = min(token.end, limit)
        end = next((at for at in range(place + 1, end) if at in self._names), end)
        found = self._listed(token.tag, place, end)
        if found:
            return found
        ending = self._ending(text[place:end])
        return Unit(place, end, OTHER, text[place:end], (token.tag,), ending)

    def _ending(self, word: str) -> str:
        """What a word that ends a phrase is; of meetings the last characters tell."""
        if word in self._tails:
            return self._tails[word]
        return MEETING if word.endswith(self._meetings) else ""

    def _listed(self, tag: str, place: int, end: int) -> Unit | None:
        """The word of a list at a place, unless a longer word of the text begins there."""
        text = self._text
        word = self._known.at(text, place)
        if not word:
            return None
        if place + len(word) in self._names and word[-1] in _AT and word[:-1] in self._known:
            word, end = word[:-1], place + len(word) - 1  # 正|在遵义
        kind, *columns = self._known.rows[word]
        ending = self._ending(word)
        found = Unit(place, place + len(word), kind, word, tuple(columns), ending)
        if (
            found.end == end
            or found.end in self._names
            or (found.end > end and self.passage.is_border(found.end))
        ):
            return found
        if found.end > end:
            return None
        if not tag or (len(found.word) > 1 and tag.startswith(_VERBAL)):
            return found
        rest = self._known.rows.get(text[found.end : end], ("",))
        return found if len(word) > 1 and rest[0] == VERB else None


@lru_cache(maxsize=8)
def _joined(grammar: WordList, verbs: WordList) -> WordList:
    """Both lists as one, with the part that a word plays first; small words go before verbs."""
    rows = {word: (VERB, *columns) for word, columns in verbs.rows.items()}
    return WordList({**rows, **grammar.rows})
