"""The lines of a source text as patterns read them: one script, one width, no residue.

A pattern is written once, in simplified characters and half-width signs; it then finds
`責任編輯：` as well as `责任编辑:` and `責(zé)任編輯:`.  Every character of what is matched knows
its place in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from functools import lru_cache

from annotations.model import Span
from annotations.text.fold import fold as alike

HAN = "㐀-䶿一-鿿豈-龎𠀀-𲎯"  # the inside of a character class

# A reading in brackets behind its character, whole or half-eaten. The patterns begin with a
# class of few characters: then the text is searched for those alone, ten times as fast.
TONED = "[a-zà-öø-üāēīōūǎěǐǒǔǖǘǚǜńňǹḿ]{1,7}[ \u00a0]?"
_NO_WIDTH = "\u00ad\u200b-\u200f\ufeff"
RESIDUE = rf"[(?](?<=[{HAN}][(?]){TONED}\)"
_DROPPED = re.compile(rf"[(?{_NO_WIDTH}](?:(?<=[{HAN}][(?]){TONED}\)|(?<=[{_NO_WIDTH}]))")
_LINE = re.compile(r"([^\n\r\u2028\u2029\u0085]*)(\r\n|[\n\r\u2028\u2029\u0085]|\Z)")
_SAME_SIGN = {
    " ": "\t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000",
    "[": "【〔［〖",
    "]": "】〕］〗",
    "|": "｜丨︱│",
    ">": "›»〉＞",
    "/": "∕",
    "·": "•・‧∙⋅",
    ":": "︰∶",
    "-": "‐‑–",
}
_SIGN = {sign: kept for kept, signs in _SAME_SIGN.items() for sign in signs}
_ODD_SIGN = re.compile(f"[{re.escape(''.join(_SIGN))}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: [start, end) without its line end, which reaches to `stop`.

    `plain` is what patterns read, without blanks at both ends. Stretches of it that stand
    together in the source begin at `_at` in plain and at `_from` in the source.
    """

    start: int
    end: int
    stop: int
    plain: str
    _at: tuple[int, ...]
    _from: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Where a character of `plain` stands in the source; at its end, the end there."""
        n = bisect_right(self._at, offset) - 1
        return self._from[n] + offset - self._at[n]

    def places(self, start: int, end: int) -> list[int]:
        """Where each of the characters [start, end) of `plain` stands in the source."""
        if len(self._at) == 1:
            shift = self._from[0] - self._at[0]
            return list(range(start + shift, end + shift))
        result: list[int] = []
        n = bisect_right(self._at, start) - 1
        while start < end:
            stop = min(end, self._at[n + 1]) if n + 1 < len(self._at) else end
            shift = self._from[n] - self._at[n]
            result.extend(range(start + shift, stop + shift))
            start, n = stop, n + 1
        return result

    def span(self, start: int, end: int) -> Span:
        """Where characters [start, end) of `plain` stand, the residue behind them included."""
        return Span(self.place(start), self.place(end))


@lru_cache(maxsize=4)  # the detectors read one text after another
def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, in order; together they cover it. No line for no text."""
    plain = _ODD_SIGN.sub(lambda found: _SIGN[found[0]], alike(text))
    dropped = deque(found.span() for found in _DROPPED.finditer(text))
    result: list[Line] = []
    for found in _LINE.finditer(text):
        start, end = found.span(1)
        if found.end() == start:
            break
        kept, at, come_from = plain[start:end], (0,), (start,)
        if dropped and dropped[0][0] < end:
            kept, at, come_from = _without(plain, dropped, start, end)
        stripped = kept.strip()
        lead = len(kept) - len(kept.lstrip()) if stripped else 0
        result.append(
            Line(start, end, found.end(), stripped, tuple([a - lead for a in at]), come_from)
        )
    return tuple(result)


def _without(
    plain: str, dropped: deque[tuple[int, int]], start: int, end: int
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """A line without what is dropped from it, and where its stretches begin; uses them up."""
    stretches: list[str] = []
    at: list[int] = [0]
    come_from: list[int] = [start]
    while dropped and dropped[0][0] < end:
        first, last = dropped.popleft()
        stretches.append(plain[start:first])
        at.append(at[-1] + first - start)
        come_from.append(last)
        start = last
    return "".join([*stretches, plain[start:end]]), tuple(at), tuple(come_from)
