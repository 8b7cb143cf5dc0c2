"""Where the user's own things lie on this machine. DANQIAN_HOME puts all of them in one folder."""

from __future__ import annotations

import os
from pathlib import Path

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
