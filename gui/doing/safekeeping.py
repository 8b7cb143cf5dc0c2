"""The commands that keep a project safe: history, copies, restoring, merging, what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from annotations.errors import Refusal
from gui import settings, sync_folders, wording
from gui.bridge import RESTORABLE
from gui.copying import Copying

if TYPE_CHECKING:
    from annotations.project import Project
    from gui.window import Window

SUFFIX = ".danqian"
DAMAGE = frozenset({"content-damaged", "project-damaged"})
LOOK_MS = 4_000  # how often is looked whether a project that is only read could be written


class Safekeeping(QObject):
    """Does for its window's project what the user asks for, and looks after it by itself."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self.copying = Copying(window.bridge, self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.bridge.project_opened.connect(self._on_opened)
        window.bridge.changed.connect(self._on_changed)
        window.bridge.waited.connect(self.look)
        window.bridge.not_opened.connect(self._on_not_opened)
        window.bridge.refused.connect(self._on_refused)
        self.copying.copied.connect(self._on_copied)
        self.copying.failed.connect(self._on_failed)
        self._noticed: tuple[Project | None, int] = None, 0  # how many were told of which
        self._failure = ""  # what was told last of a copy that was not made
        self._offered: set[Path] = set()  # damaged projects that were offered to be restored

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "history": self.toggle_history,
            "merge": self.merge,
            "conflicts": self.show_conflicts,
            "copy": self.copy,
            "backup": self.back_up,
            "restore": self.restore,
        }

    def attend(self) -> None:
        """Listen to the line that says what is not saved; call it when the window has one."""
        notice = self._window.desk.notice
        notice.retry_wanted.connect(self._bridge.retry)
        notice.elsewhere_wanted.connect(self.save_elsewhere)
        notice.discard_wanted.connect(self.discard)
        notice.write_wanted.connect(self._bridge.reopen)
        if self._bridge.project is not None:  # it was opened before there was anybody to tell
            self._on_opened()

    def toggle_history(self) -> None:
        """Open the history, or go into it, or close it when the keys are in it already."""
        history = self._window.history
        inside = history.isVisible() and history.isAncestorOf(self._window.focusWidget())
        self._window.show_history(not inside)

    # -- what is not saved --------------------------------------------------------------

    def save_elsewhere(self) -> bool:
        """Save the project with what waits in another place, and go on there."""
        path = self._ask_where(self.tr("另存到"))
        return path is not None and self.move_to(path)

    def move_to(self, path: Path) -> bool:
        """Copy the project to a path, from its safety copies where it cannot be read any more."""
        from annotations.project import restore_project

        project, place = self._bridge.project, self._window.place
        try:
            if project is not None:
                project.copy_to(path)
            elif self._bridge.path is not None:
                restore_project(self._bridge.path, to=path)
        except Refusal as refusal:
            try:
                restore_project(self._bridge.path or path, to=path)
            except Refusal:
                self._bridge.refused.emit(refusal)
                return False
        article, selection = place.article, place.selection
        if not self._bridge.move_to(path):
            return False
        settings.remember_project(path)
        place.show_article(article)
        self._window.reader.select(selection)
        self._tell(self.tr("已另存到 {}，接下来的改动都记在那里。").format(path))
        return True

    def discard(self) -> None:
        """Give up what was not saved, after asking when it is more than one step."""
        unsaved = self._bridge.unsaved
        many = len(unsaved.verbs) if unsaved else 0
        told = self.tr("放弃还没有保存的 {} 步？已保存的内容不受影响。").format(many)
        yes = QMessageBox.StandardButton.Discard
        no = QMessageBox.StandardButton.Cancel
        if many == 1 or (
            many and QMessageBox.question(self._window, self.tr("放弃"), told, yes | no, no) == yes
        ):
            self._bridge.discard()

    def may_leave(self) -> bool:
        """Whether the project may be closed: nothing waits, or the user gives it up."""
        if self._bridge.unsaved is None:
            return True
        from gui.dialogs.unsaved import Leave, UnsavedDialog

        while self._bridge.unsaved is not None:
            dialog = UnsavedDialog(self._window, self._bridge.unsaved)
            dialog.exec()
            match dialog.chosen:
                case Leave.STAY:
                    return False
                case Leave.RETRY:
                    self._bridge.retry()
                case Leave.ELSEWHERE:
                    self.save_elsewhere()
                case Leave.DISCARD:
                    self._bridge.discard()
        return True

    # -- copies -------------------------------------------------------------------------

    def copy(self) -> None:
        """Write a whole copy of the project somewhere; the work goes on in this one."""
        project, path = self._bridge.project, self._ask_where(self.tr("另存副本"))
        if project is None or path is None:
            return
        try:
            project.copy_to(path)
        except Refusal as refusal:
            self._bridge.refused.emit(refusal)
        else:
            self._tell(self.tr("副本已写到 {}。").format(path))

    def back_up(self) -> None:
        """Make a safety copy at once."""
        self._failure = ""
        self.copying.copy()

    def _on_copied(self, asked: bool) -> None:
        self._failure = ""
        if asked:
            self._tell(self.tr("安全副本做好了，已经核对过。"))

    def _on_failed(self, said: str) -> None:
        """It is tried again and again, but told once."""
        if said == self._failure:
            return
        self._failure = said
        self._tell(self.tr("安全副本没有做成：{}").format(wording.plain(said)))

    # -- restoring ------------------------------------------------------------------------

    def restore(self) -> None:
        """Bring back an earlier state from a safety copy, beside the project that is open."""
        project = self._bridge.project
        path = project.path if project else self._ask_which(self.tr("要恢复的项目"))
        if path is not None and not self.offer_restore(path, None):
            self._tell(self.tr("这个项目还没有安全副本。"))

    def offer_restore(self, path: Path, why: Refusal | None) -> bool:
        """Offer what the safety copies of a project have; whether there are any.

        One that is damaged (`why`) is restored in its place, one that is whole beside it.
        """
        from annotations.project import safety_copies

        copies = safety_copies(path)
        if not copies:
            return False
        from gui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._window, path, copies, why)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.restore_to(path, dialog.target(), dialog.copy_name())
        return True

    def restore_to(self, path: Path, target: Path | None, copy: str | None) -> bool:
        """Put a project together again and open it; tell what could not be saved."""
        from annotations.project import restore_project

        project = self._bridge.project
        if target is None and project is not None and project.path == path.resolve():
            self._bridge.close()  # it is to be put aside
        try:
            restored = restore_project(path, to=target, copy=copy)
        except Refusal as refusal:
            self._bridge.refused.emit(refusal)
            return False
        go_on = self._bridge.move_to if target is None else self._window.files.open_path
        if not go_on(restored.path):
            return False
        settings.remember_project(restored.path)
        from gui.dialogs.restore import RestoredDialog

        RestoredDialog(self._window, restored, self._title).open()
        return True

    def _on_not_opened(self, path: Path, refusal: Refusal) -> None:
        if refusal.key in RESTORABLE:
            QTimer.singleShot(0, self, lambda: self.offer_restore(path, refusal))

    def _on_refused(self, refusal: Refusal) -> None:
        """Damage that shows while one works is offered to be mended once."""
        project = self._bridge.project
        if refusal.key in DAMAGE and project is not None and project.path not in self._offered:
            self._offered.add(project.path)
            self._on_not_opened(project.path, refusal)

    # -- merging --------------------------------------------------------------------------

    def merge(self) -> None:
        """Take in what another file of this project has."""
        path = self._ask_which(self.tr("合并另一份"))
        if path is not None:
            self.merge_from(path)

    def merge_from(self, path: Path) -> bool:
        """Take in what the file at a path has, and tell what came of it."""
        merged = self._bridge.merge(path)
        if merged is None:
            return False
        from gui.dialogs.merge import MergedDialog

        dialog = MergedDialog(self._window, path, merged)
        dialog.conflicts_wanted.connect(self.show_conflicts)
        dialog.open()
        return True

    def show_conflicts(self) -> None:
        """Go through what two copies of the project changed apart."""
        if self._bridge.project is not None:
            from gui.dialogs.conflicts import ConflictsDialog

            ConflictsDialog(self._window, self._bridge, self._window.place).open()

    # -- by itself ------------------------------------------------------------------------

    def look(self) -> None:
        """Offer to write a project that was only read, as soon as that is possible."""
        project = self._bridge.project
        reading = project is not None and project.read_only
        self._window.desk.notice.show_free(bool(project and reading and project.could_write))
        if reading != self._timer.isActive():
            self._timer.start() if reading else self._timer.stop()

    def _on_opened(self) -> None:
        self.look()
        self._tell(*self._new_notices(), *self._about_sync())

    def _on_changed(self) -> None:
        QTimer.singleShot(0, self, lambda: self._tell(*self._new_notices()))  # others clear it

    def _new_notices(self) -> list[str]:
        """What the project found amiss, on opening or at its first step, and was not told yet."""
        project = self._bridge.project
        if project is None:
            return []
        known = self._noticed[1] if self._noticed[0] is project else 0
        self._noticed = project, len(project.notices)
        return [wording.refusal(notice) for notice in project.notices[known:]]

    def _about_sync(self) -> list[str]:
        """A warning, once for each folder, that a sync program has the project in its hands."""
        project = self._bridge.project
        found = sync_folders.service(project.path) if project else None
        told: list[str] = settings.get("synced").split("\n")
        if found is None or str(found[1]) in told:
            return []
        settings.put("synced", "\n".join(filter(None, (*told, str(found[1])))))
        sentence = self.tr(
            "这个项目在 {} 的同步文件夹里。同步盘可能在写到一半时拷走文件，"
            "或用旧文件盖掉新文件；丹铅在本机另存了安全副本，出了问题可以恢复。"
        )
        return [sentence.format(found[0])]

    # -- within -----------------------------------------------------------------------

    def _title(self, article: str) -> str:
        row = self._bridge.row(article)
        return row.title if row else article

    def _tell(self, *sentences: str) -> None:
        if sentences:
            self._window.desk.banner.tell("\n".join(map(wording.plain, sentences)))

    def _ask_where(self, title: str) -> Path | None:
        if self._bridge.path is None:
            return None
        folder = Path(settings.get("folder") or Path.home())
        known = folder / f"{self._bridge.path.stem}-2{SUFFIX}"
        kind = self.tr("丹铅项目 (*.danqian)")
        path, _ = QFileDialog.getSaveFileName(
            self._window, title, str(known), kind, options=QFileDialog.Option.DontConfirmOverwrite
        )
        return Path(path if path.endswith(SUFFIX) else path + SUFFIX) if path else None

    def _ask_which(self, title: str) -> Path | None:
        folder = settings.get("folder") or str(Path.home())
        kind = self.tr("丹铅项目 (*.danqian);;所有文件 (*)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, folder, kind)
        return Path(path) if path else None
