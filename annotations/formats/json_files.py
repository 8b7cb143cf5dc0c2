"""JSON files of other programs as a stream: one value a line, or one array of many."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.text_files import head_of

Item = tuple[int, object]
"""The number of a line, or of an element of the array, from 1; its value, or a Refusal."""

_CHUNK = 1024 * 1024
_BLANK = re.compile(r"[ \t\r\n]*")
_MOST_REFUSED = 1000
_LONGEST_TOKEN = 32  # of what is neither a string nor a number
_SCANNER = json.JSONDecoder()


def items(path: Path, limit: int) -> Iterator[Item]:
    """Every value of a file, none of more than `limit` characters; what is broken is told.

    A file that cannot be read gives a Refusal as item 0 (file-missing, file-not-readable,
    file-empty); a line that cannot be read one that names it (line-too-long, json-…), after a
    thousand of which no more is read (lines-refused).  An array ends at its first fault.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe or device might never end
            raise OSError
        with path.open("rb") as file:
            for number, value in _items(file, limit):
                if isinstance(value, Refusal):
                    value = value.about(file=str(path), line=number)
                yield number, value
    except FileNotFoundError:
        yield 0, Refusal("file-missing", file=str(path))
    except OSError:
        yield 0, Refusal("file-not-readable", file=str(path))
    except UnicodeDecodeError:
        yield 0, Refusal("file-not-text", file=str(path))


def first(path: Path, head: bytes) -> Mapping[str, Any]:
    """The first object of a file, for looking at; empty where it is none or none can be seen."""
    text = head_of(head).lstrip()
    found = _object_in(text)
    if found is None and text[:1] in ("{", "["):
        try:
            with path.open("rb") as file:
                found = _object_in(head_of(file.read(_CHUNK)).lstrip())
        except OSError:
            return {}
    return found or {}


def _object_in(text: str) -> Mapping[str, Any] | None:
    at = _blank(text, 1) if text[:1] == "[" else 0
    try:
        value, _ = _SCANNER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None


def strings(value: object) -> dict[str, Any]:
    """A JSON object, empty where it is none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def list_of(value: object) -> list[Any]:
    """A JSON list, empty where it is none."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def is_offset(value: object) -> bool:
    """Whether a value is a whole number; true and false are none."""
    return type(value) is int


# -- reading ----------------------------------------------------------------------------


def _items(file: BinaryIO, limit: int) -> Iterator[Item]:
    start = file.read(64)
    file.seek(0)
    text = io.TextIOWrapper(file, _encoding(start), newline="\n")
    try:
        is_array = head_of(start).lstrip().startswith("[")
        yield from _elements(text, limit) if is_array else _lines(text, limit)
    finally:
        text.detach()


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _lines(text: TextIO, limit: int) -> Iterator[Item]:
    number = refused = 0
    found = False
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith("\n"):
            yield number, Refusal("line-too-long")
            return
        if not line.strip():
            continue
        found, value = True, _value(line)
        if isinstance(value, Refusal):
            refused += 1
            if number == 1 and line.strip() in ("{", "["):
                yield from _whole(line, text, limit)
                return
        if refused > _MOST_REFUSED:
            yield number, Refusal("lines-refused", count=refused)
            return
        yield number, value
    if not found:
        yield 0, Refusal("file-empty")


def _whole(begun: str, text: TextIO, limit: int) -> Iterator[Item]:
    """One object over many lines, as people write it."""
    rest = text.read(limit + 1)
    yield 1, Refusal("line-too-long") if len(rest) > limit else _value(begun + rest)


def _value(text: str) -> object:
    try:
        return strict_json.loads(text)
    except Refusal as refusal:
        return refusal


def _elements(text: TextIO, limit: int) -> Iterator[Item]:
    """The elements of an array, of which only one is in memory."""
    buffer, number = text.read(_CHUNK), 0
    at = _blank(buffer, buffer.index("[") + 1)
    while True:
        end = _end(buffer, at)
        while end is None and len(buffer) - at <= limit:
            more = text.read(max(_CHUNK, len(buffer) - at))
            if not more:
                break
            buffer, at = buffer[at:] + more, 0
            at = _blank(buffer, at)
            end = _end(buffer, at)
        if buffer[at : at + 1] == "]":
            break
        number += 1
        if end is None:
            long = len(buffer) - at > limit
            yield number, Refusal("line-too-long") if long else _fault(buffer[at:])
            return
        value = _value(buffer[at:end])
        yield number, value
        if isinstance(value, Refusal) and value.key in ("json-broken", "json-deep", "json-number"):
            return
        at = _blank(buffer, end)
        if buffer[at : at + 1] == ",":
            at = _blank(buffer, at + 1)
    if not number:
        yield 0, Refusal("file-empty")


def _fault(text: str) -> object:
    value = _value(text)
    return value if isinstance(value, Refusal) else Refusal("json-broken", column=1)


def _end(buffer: str, at: int) -> int | None:
    """Where the value that begins there ends; None where more has to be read first.

    A value must be followed by something: a number might go on.  What is broken ends with
    what was read.
    """
    if buffer[at : at + 1] == "]":
        return at
    try:
        _, end = _SCANNER.raw_decode(buffer, at)
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or error.pos > len(buffer) - _LONGEST_TOKEN
        return None if cut else len(buffer)
    except (ValueError, RecursionError):
        return len(buffer)
    return end if _blank(buffer, end) < len(buffer) else None


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
