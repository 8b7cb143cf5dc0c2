"""What must be true of one article: its text, that the log says the same, the rules of marks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from annotations.errors import Refusal
from annotations.model import Finding
from annotations.store import check, folding, reading, rejecting, sources
from annotations.store.file import ProjectFile
from annotations.store.tables import ARTICLE, Place, Row


def source(file: ProjectFile, id: str) -> Iterator[Finding]:
    """Its text and bytes have the sums they came with."""
    row = reading.one(file, ARTICLE, id)
    if row is None:
        return
    article = reading.article(file, id)
    intact = sources.is_named(row["hash"], article.text, article.source.data)
    if intact and row["proven"]:
        data = sources.original(article.text, article.source)
        intact = data is not None and hashlib.sha256(data).hexdigest() == row["sha256"]
    if not intact or row["chars"] != len(article.text):
        yield Finding("verify-source", id)


def fold(file: ProjectFile, id: str) -> Iterator[Finding]:
    """Its rows, those aside and those changed apart are what the log says ("" = settings)."""
    folded = folding.fold(file, id)
    differing = _differing(folded.standing, folding.state(file, id))
    differing |= _differing(folded.aside, folding.aside(file, id))
    differing |= folding.branching(file, id) ^ folding.contested(file, id)
    for place in sorted(differing):
        yield Finding("verify-fold", id or None, {"table": place.table, "row": place.row})


def _differing(one: dict[Place, Row], other: dict[Place, Row]) -> set[Place]:
    return {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)}


def rules(file: ProjectFile, id: str) -> Iterator[Finding]:
    """Everything on it lies inside its text and fits together."""
    if reading.one(file, ARTICLE, id) is None:
        return
    document = reading.document(file, id)
    text, known = document.article.text, {a.id for a in document.annotations}
    rejected = rejecting.rejected_on(file, id)
    checks: list[Callable[[], None]] = [
        *(lambda a=a: check.mark(text, a) for a in document.annotations),
        *(lambda r=r: check.ends(r, known) for r in document.relations),
        *(lambda e=e: check.edit(text, e) for e in document.emendations),
        *(lambda r=r: check.inside(text, r.span, "") for r in document.readings),
        *(lambda r=r: check.fragments(text, r.fragments, r.id) for r in rejected),
        lambda: check.apart(document.emendations),
        lambda: check.pinned(document.readings),
        lambda: check.status(document.article.status),
    ]
    for checking in checks:
        try:
            checking()
        except Refusal as refusal:
            yield Finding(refusal.key, id, refusal.values)
