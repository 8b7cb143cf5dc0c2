"""Which columns were what in tables with the same header, for the next one like it.

Kept with the user's own things, in one small file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from annotations import places
from annotations.ingest.columns import Columns

_NAME = "columns.json"
_MOST = 500  # headers; the oldest are forgotten


def recall(header: Sequence[str]) -> Columns | None:
    """What a person said of this header, if anybody did."""
    known = places.remembered(_NAME).get(_key(header), {})
    if "text" not in known or not known.keys() <= {field.name for field in fields(Columns)}:
        return None
    columns = Columns(**known)
    return columns if set(columns.named().values()) <= set(header) else None


def remember(header: Sequence[str], columns: Columns | None) -> None:
    """Keep what a person said of this header; None forgets it."""
    known = places.remembered(_NAME)
    known.pop(_key(header), None)
    if columns is not None:
        known[_key(header)] = {name: str(column) for name, column in columns.named().items()}
    places.remember(_NAME, dict(list(known.items())[-_MOST:]))


def _key(header: Sequence[str]) -> str:
    return "\t".join(header)
