"""A tag set while it is edited: what was asked for so far, and whether it can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotations.errors import Refusal
from annotations.tagset import TagSet
from annotations.tagset.editing import (
    Add,
    Edit,
    Item,
    Put,
    Rename,
    Split,
    Table,
    applied,
    edited,
)

Entry = Mapping[str, Any]
TABLES: tuple[Table, ...] = ("entity", "measure_group", "attribute", "relation")


class Draft(QObject):
    """The edits in their order. `changed()` after each; nothing is stored before they are done.

    Entries are as the file would have them, also where they do not fit together yet: `fault`
    then says what is in the way.
    """

    changed = Signal()

    def __init__(self, tagset: TagSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tagset = tagset
        self.edits: tuple[Edit, ...] = ()
        self.fault: Refusal | None = None
        self._origins: dict[Item, Item | None] = {}  # what is called so now: what it was
        self._doc = applied(tagset, ())

    def do(self, *edits: Edit) -> bool:
        """One edit more, or several; False when it cannot even be tried."""
        try:
            doc = applied(self.tagset, (*self.edits, *edits))
        except Refusal as refusal:
            self.fault = refusal
            self.changed.emit()
            return False
        for edit in edits:
            self._follow(edit)
        self.edits, self._doc = _joined(self.edits, edits), doc
        self.fault = self._checked()
        self.changed.emit()
        return True

    def tried(self, edit: Edit) -> Refusal | None:
        """Why an edit could not be kept after all that was done so far; None when it could."""
        try:
            edited(self.tagset, (*self.edits, edit))
        except Refusal as refusal:
            return refusal
        return None

    def put(self, item: Item, **fields: object) -> None:
        """Set fields of an entry, where they are others than they were."""
        entry = self.entry(item)
        new = {name: value for name, value in fields.items() if entry.get(name) != value}
        if new:
            self.do(Put(item, new))

    def origin(self, item: Item) -> Item | None:
        """What an entry was before it was renamed here; None for one that is new."""
        return self._origins.get(item, item)

    # -- reading ----------------------------------------------------------------------

    def entries(self, table: Table, of: str = "") -> list[Entry]:
        """The entries of a table in their order."""
        if table == "value":
            return list(self.entry(Item("attribute", of)).get("values", []))
        return list(self._doc.get(table, []))

    def entry(self, item: Item) -> Entry:
        """One entry; empty where there is none."""
        if item.table == "tagset":
            return self._doc
        if item.table == "measure_layer":
            return self._doc.get("measure_layer", {})
        found = (one for one in self.entries(item.table, item.of) if one.get("id") == item.id)
        return next(found, {})

    def has_measures(self) -> bool:
        return "measure_layer" in self._doc

    def look(self, item: Item) -> tuple[int, str]:
        """The hue and form an entry is drawn in; those of a type are its group's."""
        entry = self.entry(item)
        if item.table == "measure_type":
            group = self.entry(Item("measure_group", str(entry.get("group", ""))))
            return _hue(group.get("hue")), "outlined"
        known = "outlined" if item.table in ("measure_layer", "measure_group") else "filled"
        return _hue(entry.get("hue")), str(entry.get("form", known))

    def labels(self) -> list[str]:
        """The ids of all labels, the measure's last."""
        found = [str(one.get("id", "")) for one in self.entries("entity")]
        return [*found, str(self._doc["measure_layer"]["id"])] if self.has_measures() else found

    # -- within -----------------------------------------------------------------------

    def _checked(self) -> Refusal | None:
        try:
            edited(self.tagset, self.edits)
        except Refusal as refusal:
            return refusal
        return None

    def _follow(self, edit: Edit) -> None:
        """Keep in mind what stands in the project under another name, or not at all."""
        match edit:
            case Rename(item, id):
                self._origins[Item(item.table, id, item.of)] = self.origin(item)
                self._origins[item] = None
            case Add(table, fields, _, of):
                self._origins[Item(table, str(fields.get("id", "")), of)] = None
            case Split(item, fields, _):
                self._origins[Item(item.table, str(fields.get("id", "")), item.of)] = None
            case _:
                pass


def _joined(edits: tuple[Edit, ...], more: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """All of them; what is typed letter by letter into one entry is one edit."""
    if len(more) == 1 and edits and isinstance(last := edits[-1], Put):
        new = more[0]
        if isinstance(new, Put) and new.item == last.item:
            return (*edits[:-1], Put(last.item, {**last.fields, **new.fields}))
    return (*edits, *more)


def _hue(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 8
