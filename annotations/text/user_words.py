"""Words that a project knows better than a dictionary: names it has tagged, gazetteers.

They are laid over the words of a text wherever they stand in it, in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from annotations.text.alignment import Span

BREAKS = "\n\r\u2028\u2029\u0085"
_HEAD = 2  # characters by which a word is looked up
_FEW = 1_000  # words
_AROUND = 40  # characters of a word that is looked for around a place


@dataclass(frozen=True, slots=True)
class UserWords:
    """Strings in simplified script that are one word wherever they stand.

    Those with a line break, and empty ones, are left out.  They are `own` and those `under`
    these, so that one more word beside 100,000 costs nothing that could be felt.
    """

    own: frozenset[str] = frozenset()
    under: UserWords | None = None
    _sizes: Mapping[str, tuple[int, ...]] = field(
        default_factory=dict[str, tuple[int, ...]], repr=False, compare=False
    )  # the longest first, lengths of the own words with this head; some that were there, too

    @classmethod
    def of(cls, words: Iterable[str]) -> UserWords:
        """From any strings, more than one alike among them."""
        return cls().grown(words)

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.own | self.under.words if self.under is not None else self.own

    def __contains__(self, word: str) -> bool:
        return word in self.own or (self.under is not None and word in self.under)

    def grown(self, words: Iterable[str]) -> UserWords:
        """With these as well; the very same where all of them are known.

        It takes time by the number of `words`, and some 15 ms each time that these have
        become many and are put among 100,000 others.
        """
        kept = {word for word in words if word and set(word).isdisjoint(BREAKS)}
        new = {word for word in kept if word not in self}
        if not new:
            return self
        if self.under is None and (len(self.own) <= _FEW or len(new) > _FEW):
            return self._joined(new)
        many, few = (self, new) if self.under is None else (self.under, self.own | new)
        if len(few) > _FEW:
            return many._joined(few)
        return replace(UserWords()._joined(few), under=many)

    def without(self, words: Iterable[str]) -> UserWords:
        """Without these; some 10 ms among 100,000."""
        gone = frozenset(words)
        under = None if self.under is None else self.under.without(gone)
        if under is self.under and gone.isdisjoint(self.own):
            return self
        return UserWords(self.own - gone, under, self._sizes)

    def _joined(self, new: Set[str]) -> UserWords:
        sizes = dict(self._sizes)
        for word in new:
            head = word[:_HEAD]
            known = sizes.get(head, ())
            if len(word) not in known:
                sizes[head] = tuple(sorted((*known, len(word)), reverse=True))
        return UserWords(self.own | new, None, sizes)

    def matches(self, text: str) -> Iterator[Span]:
        """Where they stand in `text`, in order and disjoint.

        Of those that overlap the leftmost counts, and of those that begin together the
        longest, so the same text always has the same words.
        """
        start, layers = 0, tuple(layer for layer in (self, self.under) if layer and layer.own)
        while layers and start < len(text):
            size = max(layer._longest(text, start) for layer in layers)
            if size:
                yield Span(start, start + size)
            start += size or 1

    def covers(self, text: str, place: Span) -> bool:
        """Whether one of them that is longer, of up to 40 characters, holds a place of `text`."""
        layers = tuple(layer for layer in (self, self.under) if layer and layer.own)
        if not layers or not place:
            return False
        for start in range(max(place.end - _AROUND, 0), place.start + 1):
            size = max(layer._longest(text, start) for layer in layers)
            if start + size >= place.end and size > len(place):
                return True
        return False

    def _longest(self, text: str, start: int) -> int:
        """The length of the longest own word at a place; 0 for none."""
        for size in self._sizes.get(text[start : start + _HEAD], ()):
            if text[start : start + size] in self.own and start + size <= len(text):
                return size
        return 1 if text[start] in self.own else 0
