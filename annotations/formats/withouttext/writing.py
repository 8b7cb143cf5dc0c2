"""A corpus without its text: what may be published where the articles may not.

One JSON object a line, as in danqian/1, but instead of the text the hashes of it, anchors along
it, and for every stretch its place (see `places`).  `danqian rebuild` puts it together again
with anybody's own copies of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from annotations.formats import strict_json
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.withouttext.places import QUOTE, Place, Purse
from annotations.formats.withouttext.skeleton import Skeleton, whole
from annotations.model import Annotation, Article, Document, Emendation, Reading, Relation, Span
from annotations.text.source import title_of

SCHEMA = "danqian-withouttext/1"
LONGEST = 200
"""The most characters that a value of an article's metadata may have: more may be its text."""
CARRIES = EVERY_CARRIED
Record = dict[str, object]


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the project line, where there is one, and a line for each document."""
    if context.project_line:
        _write_line(out, {"schema": SCHEMA, "kind": "project", **context.project_line})
    for document in documents:
        _write_line(out, _Outline(document, report).record())
        report.count(document, whole(document.article.text))


def _write_line(out: BinaryIO, record: Mapping[str, object]) -> None:
    out.write(strict_json.dumps(record).encode("utf-8") + b"\n")


class _Outline:
    """One document on its way out; what may not be shown of it is noted in the report."""

    def __init__(self, document: Document, report: Report) -> None:
        self._document = document
        self._report = report
        self._skeleton = Skeleton.of(document.article.text)
        self._purse = Purse(len(document.article.text))

    def record(self) -> Record:
        document, article, skeleton = self._document, self._document.article, self._skeleton
        whole_record: Record = {
            "schema": SCHEMA,
            "kind": "article",
            "id": article.id,
            "name": article.source.name,
            "length": len(article.text),
            "sha256_source": article.source.sha256,
            "sha256_text": whole(article.text),
            "sha256_skeleton": whole(skeleton.chars),
            "anchors": list(skeleton.anchors()),
            **_known(article),
            "meta": self._meta(article),
            "annotations": [self._annotation(annotation) for annotation in document.annotations],
            "relations": [_relation(relation) for relation in document.relations],
            "emendations": [r for e in document.emendations if (r := self._emendation(e))],
            "readings": [r for item in document.readings if (r := self._reading(item))],
        }
        marks = (article, article.source, *document.annotations, *document.relations)
        self._drop("extra-dropped", sum(bool(mark.extra) for mark in marks))
        return whole_record

    def _drop(self, kind: str, count: int) -> None:
        self._report.lost(kind, self._document.article.id, count=count)

    def _meta(self, article: Article) -> Record:
        short = {name: value for name, value in article.meta.items() if _is_short(value, LONGEST)}
        self._drop("extra-dropped", len(article.meta) - len(short))
        return short

    def _place(self, span: Span) -> Mapping[str, object]:
        return Place.of(span, self._skeleton, self._purse).record()

    def _annotation(self, annotation: Annotation) -> Record:
        ref = annotation.tagset
        return {
            "id": annotation.id,
            "label": annotation.label,
            "fragments": [self._place(span) for span in annotation.fragments],
            "attributes": _plain(annotation.attributes),
            "note": annotation.note,
            "author": annotation.author,
            "created": annotation.created,
            "modified": annotation.modified,
            "tagset": ref and {"id": ref.id, "version": ref.version},
        }

    def _emendation(self, emendation: Emendation) -> Record | None:
        if len(emendation.replacement or "") > QUOTE:
            self._report.lost("emendation-dropped", self._document.article.id, emendation.id)
            return None
        is_short = _is_short(dict(emendation.evidence), QUOTE)
        self._drop("extra-dropped", (not is_short) + bool(emendation.extra))
        return {
            "id": emendation.id,
            **self._place(emendation.span),
            "replacement": emendation.replacement,
            "kind": emendation.kind,
            "rule": emendation.rule,
            "status": emendation.status,
            "confidence": emendation.confidence,
            "evidence": dict(emendation.evidence) if is_short else {},
            "author": emendation.author,
            "created": emendation.created,
        }

    def _reading(self, reading: Reading) -> Record | None:
        if len(reading.replacement) > QUOTE:
            self._drop("reading-dropped", 1)
            return None
        self._drop("extra-dropped", bool(reading.extra))
        told = {"config": reading.config, "replacement": reading.replacement}
        return {**self._place(reading.span), **told}


def _known(article: Article) -> Record:
    """What is known of an article. A title that is its first line comes back by itself."""
    ref = article.tagset
    return {
        "title": None if article.title == title_of(article.text) else article.title,
        "status": article.status,
        "author": article.author,
        "created": article.created,
        "tagset": ref and {"id": ref.id, "version": ref.version},
        "repair": article.repair,
        "flag": article.flag,
        "note": article.note,
    }


def _relation(relation: Relation) -> Record:
    return {
        "id": relation.id,
        "type": relation.type,
        "from": relation.start,
        "to": relation.end,
        "attributes": _plain(relation.attributes),
        "note": relation.note,
        "author": relation.author,
        "created": relation.created,
    }


def _plain(attributes: Mapping[str, str | tuple[str, ...]]) -> Record:
    return {k: v if isinstance(v, str) else list(v) for k, v in attributes.items()}


def _is_short(value: object, most: int) -> bool:
    """Whether no string in a JSON value is longer than that."""
    match value:
        case str():
            return len(value) <= most
        case dict():
            return all(_is_short(item, most) for item in value.values())  # type: ignore
        case list():
            return all(_is_short(item, most) for item in value)  # type: ignore
        case _:
            return True
