"""Everything that has to do with files: projects, import, export, what is dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from annotations.errors import Refusal
from annotations.model import Emendation, Outcome, RuleCount
from gui import settings, wording
from gui.bridge import Bridge
from gui.doing import signing

if TYPE_CHECKING:
    from annotations.tagset import TagSet

SUFFIX = ".danqian"


class Files(QObject):
    """Asks for paths and hands them on. `bridge.refused` tells what could not be done.

    `review_wanted` when what was found in an import is to be gone through; `may_leave` asks
    about what is not saved before the project is left for another.
    """

    review_wanted = Signal()

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.may_leave: Callable[[], bool] = lambda: True

    # -- projects ---------------------------------------------------------------------

    def new(self) -> None:
        kind = self.tr("丹铅项目 (*.danqian)")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("新建项目"), str(self._folder()), kind
        )
        if path:
            made = Path(path) if path.endswith(SUFFIX) else Path(path + SUFFIX)
            signing.ask_once(self._window, self._bridge)  # the first step is signed, too
            tagset = None if made.exists() else self.choose_tagset()
            self.open_path(made, create=True, tagset=tagset)

    def open(self) -> None:
        kind = self.tr("丹铅项目 (*.danqian);;所有文件 (*)")
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("打开项目"), str(self._folder()), kind
        )
        if path:
            self.open_path(Path(path))

    def choose_tagset(self) -> TagSet | None:
        """Ask what a new project is to be tagged with; None: what all are, by default."""
        from gui.dialogs.tagset.choosing import ChooseDialog

        dialog = ChooseDialog(self._window, new=True)
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def open_path(self, path: Path, *, create: bool = False, tagset: TagSet | None = None) -> bool:
        """Open a project file and remember it as the last one."""
        if not self.may_leave() or not self._bridge.open(path, create=create, tagset=tagset):
            return False
        settings.remember_project(path)
        return True

    # -- import -----------------------------------------------------------------------

    def import_files(self) -> None:
        kinds = self.tr("文章与标注 (*.txt *.jsonl);;所有文件 (*)")
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("导入文件"), str(self._folder()), kinds
        )
        if paths:
            self.bring([Path(path) for path in paths])

    def import_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self._window, self.tr("导入文件夹"), str(self._folder())
        )
        if path:
            self.bring([Path(path)])

    def bring(self, paths: Sequence[Path]) -> tuple[Outcome, ...]:
        """Import, then tell what was refused and why, and what may want mending."""
        outcomes = self._bridge.bring(paths)
        if paths:
            self._remember(paths[0])
        refused = [outcome for outcome in outcomes if outcome.result == "refused"]
        found = self._proposed(outcomes)
        if len(refused) == 1:
            self._bridge.refused.emit(Refusal(refused[0].reason, **_values(refused[0])))
        if found or len(refused) > 1:
            self._report(outcomes, found)
        return outcomes

    def _proposed(self, outcomes: Iterable[Outcome]) -> dict[str, list[Emendation]]:
        """What the detectors proposed for the articles that are new, by article."""
        project = self._bridge.project
        found: dict[str, list[Emendation]] = {}
        if project is None:
            return found
        for outcome in outcomes:
            if outcome.result == "new" and outcome.article is not None:
                home = outcome.article
                proposed = [e for _, e in project.emendations_in(status="proposed", article=home)]
                if proposed:
                    found[home] = proposed
        return found

    def _report(
        self, outcomes: Sequence[Outcome], found: Mapping[str, Sequence[Emendation]]
    ) -> None:
        from gui.dialogs.imported import ImportReport

        report = ImportReport(self._window, outcomes, counts(found))
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        proved = {
            article: [e.id for e in emendations if wording.is_proved(e)]
            for article, emendations in found.items()
        }
        chosen = {article: ids for article, ids in proved.items() if ids}
        report.accept_wanted.connect(
            lambda: self._bridge.do(lambda project: project.judge_all(chosen, "accepted"))
        )
        report.review_wanted.connect(self.review_wanted)
        report.open()

    # -- dropped ----------------------------------------------------------------------

    def takes(self, data: QMimeData) -> bool:
        """Whether something dropped are files of this machine."""
        return data.hasUrls() and any(url.isLocalFile() for url in data.urls())

    def drop(self, data: QMimeData) -> None:
        """A single project is opened, anything else imported."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if len(paths) == 1 and paths[0].suffix == SUFFIX:
            self.open_path(paths[0])
        elif paths:
            self.bring(paths)

    # -- export -----------------------------------------------------------------------

    def export(self) -> None:
        project = self._bridge.project
        if project is None:
            return
        from gui.dialogs.exchange import ExportDialog

        dialog = ExportDialog(self._window, self._folder(), project.path.stem)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            name, path = dialog.chosen()
            if self.export_to(name, path):
                told = self.tr("已导出到 {}").format(wording.plain(str(path)))
                QMessageBox.information(self._window, self.tr("导出"), told)

    def export_to(self, name: str, path: Path) -> bool:
        """Write the whole project in a format; False when it was refused."""
        project = self._bridge.project
        if project is None:
            return False
        from annotations import exporting, formats

        format = formats.named(name)
        try:
            exporting.export(project, format, path, exporting.context(project, format))
        except Refusal as refusal:
            self._bridge.refused.emit(refusal)
            return False
        self._remember(path)
        return True

    # -- within -----------------------------------------------------------------------

    def _folder(self) -> Path:
        kept = settings.get("folder")
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def _remember(self, path: Path) -> None:
        settings.put("folder", str(path.absolute().parent))


def counts(found: Mapping[str, Iterable[Emendation]]) -> list[RuleCount]:
    """How many of these proposals each rule made, in the order of the review."""
    many: Counter[tuple[str, str]] = Counter()
    proved: Counter[tuple[str, str]] = Counter()
    for emendation in (e for emendations in found.values() for e in emendations):
        key = emendation.kind, emendation.rule
        many[key] += 1
        proved[key] += wording.is_proved(emendation)
    rules = [
        RuleCount(*key, proposed=number, accepted=0, rejected=0, proved=proved[key])
        for key, number in many.items()
    ]
    return sorted(rules, key=wording.rule_order)


def _values(outcome: Outcome) -> dict[str, str | int]:
    return {"file": outcome.file, "line": outcome.line or 0, **outcome.values}
