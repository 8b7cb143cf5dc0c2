"""The program as a screen reader has it, over a real accessibility bus on a virtual screen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations import open_project
from annotations.incoming import bring
from tests.stories.screen import ROOT, virtual_screen
from tests.stories.screen import TOOLS as SCREEN

HERE = Path(__file__).parent
TOOLS = (*SCREEN, "dbus-run-session")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
OWN = ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS")  # of the bus around these tests
LONGEST = 600  # seconds
TEXT = "𠮷市与吉州签约\n" + "两地将共建产业园区并互派干部挂职。" * 6


def missing() -> str:
    """What this machine lacks for the test."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not LAUNCHER.exists():
        lacking.append("at-spi2-core")
    if (
        not Path(SYSTEM_PYTHON).exists()
        or subprocess.run(
            [SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False
        ).returncode
    ):
        lacking.append("gir1.2-atspi-2.0")
    return ", ".join(lacking)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was told while a person read, selected and tagged with keys."""
    if lacking := missing():
        pytest.skip(f"not on this machine: {lacking}")
    folder = tmp_path_factory.mktemp("listening")
    article, project, home = folder / "a.txt", folder / "a.danqian", folder / "home"
    article.write_text(TEXT, "utf-8")
    home.mkdir()
    (home / "settings.ini").write_text("[General]\nlanguage=zh_CN\nauthor=tester\n", "utf-8")
    with open_project(project, create=True) as opened, opened.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, [article])] == ["new"]
    with virtual_screen(home) as screen:
        environment = {n: value for n, value in screen.environment.items() if n not in OWN} | {
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(folder),
        }
        done = subprocess.run(
            [
                *("dbus-run-session", "--", SYSTEM_PYTHON, str(HERE / "listening.py")),
                *(sys.executable, str(ROOT / "main.py"), str(project)),
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_article_is_a_text_that_has_the_keys_and_a_name(heard: dict[str, Any]) -> None:
    assert heard["name"] == "正文"
    assert heard["text"] == TEXT


def test_caret_and_selection_are_told_in_characters(heard: dict[str, Any]) -> None:
    assert heard["selected"] == TEXT[heard["caret"] + 2 : heard["caret"] + 4]
    assert any(kind.startswith("object:text-caret-moved") for kind in heard["events"])


def test_what_is_tagged_stands_out_of_the_text_and_is_named_at_the_caret(
    heard: dict[str, Any],
) -> None:
    assert heard["tagged"] == [heard["selected"]]
    assert "行政区" in heard["announced"]


def test_the_lists_can_be_read_and_everything_that_takes_keys_has_a_name(
    heard: dict[str, Any],
) -> None:
    assert any("𠮷市与吉州签约" in row for row in heard["rows"])
    assert any(heard["selected"] in row for row in heard["rows"])
    assert heard["unnamed"] == []
