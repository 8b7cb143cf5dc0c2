"""doccano's JSONL (and JSON) in all the shapes it had: a text with triples, or with entities.

It tells no quotes, so that its unit shows only where a border would fall into the middle of a
character (UTF-16) or outside the text; what is told nowhere is told to the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from annotations.errors import Refusal
from annotations.formats import json_files, offsets
from annotations.formats.doccano import PIECES
from annotations.formats.gathering import FACTS, Gathering, article_of
from annotations.formats.json_files import is_offset, list_of, strings
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.report import Unit
from annotations.model import Span

_TEXTS = ("text", "data")
_SPANS = ("label", "labels", "entities", "annotations")
_KNOWN = {*_TEXTS, *_SPANS, *FACTS, "relations", "offset_unit", "Comments", "comments", PIECES}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_POSSIBLE: tuple[Unit, ...] = ("UTF-16 units", "code points")  # the first where both fit


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a file.

    Labels of whole texts (`"label": ["sport"]`) become metadata, as does every other key.
    Misfits: misfit-shape, misfit-span, misfit-relation, misfit-unit-guessed.
    """
    unit = reading.unit or _unit_of_file(path, reading.limit)
    for number, value in json_files.items(path, reading.limit):
        if isinstance(value, Refusal):
            yield Line(number, value)
            continue
        record = strings(value)
        if _text(record) is None:
            refusal = Refusal("json-key-missing", file=str(path), line=number, what="text")
            yield Line(number, refusal)
            continue
        yield _Article(record, path, number, unit).line()


def _text(record: Mapping[str, Any]) -> str | None:
    found = (record.get(key) for key in _TEXTS)
    return next((text for text in found if isinstance(text, str)), None)


def _unit_of_file(path: Path, limit: int) -> Unit | None:
    """The only unit in which all offsets of the file can be; None where both or none can."""
    possible = set(_POSSIBLE)
    for _, value in json_files.items(path, limit):
        record = strings(value)
        if "offset_unit" in record:  # it comes from us and says it of every article
            return None
        text = _text(record) or ""
        if _ASTRAL.search(text):
            fitting = offsets.fitting(text, [pair for _, pair, _ in _entities(record)])
            possible &= set(fitting) or possible
    return possible.pop() if len(possible) == 1 else None


_Entity = tuple[object, tuple[int, int], str]
"""The id in the file, the offsets and the label."""


def _entities(record: Mapping[str, Any]) -> list[_Entity]:
    """What of a record has the shape of an entity, under whichever key it stands."""
    return [entity for _, entity in _told(record) if entity is not None]


def _told(record: Mapping[str, Any]) -> Iterator[tuple[object, _Entity | None]]:
    """Every entity as it stands there and taken apart; None for what has no shape of one."""
    number = 0
    for key in _SPANS:
        for value in list_of(record.get(key)):
            match value:
                case [start, end, str(label), *_] if is_offset(start) and is_offset(end):
                    yield value, (number, (start, end), label)
                case dict():
                    yield value, _entity(cast("dict[str, Any]", value), number)
                case str() if key in ("label", "labels"):
                    continue  # a label of the whole text
                case _:
                    yield value, None
            number += 1


def _entity(entity: Mapping[str, Any], number: int) -> _Entity | None:
    start, end = entity.get("start_offset"), entity.get("end_offset")
    label = entity.get("label")
    if not is_offset(start) or not is_offset(end) or not isinstance(label, str | int):
        return None
    return entity.get("id", number), (cast(int, start), cast(int, end)), str(label)


class _Article:
    """One record on its way into a document."""

    def __init__(
        self, record: Mapping[str, Any], path: Path, number: int, unit: Unit | None
    ) -> None:
        self.record = record
        text = _text(record) or ""
        meta = strings(record.get("meta")) | _rest(record)
        facts = {**record, "meta": meta}
        article = article_of(text, facts, "doccano", path.name, number, name=path.name)
        self.gathering = Gathering(article, path, number)
        self.unit: Unit = self._unit(unit)

    def _unit(self, unit: Unit | None) -> Unit:
        told: list[Unit] = [one for one in _POSSIBLE if one == self.record.get("offset_unit")]
        if told:
            return told[0]
        text = self.gathering.article.text
        pairs = [pair for _, pair, _ in _entities(self.record)]
        if unit is not None or not pairs or not _ASTRAL.search(text):
            return unit or _POSSIBLE[0]
        fitting: list[Unit] = [one for one in _POSSIBLE if one in offsets.fitting(text, pairs)]
        if len(fitting) != 1 and not _same(text, pairs):
            self.gathering.misfit("misfit-unit-guessed", unit=_POSSIBLE[0])
        return fitting[0] if fitting else _POSSIBLE[0]

    def line(self) -> Line:
        ids = self._annotations()
        for value in list_of(self.record.get("relations")):
            relation = strings(value)
            type = relation.get("type")
            ends = (_hashable(relation.get(key)) for key in ("from_id", "to_id"))
            start, end = (ids.get(end) for end in ends)
            self.gathering.relate(type if isinstance(type, str) else "", start, end)
        return self.gathering.line()

    def _annotations(self) -> dict[object, str]:
        """Take the entities in; our ids by those of the file."""
        text, told = self.gathering.article.text, list(_told(self.record))
        pairs = [entity[1] if entity else (0, 0) for _, entity in told]
        spans = offsets.spans_in(text, self.unit, pairs)
        groups = self._groups(told, spans)
        ids: dict[object, str] = {}
        made: dict[int, str | None] = {}
        for place, ((value, entity), span) in enumerate(zip(told, spans, strict=True)):
            if entity is None:
                self.gathering.misfit("misfit-shape", what=str(value)[:80])
                continue
            key, (start, end), label = entity
            if not span:
                self.gathering.misfit("misfit-span", what=label, start=start, end=end)
                continue
            group = groups.get(place, [place])
            if place == group[0]:
                together = [found for n in group if (found := spans[n])]
                made[place] = self.gathering.annotate(label, together)
            if id := made[group[0]]:
                ids[_hashable(key)] = id
        return ids

    def _groups(
        self, told: Sequence[tuple[object, _Entity | None]], spans: Sequence[Span | None]
    ) -> dict[int, list[int]]:
        """The places that our own writer took apart, by each of them, where all are there."""
        at: dict[_Place, list[int]] = {}
        for place in reversed(range(len(told))):
            entity = told[place][1]
            if entity and spans[place]:
                at.setdefault((entity[2], *entity[1]), []).append(place)
        groups: dict[int, list[int]] = {}
        for piece in list_of(self.record.get(PIECES)):
            keys = _places(strings(piece))
            if len(keys) > 1 and all(at.get(key) for key in keys):
                places = sorted(at[key].pop() for key in keys)
                groups |= dict.fromkeys(places, places)
        return groups


_Place = tuple[str, int, int]


def _places(piece: Mapping[str, Any]) -> set[_Place]:
    """Label and offsets of the entities that were one annotation."""
    label = piece.get("label")
    found: set[_Place] = set()
    for pair in list_of(piece.get("spans")):
        match pair:
            case [int(start), int(end)] if isinstance(label, str):
                found.add((label, start, end))
            case _:
                return set()
    return found


def _hashable(id: object) -> object:
    return id if isinstance(id, int | str) else None


def _same(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether both units say the same of these offsets."""
    one, other = (offsets.spans_in(text, unit, pairs) for unit in _POSSIBLE)
    return one == other


def _rest(record: Mapping[str, Any]) -> dict[str, object]:
    """What else a record says: labels of the whole text, comments, and columns of its own."""
    rest: dict[str, object] = {key: value for key, value in record.items() if key not in _KNOWN}
    if "id" in rest and "article" not in record:
        rest["doccano_id"] = rest["id"]
    rest.pop("id", None)
    for key in ("label", "labels"):
        whole = [label for label in list_of(record.get(key)) if isinstance(label, str)]
        if whole:
            rest["category"] = whole
        elif isinstance(record.get(key), str):
            rest["category"] = record[key]
    comments = [c for key in ("Comments", "comments") for c in list_of(record.get(key))]
    return rest | ({"comments": comments} if comments else {})


def sniff(path: Path, head: bytes) -> bool:
    """A text with triples, or with entities that have doccano's offsets."""
    record = json_files.first(path, head)
    if "schema" in record or _text(record) is None or isinstance(record.get("label"), dict):
        return False
    if any(True for _ in _entities(record)):
        return True
    lists = [record[key] for key in _SPANS if key in record]
    return bool(lists) and all(_is_plain(found) for found in lists)


def _is_plain(found: object) -> bool:
    """Nothing yet, or labels of whole texts."""
    return isinstance(found, list) and all(
        isinstance(label, str) for label in cast("list[object]", found)
    )


READER = Reader("doccano", (".jsonl", ".json"), sniff, read)
