"""A tag set edited: each edit is a value, applied to the file's own values by pure functions.

Unknown keys of the file are kept, its comments go.  What comes out is read by the one parser,
which refuses what cannot be (`parsing`); besides raised here, each with `place`:
"tagset-missing" for an entry that is not there, "tagset-merge" for two that are of different
kinds or one and the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

from annotations.errors import Refusal
from annotations.tagset.parsing import parse
from annotations.tagset.rewriting import Chosen, Rewrite
from annotations.tagset.values import ANY, TagSet
from annotations.tagset.writing import write

Table = Literal[
    "entity",
    "measure_layer",
    "measure_group",
    "measure_type",
    "attribute",
    "value",
    "relation",
    "tagset",
]
Fields = Mapping[str, object]
_Doc = dict[str, Any]
_Entry = dict[str, Any]
_TYPE = "type"  # the attribute that says the type of a measure


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a tag set: its table and id. A "value" is one of the attribute `of`.

    The "tagset" itself and the "measure_layer" are one each, whatever the id.
    """

    table: Table
    id: str = ""
    of: str = ""

    @property
    def place(self) -> str:
        """How it is called in a refusal, as the parser calls it."""
        return f"{self.table} {self.id}".strip()


@dataclass(frozen=True, slots=True)
class Add:
    """A new entry with these fields, `id` among them: behind `after`, or ("") last."""

    table: Table
    fields: Fields
    after: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """Fields of an entry set anew; None takes one away."""

    item: Item
    fields: Fields


@dataclass(frozen=True, slots=True)
class Move:
    """An entry at another place, counted from 0, of its table."""

    item: Item
    to: int


@dataclass(frozen=True, slots=True)
class Rename:
    """Another id for an entry: whatever has the old one gets it."""

    item: Item
    id: str


@dataclass(frozen=True, slots=True)
class Merge:
    """An entry made one with another of its table, which stays as it is."""

    item: Item
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """A second entity or measure type, like the first but for `fields`, for some of its marks.

    `by` says which; its label is filled in.
    """

    item: Item
    fields: Fields
    by: Chosen


@dataclass(frozen=True, slots=True)
class Remove:
    """An entry taken away. The store refuses it for what is in use: that can be retired."""

    item: Item


Edit = Add | Put | Move | Rename | Merge | Split | Remove


@dataclass(frozen=True, slots=True)
class Edited:
    """A tag set after its edits, and what they make of annotations and of types of relations.

    `unused` are annotations that must not be there, `idle` relation types that must not be in
    use, each with the place of what is taken away.
    """

    tagset: TagSet
    rewrites: tuple[Rewrite, ...] = ()
    relations: Mapping[str, str] = field(default_factory=dict[str, str])
    unused: tuple[tuple[str, Chosen], ...] = ()
    idle: tuple[tuple[str, str], ...] = ()


def retire(item: Item) -> Put:
    """Offer it no longer; what is tagged with it stays."""
    return Put(item, {"retired": True})


def restore(item: Item) -> Put:
    """Offer it again. The parser refuses that where its key is taken by now."""
    return Put(item, {"retired": None})


def edited(tagset: TagSet, edits: Sequence[Edit]) -> Edited:
    """The tag set after all edits, one after the other, with its version raised.

    Without edits it is the same.  Raises Refusal as the module says.
    """
    if not edits:
        return Edited(tagset)
    doc = tomllib.loads(tagset.raw_toml)
    rewrites: list[Rewrite] = []
    relations: dict[str, str] = {}
    unused: list[tuple[str, Chosen]] = []
    idle: list[tuple[str, str]] = []
    for edit in edits:
        rewrites += _rewrites(doc, edit)
        if isinstance(edit, Remove) and edit.item.table == "relation":
            idle.append((edit.item.place, edit.item.id))
        elif isinstance(edit, Remove):
            unused += [(edit.item.place, chosen) for chosen in _marks(doc, edit.item)]
        elif isinstance(edit, Rename | Merge) and edit.item.table == "relation":
            new = edit.id if isinstance(edit, Rename) else edit.into
            relations = {old: new if now == edit.item.id else now for old, now in relations.items()}
            relations[edit.item.id] = new
        _apply(doc, edit)
    doc["version"] = raised(tagset.version)
    made = parse(write(doc))
    return Edited(made, tuple(rewrites), relations, tuple(unused), tuple(idle))


def applied(tagset: TagSet, edits: Iterable[Edit]) -> dict[str, Any]:
    """The values of the file after all edits, be they such that the parser takes them or not.

    For a form in which several things are changed before they fit together.
    """
    doc = tomllib.loads(tagset.raw_toml)
    for edit in edits:
        _apply(doc, edit)
    return doc


def concerned(tagset: TagSet, item: Item) -> tuple[Chosen, ...]:
    """The annotations that have to do with an entry; none for a relation or a group."""
    return tuple(_marks(tomllib.loads(tagset.raw_toml), item))


def raised(version: str) -> str:
    """The next version: its last number is one higher, or there is one now."""
    head, point, last = version.rpartition(".")
    if last.isascii() and last.isdigit() and len(last) < 10:
        return f"{head}{point}{int(last) + 1}"
    return f"{version}.1"


# -- what becomes of the marks --------------------------------------------------------------


def _marks(doc: _Doc, item: Item) -> Iterator[Chosen]:
    match item.table:
        case "entity" | "measure_layer":
            yield Chosen(_entry(doc, item)["id"])
        case "measure_type":
            yield Chosen(_measure(doc), ((_TYPE, item.id),))
        case "attribute" | "value":
            name = item.id if item.table == "attribute" else item.of
            wanted = ((name, item.id if item.table == "value" else None),)
            for label in _labels_of(_entry(doc, Item("attribute", name))):
                yield Chosen(label, wanted)
        case _:
            return


def _rewrites(doc: _Doc, edit: Edit) -> Iterator[Rewrite]:
    if isinstance(edit, Split):
        yield from _split_rewrites(doc, edit)
        return
    if not isinstance(edit, Rename | Merge):
        return
    new = edit.id if isinstance(edit, Rename) else edit.into
    for chosen in _marks(doc, edit.item):
        match edit.item.table:
            case "entity" | "measure_layer":
                yield Rewrite(chosen, label=new)
            case "measure_type":
                yield Rewrite(chosen, value=(_TYPE, edit.item.id, new))
            case "attribute":
                yield Rewrite(chosen, attribute=(edit.item.id, new))
            case "value":
                yield Rewrite(chosen, value=(edit.item.of, edit.item.id, new))
            case _:
                pass


def _split_rewrites(doc: _Doc, edit: Split) -> Iterator[Rewrite]:
    by, new = edit.by, str(edit.fields.get("id", ""))
    for chosen in _marks(doc, edit.item):
        wanted = (*chosen.attributes, *by.attributes)
        some = Chosen(chosen.label, wanted, by.quotes, by.picked)
        if edit.item.table == "entity":
            yield Rewrite(some, label=new)
        else:
            yield Rewrite(some, value=(_TYPE, edit.item.id, new))


# -- what becomes of the file ---------------------------------------------------------------


def _apply(doc: _Doc, edit: Edit) -> None:
    match edit:
        case Add(table, fields, after, of):
            entries = _entries(doc, table, of)
            places = [at for at, entry in enumerate(entries, 1) if after and entry["id"] == after]
            entries.insert(places[0] if places else len(entries), _clean(fields))
        case Put(item, fields):
            entry = _entry(doc, item)
            entry.update(fields)
            for name in [name for name, value in fields.items() if value is None]:
                del entry[name]
        case Move(item, to):
            entries = _entries(doc, item.table, item.of)
            entry = _entry(doc, item)
            entries.remove(entry)
            entries.insert(to, entry)
        case Rename(item, id):
            entry = _entry(doc, item)
            known = Item(item.table, str(entry["id"]), item.of)
            entry["id"] = id
            _refer(doc, known, id)
        case Merge(item, into):
            _merge(doc, item, into)
        case Split(item, fields):
            _split(doc, item, fields)
        case Remove(item):
            _entries(doc, item.table, item.of).remove(_entry(doc, item))
            _refer(doc, item, None)


def _merge(doc: _Doc, item: Item, into: str) -> None:
    if item.id == into or item.table in ("measure_layer", "attribute", "tagset"):
        raise Refusal("tagset-merge", place=item.place, value=into)
    gone, kept = _entry(doc, item), _entry(doc, Item(item.table, into, item.of))
    if item.table == "relation":
        for end in ("from", "to"):
            kept[end] = _unique([*kept[end], *gone[end]])
    _entries(doc, item.table, item.of).remove(gone)
    _refer(doc, item, into)


def _split(doc: _Doc, item: Item, fields: Fields) -> None:
    if item.table not in ("entity", "measure_type"):
        raise Refusal("tagset-merge", place=item.place, value=str(fields.get("id", "")))
    first = _entry(doc, item)
    second = deepcopy(first)
    for name in ("key", "code", "retired"):
        second.pop(name, None)
    second.update(_clean(fields))
    entries = _entries(doc, item.table)
    entries.insert(entries.index(first) + 1, second)
    if item.table == "entity":
        _join(doc, item.id, str(second.get("id", "")))


def _join(doc: _Doc, label: str, new: str) -> None:
    """Have a new label wherever rules name the one that it was a part of."""
    for rule in _entries(doc, "attribute"):
        if label in _labels_of(rule):
            rule["also"] = [*rule.get("also", []), new]
    for relation in _entries(doc, "relation"):
        for end in ("from", "to"):
            if label in relation.get(end, []):
                relation[end] = [*relation[end], new]


def _refer(doc: _Doc, item: Item, new: str | None) -> None:
    """Have what named an entry name another one, or (None) nothing."""
    if item.table in ("entity", "measure_layer"):
        _refer_to_label(doc, item.id, new)
    elif item.table == "measure_group":
        for type in _entries(doc, "measure_type"):
            if type.get("group") == item.id:
                type["group"] = new or ""
    elif item.table == "value":
        rule = _entry(doc, Item("attribute", item.of))
        if rule.get("default") == item.id:
            rule["default"] = new or ""


def _refer_to_label(doc: _Doc, old: str, new: str | None) -> None:
    kept: list[_Entry] = []
    for rule in _entries(doc, "attribute"):
        named = _labels_of(rule)
        if old in named:
            left = _unique([label for one in named if (label := new if one == old else one)])
            if not left:
                continue
            rule["on"], also = left[0], left[1:]
            rule.pop("also", None)
            if also:
                rule["also"] = also
        kept.append(rule)
    if "attribute" in doc:
        doc["attribute"] = kept
    for relation in _entries(doc, "relation"):
        for end in ("from", "to"):
            named = [new if one == old else one for one in relation.get(end, [])]
            relation[end] = _unique([one for one in named if one])


# -- finding one's way ----------------------------------------------------------------------


def _entries(doc: _Doc, table: Table, of: str = "") -> list[_Entry]:
    """The entries of a table, as they stand in the file: what is changed here is changed there."""
    if table == "value":
        return _entry(doc, Item("attribute", of)).setdefault("values", [])
    if table in ("measure_layer", "tagset"):
        raise Refusal("tagset-merge", place=table, value=of)
    return doc.setdefault(table, [])


def _entry(doc: _Doc, item: Item) -> _Entry:
    """One entry; Refusal "tagset-missing" where there is none."""
    if item.table == "tagset":
        return doc
    if item.table == "measure_layer":
        found: list[_Entry] = [doc[item.table]] if item.table in doc else []
    else:
        found = [one for one in _entries(doc, item.table, item.of) if one.get("id") == item.id]
    if not found:
        raise Refusal("tagset-missing", place=item.place, field="id")
    return found[0]


def _measure(doc: _Doc) -> str:
    return str(doc.get("measure_layer", {}).get("id", ""))


def _labels_of(rule: _Entry) -> list[str]:
    """The labels that an attribute is for; "" (any) where it is for all."""
    on = rule.get("on", ANY)
    return [""] if on == ANY else [on, *rule.get("also", [])]


def _clean(fields: Fields) -> _Entry:
    return {name: deepcopy(value) for name, value in fields.items() if value is not None}


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
