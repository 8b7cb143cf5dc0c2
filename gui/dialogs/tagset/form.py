"""The fields of one entry of the tag set, each edit at once in the draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotations.tagset.editing import Item, Rename
from gui import wording
from gui.dialogs.tagset.draft import Draft
from gui.dialogs.tagset.fields import CHOICES, FIELDS, Field, Hues, Kind
from gui.dialogs.tagset.tree import named
from gui.look import Theme
from gui.panels.attributes import SEPARATORS, as_text
from gui.panels.choice import Choice
from gui.panels.fields import Note
from gui.panels.parts import label
from gui.panels.tick import Tick
from gui.tagging import STICKY

ANY = "*"
NARROW = 8  # em: fields of a key
WIDE: tuple[Kind, ...] = ("text", "ends", "tick")
LETTERS: dict[Kind, str] = {"key": "[A-Za-z]?", "code": "[A-Za-z]{0,3}"}


class EntryForm(QWidget):
    """`renamed(Item)` when the entry that is shown has another id."""

    renamed = Signal(object)

    def __init__(self, draft: Draft, theme: Theme) -> None:
        super().__init__()
        self._draft, self._theme = draft, theme
        self.item = Item("tagset")
        self.editors: dict[str, QWidget] = {}
        self._fills: list[Callable[[], None]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self._em = self.fontMetrics().height()

    def show_item(self, item: Item) -> None:
        """Build the form for another entry."""
        self.flush()
        self.item = item
        while taken := self._grid.takeAt(0):
            if widget := taken.widget():
                widget.blockSignals(True)
                widget.hide()
                widget.deleteLater()
        self.editors, self._fills = {}, []
        cell = 0  # two of them a line
        for field in FIELDS[item.table]:
            editor = self.editors[field.name] = self._editor(field)
            editor.setAccessibleName(field.label)
            is_wide = field.kind in WIDE
            cell += cell % 2 if is_wide else 0
            line, side = divmod(cell, 2)
            if field.kind != "tick":
                self._grid.addWidget(label(field.label, "muted"), line, 2 * side)
            self._grid.addWidget(editor, line, 2 * side + 1, 1, 3 if is_wide else 1)
            cell += 2 if is_wide else 1
        self._grid.setRowStretch(cell // 2 + 1, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the values as the draft has them."""
        for fill in self._fills:
            fill()

    def flush(self) -> None:
        """Take what was typed and not told yet."""
        for editor in self.editors.values():
            if isinstance(editor, Note):
                editor.flush()

    # -- editors ------------------------------------------------------------------------

    def _editor(self, field: Field) -> QWidget:
        match field.kind:
            case "text":
                return self._note(field)
            case "hue":
                return self._hues(field)
            case "tick":
                return self._tick(field)
            case "form" | "kind" | "use" | "group" | "on":
                return self._choice(field)
            case _:
                return self._line(field)

    def _line(self, field: Field) -> QLineEdit:
        line = QLineEdit()
        if letters := LETTERS.get(field.kind):
            line.setValidator(QRegularExpressionValidator(QRegularExpression(letters), line))
            line.setMaximumWidth(self._em * NARROW)
        if field.kind == "id":
            line.editingFinished.connect(lambda: self._rename(line.text().strip()))
        else:
            line.textEdited.connect(partial(self._typed, field))
        self._fills.append(partial(self._fill_line, line, field))
        return line

    def _note(self, field: Field) -> Note:
        note = Note()
        note.finished.connect(partial(self._typed, field))
        self._fills.append(lambda: note.show_text(self._text(field)))
        return note

    def _hues(self, field: Field) -> Hues:
        hues = Hues(field.label, self._theme, self._draft.look(self.item)[1])
        hues.picked.connect(lambda hue: self._put(field.name, hue))
        self._fills.append(lambda: hues.show_hue(self._draft.look(self.item)[0]))
        return hues

    def _tick(self, field: Field) -> Tick:
        tick = Tick(field.label)
        on: object = STICKY if field.name == "default" else True
        tick.clicked.connect(lambda: self._put(field.name, on if tick.isChecked() else None))
        self._fills.append(
            lambda: tick.setChecked(self._draft.entry(self.item).get(field.name) == on)
        )
        return tick

    def _choice(self, field: Field) -> Choice:
        box = Choice(field.label)
        for id, text in self._offered(field):
            box.addItem(wording.plain(text), id)
        box.activated.connect(lambda *_: self._put(field.name, box.currentData()))
        self._fills.append(
            lambda: box.setCurrentIndex(
                max(0, box.findData(self._draft.entry(self.item).get(field.name)))
            )
        )
        return box

    def _offered(self, field: Field) -> Iterable[tuple[str, str]]:
        draft = self._draft
        if field.kind == "group":
            for group in draft.entries("measure_group"):
                yield str(group["id"]), named(group)
        elif field.kind == "on":
            yield ANY, self.tr("所有标签")
            yield from ((id, self._label_name(id)) for id in draft.labels())
        else:
            yield from ((id, _say(text)) for id, text in CHOICES[field.kind])

    def _label_name(self, id: str) -> str:
        entry = self._draft.entry(Item("entity", id)) or self._draft.entry(Item("measure_layer"))
        return named(entry) or id

    # -- values -------------------------------------------------------------------------

    def _text(self, field: Field) -> str:
        value = self._draft.entry(self.item).get(field.name, "")
        return as_text(tuple(map(str, value))) if isinstance(value, list) else str(value)

    def _fill_line(self, line: QLineEdit, field: Field) -> None:
        text = self._text(field)
        if line.text() != text and not (line.hasFocus() and field.kind == "ends"):
            line.setText(text)

    def _typed(self, field: Field, text: str) -> None:
        if field.kind in LETTERS:
            self._put(field.name, text.lower() or None)
        elif field.kind == "ends":
            self._put(field.name, [part.strip() for part in SEPARATORS.split(text) if part.strip()])
        elif field.name in ("hans", "name_hans", "id"):
            self._put(field.name, text)  # what must be there is empty, not away
        else:
            self._put(field.name, text or None)

    def _put(self, name: str, value: object) -> None:
        self._draft.put(self.item, **{name: value})

    def _rename(self, id: str) -> None:
        if id and id != self._draft.entry(self.item).get("id") and self.item.table != "tagset":
            before = self.item
            if before.id:
                self.item = Item(before.table, id, before.of)
            if self._draft.do(Rename(before, id)):
                self.renamed.emit(self.item)
            else:
                self.item = before
        else:
            self.refresh()


def _say(text: str) -> str:
    return QCoreApplication.translate("tagset", text)
