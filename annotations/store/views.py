"""The project in plain SQL: views for any SQLite program, kept in the file. We read none of them.

Positions count characters (code points) of the source text, half open.  Times are UTC.  What
a text with NUL characters would have SQL cut short is NULL here.

| view | one row for |
|---|---|
| `v_article` | an article: what it is, its metadata, its text, how many annotations it has |
| `v_annotation` | an annotation: from its first to its last character, its quote and its article |
| `v_fragment` | a piece of an annotation, counted from 1 |
| `v_attribute` | a value of an attribute of an annotation |
| `v_relation` | a relation with the quotes and labels of both ends |
| `v_emendation` | a correction of a text: what stands there and what is put for it |
| `v_step` | a step of the history: who did what when, and which step it undid |
"""

from __future__ import annotations

from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    EMENDATION,
    EVENT,
    RELATION,
    SOURCE,
    STEP,
)

_META = ("outlet", "date", "author", "url")
_FROM_META = ", ".join(f"json_extract(a.meta, '$.{name}') AS {name}" for name in _META)
_OF_ARTICLE = (
    "a.title, json_extract(a.meta, '$.outlet') AS outlet, json_extract(a.meta, '$.date') AS date"
)
# An event may be about several rows, see store.entries.
_ROWS = "CASE row WHEN '' THEN json_array_length(coalesce(after, before), '$.each') ELSE 1 END"
_TYPE = "json_extract(n.attributes, '$.type')"


def _cut(text: str, start: str, length: str) -> str:
    """`length` characters of a text; SQL counts them only up to a NUL."""
    return f"CASE WHEN instr({text}, char(0)) THEN NULL ELSE substr({text}, {start}, {length}) END"


_LENGTH = "json_extract(f.value, '$[1]') - json_extract(f.value, '$[0]')"
_BEFORE = (  # how much of the quote the pieces before this one are
    "(SELECT total(json_extract(b.value, '$[1]') - json_extract(b.value, '$[0]'))"
    " FROM json_each(n.fragments) AS b WHERE b.key < f.key)"
)
_SOURCE_TEXT = f"(SELECT text FROM {SOURCE} WHERE hash = a.hash)"

VIEWS = {
    "v_article": f"""
        SELECT a.id AS article, a.title, {_FROM_META}, a.status, a.flag, a.note,
            a.script, a.chars,
            (SELECT count(*) FROM {ANNOTATION.name} WHERE article = a.id) AS annotations,
            a.name AS file, a.sha256, a.meta, a.created, {_SOURCE_TEXT} AS text
        FROM {ARTICLE.name} AS a""",
    "v_annotation": f"""
        SELECT n.article, n.id AS annotation, n.label, {_TYPE} AS type, n.quote,
            json_extract(n.fragments, '$[0][0]') AS start,
            json_extract(n.fragments, '$[#-1][1]') AS "end",
            json_array_length(n.fragments) AS fragments,
            n.note, n.attributes, n.author, n.created, n.modified, {_OF_ARTICLE}, a.status
        FROM {ANNOTATION.name} AS n JOIN {ARTICLE.name} AS a ON a.id = n.article""",
    "v_fragment": f"""
        SELECT n.article, n.id AS annotation, n.label, f.key + 1 AS number,
            json_extract(f.value, '$[0]') AS start, json_extract(f.value, '$[1]') AS "end",
            {_cut("n.quote", f"1 + {_BEFORE}", _LENGTH)} AS text
        FROM {ANNOTATION.name} AS n, json_each(n.fragments) AS f""",
    "v_attribute": f"""
        SELECT n.article, n.id AS annotation, n.label, k.key AS name, v.value
        FROM {ANNOTATION.name} AS n, json_each(n.attributes) AS k,
            json_each(CASE k.type WHEN 'array' THEN k.value ELSE json_array(k.value) END) AS v""",
    "v_relation": f"""
        SELECT r.article, r.id AS relation, r.type,
            r.start AS start_annotation, s.label AS start_label, s.quote AS start_quote,
            r."end" AS end_annotation, e.label AS end_label, e.quote AS end_quote,
            r.note, r.attributes, r.author, r.created, {_OF_ARTICLE}
        FROM {RELATION.name} AS r JOIN {ARTICLE.name} AS a ON a.id = r.article
            JOIN {ANNOTATION.name} AS s ON s.article = r.article AND s.id = r.start
            JOIN {ANNOTATION.name} AS e ON e.article = r.article AND e.id = r."end\"""",
    "v_emendation": f"""
        SELECT m.article, m.id AS emendation, m.start, m."end",
            {_cut(_SOURCE_TEXT, "m.start + 1", 'm."end" - m.start')} AS original,
            m.replacement, m.kind, m.rule, m.status, m.confidence, m.author, m.created, a.title
        FROM {EMENDATION.name} AS m JOIN {ARTICLE.name} AS a ON a.id = m.article""",
    "v_step": f"""
        SELECT id AS step, clock, at, author, key, args, undoes, replica,
            (SELECT coalesce(sum({_ROWS}), 0) FROM {EVENT} WHERE step = s.id) AS changes
        FROM {STEP} AS s""",
}
