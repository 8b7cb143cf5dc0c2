"""`python -m tests.suggesting.actions [open] [held] [shared]`: how many actions annotating takes.

The action counter of the program (`gui.effort`) replayed without a window, with the annotations
by hand as what is wanted: first by hand alone, a drag and a key for a name, a drag, m, two
letters and the status for a measure; then in the ways that the program offers.  Every act is one
that the window has, by the program's own rules for groups, for what is still pending, for
mending all places of a group alike and for finding everywhere; the cheapest is taken by what can
be seen at that moment.  Reading, scrolling and slots are in neither count; in the end exactly
what is wanted is there, nested names and those in by-lines too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from annotations.model import Annotation, Conversion, Span, Suggestion
from annotations.propagation import Scene, Sought, mentions, whole
from annotations.suggest import MEASURE, Candidate, propose
from annotations.suggest.pending import pending
from annotations.text.alignment import Alignment
from annotations.text.user_words import UserWords
from gui.effort import Effort
from gui.suggesting.groups import Group, Sieve, alike, grouped
from tests.suggesting.corpus import PARTS, Gold, Part, golds

Key = tuple[str, tuple[Span, ...]]

DEVELOPMENT: tuple[Part, ...] = ("open", "held")
FIX = 2  # a wrong attribute of a suggested measure: "=", the key of the value
GO_TO = 1  # a click on a mark that is there already
TAKE_AWAY = 2  # a mark that is wrong: a click on it, Delete
RELABEL = 2  # Shift+Return, the letter of another label
FURTHEST = 40  # characters that an end is moved


@dataclass(frozen=True, slots=True)
class Way:
    """A way to work: whether names are found everywhere and the last values kept, and how
    suggestions are used.

    Those below `least` stay pending and are never looked at; those from `at_once` on are accepted
    together first.
    """

    name: str
    helped: bool = True
    suggested: bool = True
    least: float = 0.0
    at_once: float | None = None


BY_HAND = Way("by hand", helped=False, suggested=False)
HELPED = Way("@ and last values", suggested=False)
GROUPED = Way("each group judged")
AT_ONCE = Way("all from 0.90 at once", at_once=0.9)
WAYS = (
    BY_HAND,
    HELPED,
    GROUPED,
    *(Way(f"from {least:.2f}, rest pending", least=least) for least in (0.6, 0.7, 0.8, 0.9)),
    Way("all from 0.80 at once", at_once=0.8),
    AT_ONCE,
    Way("all from 0.95 at once", at_once=0.95),
)


class Desk:
    """One article being annotated; all places are of its clean hans text."""

    def __init__(self, gold: Gold, helped: bool = True) -> None:
        self.gold, self.helped, self.text = gold, helped, gold.view.text
        self.effort = Effort()
        self.made: list[Annotation] = []
        self.left: dict[Key, Annotation] = {}
        for one in gold.document.annotations:
            place = gold.view.alignment.to_target(one.hull)
            put = replace(one, fragments=(place,), quote=place.of(self.text))
            self.left[put.label, put.fragments] = put
        self._status: object = None  # of the last measure that was tagged by hand
        self._latest: Annotation | None = None

    # -- acts ---------------------------------------------------------------------------

    def keys(self, many: int = 1) -> None:
        self.effort.keys += many

    def clicks(self, many: int = 1) -> None:
        self.effort.clicks += many

    def put(self, key: Key) -> None:
        """What is wanted is there now; what is not wanted was put and is taken away again."""
        one = self.left.pop(key, None)
        if one is None:
            self.clicks()
            self.keys(TAKE_AWAY - 1)
            return
        self.made.append(one)
        if one.label == MEASURE:
            self.effort.measures += 1
        else:
            self.effort.entities += 1

    # -- by hand --------------------------------------------------------------------------

    def do_the_rest(self) -> None:
        """Tag what is left in the order of the text."""
        for key, one in sorted(self.left.items(), key=lambda pair: _in_text(pair[1])):
            if key in self.left:
                self.effort.drags += 1
                self.keys(self.by_hand(one))
                self.put(key)
                self._remember(one)
                if self.helped and one.label != MEASURE:
                    self._find_everywhere(one)

    def by_hand(self, one: Annotation) -> int:
        """The keys it takes behind the selection."""
        if one.label != MEASURE:
            return 1
        if not self.helped:
            return 4
        same = one.attributes.get("status") == self._status
        latest = self._latest
        type = one.attributes.get("type")
        if same and latest is not None and latest.attributes.get("type", type) == type:
            return 1 if latest.label == MEASURE else 3  # "." tags as the last one
        return 3 + (not same)

    def _remember(self, one: Annotation) -> None:
        self._latest = one
        if one.label == MEASURE:
            self._status = one.attributes.get("status")

    def _find_everywhere(self, one: Annotation) -> None:
        found = [(one.label, (span,)) for span in self._elsewhere(one)]
        right = sum(key in self.left for key in found)
        if 2 * right > 1 + TAKE_AWAY * (len(found) - right):
            self.keys()  # @
            for key in found:
                self.put(key)

    def _elsewhere(self, one: Annotation) -> list[Span]:
        marks = [(mark.label, mark.hull) for mark in self.made if mark.label != MEASURE]
        scene = Scene("", self.text, self.text, _straight(self.text), marks, self.gold.zones)
        places = _places(self.text, one.quote)
        known = UserWords.of(mark.quote for mark in self.made if mark.label != MEASURE)
        sought = Sought(one.quote, one.quote, one.label)
        return [m.span for m in whole(list(mentions(scene, sought, places, known, Conversion())))]


class Review:
    """Suggestions judged group by group, as the window offers it."""

    def __init__(self, desk: Desk, found: Iterable[Suggestion], way: Way) -> None:
        self._desk, self._way = desk, way
        self._found = tuple(found)
        self._rejected: set[Key] = set()

    def judge_all(self) -> None:
        """Go in, judge until nothing is pending that is looked at, go out."""
        if not self._found:
            return
        self._desk.keys()
        if self._way.least:
            self._desk.keys()
        if self._way.at_once is not None:
            self._desk.keys(2)  # 0, Return
            for one in self._pending(self._way.at_once):
                self._take_unseen(one)
        while groups := grouped(self._pending(self._way.least), MEASURE, "place", ()):
            self._judge(groups[0])
        self._desk.keys()

    def _pending(self, least: float) -> list[Suggestion]:
        sieve = Sieve(least=least)
        left = pending(self._found, self._desk.made, self._rejected)
        return [one for one in left if sieve.lets(one)]

    def _judge(self, group: Group) -> None:
        """The act that costs least, by what it leaves to be done by hand."""
        members = group.members
        right = [one for one in members if one.key in self._desk.left]
        wrong = len(members) - len(right)
        acts = [(1 + self._later(right), partial(self._reject, members))]
        if right:
            fixes = sum(map(self._fixes, right))
            acts.append((1 + fixes + TAKE_AWAY * wrong, partial(self._accept, members)))
            if wrong:
                acts.append((2 + self._until_alike(members), partial(self._one, members[0])))
        else:
            acts += self._mends(group)
        min(acts, key=lambda act: act[0])[1]()

    def _later(self, right: Sequence[Suggestion]) -> int:
        """What it takes by hand to have these: the others of a name are found with a key."""
        if not right:
            return 0
        first = self._desk.left[right[0].key]
        return 1 + self._desk.by_hand(first) + (len(right) > 1)

    def _until_alike(self, members: Sequence[Suggestion]) -> int:
        """Single steps until the rest is all right or all wrong."""
        is_right = [one.key in self._desk.left for one in members]
        last = is_right[-1]
        return max((n for n, one in enumerate(is_right) if one != last), default=0)

    def _fixes(self, one: Suggestion) -> int:
        """Actions for attributes that are wrong on a suggested measure."""
        if one.label != MEASURE:
            return 0
        wanted = self._desk.left[one.key].attributes
        wrong = (wanted.get(name) != one.attributes.get(name) for name in ("type", "status"))
        return FIX * sum(wrong)

    # -- acts -----------------------------------------------------------------------------

    def _reject(self, members: Sequence[Suggestion]) -> None:
        self._desk.keys()
        self._rejected |= {one.key for one in members}

    def _accept(self, members: Sequence[Suggestion]) -> None:
        self._desk.keys()
        for one in members:
            self._take(one)

    def _take_unseen(self, one: Suggestion) -> None:
        """It is made, right or wrong; where mending costs less than anew, it is mended."""
        desk, fixes = self._desk, 0
        if one.key in desk.left:
            fixes = self._fixes(one)
            desk.keys(fixes)
            desk.clicks(GO_TO if fixes else 0)
            desk.put(one.key)
            return
        self._rejected.add(one.key)  # it does not come back when it is taken away
        mends = list(self._mended_marks(one))
        cost, wanted = min(mends, key=lambda mend: mend[0], default=(0, None))
        if wanted is None or cost >= TAKE_AWAY + 1 + desk.by_hand(wanted):
            desk.put(one.key)
        else:
            desk.clicks(GO_TO)
            desk.keys(cost - GO_TO)
            desk.put((wanted.label, wanted.fragments))

    def _mended_marks(self, one: Suggestion) -> Iterator[tuple[int, Annotation]]:
        """What a wrong mark may become, and the actions for it."""
        for wanted in self._near(one):
            moves = self._moves(one.hull, wanted.hull)
            if moves is not None:
                relabel = RELABEL if wanted.label != one.label else 0
                fixes = self._fixes(replace(one, fragments=wanted.fragments))
                yield GO_TO + moves + relabel + fixes, wanted

    def _near(self, one: Suggestion) -> list[Annotation]:
        """What is still wanted of its layer and shares a character with it."""
        return [
            wanted
            for wanted in self._desk.left.values()
            if (wanted.label == MEASURE) == (one.label == MEASURE)
            and wanted.hull.overlaps(one.hull)
        ]

    def _one(self, one: Suggestion) -> None:
        if one.key in self._desk.left:
            self._accept((one,))
        else:
            self._reject((one,))

    def _take(self, one: Suggestion) -> None:
        if one.key in self._desk.left:
            self._desk.keys(self._fixes(one))
        else:
            self._rejected.add(one.key)
        self._desk.put(one.key)

    # -- mending --------------------------------------------------------------------------

    def _mends(self, group: Group) -> Iterator[tuple[int, partial[None]]]:
        """Ends moved by keys, another label by its key; of all places alike, or this one alone."""
        first = group.first
        for wanted in self._near(first):
            moves = self._moves(first.hull, wanted.hull)
            if moves is None:
                continue
            draft = replace(
                first,
                label=wanted.label,
                fragments=wanted.fragments,
                quote=wanted.quote,
                surface=wanted.quote,
            )
            made = alike(group.members, first, draft, self._desk.text)
            if not all(one.key in self._desk.left for one in made):
                made = (draft,)
            cost = moves + 1 + sum(map(self._fixes, made))
            # Rejecting leaves all of these to be done by hand.
            yield cost - self._later(made), partial(self._mended, moves, made)

    def _mended(self, moves: int, made: Sequence[Suggestion]) -> None:
        self._desk.keys(moves)
        self._accept(made)

    def _moves(self, one: Span, other: Span) -> int | None:
        start = self._steps(one.start, other.start)
        end = self._steps(one.end, other.end)
        return None if start is None or end is None else start + end

    def _steps(self, place: int, goal: int) -> int | None:
        """Keys that move an end: by a character, or to the next border of a word."""
        if abs(goal - place) > FURTHEST:
            return None
        passage, step = self._desk.gold.passage, 1 if goal > place else -1
        borders = [at for at in range(place, goal + step, step) if passage.is_border(at)]
        by_words = (
            sum(at != place for at in borders[: n + 1]) + abs(goal - border)
            for n, border in enumerate(borders)
        )
        return min(abs(goal - place), *by_words, len(self._desk.text))


# -- all of it ------------------------------------------------------------------------------


def annotated(gold: Gold, way: Way, found: Sequence[Candidate] = ()) -> Effort:
    """What it takes to annotate an article in a way, with these suggestions."""
    desk = Desk(gold, way.helped)
    if way.suggested:
        Review(desk, [suggestion(one, desk.text) for one in found], way).judge_all()
    desk.do_the_rest()
    return desk.effort


def suggestion(one: Candidate, text: str) -> Suggestion:
    """A candidate as the review has it, with places in the text that it was found in."""
    quote = one.span.of(text)
    return Suggestion(
        one.label,
        (one.span,),
        quote,
        quote,
        one.rule,
        one.confidence,
        attributes=one.attributes,
        is_nested=one.is_nested,
    )


def _in_text(one: Annotation) -> tuple[int, int]:
    return one.hull.start, -one.hull.end


def _places(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = text.find(wanted, at + 1)


def _straight(text: str) -> Alignment:
    return Alignment.identity(len(text))


def efforts(parts: Iterable[Part], ways: Sequence[Way] = WAYS) -> dict[str, tuple[int, int]]:
    """By the name of a way: the actions it takes on these parts, and those by hand."""
    totals: dict[str, tuple[int, int]] = {}
    for gold in (gold for part in parts for gold in golds(part)):
        found = propose(gold.passage)
        for way in ways:
            effort = annotated(gold, way, found)
            actions, by_hand = totals.get(way.name, (0, 0))
            totals[way.name] = actions + effort.actions, by_hand + effort.by_hand
    return totals


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("parts", nargs="*", choices=PARTS, default=[*DEVELOPMENT])
    parts: list[Part] = reader.parse_args().parts
    print(f"{'way':26}{'actions':>9}{'÷ by hand':>11}")
    for name, (actions, by_hand) in efforts(parts).items():
        print(f"{name:26}{actions:9}{actions / by_hand if by_hand else 0:11.3f}")


if __name__ == "__main__":
    main()
