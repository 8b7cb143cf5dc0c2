"""What every test may ask for.

Each test has a home of its own (DANQIAN_HOME), so no setting and no sample project of one
leaks into another. `sample` is a fresh copy of the sample project; `window` the real window on
it, shown off screen, and `hands` works it with real key and mouse events. The copy is made once
a session: importing the samples costs more than copying a file.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import settings

from tests.reliability.levels import LEVELS, Level, Rounds

settings.register_profile("danqian", deadline=None)  # machines are noisy: no test is timed
settings.load_profile("danqian")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from gui.hands import Hands
    from gui.window import Window


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reliability",
        choices=LEVELS,
        default=LEVELS[0],
        help="how often each fault is tried: in every test run, in CI, in full (an hour)",
    )
    parser.addoption(
        "--consumers",
        action="store_true",
        help="also have other programs read our files (tests/consumers); ./run installs them",
    )
    parser.addoption(
        "--none-lacking",
        action="store_true",
        help="a program of tests/consumers that is not installed is an error",
    )


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> Rounds:
    """How often a fault is tried at the level that was asked for."""
    return Rounds(cast("Level", pytestconfig.getoption("reliability")))


SHARED = Path(__file__).parent.parent.parent / "shared" / "articles"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of this test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("DANQIAN_HOME", str(folder))
    monkeypatch.setenv("DANQIAN_AUTHOR", "tester")
    (folder / "settings.ini").write_text("[General]\nlanguage=zh_CN\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def _sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from gui.sample import ensure

    with pytest.MonkeyPatch.context() as patch:  # no test's home is there yet
        patch.setenv("DANQIAN_HOME", str(tmp_path_factory.mktemp("home")))
        return ensure(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample(_sample_made: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample project."""
    copy = tmp_path / "sample.danqian"
    shutil.copyfile(_sample_made, copy)
    return copy


@pytest.fixture
def window(qapp: object, qtbot: object) -> Iterator[Window]:
    """The real window without a project, shown off screen and active."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from gui.app import start
    from gui.window import Window

    hook = sys.excepthook  # pytest-qt's: it makes a fault in a virtual a failed test
    start()
    sys.excepthook = hook
    made = Window()
    made.furnish()
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)  # type: ignore[attr-defined]
    yield made
    made.bridge.discard()  # no question about what could not be saved
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hands(window: Window, sample: Path) -> Hands:
    """Hands on the window with the sample project open."""
    from gui.hands import Hands

    assert window.files.open_path(sample)
    made = Hands(window)
    made.settle()
    window.reader.setFocus()
    return made


@pytest.fixture(scope="session")
def shared_articles() -> list[Path]:
    """The real articles beside the repository; without them the test that asks is skipped."""
    found = sorted(SHARED.glob("*.txt"))
    if not found:
        pytest.skip(f"no real articles at {SHARED}")
    return found


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for what is temporary, such as unpacked archives: nothing of that may stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())
