"""Canonical JSON (sorted keys, no spaces), in which equal values are equal text, and its sums."""

from __future__ import annotations

import json
from typing import Any, cast

from annotations.errors import Refusal
from annotations.store.tables import Row, SqlValue, Table

# Made once: `json.dumps` makes one for every value, and a step of a thousand marks has thousands.
_encoded = json.JSONEncoder(  # what holds itself is refused as too deep
    ensure_ascii=False,
    check_circular=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
).encode


def dump(value: object) -> str:
    """Canonical JSON. Raises Refusal "not-json" for what JSON or UTF-8 cannot hold."""
    try:
        text = _encoded(value)
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal("lone-surrogate") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise Refusal("not-json", reason=str(error)) from error
    return text


def load(text: SqlValue) -> Any:
    """What `dump` wrote; Refusal "content-damaged" for what it cannot have written."""
    try:
        return json.loads(cast("str", text))
    except (ValueError, RecursionError) as error:
        raise Refusal("content-damaged", reason=str(error)) from error


def image_of(table: Table, text: SqlValue) -> Row:
    """A row as the log has it, with all columns of today; an empty one where there was none."""
    return {} if text is None else table.completed(load(text))


def digest(*parts: SqlValue) -> str:
    """The sum that guards a step or an event against silent damage of the file."""
    import hashlib  # takes long, and the list needs no sum

    return hashlib.sha256(dump(parts).encode("utf-8")).hexdigest()
