"""Annotations that come home: made on a text we exported, brought back onto its source.

What was exported and not touched since is known by its id, or by its label and place; it stays
as the project has it.  Places are compared without blanks and line ends, because formats split
spans at line ends and trim them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from annotations.errors import Refusal
from annotations.formats.pieces import apart
from annotations.formats.plain_text import PlainText
from annotations.formats.viewed import views
from annotations.ids import named
from annotations.model import (
    Alignment,
    Annotation,
    AttributeValue,
    Conversion,
    Document,
    Relation,
    Span,
    ViewName,
)

_Place = tuple[tuple[int, int], ...]
_SOLID = re.compile(r"\S")
_ROOM = 2_000  # characters of one difference that are compared one by one


@dataclass(frozen=True, slots=True)
class Brought:
    """What a text from outside adds to an article of the project, on its source.

    `known` maps what it says again to the project's ids.  `misfits` are what could not be
    brought, and what was changed outside and stays here as it is.
    """

    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    misfits: tuple[Refusal, ...] = ()


def alignment_of(
    text: str, home: Document, conversion: Conversion, names: Sequence[ViewName]
) -> Alignment | None:
    """From an article's source to `text`, where that is one of these views of it.

    Or such a view as formats write it: with LF alone, without what XML cannot hold, with
    other blanks or none.
    """
    made = views(home, conversion)
    for name in names:
        view = made.of(name)
        if view.text == text:
            return view.alignment
        for plain in (PlainText.of(view.text), PlainText.for_xml(view.text)):
            if plain.text == text:
                return view.alignment.then(plain.alignment)
            if _bare(plain.text) == _bare(text):
                without_blanks = _blanks_apart(plain.text, text)
                return view.alignment.then(plain.alignment).then(without_blanks)
    return None


def nearest(text: str, home: Document, conversion: Conversion, name: ViewName) -> Alignment:
    """The same where the text is a view as it once was, or less blanks: by what both share.

    What was changed between has no characters in common and counts as a whole.
    """
    view = views(home, conversion).of(name)
    return view.alignment.then(_compared(view.text, text))


def brought(
    document: Document,
    home: Document,
    alignment: Alignment,
    reshaped: Collection[str] = frozenset(),
) -> Brought:
    """The marks of `document`, whose text `alignment` makes of the source of `home`.

    Of the annotations `reshaped` the export wrote each fragment as one of its own, or all as one.
    """
    return _Bringing(document, home, alignment, reshaped).brought()


class _Bringing:
    def __init__(
        self, document: Document, home: Document, alignment: Alignment, reshaped: Collection[str]
    ) -> None:
        self._document, self._home = document, home
        self._text, self._source = document.article.text, home.article.text
        self._alignment = alignment
        self._solid = _Solid(self._text)
        places = iter(alignment.all_to_target([s for a in home.annotations for s in a.fragments]))
        self._ours = {
            a.id: self._solid.place([next(places) for _ in a.fragments]) for a in home.annotations
        }
        self._marks = {mark.id: mark for mark in home.annotations}
        self._by_place: dict[tuple[str, _Place], list[Annotation]] = defaultdict(list)
        for mark in home.annotations:
            self._by_place[mark.label, self._ours[mark.id]].append(mark)
            if mark.id in reshaped and (place := self._ours[mark.id]):
                for part in (*place, (place[0][0], place[-1][1])):
                    self._by_place[mark.label, (part,)].append(mark)
        self._theirs = {mark.id for mark in document.annotations}
        self._misfits: list[Refusal] = []
        self._known: dict[str, str] = {}

    def brought(self) -> Brought:
        fresh = [mark for mark in self._document.annotations if not self._is_known(mark)]
        places = iter(self._alignment.all_to_source([s for mark in fresh for s in mark.fragments]))
        made = [self._made(mark, [next(places) for _ in mark.fragments]) for mark in fresh]
        annotations = tuple(mark for mark in made if mark)
        relations = tuple(self._relations({mark.id for mark in annotations}))
        return Brought(annotations, relations, self._known, tuple(self._misfits))

    # -- annotations ----------------------------------------------------------------------

    def _is_known(self, mark: Annotation) -> bool:
        """Whether the project has it: by its id and place, else by its label and place."""
        place = self._solid.place(mark.fragments)
        same = self._by_place.get((mark.label, place), [])
        ours = next((one for one in same if one.id == mark.id), None) or self._blank(mark, place)
        if ours is None:
            ours = next((one for one in same if self._is_theirs(mark, one)), None)
        if ours is None:
            return False
        if ours in same:
            same.remove(ours)
        self._known[mark.id] = ours.id
        if differing := _differing(mark, ours):
            self._tell("misfit-changed-outside", ours, what=", ".join(differing))
        return True

    def _blank(self, mark: Annotation, place: _Place) -> Annotation | None:
        """Ours of that id where both cover nothing but blanks, which formats cut as they can."""
        ours = self._marks.get(mark.id)
        if ours is None or ours.label != mark.label or not self._solid.is_blank(place):
            return None
        return ours if self._solid.is_blank(self._ours[ours.id]) else None

    def _is_theirs(self, mark: Annotation, ours: Annotation) -> bool:
        return ours.id not in self._theirs and mark.author in (None, ours.author)

    def _made(self, mark: Annotation, places: Sequence[Span]) -> Annotation | None:
        spans = apart([span for span in places if span])
        if not spans:
            self._tell("misfit-nothing-of-it", mark)
            return None
        id = mark.id
        if id in self._ours:
            id = named("outside", mark.id, mark.label, *((s.start, s.end) for s in spans))
            if id in self._ours:  # it came before
                self._known[mark.id] = id
                return None
            self._tell("misfit-moved-outside", mark)
        self._known[mark.id] = id
        quote = "".join(span.of(self._source) for span in spans)
        return replace(mark, id=id, fragments=spans, quote=quote)

    # -- relations ------------------------------------------------------------------------

    def _relations(self, fresh: set[str]) -> Iterator[Relation]:
        ours = {(r.type, r.start, r.end) for r in self._home.relations}
        taken = {relation.id for relation in self._home.relations}
        for relation in self._document.relations:
            start, end = self._known.get(relation.start), self._known.get(relation.end)
            if start is None or end is None or not {start, end} <= fresh | self._ours.keys():
                self._misfits.append(Refusal("misfit-ends-missing", what=relation.type))
            elif (relation.type, start, end) not in ours:
                ours.add((relation.type, start, end))
                id = relation.id
                if id in taken:
                    id = named("outside", id, relation.type, start, end)
                taken.add(id)
                yield replace(relation, id=id, start=start, end=end)

    def _tell(self, key: str, mark: Annotation, **values: str | int) -> None:
        self._misfits.append(Refusal(key, found=mark.quote[:80], label=mark.label, **values))


class _Solid:
    """Places in a text without its blanks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def place(self, spans: Sequence[Span]) -> _Place:
        """The stretches without blanks that spans cover, joined over blanks alone."""
        found: list[tuple[int, int]] = []
        for span in sorted(spans):
            start, end = self._trimmed(span)
            if start == end:
                continue
            if found and (start <= found[-1][1] or self._is_blank(found[-1][1], start)):
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return tuple(found) or tuple((span.start, span.end) for span in spans)

    def is_blank(self, place: _Place) -> bool:
        return all(self._is_blank(start, end) for start, end in place)

    def _trimmed(self, span: Span) -> tuple[int, int]:
        text = span.of(self._text)
        start = span.start + len(text) - len(text.lstrip())
        return start, max(start, span.end - len(text) + len(text.rstrip()))

    def _is_blank(self, start: int, end: int) -> bool:
        return _SOLID.search(self._text, start, end) is None


def _differing(mark: Annotation, ours: Annotation) -> list[str]:
    """The attributes and, as "note", the note that the outside says and we do not so."""
    known = ours.attributes
    found = [
        name
        for name, value in mark.attributes.items()
        if _said(value) != _said(known.get(name, ()))
    ]
    if mark.note and _said(mark.note) != _said(ours.note or ""):
        found.append("note")
    return found


def _said(value: AttributeValue) -> str:
    """A value as formats without line ends and lists write it."""
    return " ".join((value if isinstance(value, str) else ", ".join(value)).split())


def _bare(text: str) -> str:
    return "".join(text.split())


def _blanks_apart(old: str, new: str) -> Alignment:
    """Two texts that differ in blanks alone side by side: their other characters one for one."""
    ours = (found.start() for found in _SOLID.finditer(old))
    theirs = (found.start() for found in _SOLID.finditer(new))
    blocks: list[tuple[int, int, int]] = []
    s = t = 0
    for place, other in (*zip(ours, theirs, strict=True), (len(old), len(new))):
        if place - s != other - t:
            blocks.append((s, place, other - t))
        s, t = place + 1, other + 1
    return Alignment.of_blocks(len(old), blocks)


def _compared(old: str, new: str) -> Alignment:
    """The two texts side by side: line by line, then what differs character by character."""
    ours, theirs = old.splitlines(keepends=True), new.splitlines(keepends=True)
    blocks: list[tuple[int, int, int]] = []
    starts = _starts(ours), _starts(theirs)
    for tag, i, j, m, n in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            first, last = starts[0][i], starts[0][j]
            other, end = starts[1][m], starts[1][n]
            blocks += _blocks(old[first:last], new[other:end], first)
    return Alignment.of_blocks(len(old), blocks)


def _blocks(old: str, new: str, at: int) -> Iterator[tuple[int, int, int]]:
    if max(len(old), len(new)) > _ROOM:
        yield at, at + len(old), len(new)
        return
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and (tag != "replace" or j - i != n - m):
            yield at + i, at + j, n - m


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
