"""A tag set edited or replaced: what of annotations and relations is rewritten with it.

Each row is changed once, whatever comes together of several edits, so that undoing the step
brings every row back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from annotations.errors import Refusal
from annotations.model import RelabellingPage
from annotations.store import settings
from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording
from annotations.store.rows import annotation_of, attributes_json, attributes_of
from annotations.store.tables import ANNOTATION, ARTICLE, RELATION, Row, SqlValue
from annotations.tagset import TagSet
from annotations.tagset.adopting import Adopted, Used
from annotations.tagset.editing import Edited
from annotations.tagset.rewriting import Chosen, Marked, Rewrite

_Key = tuple[str, str]  # article, annotation
_HAS = "EXISTS (SELECT 1 FROM json_each(n.attributes) AS e WHERE e.key = ?)"
_HAS_VALUE = (  # or one of several
    "EXISTS (SELECT 1 FROM json_each(n.attributes) AS e, json_each(CASE e.type WHEN 'array'"
    " THEN e.value ELSE json_array(e.value) END) AS v WHERE e.key = ? AND v.value = ?)"
)
_PICKED = (
    "(n.article, n.id) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')"
    " FROM json_each(?))"
)


def edit(step: Recording, made: Edited) -> None:
    """Keep the edited tag set and rewrite what its edits are about.

    Refusal "tagset-in-use" where an entry is to be taken away that something stands under.
    """
    _check_unused(step.file, made)
    ref = dump({"id": made.tagset.id, "version": made.tagset.version})
    pairs = [
        (before, {**before, **after, "modified": step.at, "tagset": ref})
        for before, after in _rewritten(step.file, made.rewrites)
    ]
    relations = [
        (row, {**row, "type": made.relations[str(row["type"])]})
        for row in _relations(step.file, made.relations)
    ]
    settings.put(step, settings.TAGSET, made.tagset.raw_toml)
    count = step.update_all(ANNOTATION, pairs)
    tied = step.update_all(RELATION, relations)
    step.args |= {"count": count, "relations": tied, "version": made.tagset.version}


def adopt(step: Recording, adopted: Adopted) -> None:
    """Have another tag set; the annotations stay as they are."""
    tagset = adopted.tagset
    step.args |= {"name": tagset.names.hans, "id": tagset.id, "version": tagset.version}
    step.args["kept"] = len(adopted.kept)
    settings.put(step, settings.TAGSET, tagset.raw_toml)


def preview(
    file: ProjectFile, made: Edited, chosen: Sequence[Chosen], limit: int, skip: int
) -> RelabellingPage:
    """What an edit would rewrite, and what else is under the `chosen`; nothing is changed.

    `limit` annotations article by article, the first `skip` of them left out.
    """
    alone = {*chosen, *(rewrite.chosen for rewrite in made.rewrites)}
    is_plain = not made.relations and len(made.rewrites) < 2 and len(alone) == 1
    if is_plain and all(map(_is_felt, made.rewrites)):
        return _page(file, alone.pop(), limit, skip)
    found = {_key(before): before for before, _ in _rewritten(file, made.rewrites)}
    for wanted in chosen:
        found |= {_key(row): row for row in _stored(file, wanted)}
    many = sum(1 for _ in _relations(file, made.relations))
    order = {row["id"]: row["seq"] for row in file.select(f"SELECT id, seq FROM {ARTICLE.name}")}
    rows = sorted(found.values(), key=lambda row: (order[row["article"]], *_key(row)))
    shown = ((str(row["article"]), annotation_of(row)) for row in rows[skip : skip + limit])
    page = tuple(sorted(shown, key=lambda one: (order[one[0]], one[0], one[1].hull)))
    return RelabellingPage(len(rows), len({row["article"] for row in rows}), many, page)


def _is_felt(rewrite: Rewrite) -> bool:
    """Whether every annotation that it is about becomes another one."""
    chosen = rewrite.chosen
    if rewrite.label is not None:
        return bool(chosen.label) and chosen.label != rewrite.label
    if rewrite.value is not None:
        name, old, new = rewrite.value
        return old != new and (name, old) in chosen.attributes
    return rewrite.attribute is not None and rewrite.attribute[0] != rewrite.attribute[1]


def _page(file: ProjectFile, chosen: Chosen, limit: int, skip: int) -> RelabellingPage:
    """All that is chosen, without reading more than is shown of it."""
    where, values = _where(chosen)
    counts = file.select(
        "SELECT count(*) AS annotations, count(DISTINCT n.article) AS articles"
        f" FROM {ANNOTATION.name} AS n WHERE {where}",
        *values,
    )[0]
    rows = file.select(
        f"SELECT n.* FROM {ANNOTATION.name} AS n JOIN {ARTICLE.name} AS a ON a.id = n.article"
        f" WHERE {where} ORDER BY a.seq, a.id, n.seq, n.id LIMIT ? OFFSET ?",
        *(*values, limit, skip),
    )
    page = tuple((str(row["article"]), annotation_of(row)) for row in rows)
    many, articles = cast("int", counts["annotations"]), cast("int", counts["articles"])
    return RelabellingPage(many, articles, 0, page)


def used(file: ProjectFile, tagset: TagSet) -> Used:
    """How often everything stands in the project."""
    labels = _counts(
        file, f"SELECT label AS id, count(*) AS many FROM {ANNOTATION.name} GROUP BY 1"
    )
    types = _counts(
        file,
        "SELECT json_extract(attributes, '$.type') AS id, count(*) AS many"
        f" FROM {ANNOTATION.name} WHERE label = ? GROUP BY 1",
        tagset.measure.id,
    )
    relations = _counts(
        file, f"SELECT type AS id, count(*) AS many FROM {RELATION.name} GROUP BY 1"
    )
    return Used(labels, types, relations)


def texts(file: ProjectFile, chosen: Sequence[Chosen], limit: int) -> dict[str, int]:
    """What the chosen annotations are about, as their sources write it: the most frequent first."""
    found: dict[str, int] = {}
    for wanted in chosen:
        where, values = _where(wanted)
        found |= _counts(
            file,
            f"SELECT n.quote AS id, count(*) AS many FROM {ANNOTATION.name} AS n WHERE {where}"
            " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            *(*values, limit),
        )
    return found


def _counts(file: ProjectFile, query: str, *values: SqlValue) -> dict[str, int]:
    rows = file.select(query, *values)
    return {str(row["id"]): cast("int", row["many"]) for row in rows if row["id"] is not None}


# -- which rows become what -----------------------------------------------------------------


def _rewritten(file: ProjectFile, rewrites: Iterable[Rewrite]) -> Iterator[tuple[Row, Row]]:
    """Every row that becomes another one, with the columns that it is to have.

    A rewriting also finds what those before it made; what they did not touch is as it is stored.
    """
    before: dict[_Key, Row] = {}
    now: dict[_Key, Marked] = {}
    for rewrite in rewrites:
        for row in _stored(file, rewrite.chosen):
            if before.setdefault(_key(row), row) is row:
                now[_key(row)] = _mark(row)
        for key, mark in now.items():
            if rewrite.chosen.fits(mark):
                label, attributes = mark.label, mark.attributes
                made = rewrite.label_of(label), rewrite.attributes_of(attributes)
                now[key] = Marked(*key, *made, mark.quote)
    for key, row in before.items():
        columns: Row = {
            "label": now[key].label,
            "attributes": attributes_json(now[key].attributes),
        }
        if any(row[name] != value for name, value in columns.items()):
            yield row, columns


def _stored(file: ProjectFile, chosen: Chosen) -> list[Row]:
    """The rows of annotations that are meant, as the file has them."""
    where, values = _where(chosen)
    return file.select(f"SELECT n.* FROM {ANNOTATION.name} AS n WHERE {where}", *values)


def _where(chosen: Chosen) -> tuple[str, list[SqlValue]]:
    """The condition that `chosen.fits` is, for the annotations as `n`, and its values."""
    asked: list[tuple[str, tuple[SqlValue, ...]]] = []
    if chosen.label:
        asked.append(("n.label = ?", (chosen.label,)))
    for name, value in chosen.attributes:
        asked.append((_HAS, (name,)) if value is None else (_HAS_VALUE, (name, value)))
    if chosen.quotes is not None:
        quotes = dump(sorted(chosen.quotes))
        asked.append(("n.quote IN (SELECT value FROM json_each(?))", (quotes,)))
    if chosen.picked is not None:
        asked.append((_PICKED, (dump(sorted(chosen.picked)),)))
    where = " AND ".join(condition for condition, _ in asked) or "1"
    return where, [value for _, values in asked for value in values]


def _relations(file: ProjectFile, types: Iterable[str]) -> Iterator[Row]:
    for type in types:
        yield from file.select(f"SELECT * FROM {RELATION.name} WHERE type = ?", type)


def _check_unused(file: ProjectFile, made: Edited) -> None:
    for place, chosen in made.unused:
        if many := len(_stored(file, chosen)):
            raise Refusal("tagset-in-use", place=place, count=many)
    for place, type in made.idle:
        if many := sum(1 for _ in _relations(file, [type])):
            raise Refusal("tagset-in-use", place=place, count=many)


def _key(row: Row) -> _Key:
    return str(row["article"]), str(row["id"])


def _mark(row: Row) -> Marked:
    attributes = attributes_of(str(row["attributes"]))
    return Marked(*_key(row), str(row["label"]), attributes, str(row["quote"]))
