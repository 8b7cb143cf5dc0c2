"""Annotations and relations: what the verbs of `Project` do inside their step."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.errors import Refusal
from annotations.model import (
    Annotation,
    Attributes,
    Relation,
    Span,
    TagSetRef,
)
from annotations.store import check, reading
from annotations.store.canonical import dump
from annotations.store.recording import Recording
from annotations.store.rows import annotation_row, attributes_json, relation_row
from annotations.store.tables import ANNOTATION, RELATION, SqlValue
from annotations.tagset import TagSet

_SHOWN = 60  # characters of a quote that a step carries for its sentence


def shown(text: str) -> str:
    """A quote as a step's sentence shows it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def annotate(
    step: Recording,
    article: str,
    text: str,
    spans: Sequence[Span],
    label: str,
    attributes: Attributes,
    note: str | None,
    tagset: TagSetRef,
) -> None:
    annotation = Annotation(
        id=step.new_id(),
        label=label,
        fragments=tuple(spans),
        quote=check.quote(text, spans),
        attributes=attributes,
        note=note,
        author=step.author,
        created=step.at,
        tagset=tagset,
    )
    check.mark(text, annotation)
    step.args |= {"annotation": annotation.id, "quote": shown(annotation.quote)}
    seq = reading.next_seq(step.file, ANNOTATION, article)
    step.insert(ANNOTATION, {**annotation_row(article, annotation), "seq": seq})


def change(step: Recording, article: str, id: str, **columns: SqlValue) -> None:
    """Change columns of an annotation; it is modified only if one of them is another now."""
    row = reading.annotation_row(step.file, article, id)
    step.args |= {"label": row["label"], "quote": shown(str(row["quote"]))}
    if any(row[name] != value for name, value in columns.items()):
        step.update(ANNOTATION, row, **columns, modified=step.at)


def retag(
    step: Recording,
    article: str,
    id: str,
    label: str,
    attributes: Attributes | None,
    tagset: TagSetRef,
) -> None:
    """The attributes stay unless others are given."""
    if not label:
        raise Refusal("label-empty", id=id)
    columns: dict[str, SqlValue] = {"label": label}
    if attributes is not None:
        columns["attributes"] = attributes_json(attributes)
    row = reading.annotation_row(step.file, article, id)
    if any(row[name] != value for name, value in columns.items()):
        columns["tagset"] = dump({"id": tagset.id, "version": tagset.version})
    change(step, article, id, **columns)
    step.args["new"] = label


def reshape(step: Recording, article: str, text: str, id: str, spans: Sequence[Span]) -> None:
    check.fragments(text, spans, id)
    fragments = dump([[span.start, span.end] for span in spans])
    change(step, article, id, fragments=fragments, quote=check.quote(text, spans))


def remove(step: Recording, article: str, ids: Sequence[str]) -> None:
    """Take annotations away, with every relation that one of them is an end of."""
    gone = dict.fromkeys(ids)
    found = [reading.annotation_row(step.file, article, id) for id in gone]
    tied = {
        str(row["id"]): row
        for id in gone
        for row in step.file.select(
            f'SELECT * FROM {RELATION.name} WHERE article = ? AND (start = ? OR "end" = ?)',
            *(article, id, id),
        )
    }
    step.delete(RELATION, *tied.values())
    step.delete(ANNOTATION, *found)
    step.args |= {"count": len(found), "relations": len(tied)}
    if len(found) == 1:
        step.args |= {"label": found[0]["label"], "quote": shown(str(found[0]["quote"]))}


def relate(
    step: Recording,
    article: str,
    type: str,
    start: str,
    end: str,
    attributes: Attributes,
    note: str | None,
) -> None:
    if not type:
        raise Refusal("label-empty", id="")
    ends = [reading.annotation_row(step.file, article, id) for id in (start, end)]
    id = step.new_id()
    relation = Relation(id, type, start, end, attributes, note, step.author, step.at)
    step.args |= {
        "relation": id,
        "start": shown(str(ends[0]["quote"])),
        "end": shown(str(ends[1]["quote"])),
    }
    seq = reading.next_seq(step.file, RELATION, article)
    step.insert(RELATION, {**relation_row(article, relation), "seq": seq})


def link(
    step: Recording,
    article: str,
    start: str,
    ends: Sequence[tuple[str, str]],
    gone: Sequence[str],
    tagset: TagSet,
) -> None:
    """Lead relations (type, id of the end) from one annotation, and take others of it away.

    What there is already is not made twice.
    """
    from_ = reading.annotation_row(step.file, article, start)
    known = {
        (str(row["type"]), str(row["end"])): row
        for row in step.file.select(
            f"SELECT * FROM {RELATION.name} WHERE article = ? AND start = ?", article, start
        )
    }
    ids = {str(row["id"]): row for row in known.values()}
    if missing := next((id for id in gone if id not in ids), None):
        raise Refusal("relation-missing", article=article, relation=missing)
    step.delete(RELATION, *(ids[id] for id in dict.fromkeys(gone)))
    wanted = [pair for pair in dict.fromkeys(ends) if pair not in known]
    seq = reading.next_seq(step.file, RELATION, article)
    for at, (type, end) in enumerate(wanted):
        to = reading.annotation_row(step.file, article, end)
        labels = str(from_["label"]), str(to["label"])
        rule = next((rule for rule in tagset.relations if rule.id == type), None)
        if rule is None or rule.derived or not rule.allows(*labels):
            raise Refusal("relation-not-allowed", type=type, start=labels[0], end=labels[1])
        relation = Relation(step.new_id(), type, start, end, {}, None, step.author, step.at)
        step.insert(RELATION, {**relation_row(article, relation), "seq": seq + at})
    step.args |= {"quote": shown(str(from_["quote"])), "count": len(wanted), "gone": len(gone)}


def unrelate(step: Recording, article: str, id: str) -> None:
    row = reading.one(step.file, RELATION, article, id)
    if row is None:
        raise Refusal("relation-missing", article=article, relation=id)
    step.args["type"] = row["type"]
    step.delete(RELATION, row)


def spans_of(fragments: Span | Sequence[Span]) -> tuple[Span, ...]:
    """One span or several, in ascending order."""
    return (fragments,) if isinstance(fragments, Span) else tuple(sorted(fragments))
