"""Emendations over the whole corpus: which there are, and how many of each rule.

What is proposed inside a passage that an accepted zone removes waits for nobody: it is not
counted, and not among those that are asked for as proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from annotations.model import PROVED, ZONES, Emendation, EmendationStatus, RuleCount
from annotations.store.file import ProjectFile
from annotations.store.rows import emendation_of
from annotations.store.tables import ARTICLE, EMENDATION, SqlValue

_ZONES = ", ".join(f"'{kind}'" for kind in sorted(ZONES))
_REMOVED = (
    f'SELECT article, start, "end" FROM {EMENDATION.name}'
    f" WHERE status = 'accepted' AND kind IN ({_ZONES})"
)

# Read with it materialized: SQLite looks it up anew for each row else, which takes squared time.
_WAITS = (
    "NOT (status = 'proposed' AND EXISTS (SELECT 1 FROM removed WHERE removed.article = e.article"
    ' AND removed.start <= e.start AND e."end" <= removed."end"))'
)


def emendations_in(
    file: ProjectFile,
    rule: str | None = None,
    kind: str | None = None,
    status: EmendationStatus | None = None,
    article: str | None = None,
) -> Iterator[tuple[str, Emendation]]:
    """Emendations with the id of their article: articles as they came, then by span.

    They are read article by article, so that no query stays open between two of them.
    """
    asked = {"rule": rule, "kind": kind, "status": status}
    given: dict[str, SqlValue] = {name: value for name, value in asked.items() if value is not None}
    asked_for = [f"{name} = ?" for name in given]
    where = " AND ".join(("article = ?", *asked_for))
    if status == "proposed":
        where += f" AND {_WAITS}"
    query = (
        f"WITH removed AS MATERIALIZED ({_REMOVED} AND article = ?)"
        f' SELECT * FROM {EMENDATION.name} AS e WHERE {where} ORDER BY start, "end", seq, id'
    )
    homes = (article,) if article is not None else _homes(file, asked_for, given.values())
    for home in homes:
        for emendation in file.select(query, home, home, *given.values()):
            yield home, emendation_of(emendation)


def _homes(file: ProjectFile, where: Sequence[str], values: Iterable[SqlValue]) -> list[str]:
    """The articles that have such emendations: a rare rule is not looked for in all of them."""
    found = file.select(
        f"SELECT id FROM {ARTICLE.name} WHERE id IN (SELECT article FROM {EMENDATION.name}"
        f" WHERE {' AND '.join(('TRUE', *where))}) ORDER BY seq, id",
        *values,
    )
    return [str(row["id"]) for row in found]


def rule_counts(file: ProjectFile, article: str | None = None) -> tuple[RuleCount, ...]:
    """What became of the emendations of each rule, by kind and rule; of one article or all."""
    only, values = ("", ()) if article is None else (" AND article = ?", (article,))
    counts = ", ".join(
        f"count(*) FILTER (WHERE status = '{status}') AS {status}"
        for status in ("proposed", "accepted", "rejected")
    )
    found = file.select(
        f"WITH removed AS MATERIALIZED ({_REMOVED}) SELECT kind, rule, {counts},"
        " count(*) FILTER (WHERE status = 'proposed'"
        f" AND confidence = {PROVED} AND replacement IS NOT NULL) AS proved"
        f" FROM {EMENDATION.name} AS e WHERE {_WAITS}{only}"
        " GROUP BY kind, rule ORDER BY kind, rule",
        *values,
    )
    return tuple(RuleCount(**cast("dict[str, Any]", row)) for row in found)
