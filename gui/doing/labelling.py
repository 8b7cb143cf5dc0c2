"""The commands of the tag set: it is edited, chosen, read from a file and written to one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotations.errors import Refusal
from gui import look, settings, wording

if TYPE_CHECKING:
    from gui.window import Window

SUFFIX = ".toml"
LARGEST = 4_000_000  # bytes of a file that is looked at at all


class Labelling(QObject):
    """Has the tag set of its window's project edited."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self._bridge.changed.connect(self._on_changed)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "tagset": self.edit,
            "tagset-change": self.change,
            "tagset-import": self.read,
            "tagset-export": self.write,
        }

    def edit(self) -> None:
        """Open the editor; what was changed there is one step."""
        project = self._bridge.project
        if project is None:
            return
        from gui.dialogs.tagset.editor import TagSetEditor

        dialog = TagSetEditor(self._window, project, look.chosen(settings.get("theme")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def edit() -> None:
            edits = dialog.edits()
            self._bridge.do(lambda project: project.edit_tagset(edits))

        dialog.accepted.connect(edit)
        dialog.open()

    def change(self) -> None:
        """Have one of the tag sets that come with the program."""
        from gui.dialogs.tagset.choosing import ChooseDialog

        dialog = ChooseDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.adopt(dialog.chosen().raw_toml))
        dialog.open()

    def read(self) -> None:
        """Have the tag set of a file."""
        kind = self.tr("标签体系 (*.toml);;所有文件 (*)")
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("导入标签体系"), self._folder(), kind
        )
        if path:
            self.read_from(Path(path))

    def read_from(self, path: Path) -> bool:
        """Have the tag set of the file at a path; False when it was refused, or not wanted."""
        try:
            with path.open("rb") as file:
                toml = file.read(LARGEST).decode("utf-8-sig").replace("\r\n", "\n")
        except OSError:
            self._bridge.refused.emit(Refusal("file-not-readable", file=str(path)))
            return False
        except UnicodeDecodeError as error:
            self._bridge.refused.emit(Refusal("tagset-not-toml", reason=f"UTF-8: {error.reason}"))
            return False
        return self.adopt(toml)

    def adopt(self, toml: str) -> bool:
        """Have another tag set, after telling what of ours is kept because it is in use."""
        project = self._bridge.project
        if project is None:
            return False
        try:
            adopted = project.tagset_adopting(toml)
        except Refusal as refusal:
            self._bridge.refused.emit(refusal)
            return False
        if adopted.kept:
            told = wording.listed(f"{one.id} {one.many}" for one in adopted.kept)
            asked = self.tr(
                "新的标签体系里没有这些，而项目里还在用：{}。\n它们会留下并停用，原有的标注不变。换用吗？"
            ).format(wording.plain(told))
            yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel
            name = self.tr("换用标签体系")
            if QMessageBox.question(self._window, name, asked, yes | no, yes) != yes:
                return False
        return self._bridge.do(lambda project: project.adopt_tagset(toml)) is not None

    def write(self) -> None:
        """Write the project's tag set to a file."""
        project = self._bridge.project
        if project is None:
            return
        name = f"{project.tagset.id}-{project.tagset.version}{SUFFIX}".replace("/", "-")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("导出标签体系"), str(Path(self._folder()) / name), "*.toml"
        )
        if path:
            self.write_to(Path(path if path.endswith(SUFFIX) else path + SUFFIX))

    def write_to(self, path: Path) -> bool:
        """Write it there, to the letter; False when it cannot be written."""
        project = self._bridge.project
        if project is None:
            return False
        try:
            path.write_bytes(project.tagset.raw_toml.encode())
        except OSError:
            self._bridge.refused.emit(Refusal("file-not-written", file=str(path)))
            return False
        return True

    def _folder(self) -> str:
        kept = settings.get("folder")
        return kept if kept and Path(kept).is_dir() else str(Path.home())

    def _on_changed(self, changed: object) -> None:
        """Offer the tags of the tag set as it is now."""
        project = self._bridge.project
        if getattr(changed, "tagset", False) and project is not None:
            self._window.tags.show_tagset(project.tagset)
