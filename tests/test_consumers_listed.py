# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: 2026 Danqian contributors
"""What the tests by other programs need is what ./run test --consumers installs."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import consumers

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "tests" / "consumers").glob("test_*.py"))
NPM = json.loads((ROOT / "tests/consumers/package.json").read_bytes())["dependencies"]


def wanted(kind: str) -> dict[str, str]:
    """Name → version of all that the modules need of one kind."""
    every = [need for module in MODULES for need in consumers.needs(module)]
    return {name: version for how, name, version in every if how == kind}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_module_says_what_it_needs(module: Path) -> None:
    found = consumers.needs(module)
    assert found
    assert {kind for kind, _, _ in found} <= {"pip", "apt", "npm"}


def test_every_python_package_is_installed_in_the_version_it_is_tested_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["consumers"], *extras["test"]]
    listed = {canonicalize_name(Requirement(line).name) for line in lines}
    pins = dict(
        line.split("==")
        for line in (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    )
    pinned = {canonicalize_name(name): version for name, version in pins.items()}
    for name, version in wanted("pip").items():
        assert canonicalize_name(name) in listed, name
        assert pinned[canonicalize_name(name)] == version, name


def test_npm_installs_what_is_needed_and_no_more() -> None:
    assert wanted("npm") == NPM


def test_what_is_not_installed_is_told(tmp_path: Path) -> None:
    module = tmp_path / "test_x.py"
    module.write_text("# needs: pip no-such-package==1 pytest==0 | npm nothing==1\n", "utf-8")
    told = consumers.lacking(module)
    assert told[0] == "pip no-such-package" and told[2] == "npm nothing"
    assert told[1].startswith("pip pytest 0 (here is ")
