"""What the journal keeps of a step: the texts it brought, its events, and last the step itself.

Only that last record makes a step whole: what a crash tore off before it was never
acknowledged.  It says how many events there are and which place in the log the step has.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import Any

from annotations.store.file import Kept, ProjectFile
from annotations.store.safety.identity import steps
from annotations.store.safety.lines import Record
from annotations.store.tables import EVENT, SOURCE, STEP, Row

_PAGE = 500  # events held in memory at once

# The columns of the log in their order, which the sums are made over.
_STEP = (
    *("id", "replica", "author", "at", "clock", "version", "key", "args", "undoes", "under"),
    "sum",
)
_EVENT = ("step", "id", "tbl", "article", "row", "before", "after", "sum")


def written(file: ProjectFile, kept: Iterable[Kept], before: int) -> Iterator[Record]:
    """The records of these steps of a project that had `before` steps until now.

    New ones come first; then those known before that got a text they had lacked.
    """
    now = steps(file)
    for number, (id, hashes) in enumerate(kept, before + 1):
        for hash in hashes:
            source = file.select(f"SELECT * FROM {SOURCE} WHERE hash = ?", hash)[0]
            yield {"source": {**source, "data": _text_of(source["data"])}}
        count = 0
        for event in _events(file, id):
            count += 1
            yield {"event": event}
        step = file.select(f"SELECT * FROM {STEP} WHERE id = ?", id)[0]
        yield {"step": step, "events": count, "number": min(number, now)}


def _events(file: ProjectFile, step: str) -> Iterator[Row]:
    query = f"SELECT * FROM {EVENT} WHERE step = ? AND id > ? ORDER BY id LIMIT {_PAGE}"
    page = file.select(query, step, "")
    yield from page
    while len(page) == _PAGE:
        page = file.select(query, step, page[-1]["id"])
        yield from page


def step_of(record: Record) -> Row:
    return {column: record["step"][column] for column in _STEP}


def event_of(record: Record) -> Row:
    return {column: record["event"][column] for column in _EVENT}


def source_of(record: Record) -> Row:
    source = record["source"]
    return {"hash": source["hash"], "text": source["text"], "data": _bytes_of(source["data"])}


def _text_of(data: Any) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")


def _bytes_of(data: str | None) -> bytes | None:
    return None if data is None else base64.b64decode(data)
