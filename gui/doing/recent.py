"""The menu of the projects that were opened last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui import settings, wording

if TYPE_CHECKING:
    from gui.window import Window

LONGEST = 60  # characters of a folder
Missing = Literal["file-gone", "folder-gone", "unreadable"]
REASONS: Mapping[Missing, str] = {
    "file-gone": str(QT_TRANSLATE_NOOP("recent", "文件不在了")),
    "folder-gone": str(QT_TRANSLATE_NOOP("recent", "文件夹不在，也许是移动盘没有接上")),
    "unreadable": str(QT_TRANSLATE_NOOP("recent", "没有权限查看")),
}


class Recent(QObject):
    """Fills its window's menu whenever it is opened: a disk may have come or gone."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {"recent-clear": lambda: settings.keep_recent(())}

    def attend(self, menu: QMenu) -> None:
        """Keep this menu up to date; what stands in it already stays, below."""
        always = menu.actions()
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu, always))

    def _fill(self, menu: QMenu, always: list[QAction]) -> None:
        for old in menu.actions():
            if old not in always:
                menu.removeAction(old)
                old.deleteLater()
        project = self._window.bridge.project
        open_now = project.path.absolute() if project else None
        others = ordered(path for path in settings.recent_projects() if path != open_now)
        entries = [self._entry(n, *other, menu) for n, other in enumerate(others, 1)]
        if not entries:
            entries = [QAction(self.tr("还没有别的项目"), menu)]
            entries[0].setEnabled(False)
        menu.insertActions(always[0], entries)
        menu.insertSeparator(always[0])

    def _entry(self, number: int, path: Path, missing: Missing | None, menu: QMenu) -> QAction:
        beside = _folder(path) if missing is None else _reason(missing)
        text = wording.plain(f"{path.stem}　{beside}").replace("&", "&&")
        action = QAction(f"&{number % 10} {text}", menu)
        action.setToolTip(wording.tip(str(path)))
        action.setEnabled(missing is None)
        action.triggered.connect(lambda: self._window.files.open_path(path))
        return action


def ordered(paths: Iterable[Path]) -> Sequence[tuple[Path, Missing | None]]:
    """Those that are there first, each kind in its order; with why one is missing."""
    found: list[tuple[Path, Missing | None]] = [(path, missing(path)) for path in paths]
    return sorted(found, key=lambda entry: entry[1] is not None)


def missing(path: Path) -> Missing | None:
    """Why a project cannot be opened; None where its file is there."""
    try:
        if path.is_file():
            return None
        return "file-gone" if path.parent.is_dir() else "folder-gone"
    except OSError:
        return "unreadable"


def _reason(missing: Missing) -> str:
    return QCoreApplication.translate("recent", REASONS[missing])


def _folder(path: Path) -> str:
    """The folder, from the user's own one on, and no longer than a menu is wide."""
    folder, home = path.parent, Path.home()
    short = str(Path("~") / folder.relative_to(home) if folder.is_relative_to(home) else folder)
    return short if len(short) <= LONGEST else f"…{short[1 - LONGEST :]}"
