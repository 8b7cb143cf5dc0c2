"""Every promise of a project file, checked again from its contents. Nothing is changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import cast

from annotations.errors import Refusal
from annotations.model import ConvertedScript, Finding
from annotations.store import check, conversions, history, reading, rows, sources
from annotations.store.file import ProjectFile
from annotations.store.schema import TRIGGERS
from annotations.store.tables import ARTICLE, EVENT, SOURCE, STEP, Row, SqlValue

_PAGE = 1000  # rows of the log held in memory at once


def verify(file: ProjectFile) -> Iterator[Finding]:
    """All faults, coarse ones first."""
    yield from _guarded(None, lambda: _database(file))
    yield from _guarded(None, lambda: _log(file))
    yield from _guarded(None, lambda: _withdrawn(file))
    yield from _guarded(None, lambda: _fold(file, ""))
    yield from _guarded(None, lambda: _settings(file))
    try:
        articles = _articles(file)
    except Refusal as refusal:
        yield Finding(refusal.key, None, refusal.values)
        return
    for id in articles:
        for checking in (_source, _fold, _marks):
            yield from _guarded(id, lambda id=id, checking=checking: checking(file, id))


def _guarded(article: str | None, checking: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What cannot even be read is a finding too, and the rest is still checked."""
    try:
        yield from checking()
    except Refusal as refusal:
        yield Finding(refusal.key, article, refusal.values)
    except (ValueError, KeyError, TypeError) as error:
        yield Finding("verify-unreadable", article, {"reason": str(error)})


def _database(file: ProjectFile) -> Iterator[Finding]:
    for row in file.select("PRAGMA integrity_check"):
        if (reason := row["integrity_check"]) != "ok":
            yield Finding("verify-damaged", None, {"reason": str(reason)})
    for row in file.select("PRAGMA foreign_key_check"):
        yield Finding("verify-dangling", None, {"table": str(row["table"])})
    found = {
        row["name"] for row in file.select("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    for name in sorted(TRIGGERS.keys() - found):
        yield Finding("verify-unguarded", None, {"trigger": name})


def _log(file: ProjectFile) -> Iterator[Finding]:
    """The sums of every step and event, page by page."""
    for step in _pages(file, STEP, ("id",)):
        if step.pop("sum") != rows.digest(*step.values()):
            yield Finding("verify-step", None, {"step": str(step["id"])})
    for event in _pages(file, EVENT, ("step", "id")):
        if event.pop("sum") != rows.digest(*event.values()):
            values = {"step": str(event["step"]), "table": str(event["tbl"])}
            yield Finding("verify-event", str(event["article"]) or None, values)


def _pages(file: ProjectFile, table: str, key: tuple[str, ...]) -> Iterator[Row]:
    columns, blanks = ", ".join(key), ", ".join("?" * len(key))
    last: tuple[SqlValue, ...] = ("",) * len(key)
    query = f"SELECT * FROM {table} WHERE ({columns}) > ({blanks}) ORDER BY {columns} LIMIT {_PAGE}"
    while page := file.select(query, *last):
        last = tuple(page[-1][column] for column in key)
        yield from page


def _articles(file: ProjectFile) -> list[str]:
    """Every article that is there, or that the log speaks of."""
    found = file.select(
        f"SELECT id FROM {ARTICLE.name} UNION SELECT article FROM {EVENT} WHERE article <> ''"
    )
    return [str(row["id"]) for row in found]


def _fold(file: ProjectFile, article: str) -> Iterator[Finding]:
    folded, state = history.fold(file, article), history.state(file, article)
    for place in sorted(folded.keys() | state.keys()):
        if folded.get(place) != state.get(place):
            values = {"table": place.table, "row": place.row}
            yield Finding("verify-fold", article or None, values)


def _settings(file: ProjectFile) -> Iterator[Finding]:
    """What the project says of its conversions can be read and is known."""
    conversions.overlay(file)
    for script, name in conversions.configs(file).items():
        conversions.config(cast("ConvertedScript", script), name)
    yield from ()


def _source(file: ProjectFile, id: str) -> Iterator[Finding]:
    """The article's text and bytes have the sums they came with."""
    row = reading.one(file, ARTICLE, id)
    if row is None:
        return
    article = reading.article(file, id)
    intact = sources.text_hash(article.text, article.source.data) == row["hash"]
    if intact and row["proven"]:
        data = sources.original(article.text, article.source)
        intact = data is not None and hashlib.sha256(data).hexdigest() == row["sha256"]
    if not intact or row["chars"] != len(article.text):
        yield Finding("verify-source", id)


def _withdrawn(file: ProjectFile) -> Iterator[Finding]:
    """Texts that no article shows now, kept because a redo may show them again."""
    spare = file.select(
        f"SELECT hash FROM {SOURCE} WHERE hash NOT IN (SELECT hash FROM {ARTICLE.name})"
    )
    for row in spare:
        yield from _guarded(None, lambda hash=row["hash"]: _spare(file, hash))


def _spare(file: ProjectFile, hash: SqlValue) -> Iterator[Finding]:
    row = file.select(f"SELECT text, data FROM {SOURCE} WHERE hash = ?", hash)[0]
    if sources.text_hash(cast("str", row["text"]), cast("bytes | None", row["data"])) != hash:
        yield Finding("verify-source", None)


def _marks(file: ProjectFile, id: str) -> Iterator[Finding]:
    """Everything on the article lies inside its text and fits together."""
    if reading.one(file, ARTICLE, id) is None:
        return
    document = reading.document(file, id)
    text, known = document.article.text, {a.id for a in document.annotations}
    checks: list[Callable[[], None]] = [
        *(lambda a=a: check.mark(text, a) for a in document.annotations),
        *(lambda r=r: check.ends(r, known) for r in document.relations),
        *(lambda e=e: check.edit(text, e) for e in document.emendations),
        *(lambda r=r: check.inside(text, r.span, "") for r in document.readings),
        lambda: check.apart(document.emendations),
        lambda: check.pinned(document.readings),
        lambda: check.status(document.article.status),
    ]
    for checking in checks:
        try:
            checking()
        except Refusal as refusal:
            yield Finding(refusal.key, id, refusal.values)
