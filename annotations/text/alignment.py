"""Two texts side by side: project spans and carets from one to the other, exactly.

An `Alignment` of a *source* and a *target* text is the set of its cuts: pairs of places, one
in each text, that divide both texts alike.  Where every character stands for one character
all places are cuts; a block that changed as a whole has cuts at its two ends only.  Cuts are
kept as runs along a diagonal, so that a conversion which changes no length costs one run,
however long the text.

Composition is composition of relations: a cut leads on where the second alignment has a cut
at the same place of the middle text.  That makes it associative by construction.  (Where one
step deletes and the next inserts at the same place neither comes first: all four corners are
cuts.)

All positions are Unicode code points.  The laws are stated in
`tests/annotations/text/test_alignment.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, islice, pairwise, repeat
from operator import le
from types import MemberDescriptorType
from typing import NamedTuple, Self, cast


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a text, in code points. May be empty.

    Raises ValueError for a negative start or an end before the start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def hull(self, other: Span) -> Span:
        """The smallest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# For making thousands of spans that are known to be right; see `_Bounds.images`.
_new = object.__new__
_set_start = cast("MemberDescriptorType", Span.__dict__["start"]).__set__
_set_end = cast("MemberDescriptorType", Span.__dict__["end"]).__set__


def spans_of_all(several: Sequence[Sequence[Sequence[int]]]) -> list[tuple[Span, ...]]:
    """Lists of spans from lists of (start, end), many times quicker than one span by one.

    Raises ValueError as `Span` does.
    """
    pairs = [*chain.from_iterable(several)]
    starts, ends = zip(*pairs, strict=True) if pairs else ((), ())
    if min(starts, default=0) < 0 or not all(map(le, starts, ends)):
        raise ValueError("no spans: one ends before it starts, or starts before the text")
    spans = [*map(_new, repeat(Span, len(pairs)))]
    deque(map(_set_start, spans, starts), 0)
    deque(map(_set_end, spans, ends), 0)
    if {*map(len, several)} <= {1}:  # as nearly always
        return [*zip(spans, strict=True)]
    rest = iter(spans)
    return [tuple(islice(rest, len(parts))) for parts in several]


class Run(NamedTuple):
    """The cuts `(s, t), (s + 1, t + 1), … (s + n, t + n)`: n characters that stand one for one."""

    s: int
    t: int
    n: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How `source_length` code points became `target_length` code points.

    Made by `identity`, `of_blocks`, `replaced` or composition.  Two alignments are equal when
    they have the same cuts.
    """

    source_length: int
    target_length: int
    runs: tuple[Run, ...]
    _forth: _Bounds = field(init=False, repr=False, compare=False)
    _back: _Bounds = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_forth", _Bounds(self.runs))
        mirrored = [] if self.is_identity else sorted(Run(r.t, r.s, r.n) for r in self.runs)
        object.__setattr__(self, "_back", _Bounds(mirrored) if mirrored else self._forth)

    @classmethod
    def identity(cls, length: int) -> Self:
        """A text of `length` code points aligned with itself."""
        return cls(length, length, (Run(0, 0, length),))

    @classmethod
    def of_blocks(cls, source_length: int, blocks: Iterable[tuple[int, int, int]]) -> Self:
        """From blocks `(start, end, length of the replacement)` of the source, in order.

        Everything outside the blocks is one-to-one.  Raises ValueError when blocks overlap
        or leave the text.
        """
        runs: list[Run] = []
        s = t = 0
        for start, end, length in blocks:
            if not (s <= start <= end <= source_length and length >= 0):
                raise ValueError(f"block {start}–{end} overlaps another or leaves the text")
            runs.append(Run(s, t, start - s))
            s, t = end, t + start - s + length
        runs.append(Run(s, t, source_length - s))
        return cls(source_length, t + source_length - s, _canonical(runs))

    @classmethod
    def concatenated(cls, parts: Sequence[Alignment]) -> Alignment:
        """The alignment of texts put one after another, from those of the parts."""
        runs: list[Run] = []
        s = t = 0
        for part in parts:
            runs += (Run(run.s + s, run.t + t, run.n) for run in part.runs)
            s, t = s + part.source_length, t + part.target_length
        return cls(s, t, _canonical(runs or [Run(0, 0, 0)]))

    @property
    def is_identity(self) -> bool:
        return self.runs == ((0, 0, self.source_length),)

    def inverse(self) -> Alignment:
        """The same correspondence read from the target."""
        if self.is_identity:
            return self
        mirrored = tuple(sorted(Run(run.t, run.s, run.n) for run in self.runs))
        return Alignment(self.target_length, self.source_length, mirrored)

    def then(self, other: Alignment) -> Alignment:
        """This alignment followed by `other`, whose source is this one's target."""
        if self.target_length != other.source_length:
            raise ValueError("the second alignment does not start where the first one ends")
        if other.is_identity:
            return self
        if self.is_identity:
            return other
        cuts = _canonical(other._forth.joined(self.runs))
        return Alignment(self.source_length, other.target_length, cuts)

    def to_target(self, span: Span) -> Span:
        """The smallest target span that holds the image of every character of `span`.

        A block that is touched counts as a whole.  Deleted characters at an end of the span
        and insertions at its edges stay outside, those inside stay inside.  An empty span, or
        one of which everything was deleted, gives an empty span at its caret.  Raises
        ValueError for a span that is not in the source.
        """
        _check(span.end, self.source_length)
        return span if self.is_identity else self._forth.image(span)

    def to_source(self, span: Span) -> Span:
        """The mirror of `to_target`."""
        _check(span.end, self.target_length)
        return span if self.is_identity else self._back.image(span)

    def all_to_target(self, spans: Sequence[Span]) -> list[Span]:
        """`to_target` of each, several times as fast as one by one."""
        _check(max((span.end for span in spans), default=0), self.source_length)
        return list(spans) if self.is_identity else self._forth.images(spans)

    def all_to_source(self, spans: Sequence[Span]) -> list[Span]:
        """The mirror of `all_to_target`."""
        _check(max((span.end for span in spans), default=0), self.target_length)
        return list(spans) if self.is_identity else self._back.images(spans)

    def caret_to_target(self, caret: int) -> int:
        """Where a caret between two source characters stands in the target; monotone.

        Inside a block it stands at the block's start, at an insertion before it.
        """
        _check(caret, self.source_length)
        return self._forth.caret(caret)

    def caret_to_source(self, caret: int) -> int:
        """The mirror of `caret_to_target`."""
        _check(caret, self.target_length)
        return self._back.caret(caret)


def _check(place: int, length: int) -> None:
    if not 0 <= place <= length:
        raise ValueError(f"{place} is outside a text of {length} characters")


def _canonical(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same cuts as the fewest runs, in order."""
    diagonals: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for run in runs:
        diagonals[run.t - run.s].append((run.s, run.s + run.n))
    fewest: list[Run] = []
    for shift, stretches in diagonals.items():
        stretches.sort()
        start, end = stretches[0]
        for more, last in stretches[1:]:
            if more > end + 1:
                fewest.append(Run(start, start + shift, end - start))
                start = more
            end = max(end, last)
        fewest.append(Run(start, start + shift, end - start))
    return tuple(sorted(fewest))


_WALK = 16  # runs walked along in the time of looking up one place


class _Bounds:
    """Runs in the order of their sources, made to answer one direction fast.

    `lowest[k]` and `highest[k]` are the least target place of run k and those after it and
    the greatest of run k and those before it, `reach[k]` likewise the greatest source place.
    Runs are in order but for the corners of the rare places without one; these tables end
    each walk after a step or two.
    """

    __slots__ = ("ends", "highest", "in_order", "lowest", "reach", "runs", "shifts", "starts")

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.starts = [run.s for run in runs]
        self.ends = [run.s + run.n for run in runs]
        self.shifts = [run.t - run.s for run in runs]
        self.in_order = all(a.s + a.n <= b.s and a.t + a.n <= b.t for a, b in pairwise(runs))
        self.highest = list(accumulate((run.t + run.n for run in runs), max))
        self.reach = list(accumulate((run.s + run.n for run in runs), max))
        self.lowest = list(accumulate((run.t for run in reversed(runs)), min))[::-1]

    def below(self, place: int) -> int:
        """The greatest target place of a cut at or before this source place."""
        k = bisect_right(self.starts, place) - 1
        found = -1
        while k >= 0 and self.highest[k] > found:
            run = self.runs[k]
            found = max(found, run.t + min(run.n, place - run.s))
            k -= 1
        return found

    def above(self, place: int) -> int:
        """The least target place of a cut at or after this source place."""
        k = bisect_right(self.starts, place - 1)
        found = self.lowest[k] if k < len(self.runs) else None
        while k > 0 and self.reach[k - 1] >= place:
            k -= 1
            run = self.runs[k]
            if run.s + run.n >= place:
                target = run.t + place - run.s
                found = target if found is None else min(found, target)
        assert found is not None, "the end of both texts is always a cut"
        return found

    def caret(self, place: int) -> int:
        return min(self.below(place), self.above(place))

    def image(self, span: Span) -> Span:
        """The hull of the images of the span's characters; see `Alignment.to_target`."""
        if self.in_order and span:
            k, j = self._run(span.start), self._run(span.end - 1)
            start = span.start + self.shifts[k] if span.start < self.ends[k] else self._after(k)
            end = span.end + self.shifts[j] if span.end <= self.ends[j] else self._before(j)
            if -1 < start < end:
                return Span(start, end)
        first, last = span.start, span.end - 1
        while first <= last and self.below(first) >= self.above(first + 1):
            first += 1
        if first > last:
            caret = self.caret(span.start)
            return Span(caret, caret)
        while self.below(last) >= self.above(last + 1):
            last -= 1
        return Span(self.below(first), self.above(last + 1))

    def _run(self, place: int) -> int:
        """The last run that begins at or before this source place."""
        return bisect_right(self.starts, place) - 1

    def _begun(self, places: Iterable[int]) -> dict[int, int]:
        """Where the image of a span begins that begins at each of these places, in order."""
        starts, ends, shifts, last = self.starts, self.ends, self.shifts, len(self.starts) - 1
        begun: dict[int, int] = {}
        k = 0
        for place in places:
            while k < last and starts[k + 1] <= place:
                k += 1
            begun[place] = place + shifts[k] if place < ends[k] else self._after(k)
        return begun

    def _ended(self, places: Iterable[int]) -> dict[int, int]:
        """Where the image of a span ends that ends at each of these places, in order."""
        starts, ends, shifts, last = self.starts, self.ends, self.shifts, len(self.starts) - 1
        ended: dict[int, int] = {}
        k = 0
        for place in places:
            while k < last and starts[k + 1] < place:
                k += 1
            ended[place] = place + shifts[k] if place <= ends[k] else self._before(k)
        return ended

    def _after(self, k: int) -> int:
        """Where the image of a span begins that begins behind run k and before the next.

        Runs are in order.  Between two of them are the characters of a block or, where their
        targets touch, deleted ones; -1 = not to be seen at one look.
        """
        if k + 1 == len(self.runs):
            return -1
        start = self.ends[k] + self.shifts[k]
        is_block = start < self.starts[k + 1] + self.shifts[k + 1]
        return start if is_block or self.starts[k + 1] < self.ends[k + 1] else -1

    def _before(self, k: int) -> int:
        """Where the image of a span ends that ends there; mirrors `_after`."""
        end, after = self.ends[k] + self.shifts[k], self.starts[k + 1] + self.shifts[k + 1]
        if end < after:
            return after
        return end if self.starts[k] < self.ends[k] else -1

    def images(self, spans: Sequence[Span]) -> list[Span]:
        """`image` of each: one walk along the runs for all beginnings, one for all ends."""
        if not self.in_order or len(spans) < len(self.runs) // _WALK:
            return [self.image(span) for span in spans]
        firsts, lasts = [span.start for span in spans], [span.end for span in spans]
        begun, ended = self._begun(sorted(firsts)), self._ended(sorted(lasts))
        starts, ends = map(begun.__getitem__, firsts), map(ended.__getitem__, lasts)
        found: list[Span] = []
        for first, last, start, end in zip(firsts, lasts, starts, ends, strict=True):
            if -1 < start < end and first < last:
                made = _new(Span)
                _set_start(made, start)
                _set_end(made, end)
                found.append(made)
            else:
                found.append(self.image(Span(first, last)))
        return found

    def joined(self, first: Iterable[Run]) -> Iterator[Run]:
        """The cuts of `first` followed by these."""
        for run in first:
            k = bisect_right(self.starts, run.t + run.n) - 1
            while k >= 0 and self.reach[k] >= run.t:
                other = self.runs[k]
                start = max(run.t, other.s)
                length = min(run.t + run.n, other.s + other.n) - start
                if length >= 0:
                    yield Run(run.s + start - run.t, other.t + start - other.s, length)
                k -= 1


def replaced(text: str, edits: Iterable[tuple[Span, str]]) -> tuple[str, Alignment]:
    """`text` with each span replaced by another text (also by nothing), and the alignment.

    Equal beginnings and ends of a span and its replacement stay one-to-one, and so do
    replacements of equal length.  Raises ValueError when two edits overlap.
    """
    pieces: list[str] = []
    blocks: list[tuple[int, int, int]] = []
    done = 0
    for span, new in sorted(edits, key=lambda edit: edit[0]):
        if span.start < done or span.end > len(text):
            raise ValueError(f"an edit overlaps another or the end of the text: {span}")
        pieces += (text[done : span.start], new)
        done = span.end
        old = span.of(text)
        if len(old) != len(new):
            before, after = _common_ends(old, new)
            blocks.append((span.start + before, span.end - after, len(new) - before - after))
    pieces.append(text[done:])
    return "".join(pieces), Alignment.of_blocks(len(text), blocks)


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters both share at the start, and then at the end."""
    least = min(len(old), len(new))
    before = 0
    while before < least and old[before] == new[before]:
        before += 1
    after = 0
    while after < least - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return before, after
