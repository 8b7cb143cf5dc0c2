"""What the clean-up review shows of a place: a line of context, and its sentence before and after.

Everything here is text ready to draw; no Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.model import Emendation, Span
from gui import wording

__all__ = ["Excerpt", "Piece", "after", "before", "context", "elided"]

AROUND = 60  # characters of context on either side of a place in the list
SENTENCE = 110  # the most characters of a sentence on either side of it
LONG = 36  # characters of a passage the list shows whole
_END = re.compile(r"[。！？…]+[”’」』）]*|[\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line: what is before a place, what stands there, what is read instead, what follows.

    `new` is None where it is not known.
    """

    before: str
    raw: str
    new: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `role` says what it is: "", "removed" or "added"."""

    text: str
    role: str = ""


def context(text: str, emendation: Emendation) -> Excerpt:
    """The place of an emendation in the one line of text around it."""
    span = emendation.span
    left, right = text[max(0, span.start - AROUND) : span.start], text[span.end :][:AROUND]
    new = emendation.replacement
    return Excerpt(
        wording.seen(left.rsplit("\n", 1)[-1]),
        elided(wording.seen(span.of(text)), LONG),
        None if new is None else elided(wording.seen(new), LONG),
        wording.seen(right.split("\n", 1)[0]),
    )


def before(text: str, emendation: Emendation, accepted: Iterable[Emendation]) -> list[Piece]:
    """The sentence as the clean view has it without the emendation; its raw text is marked."""
    left, right = _sides(text, emendation, accepted)
    raw = elided(wording.seen(emendation.span.of(text)), 2 * SENTENCE)
    return _whole([Piece(left), Piece(raw, "removed"), Piece(right)])


def after(
    text: str, emendation: Emendation, accepted: Iterable[Emendation], replacement: str
) -> list[Piece]:
    """The sentence as the clean view has it once `replacement` stands there."""
    left, right = _sides(text, emendation, accepted)
    new = elided(wording.seen(replacement), 2 * SENTENCE)
    return _whole([Piece(left), Piece(new, "added"), Piece(right)])


def elided(text: str, most: int) -> str:
    """`text`, its middle left out where it is longer than `most`."""
    if len(text) <= most:
        return text
    head = most * 2 // 3
    return f"{text[:head]}…{text[len(text) - (most - head) :]}"


def _sides(text: str, emendation: Emendation, accepted: Iterable[Emendation]) -> tuple[str, str]:
    """The clean text of the sentence before and behind the place."""
    span = emendation.span
    start = _begin(text, span.start)
    end = _finish(text, span.end)
    others = [e for e in accepted if e.id != emendation.id]
    left = _clean(text, Span(start, span.start), others)
    right = _clean(text, Span(span.end, end), others)
    return wording.seen(left), wording.seen(right)


def _begin(text: str, place: int) -> int:
    """Where the sentence of a place begins, no further than `SENTENCE` before it."""
    least = max(0, place - SENTENCE)
    ends = [found.end() for found in _END.finditer(text, least, place)]
    return ends[-1] if ends else least


def _finish(text: str, place: int) -> int:
    most = min(len(text), place + SENTENCE)
    found = _END.search(text, place, most)
    if found is None:
        return most
    return found.start() if found[0].isspace() else found.end()


def _clean(text: str, span: Span, accepted: Iterable[Emendation]) -> str:
    """A stretch of the source with the accepted emendations that lie in it."""
    inside = [e for e in accepted if e.replacement is not None and span.contains(e.span)]
    parts, at = list[str](), span.start
    for e in sorted(inside, key=lambda e: e.span):
        if e.span.start >= at:
            parts += [text[at : e.span.start], e.replacement or ""]
            at = e.span.end
    return "".join([*parts, text[at : span.end]])


def _whole(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]
