"""danqian/1: our own lossless exchange, one article a line, read and written as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from annotations.errors import Refusal
from annotations.formats import records, strict_json
from annotations.formats.fields import Fields
from annotations.formats.kinds import Format, Line, ProjectLine, Reader, Reading
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.model import Document

_BOM = b"\xef\xbb\xbf"
SUFFIX = ".jsonl"
_CHUNK = 1024 * 1024
MOST_REFUSED = 1000
"""After so many broken lines a file is read no further."""


def read(path: Path, limit: int | None = None) -> Iterator[Line]:
    """Every line of a file that is not blank; a broken one does not end the reading.

    A line of more than `limit` bytes is refused.  A file that cannot be opened or holds
    nothing gives a single Refusal (file-missing, file-not-readable, file-empty) as line 0.
    One that hardly is in this format is not read to its end (lines-refused, line-endless).
    """
    try:
        if path.exists() and not path.is_file():  # a pipe or device might never end
            raise OSError
        with path.open("rb") as file:
            yield from _told(file, limit, str(path))
    except FileNotFoundError:
        yield Line(0, Refusal("file-missing", file=str(path)))
    except OSError:
        yield Line(0, Refusal("file-not-readable", file=str(path)))


def _told(file: BinaryIO, limit: int | None, name: str) -> Iterator[Line]:
    number = refused = 0
    for number, line in _lines(file, limit):
        if refused == MOST_REFUSED:
            yield Line(number, Refusal("lines-refused", file=name, line=number, count=refused))
            return
        content = _content(line, number, name)
        refused += isinstance(content, Refusal)
        yield Line(number, content)
    if not number:
        yield Line(0, Refusal("file-empty", file=name))


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the project line, where there is one, and a line for each document."""
    if context.project_line:
        head = {"schema": records.SCHEMA, "kind": "project", **context.project_line}
        out.write(_line_of(head))
    for document in documents:
        out.write(_line_of(records.record(document)))
        report.count(document)


def _line_of(record: Mapping[str, object]) -> bytes:
    return strict_json.dumps(record).encode("utf-8") + b"\n"


def _lines(file: BinaryIO, limit: int | None) -> Iterator[tuple[int, bytes | Refusal]]:
    """Lines that are not blank with their numbers; a Refusal for one that is too long."""
    number, size = 0, -1 if limit is None else limit + 1
    while line := file.readline(size):
        number += 1
        if len(line) == size and not line.endswith(b"\n"):
            ended = _skip_line(file, size)
            yield number, Refusal("line-too-long" if ended else "line-endless")
            if not ended:
                return
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield number, line


def _skip_line(file: BinaryIO, size: int) -> bool:
    """Go on to the next line; False where this one goes on for as much as it has had, and more."""
    for _ in range(0, size, _CHUNK):
        rest = file.readline(_CHUNK)
        if not rest or rest.endswith(b"\n"):
            return True
    return False


def _content(line: bytes | Refusal, number: int, file: str) -> Document | ProjectLine | Refusal:
    try:
        if isinstance(line, Refusal):
            raise line
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


FORMAT = Format("jsonl", SUFFIX, write, newline="as found", carries=EVERY_CARRIED)
_LINE_FACTOR = 4  # a line may hold a file's bytes in base64 beside its text


def _sniff(_: Path, head: bytes) -> bool:
    return b'"danqian/' in head.removeprefix(_BOM).lstrip().partition(b"\n")[0]


def _read(path: Path, reading: Reading) -> Iterator[Line]:
    return read(path, reading.limit * _LINE_FACTOR)


READER = Reader("jsonl", (SUFFIX,), _sniff, _read, rank=10)
