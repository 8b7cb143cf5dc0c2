"""Rows of annotations and emendations to nouns, thousands at a time: so many are on a long article.

What is read is the same as `rows.annotation_of` and `rows.emendation_of` read of each, which
have the last word on anything unusual.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, cast

from annotations.errors import Refusal
from annotations.model import Annotation, Emendation, Span, marks
from annotations.store import rows
from annotations.store.tables import SqlValue
from annotations.text.alignment import spans_of_all

COLUMNS = (
    *("id", "label", "fragments", "quote", "attributes", "note", "author"),
    *("created", "modified", "tagset", "rest"),
)
EMENDATION_COLUMNS = (
    *("id", "start", '"end"', "replacement", "kind", "rule", "status", "confidence"),
    *("evidence", "author", "created", "rest"),
)
NOTHING = "{}"
_AT_ONCE = 5_000  # rows: who reads more in a thread keeps the interpreter from the window
UNUSUAL = (TypeError, ValueError, AttributeError, LookupError, RecursionError, Refusal)
Line = tuple[SqlValue, ...]


def annotations_of(lines: Sequence[Line]) -> tuple[Annotation, ...]:
    """The annotations of rows of `seq` and `COLUMNS`, by that; Refusal "content-damaged"."""
    lines = sorted(lines, key=itemgetter(0, 1))
    try:
        with _uncollected():
            return _made(lines, fragments([line[3] for line in lines]))
    except UNUSUAL:
        pass  # one of them is damaged: which one, and how, is told below
    named = (dict(zip(COLUMNS, line[1:], strict=True)) for line in lines)
    return tuple(map(rows.annotation_of, named))


def emendations_of(lines: Sequence[Line]) -> tuple[Emendation, ...]:
    """The same of emendations, from rows of `seq` and `EMENDATION_COLUMNS`."""
    lines = sorted(lines, key=itemgetter(0, 1))
    try:
        if all(line[-1] == NOTHING for line in lines):
            with _uncollected():
                return tuple(map(_emendation, lines, _read([line[9] or NOTHING for line in lines])))
    except UNUSUAL:
        pass
    names = [column.strip('"') for column in EMENDATION_COLUMNS]
    return tuple(rows.emendation_of(dict(zip(names, line[1:], strict=True))) for line in lines)


def _emendation(line: Line, evidence: Any) -> Emendation:
    _, id, start, end, replacement, kind, rule, status, confidence, _, author, created, _ = cast(
        "tuple[Any, ...]", line
    )
    span, held = Span(start, end), (replacement, kind, rule, status, confidence, evidence)
    return Emendation(id, span, *held, author, created)


@contextmanager
def _uncollected() -> Generator[None]:
    """Nothing made inside is garbage yet: to look for some takes longer than to make it all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def fragments(texts: Sequence[SqlValue]) -> list[tuple[Span, ...]]:
    """The fragments that columns hold, of all rows by one reading of JSON."""
    return spans_of_all(_read(texts))


def _read(texts: Sequence[SqlValue]) -> list[Any]:
    """The values of all rows by a few readings of JSON, none of which is long."""
    read: list[Any] = []
    for at in range(0, len(texts), _AT_ONCE):
        some = cast("Sequence[str]", texts[at : at + _AT_ONCE])
        read += json.loads(f"[{','.join(some)}]")
        if len(read) != at + len(some):
            raise ValueError("a row has several values")
    return read


def _made(lines: Sequence[Line], fragments: list[tuple[Span, ...]]) -> tuple[Annotation, ...]:
    columns: Any = [*zip(*lines, strict=True)]
    _, ids, labels, _, quotes, attributes, *told, tagsets, held = columns
    known = {text: rows.attributes_of(text) for text in {*attributes}}  # hardly any two differ
    refs = {text: rows.tagset_of(text) for text in {*tagsets}}
    rests = {text: rows.rest_of(text) for text in {*held}}  # nor, of one rule's suggestions, these
    return marks.annotations_of(
        ids,
        labels,
        fragments,
        quotes,
        map(known.__getitem__, attributes),
        *told,
        map(refs.__getitem__, tagsets),
        extras=[rests[text].extra for text in held],
        absents=[rests[text].absent for text in held],
    )
