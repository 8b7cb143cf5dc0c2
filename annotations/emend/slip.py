"""Text that fell out of step: GBK bytes read from the middle of a character on.

Some sites replace bytes, not characters.  Where what they look for lies across the border of
two characters, the reader loses a byte and pairs each trail byte with the next lead byte,
until a byte that fits nowhere brings it back into step (`當地政府` → `當?(shù)卣?府`).  The
bytes are still there.  A search over all ways to supply the few that are lost reads the text
in step again, and the likelihood of that reading against the text as it stands tells whether
there was a slip at all, and where it ends.

The search goes from left to right over states (place, pending lead byte); `trail` below is the
byte that completes the pending one.
"""

from __future__ import annotations

import heapq
import math
import re
from typing import NamedTuple

from annotations.emend import likelihood, readings, syllables
from annotations.emend.gbk import (
    FULL_WIDTH,
    LEADS,
    completions,
    decoded,
    encoded,
    frequent,
    leading_to,
    likeliest,
    plausible,
    straddling,
)
from annotations.emend.onsets import EATEN_SIGNS, Start

_LONGEST = 400  # characters: a paragraph of such text is lost to every reader
_HOPELESS = 14.0  # how much less likely than the text as it stands a reading may get
_PRIVATE_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # with trails from 0xA1 on
_TAG = re.compile("/[a-zA-Z][a-zA-Z0-9]{0,9}>")

# What it costs (natural log) to suppose a loss that leaves no trace, or an unlikely one.
_SILENT = 9.0
_THROWN_AWAY = 8.0  # two bytes of the user-defined area
_HALVED = 2.0  # a full-width sign written as ASCII inside the run
_EATEN = 3.0  # that sign gone with the byte before it, a `?` for both
_UNEXPLAINED = -13.0  # the likelihood of a bracketed syllable that nothing accounts for
_STRAY_LETTER = -3.0  # what a small letter alone between Chinese characters is less likely
_STRAY = re.compile(r"(?<=[\u3400-\u9fff])[a-z](?=[\u3400-\u9fff])")
_PROVED = -1.0  # that of residue which its character accounts for


class Hypothesis(NamedTuple):
    """A reading so far: its likelihood and its text."""

    score: float
    text: str


class Reading(NamedTuple):
    """A complete one: the text as far as `end` reads `text`; `gain` over the text as it stands."""

    gain: float
    end: int
    text: str


class Budget:
    """How many places may still be searched in a text, that what is all broken ends soon."""

    def __init__(self, text: str, most: int) -> None:
        self._left = min(500 + len(text) // 8, most)  # six times what a very dirty article needs

    def spend(self) -> bool:
        """Whether one more place may be searched."""
        self._left -= 1
        return self._left >= 0

    @property
    def spent(self) -> bool:
        """Whether none may be searched any more."""
        return self._left <= 0


def read(text: str, start: Start, width: int, budget: Budget) -> list[Reading]:
    """The ways found to read on from a start, most gain first; `width` to keep per state."""
    if budget.spent:
        return []
    search = _Search(text, start, width, start.place + _LONGEST)
    return sorted(search.run(budget), reverse=True)


def read_upto(text: str, start: Start, width: int, end: int, budget: Budget) -> list[Reading]:
    """All ways found to read from a start to the known end of its run, in no order."""
    return [] if budget.spent else _Search(text, start, width, end + 1).run(budget)


class _Search:
    def __init__(self, text: str, start: Start, width: int, limit: int) -> None:
        self._text = text
        self._begin = start.begin
        self._width = width
        self._plain = _Plain(text, start.begin)
        self._states: dict[int, dict[int, list[Hypothesis]]] = {}
        self._found: list[Reading] = []
        self._limit = min(len(text), limit)
        base = -start.cost - math.log(max(1, len(start.leads)))
        before = text[start.begin - 1 : start.begin]
        leads = start.leads if not start.leads[0][1] else start.leads[: 4 * width]
        for lead, done in leads:
            self._reach(start.place, lead, base + likelihood.chain(before, done), done)

    def run(self, budget: Budget) -> list[Reading]:
        while self._states and budget.spend():
            place = min(self._states)
            best = self._advance(place)
            pair = self._pair(place)
            if best and pair and best[1].text:
                lead, hypothesis = best
                self._supply(lead, hypothesis, place, _SILENT)
                if not plausible(decoded(lead, pair[0])):
                    self._skip_private(place, lead, hypothesis, pair[0])
                    self._advance(place)
        return self._found

    def _advance(self, place: int) -> tuple[int, Hypothesis] | None:
        """Every state of a place one step on; the best of them."""
        found: list[tuple[Hypothesis, int]] = []
        for lead, hypotheses in self._states.pop(place, {}).items():
            best = self._best(place, hypotheses)
            found += [(hypothesis, lead) for hypothesis in best[:1]]
            if self._pair(place) is None:  # each may end in many ways: only the best may
                best = best[: max(3, self._width // 3)]
            for hypothesis in best:
                self._go_on(place, lead, hypothesis)
        hypothesis, lead = max(found, default=(None, 0))
        return (lead, hypothesis) if hypothesis else None

    def _best(self, place: int, hypotheses: list[Hypothesis]) -> list[Hypothesis]:
        floor = self._plain.upto(place) - _HOPELESS
        best = heapq.nlargest(self._width, hypotheses)
        return [hypothesis for hypothesis in best if hypothesis.score > floor]

    def _go_on(self, place: int, lead: int, so_far: Hypothesis) -> None:
        pair = self._pair(place)
        if pair is None:
            self._end_at_ascii(place, lead, so_far)
            return
        done = decoded(lead, pair[0])
        if done:
            if pair[1] < 0x80:  # it had swallowed the ASCII character behind it
                self._finish(place + 1, so_far, done + chr(pair[1]))
            else:
                self._extend(place + 1, pair[1], so_far, done)

    def _pair(self, place: int) -> bytes | None:
        """The two bytes of the character there, if it has two and is not too far off."""
        return encoded(self._text[place]) if place < self._limit else None

    def _skip_private(self, place: int, lead: int, so_far: Hypothesis, following: int) -> None:
        """A pair of bytes in the user-defined area may have been thrown away unseen."""
        for trail in _PRIVATE_LEADS:
            done = decoded(lead, trail)
            if done and frequent(done):
                for again in leading_to(following):
                    self._extend(place, again, so_far, done, _THROWN_AWAY)

    def _end_at_ascii(self, place: int, lead: int, so_far: Hypothesis) -> None:
        """The reader comes back into step here, unless it was a full-width sign."""
        here = self._text[place : place + 1]
        residue = syllables.at(self._text, place) if here else None
        if residue:
            end = residue.span.end
            if syllables.explained(self._text, residue):
                self._reach(end, lead, so_far.score + _PROVED, so_far.text)
            self._supply(lead, so_far, end, 0.0, residue.syllable)
            if residue.lost and not residue.opened:
                return
        if here and "\x40" <= here <= "\x7e":
            done = decoded(lead, ord(here))
            if done:
                self._end_with_trail(place + 1, so_far, done)
        if here and "\x21" <= here <= "\x7e":
            done = decoded(lead, FULL_WIDTH)
            if done:
                self._extend(place + 1, ord(here) | 0x80, so_far, done, _HALVED)
        if here and here in "?\ufffd" and decoded(lead, FULL_WIDTH):
            for sign in EATEN_SIGNS:
                done = decoded(lead, FULL_WIDTH)
                self._extend(place + 1, sign, so_far, done, _HALVED + _EATEN)
        if here and here in "?\ufffd":
            tag = _TAG.match(self._text, place + 1)
            self._supply(lead, so_far, tag.end() if tag else place + 1, 0.0)
        else:
            self._supply(lead, so_far, place, 1.0)

    def _end_with_trail(self, place: int, so_far: Hypothesis, done: str) -> None:
        """A trail byte that had become a letter; residue behind it belongs to what it was."""
        residue = syllables.at(self._text, place)
        if residue and residue.opened and readings.is_reading(done, residue.syllable):
            self._finish(residue.span.end, so_far, done)
        else:
            self._finish(place, so_far, done)
            self._slip_again(place, so_far, done, 0.0)

    def _slip_again(self, place: int, so_far: Hypothesis, done: str, cost: float) -> None:
        """Residue behind the character just mended that it does not explain: the next slip."""
        residue = syllables.at(self._text, place)
        if residue is None or readings.is_reading(done, residue.syllable):
            return
        leads = straddling(done, residue.syllable)
        score = so_far.score + self._added(so_far, done) - cost - math.log(max(1, len(leads)))
        for lead in leads:
            self._reach(residue.span.end, lead, score, so_far.text + done)

    def _supply(
        self, lead: int, so_far: Hypothesis, end: int, cost: float, syllable: str = ""
    ) -> None:
        """The pending byte's trail is lost: every character it may have begun."""
        options = len(completions(lead, syllable))
        if not options:
            return
        cost += math.log(options)
        before = so_far.text[-1:] or self._text[self._begin - 1 : self._begin]
        following = self._text[end : end + 1]
        ranked = heapq.nlargest(
            max(2, self._width // 4),
            likeliest(lead, syllable, following or "\n"),
            key=lambda c: likelihood.after(before, c) + likelihood.after(c, following or "\n"),
        )
        for done in ranked:
            self._finish(end, so_far, done, cost)
            self._slip_again(end, so_far, done, cost)

    def _extend(
        self, place: int, lead: int, so_far: Hypothesis, done: str, cost: float = 0.0
    ) -> None:
        self._reach(
            place, lead, so_far.score + self._added(so_far, done) - cost, so_far.text + done
        )

    def _reach(self, place: int, lead: int, score: float, text: str) -> None:
        if lead in LEADS:
            states = self._states.setdefault(place, {})
            states.setdefault(lead, []).append(Hypothesis(score, text))

    def _finish(self, end: int, so_far: Hypothesis, done: str, cost: float = 0.0) -> None:
        score = so_far.score + self._added(so_far, done) - cost
        following = self._text[end : end + 1]
        gain = score - self._plain.upto(end)
        if following:
            gain += likelihood.after(done[-1], following)
            gain -= likelihood.after(self._text[end - 1], following)
        self._found.append(Reading(gain, end, so_far.text + done))

    def _added(self, so_far: Hypothesis, done: str) -> float:
        before = so_far.text[-1:] or self._text[self._begin - 1 : self._begin]
        return likelihood.chain(before, done)


class _Plain:
    """The likelihood of the text as it stands, from a place on."""

    def __init__(self, text: str, begin: int) -> None:
        self._text = text
        self._begin = begin
        self._sums = [0.0]

    def upto(self, end: int) -> float:
        while self._begin + len(self._sums) <= end:
            self._step()
        return self._sums[end - self._begin]

    def _step(self) -> None:
        place = self._begin + len(self._sums) - 1
        residue = syllables.at(self._text, place)
        if residue:
            explained = syllables.explained(self._text, residue)
            total = self._sums[-1] + (_PROVED if explained else _UNEXPLAINED)
            self._sums += [total] * len(residue.span)
            return
        before = self._text[place - 1 : place] if place else ""
        likely = likelihood.after(before, self._text[place])
        if _STRAY.match(self._text, place):
            likely += _STRAY_LETTER
        self._sums.append(self._sums[-1] + likely)
