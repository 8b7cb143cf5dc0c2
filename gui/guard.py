"""Keep exceptions inside Python: every overridden Qt virtual is `@guarded`.

WORKAROUND: on Python 3.11 an exception made by the interpreter (`[][0]`, `1 / 0`) inside a
virtual that Qt calls back from a Python call (`show`, `resize`, `setValue`) ends the process
with a segmentation fault.  A guarded virtual hands the exception to `sys.excepthook` instead
and returns a harmless value.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

__all__ = ["guarded", "is_guarded"]

P = ParamSpec("P")
R = TypeVar("R")
_SIGN = "__guarded__"


@overload
def guarded(method: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def guarded(*, default: R) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def guarded(method: Callable[..., Any] | None = None, /, *, default: Any = None) -> Any:
    """Report what `method` raises to `sys.excepthook` and return `default` then.

    Plain `@guarded` for virtuals that return nothing, `@guarded(default=False)` for others;
    a virtual that returns a value Qt needs (`sizeHint`, `event`, `data`) must give one.
    """

    def wrap(virtual: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(virtual)
        def safe(*args: Any, **kwargs: Any) -> Any:
            try:
                return virtual(*args, **kwargs)
            except Exception:
                sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]
                return default

        setattr(safe, _SIGN, True)
        return safe

    return wrap if method is None else wrap(method)


def is_guarded(function: object) -> bool:
    """Whether `function` was made by `guarded`."""
    return getattr(function, _SIGN, False) is True
