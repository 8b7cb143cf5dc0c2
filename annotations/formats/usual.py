"""Annotations of danqian/1 at once: a line has hundreds, and nearly all are alike.

What is read is the same as `records.annotation` reads field by field, which has the last word
on anything unusual, and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from operator import itemgetter, lt
from types import NoneType
from typing import Any, cast

from annotations.model import Annotation, Span, TagSetRef
from annotations.model.marks import annotations_of
from annotations.text.alignment import spans_of_all

_KEYS = (
    *("id", "label", "fragments", "quote", "attributes"),
    *("note", "author", "created", "modified", "tagset"),
)
_values = itemgetter(*_KEYS)
_MANY = 100  # that are looked at together: one that is unusual sends few to a closer look
_OBJECT, _LIST, _TEXT, _NUMBER = ({kind} for kind in (dict, list, str, int))
_TEXT_OR_NONE = {str, NoneType}
_Refs = dict[tuple[str, str], TagSetRef]


def usual_annotations(found: Sequence[object], text: str) -> list[Annotation | None]:
    """Those of one article; None for each that has to be looked at more closely.

    Usual is an object with each of our keys and no other, whose attributes are texts.
    """
    refs: _Refs = {}
    made: list[Annotation | None] = []
    for at in range(0, len(found), _MANY):
        part = found[at : at + _MANY]
        usual = _usual(part, text, refs)
        if usual is not None:
            made += usual
            continue
        for each in part:
            alone = _usual([each], text, refs)
            made.append(alone[0] if alone else None)
    return made


def _usual(found: Sequence[object], text: str, refs: _Refs) -> Sequence[Annotation] | None:
    """All of them, or None: each rule is asked of a whole column."""
    if {*map(type, found)} != _OBJECT:
        return None
    objects = cast("Sequence[dict[str, Any]]", found)
    if {*map(len, objects)} != {len(_KEYS)}:
        return None
    try:
        columns: Any = [*zip(*map(_values, objects), strict=True)]
        ids, labels, fragments, quotes, attributes, *told, tagsets = columns
        spans = _spans(fragments, len(text))
        named = [None if ref is None else _ref(ref, refs) for ref in tagsets]
    except (KeyError, TypeError, ValueError):
        return None
    texts = chain(ids, labels, quotes)
    if not {*map(type, texts)} <= _TEXT or not (all(ids) and all(labels)):
        return None
    if {*map(type, attributes)} != _OBJECT or not _are_texts(filter(None, attributes)):
        return None
    if not {*map(type, chain.from_iterable(told))} <= _TEXT_OR_NONE:
        return None
    if ["".join([text[s.start : s.end] for s in parts]) for parts in spans] != [*quotes]:
        return None
    return annotations_of(ids, labels, spans, quotes, attributes, *told, named)


def _are_texts(objects: Any) -> bool:
    return all(type(value) is str for one in objects for value in one.values())


def _spans(fragments: Sequence[list[list[int]]], length: int) -> Sequence[tuple[Span, ...]]:
    """The fragments of each. Raises ValueError unless all are as they must be in such a text."""
    if {*map(type, fragments)} != _LIST or not all(fragments):
        raise ValueError
    pairs = [*chain(*fragments)]
    starts, ends = zip(*pairs, strict=True)
    if {*map(type, pairs)} != _LIST or {*map(type, chain(starts, ends))} != _NUMBER:
        raise ValueError
    if min(starts) < 0 or max(ends) > length or not all(map(lt, starts, ends)):
        raise ValueError
    found = spans_of_all(fragments)
    if len(pairs) > len(found) and any(a.end > b.start for p in found for a, b in pairwise(p)):
        raise ValueError
    return found


def _ref(ref: dict[str, str], known: _Refs) -> TagSetRef:
    """Nearly all of an article name the same."""
    id, version = named = ref["id"], ref["version"]
    if len(ref) != 2 or not (type(id) is type(version) is str):
        raise ValueError
    if named not in known:
        known[named] = TagSetRef(id, version)
    return known[named]
