"""doccano's JSONL: an article a line, its text with spans and the relations between them.

The shape `relations` (entities with ids) is what its projects with relations import and
export, `spans` (start, end, label) is that of the others.  doccano's own screen counts UTF-16
units (doccano#2290), Python programs that read its files code points: the option `unit`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

from annotations.formats import strict_json
from annotations.formats.gathering import facts_of
from annotations.formats.kinds import Format, Option
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report, Unit
from annotations.model import Annotation, Document, Span
from annotations.text.units import Units

SHAPE = Option("shape", ("relations", "spans"))
UNIT = Option("unit", ("utf-16", "code-points"))
UNITS: dict[str, Unit] = {"utf-16": "UTF-16 units", "code-points": "code points"}
PIECES = "pieces"
"""The key for annotations of several spans: the label and the offsets of each."""


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write a line for each article.

    Of a discontinuous annotation every fragment is an entity, and `pieces` says which belong
    together; doccano keeps that, as all it does not know, in its metadata.
    """
    with_relations = context.options.get(SHAPE.name, "relations") == "relations"
    unit = UNITS[context.options.get(UNIT.name, "utf-16")]
    report.facts["unit"] = unit
    for document in documents:
        record, plain = _record(document, with_relations, unit, report)
        out.write(strict_json.dumps(record).encode("utf-8") + b"\n")
        report.lost("character-replaced", document.article.id, count=plain.replaced)
        report.count(document, hashlib.sha256(plain.text.encode("utf-8")).hexdigest())


def _record(
    document: Document, with_relations: bool, unit: Unit, report: Report
) -> tuple[dict[str, object], PlainText]:
    article, plain = document.article, PlainText.of(document.article.text)
    units = Units(plain.text)
    counted = units.to_utf16 if unit == "UTF-16 units" else int
    entities: list[dict[str, object]] = []
    firsts: dict[str, int] = {}
    pieces: list[dict[str, object]] = []
    dropped, split = list[str](), list[str]()
    for annotation in document.annotations:
        spans = spans_of(plain, annotation)
        if not spans:
            dropped.append(annotation.id)
            continue
        numbers = list(range(len(entities), len(entities) + len(spans)))
        firsts[annotation.id] = numbers[0]
        for number, span in zip(numbers, spans, strict=True):
            entities.append(
                {
                    "id": number,
                    "label": annotation.label,
                    "start_offset": counted(span.start),
                    "end_offset": counted(span.end),
                }
            )
        if len(spans) > 1:
            split.append(annotation.id)
            places = [[counted(span.start), counted(span.end)] for span in spans]
            pieces.append({"label": annotation.label, "spans": places})
    report.lost("span-dropped", article.id, *dropped)
    report.lost("discontinuous-split", article.id, *split)
    record: dict[str, object] = {"text": plain.text}
    if with_relations:
        record |= {"entities": entities, "relations": _relations(document, firsts, report)}
    else:
        triples = [[e["start_offset"], e["end_offset"], e["label"]] for e in entities]
        record["label"] = triples
        report.lost("relation-dropped", article.id, *(r.id for r in document.relations))
    more = {PIECES: pieces} if pieces else {}
    return record | facts_of(article) | {"offset_unit": unit} | more, plain


def spans_of(plain: PlainText, annotation: Annotation) -> list[Span]:
    """Where an annotation stands in the plain text; nothing where it was between CR and LF."""
    return [span for fragment in annotation.fragments if (span := plain.span(fragment))]


def _relations(
    document: Document, firsts: dict[str, int], report: Report
) -> list[dict[str, object]]:
    """The relations, each from and to the first entity of an annotation."""
    kept = [r for r in document.relations if r.start in firsts and r.end in firsts]
    gone = (r.id for r in document.relations if r.start not in firsts or r.end not in firsts)
    report.lost("relation-dropped", document.article.id, *gone)
    return [
        {"id": n, "from_id": firsts[r.start], "to_id": firsts[r.end], "type": r.type}
        for n, r in enumerate(kept)
    ]


FORMAT = Format(
    "doccano",
    ".jsonl",
    write,
    unit="UTF-16 units",
    carries=frozenset({"metadata", "relations"}),
    options=(SHAPE, UNIT),
)
