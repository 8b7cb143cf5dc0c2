"""A document as layers of INCEpTION: one of spans, one of relations, one of the article.

A feature for each thing a reader of the layer may want to see (label, note, author …, every
attribute of one plain text); all that has no plain form stands as JSON in the feature
`danqian`, so that nothing is lost.  The fragments of a discontinuous annotation are
structures of their own with one `danqianId`, numbered in `part`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from annotations.formats import records
from annotations.formats.cas.model import (
    METADATA,
    NAMED_ENTITY,
    SOURCE,
    TARGET,
    Cas,
    Ref,
    Structure,
    Value,
)
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Report
from annotations.model import Annotation, Attributes, Document, Relation

SPAN_LAYER = "webanno.custom.DanqianSpan"
RELATION_LAYER = "webanno.custom.DanqianRelation"
ARTICLE_LAYER = "webanno.custom.DanqianArticle"

ID, PART, REST = "danqianId", "part", "danqian"
PLAIN = ("note", "author", "created")
LabelFeature = Literal["label", "value"]
_TAKEN = frozenset(
    {ID, PART, REST, *PLAIN, SOURCE, TARGET, "label", "value", "begin", "end", "sofa", "id",
     "self", "first", "next", "target", "role", "elements", "xmiID"}
)  # fmt: skip
_NAME = re.compile("(?!ROLE_|BT_)[A-Za-z][A-Za-z0-9_]*")
# What every form on disk gives back as it was. TSV has no escape for CR, nor for a last backslash.
_FITS = re.compile("[^\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]*(?<!\\\\)")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]|\\\\\\Z")
_EMPTY: Mapping[str, object] = {"modified": None, "tagset": None, "attributes": {}}


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers are written: our own, or INCEpTION's named entities with our features."""

    span: str = SPAN_LAYER
    label: LabelFeature = "label"

    @classmethod
    def chosen(cls, option: str) -> Layers:
        return cls(NAMED_ENTITY, "value") if option == "named-entity" else cls()


@dataclass(frozen=True, slots=True)
class Laid:
    """A document in layers: its text as XML can hold it, its spans, its relations."""

    plain: PlainText
    spans: tuple[Structure, ...]
    relations: tuple[Structure, ...]

    @property
    def text(self) -> str:
        return self.plain.text


def laid(document: Document, layers: Layers, first_id: int, report: Report) -> Laid:
    """The structures of a document, numbered from `first_id`; what has no place is told."""
    article, spans = document.article, list[Structure]()
    begun: dict[str, Structure] = {}
    for annotation in document.annotations:
        features = _span_features(annotation, layers.label)
        count = len(annotation.fragments)
        for number, fragment in enumerate(annotation.fragments, start=1):
            part: dict[str, Value] = {PART: f"{number}/{count}"} if count > 1 else {}
            at = fragment.start, fragment.end
            spans.append(Structure(first_id + len(spans), layers.span, *at, features | part))
            begun.setdefault(annotation.id, spans[-1])
        if count > 1:
            report.lost("discontinuous-split", article.id, annotation.id)
    relations: list[Structure] = []
    for relation in document.relations:
        source, target = begun.get(relation.start), begun.get(relation.end)
        if source is None or target is None:
            report.lost("relation-dropped", article.id, relation.id)
            continue
        features = _relation_features(relation) | {
            SOURCE: Ref(source.id),
            TARGET: Ref(target.id),
        }
        number = first_id + len(spans) + len(relations)
        at = target.begin, target.end
        relations.append(Structure(number, RELATION_LAYER, *at, features))
    plain = PlainText.for_xml(article.text)
    report.lost("character-replaced", article.id, count=plain.replaced)
    return Laid(plain, tuple(spans), tuple(relations))


def whole(document: Document, found: Laid, segments: Iterator[Structure], first_id: int) -> Cas:
    """The CAS of a document with what is known of the article, in two structures."""
    title = shown(document.article.title)
    facts: dict[str, Value] = {
        "documentId": shown(document.article.id),
        "documentTitle": title,
        "language": "zh",
    }
    data = Structure(first_id, METADATA, 0, len(found.text), facts)
    record = records.record(document) | {"title": document.article.title}
    for key in ("text", "annotations", "relations"):
        record.pop(key, None)
    ours = Structure(first_id + 1, ARTICLE_LAYER, features={REST: _dumped(record)})
    return Cas(found.text, (data, ours, *segments, *found.spans, *found.relations))


def _span_features(annotation: Annotation, label: LabelFeature) -> dict[str, Value]:
    record = records.annotation_record(annotation)
    for key in ("fragments", "quote"):
        record.pop(key, None)
    return _features(record, label, annotation.label, annotation.attributes)


def _relation_features(relation: Relation) -> dict[str, Value]:
    record = records.relation_record(relation)
    for key in ("from", "to"):
        record.pop(key, None)
    record["label"] = record.pop("type")
    return _features(record, "label", relation.type, relation.attributes)


def _features(
    record: dict[str, object], label: LabelFeature, name: str, attributes: Attributes
) -> dict[str, Value]:
    """A record as features; what of it has no plain form is left to `REST`."""
    features: dict[str, Value] = {label: shown(name) or "?"}
    if features[label] == name:
        del record["label"]
    features[ID] = shown(str(record["id"])) or "?"
    if is_plain(record["id"]):
        del record["id"]
    for key in PLAIN:
        value = record.get(key)
        if is_plain(value):
            features[key] = str(record.pop(key))
        elif value is None:
            record.pop(key, None)
    rest: dict[str, object] = {}
    for key, value in attributes.items():
        if key not in _TAKEN and _NAME.fullmatch(key) and is_plain(value):
            features[key] = str(value)
        else:
            rest[key] = value
    record["attributes"] = rest
    left = {k: v for k, v in record.items() if k not in _EMPTY or v != _EMPTY[k]}
    if left:
        features[REST] = _dumped(left)
    return features


def is_plain(value: object) -> bool:
    """Whether a value can be a feature of text in every form."""
    return isinstance(value, str) and value != "" and _FITS.fullmatch(value) is not None


def shown(text: str) -> str:
    """A text that is to be seen in a feature, with U+FFFD for what features cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
