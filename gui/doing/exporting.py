"""Export: the dialog with its preview, the writing off the window's thread, and the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from annotations.errors import Refusal
from gui import language, wording, work_child
from gui.bridge import Bridge, Cancelled
from gui.dialogs.export.dialog import ExportDialog, Offered, Wanted
from gui.dialogs.export.report import Exported, ExportReport
from gui.doing.apart import LARGE_PROJECT, PATIENCE, Apart, is_large
from gui.doing.work import Work, Works

if TYPE_CHECKING:
    from annotations.exporting import Preview
    from annotations.formats import Context, Format
    from annotations.project import Project

_LOOK = 25  # milliseconds between two looks at a preview that is being made


def _say(text: str) -> str:
    return QCoreApplication.translate("exporting", text)


def offered(project: Project, folder: Path) -> Offered:
    """What there is to choose from in a project, without what the window shows of it."""
    names = {
        label.id: wording.plain(language.name(label.names))
        for label in project.tagset.labels.values()
    }
    return Offered(folder, project.path.stem, names, project.annotators(), project=project.path)


def _context(project: Project, format: Format, wanted: Wanted) -> Context:
    from annotations import exporting

    return exporting.context(
        project, format, view=wanted.view, selection=wanted.selection, options=wanted.options
    )


def export(bridge: Bridge, works: Works, window: QWidget, what: Offered) -> Path | None:
    """Ask what is to be exported, write it, and tell; where to, or None."""
    project = bridge.project
    if project is None:
        return None
    dialog = ExportDialog(window, what)
    previews = Previews(dialog, project.path)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    wanted = dialog.chosen() if accepted else None
    previews.stop()
    dialog.deleteLater()
    if wanted is None:
        return None
    try:
        done = written(works, project.path, wanted)
    except Refusal as refusal:
        bridge.refused.emit(refusal)
        return None
    except Cancelled:
        return None
    report = ExportReport(window, done)
    report.exec()
    report.deleteLater()
    return done.path


def written(works: Works, project: Path, wanted: Wanted) -> Exported:
    """The export, made off the window's thread by a reader of its own.

    Raises `Cancelled`, after which nothing is left of it, and Refusals as `exporting.export`.
    """

    def write(work: Work[Exported]) -> Exported:
        def progress(told: object) -> None:
            done, total = cast("tuple[int, int]", told)
            work.tell(done, total, wanted.path.name)

        work.tell(0)
        large = is_large(project, LARGE_PROJECT)
        with Apart(work.go_on, wanted=large, patience=PATIENCE) as apart:
            told = apart.do(
                work_child.write,
                progress,
                project,
                wanted.format,
                wanted.path,
                wanted.view,
                wanted.selection,
                wanted.options,
            )
        return Exported(
            wanted.path,
            wanted.format,
            told.documents,
            told.annotations,
            told.relations,
            told.losses,
        )

    return works.carry_out(_say("导出"), write)


class Previews(QObject):
    """Makes previews for a dialog, one at a time: the last that was wanted is the one shown."""

    def __init__(self, dialog: ExportDialog, project: Path) -> None:
        super().__init__(dialog)
        self._dialog, self._project = dialog, project
        self._work: Work[Preview] | None = None
        self._next: Wanted | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._on_look)
        dialog.preview_wanted.connect(self._want)

    def stop(self) -> None:
        """Show none any more; one that is being made ends by itself and changes nothing."""
        self._look.stop()
        self._next = self._work = None

    def _want(self, wanted: Wanted) -> None:
        self._next = wanted
        if self._work is None:
            self._begin()

    def _begin(self) -> None:
        wanted, self._next = self._next, None
        if wanted is None:
            return
        project = self._project

        def make(_: Work[Preview]) -> Preview:
            from annotations import exporting, formats
            from annotations.project import open_project

            format = formats.named(wanted.format)
            with open_project(project, read_only=True) as opened:
                context = _context(opened, format, wanted)
                return exporting.preview(opened, format, context)

        self._work = Work(make)
        self._work.start()
        self._look.start()

    def _on_look(self) -> None:
        work = self._work
        if work is None or not work.is_done:
            return
        self._work = None
        self._look.stop()
        if self._next is not None:
            self._begin()
            return
        try:
            self._dialog.sample.show_preview(work.result())
        except Refusal as refusal:
            self._dialog.sample.say(wording.refusal(refusal))
