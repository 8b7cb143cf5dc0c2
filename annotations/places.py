"""Where the user's own things lie on this machine. DANQIAN_HOME puts all of them in one folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

_VARIABLE = "DANQIAN_HOME"
_PROGRAM = "danqian"


def home() -> Path:
    """The folder of what must not be lost: safety copies and step journals."""
    if named := os.environ.get(_VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(_PROGRAM, appauthor=False)


def cache() -> Path:
    """The folder of what can be made again at any time."""
    if named := os.environ.get(_VARIABLE):
        return Path(named) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path(_PROGRAM, appauthor=False)


Tables = dict[str, dict[str, str]]
_LARGEST = 4 * 1024 * 1024  # bytes of what is remembered


def remembered(name: str) -> Tables:
    """Texts by name in tables by name, as `remember` kept them; nothing where that is broken."""
    import json

    try:
        path = home() / name
        if path.stat().st_size > _LARGEST:
            return {}
        found: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {key: _strings(rows) for key, rows in _object(found).items()}


def remember(name: str, tables: Tables) -> None:
    """Keep tables in a file of the user's own; where nothing can be written nothing is."""
    import contextlib
    import json
    import tempfile

    with contextlib.suppress(OSError, UnicodeError):
        home().mkdir(parents=True, exist_ok=True)
        number, path = tempfile.mkstemp(prefix=f"{name}.", dir=home())
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
                json.dump(tables, file, ensure_ascii=False, indent=1)
            Path(path).replace(home() / name)
        except (OSError, UnicodeError):
            Path(path).unlink(missing_ok=True)
            raise


def _object(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _strings(value: object) -> dict[str, str]:
    return {key: text for key, text in _object(value).items() if isinstance(text, str)}
