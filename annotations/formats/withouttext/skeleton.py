"""What of a text stays the same in whatever script or clean-up somebody has it.

The skeleton of a text is its letters, digits and Han characters, each folded to one form
for all scripts (`annotations.text.fold`); blanks, punctuation and pinyin residue `區(qū)`
are no part of it.  Two copies of an article that differ only so have the same skeleton, and a
place in the one is a place in the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b, sha256

from annotations.model import Span
from annotations.text.fold import fold

ANCHOR = 12
"""Characters of a skeleton whose hash is an anchor; there is one every `STRIDE` characters."""
STRIDE = 32
CONTEXT = 8
"""Characters of a skeleton before and behind a fragment, of which a short hash is given."""
_RESIDUE = re.compile("(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\\([a-zà-ǜ]+\\)")


@dataclass(frozen=True)
class Skeleton:
    """The skeleton of `text`: its characters, and for each its place there in code points."""

    text: str
    chars: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Skeleton:
        plain = _RESIDUE.sub(lambda found: " " * len(found[0]), text)
        folded = fold(plain)
        kept = [(char, place) for place, char in enumerate(folded) if char.isalnum()]
        return cls(text, "".join(char for char, _ in kept), tuple(place for _, place in kept))

    def at(self, place: int) -> int:
        """How many characters of the skeleton stand before a place of the text."""
        return bisect_left(self.places, place)

    def inside(self, span: Span) -> Span:
        """The stretch of the skeleton that a span of the text covers; empty where nothing."""
        return Span(self.at(span.start), self.at(span.end))

    def outside(self, stretch: Span) -> Span:
        """What of the text a stretch with at least one character covers, edge to edge."""
        return Span(self.places[stretch.start], self.places[stretch.end - 1] + 1)

    def gap(self, index: int) -> Span:
        """The part of the text before character `index` of the skeleton and behind the last."""
        start = self.places[index - 1] + 1 if index else 0
        return Span(start, self.places[index] if index < len(self.places) else len(self.text))

    def left(self, index: int) -> str:
        """A short hash of the characters before `index`."""
        return short(f"^{self.chars[max(0, index - CONTEXT) : index]}"[-CONTEXT:])

    def right(self, index: int) -> str:
        """A short hash of the characters from `index` on."""
        return short(f"{self.chars[index : index + CONTEXT]}$"[:CONTEXT])

    def anchors(self) -> tuple[str, ...]:
        """The hashes of the stretches that begin at 0, `STRIDE`, 2 × `STRIDE` …"""
        last = len(self.chars) - ANCHOR
        return tuple(long(self.chars[at : at + ANCHOR]) for at in range(0, last + 1, STRIDE))

    @cached_property
    def windows(self) -> dict[str, list[int]]:
        """Where in the skeleton stretches of `ANCHOR` characters begin, by their hash."""
        found: dict[str, list[int]] = {}
        for at in range(len(self.chars) - ANCHOR + 1):
            found.setdefault(long(self.chars[at : at + ANCHOR]), []).append(at)
        return found


def long(chars: str) -> str:
    """32 bits of a hash: enough to find a stretch again, too few to tell what it says."""
    return blake2b(chars.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def short(chars: str) -> str:
    """16 bits of a hash: enough to choose between a few places."""
    return blake2b(chars.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()


def whole(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
