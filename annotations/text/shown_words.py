"""The words of an article in whatever view is shown, projected from its hans view.

Nothing is projected but the words around the place that is asked for, so that a text of a
million characters costs no more than a short one.
"""

from __future__ import annotations

from annotations.model import View
from annotations.text.alignment import Span
from annotations.text.words import Words, simple_word


class ShownWords:
    """`words` are those of the hans view; every position here counts the shown one.

    A word ends at its last real character: what an emendation removed behind it is outside
    and read as Latin runs and single characters, what it removed inside the word is inside.
    Words that one block of a conversion binds together are one word.
    """

    def __init__(self, shown: View, hans: View, words: Words) -> None:
        self.shown = shown
        self.hans = hans
        self.words = words
        self._same = shown is hans or (shown.alignment.is_identity and hans.alignment.is_identity)

    def word_at(self, index: int) -> Span:
        """The word at a shown character; an empty span outside of the text."""
        if self._same or not 0 <= index < len(self.shown.text):
            return self.words.word_at(index)
        image = self._to_hans(Span(index, index + 1))
        if not image:
            return self._removed(index, image.start)
        word = self._closed(image)
        return word if word.start <= index < word.end else Span(index, index + 1)

    def expand(self, span: Span) -> Span:
        """The span with both ends snapped outward to words; an empty one stays."""
        if not span:
            return span
        return Span(self.word_at(span.start).start, self.word_at(span.end - 1).end)

    def _closed(self, image: Span) -> Span:
        """The shown words of a stretch of the hans view, widened until no block is cut."""
        while True:
            image = self.words.expand(image)
            word = self._to_shown(image)
            wider = self._to_hans(word)
            if not word or image.contains(wider):
                return word
            image = image.hull(wider)

    def _removed(self, index: int, caret: int) -> Span:
        """The word at a character that the hans view does not show but as this caret."""
        low, high = 0, len(self.shown.text)
        if caret > 0:
            before = self._closed(Span(caret - 1, caret))
            if before.start <= index < before.end:
                return before
            low = before.end if before else high
        if caret < len(self.hans.text):
            after = self._closed(Span(caret, caret + 1))
            high = after.start if after else low
        if not low <= index < high:
            return Span(index, index + 1)
        word = simple_word(self.shown.text, index)
        return Span(max(word.start, low), min(word.end, high))

    def _to_hans(self, span: Span) -> Span:
        return self.hans.alignment.to_target(self.shown.alignment.to_source(span))

    def _to_shown(self, span: Span) -> Span:
        return self.shown.alignment.to_target(self.hans.alignment.to_source(span))
