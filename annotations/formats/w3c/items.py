"""Annotations as programs write them in JSON-LD, taken apart: ours, Recogito's, Hypothesis'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from annotations.formats.records import Record
from annotations.formats.w3c.names import ATTRIBUTE, REST, SEVERAL

_NESTED = ("items", "first", "@graph", "rows", "annotations")


@dataclass(frozen=True, slots=True)
class Selected:
    """One target in a text: where its selectors say it stands, as far as they say it."""

    start: int | None
    end: int | None
    exact: str | None
    prefix: str
    suffix: str


class Item:
    """One annotation of a file."""

    def __init__(self, value: Mapping[str, object]) -> None:
        self._value = value
        self.id = _string(value.get("id", value.get("@id")))
        self.bodies = list(_objects(value.get("body")))

    @property
    def targets(self) -> list[object]:
        return _list(self._value.get("target"))

    @property
    def source(self) -> str:
        """What it is about; "" where it does not say."""
        for target in _objects(self.targets):
            source = target.get("source")
            told = _string(source) or _named(source)
            if told:
                return told
        return _string(self._value.get("uri"))

    @property
    def is_link(self) -> bool:
        """Whether it relates annotations to one another."""
        if "linking" in _list(self._value.get("motivation")):
            return True
        return bool(self.targets) and not self.selected() and len(self.ends()) > 1

    def selected(self) -> list[Selected]:
        """Its targets in the text."""
        found = map(_selected, _objects(self.targets))
        return [one for one in found if one is not None]

    def ends(self) -> list[str]:
        """The annotations that it relates: its targets, then its bodies."""
        ends = [one if isinstance(one, str) else _named(one) for one in self.targets]
        links = (b for b in _list(self._value.get("body")) if not _tells(b))
        ends += [one if isinstance(one, str) else _named(one) for one in links]
        return [end for end in ends if end]

    def tags(self) -> list[str]:
        """Its labels, the first one first."""
        tags = [_string(b.get("value")) for b in self.bodies if b.get("purpose") == "tagging"]
        return [tag for tag in [*tags, *map(_string, _list(self._value.get("tags")))] if tag]

    def motivation(self) -> str:
        """What it was made for; "annotation" where it does not say."""
        return next(map(_string, _list(self._value.get("motivation"))), "") or "annotation"

    def told(self) -> Record:
        """Its note, attributes, author and moments, as a record of danqian/1 has them."""
        record: Record = {}
        notes = [_string(body.get("value")) for body in self.bodies if _is_note(body)]
        if self._value.get("text"):
            notes.append(_string(self._value["text"]))
        if notes:
            record["note"] = "\n".join(notes)
        if attributes := self._attributes():
            record["attributes"] = attributes
        if name := self._creator():
            record["author"] = name
        for key in ("created", "modified"):
            if _string(self._value.get(key)):
                record[key] = self._value[key]
        for rest in _objects(self._value.get(REST)):
            record |= rest
        return record

    def _creator(self) -> str:
        creators = _list(self._value.get("creator", self._value.get("user")))
        names = (_string(one.get("name")) for one in _objects(creators))
        return next(names, "") or next(map(_string, creators), "")

    def _attributes(self) -> Record:
        attributes: Record = {}
        for body in self.bodies:
            key, value = body.get(ATTRIBUTE), _string(body.get("value"))
            if isinstance(key, str) and body.get(SEVERAL) is True:
                several = attributes.setdefault(key, [])
                if isinstance(several, list):
                    cast("list[str]", several).append(value)
            elif isinstance(key, str):
                attributes[key] = value
        return attributes


def items_of(value: object) -> Iterator[Item]:
    """Every annotation in a file: a list, a page, a collection, a graph or a single one."""
    if isinstance(value, list):
        for one in cast("list[object]", value):
            yield from items_of(one)
    elif isinstance(value, dict):
        found = cast("dict[str, object]", value)
        if "target" in found:
            yield Item(found)
            return
        for key in _NESTED:
            if isinstance(found.get(key), list | dict):
                yield from items_of(found[key])
                return


def _selected(target: Mapping[str, object]) -> Selected | None:
    """What the selectors of a target say; None where it has none that we know."""
    place, quote = dict[str, object](), dict[str, object]()
    for selector in _flat(_list(target.get("selector"))):
        if selector.get("type") == "TextPositionSelector":
            place = selector
        elif selector.get("type") == "TextQuoteSelector":
            quote = selector
    start, end, exact = place.get("start"), place.get("end"), quote.get("exact")
    if not (isinstance(start, int) and isinstance(end, int)):
        start = end = None
    if start is None and not isinstance(exact, str):
        return None
    return Selected(
        start,
        end,
        exact if isinstance(exact, str) else None,
        _string(quote.get("prefix")),
        _string(quote.get("suffix")),
    )


def _flat(selectors: Iterable[object]) -> Iterator[dict[str, object]]:
    """Selectors and those that refine them."""
    for selector in selectors:
        while isinstance(selector, dict):
            known = cast("dict[str, object]", selector)
            yield known
            selector = known.get("refinedBy")


def _named(value: object) -> str:
    """The annotation that an object stands for."""
    if not isinstance(value, dict) or "selector" in value:
        return ""
    known = cast("dict[str, object]", value)
    return _string(known.get("id", known.get("@id"))) or _string(known.get("source"))


def _tells(body: object) -> bool:
    return any("value" in one for one in _objects(body))


def _is_note(body: Mapping[str, object]) -> bool:
    about = body.get("purpose", "commenting")
    return "value" in body and about != "tagging" and ATTRIBUTE not in body


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Those of a list, or the one, that are JSON objects."""
    for one in _list(value):
        if isinstance(one, dict):
            yield cast("dict[str, object]", one)


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
