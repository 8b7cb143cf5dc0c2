"""The rules that everything stored on an article keeps, for what comes in and for `verify`.

Each function raises `Refusal` with the id of what breaks a rule, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TypeVar

from annotations.errors import Refusal
from annotations.model import (
    ARTICLE_STATUSES,
    Annotation,
    Document,
    Emendation,
    Reading,
    Relation,
    Span,
)

_T = TypeVar("_T")
_EMENDATION_STATUSES = ("proposed", "accepted", "rejected")


def document(document: Document) -> None:
    """All rules that can be checked on a document alone."""
    article = document.article
    status(article.status)
    if not article.id:
        raise Refusal("id-empty")
    for items in (document.annotations, document.relations, document.emendations):
        unique([item.id for item in items])
    for annotation in document.annotations:
        if not _is_plain(article.text, annotation):
            mark(article.text, annotation)
    for emendation in document.emendations:
        edit(article.text, emendation)
    for reading in document.readings:
        inside(article.text, reading.span, "reading")
    apart(document.emendations)
    pinned(document.readings)


def status(value: str) -> None:
    if value not in ARTICLE_STATUSES:
        raise Refusal("status-unknown", status=value)


def judgement(value: str) -> None:
    if value not in _EMENDATION_STATUSES:
        raise Refusal("status-unknown", status=value)


def unique(ids: Sequence[str]) -> None:
    """Every id is given and given once."""
    if all(ids) and len({*ids}) == len(ids):
        return
    seen: set[str] = set()
    for id in ids:
        if not id:
            raise Refusal("id-empty")
        if id in seen:
            raise Refusal("id-twice", id=id)
        seen.add(id)


def inside(text: str, span: Span, id: str) -> None:
    if span.end > len(text):
        raise Refusal("span-outside", id=id, start=span.start, end=span.end, length=len(text))


def fragments(text: str, spans: Sequence[Span], id: str) -> None:
    """At least one; each non-empty and inside the text; ascending and disjoint."""
    if not spans or not all(spans):
        raise Refusal("span-empty", id=id)
    for span in spans:
        inside(text, span, id)
    for before, after in pairwise(spans):
        if before.end > after.start:
            raise Refusal("fragments-overlap", id=id, start=after.start, end=before.end)


def quote(text: str, spans: Iterable[Span]) -> str:
    """The text of the fragments with nothing between."""
    return "".join(span.of(text) for span in spans)


def mark(text: str, annotation: Annotation) -> None:
    fragments(text, annotation.fragments, annotation.id)
    if not annotation.label:
        raise Refusal("label-empty", id=annotation.id)
    if annotation.quote != quote(text, annotation.fragments):
        raise Refusal("quote-differs", id=annotation.id)


def _is_plain(text: str, annotation: Annotation) -> bool:
    """Whether one is as nearly all are, with nothing that `mark` would refuse: told at once."""
    if len(annotation.fragments) != 1 or not annotation.label:
        return False
    (span,) = annotation.fragments
    start, end = span.start, span.end
    return start < end <= len(text) and text[start:end] == annotation.quote


def ends(relation: Relation, annotations: Collection[str]) -> None:
    for end in (relation.start, relation.end):
        if end not in annotations:
            raise Refusal("relation-end-missing", id=relation.id, end=end)


def edit(text: str, emendation: Emendation) -> None:
    inside(text, emendation.span, emendation.id)
    judgement(emendation.status)
    if emendation.confidence is not None and not 0 <= emendation.confidence <= 1:
        raise Refusal("confidence-outside", id=emendation.id)
    if emendation.status == "accepted" and emendation.replacement is None:
        raise Refusal("emendation-unknown-text", id=emendation.id)


def apart(emendations: Iterable[Emendation]) -> None:
    """No two accepted emendations read the same characters, or insert at the same place."""
    accepted = [e for e in emendations if e.status == "accepted"]
    _disjoint(accepted, lambda e: e.span, "emendations-overlap")


def meet(one: Span, other: Span) -> bool:
    """Whether two spans share a character, or are the same place between two."""
    before, after = sorted((one, other))
    return before.end > after.start or before == after


def pinned(readings: Iterable[Reading]) -> None:
    """No two readings of one configuration share a character."""
    config = attrgetter("config")
    for _, same in groupby(sorted(readings, key=config), config):
        _disjoint(list(same), lambda r: r.span, "readings-overlap")


def _disjoint(items: list[_T], span_of: Callable[[_T], Span], key: str) -> None:
    spans = sorted(map(span_of, items))
    for before, after in pairwise(spans):
        if meet(before, after):
            raise Refusal(key, start=after.start, end=after.end)
