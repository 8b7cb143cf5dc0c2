"""Choosing regions by name, pinyin, initials or code: what one name of the text stands for."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotations import regions
from annotations.model import Annotation, View
from annotations.tagset import AttributeRule, TagSet
from gui import wording
from gui.guard import guarded
from gui.panels.attributes import CODE
from gui.panels.parts import label
from gui.panels.slot_lines import chosen

SHOWN = 40  # regions of a search
_ROLE = Qt.ItemDataRole.UserRole


class RegionsDialog(QDialog):
    """`codes()` after it was accepted are those that were chosen, in the order they were.

    At first it shows what is chosen and what the name means; then what is typed finds.
    """

    def __init__(
        self,
        parent: QWidget | None,
        annotation: Annotation,
        hans: View,
        among: Collection[regions.Region] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("选区划"))
        name = wording.quote(hans, annotation.fragments)
        self._meant = regions.read(name, among)
        now = chosen(annotation, CODE)
        self._chosen = dict.fromkeys(now or [one.code for one in self._meant.sure])
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("名称、拼音、首字母或代码"))
        self.field.setAccessibleName(self.tr("查找区划"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("区划"))
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(1)
        self.list.setMinimumSize(QSize(420, 280))
        self.told = label("", "muted", wrap=True)
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("“{}”指哪些地方？").format(name), "heading", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._turn)
        self._fill()

    @staticmethod
    def rule(tagset: TagSet, label: str) -> AttributeRule | None:
        """The attribute of a label that holds codes of regions."""
        rules = tagset.attributes_of(label)
        return next((rule for rule in rules if rule.id == CODE and rule.kind == "text"), None)

    def codes(self) -> tuple[str, ...]:
        """The codes that are chosen."""
        return tuple(self._chosen)

    def _fill(self) -> None:
        typed = self.field.text()
        if typed.strip():
            codes = [one.code for one in regions.search(typed, SHOWN)]
        else:
            codes = list(dict.fromkeys([*self._chosen, *(one.code for one in self._meant.every)]))
        self.list.clear()
        for code in codes:
            item = QListWidgetItem()
            item.setData(_ROLE, code)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._tell()

    def _turn(self, item: QListWidgetItem) -> None:
        """Choose a region, or give it back."""
        code = str(item.data(_ROLE))
        if code in self._chosen:
            del self._chosen[code]
        else:
            self._chosen[code] = None
        self._tell()

    def _tell(self) -> None:
        """Say which are chosen, in the list and below it."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            code = str(item.data(_ROLE))
            known = regions.named(code)
            path = " ".join(one.name for one in regions.path(known)) if known else ""
            sign = "　✓" if code in self._chosen else ""
            item.setText(wording.plain(f"{code}　{path}{sign}"))
        names = [known.short if (known := regions.named(c)) else c for c in self._chosen]
        self.told.setText(self.tr("已选：{}").format(self.tr("、").join(names) if names else "—"))

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list is walked while one types; Return chooses there, or in an empty field ends."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            row = self.list.currentRow() + step
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        item = self.list.currentItem()
        if not self.field.text().strip():
            self.accept()
        elif item is not None:
            self._turn(item)
            self.field.clear()
        return True
