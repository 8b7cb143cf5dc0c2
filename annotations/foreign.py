"""Names that files bring for labels, attributes and relations, and a tag set that has others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotations import ingest
from annotations.arriving import arrivals
from annotations.errors import Refusal
from annotations.formats import Line, Reading, jsonl
from annotations.model import Annotation, Attributes, AttributeValue, Document, Relation
from annotations.tagset import TagSet
from annotations.tagset.mapping import LEFT_OUT, Kind, LabelMap, Name


@dataclass(frozen=True, slots=True)
class Foreign:
    """A name that is no id of the tag set, and how often it stands in the files.

    `becomes` is the id it would have by its names; None = it would be added.
    """

    name: Name
    count: int
    becomes: str | None


def foreign_labels(
    paths: Iterable[Path],
    tagset: TagSet,
    limit: int | None = None,
    forced: str | None = None,
) -> tuple[Foreign, ...]:
    """What the annotated files of `paths` name that the tag set does not, the most used first.

    The files are read one after another and nothing of them is kept.  Files of our own
    exchange bring their tag set themselves and are not asked.  Refusal: reader-unknown.
    """
    reading = Reading(ingest.max_bytes() if limit is None else limit, tagset)
    counts: Counter[Name] = Counter()
    for arrival in arrivals(paths, forced):
        if arrival.reader is None or arrival.reader is jsonl.READER:
            continue
        for line in arrival.reader.read(arrival.path, reading):
            if isinstance(line.content, Document):
                counts.update(names_in(line.content, line.shown))
    known = LabelMap(tagset)
    return tuple(
        Foreign(name, count, known.of(name))
        for name, count in counts.most_common()
        if not known.knows(name.kind, name.name)
    )


def names_in(document: Document, shown: Mapping[str, str]) -> Iterator[Name]:
    """Every name on a document, as often as it stands there."""

    def name(kind: Kind, name: str) -> Name:
        return Name(kind, name, shown.get(name, ""))

    for mark in document.annotations:
        yield name("label", mark.label)
        yield from (name("attribute", key) for key in mark.attributes)
    for relation in document.relations:
        yield name("relation", relation.type)
        yield from (name("attribute", key) for key in relation.attributes)


def mapped(line: Line, document: Document, map: LabelMap) -> tuple[Document, tuple[Refusal, ...]]:
    """The document with the names of the tag set; what was to be left out is told."""
    return _Mapping(line, map).of(document)


class _Mapping:
    def __init__(self, line: Line, map: LabelMap) -> None:
        self._shown, self._map = line.shown, map
        self._left: Counter[str] = Counter()

    def of(self, document: Document) -> tuple[Document, tuple[Refusal, ...]]:
        marks = tuple(mark for one in document.annotations if (mark := self._annotation(one)))
        kept = {mark.id for mark in marks}
        ties = tuple(
            tie
            for one in document.relations
            if one.start in kept and one.end in kept and (tie := self._relation(one))
        )
        told = [Refusal("misfit-left-out", name=n, count=c) for n, c in self._left.items()]
        if gone := sum(not {one.start, one.end} <= kept for one in document.relations):
            told.append(Refusal("misfit-ends-left-out", count=gone))
        return replace(document, annotations=marks, relations=ties), tuple(told)

    def _name(self, kind: Kind, name: str) -> str:
        found = self._map.of(Name(kind, name, self._shown.get(name, "")))
        if found == LEFT_OUT:
            self._left[name] += 1
        return name if found is None else found

    def _annotation(self, mark: Annotation) -> Annotation | None:
        label = self._name("label", mark.label)
        if label == LEFT_OUT:
            return None
        attributes = self._attributes(mark.attributes)
        if label == mark.label and attributes == mark.attributes:
            return mark
        return replace(mark, label=label, attributes=attributes)

    def _relation(self, relation: Relation) -> Relation | None:
        type = self._name("relation", relation.type)
        if type == LEFT_OUT:
            return None
        return replace(relation, type=type, attributes=self._attributes(relation.attributes))

    def _attributes(self, attributes: Attributes) -> dict[str, AttributeValue]:
        found: dict[str, AttributeValue] = {}
        for name, value in attributes.items():
            key = self._name("attribute", name)
            if key != LEFT_OUT:
                found[key] = (*_parts(found[key]), *_parts(value)) if key in found else value
        return found


def _parts(value: AttributeValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
