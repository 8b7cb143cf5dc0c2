"""Ids (RFC 9562): in the order they were made whatever the clock says, or made from a name."""

from __future__ import annotations

import os
import re
import struct
import time
from collections.abc import Iterable, Iterator

_COUNTER_BITS = 74  # what a UUIDv7 has besides the time, its version and its variant
_FRESH_BITS = 72  # a fresh counter leaves room to count up
_LOW = (1 << 62) - 1  # what of the counter stands behind the variant
_DRAWN = 1024  # bytes of chance, four for each id
_UUID_7 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)


def named(*parts: object) -> str:
    """The same id for the same parts, whoever makes it and when: a UUIDv8."""
    from hashlib import sha256

    value = int.from_bytes(sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()[:16])
    value &= ~(0xF << 76 | 0b11 << 62)
    return _written(value | 8 << 76 | 0b10 << 62)


class Ids:
    """Makes ids, each above every one made or `seen` before, also when the clock goes back."""

    def __init__(self) -> None:
        self._time = 0
        self._counter = 0
        self._steps: Iterator[tuple[int]] = iter(())

    def seen(self, text: str | None) -> None:
        """No id made from now on falls below this one; what is no UUIDv7 says nothing."""
        if text is None or not _UUID_7.fullmatch(text):
            return
        value = int(text.replace("-", ""), 16)
        counter = ((value >> 64) & 0xFFF) << 62 | value & ((1 << 62) - 1)
        self._time, self._counter = max((self._time, self._counter), (value >> 80, counter))

    def new(self) -> str:
        """The next id, in lower case with hyphens."""
        now = time.time_ns() // 1_000_000
        if now > self._time:
            self._time, self._counter = now, _random(_FRESH_BITS)
        else:
            self._counter += 1 + self._step()
            if self._counter >> _COUNTER_BITS:
                self._time, self._counter = self._time + 1, _random(_FRESH_BITS)
        return _version_7(self._time, self._counter)

    def several(self, count: int) -> list[str]:
        """The next so many, in order, and all of one moment."""
        if count < 2:
            return [self.new() for _ in range(count)]
        first = self.new()
        now, counter = self._time, self._counter
        steps = [step for (step,) in struct.iter_unpack("<I", os.urandom(4 * (count - 1)))]
        counters = [counter, *(counter := counter + 1 + step for step in steps)]
        if counter >> _COUNTER_BITS:  # hardly ever: the moment has no room for them
            return [first, *(self.new() for _ in steps)]
        self._counter = counter
        return [first, *_versions_7(now, counters[1:])]

    def _step(self) -> int:
        """How far to count on, at random; many are drawn at once, as thousands may be wanted."""
        if (drawn := next(self._steps, None)) is None:
            self._steps = struct.iter_unpack("<I", os.urandom(_DRAWN))
            drawn = next(self._steps)
        return drawn[0]


def _version_7(time: int, counter: int) -> str:
    high = time << 16 | 7 << 12 | counter >> 62
    return _written(high << 64 | 0b10 << 62 | counter & _LOW)


def _versions_7(time: int, counters: Iterable[int]) -> Iterator[str]:
    """Many of one moment, which begin alike: twice as quick as one by one."""
    high, head = -1, ""
    for counter in counters:
        if counter >> 62 != high:
            high, head = counter >> 62, _version_7(time, counter)[:19]
        low = f"{0b10 << 62 | counter & _LOW:016x}"
        yield f"{head}{low[:4]}-{low[4:]}"


def _random(bits: int) -> int:
    return int.from_bytes(os.urandom(bits // 8))


def _written(value: int) -> str:
    """A UUID as RFC 9562 writes it; `uuid` takes as long to import as a project to open."""
    x = f"{value:032x}"
    return f"{x[:8]}-{x[8:12]}-{x[12:16]}-{x[16:20]}-{x[20:]}"
