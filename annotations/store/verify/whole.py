"""What must be true of a project file as a whole: the database, the log, the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from annotations.errors import Refusal
from annotations.model import ConvertedScript, Finding
from annotations.store import conversions, sources
from annotations.store.file import ProjectFile
from annotations.store.safety.catching_up import in_tune, last_segment, own_home
from annotations.store.safety.segment import Segment
from annotations.store.schema import TRIGGERS, VERSION
from annotations.store.tables import ARTICLE, EVENT, SOURCE, STEP, Row, SqlValue
from annotations.store.union import is_sound
from annotations.store.views import VIEWS

_PAGE = 1000  # rows of the log held in memory at once


def database(file: ProjectFile) -> Iterator[Finding]:
    """Its pages, its references and what guards its tables."""
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
    if file.value("PRAGMA user_version") == VERSION:
        yield from _views(file)


def _views(file: ProjectFile) -> Iterator[Finding]:
    """The views for other programs show what they should."""
    query = "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?"
    for name, select in VIEWS.items():
        if file.value(query, name) != f"CREATE VIEW {name} AS {select}":
            yield Finding("verify-view", None, {"view": name})


def log(file: ProjectFile) -> Iterator[Finding]:
    """The sums of every step and event."""
    for step in _pages(file, STEP, ("id",)):
        if not is_sound(step):
            yield Finding("verify-step", None, {"step": str(step["id"])})
    for event in _pages(file, EVENT, ("step", "id")):
        if not is_sound(event):
            values = {"step": str(event["step"]), "table": str(event["tbl"])}
            yield Finding("verify-event", str(event["article"]) or None, values)


def _pages(file: ProjectFile, table: str, key: tuple[str, ...]) -> Iterator[Row]:
    columns, blanks = ", ".join(key), ", ".join("?" * len(key))
    last: tuple[SqlValue, ...] = ("",) * len(key)
    query = f"SELECT * FROM {table} WHERE ({columns}) > ({blanks}) ORDER BY {columns} LIMIT {_PAGE}"
    while page := file.select(query, *last):
        last = tuple(page[-1][column] for column in key)
        yield from page


def withdrawn(file: ProjectFile) -> Iterator[Finding]:
    """Texts that no article shows now, kept because a redo may show them again."""
    spare = file.select(
        f"SELECT hash FROM {SOURCE} WHERE hash NOT IN (SELECT hash FROM {ARTICLE.name})"
    )
    for hash in (row["hash"] for row in spare):
        try:
            yield from _spare(file, hash)
        except Refusal as refusal:
            yield Finding(refusal.key, None, refusal.values)


def _spare(file: ProjectFile, hash: SqlValue) -> Iterator[Finding]:
    row = file.select(f"SELECT text, data FROM {SOURCE} WHERE hash = ?", hash)[0]
    if not sources.is_named(hash, row["text"], row["data"]):
        yield Finding("verify-source", None)


def settings(file: ProjectFile) -> Iterator[Finding]:
    """What the project says of its conversions can be read and is known."""
    conversions.overlay(file)
    for script, name in conversions.configs(file).items():
        conversions.config(cast("ConvertedScript", script), name)
    yield from ()


def journal(file: ProjectFile) -> Iterator[Finding]:
    """The step journal outside, where this machine has one, ends with the file's last step.

    A step torn by a power cut may stand behind that: it was never acknowledged.
    """
    home = own_home(file)
    number, tail = last_segment(home) if home else (0, None)
    if home is None or tail is None or in_tune(file, tail):
        return
    whole = Segment.read(home.segment(number)).tail
    if whole is None or not in_tune(file, whole):
        yield Finding("verify-journal", None, {"folder": str(home.folder)})


def articles(file: ProjectFile) -> list[str]:
    """Every article that is there, or that the log speaks of."""
    found = file.select(
        f"SELECT id FROM {ARTICLE.name} UNION SELECT article FROM {EVENT} WHERE article <> ''"
    )
    return [str(row["id"]) for row in found]
