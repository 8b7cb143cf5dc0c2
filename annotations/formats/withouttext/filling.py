"""An outline and a copy of its article make a document again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from annotations import ids
from annotations.formats.withouttext.outlines import Outline
from annotations.formats.withouttext.places import Place
from annotations.formats.withouttext.placing import Fitting
from annotations.formats.withouttext.skeleton import Skeleton, whole
from annotations.model import Annotation, Article, Document, Emendation, Reading, Span
from annotations.text.source import title_of

How = Literal["same", "alike", "placed"]
"""The copy is the very text, differs in script or punctuation alone, or more than that."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A document put together again; the ids of what has no place in this copy."""

    document: Document
    how: How
    annotations_missing: tuple[str, ...] = ()
    relations_missing: tuple[str, ...] = ()
    emendations_missing: tuple[str, ...] = ()
    readings_missing: int = 0


def filled(outline: Outline, copy: Article) -> Filled:
    """The document of an outline on the text of a copy.

    On the very text all of it comes back at its own offsets.  On another one the article has
    another id, made of both, because no id may stand for two texts; `rebuilt_from` has the old.
    """
    skeleton = Skeleton.of(copy.text)
    if whole(copy.text) == outline.sha256_text:
        spans = _as_told(outline, len(copy.text))
        how: How = "same"
    else:
        spans = _searched(outline, skeleton)
        how = "alike" if whole(skeleton.chars) == outline.sha256_skeleton else "placed"
    annotations = tuple(_annotations(outline, spans, copy.text))
    held = {annotation.id for annotation in annotations}
    relations = tuple(r for r in outline.relations if r.start in held and r.end in held)
    emendations, readings = _emendations(outline, spans), _readings(outline, spans)
    document = Document(
        _article(outline.article, copy, how), emendations, readings, annotations, relations
    )
    kept = {relation.id for relation in relations}, {item.id for item in emendations}
    return Filled(
        document,
        how,
        tuple(a.id for a, _ in outline.annotations if a.id not in held),
        tuple(r.id for r in outline.relations if r.id not in kept[0]),
        tuple(e.id for e, _ in outline.emendations if e.id not in kept[1]),
        len(outline.readings) - len(readings),
    )


_Spans = dict[int, Span | None]  # by the identity of a place


def _as_told(outline: Outline, length: int) -> _Spans:
    spans = ((id(place), place.span) for place, _ in _places(outline))
    return {number: span if span.end <= length else None for number, span in spans}


def _searched(outline: Outline, skeleton: Skeleton) -> _Spans:
    fitting = Fitting(outline, skeleton)
    return {id(place): fitting.span(place, literal) for place, literal in _places(outline)}


def _places(outline: Outline) -> Iterable[tuple[Place, bool]]:
    """Every place, and whether the text there must be the very one: what is read for it is."""
    yield from ((place, False) for _, places in outline.annotations for place in places)
    yield from ((place, True) for _, place in (*outline.emendations, *outline.readings))


def _annotations(outline: Outline, spans: _Spans, text: str) -> Iterable[Annotation]:
    for annotation, places in outline.annotations:
        found = [spans[id(place)] for place in places]
        fragments = tuple(span for span in found if span)
        if len(fragments) == len(places) and _rise(fragments):
            quote = "".join(span.of(text) for span in fragments)
            yield replace(annotation, fragments=fragments, quote=quote)


def _rise(spans: Iterable[Span]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(spans))


def _emendations(outline: Outline, spans: _Spans) -> tuple[Emendation, ...]:
    """Those that have a place; of accepted ones that overlap there the first."""
    kept: list[Emendation] = []
    done = 0
    placed = [
        (e, span) for e, place in outline.emendations if (span := spans[id(place)]) is not None
    ]
    for emendation, span in sorted(placed, key=lambda pair: pair[1]):
        if emendation.status == "accepted":
            if span.start < done:
                continue
            done = span.end
        kept.append(replace(emendation, span=span))
    order = {emendation.id: n for n, (emendation, _) in enumerate(outline.emendations)}
    return tuple(sorted(kept, key=lambda emendation: order[emendation.id]))


def _readings(outline: Outline, spans: _Spans) -> tuple[Reading, ...]:
    placed = ((reading, spans[id(place)]) for reading, place in outline.readings)
    return tuple(replace(reading, span=span) for reading, span in placed if span is not None)


def _article(known: Article, copy: Article, how: How) -> Article:
    is_same = how == "same"
    return replace(
        known,
        id=known.id if is_same else ids.named("rebuilt", known.id, whole(copy.text)),
        title=known.title or title_of(copy.text),
        text=copy.text,
        source=copy.source,
        extra={} if is_same else {"rebuilt_from": known.id},
    )
