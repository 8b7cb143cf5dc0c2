"""What the command line says and how: in the user's language, safe on a terminal, in UTF-8."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, cast

import resources
from annotations.errors import Refusal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PROGRAM = "danqian"


def language() -> str:
    """That of DANQIAN_LANG, else of the system's locale; en where we do not have it."""
    names = ("DANQIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    found = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return resources.language_of(found) or "en"


def said(key: str, **values: str | int) -> str:
    """The sentence for a key and its values."""
    return worded(key, values)


def worded(key: str, values: Mapping[str, object]) -> str:
    """The sentence for a key, on one line, whatever characters its values hold."""
    return plain(resources.worded(key, values, language()))


def step_told(key: str, args: Mapping[str, object]) -> str:
    """What a step did; undoing and redoing say what they took back or did again."""
    turned, with_args = args.get("key"), args.get("args")
    if isinstance(turned, str) and isinstance(with_args, Mapping):
        inner = step_told(turned, cast(Mapping[str, object], with_args))
        args = {**args, "step": inner}
    return worded(f"step-{key}", args)


def sentence_of(error: BaseException) -> str:
    """What to tell of an error that ended the work."""
    if isinstance(error, Refusal):
        return worded(error.key, error.values)
    if isinstance(error, KeyboardInterrupt):
        return said("aborted")
    return said("unexpected", kind=type(error).__name__, detail=str(error))


_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # terminal escapes, bidi controls, line ends


def plain(value: object) -> str:
    """A value for the terminal: what would steer it stands as a visible mark."""
    text = str(value)
    if text.isprintable():
        return text
    marks = (f"⟨{ord(c):04X}⟩" if unicodedata.category(c) in _HIDDEN else c for c in text)
    return "".join(marks)


def complain(sentence: str) -> int:
    """Say it on stderr; gives the exit code that goes with it."""
    print(f"{PROGRAM}: {sentence}", file=sys.stderr)
    return 1


def print_json(fields: Mapping[str, object]) -> None:
    """One line of JSON; what would steer a terminal is escaped, so that nothing is lost."""
    text = json.dumps(fields, ensure_ascii=False)
    hidden = {ord(c) for c in set(text) if unicodedata.category(c) in _HIDDEN}
    print(text.translate({code: _escaped(code) for code in hidden}))


def _escaped(code: int) -> str:
    """A character as JSON escapes it, in UTF-16 units."""
    units = chr(code).encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


MAX_COLUMN = 48


def print_table(rows: Sequence[Sequence[str]], *, whole_last: bool = False) -> None:
    """Columns aligned also where characters take two places.

    Long cells are cut short, but for those of the last column with `whole_last`.
    """
    table = [[*map(_cut, row[:-1]), row[-1] if whole_last else _cut(row[-1])] for row in rows]
    widest = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (c + " " * (most - width(c)) for c, most in zip(row, widest, strict=True))
        print("  ".join(cells).rstrip())


def _cut(text: str) -> str:
    if width(text) <= MAX_COLUMN:
        return text
    end = min(len(text), MAX_COLUMN)
    while width(text[:end]) >= MAX_COLUMN:
        end -= 1
    return f"{text[:end]}…"


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


# -- streams ----------------------------------------------------------------------------


def speak_utf8() -> None:
    """Write UTF-8, whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def stdout_bytes() -> BinaryIO:
    """Standard output without any translation of what is written, but for a terminal's sake."""
    sys.stdout.flush()
    return cast("BinaryIO", _Screen()) if sys.stdout.isatty() else sys.stdout.buffer


class _Screen(io.RawIOBase):
    """A terminal: bytes of UTF-8 go in, what would steer it comes out as visible marks."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        content = bytes(data)
        text = self._decoder.decode(content)
        sys.stdout.write("".join(c if c in "\n\t" else plain(c) for c in text))
        return len(content)


def close_quietly() -> None:
    """Send what is still buffered nowhere, so that nothing complains at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
