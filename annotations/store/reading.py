"""What the state tables say, as nouns. Every query is finished before anything is returned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from annotations.errors import Refusal
from annotations.model import (
    Annotation,
    Article,
    Document,
    Emendation,
    Reading,
    Relation,
    Span,
)
from annotations.store import decoding, rows
from annotations.store.canonical import load
from annotations.store.file import ProjectFile
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    EMENDATION,
    EVENT,
    READING,
    RELATION,
    SETTING,
    SOURCE,
    Row,
    SqlValue,
    Table,
)

_AT_ONCE = 500  # articles asked for in one query


def find(file: ProjectFile, ref: str) -> str:
    """The id of the article with this id, or else title, or else file name."""
    for column in ("id", "title", "name"):
        found = file.select(f"SELECT id FROM {ARTICLE.name} WHERE {column} = ? LIMIT 2", ref)
        if len(found) > 1:
            raise Refusal("article-ambiguous", article=ref)
        if found:
            return str(found[0]["id"])
    raise Refusal("article-missing", article=ref)


def article(file: ProjectFile, id: str) -> Article:
    found = file.select(
        f"SELECT a.*, s.text, s.data FROM {ARTICLE.name} AS a"
        f" JOIN {SOURCE} AS s ON s.hash = a.hash WHERE id = ?",
        id,
    )
    if not found:
        raise Refusal("article-missing", article=id)
    return rows.article_of(found[0])


def ids(file: ProjectFile) -> tuple[str, ...]:
    """The ids of all articles in the order they came."""
    return tuple(
        str(row["id"]) for row in file.select(f"SELECT id FROM {ARTICLE.name} ORDER BY seq, id")
    )


def hashes(file: ProjectFile) -> tuple[tuple[str, str], ...]:
    """The ids of all articles in their order, each with the hash its source is kept under."""
    rows = file.select(f"SELECT id, hash FROM {ARTICLE.name} ORDER BY seq")
    return tuple((str(row["id"]), str(row["hash"])) for row in rows)


def authors(file: ProjectFile) -> tuple[str, ...]:
    """Everybody who signed an annotation, by name; "" = unsigned."""
    found = file.select(f"SELECT DISTINCT coalesce(author, '') AS name FROM {ANNOTATION.name}")
    return tuple(sorted(str(row["name"]) for row in found))


def text(file: ProjectFile, article: str) -> str:
    """The source text of an article."""
    found = file.value(
        f"SELECT text FROM {SOURCE} WHERE hash = (SELECT hash FROM {ARTICLE.name} WHERE id = ?)",
        article,
    )
    if found is None:
        raise Refusal("article-missing", article=article)
    return cast("str", found)


def texts_to_mark(file: ProjectFile, articles: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The source texts of articles, and where the next annotation of each stands in its order.

    Raises Refusal "article-missing".
    """
    wanted, found = list(articles), dict[str, tuple[str, int]]()
    query = (
        f"SELECT a.id, s.text, (SELECT max(seq) FROM {ANNOTATION.name} WHERE article = a.id)"
        f" FROM {ARTICLE.name} AS a JOIN {SOURCE} AS s ON s.hash = a.hash WHERE a.id IN "
    )
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        for id, text, seq in file.lines(f"{query}({', '.join('?' * len(some))})", *some):
            found[str(id)] = str(text), 0 if seq is None else cast("int", seq) + 1
    for article in wanted:
        if article not in found:
            raise Refusal("article-missing", article=article)
    return {article: found[article] for article in wanted}


def marks_there(file: ProjectFile, articles: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Of each annotation label, fragments as their column has them, and id; by article."""
    wanted = list(articles)
    found = {article: list[tuple[str, ...]]() for article in wanted}
    query = f"SELECT article, label, fragments, id FROM {ANNOTATION.name} WHERE article IN "
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        for article, *line in file.lines(f"{query}({', '.join('?' * len(some))})", *some):
            found[str(article)].append(tuple(map(str, line)))
    return found


def repair(file: ProjectFile, article: str) -> bool:
    """Whether a traditional article is shown repaired."""
    return bool(file.value(f"SELECT repair FROM {ARTICLE.name} WHERE id = ?", article))


def article_row(file: ProjectFile, id: str) -> Row:
    """The row itself, to be changed; Refusal "article-missing" when there is none."""
    return one(file, ARTICLE, id) or _missing(id)


def _missing(id: str) -> Row:
    raise Refusal("article-missing", article=id)


def items(file: ProjectFile, table: Table, article: str) -> list[Row]:
    """All rows of one table on an article, in the order they came."""
    return file.select(f"SELECT * FROM {table.name} WHERE article = ? ORDER BY seq, id", article)


def one(file: ProjectFile, table: Table, *key: str) -> Row | None:
    """The row with this primary key, if there is one."""
    where = " AND ".join(f"{column} = ?" for column in table.key)
    found = file.select(f"SELECT * FROM {table.name} WHERE {where}", *key)
    return found[0] if found else None


def next_seq(file: ProjectFile, table: Table, article: str | None = None) -> int:
    """The place after the last one, on an article or (None) of all articles."""
    where, values = ("WHERE article = ?", (article,)) if article is not None else ("", ())
    last = file.value(f"SELECT max(seq) FROM {table.name} {where}", *values)
    return 0 if last is None else int(last) + 1


def annotation_row(file: ProjectFile, article: str, id: str) -> Row:
    """The row of an annotation; Refusal "annotation-missing" when there is none."""
    row = one(file, ANNOTATION, article, id)
    if row is None:
        raise Refusal("annotation-missing", article=article, annotation=id)
    return row


START = "CAST(substr(fragments, 3) AS INTEGER)"  # of [[12,34]]: SQL reads as far as it goes
_MARKS = f"SELECT seq, {', '.join(decoding.COLUMNS)} FROM {ANNOTATION.name} WHERE article = ?"


def annotations_on(file: ProjectFile, article: str) -> tuple[Annotation, ...]:
    """All of an article, in the order they came."""
    # all of it in one go, and ordered here
    return decoding.annotations_of(file.lines(f"{_MARKS} ORDER BY article", article))


def annotations_page(
    file: ProjectFile, article: str, after: str, limit: int
) -> tuple[tuple[Annotation, ...], str | None]:
    """The next `limit` of them by id, and the id of the last; None = there are no more."""
    found = file.lines(f"{_MARKS} AND id > ? ORDER BY id LIMIT ?", article, after, limit)
    last = str(found[-1][1]) if len(found) == limit else None
    return decoding.annotations_of(found), last


def annotations_from(file: ProjectFile, article: str, span: Span) -> tuple[Annotation, ...]:
    """Those that begin in a span of the source, in the order they came."""
    where = f"{START} BETWEEN ? AND ?"
    return decoding.annotations_of(
        file.lines(f"{_MARKS} AND {where} ORDER BY article", article, span.start, span.end)
    )


_NAME = (  # length() counts as far as a NUL: no name has one
    "length(quote) BETWEEN ? AND ? AND instr(quote, char(0)) = 0"
    " AND label <> ? AND instr(fragments, '],[') = 0"
)


def tagged_strings(
    file: ProjectFile, without: str, lengths: tuple[int, int], **only: str
) -> frozenset[str]:
    """The quotes of annotations in one piece, of any label but one, in code points.

    `only` are columns that must be so: `article`, `id`.
    """
    where = "".join(f" AND {column} = ?" for column in only)
    found = file.select(
        f"SELECT DISTINCT quote FROM {ANNOTATION.name} WHERE {_NAME}{where}",
        *(*lengths, without, *only.values()),
    )
    return frozenset(str(row["quote"]) for row in found)


def tagged_page(
    file: ProjectFile, without: str, lengths: tuple[int, int], after: tuple[str, str], limit: int
) -> tuple[frozenset[str], tuple[str, str] | None]:
    """The same from the next `limit` annotations by (article, id), and which the last was.

    None = there are no more.
    """
    rows = file.select(
        f"SELECT article, id, CASE WHEN {_NAME} THEN quote END AS quote FROM {ANNOTATION.name}"
        " WHERE (article, id) > (?, ?) ORDER BY article, id LIMIT ?",
        *(*lengths, without, *after, limit),
    )
    found = frozenset(str(row["quote"]) for row in rows if row["quote"] is not None)
    last = (str(rows[-1]["article"]), str(rows[-1]["id"])) if len(rows) == limit else None
    return found, last


def relations_on(file: ProjectFile, article: str) -> tuple[Relation, ...]:
    return tuple(map(rows.relation_of, items(file, RELATION, article)))


def emendations_on(file: ProjectFile, article: str) -> tuple[Emendation, ...]:
    columns = ", ".join(decoding.EMENDATION_COLUMNS)
    query = f"SELECT seq, {columns} FROM {EMENDATION.name} WHERE article = ?"
    return decoding.emendations_of(file.lines(query, article))


def mending(file: ProjectFile, article: str) -> Row:
    """Which events the article's emendations and readings came from.

    It is another one after every change of theirs, and quicker to read than they are.
    """
    query = (
        f"SELECT count(*) AS events, max(step) AS last FROM {EVENT}"
        f" WHERE article = ? AND tbl IN ('{EMENDATION.name}', '{READING.name}')"
    )
    return next(iter(file.select(query, article)))


def readings_on(file: ProjectFile, article: str) -> tuple[Reading, ...]:
    return tuple(map(rows.reading_of, items(file, READING, article)))


def document(file: ProjectFile, id: str) -> Document:
    """An article with everything on it."""
    return Document(
        article(file, id),
        emendations_on(file, id),
        readings_on(file, id),
        annotations_on(file, id),
        relations_on(file, id),
    )


def setting(file: ProjectFile, key: str) -> object | None:
    """The JSON value of a setting of the project."""
    value: SqlValue = file.value(f"SELECT value FROM {SETTING.name} WHERE key = ?", key)
    return None if value is None else load(value)
