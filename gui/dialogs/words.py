"""The word lists of suggestions: how a list that is shipped begins, and what the project adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import resources
from annotations.errors import Refusal
from gui import language, wording
from gui.guard import guarded
from gui.panels.parts import answers, label

FIRST = 40  # lines of a shipped list that are shown
Keep = Callable[[Mapping[str, list[str]]], "Refusal | None"]


class WordsDialog(QDialog):
    """`keep` is given the lists whose own lines were changed; what it refuses is told here."""

    def __init__(self, parent: QWidget, own: Mapping[str, tuple[str, ...]], keep: Keep) -> None:
        from annotations.suggest import lists

        super().__init__(parent)
        self.setWindowTitle(self.tr("建议用的词表"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own = {name: "\n".join(lines) for name, lines in own.items()}
        self._typed = dict(self._own)
        self._keep = keep
        self._shown = ""
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(self.tr("找一个词或词表"))
        self.wanted.setAccessibleName(self.tr("找一个词或词表"))
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("词表"))
        for name in sorted({*lists.names(), *own}):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.names.addItem(item)
        self.about = label("", "muted", wrap=True)
        self.shipped, self.lines = QPlainTextEdit(), QPlainTextEdit()
        self.shipped.setReadOnly(True)
        self.shipped.setAccessibleName(self.tr("自带的词"))
        self.lines.setAccessibleName(self.tr("本项目的行"))
        for edit in (self.shipped, self.lines):
            edit.setTabChangesFocus(False)
            edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        self.lines.setPlaceholderText(
            self.tr("一行一个词，后面的列用制表符隔开；“-词”去掉自带的词")
        )
        self.told = label("", "warning", wrap=True)
        self.told.hide()
        self._lay_out()
        self.names.currentItemChanged.connect(lambda *_: self._show())
        self.lines.textChanged.connect(self._on_typed)
        self.wanted.textChanged.connect(self._find)
        self.names.setCurrentRow(0)
        self._mark()
        self.resize(820, 560)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.wanted)
        left.addWidget(self.names, 1)
        self.count = label("", "heading")
        right.addWidget(self.about)
        right.addWidget(self.count)
        right.addWidget(self.shipped, 3)
        right.addWidget(label(self.tr("本项目的行"), "heading"))
        right.addWidget(self.lines, 2)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addLayout(left, 1)
        columns.addLayout(right, 2)
        box, _ = answers(self, self.tr("保存"), self.tr("取消"))
        whole = QVBoxLayout(self)
        whole.addLayout(columns, 1)
        whole.addWidget(self.told)
        whole.addWidget(box)

    # -- showing ------------------------------------------------------------------------

    def _show(self) -> None:
        item = self.names.currentItem()
        if item is None:
            return
        name: str = item.data(Qt.ItemDataRole.UserRole)
        self._shown = ""
        lines = _text(name).splitlines()
        self.about.setText(wording.plain(lines[0].lstrip("# ")) if lines else "")
        words = [line for line in lines if line.strip() and not line.startswith("#")]
        typed = self.wanted.text().strip()
        found = [line for line in words if typed and typed in line]
        shown = (found or words)[:FIRST]
        self.count.setText(
            self.tr("自带的词 {}，显示 {}").format(*map(language.number, (len(words), len(shown))))
        )
        self.shipped.setPlainText("\n".join(shown))
        self.lines.setPlainText(self._typed.get(name, ""))
        self._shown = name

    def _on_typed(self) -> None:
        if self._shown:
            self._typed[self._shown] = self.lines.toPlainText()
            self._mark()

    def _mark(self) -> None:
        """Say of each list how many lines of the project's own it has."""
        for row in range(self.names.count()):
            item = self.names.item(row)
            name: str = item.data(Qt.ItemDataRole.UserRole)
            many = sum(1 for line in self._typed.get(name, "").splitlines() if line.strip())
            item.setText(f"{name}  +{language.number(many)}" if many else name)

    def _find(self, typed: str) -> None:
        """Show the lists that are called so, or have such a word."""
        typed = typed.strip()
        first = None
        for row in range(self.names.count()):
            item = self.names.item(row)
            name: str = item.data(Qt.ItemDataRole.UserRole)
            fits = not typed or typed in name or typed in _text(name)
            item.setHidden(not fits)
            first = row if fits and first is None else first
        if first is not None and self.names.currentItem() and self.names.currentItem().isHidden():
            self.names.setCurrentRow(first)
        self._show()

    # -- keeping ------------------------------------------------------------------------

    def changed(self) -> dict[str, list[str]]:
        """The lists with other lines than before, each with all its own."""
        return {
            name: [line for line in text.splitlines() if line.strip()]
            for name, text in self._typed.items()
            if text.splitlines() != self._own.get(name, "").splitlines()
        }

    @guarded
    def accept(self) -> None:
        refused = self._keep(self.changed())
        if refused is None:
            super().accept()
            return
        self.told.setText(wording.refusal(refused))
        self.told.show()


def _text(name: str) -> str:
    """The file of a list; nothing where it is the project's own."""
    try:
        return resources.text(f"words/{name}.tsv")
    except FileNotFoundError:
        return ""
