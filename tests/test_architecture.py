# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: 2026 Danqian contributors
"""The walls of the house and its one door: who may import whom, and what ./run promises."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
DOOR = ROOT / "run"
HEAVY = ("PySide6", "shiboken6")
WORDS = ("test", "check", "bench", "pictures")
# fmt: off
EVERYDAY = (
    "awk", "cat", "cksum", "date", "dirname", "env", "find", "grep", "id", "mkdir", "mv",
    "readlink", "rm", "sh", "sleep", "sort", "tail", "tr", "uname",
)
# fmt: on

needs_sh = pytest.mark.skipif(os.name == "nt", reason="run is for POSIX systems, run.cmd its twin")


@pytest.fixture
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def pins() -> dict[str, str]:
    """Name → tested version, as .ci/constraints.txt has them."""
    lines = (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines()
    pinned = [line.partition("==") for line in lines if line and not line.startswith("#")]
    assert all(equals for _, equals, _ in pinned), "every line pins one version with =="
    return {canonicalize_name(name): version for name, _, version in pinned}


def requirements(project: dict[str, object]) -> list[Requirement]:
    table = project["project"]
    build = project["build-system"]
    assert isinstance(table, dict) and isinstance(build, dict)
    extras = [line for extra in table["optional-dependencies"].values() for line in extra]
    return [Requirement(line) for line in [*table["dependencies"], *extras, *build["requires"]]]


def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload]


# ── Walls ───────────────────────────────────────────────────────────────────────────────────


def test_every_module_imports_only_what_its_layer_may(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    kept = lint_imports(no_cache=True, no_logo=True)
    assert kept == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_core_can_be_imported_without_qt() -> None:
    program = f"import annotations, resources, sys; print([m for m in {HEAVY} if m in sys.modules])"
    done = run(sys.executable, "-c", program, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


# ── What a set-up fetches ───────────────────────────────────────────────────────────────────


def test_every_direct_dependency_has_a_tested_version_it_allows(
    project: dict[str, object], pins: dict[str, str]
) -> None:
    for wanted in requirements(project):
        version = pins.get(canonicalize_name(wanted.name))
        assert version is not None, f"{wanted.name} is missing in .ci/constraints.txt"
        assert wanted.specifier.contains(version), f"{wanted} does not allow {version}"


@pytest.mark.parametrize("name", [".ci/constraints.txt", ".ci/run", "run", "run.cmd"])
def test_no_package_index_is_named(name: str) -> None:
    """Where packages come from is the affair of each machine's own pip, uv and apt settings."""
    text = (ROOT / name).read_text("utf-8")
    assert not re.findall(r"\w+://\S*|--(?:extra-)?index\S*|--find-links|--trusted-host", text)


# ── The door ────────────────────────────────────────────────────────────────────────────────


@needs_sh
@pytest.mark.parametrize("name", ["run", ".ci/run"])
def test_the_scripts_can_be_executed(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@needs_sh
@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_the_door_is_written_in_plain_posix_shell(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    done = run(shell, "-n", str(DOOR))
    assert (done.returncode, done.stderr) == (0, "")


@needs_sh
def test_help_needs_no_set_up_and_works_in_a_path_with_spaces(tmp_path: Path) -> None:
    door = tmp_path / "丹 铅" / "run"
    door.parent.mkdir()
    shutil.copy(DOOR, door)
    done = run(str(door), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert all(f"./run {word}" in done.stdout for word in (*WORDS, "WORDS"))
    assert [path.name for path in door.parent.iterdir()] == ["run"]


@needs_sh
def test_without_any_python_one_sentence_says_what_is_needed(tmp_path: Path) -> None:
    """A machine with a shell and its everyday tools, but neither Python nor apt-get nor uv."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in EVERYDAY:
        if found := shutil.which(tool):
            (tools / tool).symlink_to(found)
    for part in ("run", "pyproject.toml", ".ci/constraints.txt"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    done = run(str(tmp_path / "run"), env={"PATH": str(tools), "HOME": str(tmp_path)})
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr.splitlines()[-1]
    assert not (tmp_path / ".setup.lock").exists()


def test_the_windows_twin_knows_the_same_words() -> None:
    twin = (ROOT / "run.cmd").read_text("utf-8")
    assert all(f'"%WORD%"=="{word}"' in twin for word in WORDS)
