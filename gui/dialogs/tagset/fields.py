"""Which fields each kind of entry has, and the small editors for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from annotations.tagset.editing import Table
from gui import wording
from gui.guard import guarded
from gui.look import Theme

Kind = Literal[
    "id", "line", "text", "key", "code", "hue", "form", "group", "on", "kind", "use", "tick", "ends"
]
LETTER = re.compile("[A-Za-z]?")
SWATCH = 22


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry: its name in the file, what it is called, and how it is edited."""

    name: str
    text: str
    kind: Kind = "line"

    @property
    def label(self) -> str:
        return QCoreApplication.translate("tagset", self.text)


_NAMES = (
    Field("hans", str(QT_TRANSLATE_NOOP("tagset", "简体名称"))),
    Field("hant", str(QT_TRANSLATE_NOOP("tagset", "繁体名称"))),
    Field("en", str(QT_TRANSLATE_NOOP("tagset", "英文名称"))),
)
_SHORT = Field("en_short", str(QT_TRANSLATE_NOOP("tagset", "英文简称")))
_ID = Field("id", str(QT_TRANSLATE_NOOP("tagset", "代号")), "id")
_KEY = Field("key", str(QT_TRANSLATE_NOOP("tagset", "键")), "key")
_HUE = Field("hue", str(QT_TRANSLATE_NOOP("tagset", "颜色")), "hue")
_FORM = Field("form", str(QT_TRANSLATE_NOOP("tagset", "样式")), "form")
_ABOUT = (
    Field("definition", str(QT_TRANSLATE_NOOP("tagset", "定义")), "text"),
    Field("example", str(QT_TRANSLATE_NOOP("tagset", "例子")), "text"),
    Field("counter_example", str(QT_TRANSLATE_NOOP("tagset", "反例")), "text"),
)

FIELDS: Mapping[Table, tuple[Field, ...]] = {
    "tagset": (
        Field("name_hans", str(QT_TRANSLATE_NOOP("tagset", "简体名称"))),
        Field("name_hant", str(QT_TRANSLATE_NOOP("tagset", "繁体名称"))),
        Field("name_en", str(QT_TRANSLATE_NOOP("tagset", "英文名称"))),
        Field("id", str(QT_TRANSLATE_NOOP("tagset", "代号"))),
    ),
    "entity": (
        *(*_NAMES, _SHORT, _ID, _KEY, _HUE, _FORM, *_ABOUT),
        Field("slot_only", str(QT_TRANSLATE_NOOP("tagset", "只用来填槽位，不计入统计")), "tick"),
    ),
    "measure_layer": (*_NAMES, _ID, _KEY, _HUE),
    "measure_group": (*_NAMES, _ID, _HUE),
    "measure_type": (
        *(*_NAMES, _SHORT, _ID),
        Field("code", str(QT_TRANSLATE_NOOP("tagset", "两字键")), "code"),
        Field("group", str(QT_TRANSLATE_NOOP("tagset", "分组")), "group"),
        *_ABOUT,
    ),
    "attribute": (
        *(*_NAMES, _ID),
        Field("on", str(QT_TRANSLATE_NOOP("tagset", "用于")), "on"),
        Field("type", str(QT_TRANSLATE_NOOP("tagset", "填法")), "kind"),
        Field("use", str(QT_TRANSLATE_NOOP("tagset", "要求")), "use"),
        Field("many", str(QT_TRANSLATE_NOOP("tagset", "可以有几个值")), "tick"),
        Field("default", str(QT_TRANSLATE_NOOP("tagset", "沿用上一次的值")), "tick"),
    ),
    "value": (*_NAMES, _ID, Field("note", str(QT_TRANSLATE_NOOP("tagset", "说明")), "text")),
    "relation": (
        *(*_NAMES, _ID),
        Field("from", str(QT_TRANSLATE_NOOP("tagset", "起于")), "ends"),
        Field("to", str(QT_TRANSLATE_NOOP("tagset", "至")), "ends"),
    ),
}
KINDS: Mapping[Table, str] = {
    "tagset": str(QT_TRANSLATE_NOOP("tagset", "标签体系")),
    "entity": str(QT_TRANSLATE_NOOP("tagset", "实体标签")),
    "measure_layer": str(QT_TRANSLATE_NOOP("tagset", "措施层")),
    "measure_group": str(QT_TRANSLATE_NOOP("tagset", "措施分组")),
    "measure_type": str(QT_TRANSLATE_NOOP("tagset", "措施类型")),
    "attribute": str(QT_TRANSLATE_NOOP("tagset", "属性")),
    "value": str(QT_TRANSLATE_NOOP("tagset", "属性的取值")),
    "relation": str(QT_TRANSLATE_NOOP("tagset", "关系")),
}
CHOICES: Mapping[Kind, Sequence[tuple[str, str]]] = {
    "form": (
        ("filled", str(QT_TRANSLATE_NOOP("tagset", "实底单线"))),
        ("outlined", str(QT_TRANSLATE_NOOP("tagset", "描边双线"))),
    ),
    "kind": (
        ("choice", str(QT_TRANSLATE_NOOP("tagset", "从取值里选"))),
        ("text", str(QT_TRANSLATE_NOOP("tagset", "自己输入"))),
        ("measure_type", str(QT_TRANSLATE_NOOP("tagset", "措施类型"))),
    ),
    "use": (
        ("optional", str(QT_TRANSLATE_NOOP("tagset", "可以不填"))),
        ("required", str(QT_TRANSLATE_NOOP("tagset", "必须填"))),
    ),
}


def kind_name(table: Table) -> str:
    """What a kind of entry is called."""
    return QCoreApplication.translate("tagset", KINDS[table])


class Hues(QWidget):
    """Eight swatches, one of which is chosen. `picked(int)` gives 1 to 8."""

    picked = Signal(int)

    def __init__(self, name: str, theme: Theme, form: str) -> None:
        super().__init__()
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number in range(1, 9):
            colour = theme.hue(number, "outlined" if form == "outlined" else "filled")
            button = _Swatch(colour, theme)
            button.setAccessibleName(wording.listed((name, str(number))))
            self._buttons.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._buttons.idClicked.connect(self.picked)

    def show_hue(self, number: int) -> None:
        button = self._buttons.button(number)
        if button is not None:
            button.setChecked(True)


class _Swatch(QAbstractButton):
    def __init__(self, colour: QColor, theme: Theme) -> None:
        super().__init__()
        self._colour, self._theme = colour, theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(SWATCH, SWATCH)

    @guarded(default=QSize(SWATCH, SWATCH))
    def sizeHint(self) -> QSize:
        return QSize(SWATCH, SWATCH)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hasFocus():
            ring = self._theme.ink if self.isChecked() else self._theme.accent
            painter.setPen(QPen(ring, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 3, 3)
        painter.end()
