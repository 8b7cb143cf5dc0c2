"""The suggestion that is judged: why it is made, its attributes and slots, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotations.model import AttributeValue, Record, SuggestedSlot, Suggestion
from annotations.tagset import AttributeRule, TagSet
from gui import commands, language, look, wording
from gui.panels.choice import Choice
from gui.panels.parts import Elided, label, semibold
from gui.panels.tick import Tick
from gui.suggesting import told

MOST_SLOTS = 8
FIRST = 3  # attributes of a measure that are always offered; others where they are proposed
NONE = ""


class SuggestionCard(QFrame):
    """`described(dict)` gives all attributes as they are to be; `ticked(SuggestedSlot)` one that
    is taken along, or not any more."""

    described = Signal(object)
    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("suggestioncard")
        self.name, self.reason = label(wrap=True), label("", "muted", wrap=True)
        self.name.setFont(semibold(look.ui_font()))
        self.record = Elided("muted")
        self.accept, self.reject = _button("suggest-accept"), _button("suggest-reject")
        self.accept_all = _button("suggest-accept-everywhere")
        self.reject_all = _button("suggest-reject-everywhere")
        self._form = QWidget()
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(5)
        for part in (self.name, self.reason, self.record, self._form):
            self._column.addWidget(part)
        for pair in ((self.accept, self.reject), (self.accept_all, self.reject_all)):
            row = QHBoxLayout()
            row.setSpacing(6)
            for button in pair:
                row.addWidget(button, 1)
            self._column.addLayout(row)

    def show_suggestion(
        self, one: Suggestion, many: int, tagset: TagSet, source: str, record: Record
    ) -> None:
        """Show this one as it is to be accepted, with so many places in its group."""
        self.name.setText(" · ".join((told.name(one, tagset), told.confidence(one.confidence))))
        self.reason.setText(told.reason(one))
        so_far = told.record(record)
        self.record.show_text(wording.headed(self.tr("这条规则"), so_far) if so_far else "")
        self.record.setVisible(bool(so_far))
        here = f" {language.number(many)}" if many > 1 else ""
        self.accept.setText(_keyed("suggest-accept", self.tr("采纳")) + here)
        self.reject.setText(_keyed("suggest-reject", self.tr("不采纳")) + here)
        for button, text in (
            (self.accept_all, self.tr("全库采纳")),
            (self.reject_all, self.tr("全库不采纳")),
        ):
            command = commands.named(button.objectName())
            button.setText(_keyed(command.id, text))
            button.setToolTip(command.label)
        self._show_form(one, tagset, source)

    # -- the form ---------------------------------------------------------------------------

    def _show_form(self, one: Suggestion, tagset: TagSet, source: str) -> None:
        shown = (one.label, dict(one.attributes), one.slots, tagset)
        if shown == self._shown:
            return
        self._shown = shown
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        if one.label == tagset.measure.id:
            self._choices(grid, one, tagset)
        else:
            for line in told.attributes(one, tagset):
                shown_line = Elided("muted")
                shown_line.show_text(line)
                grid.addWidget(shown_line, grid.rowCount(), 0, 1, 2)
        self._slots(grid, one, tagset, source)
        self._column.replaceWidget(self._form, form)
        self._form.hide()
        self._form.deleteLater()
        self._form = form

    def _choices(self, grid: QGridLayout, one: Suggestion, tagset: TagSet) -> None:
        """A choice for each attribute of a measure that offers values."""
        rules = [rule for rule in tagset.attributes_of(one.label) if _offers(rule, tagset)]
        for number, rule in enumerate(rules):
            if number >= FIRST and rule.id not in one.attributes:
                continue
            offers = _offers(rule, tagset)
            name = wording.plain(language.name(rule.names))
            choice = Choice(name)
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.addItem("—", NONE)
            for id, text in offers.items():
                choice.addItem(text, id)
            value = one.attributes.get(rule.id, NONE)
            now = value if isinstance(value, str) else next(iter(value), NONE)
            choice.setCurrentIndex(max(0, choice.findData(now)))
            choice.activated.connect(partial(self._on_choice, dict(one.attributes), rule, choice))
            row = grid.rowCount()
            choice.setMinimumHeight(choice.sizeHint().height())
            grid.addWidget(_name(name), row, 0)
            grid.addWidget(choice, row, 1)

    def _on_choice(
        self,
        attributes: Mapping[str, AttributeValue],
        rule: AttributeRule,
        choice: Choice,
        _: int = 0,
    ) -> None:
        value: str = choice.currentData()
        others = {key: known for key, known in attributes.items() if key != rule.id}
        given: AttributeValue = (value,) if rule.many else value
        self.described.emit({**others, rule.id: given} if value else others)

    def _slots(self, grid: QGridLayout, one: Suggestion, tagset: TagSet, source: str) -> None:
        for slot in one.slots[:MOST_SLOTS]:
            row = grid.rowCount()
            name = told.slot_name(slot.relation, tagset)
            text = wording.seen("…".join(part.of(source) for part in slot.fragments))
            tick = Tick(text.replace("&", "&&"))
            tick.setAccessibleName(wording.headed(name, text))
            tick.setToolTip(wording.tip(text))
            tick.setMinimumWidth(40)
            tick.setChecked(slot.ticked)
            tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tick.clicked.connect(partial(self._on_tick, slot))
            grid.addWidget(_name(name), row, 0)
            grid.addWidget(tick, row, 1)

    def _on_tick(self, slot: SuggestedSlot, _: bool = False) -> None:
        self.ticked.emit(slot)


def _offers(rule: AttributeRule, tagset: TagSet) -> dict[str, str]:
    """What may be chosen for an attribute, by its value."""
    if rule.kind == "measure_type":
        return {type.id: wording.plain(language.name(type.names)) for type in tagset.offered_types}
    if rule.kind == "choice":
        return {value.id: wording.plain(language.name(value.names)) for value in rule.values}
    return {}


def _name(text: str) -> Elided:
    """The name of a line, as much as there is room for."""
    made = Elided("muted")
    made.show_text(text)
    return made


def _button(command: str) -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName(command)
    return button


def _keyed(command: str, text: str) -> str:
    """A text with the key of its command before it."""
    return " ".join(filter(None, (next(iter(commands.named(command).bound), ""), text)))
