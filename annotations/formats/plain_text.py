"""The text that formats without CR get, and where the source's offsets stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from annotations.model import Alignment, Span

_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_STAND_INS = {0: "\ufffd", 0xFEFF: "\u2060"}  # as first character, U+FEFF would be a mark
_UNUSUAL = re.compile("[\0\r\v\f\x1c-\x1e\x85\u2028\u2029\ufeff]")
# What XML 1.0 cannot hold, https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as a format can hold it; `replaced` characters have another one in their place.

    `of` gives it LF as its only line end: CRLF becomes one, all others one for one; NUL
    becomes U+FFFD and U+FEFF its modern twin U+2060, so that offsets move only by CRLF.
    `for_xml` keeps every character that XML can hold and puts U+FFFD for each other one; its
    writer has to write CR as a character reference.
    """

    text: str
    replaced: int
    _returns: tuple[int, ...] = ()

    @classmethod
    def for_xml(cls, source: str) -> PlainText:
        return cls(*_NOT_XML.subn("\ufffd", source))

    @classmethod
    def of(cls, source: str) -> PlainText:
        returns = tuple(found.start() for found in re.finditer("\r\n", source))
        text = source.replace("\r\n", "\n")
        if _UNUSUAL.search(text) is None:  # looking is much quicker than translating
            return cls(text, 0, returns)
        text = text.translate(_LINE_ENDS)
        replaced = sum(text.count(chr(code)) for code in _STAND_INS)
        return cls(text.translate(_STAND_INS), replaced, returns)

    def spans(self, span: Span) -> tuple[Span, ...]:
        """What a source span covers here, one span a line, without the line ends."""
        start, end = self._moved(span.start), self._moved(span.end)
        part = self.text[start:end]
        if "\n" not in part:
            return (Span(start, end),) if part else ()
        lines = re.finditer(r"[^\n]+", part)
        return tuple(Span(start + line.start(), start + line.end()) for line in lines)

    def span(self, span: Span) -> Span:
        """What a source span covers here, line ends and all; empty between CR and LF."""
        return Span(self._moved(span.start), self._moved(span.end))

    @property
    def alignment(self) -> Alignment:
        """How the source became this text."""
        length = len(self.text) + len(self._returns)
        return Alignment.of_blocks(length, [(place, place + 1, 0) for place in self._returns])

    def _moved(self, index: int) -> int:
        return index - bisect_left(self._returns, index) if self._returns else index
