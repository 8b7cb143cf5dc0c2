"""Why a tag set cannot be kept, in the words of its editor."""

from __future__ import annotations

from typing import get_args

from annotations.errors import Refusal
from annotations.tagset.editing import Item, Table
from gui import wording
from gui.dialogs.tagset.draft import Draft
from gui.dialogs.tagset.fields import FIELDS, kind_name
from gui.dialogs.tagset.tree import named


def told(fault: Refusal, draft: Draft) -> str:
    """The sentence for a refusal, with names in place of ids and of keys of the file."""
    values = dict(fault.values)
    table, _, id = str(values.get("place", "")).partition(" ")
    if table in get_args(Table):
        item = Item(table, id)  # type: ignore[arg-type]
        values["place"] = named(draft.entry(item)) or id or kind_name(item.table)
        known = {field.name: field.label for field in FIELDS[item.table]}
        values["field"] = known.get(str(values.get("field")), str(values.get("field", "")))
    return wording.refusal(Refusal(fault.key, **values))
