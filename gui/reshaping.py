"""Other fragments for a mark: its ends moved by a character or word, pieces added and taken away.

Everything goes in and comes out in characters (code points) of the source; the steps are those
of the view that is shown, so that an end never stops inside what the view writes otherwise, and
what the view leaves out (residue, a struck-out zone) is passed in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.model import Span, View
from gui.reader import steps
from gui.reader.steps import WordAt

__all__ = ["Move", "added", "grown", "moved", "removed"]

Side = Literal["start", "end"]
Fragments = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Which end goes which way: -1 towards the beginning of the text, 1 towards its end."""

    side: Side
    way: Literal[-1, 1]
    by_word: bool = False


def moved(fragments: Fragments, move: Move, view: View, words: WordAt) -> Fragments:
    """The fragments with one outer end moved; the same where there is no way.

    The end does not pass the other end of its own fragment, nor leave the text; one that grows
    into nothing of the source (a character that only the view has) goes on to the next.
    """
    whole = fragments[0] if move.side == "start" else fragments[-1]
    image = view.alignment.to_target(whole)
    at = image.start if move.side == "start" else image.end
    while (stepped := _step(view.text, at, move, words)) != at:
        at = stepped
        new = _with_end(whole, move, _source(view, at, move.side))
        if new is None:
            return fragments
        if new != whole:
            return (new, *fragments[1:]) if move.side == "start" else (*fragments[:-1], new)
    return fragments


def _step(text: str, at: int, move: Move, words: WordAt) -> int:
    """Where the end stands in the view after one step."""
    if not move.by_word:
        return steps.left(text, at) if move.way < 0 else _right(text, at)
    if move.way < 0:
        return steps.word_left(text, at, words)
    if move.side == "start":
        return steps.word_right(text, at, words)
    return max(words(text, at).end, _right(text, at)) if at < len(text) else at


def _right(text: str, at: int) -> int:
    return steps.right(text, at) if at < len(text) else at


def _source(view: View, at: int, side: Side) -> int | None:
    """The place in the source of an end at `at` of the view: at the character it encloses."""
    first = at if side == "start" else at - 1
    if not 0 <= first < len(view.text):
        return None
    found = view.alignment.to_source(Span(first, first + 1))
    return found.start if side == "start" else found.end


def _with_end(whole: Span, move: Move, place: int | None) -> Span | None:
    """The span with this end where the end really went that way; itself where it stayed, None
    where it would be empty."""
    if place is None:
        return None
    old = whole.start if move.side == "start" else whole.end
    if (place - old) * move.way <= 0:
        return whole
    if move.side == "start":
        return Span(place, whole.end) if place < whole.end else None
    return Span(whole.start, place) if place > whole.start else None


def grown(text: str, span: Span, words: WordAt) -> Span:
    """The word, clause or paragraph around a span of a view's text, whichever is larger than it
    first; the span itself where none is.  An empty span is a caret."""
    if not text:
        return span
    at = min(span.start, len(text) - 1)
    last = max(at, min(span.end, len(text)) - 1)
    sizes = (
        words(text, at).hull(words(text, last)),
        steps.clause(text, at).hull(steps.clause(text, last)),
        steps.paragraph(text, at).hull(steps.paragraph(text, last)),
    )
    larger = (size for size in sizes if size.contains(span) and len(size) > len(span))
    return next(larger, span)


def added(fragments: Fragments, span: Span) -> Fragments:
    """The fragments with one more; what touches or overlaps becomes one."""
    made: list[Span] = []
    for part in sorted((*fragments, span)):
        if made and part.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, part.end))
        else:
            made.append(part)
    return tuple(made)


def removed(fragments: Sequence[Span], span: Span) -> Fragments:
    """What is left of the fragments outside a span; () when it is nothing."""
    pieces: list[Span] = []
    for part in fragments:
        before = Span(part.start, max(part.start, min(part.end, span.start)))
        after = Span(min(part.end, max(part.start, span.end)), part.end)
        pieces += [piece for piece in (before, after) if piece]
    return tuple(pieces)
