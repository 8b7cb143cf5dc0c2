"""Annotations of danqian/1 at once: a line has hundreds, and nearly all are alike.

What is read is the same as `records.annotation` reads field by field, which has the last word
on anything unusual, and says what is wrong.
"""

from __future__ import annotations

from operator import itemgetter
from types import NoneType
from typing import Any, cast

from annotations.model import Annotation, Span, TagSetRef
from annotations.text.alignment import spans_of

_KEYS = (
    *("id", "label", "fragments", "quote", "attributes"),
    *("note", "author", "created", "modified", "tagset"),
)
_values = itemgetter(*_KEYS)
_TEXT = frozenset({str})
_TEXT_OR_NONE = frozenset({str, NoneType})


class Usual:
    """Reads the annotations of one article: objects with each of our keys and no other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._refs: dict[tuple[str, str], TagSetRef] = {}

    def annotation(self, found: object) -> Annotation | None:
        """One JSON object; None where it has to be looked at more closely."""
        if type(found) is not dict:
            return None
        value = cast("dict[str, Any]", found)
        if len(value) != len(_KEYS):
            return None
        try:
            id, label, fragments, quote, attributes, note, author, created, modified, ref = _values(
                value
            )
            told = note, author, created, modified
            texts: set[type] = {type(id), type(label), type(quote), *map(type, attributes.values())}
            spans = self._spans(fragments)
            tagset = None if ref is None else self._ref(ref)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if not texts <= _TEXT or not (id and label and spans) or not _TEXT_OR_NONE.issuperset(
            map(type, told)
        ):  # fmt: skip
            return None
        if "".join([self._text[span.start : span.end] for span in spans]) != quote:
            return None
        return Annotation(
            id, label, spans, quote, attributes, note, author, created, modified, tagset
        )

    def _spans(self, pairs: list[list[int]]) -> tuple[Span, ...]:
        """Ascending, disjoint and not empty; none where they are not."""
        last = 0
        for start, end in pairs:
            if not (type(start) is type(end) is int and last <= start < end):
                return ()
            last = end
        return spans_of(pairs) if last <= len(self._text) and type(pairs) is list else ()

    def _ref(self, ref: dict[str, str]) -> TagSetRef:
        """Nearly all of an article name the same."""
        id, version = named = ref["id"], ref["version"]
        if named not in self._refs:
            if len(ref) != 2 or not (type(id) is type(version) is str):
                raise ValueError
            self._refs[named] = TagSetRef(id, version)
        elif len(ref) != 2:
            raise ValueError
        return self._refs[named]
