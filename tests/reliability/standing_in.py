"""Functions of the system, with a test standing in for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def standing_in(functions: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    """Put these in place of the functions of `os` with their names, where it has them.

    Also wherever our program has taken such a function under a name of its own.
    """
    with ExitStack() as undo:
        for name, ours in functions.items():
            if (real := getattr(os, name, None)) is not None:
                for module in [os, *_ours()]:
                    for known, value in list(vars(module).items()):
                        if value is real:
                            setattr(module, known, ours)
                            undo.callback(setattr, module, known, real)
        yield


def _ours() -> list[Any]:
    return [module for name, module in sys.modules.items() if name.startswith("annotations")]


def path_of(target: Any) -> Path:
    """The file behind a descriptor, as Linux tells it."""
    descriptor = target if isinstance(target, int) else target.fileno()
    return Path(f"/proc/self/fd/{descriptor}").readlink()
