"""The attributes of one annotation, edited by the rules of the tag set."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from annotations.model import Annotation, AttributeValue
from annotations.tagset import AttributeRule, TagSet
from gui import language, wording
from gui.panels.choice import Choice
from gui.panels.parts import label, tool

SHORT, LONGEST = 4, 7  # em: names of two attributes that share a line; of any
Pairs = list[tuple[str, str]]
CODE = "code"  # the attribute that holds codes of the list of regions
SEPARATORS = re.compile("[、，,]")  # of several values, as they are typed


class AttributesForm(QWidget):
    """One row an attribute. `changed(dict)` gives all attributes as they are to be.

    `codes_wanted()`: the list of regions is asked for.
    """

    changed = Signal(object)
    codes_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tagset: TagSet | None = None
        self._rows: tuple[str, ...] = ()  # ids of the attributes, as the rows were built for them
        self._fills: list[Callable[[], None]] = []  # each has one row show its value
        self._lines: list[tuple[AttributeRule, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._values: dict[str, AttributeValue] = {}
        self._cell = 0
        self._em = self.fontMetrics().horizontalAdvance("字")

    def show_annotation(self, annotation: Annotation, tagset: TagSet) -> None:
        """Show the attributes of this annotation; rows are built where it has others."""
        self._values = dict(annotation.attributes)
        rules = [rule for rule in tagset.attributes if rule.applies_to(annotation.label)]
        known = [rule.id for rule in rules]
        others = [key for key in self._values if key not in known]
        if tagset is not self._tagset or (*known, "", *others) != self._rows:
            self._tagset, self._rows = tagset, (*known, "", *others)
            self._build(rules, others, tagset)
        for fill in self._fills:
            fill()

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        for rule, line in self._lines:
            if line.isModified():
                line.setModified(False)
                self._typed(rule, line.text)

    def _build(self, rules: list[AttributeRule], others: list[str], tagset: TagSet) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.blockSignals(True)  # a line that loses the keys now has nothing to say
                widget.hide()
                widget.deleteLater()
        self._cell = 0
        self._fills, self._lines = [], []
        short = [r.kind == "choice" and self._short(language.name(r.names)) for r in rules]
        for rule, half, next_half in zip(rules, short, [*short[1:], False], strict=True):
            paired = half and (next_half or self._cell % 2 == 1)
            self._add(language.name(rule.names), self._editor(rule, tagset), paired)
        for key in others:
            shown = label(wrap=True)
            self._add(wording.plain(key), shown)
            self._fills.append(partial(self._fill_label, shown, key))

    def _add(self, name: str, editor: QWidget, half: bool = False) -> None:
        """A name and its editor: two short choices share a line."""
        if self._cell % 2 and not half:
            self._cell += 1
        line, side = divmod(self._cell, 2)
        shown = label(name, "muted", wrap=not self._short(name))
        shown.setMaximumWidth(self._em * LONGEST)
        self._grid.addWidget(shown, line, 2 * side)
        self._grid.addWidget(editor, line, 2 * side + 1, 1, 1 if half else 3)
        self._cell += 1 if half else 2

    def _short(self, name: str) -> bool:
        return self.fontMetrics().horizontalAdvance(name) <= self._em * SHORT

    def _editor(self, rule: AttributeRule, tagset: TagSet) -> QWidget:
        if rule.kind == "measure_type":
            return self._choice(
                rule, [(t.id, f"{language.name(t.names)}　{t.code}") for t in tagset.offered_types]
            )
        if rule.kind == "choice":
            offered = (c for c in rule.values if not c.retired)
            return self._choice(rule, [(c.id, language.name(c.names)) for c in offered])
        line = QLineEdit()
        line.setAccessibleName(language.name(rule.names))
        if rule.many:
            line.setPlaceholderText(self.tr("几个值用顿号隔开"))
        line.editingFinished.connect(partial(self._typed, rule, line.text))
        self._fills.append(partial(self._fill_line, line, rule.id))
        self._lines.append((rule, line))
        return self._with_regions(line) if rule.id == CODE else line

    def _with_regions(self, line: QLineEdit) -> QWidget:
        """A line of codes, and a button that opens the list of regions for it."""
        both, button = QWidget(), tool(self.tr("选区划"), text="…")
        button.setFixedSize(28, line.sizeHint().height())
        button.clicked.connect(self.codes_wanted)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(line, 1)
        row.addWidget(button)
        return both

    def _choice(self, rule: AttributeRule, pairs: Pairs) -> QWidget:
        box = Choice(language.name(rule.names))
        box.activated.connect(partial(self._chosen, rule, box))
        self._fills.append(partial(self._fill_choice, box, rule, pairs))
        return box

    def _value(self, key: str) -> str:
        return as_text(self._values.get(key, ""))

    def _fill_label(self, shown: QLabel, key: str) -> None:
        shown.setText(wording.plain(self._value(key)))

    def _fill_line(self, line: QLineEdit, key: str) -> None:
        if line.text() != self._value(key):
            line.setText(self._value(key))

    def _fill_choice(self, box: Choice, rule: AttributeRule, pairs: Pairs) -> None:
        """Offer what the rule offers, nothing where that is allowed, and what there is."""
        value = self._value(rule.id)
        offered = [("", "—")] if rule.use != "required" or not value else []
        offered += pairs
        if value and all(value != id for id, _ in pairs):
            offered.append((value, self._named(rule, value)))
        if [box.itemData(number) for number in range(box.count())] != [id for id, _ in offered]:
            box.clear()
            for id, name in offered:
                box.addItem(wording.plain(name), id)
        box.setCurrentIndex(max(0, box.findData(value)))

    def _named(self, rule: AttributeRule, value: str) -> str:
        """What a value is called that is not offered: a retired one, or one nobody knows."""
        types = self._tagset.types if self._tagset and rule.kind == "measure_type" else ()
        known = {one.id: one.names for one in (*types, *rule.values)}
        return language.name(known[value]) if value in known else value

    def _chosen(self, rule: AttributeRule, box: Choice, _: int) -> None:
        self._set(rule.id, box.currentData())

    def _typed(self, rule: AttributeRule, text: Callable[[], str]) -> None:
        typed = text().strip()
        if rule.many:
            parts = tuple(part.strip() for part in SEPARATORS.split(typed))
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
    if isinstance(value, str):
        return value
    return QCoreApplication.translate("attributes", "、").join(value)


def same(one: Mapping[str, AttributeValue], other: Mapping[str, AttributeValue]) -> bool:
    """Whether both say the same, whatever the order of their keys."""
    return dict(one) == dict(other)
