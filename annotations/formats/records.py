"""Documents as the JSON objects of danqian/1, and back (resources/schema/danqian-1.schema.json).

Writing what was read gives the same object: unknown keys come back from `extra`, optional
keys that were absent stay absent for as long as they hold nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import cast, get_args

from annotations.errors import Refusal
from annotations.formats.fields import Fields
from annotations.formats.usual import usual_annotations
from annotations.model import (
    ARTICLE_STATUSES,
    Annotation,
    Article,
    ArticleStatus,
    Attributes,
    Document,
    Emendation,
    EmendationStatus,
    Reading,
    Relation,
    Source,
    Span,
    TagSetRef,
)
from annotations.text.source import encoded, title_of

Record = dict[str, object]

SCHEMA = "danqian/1"
_DERIVED = ("sha256", "quote")  # always filled in, so that "empty" cannot tell

# -- reading ----------------------------------------------------------------------------


def document(fields: Fields) -> Document:
    """The document of an article line whose `schema` and `kind` were taken out.

    Refusals: those of `Fields`, and line-… source-differs, encoding-unknown, span-empty,
    span-outside, span-order, quote-differs, status-unknown, emendation-unknown-text, id-twice.
    """
    text = fields.string("text")
    values = fields.values("annotations")
    annotations = tuple(
        usual or annotation(fields.inner("annotations", turn, values[turn]), text)
        for turn, usual in enumerate(usual_annotations(values, text))
    )
    relations = tuple(relation(item) for item in fields.objects("relations"))
    emendations = tuple(emendation(item, text) for item in fields.objects("emendations"))
    readings = tuple(reading(item, text) for item in fields.objects("readings"))
    _refuse_twins(item.id for item in annotations)
    _refuse_twins(item.id for item in relations)
    _refuse_twins(item.id for item in emendations)
    return Document(article(fields, text), emendations, readings, annotations, relations)


def article(fields: Fields, text: str) -> Article:
    """The article of a line, without what is on it."""
    return Article(
        id=fields.identifier("id"),
        title=fields.optional_string("title", title_of(text)),
        text=text,
        source=_source(fields.object_("source"), text),
        status=cast(ArticleStatus, _status(fields, "new", ARTICLE_STATUSES)),
        meta=fields.object_("meta").extra,
        author=fields.nullable_string("author"),
        created=fields.nullable_string("created"),
        tagset=_tagset(fields),
        repair=fields.later_bool("repair"),
        flag=fields.later_bool("flag"),
        note=fields.later_string("note"),
        extra=fields.extra,
        absent=fields.absent,
    )


def _source(fields: Fields, text: str) -> Source:
    name = fields.optional_string("name")
    encoding = fields.optional_string("encoding", "utf-8")
    bom = fields.optional_bool("bom")
    data = _base64(fields) if "bytes" in fields.extra else None
    digest = hashlib.sha256(_encoded(text, encoding, bom) if data is None else data).hexdigest()
    told = fields.optional_string("sha256", digest)
    if told.lower() != digest:
        raise Refusal("line-source-differs")
    return Source(name, told, encoding, bom, data, fields.extra, fields.absent)


def _base64(fields: Fields) -> bytes:
    try:
        return base64.b64decode(fields.string("bytes"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal("json-key-type", what=fields.path("bytes"), wanted="base64") from error


def _encoded(text: str, encoding: str, bom: bool) -> bytes:
    try:
        return encoded(text, encoding, bom=bom)
    except UnicodeError as error:
        raise Refusal("line-source-differs") from error
    except (LookupError, ValueError) as error:
        raise Refusal("line-encoding-unknown", encoding=encoding) from error


def _tagset(fields: Fields) -> TagSetRef | None:
    ref = fields.nullable_object("tagset")
    return ref and TagSetRef(ref.string("id"), ref.string("version"), ref.extra)


def annotation(fields: Fields, text: str) -> Annotation:
    """One object of `annotations`, checked against the text."""
    fragments = _fragments(fields, text)
    quote = "".join(fragment.of(text) for fragment in fragments)
    if fields.optional_string("quote", quote) != quote:
        raise Refusal("line-quote-differs", id=fields.string("id"))
    return Annotation(
        id=fields.identifier("id"),
        label=fields.identifier("label"),
        fragments=fragments,
        quote=quote,
        attributes=fields.attributes("attributes"),
        note=fields.nullable_string("note"),
        author=fields.nullable_string("author"),
        created=fields.nullable_string("created"),
        modified=fields.nullable_string("modified"),
        tagset=_tagset(fields),
        extra=fields.extra,
        absent=fields.absent,
    )


def _fragments(fields: Fields, text: str) -> tuple[Span, ...]:
    where = fields.path("fragments")
    fragments = tuple(_fragment(pair, where, text) for pair in fields.list_("fragments"))
    if not fragments or not all(fragments):
        raise Refusal("line-span-empty", what=where)
    if any(b.start < a.end for a, b in pairwise(fragments)):
        raise Refusal("line-span-order", what=where)
    return fragments


def _fragment(pair: object, where: str, text: str) -> Span:
    numbers = cast(list[object], pair) if isinstance(pair, list) else []
    match numbers:
        case [int(start), int(end)] if type(start) is type(end) is int:
            return _span(start, end, where, text)
        case _:
            raise Refusal("json-key-type", what=where, wanted="span")


def _span(start: int, end: int, where: str, text: str) -> Span:
    if not 0 <= start <= end <= len(text):
        raise Refusal("line-span-outside", what=where, start=start, end=end, length=len(text))
    return Span(start, end)


def relation(fields: Fields) -> Relation:
    """One object of `relations`."""
    return Relation(
        id=fields.identifier("id"),
        type=fields.identifier("type"),
        start=fields.identifier("from"),
        end=fields.identifier("to"),
        attributes=fields.attributes("attributes"),
        note=fields.nullable_string("note"),
        author=fields.nullable_string("author"),
        created=fields.nullable_string("created"),
        extra=fields.extra,
        absent=fields.absent,
    )


def emendation(fields: Fields, text: str) -> Emendation:
    """One object of `emendations`, checked against the text."""
    made = Emendation(
        id=fields.identifier("id"),
        span=_span(fields.integer("start"), fields.integer("end"), fields.path("start"), text),
        replacement=fields.nullable_string("replacement"),
        kind=fields.optional_string("kind"),
        rule=fields.optional_string("rule"),
        status=cast(EmendationStatus, _status(fields, "proposed", get_args(EmendationStatus))),
        confidence=fields.later_share("confidence"),
        evidence=fields.later_object("evidence"),
        author=fields.nullable_string("author"),
        created=fields.nullable_string("created"),
        extra=fields.extra,
        absent=fields.absent,
    )
    if made.status == "accepted" and made.replacement is None:
        raise Refusal("line-emendation-unknown-text", id=made.id)
    return made


def reading(fields: Fields, text: str) -> Reading:
    """One object of `readings`, checked against the text."""
    return Reading(
        span=_span(fields.integer("start"), fields.integer("end"), fields.path("start"), text),
        config=fields.identifier("config"),
        replacement=fields.string("replacement"),
        extra=fields.extra,
    )


def _status(fields: Fields, default: str, known: tuple[str, ...]) -> str:
    status = fields.optional_string("status", default)
    if status not in known:
        raise Refusal("line-status-unknown", what=fields.path("status"), found=status)
    return status


def _refuse_twins(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise Refusal("line-id-twice", id=id)
        seen.add(id)


# -- writing ----------------------------------------------------------------------------


def record(document: Document) -> Record:
    """The whole article line as a JSON object, in the order of the documentation."""
    article = document.article
    whole: Record = {
        "schema": SCHEMA,
        "kind": "article",
        "id": article.id,
        "title": article.title,
        "status": article.status,
        "source": _source_record(article.source),
        "text": article.text,
        "meta": dict(article.meta),
        "author": article.author,
        "created": article.created,
        "tagset": _tagset_record(article.tagset),
        **_later(repair=article.repair, flag=article.flag, note=article.note),
        "emendations": [emendation_record(item) for item in document.emendations],
        "readings": [reading_record(item) for item in document.readings],
        "annotations": _annotation_records(document.annotations),
        "relations": [relation_record(item) for item in document.relations],
    }
    empty: Record = {"title": title_of(article.text), "status": "new"}
    return _as_found(whole, article.absent, article.extra, empty)


def _source_record(source: Source) -> Record:
    whole: Record = {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "bom": source.bom,
    }
    if source.data is not None:
        whole["bytes"] = base64.b64encode(source.data).decode("ascii")
    return _as_found(whole, source.absent, source.extra, {"encoding": "utf-8"})


def _tagset_record(ref: TagSetRef | None) -> Record | None:
    return ref and {"id": ref.id, "version": ref.version, **ref.extra}


def annotation_record(annotation: Annotation) -> Record:
    """An annotation as a JSON object of an article line."""
    return _annotation_record(annotation, _tagset_record(annotation.tagset))


def _annotation_records(annotations: Iterable[Annotation]) -> list[Record]:
    """Those of an article: hardly any two are of different tag sets, and each is told once."""
    refs = {id(one.tagset): one.tagset for one in annotations}
    told = {key: _tagset_record(ref) for key, ref in refs.items()}
    return [_annotation_record(one, told[id(one.tagset)]) for one in annotations]


def _annotation_record(annotation: Annotation, tagset: Record | None) -> Record:
    attributes = annotation.attributes
    whole: Record = {
        "id": annotation.id,
        "label": annotation.label,
        "fragments": [[span.start, span.end] for span in annotation.fragments],
        "quote": annotation.quote,
        "attributes": _attributes_record(attributes) if attributes else {},
        "note": annotation.note,
        "author": annotation.author,
        "created": annotation.created,
        "modified": annotation.modified,
        "tagset": tagset,
    }
    is_whole = not annotation.absent and not annotation.extra
    return whole if is_whole else _as_found(whole, annotation.absent, annotation.extra)


def relation_record(relation: Relation) -> Record:
    """A relation as a JSON object of an article line."""
    whole: Record = {
        "id": relation.id,
        "type": relation.type,
        "from": relation.start,
        "to": relation.end,
        "attributes": _attributes_record(relation.attributes),
        "note": relation.note,
        "author": relation.author,
        "created": relation.created,
    }
    return _as_found(whole, relation.absent, relation.extra)


def emendation_record(emendation: Emendation) -> Record:
    """An emendation as a JSON object of an article line."""
    whole: Record = {
        "id": emendation.id,
        "start": emendation.span.start,
        "end": emendation.span.end,
        "replacement": emendation.replacement,
        "kind": emendation.kind,
        "rule": emendation.rule,
        "status": emendation.status,
        **_later(confidence=emendation.confidence, evidence=dict(emendation.evidence)),
        "author": emendation.author,
        "created": emendation.created,
    }
    return _as_found(whole, emendation.absent, emendation.extra, {"status": "proposed"})


def reading_record(reading: Reading) -> Record:
    """A pinned reading as a JSON object of an article line."""
    return {
        "start": reading.span.start,
        "end": reading.span.end,
        "config": reading.config,
        "replacement": reading.replacement,
        **reading.extra,
    }


def _attributes_record(attributes: Attributes) -> Record:
    return {k: v if isinstance(v, str) else list(v) for k, v in attributes.items()}


def _later(**keys: object) -> Record:
    """Keys that came after the first files of the format: written where they say something."""
    return {k: v for k, v in keys.items() if v is not None and v is not False and v != {}}


def _as_found(
    whole: Record,
    absent: tuple[str, ...],
    extra: Mapping[str, object],
    empty: Mapping[str, object] | None = None,
) -> Record:
    """`whole` without the absent keys that still hold nothing (or their `empty` value)."""
    if not absent and not extra:
        return whole
    defaults = empty or {}
    for key in absent:
        value = whole.get(key)
        if not value or key in _DERIVED or value == defaults.get(key):
            whole.pop(key, None)
    for key, value in extra.items():
        whole.setdefault(key, value)
    return whole
