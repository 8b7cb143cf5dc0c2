"""What is exported, in which format, and where to; with a preview of what that would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations import formats
from annotations.errors import Refusal
from annotations.formats import Format, Selection
from annotations.model import VIEW_NAMES, ViewName
from gui import wording
from gui.dialogs.export import naming, replacing
from gui.dialogs.export.chips import Chips
from gui.dialogs.export.sample import Sample
from gui.guard import guarded
from gui.panels.choice import Choice
from gui.panels.parts import answers, label

PAUSE = 250  # milliseconds before a preview is made of what was changed
_NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export that a person asks for."""

    format: str
    path: Path
    view: ViewName
    selection: Selection
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from: a project's name, its labels by id, and its annotators.

    `listed` are the articles of the filtered list, None where nothing is filtered; `shown` is
    the open one with its title; `project` is the file that no export may take the place of.
    """

    folder: Path
    stem: str
    labels: Mapping[str, str]
    annotators: Sequence[str] = ()
    listed: Callable[[], tuple[str, ...]] | None = None
    listed_count: int = 0
    shown: tuple[str, str] | None = None
    project: Path | None = None


class ExportDialog(QDialog):
    """`chosen()` after it was accepted; `preview_wanted(Wanted)` a while after a change."""

    preview_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, offered: Offered) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._offered = offered
        self._format = ""
        self._items: dict[str, QTreeWidgetItem] = {}
        self._own_path = ""  # what was suggested; anything else was typed
        self._agreed_path = ""  # what a file dialog gave, which asks by itself
        self._listed: tuple[str, ...] | None = None
        self._options: dict[str, Choice] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask_for_preview)
        self._make_formats()
        self._make_form()
        self.sample = Sample()
        self.sample.setMinimumHeight(120)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.about)
        right.addLayout(self._form)
        right.addWidget(self.sample, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        buttons, self.ok = answers(self, self.tr("导出"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(middle, 1)
        column.addWidget(buttons)
        self.resize(880, 620)
        self.choose("jsonl")
        self.list.setFocus()

    # -- what is chosen ---------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Have a format chosen by its name."""
        self.list.setCurrentItem(self._items[name])

    def format(self) -> Format:
        return formats.named(self._format)

    def chosen(self) -> Wanted:
        """All of it. A path without a folder is in the folder that was offered."""
        author = self.author.currentData()
        selection = Selection(
            articles=self._articles(),
            labels=self.labels.chosen(),
            authors=frozenset() if author is None else frozenset({author}),
        )
        options = {name: choice.currentData() for name, choice in self._options.items()}
        return Wanted(
            self.format().name,
            self._place(),
            self.view.currentData(),
            selection,
            options,
        )

    def _place(self) -> Path:
        path = Path(self.path.text().strip())
        with suppress(RuntimeError):  # ~name of nobody is the name of a file
            path = path.expanduser()
        return self._offered.folder / path

    @guarded
    def accept(self) -> None:
        """Close, unless something is in its place that is to stay."""
        format = self.format()
        asked = format.kind == "file" and self.path.text() == self._agreed_path
        if asked or replacing.agreed(self, self._place(), format, self._offered.project):
            super().accept()
        else:
            self.path.setFocus()
            self.path.selectAll()

    def _ask_for_preview(self) -> None:
        if not self.format().lacking:
            self.preview_wanted.emit(self.chosen())

    def _articles(self) -> tuple[str, ...]:
        which = self.articles.currentData()
        if which == "shown" and self._offered.shown is not None:
            return (self._offered.shown[0],)
        if which == "listed" and self._offered.listed is not None:
            if self._listed is None:
                self._listed = self._offered.listed()
            return self._listed
        return ()

    # -- the parts --------------------------------------------------------------------------

    def _make_formats(self) -> None:
        self.list = QTreeWidget()
        self.list.setObjectName("grouped")
        self.list.setHeaderHidden(True)
        self.list.setIndentation(10)
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setAccessibleName(self.tr("格式"))
        self.list.setFixedWidth(208)
        for head, found in naming.groups():
            group = QTreeWidgetItem([head])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setForeground(0, self.palette().placeholderText())
            self.list.addTopLevelItem(group)
            for format in found:
                item = QTreeWidgetItem([naming.name(format)])
                item.setData(0, _NAME, format.name)
                item.setToolTip(0, wording.tip(naming.about(format)))
                if format.lacking:
                    item.setForeground(0, self.palette().placeholderText())
                group.addChild(item)
                self._items[format.name] = item
        self.list.expandAll()
        self.list.currentItemChanged.connect(lambda *_: self._on_format())
        self.about = label("", "", wrap=True)
        self.about.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _make_form(self) -> None:
        self.view = Choice(self.tr("文本"))
        for name in VIEW_NAMES:
            self.view.addItem(wording.word(wording.VIEWS, name), name)
        self.articles = Choice(self.tr("文章"))
        self.articles.addItem(self.tr("全部文章"), "all")
        if self._offered.listed is not None:
            many = wording.headed(self.tr("列表里筛选出的"), str(self._offered.listed_count))
            self.articles.addItem(many, "listed")
        if self._offered.shown is not None:
            title = wording.plain(self._offered.shown[1])
            self.articles.addItem(wording.headed(self.tr("打开的这篇"), title), "shown")
        self.author = Choice(self.tr("标注者"))
        self.author.addItem(self.tr("所有人"), None)
        for name in self._offered.annotators:
            self.author.addItem(wording.plain(name) or self.tr("未署名"), name)
        self.labels = Chips(self._offered.labels)
        area = QScrollArea()
        area.setObjectName("reportarea")
        area.setWidget(self.labels)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(76)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the labels in it take keys
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("导出到"))
        browse = QPushButton(self.tr("选择…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        where = _row(self.path, browse)
        which = _row(self.view, self.author)
        self._own = QHBoxLayout()
        self._own.setSpacing(8)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(label(self.tr("文本与标注者")), which)
        self._form.addRow(label(self.tr("文章")), self.articles)
        self._form.addRow(label(self.tr("只要标签")), area)
        self._form.addRow(label(self.tr("选项")), self._own)
        self._form.addRow(label(self.tr("导出到")), where)
        for choice in (self.view, self.articles, self.author):
            choice.currentIndexChanged.connect(lambda _: self._pause.start())
        self.labels.changed.connect(self._pause.start)

    # -- the format ---------------------------------------------------------------------------

    def _on_format(self) -> None:
        item = self.list.currentItem()
        if item is None or item.data(0, _NAME) is None:
            return
        self._format = item.data(0, _NAME)
        format = self.format()
        told = naming.about(format)
        if format.lacking:
            told = wording.refusal(_lacking(format))
        self.about.setText(told)
        self.about.setProperty("role", "fault" if format.lacking else "")
        self.about.style().polish(self.about)
        self.ok.setEnabled(not format.lacking)
        self._fill_options(format)
        self._suggest(format)
        if format.lacking:
            self.sample.say(self.tr("装好以后才能预览"))
        else:
            self._pause.start()

    def _fill_options(self, format: Format) -> None:
        while (item := self._own.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self._options = {}
        for option in format.options:
            if not option.choices:
                continue
            choice = self._options[option.name] = Choice(naming.option(option))
            for value in option.choices:
                choice.addItem(naming.choice(value), value)
            choice.currentIndexChanged.connect(lambda _: self._pause.start())
            self._own.addWidget(label(naming.option(option), "muted"))
            self._own.addWidget(choice, 1)
        self._form.setRowVisible(self._own, bool(self._options))

    def _suggest(self, format: Format) -> None:
        if self.path.text() != self._own_path:
            return  # somebody chose it: only the ending would be another
        suffix = format.suffix if format.kind == "file" else "-" + format.name
        self._own_path = str(self._offered.folder / f"{self._offered.stem}{suffix}")
        self.path.setText(self._own_path)

    def _browse(self) -> None:
        path = self._place()
        if self.format().kind == "folder":
            found = QFileDialog.getExistingDirectory(self, self.tr("导出到"), str(path.parent))
            found = str(Path(found) / path.name) if found else ""
        else:
            found, _ = QFileDialog.getSaveFileName(self, self.tr("导出到"), str(path))
            self._agreed_path = found
        if found:
            self.path.setText(found)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    return row


def _lacking(format: Format) -> Refusal:
    """Why it cannot be written here."""
    try:
        format.require()
    except Refusal as refusal:
        return refusal
    raise AssertionError(format.name)
