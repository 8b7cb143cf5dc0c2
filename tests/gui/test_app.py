"""Where the program starts: words before Qt, projects that are there or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.project import open_project
from gui import app, settings
from gui.sample import NAME
from gui.window import Window

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own; `code` runs after it."""
    given = [str(argument) for argument in arguments]
    program = f"import sys; from gui.app import main; s = main({given!r}); {code or 0}; sys.exit(s)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "{sample}"]])
def test_words_of_the_command_line_never_meet_qt(arguments: list[str], sample: Path) -> None:
    given = [argument.format(sample=sample) for argument in arguments]
    done = run(*given, code="print('QT', any(m.startswith('PySide6') for m in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert "QT False" in done.stdout


def test_a_word_wins_over_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list").write_text("not a project", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("list")
    assert done.returncode == 2
    assert "PROJECT" in done.stderr


def test_two_projects_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["a.danqian", "b.danqian"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_project_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for missing in (tmp_path / "none.txt", tmp_path / "no folder" / "new.danqian"):
        assert app.main([str(missing)]) == 1
        told = capsys.readouterr().err
        assert len(told.splitlines()) == 1
        assert missing.name in told


def test_a_new_project_is_made_where_its_folder_is(tmp_path: Path, window: Window) -> None:
    path = tmp_path / "new.danqian"
    app.check(path)
    app.open_first(window, path)
    assert path.exists()
    assert window.bridge.articles() == ()
    app._begin(window)
    assert settings.get("project") == str(path)


def test_the_first_start_opens_the_sample_project_and_the_next_one_the_last(
    window: Window, home: Path, sample: Path
) -> None:
    app.open_first(window, None)
    assert window.bridge.project is not None
    assert window.bridge.project.path == home / NAME
    assert len(window.bridge.articles()) == 6
    assert sum(row.annotations for row in window.bridge.articles()) > 100
    window.files.open_path(sample)
    app.open_first(window, None)
    assert window.bridge.project.path == sample


def test_the_sample_project_is_not_made_anew(window: Window, home: Path) -> None:
    app.open_first(window, None)
    window.bridge.close()
    with open_project(home / NAME) as project:
        project.set_status(project.articles()[0].id, "done")
    settings.put("project", "")
    app.open_first(window, None)
    assert window.bridge.articles()[0].status == "done"


def test_without_a_display_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert app.main([]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
