"""The attributes of one annotation, edited by the rules of the tag set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotations.model import Annotation, AttributeValue
from annotations.tagset import AttributeRule, TagSet
from gui import wording
from gui.panels.parts import Choice, label

Pairs = list[tuple[str, str]]
SEPARATOR = "、"


class AttributesForm(QWidget):
    """One row an attribute. `changed(dict)` gives all attributes as they are to be."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._values: dict[str, AttributeValue] = {}
        self._cell = 0

    def show_annotation(self, annotation: Annotation, tagset: TagSet) -> None:
        """Build the rows anew for this annotation."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._values = dict(annotation.attributes)
        self._cell = 0
        known: set[str] = set()
        for rule in tagset.attributes:
            if rule.applies_to(annotation.label):
                known.add(rule.id)
                half = rule.kind == "choice"
                self._add(rule.names.hans, self._editor(rule, tagset), half)
        for key, value in self._values.items():
            if key not in known:
                self._add(wording.plain(key), label(wording.plain(as_text(value)), wrap=True))

    def _add(self, name: str, editor: QWidget, half: bool = False) -> None:
        """A name and its editor: two short choices share a line."""
        if self._cell % 2 and not half:
            self._cell += 1
        line, side = divmod(self._cell, 2)
        self._grid.addWidget(label(name, "muted"), line, 2 * side)
        self._grid.addWidget(editor, line, 2 * side + 1, 1, 1 if half else 3)
        self._cell += 1 if half else 2

    def _editor(self, rule: AttributeRule, tagset: TagSet) -> QWidget:
        value = as_text(self._values.get(rule.id, ""))
        if rule.kind == "measure_type":
            pairs = [(t.id, f"{t.names.hans}　{t.code}") for t in tagset.types]
            return self._choice(rule, pairs, value)
        if rule.kind == "choice":
            return self._choice(rule, [(c.id, c.names.hans) for c in rule.values], value)
        line = QLineEdit(value)
        line.setAccessibleName(rule.names.hans)
        if rule.many:
            line.setPlaceholderText(self.tr("几个值用顿号隔开"))
        line.editingFinished.connect(partial(self._typed, rule, line.text))
        return line

    def _choice(self, rule: AttributeRule, pairs: Pairs, value: str) -> QWidget:
        box = Choice(rule.names.hans)
        if rule.use != "required" or not value:
            box.addItem("—", "")
        for id, name in pairs:
            box.addItem(wording.plain(name), id)
        if value and box.findData(value) < 0:
            box.addItem(wording.plain(value), value)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(partial(self._chosen, rule, box))
        return box

    def _chosen(self, rule: AttributeRule, box: Choice, _: int) -> None:
        self._set(rule.id, box.currentData())

    def _typed(self, rule: AttributeRule, text: Callable[[], str]) -> None:
        typed = text().strip()
        if rule.many:
            parts = tuple(p.strip() for p in typed.replace(",", SEPARATOR).split(SEPARATOR))
            kept = tuple(p for p in parts if p)
            self._set(rule.id, kept if len(kept) > 1 else "".join(kept))
        else:
            self._set(rule.id, typed)

    def _set(self, key: str, value: AttributeValue) -> None:
        new = {k: v for k, v in self._values.items() if k != key}
        if value:
            new[key] = value
        if not same(new, self._values):
            self._values = new
            self.changed.emit(dict(new))


def as_text(value: AttributeValue) -> str:
    return value if isinstance(value, str) else SEPARATOR.join(value)


def same(one: Mapping[str, AttributeValue], other: Mapping[str, AttributeValue]) -> bool:
    """Whether both say the same, whatever the order of their keys."""
    return dict(one) == dict(other)
