"""brat standoff: a folder with a `.txt` and an `.ann` for each article, and the configuration.

Offsets are code points of the `.txt`, whose only line end is LF.  A span over a line end is
several fragments, and every T line says its fragments' text joined by one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotations.formats import brat_settings
from annotations.formats.brat_settings import Settings
from annotations.formats.file_names import FileNames
from annotations.formats.kinds import Format
from annotations.formats.landing import Folder
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Attributes, Document, Relation, Span

_OWN = re.compile(r"T[1-9][0-9]*")


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the pairs and the configuration into the empty folder `out`.

    What brat has no place for is told in the report: attributes of free text or of several
    values, and everything on a relation, become notes; spans of nothing but line ends are
    dropped together with their relations.
    """
    names, settings = FileNames(), Settings(context.tagset)
    for document in documents:
        name = names.of(document.article)
        pair = _Pair(document, settings, report)
        digest = out.write(f"{name}.txt", pair.plain.text.encode("utf-8"))
        out.write(f"{name}.ann", "".join([f"{line}\n" for line in pair.lines()]).encode("utf-8"))
        report.lost("character-replaced", document.article.id, count=pair.plain.replaced)
        report.count(document, digest, file=name, ids=pair.named(), names=pair.names)
    out.write("annotation.conf", brat_settings.annotation_conf(settings).encode("utf-8"))
    out.write("visual.conf", brat_settings.visual_conf(settings).encode("utf-8"))


class _Pair:
    """One article on its way into its two files."""

    def __init__(self, document: Document, settings: Settings, report: Report) -> None:
        self.document = document
        self.settings = settings
        self.report = report
        self.plain = PlainText.of(document.article.text)
        is_same = self.plain.text == document.article.text
        self.spans = {
            a.id: a.fragments if is_same and "\n" not in a.quote else _fragments(self.plain, a)
            for a in document.annotations
        }
        self.labels = {a.id: a.label for a in document.annotations}
        self.ids = _brat_ids([a.id for a in document.annotations if self.spans[a.id]])
        self.names: dict[str, str] = {}
        self._written: dict[str, str] = {}  # labels as brat has them
        self._relations: dict[str, str] = {}
        self._attributes = self._notes = 0

    def named(self) -> dict[str, str]:
        """Our ids by those of the `.ann` file: who adds to it makes ids that are not ours."""
        both = (*self.ids.items(), *self._relations.items())
        return {new: old for old, new in both}

    def _named(self, name: str, id: str) -> str:
        """brat's name for an id of ours, which is kept for the report where it is another."""
        if name != id:
            self.names[name] = id
        return name

    def lines(self) -> Iterator[str]:
        """The lines of the `.ann` file."""
        for annotation in self.document.annotations:
            if annotation.id in self.ids:
                yield self._text_bound(annotation)
                if annotation.attributes or annotation.note:
                    yield from self._said_of(annotation)
            else:
                self._lost("span-dropped", annotation.id)
        number = 0
        for relation in self.document.relations:
            if relation.start in self.ids and relation.end in self.ids:
                number += 1
                yield from self._relation(relation, f"R{number}")
            else:
                self._lost("relation-dropped", relation.id)

    def _text_bound(self, annotation: Annotation) -> str:
        id, spans = self.ids[annotation.id], self.spans[annotation.id]
        text = self.plain.text
        if (label := self._written.get(annotation.label)) is None:
            label = self._named(self.settings.label(annotation.label), annotation.label)
            self._written[annotation.label] = label
        if len(spans) == 1:  # as of nearly all
            start, end = spans[0].start, spans[0].end
            return f"{id}\t{label} {start} {end}\t{text[start:end]}"
        places = ";".join([f"{span.start} {span.end}" for span in spans])
        quote = " ".join([text[span.start : span.end] for span in spans])
        return f"{id}\t{label} {places}\t{quote}"

    def _said_of(self, annotation: Annotation) -> Iterator[str]:
        id = self.ids[annotation.id]
        rest: dict[str, str | tuple[str, ...]] = {}
        for key, value in annotation.attributes.items():
            name = self.settings.attribute(key, value, annotation.label)
            if name is None:
                rest[key] = value
            else:
                self._attributes += 1
                yield f"A{self._attributes}\t{self._named(name, key)} {id} {value}"
        if rest:
            self._lost("attribute-to-note", annotation.id)
        yield from self._note_lines(id, annotation.note, rest)

    def _relation(self, relation: Relation, id: str) -> Iterator[str]:
        ends = self.labels[relation.start], self.labels[relation.end]
        type = self._named(self.settings.relation(relation.type, *ends), relation.type)
        self._relations[relation.id] = id
        yield f"{id}\t{type} Arg1:{self.ids[relation.start]} Arg2:{self.ids[relation.end]}"
        if relation.attributes:
            self._lost("attribute-to-note", relation.id)
        yield from self._note_lines(id, relation.note, relation.attributes)

    def _note_lines(self, id: str, note: str | None, attributes: Attributes) -> Iterator[str]:
        """A note as brat's users write them, and for each value a note of its attribute's type."""
        texts = [("AnnotatorNotes", note)] if note else []
        for key, value in attributes.items():
            name = self._named(self.settings.plain(key), key)
            texts += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        for type, text in texts:
            self._notes += 1
            yield f"#{self._notes}\t{type} {id}\t{_one_line(text)}"

    def _lost(self, kind: str, id: str) -> None:
        self.report.lost(kind, self.document.article.id, id)


def _fragments(plain: PlainText, annotation: Annotation) -> tuple[Span, ...]:
    if len(annotation.fragments) == 1:
        return plain.spans(annotation.fragments[0])
    return tuple(span for fragment in annotation.fragments for span in plain.spans(fragment))


def _brat_ids(ids: list[str]) -> dict[str, str]:
    """Our ids → T1, T2 …; ids that have this form already are kept."""
    if all(map(_OWN.fullmatch, ids)):
        return {id: id for id in ids}
    return {id: f"T{number}" for number, id in enumerate(ids, start=1)}


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMAT = Format(
    "brat",
    ".ann",
    write,
    kind="folder",
    carries=frozenset({"notes", "attributes", "relations"}),
)
