"""The palette: every tag with its key, and the types of a measure once its key was pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotations.tagset import Label, MeasureType, TagSet
from gui import language, look, wording
from gui.guard import guarded
from gui.look import Theme
from gui.panels.parts import label, semibold, sized

GAP = 3


class TagButton(QAbstractButton):
    """A bar in the tag's hue (one line: entity, two: measure), its key, its name; the `brief`
    one where there is no room for the whole."""

    def __init__(
        self, key: str, name: str, hue: int, form: str, tip: str, *, brief: str = ""
    ) -> None:
        super().__init__()
        self.key, self.hue, self.form = key, hue, form
        self._brief = brief or name
        self.theme = look.theme("light")
        self.dimmed = False
        self.typed = 0  # letters of the key that were pressed already
        self.setText(name)
        self.setAccessibleName(wording.listed((name, key.upper())))
        self.setToolTip(wording.tip(tip))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @guarded(default=QSize(120, 24))
    def sizeHint(self) -> QSize:
        return QSize(80, QFontMetrics(self.font()).height() + 5)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.dimmed:
            painter.setOpacity(0.3)
        theme = self.theme
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.accent if self.hasFocus() else theme.line, 1))
        painter.setBrush(theme.hover if self.underMouse() else theme.field)
        painter.drawRoundedRect(body, 5, 5)
        self._bar(painter, theme.hue(self.hue, "outlined" if self.form == "outlined" else "filled"))
        self._words(painter)
        painter.end()

    def _bar(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        height = self.height() - 8
        if self.form == "outlined":
            painter.drawRect(QRectF(4, 4, 1.5, height))
            painter.drawRect(QRectF(7, 4, 1.5, height))
        else:
            painter.drawRoundedRect(QRectF(4, 4, 4, height), 1.5, 1.5)

    def _words(self, painter: QPainter) -> None:
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        cap = semibold(self.font(), 11)
        metrics = QFontMetrics(cap)
        x = 14
        for number, letter in enumerate(self.key.upper()):
            painter.setFont(cap)
            painter.setPen(self.theme.accent if number < self.typed else self.theme.muted)
            painter.drawText(x, 0, 14, self.height(), int(centre), letter)
            x += metrics.horizontalAdvance(letter) + 1
        x = 30 if len(self.key) == 1 else 36
        painter.setFont(sized(self.font(), 13))
        painter.setPen(self.theme.ink)
        room = self.width() - x - 3
        text = self.fitting(QFontMetrics(painter.font()), room)
        painter.drawText(x, 0, room, self.height(), int(centre), text)

    def fitting(self, metrics: QFontMetrics, room: int) -> str:
        """The name, the brief one, or so much of that as fits into so many pixels."""
        for name in (self.text(), self._brief):
            if metrics.horizontalAdvance(name) <= room:
                return name
        return metrics.elidedText(self._brief, Qt.TextElideMode.ElideRight, room)


class TagsPanel(QWidget):
    """The entities, then the measure; while a chord is open, the measure's types instead.

    `label_wanted(str)`, `measure_wanted()`, `type_wanted(MeasureType)`, `left()`.
    """

    label_wanted = Signal(str)
    measure_wanted = Signal()
    type_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme = look.theme("light")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._normal = QWidget()
        self.chord = ChordPanel(self.type_wanted)
        self._column.addWidget(self._normal)
        self._column.addWidget(self.chord)
        self.chord.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_tagset(self, tagset: TagSet) -> None:
        """Show the tags of this set."""
        self._column.removeWidget(self._normal)
        self._normal.deleteLater()
        self._normal = QWidget()
        self._column.insertWidget(0, self._normal)
        column = QVBoxLayout(self._normal)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        if tagset.offered:
            column.addWidget(label(self.tr("实体　实底单线"), "heading"))
        elif not tagset.by_key:
            hint = self.tr("这个标签体系里还没有标签。在“文件 → 标签体系”里添加。")
            column.addWidget(label(hint, "hint", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(GAP)
        for number, entity in enumerate(tagset.offered):
            button = _button(entity.key, entity, entity.form)
            button.clicked.connect(partial(self.label_wanted.emit, entity.id))
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        if tagset.measure.id and not tagset.measure.retired:
            column.addSpacing(3)
            column.addWidget(label(self.tr("合作措施　描边双线"), "heading"))
            column.addWidget(self._measure(tagset.measure))
        self.chord.show_tagset(tagset)
        self.set_theme(self._theme)

    def _measure(self, measure: Label) -> TagButton:
        told, names = self.tr("{}　再按两个字母选类型"), measure.names
        name, brief = told.format(language.name(names)), told.format(language.brief(names))
        tip = definition(measure)
        button = TagButton(measure.key, name, measure.hue, "outlined", tip, brief=brief)
        button.clicked.connect(self.measure_wanted)
        return button

    def show_chord(self, typed: str | None) -> None:
        """Show the letters typed since the measure key; None: the palette again."""
        self._normal.setVisible(typed is None)
        self.chord.setVisible(typed is not None)
        if typed is not None:
            self.chord.show_typed(typed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self.findChildren(TagButton):
            button.theme = theme
            button.update()


class ChordPanel(QFrame):
    """The types of a measure in their groups; those that the typed letters exclude pale."""

    def __init__(self, wanted: object) -> None:
        super().__init__()
        self.setObjectName("chord")
        self._wanted = wanted
        self._buttons: list[tuple[MeasureType, TagButton]] = []
        self._key = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(9, 8, 9, 9)
        self._column.setSpacing(4)
        self._head = label("", "")
        self._head.setFont(semibold(look.ui_font()))
        self._hint = label("", "hint", wrap=True)
        self._body = QWidget()
        for widget in (self._head, self._hint, self._body):
            self._column.addWidget(widget)

    def show_tagset(self, tagset: TagSet) -> None:
        self._column.removeWidget(self._body)
        self._body.deleteLater()
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._buttons = []
        self._key = tagset.measure.key.upper()
        self._title = language.name(tagset.measure.names)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(5)
        grid.setVerticalSpacing(2)
        line = 0
        for group in tagset.groups:
            line = self._add_group(grid, line, language.name(group.names), tagset, group.id)

    def _add_group(
        self, grid: QGridLayout, line: int, name: str, tagset: TagSet, group: str
    ) -> int:
        types = [t for t in tagset.offered_types if t.group == group]
        if not types:
            return line
        grid.addWidget(label(name, "heading"), line, 0, 1, 2)
        line += 1
        for number, type in enumerate(types):
            button = _button(type.code, type, "outlined")
            button.clicked.connect(partial(self._wanted.emit, type))  # type: ignore[attr-defined]
            self._buttons.append((type, button))
            grid.addWidget(button, line + number // 2, number % 2)
        return line + (len(types) + 1) // 2

    def show_typed(self, typed: str) -> None:
        left = 0
        for type, button in self._buttons:
            fits = type.code.startswith(typed)
            left += fits
            button.dimmed = not fits
            button.typed = len(typed) if fits else 0
            button.update()
        keys = " ".join((self._key, *typed.upper(), "_" if typed else "_ _"))
        self._head.setText(f"{self._title}　{keys}")
        self._hint.setText(self.tr("{} 类可选 · 退格改 · Esc 取消").format(language.number(left)))

    def fitting(self) -> list[str]:
        """The codes that the typed letters still allow."""
        return [type.code for type, button in self._buttons if not button.dimmed]


def _button(key: str, tag: Label | MeasureType, form: str) -> TagButton:
    name, brief = language.name(tag.names), language.brief(tag.names)
    return TagButton(key, name, tag.hue, form, definition(tag), brief=brief)


def definition(tag: Label | MeasureType) -> str:
    """What a tag is for, with its example and what it is not."""
    lines = [language.name(tag.names)]
    for head, text in (
        ("", tag.definition),
        (_say("例："), tag.example),
        (_say("不是："), tag.counter_example),
    ):
        if text:
            lines.append(head + text)
    return "\n".join(lines)


def _say(text: str) -> str:
    return QCoreApplication.translate("tags", text)
