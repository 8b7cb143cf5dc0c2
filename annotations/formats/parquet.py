"""Parquet: one row an article, for `datasets`, pandas and everything else that reads Arrow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from annotations.formats.kinds import Format
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.withouttext.skeleton import whole
from annotations.model import Annotation, Attributes, Document, Relation

_ROWS = 200  # of a group, which is in memory as a whole
_CHARACTERS = 4_000_000
Row = dict[str, object]


def write(documents: Iterable[Document], out: BinaryIO, _: Context, report: Report) -> None:
    """Write row groups as the documents come; texts are to the letter, with every CR.

    Attributes and metadata are lists of {key, value}, because types are the same in every row:
    an attribute with several values stands several times, metadata that are no text as JSON.
    """
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

    schema = _schema()
    with ParquetWriter(out, schema, compression="zstd") as writer:
        rows: list[Row] = []
        size = 0
        for document in documents:
            rows.append(_row(document))
            size += len(document.article.text)
            if len(rows) == _ROWS or size > _CHARACTERS:
                writer.write_table(Table.from_pylist(rows, schema))
                rows, size = [], 0
            _tell(document, report)
            report.count(document, whole(document.article.text))
        writer.write_table(Table.from_pylist(rows, schema))


def _schema() -> Any:
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    pairs = pa.list_(pa.struct({"key": text, "value": text}))
    signed = {"note": text, "author": text, "created": text}
    annotation = pa.struct(
        {
            "id": text,
            "label": text,
            "fragments": pa.list_(pa.struct({"start": number, "end": number})),
            "quote": text,
            "attributes": pairs,
            **signed,
            "modified": text,
        }
    )
    ends = {"id": text, "type": text, "from": text, "to": text}
    relation = pa.struct({**ends, "attributes": pairs, **signed})
    place = {"start": number, "end": number}
    emendation = pa.struct(
        {
            "id": text,
            **place,
            "replacement": text,
            "kind": text,
            "rule": text,
            "status": text,
            "confidence": pa.float64(),
            "author": text,
            "created": text,
        }
    )
    reading = pa.struct({**place, "config": text, "replacement": text})
    return pa.schema(
        {
            "id": text,
            "title": text,
            "text": text,
            "name": text,
            "sha256": text,
            "status": text,
            "flag": pa.bool_(),
            **signed,
            "meta": pairs,
            "annotations": pa.list_(annotation),
            "relations": pa.list_(relation),
            "emendations": pa.list_(emendation),
            "readings": pa.list_(reading),
        }
    )


def _row(document: Document) -> Row:
    article = document.article
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "name": article.source.name,
        "sha256": article.source.sha256,
        "status": article.status,
        "flag": article.flag,
        "note": article.note,
        "author": article.author,
        "created": article.created,
        "meta": [{"key": key, "value": _told(value)} for key, value in article.meta.items()],
        "annotations": [_annotation(annotation) for annotation in document.annotations],
        "relations": [_relation(relation) for relation in document.relations],
        "emendations": [
            {
                "id": e.id,
                "start": e.span.start,
                "end": e.span.end,
                "replacement": e.replacement,
                "kind": e.kind,
                "rule": e.rule,
                "status": e.status,
                "confidence": e.confidence,
                "author": e.author,
                "created": e.created,
            }
            for e in document.emendations
        ],
        "readings": [
            {
                "start": r.span.start,
                "end": r.span.end,
                "config": r.config,
                "replacement": r.replacement,
            }
            for r in document.readings
        ],
    }


def _annotation(annotation: Annotation) -> Row:
    return {
        "id": annotation.id,
        "label": annotation.label,
        "fragments": [{"start": span.start, "end": span.end} for span in annotation.fragments],
        "quote": annotation.quote,
        "attributes": _pairs(annotation.attributes),
        "note": annotation.note,
        "author": annotation.author,
        "created": annotation.created,
        "modified": annotation.modified,
    }


def _relation(relation: Relation) -> Row:
    return {
        "id": relation.id,
        "type": relation.type,
        "from": relation.start,
        "to": relation.end,
        "attributes": _pairs(relation.attributes),
        "note": relation.note,
        "author": relation.author,
        "created": relation.created,
    }


def _pairs(attributes: Attributes) -> list[Row]:
    return [
        {"key": key, "value": one}
        for key, value in attributes.items()
        for one in ((value,) if isinstance(value, str) else value)
    ]


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tell(document: Document, report: Report) -> None:
    """What has no column: data we only carry, evidence of emendations, the bytes of the file."""
    article = document.article
    held = (article, article.source, *document.annotations, *document.relations)
    more = (*document.emendations, *document.readings)
    extra = sum(bool(item.extra) for item in (*held, *more))
    extra += sum(bool(emendation.evidence) for emendation in document.emendations)
    extra += article.source.data is not None
    report.lost("extra-dropped", article.id, count=extra)


FORMAT = Format(
    "parquet",
    ".parquet",
    write,
    newline="as found",
    carries=EVERY_CARRIED,
    extra="parquet",
    needs=("pyarrow",),
)
