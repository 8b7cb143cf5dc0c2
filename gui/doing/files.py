"""Everything that has to do with files: projects, import, export, what is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from annotations.errors import Refusal
from annotations.model import Outcome
from gui import settings
from gui.bridge import Bridge
from gui.doing import signing
from gui.doing.work import Works

if TYPE_CHECKING:
    from annotations.store.listing import ArticleList
    from annotations.tagset import TagSet
    from gui.doing.importing import Brought

REPORT_MS = 30  # after which an import is reported: the article it brought is painted first
SUFFIX = ".danqian"


class Files(QObject):
    """Asks for paths and hands them on. `bridge.refused` tells what could not be done.

    `review_wanted` when what was found in an import is to be gone through; `may_leave` asks
    about what is not saved before the project is left for another.  `listed` is the list of
    articles where it is filtered, `shown` the article that is open.
    """

    review_wanted = Signal()
    article_wanted = Signal(str)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.may_leave: Callable[[], bool] = lambda: True
        self.listed: Callable[[], ArticleList | None] = lambda: None
        self.shown: Callable[[], str] = lambda: ""
        self.works = Works(window)

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
        kinds = ";;".join(self._kinds())
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("导入文件"), str(self._folder()), kinds
        )
        if paths:
            self.bring([Path(path) for path in paths])

    def _kinds(self) -> list[str]:
        """The kinds of files that come in, for the dialog of the system."""
        from annotations import formats, ingest
        from annotations.arriving import ARCHIVE, known_suffixes

        def kind(told: str, suffixes: Iterable[str]) -> str:
            return f"{told} ({' '.join('*' + suffix for suffix in sorted(set(suffixes)))})"

        readers = formats.readers().values()
        annotated = {suffix for reader in readers for suffix in reader.suffixes}
        return [
            kind(self.tr("文章与标注"), known_suffixes()),
            kind(self.tr("文章"), ingest.suffixes() | {ARCHIVE}),
            kind(self.tr("带标注的文件"), annotated | {ARCHIVE}),
            self.tr("所有文件 (*)"),
        ]

    def import_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self._window, self.tr("导入文件夹"), str(self._folder())
        )
        if path:
            self.bring([Path(path)])

    def bring(self, paths: Sequence[Path]) -> tuple[Outcome, ...]:
        """Import, then tell what was refused and why, and what may want mending."""
        if not paths:
            return ()
        from gui.doing.importing import bring

        self._remember(paths[0])
        brought = bring(self._bridge, self.works, self._window, paths)
        if brought is None:
            return ()
        outcomes = brought.outcomes
        refused = [outcome for outcome in outcomes if outcome.result == "refused"]
        misfits = any(outcome.misfits for outcome in outcomes)
        if len(refused) == 1 and not misfits:
            self._bridge.refused.emit(Refusal(refused[0].reason, **_values(refused[0])))
        if brought.found or len(refused) > 1 or misfits or brought.groups:
            self._report_soon(brought)
        return outcomes

    def _report_soon(self, brought: Brought) -> None:
        QTimer.singleShot(REPORT_MS, self, lambda: self._report(brought))

    def _report(self, brought: Brought) -> None:
        if self.works.is_busy:  # its progress has the keys
            self._report_soon(brought)
            return
        from gui.dialogs.imported import ImportReport

        report = ImportReport(
            self._window,
            brought.outcomes,
            brought.found,
            groups=brought.groups,
            titles=brought.titles,
        )
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = brought.proved
        report.accept_wanted.connect(
            lambda: self._bridge.do(lambda project: project.judge_all(chosen, "accepted"))
        )
        report.review_wanted.connect(self.review_wanted)
        report.article_wanted.connect(self.article_wanted)
        report.pair_wanted.connect(partial(self._show_pair, report))
        report.open()

    def _show_pair(self, over: QWidget, one: str, other: str) -> None:
        project = self._bridge.project
        if project is None:
            return
        from gui.dialogs.pair import PairDialog

        articles = [project.article(id) for id in (one, other)]
        pair = PairDialog(over, [(article.title, article.text) for article in articles])
        pair.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pair.open()

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
        from gui.doing.exporting import export, offered

        what = offered(project, self._folder())
        listed = self.listed()
        if listed is not None:
            what = replace(what, listed=lambda: listed.ids, listed_count=len(listed))
        row = self._bridge.row(self.shown())
        if row is not None:
            what = replace(what, shown=(row.id, row.title))
        path = export(self._bridge, self.works, self._window, what)
        if path is not None:
            self._remember(path)

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


def _values(outcome: Outcome) -> dict[str, str | int]:
    return {"file": outcome.file, "line": outcome.line or 0, **outcome.values}
