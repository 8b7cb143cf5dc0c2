"""Every promise of a project file, checked again from its contents. Nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from annotations.errors import Refusal
from annotations.model import Finding
from annotations.store.file import ProjectFile
from annotations.store.search import checking as search
from annotations.store.verify import article, views, whole


def verify(file: ProjectFile, *, quick: bool = False) -> Iterator[Finding]:
    """All faults, coarse ones first, each as soon as it is found.

    `quick` leaves out what takes longest: every annotation into every view and back, and the
    search index.
    """
    for checking in (whole.database, whole.log, whole.withdrawn, whole.settings, whole.journal):
        yield from _guarded(None, lambda checking=checking: checking(file))
    yield from _guarded(None, lambda: article.fold(file, ""))
    try:
        articles = whole.articles(file)
    except Refusal as refusal:
        yield Finding(refusal.key, None, refusal.values)
        return
    checks = [article.source, article.fold, article.rules, *([] if quick else [views.projections])]
    for id in articles:
        for checking in checks:
            yield from _guarded(id, lambda id=id, checking=checking: checking(file, id))
    if not quick:
        yield from _guarded(None, lambda: search.check(file))


def _guarded(article: str | None, checking: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What cannot even be read is a finding too, and the rest is still checked."""
    try:
        yield from checking()
    except Refusal as refusal:
        yield Finding(refusal.key, article, refusal.values)
    except (ValueError, LookupError, TypeError, sqlite3.Error) as error:
        yield Finding("verify-unreadable", article, {"reason": str(error)})
