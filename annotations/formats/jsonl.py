"""danqian/1: our own lossless exchange, one article a line, read and written as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from annotations.errors import Refusal
from annotations.formats import records, strict_json
from annotations.formats.fields import Fields
from annotations.formats.report import Context, Report
from annotations.model import Document

NAME = "jsonl"
SUFFIX = ".jsonl"
KIND = "file"

_BOM = b"\xef\xbb\xbf"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """The optional first line: what the project it came from says of itself, as found."""

    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """What one line held, counted from 1; a `Refusal` names file and line."""

    number: int
    content: Document | ProjectLine | Refusal


def read(path: Path, limit: int | None = None) -> Iterator[Line]:
    """Every line of a file that is not blank; a broken one does not end the reading.

    A line of more than `limit` bytes is refused.  A file that cannot be opened or holds
    nothing gives a single Refusal (file-missing, file-not-readable, file-empty) as line 0.
    """
    try:
        with path.open("rb") as file:
            number = 0
            for number, line in _lines(file, limit):
                yield Line(number, _content(line, number, str(path)))
            if not number:
                yield Line(0, Refusal("file-empty", file=str(path)))
    except FileNotFoundError:
        yield Line(0, Refusal("file-missing", file=str(path)))
    except OSError:
        yield Line(0, Refusal("file-not-readable", file=str(path)))


def write(documents: Iterable[Document], out: BinaryIO, context: Context) -> Report:
    """Write the project line, where there is one, and a line for each document."""
    if context.project_line:
        head = {"schema": records.SCHEMA, "kind": "project", **context.project_line}
        out.write(_line_of(head))
    report = Report(NAME)
    for document in documents:
        out.write(_line_of(records.record(document)))
        report.count(document)
    return report


def _line_of(record: Mapping[str, object]) -> bytes:
    return strict_json.dumps(record).encode("utf-8") + b"\n"


def _lines(file: BinaryIO, limit: int | None) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not blank with their numbers; None for one that is too long."""
    number, size = 0, -1 if limit is None else limit + 1
    while line := file.readline(size):
        number += 1
        if len(line) == size and not line.endswith(b"\n"):
            _skip_line(file)
            yield number, None
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield number, line


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _content(line: bytes | None, number: int, file: str) -> Document | ProjectLine | Refusal:
    try:
        if line is None:
            raise Refusal("line-too-long")
        return _parsed(line, number)
    except Refusal as refusal:
        return refusal.about(file=file, line=number)


def _parsed(line: bytes, number: int) -> Document | ProjectLine:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal("line-not-utf8") from error
    value = strict_json.loads(text)
    fields = Fields(value)
    schema, kind = fields.string("schema"), fields.string("kind")
    if schema != records.SCHEMA:
        raise Refusal("schema-unknown", found=schema)
    if kind == "article":
        return records.document(fields)
    if kind == "project" and number == 1:
        return ProjectLine(cast(Mapping[str, object], value))
    raise Refusal("kind-of-line-unknown", found=kind)
