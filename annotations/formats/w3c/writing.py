"""What is on one article as an AnnotationCollection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from annotations.formats import records, strict_json
from annotations.formats.assembly import article_record, rest
from annotations.formats.line_feeds import LineFeeds
from annotations.formats.records import Record
from annotations.formats.w3c.names import ARTICLE, ATTRIBUTE, CONTEXT, OURS, REST, SEVERAL, iri
from annotations.model import Annotation, Attributes, Document, Relation, Span

AROUND = 32  # characters of text before and behind a quote: the specification names no number
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")  # what the model takes as one


def collection(document: Document, lines: LineFeeds, text_file: str, sha256: str) -> str:
    """The whole file for a document whose text stands in `text_file`, an item a line."""
    writer = _Writer(document.article.id, lines.text, text_file)
    items = [writer.annotation(*one) for one in lines.annotations]
    items += [writer.relation(relation) for relation in lines.relations]
    id = iri(document.article.id)
    head: Record = {
        "@context": [CONTEXT, OURS],
        "id": id,
        "type": "AnnotationCollection",
        "label": document.article.title,
        "total": len(items),
        ARTICLE: _article(document, lines, text_file, sha256),
    }
    page: Record = {"id": f"{id}:1", "type": "AnnotationPage", "startIndex": 0}
    written = ",\n".join(map(strict_json.dumps, items))
    first = f'{strict_json.dumps(page)[:-1]}, "items": [\n{written}\n]}}'
    return f'{strict_json.dumps(head)[:-1]},\n"first": {first}}}\n'


def _article(document: Document, lines: LineFeeds, text_file: str, sha256: str) -> Record:
    """All of an article that no annotation tells; `changes` as in `line_feeds`."""
    return {
        **article_record(document.article),
        "text_file": text_file,
        "text_sha256": sha256,
        "changes": [list(change) for change in lines.changes()],
        "emendations": [records.emendation_record(one) for one in document.emendations],
        "readings": [records.reading_record(one) for one in document.readings],
    }


class _Writer:
    def __init__(self, article: str, text: str, text_file: str) -> None:
        self._article = article
        self._text = text
        self._file = text_file

    def annotation(self, annotation: Annotation, spans: tuple[Span, ...]) -> Record:
        """A tag: label, note and attributes are its bodies, its fragments the targets."""
        record = records.annotation_record(annotation)
        return {
            "id": iri(self._article, "annotation", annotation.id),
            "type": "Annotation",
            "motivation": "tagging",
            "body": list(_bodies(annotation.label, annotation.note, annotation.attributes)),
            "target": [self._target(span) for span in spans],
            **_signed(record),
            **_left(record, {"id", "label", "fragments", "quote", "note"}),
        }

    def relation(self, relation: Relation) -> Record:
        """A link: its target is where it starts, and the body it links to where it ends.

        So the direction is in the graph, which knows no order of several targets.
        """
        record = records.relation_record(relation)
        end = iri(self._article, "annotation", relation.end)
        linked = {"type": "SpecificResource", "source": end, "purpose": "linking"}
        return {
            "id": iri(self._article, "relation", relation.id),
            "type": "Annotation",
            "motivation": "linking",
            "body": [linked, *_bodies(relation.type, relation.note, relation.attributes)],
            "target": {"id": iri(self._article, "annotation", relation.start)},
            **_signed(record),
            **_left(record, {"id", "type", "from", "to", "note"}),
        }

    def _target(self, span: Span) -> Record:
        quote = {
            "type": "TextQuoteSelector",
            "exact": span.of(self._text),
            "prefix": self._text[max(0, span.start - AROUND) : span.start],
            "suffix": self._text[span.end : span.end + AROUND],
        }
        place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        return {"type": "SpecificResource", "source": self._file, "selector": [place, quote]}


def _bodies(tag: str, note: str | None, attributes: Attributes) -> Iterator[Record]:
    yield {"type": "TextualBody", "purpose": "tagging", "value": tag}
    if note is not None:
        yield {"type": "TextualBody", "purpose": "commenting", "value": note}
    for key, value in attributes.items():
        several = {} if isinstance(value, str) else {SEVERAL: True}
        for one in (value,) if isinstance(value, str) else value:
            body = {"type": "TextualBody", "purpose": "classifying", "value": one}
            yield {**body, ATTRIBUTE: key, **several}


def _signed(record: Mapping[str, object]) -> Record:
    """Who and when, where the model has words for it."""
    told: Record = {}
    if record.get("author"):
        told["creator"] = {"type": "Person", "name": record["author"]}
    for key in ("created", "modified"):
        if _is_moment(record.get(key)):
            told[key] = record[key]
    return told


def _left(record: Mapping[str, object], told: set[str]) -> Record:
    """What of a record no property tells."""
    signed = {key for key in ("created", "modified") if _is_moment(record.get(key))}
    left = rest(record, told | signed | ({"author"} if record.get("author") else set()))
    attributes = cast("Mapping[str, object]", left.get("attributes", {}))
    if [] not in attributes.values():  # that no body would tell
        left.pop("attributes", None)
    return {REST: left} if left else {}


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and bool(_MOMENT.fullmatch(value))
