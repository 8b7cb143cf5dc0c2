"""How an export would begin: its first lines, or of what is no text its first spans."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations.exporting import Preview
from gui import language, wording
from gui.panels.parts import label

_FILES = 6  # names that are listed


class Sample(QWidget):
    """Says why where there is nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self.head = label(self.tr("预览"), "heading")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.text.setAccessibleName(self.tr("导出内容的开头"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("最前面的标注"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setVisible(False)
        self.table.setColumnCount(4)
        heads = (self.tr("标签"), self.tr("起"), self.tr("止"), self.tr("文字"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.none = label("", "empty", wrap=True)
        self.stack = QStackedWidget()
        for page in (self.text, self.table, self.none):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)

    def say(self, why: str) -> None:
        """Show a sentence in place of a preview."""
        self.head.setText(self.tr("预览"))
        self.none.setText(why)
        self.stack.setCurrentWidget(self.none)

    def show_preview(self, preview: Preview) -> None:
        names = "  ".join(preview.files[:_FILES]) + (" …" if len(preview.files) > _FILES else "")
        self.head.setText(wording.listed((self.tr("预览"), wording.plain(names))))
        if preview.rows:
            self._fill(preview)
        elif preview.text:
            self.text.setPlainText(preview.text)
            self.stack.setCurrentWidget(self.text)
        else:
            self.say(self.tr("没有可以预览的文章"))

    def _fill(self, preview: Preview) -> None:
        self.table.setRowCount(len(preview.rows))
        for row, (name, start, end, text) in enumerate(preview.rows):
            cells = (name, language.number(start), language.number(end), wording.seen(text))
            for place, cell in enumerate(cells):
                self.table.setItem(row, place, QTableWidgetItem(cell))
        self.table.resizeColumnsToContents()
        self.stack.setCurrentWidget(self.table)
