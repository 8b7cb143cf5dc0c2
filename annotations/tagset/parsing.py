"""A tag set's TOML to values, with errors that name the place.

Raises Refusal, each with `place` (like "entity PERSON"):
"tagset-not-toml", "tagset-too-large", "tagset-newer", "tagset-missing" (field),
"tagset-wrong" (field, what it holds), "tagset-twice" (field, value), "tagset-unknown" (field,
value that nothing is named).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar, cast

from annotations.errors import Refusal
from annotations.tagset.values import (
    ANY,
    HUES,
    NO_MEASURE,
    AttributeRule,
    Choice,
    Form,
    Group,
    Kind,
    Label,
    MeasureType,
    Names,
    Palette,
    RelationRule,
    TagSet,
    Use,
)

SCHEMA = 1
MAX_LENGTH = 500_000
MAX_DOTS = 100  # in one line; keys of a thousand dots take tomllib hours
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_T = TypeVar("_T")
_REQUIRED = object()
_USES: tuple[Use, ...] = ("required", "optional")
_KINDS: tuple[Kind, ...] = ("choice", "text", "measure_type")
_FORMS: tuple[Form, ...] = ("filled", "outlined")


@lru_cache(maxsize=8)
def parse(toml: str) -> TagSet:
    """The tag set that `toml` says. Unknown keys are left alone.

    Kept, because it takes some 20 ms and a batch asks for the same one again and again.
    """
    if len(toml) > MAX_LENGTH or any(line.count(".") > MAX_DOTS for line in toml.splitlines()):
        raise Refusal("tagset-too-large", limit=MAX_LENGTH)
    try:
        top = _Table("tag set", tomllib.loads(toml))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refusal("tagset-not-toml", reason=str(error)) from error
    schema = top.get("schema", int, SCHEMA)
    if schema > SCHEMA:
        raise Refusal("tagset-newer", found=schema, known=SCHEMA)
    has_measures = "measure_layer" in top.values
    groups = tuple(_group(table) for table in top.tables("measure_group"))
    hues = {group.id: group.hue for group in groups}
    tagset = TagSet(
        id=top.text("id"),
        version=top.text("version"),
        names=top.names("name_"),
        entities=tuple(_label(table) for table in top.tables("entity")),
        measure=_label(top.table("measure_layer"), "outlined") if has_measures else NO_MEASURE,
        groups=groups,
        types=tuple(_type(table, hues) for table in top.tables("measure_type")),
        attributes=tuple(_attribute(table) for table in top.tables("attribute")),
        relations=tuple(_relation(table) for table in top.tables("relation")),
        palette=_palette(top.table("palette")),
        rules={name: str(rule) for name, rule in top.table("rules").values.items()},
        raw_toml=toml,
    )
    _check(tagset)
    return tagset


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file and how to call it in an error."""

    place: str
    values: Mapping[str, object]

    def get(self, field: str, kind: type[_T], default: object = _REQUIRED) -> _T:
        value = self.values.get(field, default)
        if value is _REQUIRED:
            raise Refusal("tagset-missing", place=self.place, field=field)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(field, value)
        return value

    def text(self, field: str, default: object = _REQUIRED) -> str:
        return self.get(field, str, default)

    def filled(self, field: str) -> str:
        value = self.text(field)
        if not value:
            raise Refusal("tagset-missing", place=self.place, field=field)
        return value

    def one_of(self, field: str, known: tuple[_T, ...], default: object = _REQUIRED) -> _T:
        value = self.get(field, object, default)
        if value not in known:
            raise self.wrong(field, value)
        return cast("_T", value)

    def texts(self, field: str) -> tuple[str, ...]:
        found: list[str] = []
        for value in cast("list[object]", self.get(field, list)):
            if not isinstance(value, str):
                raise self.wrong(field, value)
            found.append(value)
        return tuple(found)

    def table(self, field: str) -> _Table:
        return _Table(field, cast("dict[str, object]", self.get(field, dict, {})))

    def tables(self, field: str) -> list[_Table]:
        """The tables of an array, each called by its id."""
        found = cast("list[object]", self.get(field, list, []))
        named: dict[str, _Table] = {}
        for number, value in enumerate(found, 1):
            if not isinstance(value, dict):
                raise self.wrong(field, value)
            values = cast("dict[str, object]", value)
            table = _Table(f"{field} {values.get('id', number)}", values)
            id = table.filled("id")
            if named.setdefault(id, table) is not table:
                raise Refusal("tagset-twice", place=table.place, field="id", value=id)
        return list(named.values())

    def names(self, prefix: str = "") -> Names:
        """Traditional and English fall back on the simplified name."""
        hans = self.text(prefix + "hans")
        hant, en = self.text(prefix + "hant", hans), self.text(prefix + "en", hans)
        return Names(hans, hant, en, self.text(prefix + "en_short", ""))

    def hue(self) -> int:
        return self.one_of("hue", tuple(range(1, HUES + 1)), HUES)

    def form(self, default: Form) -> Form:
        return self.one_of("form", _FORMS, default)

    def wrong(self, field: str, value: object) -> Refusal:
        return Refusal("tagset-wrong", place=self.place, field=field, value=repr(value))


def _label(table: _Table, form: Form = "filled") -> Label:
    key = table.text("key", "")
    if len(key) > 1:
        raise table.wrong("key", key)
    return Label(
        table.filled("id"),
        table.names(),
        table.text("definition", ""),
        table.text("example", ""),
        table.text("counter_example", ""),
        key,
        table.hue(),
        table.form(form),
        table.get("slot_only", bool, False),
        table.get("retired", bool, False),
    )


def _group(table: _Table) -> Group:
    return Group(table.text("id"), table.names(), table.hue(), table.form("outlined"))


def _type(table: _Table, hues: Mapping[str, int]) -> MeasureType:
    group = table.text("group")
    if group not in hues:
        raise Refusal("tagset-unknown", place=table.place, field="group", value=group)
    return MeasureType(
        table.text("id"),
        table.names(),
        table.text("definition", ""),
        table.text("example", ""),
        table.text("counter_example", ""),
        table.filled("code"),
        group,
        hues[group],
        table.get("retired", bool, False),
    )


def _attribute(table: _Table) -> AttributeRule:
    kind: Kind = table.one_of("type", _KINDS, "text")
    values = tuple(
        Choice(
            choice.text("id"),
            choice.names(),
            choice.text("note", ""),
            choice.get("retired", bool, False),
        )
        for choice in table.tables("values")
    )
    if kind == "choice" and not values:
        raise Refusal("tagset-missing", place=table.place, field="values")
    return AttributeRule(
        table.text("id"),
        table.text("on", ANY),
        table.names(),
        table.one_of("use", _USES, "optional"),
        kind,
        values,
        table.text("default", "") or None,
        table.get("many", bool, False),
        table.texts("also") if "also" in table.values else (),
    )


def _relation(table: _Table) -> RelationRule:
    ends = table.texts("from"), table.texts("to")
    kinds = table.get("derived", bool, False), table.get("retired", bool, False)
    return RelationRule(table.text("id"), table.names(), *ends, *kinds)


def _palette(table: _Table) -> Palette:
    return Palette(*_colours(table, "light"), *_colours(table, "dark"))


def _colours(table: _Table, ground: str) -> tuple[tuple[str, ...], str]:
    """One colour for each hue, and that of the ink on them."""
    hues, ink = table.texts(ground), table.text(f"{ground}_ink")
    if len(hues) != HUES or not all(map(_COLOUR.fullmatch, hues)):
        raise table.wrong(ground, list(hues))
    if not _COLOUR.fullmatch(ink):
        raise table.wrong(f"{ground}_ink", ink)
    return hues, ink


def _check(tagset: TagSet) -> None:
    """What no table can say alone: nothing twice, everything named is there.

    A retired tag keeps its key or code without being in the way of another one.
    """
    labels = [label for label in (*tagset.entities, tagset.measure) if label.id]
    keys = ((f"entity {label.id}", label.key) for label in labels if not label.retired)
    _once("key", ((place, key) for place, key in keys if key))
    _once("id", ((f"entity {label.id}", label.id) for label in labels))
    codes = [(f"measure_type {type.id}", type.code) for type in tagset.types if not type.retired]
    _once("code", codes)
    codes.sort(key=lambda one: one[1])
    for (place, code), (_, following) in pairwise(codes):  # one is complete as soon as it is typed
        if following.startswith(code):
            raise Refusal("tagset-twice", place=place, field="code", value=code)
    known = {ANY, *(label.id for label in labels)}
    for rule in tagset.attributes:
        _known(known, f"attribute {rule.id}", "on", (rule.on,))
        _known(known, f"attribute {rule.id}", "also", rule.also)
    for relation in tagset.relations:
        _known(known, f"relation {relation.id}", "from", relation.sources)
        _known(known, f"relation {relation.id}", "to", relation.targets)


def _once(field: str, values: Iterable[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for place, value in values:
        if value in seen:
            raise Refusal("tagset-twice", place=place, field=field, value=value)
        seen.add(value)


def _known(known: set[str], place: str, field: str, values: Iterable[str]) -> None:
    for value in values:
        if value not in known:
            raise Refusal("tagset-unknown", place=place, field=field, value=value)
