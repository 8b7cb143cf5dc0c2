"""Nouns to rows of the state tables and back.

What a column cannot hold is canonical JSON; `rest` keeps what a file carried and we do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar, cast

from annotations.errors import Refusal
from annotations.model import (
    Annotation,
    Article,
    Attributes,
    AttributeValue,
    Emendation,
    Extra,
    Reading,
    Rejection,
    Relation,
    Source,
    Span,
    TagSetRef,
)
from annotations.store.canonical import dump, load
from annotations.store.tables import Row, SqlValue

_T = TypeVar("_T")
_NOTHING = "{}"


def _sound(convert: Callable[[Row], _T]) -> Callable[[Row], _T]:
    """Raises Refusal "content-damaged" for a row whose JSON holds something else than we wrote."""

    @wraps(convert)
    def converted(row: Row) -> _T:
        try:
            return convert(row)
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            raise Refusal("content-damaged", reason=str(error)) from error

    return converted


def article_row(article: Article, **columns: SqlValue) -> Row:
    """`columns` are those that do not come from the article itself: seq, hash, script …"""
    source = article.source
    return {
        "id": article.id,
        "title": article.title,
        "status": article.status,
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "bom": int(source.bom),
        "chars": len(article.text),
        "meta": dump(article.meta),
        "author": article.author,
        "created": article.created,
        "tagset": _tagset_json(article.tagset),
        "repair": int(article.repair),
        "flag": int(article.flag),
        "note": article.note,
        "rest": _rest(article.extra, article.absent, _rest(source.extra, source.absent)),
        **columns,
    }


@_sound
def article_of(row: Row) -> Article:
    """From a row of `article` joined with its text and data."""
    r = cast("dict[str, Any]", row)
    rest = load(r["rest"])
    inner = rest.get("source", {})
    source = Source(
        r["name"], r["sha256"], r["encoding"], bool(r["bom"]), r["data"], **_known(inner)
    )
    return Article(
        r["id"],
        r["title"],
        r["text"],
        source,
        status=r["status"],
        meta=load(r["meta"]),
        author=r["author"],
        created=r["created"],
        tagset=tagset_of(r["tagset"]),
        repair=bool(r["repair"]),
        flag=bool(r["flag"]),
        note=r["note"],
        **_known(rest),
    )


def meta_json(row: Row, fields: Mapping[str, str | None]) -> str:
    """An article's metadata with these fields set, or (None) taken away."""
    meta = {**load(row["meta"]), **fields}
    return dump({name: value for name, value in meta.items() if fields.get(name, "") is not None})


def emendation_row(article: str, e: Emendation) -> Row:
    return {
        **_named(article, e.id, e.extra, e.absent),
        "start": e.span.start,
        "end": e.span.end,
        "replacement": e.replacement,
        "kind": e.kind,
        "rule": e.rule,
        "status": e.status,
        "confidence": None if e.confidence is None else float(e.confidence),
        "evidence": dump(e.evidence) if e.evidence else None,
        "author": e.author,
        "created": e.created,
    }


@_sound
def emendation_of(row: Row) -> Emendation:
    r = cast("dict[str, Any]", row)
    return Emendation(
        r["id"],
        Span(r["start"], r["end"]),
        r["replacement"],
        r["kind"],
        r["rule"],
        r["status"],
        r["confidence"],
        load(r["evidence"]) if r["evidence"] is not None else {},
        r["author"],
        r["created"],
        **_known(_rest_of(r)),
    )


def reading_row(article: str, reading: Reading) -> Row:
    """A reading has no id: what it is about, span and configuration, names it."""
    span = reading.span
    return {
        **_named(article, f"{span.start}-{span.end} {reading.config}", reading.extra),
        "start": span.start,
        "end": span.end,
        "config": reading.config,
        "replacement": reading.replacement,
    }


@_sound
def reading_of(row: Row) -> Reading:
    r = cast("dict[str, Any]", row)
    extra = load(r["rest"]).get("extra", {})
    return Reading(Span(r["start"], r["end"]), r["config"], r["replacement"], extra)


def annotation_row(article: str, a: Annotation) -> Row:
    return {
        "article": article,
        "id": a.id,
        "rest": _rest(a.extra, a.absent) if a.extra or a.absent else _NOTHING,
        "label": a.label,
        "fragments": f"[{','.join([f'[{f.start},{f.end}]' for f in a.fragments])}]",
        "quote": a.quote,
        "attributes": attributes_json(a.attributes) if a.attributes else _NOTHING,
        "note": a.note,
        "author": a.author,
        "created": a.created,
        "modified": a.modified,
        "tagset": _tagset_json(a.tagset),
    }


@_sound
def annotation_of(row: Row) -> Annotation:
    r = cast("dict[str, Any]", row)
    return Annotation(
        r["id"],
        r["label"],
        tuple(Span(start, end) for start, end in load(r["fragments"])),
        r["quote"],
        attributes_of(r["attributes"]),
        r["note"],
        r["author"],
        r["created"],
        r["modified"],
        tagset_of(r["tagset"]),
        **_known(_rest_of(r)),
    )


def relation_row(article: str, relation: Relation) -> Row:
    return {
        **_named(article, relation.id, relation.extra, relation.absent),
        "type": relation.type,
        "start": relation.start,
        "end": relation.end,
        "attributes": attributes_json(relation.attributes),
        "note": relation.note,
        "author": relation.author,
        "created": relation.created,
    }


@_sound
def relation_of(row: Row) -> Relation:
    r = cast("dict[str, Any]", row)
    return Relation(
        r["id"],
        r["type"],
        r["start"],
        r["end"],
        attributes_of(r["attributes"]),
        r["note"],
        r["author"],
        r["created"],
        **_known(_rest_of(r)),
    )


def rejection_row(rejection: Rejection) -> Row:
    return {
        **_named(rejection.article, rejection.id, {}),
        "label": rejection.label,
        "surface": rejection.surface,
        "fragments": dump([[f.start, f.end] for f in rejection.fragments]),
        "rule": rejection.rule,
        "confidence": float(rejection.confidence),
        "count": rejection.count,
        "author": rejection.author,
        "created": rejection.created,
    }


@_sound
def rejection_of(row: Row) -> Rejection:
    r = cast("dict[str, Any]", row)
    return Rejection(
        r["id"],
        r["article"],
        r["label"],
        r["surface"],
        tuple(Span(start, end) for start, end in load(r["fragments"])),
        r["rule"],
        r["confidence"],
        r["count"],
        r["author"],
        r["created"],
    )


def attributes_json(attributes: Attributes) -> str:
    if not attributes:
        return _NOTHING
    return dump({k: v if isinstance(v, str) else list(v) for k, v in attributes.items()})


def attributes_of(text: str) -> dict[str, AttributeValue]:
    values = cast("dict[str, str | list[str]]", load(text))
    return {k: v if isinstance(v, str) else tuple(v) for k, v in values.items()}


def _tagset_json(ref: TagSetRef | None) -> str | None:
    if ref is None or ref.extra:
        return ref and dump({**ref.extra, "id": ref.id, "version": ref.version})
    return _plain_ref(ref.id, ref.version)


@lru_cache(maxsize=64)
def _plain_ref(id: str, version: str) -> str:
    return dump({"id": id, "version": version})


@lru_cache(maxsize=64)
def tagset_of(text: str | None) -> TagSetRef | None:
    """Nearly all annotations of a project name the same."""
    if text is None:
        return None
    value = cast("dict[str, Any]", load(text))
    return TagSetRef(value.pop("id"), value.pop("version"), value)


def _named(article: str, id: str, extra: Extra, absent: tuple[str, ...] = ()) -> Row:
    return {"article": article, "id": id, "rest": _rest(extra, absent)}


def _rest(extra: Extra, absent: tuple[str, ...], source: str = _NOTHING) -> str:
    if not extra and not absent and source == _NOTHING:
        return _NOTHING  # as nearly always
    parts: Mapping[str, object] = {
        "extra": extra,
        "absent": sorted(absent),
        "source": load(source),
    }
    return dump({name: part for name, part in parts.items() if part})


class Rest(NamedTuple):
    """What a row keeps of its file besides its columns."""

    extra: Extra
    absent: tuple[str, ...]


def rest_of(text: SqlValue) -> Rest:
    """The same from its column."""
    found = _known(load(text))
    return Rest(found["extra"], found["absent"])


def _rest_of(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `_rest` wrote; hardly ever anything."""
    return {} if row["rest"] == _NOTHING else load(row["rest"])


def _known(rest: Mapping[str, Any]) -> dict[str, Any]:
    """`extra` and `absent` as the dataclasses take them."""
    return {"extra": rest.get("extra", {}), "absent": tuple(rest.get("absent", ()))}
