"""Many suggestions accepted at once: those that are sure enough, counted before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Suggestion
from annotations.tagset import TagSet
from gui import language, wording
from gui.panels.choice import Choice
from gui.panels.parts import Elided, answers, label
from gui.panels.pick import Pick
from gui.panels.tick import Tick
from gui.suggesting.groups import FAIRLY, HARDLY, SURE, by_label

LIMITS = (*range(50, 100, 5), 97, 99)  # per cent


class SureDialog(QDialog):
    """`wanted()` are the suggestions that are to be accepted."""

    def __init__(self, parent: QWidget, found: Sequence[Suggestion], tagset: TagSet) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("成批采纳"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found, self._tagset = tuple(found), tagset
        self._measure = tagset.measure.id
        self.levels: dict[float, Pick] = {}
        self._group = QButtonGroup(self)
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        names = {
            SURE: self.tr("很有把握的"),
            FAIRLY: self.tr("较有把握以上的"),
            HARDLY: self.tr("把握一般以上的"),
        }
        for row, (least, name) in enumerate(names.items()):
            button = Pick(self.tr("{}（≥ {}%）").format(name, round(100 * least)))
            self._add_level(least, button)
            grid.addWidget(button, row, 0)
        self.own = Pick(self.tr("把握不低于"))
        self.own.setAccessibleName(self.tr("自己定一个界限"))
        self._add_level(-1, self.own)
        self.percent = Choice(self.tr("把握不低于"))
        for percent in LIMITS:
            self.percent.addItem(f"{percent}%", percent)
        self.percent.setCurrentIndex(LIMITS.index(90))
        self.percent.setMinimumWidth(84)
        line = QHBoxLayout()
        line.addWidget(self.own)
        line.addWidget(self.percent)
        line.addStretch(1)
        grid.addLayout(line, len(names), 0)
        self._shown = {least: label("", "muted") for least in self.levels}
        for row, told in enumerate(self._shown.values()):
            grid.addWidget(told, row, 1, Qt.AlignmentFlag.AlignRight)
        self.measures = Tick(self.tr("也采纳合作措施"))
        self.many, self.kinds = label("", "strong"), Elided("muted")
        note = label(self.tr("算一步，可以撤销；别的建议不变。"), "hint", wrap=True)
        box, self.yes = answers(self, self.tr("采纳"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for part in (frame, self.measures, self.many, self.kinds, note, box):
            column.addWidget(part)
        self.measures.toggled.connect(self._count)
        self.percent.currentIndexChanged.connect(self._on_percent)
        self._group.buttonToggled.connect(lambda *_: self._count())
        self.levels[SURE].setChecked(True)
        self._count()
        self.setMinimumWidth(420)

    def _add_level(self, least: float, button: Pick) -> None:
        self.levels[least] = button
        self._group.addButton(button)

    def wanted(self) -> tuple[Suggestion, ...]:
        """Those that are to be accepted."""
        chosen = next((least for least, b in self.levels.items() if b.isChecked()), SURE)
        return self._from(chosen)

    def _from(self, least: float) -> tuple[Suggestion, ...]:
        least = self.percent.currentData() / 100 if least < 0 else least
        return tuple(
            one
            for one in self._found
            if one.confidence >= least and (self.measures.isChecked() or one.label != self._measure)
        )

    def _on_percent(self, _: int = 0) -> None:
        self.own.setChecked(True)
        self._count()

    def _count(self) -> None:
        """Say how many each level would accept, and what those of the chosen one are."""
        for least, told in self._shown.items():
            told.setText(self.tr("{} 处").format(language.number(len(self._from(least)))))
        wanted = self.wanted()
        groups = len({one.group for one in wanted})
        many = language.number(len(wanted)), language.number(groups)
        self.many.setText(self.tr("将采纳 {} 处，{} 组。").format(*many))
        parts = by_label(wanted, tuple(self._tagset.labels)).items()
        self.kinds.show_text(
            wording.listed(f"{self._name(id)} {language.number(count)}" for id, count in parts)
        )
        self.yes.setEnabled(bool(wanted))

    def _name(self, id: str) -> str:
        known = self._tagset.labels.get(id)
        return wording.plain(language.name(known.names) if known else id)
