"""brat standoff read: an `.ann` with the `.txt` beside it is an article with its annotations.

Events become annotations with a relation for each role, equivalences relations from one member
to the next; attributes, normalizations and notes of types of their own become attributes.
Fragments that only line ends part are one, as brat has no other way to say it.  Where folders
side by side hold the same texts each is an annotator, who signs what is in it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats import brat_settings
from annotations.formats.brat_files import annotator, bytes_of, configuration, decoded, text_of
from annotations.formats.brat_lines import (
    AnnLine,
    Equivalence,
    Event,
    Link,
    Note,
    Property,
    TextBound,
    is_ann,
    parsed,
)
from annotations.formats.kinds import WITHIN, Line, Reader, Reading
from annotations.formats.offsets import Convention, convention_of, spans_in
from annotations.formats.origins import Origin, origins
from annotations.formats.plain_text import PlainText
from annotations.ids import named
from annotations.model import (
    Annotation,
    Article,
    AttributeValue,
    Document,
    Relation,
    Source,
    Span,
)
from annotations.text.source import TITLE_LENGTH, title_of

_ANN_FACTOR = 4  # an .ann may have so many times the bytes of a text
_MOST_MISFITS = 200
_MOST_QUOTED = 50_000_000  # characters under all annotations of a text together
_BLANKS = re.compile(r"\s+")
_IN_LINE = re.compile(r"[^\r\n]")
_BOM = "\ufeff"


def sniff(path: Path, head: bytes) -> bool:
    """Whether the file says what brat's do; one that says nothing has a text beside it."""
    return is_ann(head) and (bool(head.strip()) or text_of(path) is not None)


def claims(path: Path) -> bool:
    """Whether a file is the text or the configuration of annotations that stand beside it."""
    if path.name in ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"):
        return True
    return path.suffix.lower() == ".txt" and path.with_suffix(".ann").is_file()


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The one document of a pair; its refusals are text-missing, and those of any file."""
    try:
        yield _read(path, reading)
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))


def _read(path: Path, reading: Reading) -> Line:
    beside = text_of(path)
    if beside is None:
        raise Refusal("brat-text-missing", text=path.with_suffix(".txt").name)
    if beside.resolve().parent != path.resolve().parent:
        raise Refusal("link-leads-out", file=str(beside))
    data = bytes_of(beside, reading.limit)
    text = decoded(data, beside)
    lines = decoded(bytes_of(path, reading.limit * _ANN_FACTOR), path).removeprefix(_BOM)
    digest = hashlib.sha256(data).hexdigest()
    known = origins(path)
    origin = known.of(digest, beside.stem) if known and known.format == "brat" else None
    author = annotator(path, reading.options.get(WITHIN))
    made = _Making(path, text.removeprefix(_BOM), origin, author)
    document = made.document(_article(beside, text, digest, origin), lines)
    shown = brat_settings.shown_names(configuration(path, "visual.conf"))
    return Line(0, document, made.told(), {made.name(name): of for name, of in shown.items()})


def _article(beside: Path, text: str, digest: str, origin: Origin | None) -> Article:
    marked = text.startswith(_BOM)
    body = text.removeprefix(_BOM)
    name = origin.name if origin else beside.name
    made = {"view": origin.view, "made_from": origin.sha256_source} if origin else {}
    source = Source(name, digest, "utf-8", bom=marked, extra=made)
    title = title_of(body) or beside.stem[:TITLE_LENGTH]
    if origin is None:
        id = named("brat", beside.stem, digest)
    elif origin.sha256_source == digest:
        id = origin.article
    else:
        id = named("view", origin.article, digest)
    return Article(id, title, body, source)


class _Making:
    """One document on its way out of its lines."""

    def __init__(self, path: Path, text: str, origin: Origin | None, author: str | None) -> None:
        self._path, self._text, self._origin, self._author = path, text, origin, author
        self._names: Mapping[str, str] = origin.names if origin else {}
        self._is_ours = origin is not None or brat_settings.is_ours(
            configuration(path, "annotation.conf")
        )
        self._misfits: list[Refusal] = []
        self._more = self._last = 0
        self._room = _MOST_QUOTED
        self._key = origin.sha256_export if origin else ""

    def document(self, article: Article, lines: str) -> Document:
        self._key = article.id
        found = self._lines(lines)
        spans = self._spans([one for _, one in found if isinstance(one, TextBound)])
        ends = self._ends(found, spans)
        bearers = _Bearers(ends)
        for number, one in found:
            if isinstance(one, Property | Note) and not self._borne(bearers, one):
                self._misfit("misfit-target", number, id=one.target)
        annotations = self._annotations(found, spans, ends, bearers)
        relations = self._relations(found, ends, bearers)
        return Document(article, (), (), tuple(annotations), tuple(relations))

    def told(self) -> tuple[Refusal, ...]:
        if not self._more:
            return tuple(self._misfits)
        more = Refusal("misfit-more", file=str(self._path), line=self._last, count=self._more)
        return (*self._misfits, more)

    def name(self, name: str) -> str:
        """A label's or attribute's name as it was before we wrote it."""
        if name in self._names:
            return self._names[name]
        return brat_settings.unascii(name) if self._is_ours else name

    def _misfit(self, key: str, line: int, **values: str | int) -> None:
        if len(self._misfits) < _MOST_MISFITS:
            self._misfits.append(Refusal(key, file=str(self._path), line=line, **values))
        else:
            self._more += 1
            self._last = line

    def _lines(self, text: str) -> list[tuple[int, AnnLine]]:
        """Every line that says something with its number; no id twice."""
        found: list[tuple[int, AnnLine]] = []
        seen: set[str] = set()
        for number, line in enumerate(text.split("\n"), 1):
            line = line.rstrip("\r")
            if not line.strip():
                continue
            one = parsed(line)
            id = getattr(one, "id", "")
            if one is None:
                self._misfit("misfit-ann-line", number, found=line[:80])
            elif id in seen:
                self._misfit("misfit-id-twice", number, id=id)
            else:
                found.append((number, one))
                if id:
                    seen.add(id)
        return found

    # -- places ---------------------------------------------------------------------------

    def _spans(self, marks: Sequence[TextBound]) -> dict[str, tuple[Span, ...]]:
        """The fragments of every mark whose places and quote fit the text, by its id."""
        single = [(*mark.places[0], mark.quote) for mark in marks if len(mark.places) == 1]
        how = convention_of(self._text, single)
        plain = PlainText.of(self._text)
        if how is None and "\r\n" in self._text and convention_of(plain.text, single):
            return self._placed(marks, plain.text, Convention(), plain)
        return self._placed(marks, self._text, how or Convention(), None)

    def _placed(
        self, marks: Sequence[TextBound], text: str, how: Convention, plain: PlainText | None
    ) -> dict[str, tuple[Span, ...]]:
        found = iter(spans_in(text, how, [pair for mark in marks for pair in mark.places]))
        placed: dict[str, tuple[Span, ...]] = {}
        back = plain.alignment if plain else None
        for mark in marks:
            places = [next(found) for _ in mark.places]
            spans = sorted(span for span in places if span)
            if len(spans) == len(places) and _says(text, [s for s in places if s], mark.quote):
                whole = _joined(spans, text)
                placed[mark.id] = tuple(back.all_to_source(whole) if back else whole)
        return placed

    def _unplaced(self, number: int, mark: TextBound) -> None:
        start, end = mark.places[0][0], mark.places[-1][1]
        is_inside = max(end for _, end in mark.places) <= len(self._text)
        key = "misfit-quote" if is_inside and mark.quote else "misfit-span"
        self._misfit(key, number, what=mark.quote[:80] or mark.id, start=start, end=end)

    # -- what is at the ends of relations -------------------------------------------------

    def _ends(
        self, found: Iterable[tuple[int, AnnLine]], spans: Mapping[str, tuple[Span, ...]]
    ) -> dict[str, str]:
        """The id of the annotation that each T, E and R of the file becomes, or relation."""
        ends: dict[str, str] = {}
        triggers: dict[str, str] = {}
        for number, one in found:
            if isinstance(one, Event):
                if one.trigger not in spans:
                    self._misfit("misfit-target", number, id=one.trigger)
                    continue
                if not self._has_room(spans[one.trigger]):
                    self._misfit("misfit-too-much", number, id=one.id)
                    continue
                ends[one.id] = self._id(one.id, one.type, spans[one.trigger])
                triggers.setdefault(one.trigger, ends[one.id])
        for number, one in found:
            if isinstance(one, TextBound):
                if one.id not in spans:
                    self._unplaced(number, one)
                elif one.id in triggers:
                    ends[one.id] = triggers[one.id]
                elif not self._has_room(spans[one.id]):
                    self._misfit("misfit-too-much", number, id=one.id)
                else:
                    ends[one.id] = self._id(one.id, one.type, spans[one.id])
        for _, one in found:
            if isinstance(one, Link) and one.start[1] in ends and one.end[1] in ends:
                ends[one.id] = self._id(one.id, one.type, (one.start[1], one.end[1]))
        return ends

    def _has_room(self, place: Sequence[Span]) -> bool:
        """Whether this may be quoted, too: a small file could say a whole text a million times."""
        self._room -= sum(map(len, place))
        return self._room >= 0

    def _id(self, id: str, *what: object) -> str:
        """Ours for what we wrote, else one made of what the file says: read again, the same."""
        if self._origin is not None and id in self._origin.ids:
            return self._origin.ids[id]
        return named("brat", self._key, self._author or "", id, *what)

    def _borne(self, bearers: _Bearers, one: Property | Note) -> bool:
        if isinstance(one, Note):
            return bearers.note(one.target, one.text)
        return bearers.add(one.target, self.name(one.name), one.value)

    # -- marks ----------------------------------------------------------------------------

    def _annotations(
        self,
        found: Iterable[tuple[int, AnnLine]],
        spans: Mapping[str, tuple[Span, ...]],
        ends: Mapping[str, str],
        bearers: _Bearers,
    ) -> Iterator[Annotation]:
        triggers = {one.trigger for _, one in found if isinstance(one, Event) and one.id in ends}
        for _, one in found:
            if not isinstance(one, TextBound | Event) or one.id not in ends:
                continue
            if one.id in triggers:
                continue
            place = spans[one.trigger if isinstance(one, Event) else one.id]
            id = ends[one.id]
            yield Annotation(
                id,
                self.name(one.type),
                place,
                "".join(span.of(self._text) for span in place),
                bearers.attributes(id),
                bearers.notes(id),
                self._author,
            )

    def _relations(
        self, found: Iterable[tuple[int, AnnLine]], ends: Mapping[str, str], bearers: _Bearers
    ) -> Iterator[Relation]:
        for number, one in found:
            match one:
                case Event(_, _, _, roles) if one.id in ends:
                    for at, (role, other) in enumerate(roles):
                        if other in ends:
                            yield self._role(ends[one.id], at, role, ends[other], roles)
                        else:
                            self._misfit("misfit-target", number, id=other)
                case Link(id, type, start, end):
                    lacking = [one for _, one in (start, end) if one not in ends]
                    if lacking:
                        self._misfit("misfit-target", number, id=lacking[0])
                    else:
                        yield self._link(ends[id], type, start, end, ends, bearers)
                case Equivalence(type, members):
                    known = [ends[one] for one in members if one in ends]
                    for one in members:
                        if one not in ends:
                            self._misfit("misfit-target", number, id=one)
                    for start, end in pairwise(known):
                        id = self._id("*", type, start, end)
                        yield Relation(id, self.name(type), start, end, author=self._author)
                case _:
                    pass

    def _role(
        self, start: str, at: int, role: str, end: str, roles: Sequence[tuple[str, str]]
    ) -> Relation:
        """brat counts a role that is there more than once: Theme, Theme2."""
        type = role.rstrip("0123456789")
        counted = type != role and any(name == type for name, _ in roles)
        rest = {"role": role} if counted else {}
        id = self._id("E", start, at, role, end)
        kept = type if counted else role
        return Relation(id, self.name(kept), start, end, author=self._author, extra=rest)

    def _link(
        self,
        id: str,
        type: str,
        start: tuple[str, str],
        end: tuple[str, str],
        ends: Mapping[str, str],
        bearers: _Bearers,
    ) -> Relation:
        usual = (start[0], end[0]) == ("Arg1", "Arg2")
        return Relation(
            id,
            self.name(type),
            ends[start[1]],
            ends[end[1]],
            bearers.attributes(id),
            bearers.notes(id),
            self._author,
            extra={} if usual else {"roles": [start[0], end[0]]},
        )


class _Bearers:
    """Attributes and notes, by the ids of what bears them."""

    def __init__(self, ends: Mapping[str, str]) -> None:
        self._ends = ends
        self._values: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._notes: dict[str, list[str]] = defaultdict(list)

    def add(self, target: str, name: str, value: str) -> bool:
        if target in self._ends:
            self._values[self._ends[target]].setdefault(name, []).append(value)
        return target in self._ends

    def note(self, target: str, text: str) -> bool:
        if target in self._ends:
            self._notes[self._ends[target]].append(text)
        return target in self._ends

    def attributes(self, id: str) -> dict[str, AttributeValue]:
        found = self._values.get(id, {})
        return {n: tuple(dict.fromkeys(v)) if len(set(v)) > 1 else v[0] for n, v in found.items()}

    def notes(self, id: str) -> str | None:
        return "\n".join(self._notes[id]) if id in self._notes else None


def _says(text: str, spans: Sequence[Span], quote: str) -> bool:
    """Whether the spans cover what is quoted; blanks may be others."""
    if quote and sum(map(len, spans)) > 4 * len(quote) + 64:  # no blanks make up for that
        return False
    if not quote:
        return True
    covered = " ".join(span.of(text) for span in spans)
    return covered == quote or _bare(covered) == _bare(quote)


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans in order, one where they overlap or nothing but line ends is between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and _IN_LINE.search(text, joined[-1].end, span.start) is None:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return joined


READER = Reader("brat", (".ann",), sniff, read, claims=claims, rank=1)
