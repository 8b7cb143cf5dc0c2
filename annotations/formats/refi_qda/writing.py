"""A REFI-QDA project written: the texts as they come, and project.qde at the end."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import BinaryIO

from annotations.formats import records
from annotations.formats.assembly import article_record, rest
from annotations.formats.file_names import FileNames
from annotations.formats.line_feeds import LineFeeds
from annotations.formats.markup import element, holds, json_in, opening, written
from annotations.formats.records import Record
from annotations.formats.refi_qda.codes import LONG_AGO, Codes, note
from annotations.formats.report import Context, Report
from annotations.ids import named
from annotations.model import Annotation, Article, Attributes, Document, Relation, Span

_GUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.ASCII)
_KEPT = 1 << 20  # bytes of the parts of project.qde that wait in memory
_CHUNK = 1 << 16


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the project, text by text."""
    with ExitStack() as stack:
        project = _Project(context, stack)
        archive = stack.enter_context(zipfile.ZipFile(out, "w"))
        for document in documents:
            lines = LineFeeds(document, report)
            guid = guid_of(document.article.id)
            data = lines.text.encode("utf-8")
            with archive.open(_entry(f"Sources/{guid}.txt"), "w") as file:
                file.write(data)
            project.add(document, lines, guid, report)
            digest = hashlib.sha256(data).hexdigest()
            report.count(document, digest, file=f"Sources/{guid}.txt")
        with archive.open(_entry("project.qde"), "w", force_zip64=True) as file:
            for part in project.parts():
                file.write(part)


class _Project:
    """project.qde as it grows: its parts stand in another order than the texts come."""

    def __init__(self, context: Context, stack: ExitStack) -> None:
        def part() -> tempfile.SpooledTemporaryFile[bytes]:
            return stack.enter_context(tempfile.SpooledTemporaryFile(_KEPT))

        self._name = context.name
        self._codes = Codes(context.tagset)
        self._names = FileNames()
        self._users: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._sources, self._notes, self._links = part(), part(), part()

    def add(self, document: Document, lines: LineFeeds, guid: str, report: Report) -> None:
        """Take in a document, whose text is the source of that GUID."""
        article = document.article
        moment = _moment(article.created)
        inside = [_described(article.note or "")]
        for annotation, spans in lines.annotations:
            inside += self._selections(article, annotation, spans, lines.text)
        split = (annotation.id for annotation, spans in lines.annotations if len(spans) > 1)
        report.lost("discontinuous-split", article.id, *split)
        noted = (a.id for a, _ in lines.annotations if self._commented(a))
        report.lost("attribute-to-note", article.id, *noted)
        known = {annotation.id for annotation, _ in lines.annotations}
        for relation in lines.relations:
            self._link(article, relation, known)
        changes = [list(change) for change in lines.changes()]
        inside.append(self._noted(guid, {**article_record(article), "changes": changes}, moment))
        inside += self._values(article)
        tag = opening(
            "TextSource",
            guid=guid,
            name=self._names.of(article),
            plainTextPath=f"internal://{guid}.txt",
            creatingUser=self._user(article.author),
            creationDateTime=moment,
        )
        self._sources.write(f"{tag}{''.join(inside)}</TextSource>\n".encode())

    def parts(self) -> Iterator[bytes]:
        """project.qde in pieces."""
        space = "urn:QDA-XML:project:1.0"
        project = opening("Project", name=self._name, origin="Danqian", xmlns=space)
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n{project}\n'.encode()
        yield _list(
            "Users", (element("User", guid=g, name=name) for name, g in self._users.items())
        )
        if codes := self._codes.written():
            yield element("CodeBook", codes).encode() + b"\n"
        yield _list("Variables", self._declared())
        yield from _spooled("Sources", self._sources)
        for one in self._codes.notes():
            self._notes.write(one.encode())
        yield from _spooled("Notes", self._notes)
        yield from _spooled("Links", self._links)
        yield b"</Project>\n"

    # -- annotations --------------------------------------------------------------------

    def _selections(
        self, article: Article, annotation: Annotation, spans: tuple[Span, ...], text: str
    ) -> Iterator[str]:
        """A selection for each piece; the first one has the GUID that links lead to."""
        moment = _moment(annotation.created)
        signed = {"creatingUser": self._user(annotation.author), "creationDateTime": moment}
        guid = guid_of(annotation.id, article.id)
        code = element("CodeRef", targetGUID=self._codes.of(annotation))
        about = _described(_comment(annotation.note, self._commented(annotation)))
        pieces = [guid, *(named("refi-piece", guid, n) for n in range(1, len(spans)))]
        record = self._left(annotation, pieces[1:], guid)
        for piece, span in zip(pieces, spans, strict=True):
            coding = element("Coding", code, guid=named("refi-coding", piece), **signed)
            noted = self._noted(guid, record, moment) if record and piece == guid else ""
            yield element(
                "PlainTextSelection",
                about + coding + noted,
                guid=piece,
                name=span.of(text)[:60],
                startPosition=str(span.start),
                endPosition=str(span.end),
                **signed,
            )

    def _left(self, annotation: Annotation, more: list[str], guid: str) -> Record:
        """What of an annotation the elements for it do not tell; `more` are its other pieces."""
        told = {"label", "fragments", "quote"} | _signed(annotation.author, annotation.created)
        told |= {"id"} if annotation.id == guid else set()
        commented = self._commented(annotation)
        if not commented:
            told |= {"attributes"} | ({"note"} if _is_plain(annotation.note or "") else set())
        record = rest(records.annotation_record(annotation), told)
        if commented:
            record["note"] = annotation.note
        return {**record, "pieces": more} if more else record

    def _commented(self, annotation: Annotation) -> Attributes:
        """The attributes that stand in the comment: all but what the code says."""
        said = self._codes.says(annotation)
        return {k: v for k, v in annotation.attributes.items() if k not in said}

    def _link(self, article: Article, relation: Relation, known: Collection[str]) -> None:
        """Write a relation; `known` are the ids of the annotations that are there."""
        guid = guid_of(relation.id, article.id, "relation")
        told = {"type"} if holds(relation.type) else set[str]()
        told |= {"from", "to"} if relation.start in known and relation.end in known else set()
        told |= {"id"} if relation.id == guid else set()
        record = rest(records.relation_record(relation), told)
        if "from" in record:  # an end is not there, so that no other place tells whose it is
            record["in"] = guid_of(article.id)
        link = element(
            "Link",
            self._noted(guid, record, _moment(relation.created)) if record else "",
            guid=guid,
            name=relation.type,
            direction="OneWay",
            originGUID=guid_of(relation.start, article.id),
            targetGUID=guid_of(relation.end, article.id),
        )
        self._links.write(f"{link}\n".encode())

    def _noted(self, guid: str, record: Record, moment: str | None) -> str:
        """The reference to a Note of ours on what has that GUID; the Note is written."""
        target = named("refi-note", guid)
        self._notes.write(note(target, json_in(record), moment or LONG_AGO).encode())
        return element("NoteRef", targetGUID=target)

    # -- articles -----------------------------------------------------------------------

    def _values(self, article: Article) -> Iterator[str]:
        """What is known of an article, as variables that other programs can sort by."""
        for key, value in article.meta.items():
            if isinstance(value, str) and _is_plain(value) and _is_plain(key):
                guid = self._variables.setdefault(key, named("refi-variable", key))
                about = element("VariableRef", targetGUID=guid)
                yield element("VariableValue", about + element("TextValue", written(value)))

    def _declared(self) -> Iterator[str]:
        for name, guid in self._variables.items():
            yield element("Variable", guid=guid, name=name, typeOfVariable="Text")

    def _user(self, name: str | None) -> str | None:
        if name is None or not holds(name):
            return None
        return self._users.setdefault(name, named("refi-user", name))


def guid_of(id: str, *where: str) -> str:
    """An id of ours as a GUID: as it is, where it is one, else made of it and its article's."""
    return id if _GUID.fullmatch(id) else named("refi", *where, id)


def _signed(author: str | None, created: str | None) -> set[str]:
    """Those of both that attributes of an element tell."""
    signed = {"author"} if author is not None and holds(author) else set[str]()
    return signed | ({"created"} if _moment(created) is not None else set())


def _moment(text: str | None) -> str | None:
    """A moment as XML Schema has it; None for any other."""
    if text is None or not _MOMENT.fullmatch(text):
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _is_plain(text: str) -> bool:
    """Whether a text comes out of an element as it went in, whatever reads it."""
    return bool(text) and holds(text) and text == text.strip()


def _comment(note: str | None, attributes: Attributes) -> str:
    """What people see of a tag besides its label."""
    lines = [note] if note else []
    for key, value in attributes.items():
        lines.append(f"{key} = {value if isinstance(value, str) else ', '.join(value)}")
    return "\n".join(lines)


def _described(text: str) -> str:
    return element("Description", written(text)) if text else ""


def _list(name: str, members: Iterable[str]) -> bytes:
    inside = "\n".join(members)
    return f"{element(name, inside)}\n".encode() if inside else b""


def _spooled(name: str, part: tempfile.SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    if not part.tell():
        return
    part.seek(0)
    yield f"<{name}>\n".encode()
    while chunk := part.read(_CHUNK):
        yield chunk
    yield f"</{name}>\n".encode()


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive; its date is always the same, so that the bytes are."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
