"""Words that a project knows better than a dictionary: names it has tagged, gazetteers.

They are laid over the words of a text wherever they stand in it, in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotations.text.alignment import Span

BREAKS = "\n\r\u2028\u2029\u0085"
_HEAD = 2  # characters by which a word is looked up


@dataclass(frozen=True, slots=True)
class UserWords:
    """Strings in simplified script that are one word wherever they stand.

    Those with a line break, and empty ones, are left out.  Two are equal when they hold the
    same words.
    """

    words: frozenset[str] = frozenset()
    _sizes: dict[str, tuple[int, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict[str, tuple[int, ...]]
    )
    _single: bool = field(init=False, repr=False, compare=False, default=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> UserWords:
        """From any strings, more than one alike among them."""
        return cls(frozenset(words))

    def __post_init__(self) -> None:
        kept = frozenset(word for word in self.words if word and set(word).isdisjoint(BREAKS))
        sizes: dict[str, set[int]] = defaultdict(set)
        for word in kept:
            sizes[word[:_HEAD]].add(len(word))
        table = {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()}
        object.__setattr__(self, "words", kept)
        object.__setattr__(self, "_sizes", table)
        object.__setattr__(self, "_single", any(len(word) == 1 for word in kept))

    def matches(self, text: str) -> Iterator[Span]:
        """Where they stand in `text`, in order and disjoint.

        Of those that overlap the leftmost counts, and of those that begin together the
        longest, so the same text always has the same words.
        """
        if not self.words:
            return
        start, length, sizes = 0, len(text), self._sizes
        while start < length:
            found = sizes.get(text[start : start + _HEAD])
            size = self._longest(text, start, found) if found is not None else 0
            if not size and self._single and text[start] in self.words:
                size = 1
            if size:
                yield Span(start, start + size)
            start += size or 1

    def _longest(self, text: str, start: int, sizes: tuple[int, ...]) -> int:
        for size in sizes:
            if text[start : start + size] in self.words and start + size <= len(text):
                return size
        return 0
