"""Every virtual of Qt that we override is guarded; what a guard does with an exception."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from inspect import isfunction

import pytest

import gui
from gui.guard import guarded, is_guarded


def _classes_over_qt() -> list[type]:
    found: set[type] = set()
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and value.__module__.startswith("gui."):
                found.add(value)
    return [c for c in found if any(_is_qt(base) for base in c.__mro__)]


def _is_qt(base: type) -> bool:
    return base.__module__.startswith("PySide6.")


def test_every_overridden_virtual_in_the_window_is_guarded() -> None:
    unguarded = [
        f"{cls.__module__}.{cls.__name__}.{name}"
        for cls in _classes_over_qt()
        for name, value in vars(cls).items()
        if isfunction(value) and not name.startswith("__")
        if any(hasattr(base, name) for base in cls.__mro__ if _is_qt(base))
        if not is_guarded(value)
    ]
    assert not unguarded, "put @guarded on " + ", ".join(sorted(unguarded))


def test_the_walk_finds_the_reader() -> None:
    assert "ReaderView" in {cls.__name__ for cls in _classes_over_qt()}


def test_a_guarded_virtual_reports_and_returns_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))

    @guarded(default=7)
    def broken() -> int:
        return 1 // 0

    @guarded
    def silent() -> None:
        raise KeyError

    assert broken() == 7 and silent() is None
    assert seen == [ZeroDivisionError, KeyError]


def test_a_guarded_function_keeps_its_name_and_result() -> None:
    @guarded
    def sizeHint(a: int, *, b: int) -> int:
        """A docstring."""
        return a + b

    assert sizeHint(1, b=2) == 3 and sizeHint.__name__ == "sizeHint" and is_guarded(sizeHint)
