"""One article as a TEI file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from annotations.formats import records
from annotations.formats.assembly import rest
from annotations.formats.markup import element, holds, json_in, name_of, opening, written
from annotations.formats.plain_text import PlainText
from annotations.formats.records import Record
from annotations.formats.tei.header import header
from annotations.formats.tei.names import NAMESPACE, REST, SIGN, key_of
from annotations.model import (
    Annotation,
    Attributes,
    AttributeValue,
    Document,
    Emendation,
    Reading,
    Relation,
    Span,
)
from annotations.tagset import TagSet

_PARAGRAPH = re.compile(r"[^\r\n]+[\r\n]*|[\r\n]+")


def written_file(document: Document, tagset: TagSet) -> str:
    """The whole file of a document; characters that XML cannot hold are U+FFFD in its text."""
    return _File(document).whole(tagset)


class _File:
    """An article on its way into its file; what is written calls for anchors and features."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = PlainText.for_xml(document.article.text).text
        self.inline = _inline(document.emendations)
        self._anchors: set[int] = set()
        self._features: list[str] = []
        self._people: dict[str, str] = {}
        self._readings = 0

    def whole(self, tagset: TagSet) -> str:
        spans = "".join(self._stand_off())
        body = "".join(_Body(self._anchors, self._choices(), self.text).paragraphs())
        off = spans + "".join(f"{one}\n" for one in self._features)
        parts = [
            f'<?xml version="1.0" encoding="UTF-8"?>\n<?{SIGN}?>\n<TEI xmlns="{NAMESPACE}">\n',
            header(self.document, tagset, self._people),
            f"<standOff>\n{off}</standOff>\n" if off else "",
            f'<text><body xml:space="preserve">{body}</body></text>\n</TEI>\n',
        ]
        return "".join(parts)

    def _stand_off(self) -> Iterator[str]:
        document = self.document
        inline = {emendation.id for emendation in self.inline}
        off = [emendation for emendation in document.emendations if emendation.id not in inline]
        yield from _group("spanGrp", "annotation", map(self._annotation, document.annotations))
        yield from _group("spanGrp", "emendation", map(self._emendation, off))
        yield from _group("spanGrp", "reading", map(self._reading, document.readings))
        yield from _group("listRelation", "relation", map(self._relation, document.relations))

    def _annotation(self, annotation: Annotation) -> str:
        id = f"a.{name_of(annotation.id)}"
        record = records.annotation_record(annotation)
        told = {"id", "label", "fragments", "quote", *_sayable(record, "author")}
        told |= {"note"} if annotation.note and holds(annotation.note) else set()
        place, pieces = self._ends(annotation.hull), ""
        if len(annotation.fragments) > 1:
            parts = [f"{id}.{number}" for number, _ in enumerate(annotation.fragments, start=1)]
            place = {"target": " ".join(f"#{part}" for part in parts)}
            pieces = "".join(
                element("span", xml_id=part, type="part", **self._ends(span))
                for part, span in zip(parts, annotation.fragments, strict=True)
            )
        ana = f"#l.{name_of(annotation.label)} {self._told(id, record, told) or ''}".strip()
        resp = self._person(annotation.author)
        note = written(annotation.note or "")
        return element("span", note, xml_id=id, ana=ana, resp=resp, **place) + pieces

    def _choices(self) -> list[tuple[Span, str, str]]:
        """Where the text has a choice: its span, and what stands before and behind its `sic`."""
        found: list[tuple[Span, str, str]] = []
        for emendation in self.inline:
            before = opening("choice", **self._emended(emendation)) + "<sic>"
            corr = element("corr", written(emendation.replacement or ""))
            found.append((emendation.span, before, f"</sic>{corr}</choice>"))
        return found

    def _emendation(self, emendation: Emendation) -> str:
        choice = ""
        if emendation.replacement is not None:
            sic = element("sic", written(emendation.span.of(self.text)))
            choice = element("choice", sic + element("corr", written(emendation.replacement)))
        return element("span", choice, **self._emended(emendation), **self._ends(emendation.span))

    def _emended(self, emendation: Emendation) -> dict[str, str | None]:
        """The attributes of what an emendation is written as."""
        id = f"e.{name_of(emendation.id)}"
        record = records.emendation_record(emendation)
        told = {"id", "start", "end", *_sayable(record, "replacement", "author")}
        sure = emendation.confidence
        return {
            "xml_id": id,
            "ana": self._told(id, record, told),
            "resp": self._person(emendation.author),
            "cert": None if sure is None else f"{sure:g}",
        }

    def _reading(self, reading: Reading) -> str:
        self._readings += 1
        record = records.reading_record(reading)
        told = {"start", "end", *_sayable(record, "replacement")}
        ana = self._told(f"g.{self._readings}", record, told)
        orig = element("orig", written(reading.span.of(self.text)))
        choice = element("choice", orig + element("reg", written(reading.replacement)))
        return element("span", choice, ana=ana, **self._ends(reading.span))

    def _relation(self, relation: Relation) -> str:
        id = f"r.{name_of(relation.id)}"
        record = records.relation_record(relation)
        told = {"id", "type", "from", "to", *_sayable(record, "note", "author")}
        return element(
            "relation",
            element("desc", written(relation.note)) if relation.note is not None else "",
            xml_id=id,
            name=key_of(relation.type),
            active=f"#a.{name_of(relation.start)}",
            passive=f"#a.{name_of(relation.end)}",
            resp=self._person(relation.author),
            ana=self._told(id, record, told),
        )

    def _ends(self, span: Span) -> dict[str, str]:
        self._anchors |= {span.start, span.end}
        return {"from_": f"#c{span.start}", "to": f"#c{span.end}"}

    def _person(self, name: str | None) -> str | None:
        """The pointer to somebody, who is named in the header."""
        if name is None or not holds(name):
            return None
        return "#" + self._people.setdefault(name, f"who.{len(self._people) + 1}")

    def _told(self, id: str, record: Record, told: Collection[str]) -> str | None:
        """The pointer to a feature structure of what in a record is not `told`, None for none."""
        left = rest(record, told)
        attributes = cast(Attributes, left.get("attributes", {}))
        features = ""
        if all(map(_is_feature, attributes.values())):
            left.pop("attributes", None)
            features = "".join(
                element("f", _value(value), name=key_of(key)) for key, value in attributes.items()
            )
        if left:
            features += element("f", element("string", json_in(left)), name=REST)
        if not features:
            return None
        self._features.append(element("fs", features, xml_id=f"f.{id}"))
        return f"#f.{id}"


class _Body:
    """The text with its anchors and choices, in paragraphs of whole lines."""

    def __init__(
        self, anchors: Collection[int], choices: list[tuple[Span, str, str]], text: str
    ) -> None:
        self._anchors = sorted(anchors, reverse=True)
        self._choices = choices
        self._text = text

    def paragraphs(self) -> Iterator[str]:
        """Every `p`. Their texts, one after another, are the text."""
        choices = iter(self._choices)
        choice = next(choices, None)
        start, parts, whole = 0, list[str](), list[list[str]]()
        for end in (found.end() for found in _PARAGRAPH.finditer(self._text)):
            while choice is not None and choice[0].start < end:
                parts += self._chosen(start, *choice)
                start, choice = choice[0].end, next(choices, None)
            if start > end:  # a choice reaches beyond the line
                continue
            whole.append([*parts, *self._run(start, end)])
            start, parts = end, []
        if choice is not None:
            for last in (choice, *choices):  # insertions at the end of the text
                parts += self._chosen(start, *last)
                start = last[0].end
        if not whole:
            whole.append([])
        whole[-1] += [*parts, *self._due(len(self._text))]
        return (element("p", "".join(parts)) for parts in whole)

    def _chosen(self, start: int, span: Span, before: str, behind: str) -> Iterator[str]:
        """The text from `start` to a choice, and the choice."""
        yield from self._run(start, span.start)
        yield from self._due(span.start)
        yield before
        yield from self._run(span.start, span.end)
        yield behind

    def _run(self, start: int, end: int) -> Iterator[str]:
        """The text from `start` to `end`, with the anchors before each of its characters."""
        yield from self._due(start)
        while start < end:
            stop = min(end, self._anchors[-1]) if self._anchors else end
            yield written(self._text[start:stop])
            start = stop
            if start < end:
                yield from self._due(start)

    def _due(self, place: int) -> Iterator[str]:
        """The anchors up to this place that are not written yet."""
        while self._anchors and self._anchors[-1] <= place:
            yield element("anchor", xml_id=f"c{self._anchors.pop()}")


def _inline(emendations: Iterable[Emendation]) -> list[Emendation]:
    """The accepted ones that can be in the text: in order, none over another."""
    accepted = [e for e in emendations if e.status == "accepted" and e.replacement is not None]
    found: list[Emendation] = []
    for emendation in sorted(accepted, key=lambda e: e.span):
        if not found or found[-1].span.end <= emendation.span.start:
            found.append(emendation)
    return found


def _sayable(record: Mapping[str, object], *keys: str) -> list[str]:
    """Those of the keys whose text XML can hold."""
    return [key for key in keys if isinstance(text := record.get(key), str) and holds(text)]


def _is_feature(value: AttributeValue) -> bool:
    """Whether an attribute can be a feature: there are no lists of nothing."""
    return holds(value) if isinstance(value, str) else bool(value) and all(map(holds, value))


def _value(value: AttributeValue) -> str:
    if isinstance(value, str):
        return element("string", written(value))
    return element("vColl", "".join(element("string", written(one)) for one in value), org="list")


def _group(name: str, type: str, members: Iterable[str]) -> Iterator[str]:
    inside = "\n".join(members)
    if inside:
        yield element(name, f"\n{inside}\n", type=type) + "\n"
