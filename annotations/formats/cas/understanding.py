"""What a CAS says, ours or INCEpTION's with any layers, as a document.

A structure on a stretch of text is an annotation, and one with Governor and Dependent a
relation.  The label is the value of the layer's own naming feature (`label`, `value`,
PosValue …), else the name of the layer; its other features are attributes.  Features that
hold other annotations (slots, the next of a chain) are relations of their name or role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from annotations import ids
from annotations.errors import Refusal
from annotations.formats import records
from annotations.formats.cas.features import (
    NAMING,
    NAMING_RELATION,
    exact,
    is_relation,
    label_of,
    record_of,
)
from annotations.formats.cas.layers import (
    ARTICLE_LAYER,
    ID,
    PART,
    PLAIN,
    REST,
)
from annotations.formats.cas.model import (
    METADATA,
    POS,
    SENTENCE,
    SOURCE,
    TARGET,
    TOKEN,
    Cas,
    Ref,
    Structure,
)
from annotations.formats.cas.told_article import article_of
from annotations.formats.fields import Fields
from annotations.formats.pieces import apart
from annotations.model import Annotation, Document, Relation, Span

_CHAIN = "referenceRelation"
_NO_LAYER = frozenset({TOKEN, SENTENCE, METADATA, ARTICLE_LAYER, "uima.tcas.DocumentAnnotation"})
_MOST_MISFITS = 100  # of one kind in one file; what more there are is said as a number


class Understanding:
    """A CAS on its way to a document; `misfits` say what of it has no place there."""

    def __init__(self, cas: Cas, name: str) -> None:
        self._text = cas.text
        self._name = name
        self._by_id = {one.id: one for one in cas.structures}
        self._structures = [one for one in cas.structures if one.type not in _NO_LAYER]
        self._all = cas.structures
        self._ours: dict[int, str] = {}  # annotation ids by those of structures
        self._taken: set[str] = set()
        self._numbers = Counter[tuple[object, ...]]()
        self._found: list[Refusal] = []
        if cas.elsewhere:
            self._found.append(Refusal("misfit-other-views", count=cas.elsewhere))

    @property
    def misfits(self) -> tuple[Refusal, ...]:
        kinds = Counter(refusal.key for refusal in self._found)
        kept = Counter[str]()
        told: list[Refusal] = []
        for refusal in self._found:
            kept[refusal.key] += 1
            if kept[refusal.key] <= _MOST_MISFITS:
                told.append(refusal)
        more = sum(max(0, count - _MOST_MISFITS) for count in kinds.values())
        return (*told, Refusal("misfit-more", count=more)) if more else tuple(told)

    def document(self) -> Document:
        """The article with everything on it that fits."""
        whole, misfits = article_of(self._all, self._text, self._name)
        self._found += misfits
        self._article = whole.article.id
        annotations = tuple(self._annotations())
        relations = tuple(self._relations())
        return Document(whole.article, whole.emendations, whole.readings, annotations, relations)

    # -- annotations ----------------------------------------------------------------------

    def _annotations(self) -> Iterator[Annotation]:
        ends = self._ends_without_layer()
        parts: dict[tuple[str, str], list[Structure]] = {}
        order: list[list[Structure]] = []
        for structure in self._structures:
            if structure.begin < 0 or is_relation(structure):
                continue
            id = structure.text(ID), structure.text(REST)
            if structure.text(PART) and id in parts:
                parts[id].append(structure)
            else:
                order.append([structure])
                if structure.text(ID) and structure.text(PART):
                    parts[id] = order[-1]
        for group in (*order, *([token] for token in ends)):
            annotation = self._annotation(group)
            if annotation is not None:
                yield annotation

    def _ends_without_layer(self) -> list[Structure]:
        """Tokens that a relation needs as an end, where there is no part of speech on them."""
        relations = [one for one in self._structures if is_relation(one)]
        refs = {one.ref(end) for one in relations for end in (SOURCE, TARGET)}
        ends = [one for one in self._all if one.type == TOKEN and one.id in refs]
        if not ends:
            return []
        poses = {(p.begin, p.end): p for p in self._structures if p.type.startswith(POS)}
        left: list[Structure] = []
        for token in ends:
            pos = poses.get((token.begin, token.end))
            if pos is None:
                left.append(token)
            else:
                self._by_id[token.id] = pos
        return left

    def _annotation(self, group: list[Structure]) -> Annotation | None:
        fitting = [one for one in group if self._fits(one)]
        if not fitting:
            return None
        fragments = apart(Span(one.begin, one.end) for one in fitting)
        first = fitting[0]
        record = record_of(first, NAMING, self._attributes(first))
        id = self._own_id(exact(record.get("id"), first.text(ID)), first)
        quote = "".join(span.of(self._text) for span in fragments)
        record |= {"id": id, "fragments": [[s.start, s.end] for s in fragments], "quote": quote}
        for one in group:
            self._ours[one.id] = id
        try:
            return records.annotation(Fields(record), self._text)
        except Refusal:  # somebody wrote into our JSON
            self._found.append(Refusal("misfit-values", what=first.short, line=first.line))
            plain = {key: record[key] for key in ("id", "fragments")}
            label = label_of(first, NAMING)
            return records.annotation(Fields({**plain, "label": label}), self._text)

    def _fits(self, one: Structure) -> bool:
        if one.begin == one.end:
            self._found.append(Refusal("misfit-empty", what=label_of(one, NAMING), line=one.line))
        elif not 0 <= one.begin < one.end <= len(self._text):
            place = {"start": one.begin, "end": one.end}
            what = label_of(one, NAMING)
            self._found.append(Refusal("misfit-span", what=what, line=one.line, **place))
        else:
            return True
        return False

    def _own_id(self, told: str, one: Structure) -> str:
        """The id it was given by us, else one that a second reading makes again."""
        if told and told not in self._taken:
            self._taken.add(told)
            return told
        key = (self._article, one.type, one.begin, one.end)
        self._numbers[key] += 1
        made = ids.named("cas", *key, self._numbers[key])
        self._taken.add(made)
        return made

    def _attributes(self, one: Structure) -> dict[str, object]:
        """Features that are values, arrays of values among them."""
        found: dict[str, object] = {}
        for name, value in one.features.items():
            if name in (ID, PART, REST, SOURCE, TARGET, *PLAIN):
                continue
            if isinstance(value, str):
                if value:  # an empty one is a list without elements, or nothing
                    found[name] = value
                continue
            values = self._elements(value)
            if values and not any(isinstance(item, Ref) for item in values):
                found[name] = list(values)
        return found

    def _elements(self, value: Ref | tuple[str | Ref, ...]) -> tuple[str | Ref, ...]:
        """The elements of an array, which may be a structure of its own."""
        if not isinstance(value, Ref):
            return value
        held = self._by_id.get(value.id)
        if held is None or "elements" not in held.features:
            return (value,)
        elements = held.features["elements"]
        if isinstance(elements, Ref):
            return (elements,)
        return (elements,) if isinstance(elements, str) else elements

    # -- relations ------------------------------------------------------------------------

    def _relations(self) -> Iterator[Relation]:
        for one in self._structures:
            if is_relation(one):
                record = record_of(one, NAMING_RELATION, self._attributes(one))
                record["type"] = record.pop("label")
                found = self._relation(one, record, one.ref(SOURCE), one.ref(TARGET))
            else:
                found = None
                yield from self._slots(one)
            if found is not None:
                yield found

    def _slots(self, one: Structure) -> Iterator[Relation]:
        """The relations that the features of an annotation are."""
        for name, value in one.features.items():
            if isinstance(value, str) or one.id not in self._ours:
                continue
            for item in self._elements(value):
                if not isinstance(item, Ref):
                    continue
                link = self._by_id.get(item.id)
                type, target = name, item.id
                if link is not None and link.begin < 0 and link.ref("target") is not None:
                    type, target = link.text("role") or name, cast(int, link.ref("target"))
                elif name == "next":
                    type = one.text(_CHAIN) or name
                found = self._relation(one, {"type": type}, one.id, target)
                if found is not None:
                    yield found

    def _relation(
        self, one: Structure, record: dict[str, object], source: int | None, target: int | None
    ) -> Relation | None:
        start, end = self._end(source), self._end(target)
        if start is None or end is None:
            what = str(record["type"])
            self._found.append(Refusal("misfit-relation", what=what, line=one.line))
            return None
        record |= {"from": start, "to": end}
        record["id"] = self._relation_id(record, one)
        try:
            return records.relation(Fields(record))
        except Refusal:
            type = label_of(one, NAMING_RELATION)
            self._found.append(Refusal("misfit-values", what=type, line=one.line))
            plain = {key: record[key] for key in ("id", "from", "to")}
            return records.relation(Fields({**plain, "type": type}))

    def _relation_id(self, record: Mapping[str, object], one: Structure) -> str:
        told = exact(record.get("id"), one.text(ID)) if is_relation(one) else ""
        if told and ("", told) not in self._numbers:
            self._numbers["", told] = 1
            return told
        key = (self._article, record["type"], record["from"], record["to"])
        self._numbers[key] += 1
        return ids.named("cas", "relation", *key, self._numbers[key])

    def _end(self, id: int | None) -> str | None:
        if id is None:
            return None
        held = self._by_id.get(id)
        return None if held is None else self._ours.get(held.id)


def understood(cas: Cas, name: str) -> tuple[Document, tuple[Refusal, ...]]:
    """The document that a CAS is, and what of it did not fit."""
    work = Understanding(cas, name)
    document = work.document()
    return document, work.misfits
