"""Where a caret may go in a text: by character, word, clause, paragraph. Code points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from annotations.model import Span

__all__ = [
    "WordAt",
    "clause",
    "left",
    "paragraph",
    "right",
    "simple_word",
    "word_left",
    "word_right",
]

WordAt = Callable[[str, int], Span]

_CLAUSE_END = re.compile(
    "[。！？；，!?;…\n\r\x85\u2028\u2029]|(?<![0-9])[,]|[,](?![0-9])", re.MULTILINE
)
_BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
_RUN = re.compile(
    r"[A-Za-z0-9_\u00c0-\u024f\u0300-\u036f]+(?:[.,'’\-][A-Za-z0-9\u00c0-\u024f]+)*%?"
)
_EDGE = " \t　\u00a0“”‘’「」『』（）()《》"
_REACH = 400  # characters looked at around a caret
_JOINER = "\u200d"


def _joined(text: str, index: int) -> bool:
    """Whether no caret can stand at `index`: what follows belongs to what is before."""
    before, after = text[index - 1], text[index]
    if before in _BREAKS:
        return before + after == "\r\n"
    return before == _JOINER or after == _JOINER or unicodedata.category(after) in ("Mn", "Me")


def right(text: str, index: int) -> int:
    """The next place for a caret: past one character and what clings to it."""
    index += 1
    while index < len(text) and _joined(text, index):
        index += 1
    return min(index, len(text))


def left(text: str, index: int) -> int:
    """The place before: the mirror of `right`."""
    index -= 1
    while index > 0 and _joined(text, index):
        index -= 1
    return max(index, 0)


def simple_word(text: str, index: int) -> Span:
    """One Latin or digit run, else one character: what stands in until jieba answers."""
    if not text:
        return Span(0, 0)
    index = min(index, len(text) - 1)
    low = max(0, index - 60)
    for run in _RUN.finditer(text, low, min(len(text), index + 60)):
        if run.start() <= index < run.end():
            return Span(run.start(), run.end())
    start = left(text, index + 1)
    return Span(start, right(text, start))


def word_right(text: str, index: int, word_at: WordAt) -> int:
    """The start of the next word."""
    if index >= len(text):
        return len(text)
    at = max(word_at(text, index).end, right(text, index))
    while at < len(text) and text[at] in " \t　":
        at += 1
    return at


def word_left(text: str, index: int, word_at: WordAt) -> int:
    """The start of this word, or of the one before."""
    at = left(text, index)
    while at > 0 and text[at] in " \t　":
        at -= 1
    return min(word_at(text, at).start, at) if at < len(text) else at


def clause(text: str, index: int) -> Span:
    """From one 。！？；， to the next, without the marks, quotes and blanks at its ends."""
    low, high = max(0, index - _REACH), min(len(text), index + _REACH)
    start, end = low, high
    for stop in _CLAUSE_END.finditer(text, low, high):
        if stop.end() <= index:
            start = stop.end()
        elif stop.start() >= index:
            end = stop.start()
            break
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def paragraph(text: str, index: int) -> Span:
    """The paragraph around a caret, without its break."""
    start = max((text.rfind(stop, 0, index) + 1 for stop in _BREAKS), default=0)
    stop = _BREAK.search(text, index)
    return Span(start, stop.start() if stop else len(text))
