"""What a person said that the names of other programs are, for the next file that has them.

Kept with the user's own things, by the id of the tag set, because what somebody else's labels
mean does not depend on the project.  Whatever is wrong with the file means that nothing is
remembered, and where nothing can be written nothing is.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import cast

from annotations import places
from annotations.tagset.mapping import KINDS, Given, Kind

_NAME = "names.json"
_MOST = 5_000  # names of one tag set; the oldest are forgotten
_LARGEST = 4 * 1024 * 1024


def recalled(tagset: str) -> Given:
    """What was said of names for this tag set."""
    kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
    said: dict[tuple[Kind, str], str] = {}
    for key, meaning in _known().get(tagset, {}).items():
        kind, _, name = key.partition(":")
        if kind in kinds and name:
            said[kinds[kind], name] = meaning
    return said


def remember(tagset: str, given: Given) -> None:
    """Keep what was said of names for this tag set, beside what was said before."""
    known = _known()
    rows = known.setdefault(tagset, {})
    for (kind, name), meaning in given.items():
        rows.pop(f"{kind}:{name}", None)
        rows[f"{kind}:{name}"] = meaning
    known[tagset] = dict(list(rows.items())[-_MOST:])
    with contextlib.suppress(OSError, UnicodeError):
        folder = places.home()
        folder.mkdir(parents=True, exist_ok=True)
        number, path = tempfile.mkstemp(prefix=f"{_NAME}.", dir=folder)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
                json.dump(known, file, ensure_ascii=False, indent=1)
            Path(path).replace(folder / _NAME)
        except (OSError, UnicodeError):
            Path(path).unlink(missing_ok=True)
            raise


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
    tagsets = cast("dict[str, object]", found)
    return {id: _strings(rows) for id, rows in tagsets.items()}


def _strings(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    rows = cast("dict[str, object]", value)
    return {name: said for name, said in rows.items() if isinstance(said, str)}
