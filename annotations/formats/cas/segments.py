"""Sentences and tokens, without which INCEpTION shows no text: cut by rules, not by words.

A token is a character or a Latin run: a dictionary would take longer than the whole export,
and what annotators mark would cross its words.  Where an annotation begins or ends, a token
does: then a layer can be anchored to tokens or to characters alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from annotations.text.alignment import Span
from annotations.text.words import simple_ends

_END = re.compile("[。！？]+[”’」』）】》\"')]*|[\r\n]")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, each with the white space behind it: together all of the text.

    One ends with a full stop or a line.
    """
    start = at = 0
    while found := _END.search(text, at):
        at = _next_visible(text, found.end())
        if at < len(text) and text[start:at].strip():
            yield Span(start, at)
            start = at
    if start < len(text):
        yield Span(start, len(text))


def _next_visible(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class Tokens:
    """The tokens of a text that has annotations at `spans`."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._text = text
        found = tuple(spans)
        self._starts = {span.start for span in found}
        self._ends = {span.end for span in found}
        self._borders = sorted(self._starts | self._ends)

    def of(self, sentence: Span, *, first: bool = False) -> list[Span]:
        """The tokens of a sentence; white space is one only where an annotation needs it.

        `first` says that there must be one where the sentence begins.
        """
        within = self._borders[
            bisect_right(self._borders, sentence.start) : bisect_left(self._borders, sentence.end)
        ]
        ends = {sentence.start + end for end in simple_ends(sentence.of(self._text))}
        tokens: list[Span] = []
        start = sentence.start
        for end in sorted(ends.union(within)):
            needed = start in self._starts or end in self._ends
            if needed or (first and not tokens) or not self._text[start:end].isspace():
                tokens.append(Span(start, end))
            start = end
        return tokens
