"""Marks: annotations and the relations between them, and which of them are asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import repeat
from types import MemberDescriptorType
from typing import cast

from annotations.model.articles import TagSetRef
from annotations.model.views import Extra
from annotations.text.alignment import Span

AttributeValue = str | tuple[str, ...]
Attributes = Mapping[str, AttributeValue]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A label on one or more fragments of the source.

    `fragments` are non-empty, ascending and disjoint; `quote` is their text with nothing
    between, kept so that a text and its annotation that part are noticed.
    """

    id: str
    label: str
    fragments: tuple[Span, ...]
    quote: str
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    note: str | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None
    tagset: TagSetRef | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()

    @property
    def hull(self) -> Span:
        return Span(self.fragments[0].start, self.fragments[-1].end)


# A frozen dataclass sets its fields through a function that looks each of them up: for
# thousands of values that is most of the time, and their slots can be filled directly.
_new = object.__new__
_slots = [cast("MemberDescriptorType", Annotation.__dict__[f.name]) for f in fields(Annotation)]
_NOTHING: Mapping[str, object] = {}


def annotations_of(
    ids: Sequence[str],
    *columns: Iterable[object],
    extras: Iterable[object] = repeat(_NOTHING),
    absents: Iterable[object] = repeat(()),
) -> tuple[Annotation, ...]:
    """Annotations from columns of their fields as far as `tagset`, quicker than one by one."""
    made = tuple(map(_new, repeat(Annotation, len(ids))))
    for slot, column in zip(_slots, (ids, *columns, extras, absents), strict=True):
        deque(map(slot.__set__, made, column), 0)
    return made


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed link between two annotations of one article (ids of both)."""

    id: str
    type: str
    start: str
    end: str
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    note: str | None = None
    author: str | None = None
    created: str | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations are asked for: those that all of it is true of.

    An empty set or text and None ask for nothing.  `attribute` is the name of one that must be
    there, with `value` also that it has it, be it among others; `author` "" is nobody's.
    """

    labels: frozenset[str] = frozenset()
    attribute: str = ""
    value: str | None = None
    author: str | None = None
    noted: bool | None = None

    def fits(self, annotation: Annotation) -> bool:
        """Whether an annotation is one of those."""
        return (
            (not self.labels or annotation.label in self.labels)
            and (self.author is None or (annotation.author or "") == self.author)
            and (self.noted is None or bool(annotation.note) == self.noted)
            and (not self.attribute or self._has(annotation.attributes))
        )

    def _has(self, attributes: Attributes) -> bool:
        found = attributes.get(self.attribute)
        values = (found,) if isinstance(found, str) else found
        return values is not None and (self.value is None or self.value in values)


EVERY_ANNOTATION = AnnotationFilter()


@dataclass(frozen=True, slots=True)
class AnnotationPage:
    """Some of the annotations that were asked for, each with the id of its article.

    `after` asks for those that follow; only when it is None there are none.
    """

    annotations: tuple[tuple[str, Annotation], ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class RelabellingPage:
    """What an edit of the tag set concerns: counts, and some annotations with their articles."""

    annotations: int
    articles: int
    relations: int
    first: tuple[tuple[str, Annotation], ...]
