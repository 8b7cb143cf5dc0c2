"""The projects that were opened last: remembered, listed, greyed where they are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from annotations.project import open_project
from gui import settings
from gui.doing.recent import missing, ordered
from gui.window import Window


def made(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.danqian" for name in names]
    for path in paths:
        open_project(path, create=True).close()
    return paths


def entries(window: Window) -> list[QAction]:
    """What the menu has when it is opened, but for what always stands in it."""
    menu = window.menus["recent"]
    menu.aboutToShow.emit()
    return [a for a in menu.actions() if not a.isSeparator() and a.objectName() != "recent-clear"]


def test_the_last_project_comes_first_and_each_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.danqian" for number in range(12)]
    for path in (*paths, paths[5]):
        settings.remember_project(path)
    kept = settings.recent_projects()
    assert kept == [paths[5], *paths[:1:-1][:6], *paths[4:1:-1]][: settings.MOST_RECENT]
    assert len(kept) == len(set(kept)) == settings.MOST_RECENT


@pytest.mark.parametrize("spoilt", ["{", '{"a": 1}', "7", '["a", 7]', "null"])
def test_a_list_that_somebody_spoilt_does_no_harm(spoilt: str, tmp_path: Path) -> None:
    settings.put("recent", spoilt)
    assert settings.recent_projects() in ([], [Path("a")])
    settings.remember_project(tmp_path / "a.danqian")
    assert settings.recent_projects()[0] == tmp_path / "a.danqian"


def test_a_name_of_any_kind_is_kept(tmp_path: Path) -> None:
    path = tmp_path / '𠮷 区(qū), "%a"&b;\n\udcff.danqian'
    settings.remember_project(path)
    assert settings.recent_projects() == [path]


def test_those_that_are_there_come_first(tmp_path: Path) -> None:
    here, other = made(tmp_path / "a", "甲", "乙")
    gone, away = tmp_path / "a" / "丙.danqian", tmp_path / "none" / "丁.danqian"
    assert ordered([gone, here, away, other]) == [
        (here, None),
        (other, None),
        (gone, "file-gone"),
        (away, "folder-gone"),
    ]


def test_a_folder_that_may_not_be_looked_into_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_file", refuse)
    assert missing(tmp_path / "a.danqian") == "unreadable"


def test_the_menu_lists_the_others_and_opens_them(window: Window, tmp_path: Path) -> None:
    first, second = made(tmp_path / "a&b", "甲&乙", "丙")
    for path in (first, second):
        assert window.files.open_path(path)
    (entry,) = entries(window)
    assert entry.isEnabled()
    assert entry.text().startswith("&1 甲&&乙　") and "a&&b" in entry.text()
    entry.trigger()
    assert window.bridge.path == first
    (entry,) = entries(window)
    assert entry.text().startswith("&1 丙")


def test_what_is_gone_is_greyed_with_the_reason_until_it_is_back(
    window: Window, tmp_path: Path
) -> None:
    first, second, third = made(tmp_path / "a", "甲", "乙", "丙")
    for path in (first, second, third):
        assert window.files.open_path(path)
    aside = second.rename(tmp_path / "aside")
    found = entries(window)
    assert [(entry.text()[3], entry.isEnabled()) for entry in found] == [
        ("甲", True),
        ("乙", False),
    ]
    assert "文件不在了" in found[1].text()
    assert str(second) in found[1].toolTip()
    aside.rename(second)
    assert [(e.text()[3], e.isEnabled()) for e in entries(window)] == [("乙", True), ("甲", True)]


def test_the_list_can_be_emptied(window: Window, tmp_path: Path) -> None:
    for path in made(tmp_path / "a", "甲", "乙"):
        assert window.files.open_path(path)
    window.actions_["recent-clear"].trigger()
    assert settings.recent_projects() == []
    (entry,) = entries(window)
    assert not entry.isEnabled()
