"""Another tag set in place of a project's own: what is in use and not in it is kept, retired."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.tagset.editing import raised
from annotations.tagset.parsing import parse
from annotations.tagset.values import TagSet
from annotations.tagset.writing import write

_Doc = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Used:
    """How often labels, measure types and types of relations stand in a project."""

    labels: Mapping[str, int]
    types: Mapping[str, int]
    relations: Mapping[str, int]

    def of(self, table: str) -> Mapping[str, int]:
        """Those of one table of a tag set."""
        known = {"entity": self.labels, "measure_layer": self.labels}
        return {**known, "measure_type": self.types, "relation": self.relations}.get(table, {})


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of the old tag set that is in use `many` times and was kept, retired."""

    table: str
    id: str
    many: int


@dataclass(frozen=True, slots=True)
class Adopted:
    """The tag set to be, and what was kept of the old one."""

    tagset: TagSet
    kept: tuple[Kept, ...] = ()


def adopt(own: TagSet, toml: str, used: Used) -> Adopted:
    """The tag set that `toml` says, with all of ours that is in use and that it lacks.

    It is that file to the letter where nothing has to be kept.  A version that we have with
    other content is raised, so that it says what an annotation was made under.  Refusals are
    those of the parser.
    """
    wanted = parse(toml)
    ours, doc = tomllib.loads(own.raw_toml), tomllib.loads(wanted.raw_toml)
    kept = [
        *_measures(doc, ours, used),
        *_entries(doc, ours, "entity", used),
        *_entries(doc, ours, "measure_type", used),
        *_entries(doc, ours, "relation", used),
    ]
    if wanted.ref == own.ref and (kept or toml != own.raw_toml):
        doc["version"] = raised(wanted.version)
    elif not kept:
        return Adopted(wanted)
    return Adopted(parse(write(doc)), tuple(kept))


def _measures(doc: _Doc, ours: _Doc, used: Used) -> list[Kept]:
    """Our layer of measures, where the other file has none."""
    layer = ours.get("measure_layer")
    many = used.labels.get(layer["id"], 0) if layer else 0
    if not layer or not many or "measure_layer" in doc:
        return []
    doc["measure_layer"] = {**layer, "retired": True}
    return [Kept("measure_layer", layer["id"], many)]


def _entries(doc: _Doc, ours: _Doc, table: str, used: Used) -> list[Kept]:
    found: list[Kept] = []
    known = {entry["id"] for entry in doc.get(table, [])}
    if table == "entity":
        known.add(doc.get("measure_layer", {}).get("id"))
    for entry in ours.get(table, []):
        many = used.of(table).get(entry["id"], 0)
        if many and entry["id"] not in known:
            doc.setdefault(table, []).append(_standing(doc, ours, table, entry))
            found.append(Kept(table, entry["id"], many))
    return found


def _standing(doc: _Doc, ours: _Doc, table: str, entry: _Doc) -> _Doc:
    """An entry as it can stand in the other file: what it names is there, too."""
    made = {**entry, "retired": True}
    if table == "measure_type":
        groups = doc.setdefault("measure_group", [])
        if all(group["id"] != entry["group"] for group in groups):
            groups += [group for group in ours["measure_group"] if group["id"] == entry["group"]]
    if table == "relation":
        labels = {entity["id"] for entity in doc.get("entity", [])} | {"*"}
        labels.add(doc.get("measure_layer", {}).get("id"))
        made |= {end: [id for id in entry[end] if id in labels] for end in ("from", "to")}
    return made
