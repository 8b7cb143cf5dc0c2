"""Which columns were what in tables with the same header, for the next one like it.

Kept with the user's own things, in one small file; whatever is wrong with it means that
nothing is remembered, and where nothing can be written nothing is.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

from annotations import places
from annotations.ingest.columns import Columns

_NAME = "columns.json"
_MOST = 500  # headers; the oldest are forgotten
_LARGEST = 4 * 1024 * 1024


def recall(header: Sequence[str]) -> Columns | None:
    """What a person said of this header, if anybody did."""
    known = _known().get(_key(header))
    if known is None:
        return None
    columns = Columns(**known)
    return columns if set(columns.named().values()) <= set(header) else None


def remember(header: Sequence[str], columns: Columns | None) -> None:
    """Keep what a person said of this header; None forgets it."""
    known = _known()
    known.pop(_key(header), None)
    if columns is not None:
        known[_key(header)] = {name: str(column) for name, column in columns.named().items()}
    newest = dict(list(known.items())[-_MOST:])
    with contextlib.suppress(OSError):
        folder = places.home()
        folder.mkdir(parents=True, exist_ok=True)
        number, path = tempfile.mkstemp(prefix=f"{_NAME}.", dir=folder)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
                json.dump(newest, file, ensure_ascii=False, indent=1)
            Path(path).replace(folder / _NAME)
        except OSError:
            Path(path).unlink(missing_ok=True)


def _key(header: Sequence[str]) -> str:
    return "\t".join(header)


def _known() -> dict[str, dict[str, str]]:
    try:
        path = places.home() / _NAME
        if path.stat().st_size > _LARGEST:
            return {}
        found: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    rows = cast("dict[str, object]", found)
    return {header: row for header, columns in rows.items() if (row := _row(columns))}


def _row(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    row = cast("dict[str, object]", value)
    known = set(asdict(Columns("")))
    if "text" not in row or not set(row) <= known:
        return None
    if not all(isinstance(column, str) for column in row.values()):
        return None
    return cast("dict[str, str]", row)
