"""What a source text says by itself: the bytes it stands for, and a title for it."""

from __future__ import annotations

import codecs
import re

TITLE_LENGTH = 120
# Codecs for host names and program texts; some take hours for what is long.
_NOT_OF_FILES = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
)
_FIRST_LINE = re.compile(r"\S[^\r\n\v\f\x85\u2028\u2029]*")


def encoded(text: str, encoding: str, *, bom: bool) -> bytes:
    """The bytes `text` stands for in `encoding`, with a byte order mark where `bom`.

    Raises LookupError for an unknown encoding, UnicodeError for text it has no bytes for.
    """
    return (("\ufeff" if bom else "") + text).encode(codec(encoding))


def codec(encoding: str) -> str:
    """Python's name for an encoding that files of text are written in; LookupError, ValueError."""
    name = codecs.lookup(encoding).name
    if name in _NOT_OF_FILES:
        raise LookupError(encoding)
    return name


def title_of(text: str) -> str:
    """The first line that is not blank, at most `TITLE_LENGTH` characters; "" without one."""
    first = _FIRST_LINE.search(text)
    return first.group()[:TITLE_LENGTH].rstrip() if first else ""
