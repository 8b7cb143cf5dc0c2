"""A stretch of a text told without the text: by offsets, short hashes and a short quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.errors import Refusal
from annotations.formats.fields import Fields
from annotations.formats.withouttext.skeleton import Skeleton, long
from annotations.model import Span

QUOTE = 12
"""The most characters of a stretch that are quoted: all of a short one, else half from each end."""
SHARE = 1 / 3
"""The most of an article's characters that all quotes together show; later ones are left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: `span` in the text it was made on, `at` in that text's skeleton.

    `before` and `after` are what a stretch has at its ends that is no part of the skeleton
    (quotation marks, blanks); of one that holds nothing else `before` is all, and of an empty
    one what stands between the last character of the skeleton and it.  `quote` is (all,) or
    (head, tail), or () where it is not told.
    """

    span: Span
    at: Span
    hash: str
    left: str
    right: str
    before: str = ""
    after: str = ""
    quote: tuple[str, ...] = ()

    @classmethod
    def of(cls, span: Span, skeleton: Skeleton, purse: Purse) -> Place:
        """A span of the skeleton's text, with a quote where the purse still holds one."""
        at = skeleton.inside(span)
        before, after = _edges(span, at, skeleton)
        return cls(
            span,
            at,
            long(at.of(skeleton.chars)),
            skeleton.left(at.start),
            skeleton.right(at.end),
            before[:QUOTE],
            after[-QUOTE:],
            purse.quote(span, skeleton.text) if at else (),
        )

    @classmethod
    def read(cls, fields: Fields) -> Place:
        """The place that `record` wrote. Refusals: those of `Fields`, withouttext-place."""
        start, end, first, last = (fields.integer(k) for k in ("start", "end", "from", "to"))
        if not (0 <= start <= end and 0 <= first <= last):
            raise Refusal("withouttext-place", what=fields.path("start"))
        return cls(
            Span(start, end),
            Span(first, last),
            fields.string("hash"),
            fields.string("left"),
            fields.string("right"),
            fields.optional_string("before"),
            fields.optional_string("after"),
            fields.later_strings("quote"),
        )

    def record(self) -> Mapping[str, object]:
        """The place as keys of a JSON object."""
        told = {"before": self.before, "after": self.after, "quote": list(self.quote)}
        return {
            "start": self.span.start,
            "end": self.span.end,
            "from": self.at.start,
            "to": self.at.end,
            "hash": self.hash,
            "left": self.left,
            "right": self.right,
            **{key: value for key, value in told.items() if value},
        }


class Purse:
    """How many characters of an article may still be shown; what was shown once costs nothing."""

    def __init__(self, length: int) -> None:
        self._left = int(length * SHARE)
        self._shown: set[int] = set()

    def quote(self, span: Span, text: str) -> tuple[str, ...]:
        """All of a short stretch, both ends of a longer one, nothing where that is too much."""
        half = QUOTE // 2
        parts = (
            (span,)
            if len(span) <= QUOTE
            else (Span(span.start, span.start + half), Span(span.end - half, span.end))
        )
        new = {place for part in parts for place in range(part.start, part.end)} - self._shown
        if len(new) > self._left:
            return ()
        self._left -= len(new)
        self._shown |= new
        return tuple(part.of(text) for part in parts)


def _edges(span: Span, at: Span, skeleton: Skeleton) -> tuple[str, str]:
    text = skeleton.text
    if at:
        core = skeleton.outside(at)
        return text[span.start : core.start], text[core.end : span.end]
    if span:
        return span.of(text), ""
    return text[skeleton.gap(at.start).start : span.start], ""
