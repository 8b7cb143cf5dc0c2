"""Which tag set to work with: those that come with the program."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotations.tagset import TagSet, default, shipped
from gui import language, wording
from gui.panels.parts import label


class ChooseDialog(QDialog):
    """`chosen()` after it was accepted. `new`: for a project that is being made."""

    def __init__(self, parent: QWidget | None, *, new: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("选标签体系"))
        known = [one for one in shipped().values() if one.id != default().id]
        self.tagsets = (default(), *sorted(known, key=lambda one: -len(one.entities)))
        self.group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("用哪一套标签？"), "title"))
        for number, tagset in enumerate(self.tagsets):
            button = QRadioButton(wording.plain(language.name(tagset.names)).replace("&", "&&"))
            self.group.addButton(button, number)
            column.addWidget(button)
            about = label(self._about(tagset), "muted", wrap=True)
            about.setContentsMargins(24, 0, 0, 6)
            column.addWidget(about)
        self.group.buttons()[0].setChecked(True)
        told = self.tr("项目里存着自己的一份，以后可以在“文件 → 标签体系”里改。")
        column.addWidget(label(told, "muted", wrap=True))
        buttons = QDialogButtonBox()
        ok = buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        ok.setDefault(True)
        if not new:
            buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(4)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        self.group.buttons()[0].setFocus()

    def chosen(self) -> TagSet:
        return self.tagsets[max(0, self.group.checkedId())]

    def _about(self, tagset: TagSet) -> str:
        names = [language.name(label.names) for label in tagset.offered[:6]]
        parts = self.tr("、").join(names) + ("…" if len(tagset.offered) > len(names) else "")
        if tagset.types:
            measures = language.name(tagset.measure.names)
            many = self.tr("{} {} 类").format(measures, language.number(len(tagset.offered_types)))
            return wording.plain(wording.listed((parts, many)))
        return wording.plain(parts) or self.tr("没有标签，自己添加")
