"""Lines of JSON objects as a table, where they are no annotations."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import cast

from annotations.errors import Refusal
from annotations.ingest._sheets import Record, Table
from annotations.ingest._streams import encoding_of, lines_of

_LOOKED_AT = 100  # lines whose keys are the header
_FIRST = 16 * 1024 * 1024  # bytes of the first line at most
_ANNOTATED = frozenset(
    {"schema", "label", "labels", "entities", "spans", "annotations", "relations", "completions",
     "predictions", "tokens"}
)  # fmt: skip


def is_table(path: Path) -> bool:
    """Whether the first line of a file is an object with texts and without annotations."""
    try:
        if not path.is_file():  # a pipe or device might never end
            return False
        with path.open("rb") as file:
            line = next(
                (one for one in iter(lambda: file.readline(_FIRST), b"") if one.strip()), b""
            )
    except OSError:
        return False
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    fields = cast("dict[str, object]", value)
    annotated = any(
        name in _ANNOTATED and (name == "schema" or isinstance(item, list | dict))
        for name, item in fields.items()
    )
    return not annotated and any(isinstance(item, str) and item for item in fields.values())


@contextmanager
def opened(path: Path, limit: int, encoding: str | None) -> Generator[Iterator[Table]]:
    """The one table of a file. Refusals: those of `encoding_of` and `lines_of`."""
    encoded = encoding_of(path, encoding)
    with lines_of(path, encoded, limit) as lines:
        records = _records(lines)
        head = list(islice(records, _LOOKED_AT))
        keys = (key for r in head if not isinstance(r.fields, Refusal) for key in r.fields)
        header = tuple(dict.fromkeys(keys))
        yield iter([Table(header, chain(head, records), encoded.encoding)])


def _records(lines: Iterable[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n"):
            try:
                yield Record(number, _fields(line))
            except Refusal as refusal:
                yield Record(number, refusal.about(line=number, row=number))


def _fields(line: str) -> dict[str, str]:
    try:
        value = json.loads(line.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise Refusal("json-broken", column=error.pos + 1) from error
    except RecursionError as error:
        raise Refusal("json-deep", limit=100) from error
    except ValueError as error:  # an integer of thousands of digits
        raise Refusal("json-number") from error
    if not isinstance(value, dict):
        raise Refusal("row-no-object")
    return {name: _told(item) for name, item in cast("dict[str, object]", value).items()}


def _told(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
