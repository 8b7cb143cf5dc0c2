"""Rows of annotations and emendations to nouns, thousands at a time: so many are on a long article.

What is read is the same as `rows.annotation_of` and `rows.emendation_of` read of each, which
have the last word on anything unusual.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from operator import itemgetter
from typing import Any, cast

from annotations.errors import Refusal
from annotations.model import Annotation, Emendation, Span
from annotations.store import rows
from annotations.store.rows import Rest
from annotations.store.tables import SqlValue
from annotations.text.alignment import spans_of

COLUMNS = (
    *("id", "label", "fragments", "quote", "attributes", "note", "author"),
    *("created", "modified", "tagset", "rest"),
)
EMENDATION_COLUMNS = (
    *("id", "start", '"end"', "replacement", "kind", "rule", "status", "confidence"),
    *("evidence", "author", "created", "rest"),
)
NOTHING = "{}"
UNUSUAL = (TypeError, ValueError, AttributeError, LookupError, RecursionError, Refusal)
Line = tuple[SqlValue, ...]

# A frozen dataclass sets its fields through a function that looks each of them up: for
# thousands of values that is most of the time, and their slots can be filled directly.
_new = object.__new__
_setters = [Annotation.__dict__[field.name].__set__ for field in fields(Annotation)]


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
    return list(map(spans_of, _read(texts)))


def _read(texts: Sequence[SqlValue]) -> list[Any]:
    """The values of all rows by one reading of JSON."""
    whole = json.loads(f"[{','.join(cast('Sequence[str]', texts))}]")
    if len(whole) != len(texts):
        raise ValueError("a row has several values")
    return whole


def _made(lines: Sequence[Line], fragments: list[tuple[Span, ...]]) -> tuple[Annotation, ...]:
    set_id, set_label, set_fragments, set_quote, set_attributes, set_note = _setters[:6]
    set_author, set_created, set_modified, set_tagset, set_extra, set_absent = _setters[6:]
    known: dict[Any, Any] = {}  # hardly any two rows differ in these
    rests: dict[SqlValue, Rest] = {
        NOTHING: Rest({}, ())
    }  # nor, of one rule's suggestions, in these
    made: list[Annotation] = []
    for line, parts in zip(lines, fragments, strict=True):
        _, id, label, _, quote, attributes, note, author, created, modified, tagset, held = line
        if held not in rests:
            rests[held] = rows.rest_of(held)
        rest = rests[held]
        if attributes not in known:
            known[attributes] = rows.attributes_of(cast("str", attributes))
        one = _new(Annotation)
        set_id(one, id)
        set_label(one, label)
        set_fragments(one, parts)
        set_quote(one, quote)
        set_attributes(one, known[attributes])
        set_note(one, note)
        set_author(one, author)
        set_created(one, created)
        set_modified(one, modified)
        set_tagset(one, rows.tagset_of(cast("str | None", tagset)))
        set_extra(one, rest.extra)
        set_absent(one, rest.absent)
        made.append(one)
    return tuple(made)
