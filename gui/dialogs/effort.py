"""How many keys, clicks and drags annotating took: here and in the whole session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from gui import language
from gui.effort import Effort
from gui.panels.parts import label

REFRESH_MS = 500  # while it is open


class EffortDialog(QDialog):
    """`anew_wanted()`: count from nothing."""

    anew_wanted = Signal()

    def __init__(
        self, parent: QWidget, efforts: Callable[[], tuple[Effort, Effort]], with_article: bool
    ) -> None:
        """`efforts` gives those of the article that is open, and all of them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("操作统计"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._efforts = efforts
        names = (
            self.tr("按键"),
            self.tr("单击"),
            self.tr("拖选"),
            self.tr("操作合计"),
            self.tr("新标注"),
            self.tr("其中合作措施"),
            self.tr("每处标注的操作"),
            self.tr("逐处拖选再按键要"),
            self.tr("少用"),
        )
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        heads = (self.tr("本文"), self.tr("这次打开以来"))
        shown = heads if with_article else heads[1:]
        for column, head in enumerate(shown, 1):
            grid.addWidget(label(head, "heading"), 0, column, Qt.AlignmentFlag.AlignRight)
        self._values = [
            [label("", "strong" if row in STRONG else "") for row in range(len(names))]
            for _ in shown
        ]
        for row, name in enumerate(names):
            grid.addWidget(label(name, "" if row in STRONG else "muted"), row + 1, 0)
            for column, values in enumerate(self._values, 1):
                grid.addWidget(values[row], row + 1, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        told = label(
            self.tr(
                "一次操作是按一次键、单击一次或拖选一次；按住不放算一次，双击算两次，"
                "单按 Shift、Ctrl、Alt 不算。“逐处拖选再按键”按实体两次、措施五次算。"
                "只记次数，不记内容。"
            ),
            "hint",
            wrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        anew = buttons.addButton(self.tr("从零重计"), QDialogButtonBox.ButtonRole.ResetRole)
        anew.clicked.connect(self._on_anew)
        buttons.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setSpacing(12)
        for widget in (frame, told, buttons):
            column_.addWidget(widget)
        self.setMinimumWidth(440)
        timer = QTimer(self)
        timer.setInterval(REFRESH_MS)
        timer.timeout.connect(self.refresh)
        timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        for values, effort in zip(self._values[::-1], self._efforts()[::-1], strict=False):
            for cell, text in zip(values, _told(effort), strict=True):
                cell.setText(text)

    def _on_anew(self) -> None:
        self.anew_wanted.emit()
        self.refresh()


STRONG = (3, 6, 8)  # the rows that say most


def _told(effort: Effort) -> tuple[str, ...]:
    counts = (effort.keys, effort.clicks, effort.drags, effort.actions)
    made = (effort.marks, effort.measures)
    each = "—" if effort.each is None else language.decimal(effort.each)
    saved = "—" if effort.saved is None else f"{language.decimal(effort.saved * 100, 0)} %"
    whole = tuple(map(language.number, (*counts, *made)))
    return (*whole, each, language.number(effort.by_hand), saved)
