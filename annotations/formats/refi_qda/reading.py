"""REFI-QDA projects read: ours to the letter, others' by their offsets and quotes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotations import ids
from annotations.errors import Refusal
from annotations.formats.assembly import Assembly
from annotations.formats.kinds import Line, Reading
from annotations.formats.line_feeds import Restored
from annotations.formats.offsets import Convention, convention_of, spans_in
from annotations.formats.records import Record
from annotations.formats.refi_qda.archive import Archive, opened
from annotations.formats.refi_qda.named import Link, Named, content, guid, target
from annotations.formats.refi_qda.spool import Spool
from annotations.model import Span

if TYPE_CHECKING:
    from annotations.formats.markup import Element

_BOM = "\ufeff"
_LONGEST_NAME = 60  # a longer selection's name is only its beginning, no quote


def sniff(path: Path, head: bytes) -> bool:
    """Whether it is a zip that is called a project."""
    return path.suffix.lower() == ".qdpx" and head.startswith(b"PK")


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """A document for each text source.

    Refusals of the file: those of `archive` and `markup.parts`; of a source: refi-not-text (a
    picture, a PDF, audio or video), refi-outside, file-missing, file-not-text.
    """
    try:
        with opened(path, reading.limit) as archive, closing(Spool()) as spool:
            named = Named(archive, spool)
            for number, source in enumerate(named.sources(), start=1):
                try:
                    yield _Source(named, source, archive, path).line(number)
                except Refusal as refusal:
                    yield Line(number, refusal.about(file=str(path), line=number))
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))


class _Source:
    """One text of a project on its way into a document. Refusals: as `read` says."""

    def __init__(self, named: Named, source: Element, archive: Archive, path: Path) -> None:
        self._named = named
        self._source = source
        if source.tag != named.tag("TextSource"):
            kind = str(source.tag).rpartition("}")[2]
            raise Refusal("refi-not-text", what=source.get("name", ""), kind=kind)
        self._selections = list(source.iterchildren(named.tag("PlainTextSelection")))
        self._record = named.ours_of(source)
        text, self._how = _counted(self._text(archive), list(map(_quoted, self._selections)))
        self._restored = Restored(text, self._record.pop("changes", None))
        self._assembly = Assembly(str(path), self._restored.text)
        self._ids: dict[str, str] = {}

    def line(self, number: int) -> Line:
        """The document with its codings, and the links between them."""
        self._annotations()
        for link in self._named.links((guid(self._source), *self._ids)):
            self._relation(link)
        document = self._assembly.document({**self._article(), **self._record})
        return Line(number, document, tuple(self._assembly.misfits))

    def _text(self, archive: Archive) -> str:
        inside = self._source.find(self._named.tag("PlainTextContent"))
        if inside is not None:
            return content(inside)
        data = archive.text(self._source.get("plainTextPath") or self._source.get("path") or "")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal("file-not-text", file=self._source.get("name", "")) from error

    def _article(self) -> Record:
        """What others say of an article."""
        named, source = self._named, self._source
        id = ids.named("refi-qda", guid(source), self._restored.text)
        record: Record = {"id": id, "source": {"name": source.get("name", "")}}
        if note := content(source.find(named.tag("Description"))):
            record["note"] = note
        return {**record, "meta": dict(named.values(source))}

    # -- its selections -----------------------------------------------------------------

    def _annotations(self) -> None:
        """Add every coding; a selection that is another one's piece goes with that."""
        ours = {guid(one): self._named.ours_of(one) for one in self._selections}
        places = dict(self._places())
        pieces = {piece for record in ours.values() for piece in _pieces(record)}
        for selection in self._selections:
            id = guid(selection)
            if id not in pieces:
                spans = [places.get(one) for one in (id, *_pieces(ours[id]))]
                self._codings(selection, ours[id], spans)

    def _places(self) -> Iterator[tuple[str, Span | None]]:
        """Where each selection stands in the source text."""
        ends = [_ends(selection) or (-1, -1) for selection in self._selections]
        found = spans_in(self._restored.exported, self._how, ends)
        for selection, span in zip(self._selections, found, strict=True):
            yield guid(selection), None if span is None else self._restored.span(span)

    def _codings(self, selection: Element, ours: Record, spans: list[Span | None]) -> None:
        """An annotation for each code of a selection; one that has none is a memo."""
        codings = list(selection.iterchildren(self._named.tag("Coding")))
        for coding in codings or [selection]:
            own = coding if len(codings) > 1 else selection
            id = str(ours.get("id", guid(own)))
            self._ids |= {guid(own): id, guid(coding): id, guid(selection): id}
            if None in spans:
                self._assembly.misfit("annotation", id)
                continue
            fragments = [[span.start, span.end] for span in spans if span is not None]
            told = {**self._coded(selection, coding), **ours}
            told.pop("pieces", None)
            self._assembly.annotation({**told, "id": id, "fragments": fragments})

    def _coded(self, selection: Element, coding: Element) -> Record:
        """What a coding and its selection say."""
        named = self._named
        ref = coding.find(named.tag("CodeRef"))
        record: Record = {"label": "memo"}
        if ref is not None:
            record |= named.label(target(ref))
        notes = [content(selection.find(named.tag("Description"))), *named.noted(selection)]
        if note := "\n".join(filter(None, notes)):
            record["note"] = note
        user = named.user(coding) or named.user(selection)
        if user is not None:
            record["author"] = user
        for key, name in (("created", "creationDateTime"), ("modified", "modifiedDateTime")):
            if told := coding.get(name) or selection.get(name):
                record[key] = told
        return record

    def _relation(self, link: Link) -> None:
        """Add a link, unless an end is missing that our own Note does not name."""
        start, end = self._ids.get(link.start), self._ids.get(link.end)
        if (start is None or end is None) and "from" not in link.ours:
            self._assembly.misfit("relation", link.guid)
        else:
            told = {"id": link.guid, "type": link.name, "from": start, "to": end, **link.ours}
            told.pop("in", None)
            self._assembly.relation(told)


def _counted(raw: str, quoted: list[tuple[int, int, str]]) -> tuple[str, Convention]:
    """The text without a byte order mark, and how the offsets count in it.

    Programs count a mark or do not, and CRLF as two or as one: what the quotes say is right.
    """
    text = raw.removeprefix(_BOM)
    found = convention_of(text, quoted)
    if found is None and "\r\n" in text:
        joined = text.replace("\r\n", "\n")
        other = convention_of(joined, quoted)
        if other is not None:
            return joined, other
    return text, found or Convention()


def _quoted(selection: Element) -> tuple[int, int, str]:
    """Where a selection stands, and the quote that its name is, else ""."""
    start, end = _ends(selection) or (0, 0)
    name = selection.get("name", "")
    return start, end, name if len(name) < _LONGEST_NAME else ""


def _pieces(record: Record) -> list[str]:
    """The other selections of an annotation of ours."""
    pieces = record.get("pieces")
    return [str(one) for one in cast("list[object]", pieces)] if isinstance(pieces, list) else []


def _ends(selection: Element) -> tuple[int, int] | None:
    try:
        return int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return None
