"""The two lines of buttons of the clean-up review: above all of it, and above one rule's places."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from annotations.model import RuleCount
from gui import language, look
from gui.panels.choice import Choice
from gui.panels.parts import label, segment, semibold, tool


class ReviewHead(QFrame):
    """This article or all, what to show, what was said last, and what concerns every rule."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reviewhead")
        self.scopes = {
            "article": segment(self.tr("本篇"), "first"),
            "corpus": segment(self.tr("全部文章"), "last"),
        }
        self.scopes["corpus"].setChecked(True)
        self._group = QButtonGroup(self)
        for button in self.scopes.values():
            self._group.addButton(button)
        self.filter = Choice(self.tr("显示哪些"))
        self.filter.addItem(self.tr("只看待定"), False)
        self.filter.addItem(self.tr("连已定的"), True)
        self.filter.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.note = label("", "muted")
        self.note.setMinimumWidth(20)
        self.check = _button(self.tr("重新检查"))
        self.check.setToolTip(self.tr("再用全部规则查一遍；裁定过的不会再提"))
        self.accept_proved = _button()
        self.accept_proved.setToolTip(self.tr("各条规则可证的一起采纳，算一步，可以撤销"))
        self.shut = tool(self.tr("关闭校勘面板（Esc）"), "close")
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        title = label(self.tr("校勘"))
        title.setFont(semibold(look.ui_font()))
        row.addWidget(title)
        scopes = QHBoxLayout()
        scopes.setSpacing(0)
        for button in self.scopes.values():
            scopes.addWidget(button)
        row.addSpacing(4)
        row.addLayout(scopes)
        row.addWidget(self.filter)
        row.addWidget(self.note, 1)
        for button in (self.check, self.accept_proved, self.shut):
            row.addWidget(button)

    def show_proved(self, many: int) -> None:
        """Offer to accept so many proved places."""
        told = (
            self.tr("采纳全部可证的 {} 处").format(language.number(many))
            if many
            else self.tr("可证的都已定")
        )
        self.accept_proved.setText(told)
        self.accept_proved.setEnabled(many > 0)


class RuleBar(QWidget):
    """How much of a rule is left to decide, and what can be done with all of it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.sum = label()
        self.sum.setFont(semibold(look.ui_font()))
        self.reopen, self.proved, self.accept = _button(), _button(), _button()
        self.reject = _button(self.tr("全部不采纳"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 2)
        row.setSpacing(6)
        row.addWidget(self.sum, 1)
        for button in (self.reopen, self.proved, self.accept, self.reject):
            row.addWidget(button)

    def show_count(self, count: RuleCount) -> None:
        """Show what is left of this rule."""
        left = self.tr("待定 {} / {}")
        self.sum.setText(
            left.format(language.number(count.proposed), language.number(total(count)))
        )
        self.proved.setText(self.tr("采纳可证的 {}").format(language.number(count.proved)))
        self.proved.setVisible(0 < count.proved < count.proposed)
        told = self.tr("全部采纳 {}").format(language.number(count.proposed))
        self.accept.setText(told if count.proposed else self.tr("全部采纳"))
        self.accept.setEnabled(count.proposed > 0)
        self.accept.setVisible(count.kind != "mojibake")  # each needs a reading of its own
        self.reject.setEnabled(count.proposed > 0)
        decided = count.accepted + count.rejected
        self.reopen.setText(self.tr("撤回已定的 {}").format(language.number(decided)))
        self.reopen.setVisible(decided > 0)


def total(count: RuleCount) -> int:
    """How many places a rule found, whatever became of them."""
    return count.proposed + count.accepted + count.rejected


def _button(text: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
