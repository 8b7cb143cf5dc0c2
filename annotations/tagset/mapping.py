"""What a file calls labels, attributes and relations, as a tag set calls them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import resources
from annotations.errors import Refusal
from annotations.tagset.editing import Add
from annotations.tagset.values import ANY, HUES, Names, TagSet
from annotations.text.fold import fold

Kind = Literal["label", "attribute", "relation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEFT_OUT = ""
_KEYS = "abcdefghijklmnopqrstuvwxyz"
_TABLES: Mapping[Kind, Literal["entity", "attribute", "relation"]] = {
    "label": "entity",
    "attribute": "attribute",
    "relation": "relation",
}


@dataclass(frozen=True, slots=True)
class Name:
    """Something that a file names; `shown` is what it calls it for people, "" for the same."""

    kind: Kind
    name: str
    shown: str = ""


Given = Mapping[tuple[Kind, str], str]
"""What a person said that names are: ids of the tag set, or new ones, or `LEFT_OUT`."""


def parsed(words: Iterable[str]) -> Given:
    """What `OLD=NEW`, `OLD=` and the same after `attribute:` or `relation:` say.

    Refusal "map-unclear".
    """
    given: dict[tuple[Kind, str], str] = {}
    for word in words:
        old, equals, new = word.partition("=")
        before, colon, rest = old.partition(":")
        kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
        kind = kinds.get(before.strip()) if colon else None
        name = (rest if kind else old).strip()
        if not equals or not name:
            raise Refusal("map-unclear", found=word)
        meant: Kind = kind or "label"
        given[meant, name] = new.strip()
    return given


class LabelMap:
    """From the names of files to the ids of one tag set.

    First what was `given`, then the same id, then the id or a name in any language of the one
    entry that is called so, then the usual other names of one (`resources/labels`).
    """

    def __init__(self, tagset: TagSet, given: Given | None = None) -> None:
        self.tagset = tagset
        self._given = dict(given or {})
        self._ids: dict[Kind, dict[str, Names]] = {
            "label": {label.id: label.names for label in tagset.labels.values()},
            "attribute": {rule.id: rule.names for rule in tagset.attributes},
            "relation": {rule.id: rule.names for rule in tagset.relations},
        }
        self._named = {kind: _index(ids) for kind, ids in self._ids.items()}
        self._found: dict[Name, str | None] = {}

    def of(self, name: Name) -> str | None:
        """The id; `LEFT_OUT` where it is not wanted, None where nothing is called so."""
        if name not in self._found:
            self._found[name] = self._looked_up(name)
        return self._found[name]

    def knows(self, kind: Kind, id: str) -> bool:
        """Whether the tag set has an entry with this id."""
        return id in self._ids[kind]

    def _looked_up(self, name: Name) -> str | None:
        if (name.kind, name.name) in self._given:
            return self._given[name.kind, name.name]
        if name.name in self._ids[name.kind]:
            return name.name
        named = self._named[name.kind]
        called = [called for called in (name.name, name.shown) if called]
        for one in called:
            if (found := _only(named.get(_folded(one), set()))) is not None:
                return found
        for one in called:
            alike = (named.get(other, set[str]()) for other in _usual().get(_folded(one), ()))
            if (found := _only(set[str]().union(*alike))) is not None:
                return found
        return None


def additions(tagset: TagSet, unknown: Iterable[Name]) -> list[Add]:
    """The edits that give a tag set what it does not know, with hues and keys that are free."""
    hues = [label.hue for label in tagset.labels.values()]
    keys = {label.key for label in tagset.labels.values() if label.key}
    edits: list[Add] = []
    once: dict[tuple[Kind, str], Name] = {}
    for name in unknown:
        if not once.setdefault((name.kind, name.name), name).shown:
            once[name.kind, name.name] = name
    for name in once.values():
        shown = name.shown or name.name
        fields: dict[str, object] = {"id": name.name, "hans": shown, "hant": shown, "en": shown}
        if name.kind == "label":
            hue = min(range(1, HUES + 1), key=hues.count)
            hues.append(hue)
            fields |= {"definition": "", "hue": hue, "form": "filled"}
            if key := next((key for key in _wanted(name.name) if key not in keys), ""):
                keys.add(key)
                fields["key"] = key
        elif name.kind == "relation":
            fields |= {"from": [ANY], "to": [ANY]}
        else:
            fields |= {"on": ANY, "use": "optional", "type": "text"}
        edits.append(Add(_TABLES[name.kind], fields))
    return edits


def _wanted(name: str) -> Iterator[str]:
    """The keys a label would have, the best first."""
    yield from (char for char in name.lower() if char in _KEYS)
    yield from _KEYS


def _index(ids: Mapping[str, Names]) -> dict[str, set[str]]:
    """The ids by everything they are called, folded."""
    named: dict[str, set[str]] = defaultdict(set)
    for id, names in ids.items():
        for called in (id, names.hans, names.hant, names.en, names.en_short):
            if called:
                named[_folded(called)].add(id)
    return named


def _only(ids: set[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    """Every usual name, folded, with all that mean the same."""
    table: Mapping[str, list[str]] = tomllib.loads(resources.text("labels/names.toml"))
    lines = [tuple(_folded(name) for name in names) for names in table.values()]
    return {name: line for line in lines for name in line}


def _folded(name: str) -> str:
    return fold(name.strip()).replace("-", "_").replace(" ", "_")
