"""The attributes of one mark with a key for each value: a row of values, a row of the keyboard.

The first attribute that offers values has the digits, the second the row of q, then those of a
and z.  What is written has the first key of its row, which opens the line; the key of measures
opens the list of types.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Annotation, AttributeValue
from annotations.tagset import AttributeRule, TagSet
from gui import language, wording
from gui.guard import guarded
from gui.panels.attributes import SEPARATORS, as_text
from gui.panels.floating import Floating
from gui.panels.parts import label, tool

__all__ = ["KeyStrip", "keys_of"]

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")  # of the keyboard
LINE = 220  # pixels of what is written
Given = dict[str, AttributeValue]


def keys_of(rules: tuple[AttributeRule, ...], taken: str = "") -> dict[str, str]:
    """The keys of the rows of these attributes, those that offer values first; `taken` are not
    for them.  A row that the keyboard has none for has "" and is walked to by Tab."""
    ordered = sorted(rules, key=lambda rule: rule.kind != "choice")
    rows = iter(["".join(key for key in row if key not in taken) for row in ROWS])
    return {rule.id: next(rows, "") for rule in ordered}


class KeyStrip(Floating):
    """`changed(dict)` gives all attributes as they are to be; `type_wanted()` another type."""

    changed = Signal(object)
    type_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "keystrip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.annotation = ""
        self._values: Given = {}
        self._keys: dict[str, tuple[AttributeRule, str]] = {}  # a key → what it sets
        self._lines: dict[str, QLineEdit] = {}  # a key → the line it opens
        self._type_key = ""
        self._buttons: list[tuple[AttributeRule, str, QToolButton]] = []
        self.head = label("", "heading")
        self.hint = label(self.tr("按键设值，再按一次去掉；Esc 回到正文"), "hint")
        self._rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        for widget in (self.head, self._rows, self.hint):
            column.addWidget(widget)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def show_annotation(self, annotation: Annotation, tagset: TagSet, name: str) -> None:
        """Show the attributes of this mark, called `name`; rows are made for another one."""
        self._values = dict(annotation.attributes)
        if annotation.id != self.annotation or not self.isVisible():
            self.annotation = annotation.id
            self.head.setText(name)
            self.setAccessibleName(name)
            self._build(tagset, annotation.label)
        for rule, value, button in self._buttons:
            button.setChecked(value in self._of(rule.id))
        for line in self._lines.values():
            if not line.isModified():
                line.setText(as_text(self._values.get(line.objectName(), "")))

    @property
    def is_empty(self) -> bool:
        """Whether the label has no attributes."""
        return not (self._buttons or self._lines or self._type_key)

    # -- building -----------------------------------------------------------------------

    def _build(self, tagset: TagSet, name: str) -> None:
        rules = tuple(r for r in tagset.attributes_of(name) if r.kind != "measure_type")
        typed = name == tagset.measure.id and bool(tagset.offered_types)
        self._type_key = tagset.measure.key if typed else ""
        self._keys, self._lines, self._buttons = {}, {}, []
        layout = self.layout()
        assert layout is not None
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for number, (id, keys) in enumerate(keys_of(rules, self._type_key).items()):
            rule = next(one for one in rules if one.id == id)
            grid.addWidget(label(wording.plain(language.name(rule.names)), "muted"), number, 0)
            made = self._values_row(rule, keys) if rule.kind == "choice" else self._line(rule, keys)
            grid.addWidget(made, number, 1)
        if typed:
            told = label(wording.plain(language.name(tagset.measure.names)), "muted")
            grid.addWidget(told, grid.rowCount(), 0)
            button = self._button(self._type_key, self.tr("换一个类型…"))
            button.clicked.connect(self.type_wanted)
            grid.addWidget(button, grid.rowCount() - 1, 1, Qt.AlignmentFlag.AlignLeft)
        layout.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.show()
        self.setFixedWidth(max(layout.totalSizeHint().width(), 240))

    def _values_row(self, rule: AttributeRule, keys: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        offered = (v for v in rule.values if not v.retired or v.id in self._of(rule.id))
        for value, key in zip(offered, _padded(keys), strict=False):
            button = self._button(key, wording.plain(language.name(value.names)))
            button.setCheckable(True)
            button.setToolTip(wording.tip(value.note) if value.note else "")
            button.clicked.connect(partial(self._set, rule, value.id))
            self._buttons.append((rule, value.id, button))
            if key:
                self._keys[key] = rule, value.id
            line.addWidget(button)
        line.addStretch(1)
        return made

    def _button(self, key: str, name: str) -> QToolButton:
        button = tool(name, text=f"{key.upper()}  {name}" if key else name, flat=False)
        button.setProperty("sieve", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _line(self, rule: AttributeRule, keys: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        line = QLineEdit()
        line.setObjectName(rule.id)
        line.setFixedWidth(LINE)
        line.setAccessibleName(language.name(rule.names))
        line.setPlaceholderText(self.tr("几个值用顿号隔开") if rule.many else "")
        line.installEventFilter(self)
        key = keys[:1]
        if key:
            row.addWidget(label(key.upper(), "strong"))
        self._lines[key or rule.id] = line
        line.editingFinished.connect(partial(self._typed, rule, line))
        row.addWidget(line)
        row.addStretch(1)
        return made

    # -- setting ------------------------------------------------------------------------

    def _of(self, id: str) -> tuple[str, ...]:
        value = self._values.get(id, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def _set(self, rule: AttributeRule, value: str, *_: object) -> None:
        """Set a value; one that is set already is taken away, where nothing is asked for it."""
        had = self._of(rule.id)
        if rule.many:
            new = tuple(v for v in had if v != value) if value in had else (*had, value)
        elif value in had:
            new = had if rule.use == "required" else ()
        else:
            new = (value,)
        self._put(rule.id, new)

    def _typed(self, rule: AttributeRule, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            typed = line.text().strip()
            parts = [part.strip() for part in SEPARATORS.split(typed)] if rule.many else [typed]
            self._put(rule.id, tuple(filter(None, parts)))

    def _put(self, id: str, new: tuple[str, ...]) -> None:
        values: Given = {key: value for key, value in self._values.items() if key != id}
        if new:
            values[id] = new[0] if len(new) == 1 else new
        if values != self._values:
            self._values = values
            self.changed.emit(dict(values))
        for rule, value, button in self._buttons:  # a click has turned it already
            button.setChecked(value in self._of(rule.id))

    # -- keys ---------------------------------------------------------------------------

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter) or key == "=":
            self.close_()
        elif held or not key:
            super().keyPressEvent(event)
        elif key in self._keys:
            self._set(*self._keys[key])
        elif key in self._lines:
            self._lines[key].setFocus()
            self._lines[key].selectAll()
        elif key == self._type_key:
            self.type_wanted.emit()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape go from the line back to the keys of the values."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and isinstance(watched, QLineEdit):
                watched.setText(as_text(self._values.get(watched.objectName(), "")))
                watched.setModified(False)
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.setFocus()
                return True
        return False

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """One who goes elsewhere leaves it."""
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self.close_()


def _padded(keys: str) -> Iterator[str]:
    """The keys, and none for whatever comes behind them."""
    yield from keys
    while True:
        yield ""
