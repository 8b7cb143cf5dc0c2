"""Which of these tests are run: none without `--consumers`, and those that have what they need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import consumers


class _Left(pytest.File):
    """A module that is not imported, and why."""

    why = ""

    def collect(self) -> Iterable[pytest.Item]:
        if self.config.getoption("none_lacking"):
            pytest.fail(self.why, pytrace=False)
        pytest.skip(self.why, allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> _Left | None:
    if not parent.config.getoption("consumers"):
        return _left(module_path, parent, "other programs are asked by ./run test --consumers")
    if lacking := consumers.lacking(module_path):
        return _left(module_path, parent, f"not installed: {', '.join(lacking)}")
    return None


def _left(path: Path, parent: pytest.Collector, why: str) -> _Left:
    left = _Left.from_parent(parent, path=path)
    left.why = why
    return left


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:  # what others warn of in their own code is theirs
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("default"))
