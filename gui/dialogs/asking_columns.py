"""Which columns of a table are what, with its first rows to see it by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations.ingest.columns import FIELDS, Columns, Field
from annotations.questions import Tabled
from gui import wording
from gui.panels.choice import Choice
from gui.panels.parts import label

_ACROSS = 2  # fields beside each other
_SHOWN = 60  # characters of a cell


def named(field: Field) -> str:
    """What a column may be, in the language of the interface."""
    texts = {
        "text": QCoreApplication.translate("columns", "正文"),
        "title": QCoreApplication.translate("columns", "标题"),
        "date": QCoreApplication.translate("columns", "日期"),
        "outlet": QCoreApplication.translate("columns", "来源"),
        "author": QCoreApplication.translate("columns", "作者"),
        "url": QCoreApplication.translate("columns", "网址"),
        "id": QCoreApplication.translate("columns", "编号"),
    }
    return texts[field]


class ColumnsPage(QWidget):
    """One table after another, with a choice of the table where there are several."""

    def __init__(self, asked: Sequence[Tabled]) -> None:
        super().__init__()
        self._asked = asked
        self._told = [_begun(one) for one in asked]
        self.files = Choice(self.tr("表格"))
        for one in asked:
            sheet = f" · {one.preview.sheet}" if one.preview.sheet else ""
            self.files.addItem(wording.plain(one.path.name + sheet))
        self.files.setVisible(len(asked) > 1)
        self.fields: dict[Field, Choice] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        fields: tuple[Field, ...] = ("text", *(one for one in FIELDS if one != "text"))
        for number, field in enumerate(fields):
            choice = self.fields[field] = Choice(named(field))
            choice.currentIndexChanged.connect(self._choose)
            row, across = divmod(number, _ACROSS)
            grid.addWidget(label(named(field)), row, 2 * across)
            grid.addWidget(choice, row, 2 * across + 1)
            grid.setColumnStretch(2 * across + 1, 1)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("表格的头几行"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        told = self.tr("一行是一篇文章。哪一列是正文？其余各列留在文章资料里；同样的表头下次照旧。")
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self.files)
        column.addLayout(grid)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.files if len(asked) > 1 else self.fields["text"])
        self.files.currentIndexChanged.connect(self._show)
        self._show()

    def chosen(self) -> dict[Path, Columns]:
        """The columns by file, where a file is asked about by one table only."""
        paths = [one.path for one in self._asked]
        pairs = zip(paths, self._told, strict=True)
        return {path: told for path, told in pairs if paths.count(path) == 1}

    def told(self) -> Iterator[tuple[tuple[str, ...], Columns]]:
        """Every header with its columns."""
        for one, told in zip(self._asked, self._told, strict=True):
            yield one.preview.header, told

    def _show(self) -> None:
        number = max(0, self.files.currentIndex())
        preview, told = self._asked[number].preview, self._told[number]
        for field, choice in self.fields.items():
            choice.blockSignals(True)
            choice.clear()
            if field != "text":
                choice.addItem("–", "")
            for name in preview.header:
                choice.addItem(wording.plain(name), name)
            choice.setCurrentIndex(max(0, choice.findData(getattr(told, field) or "")))
            choice.blockSignals(False)
        self.table.setColumnCount(len(preview.header))
        self.table.setRowCount(len(preview.rows))
        self.table.setHorizontalHeaderLabels([wording.plain(name) for name in preview.header])
        for row, cells in enumerate(preview.rows):
            for place, name in enumerate(preview.header):
                text = wording.seen(cells.get(name, "")[:_SHOWN])
                self.table.setItem(row, place, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        for place in range(len(preview.header)):
            self.table.setColumnWidth(place, min(self.table.columnWidth(place), 260))

    def _choose(self) -> None:
        chosen = {field: choice.currentData() for field, choice in self.fields.items()}
        text = chosen.pop("text")
        named = {field: column or None for field, column in chosen.items()}
        self._told[max(0, self.files.currentIndex())] = Columns(text, **named)


def _begun(one: Tabled) -> Columns:
    """What is guessed, else the first column for the text."""
    return one.preview.columns or Columns(one.preview.header[0] if one.preview.header else "")
