"""Which articles may be one with a text from elsewhere, whichever view of them it is."""

from __future__ import annotations

import re
from collections import Counter

from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.search import index, lookup
from annotations.store.tables import ARTICLE
from annotations.text.fold import fold

_SAMPLES = 5
_LENGTH = 8  # characters of a sample: as many as the index finds at one look
_MOST = 8  # articles
_RUN = re.compile(r"[^\s\x00]{2,}")


def articles(file: ProjectFile, text: str) -> tuple[str, ...]:
    """Articles that have samples of the text, those with the most of them first.

    None where there is no current index, nor any that it is behind with.
    """
    if not index.is_current(file):
        return ()
    found: Counter[int] = Counter()
    for sample in _samples(text):
        found.update(lookup.matched(file, fold(sample), titles=False))
    best = [number for number, _ in found.most_common(_MOST)]
    rows = file.select(
        f"SELECT id, rowid AS number FROM main.{ARTICLE.name}"
        " WHERE rowid IN (SELECT value FROM json_each(?))",
        dump(best),
    )
    ids = {row["number"]: str(row["id"]) for row in rows}
    return tuple(ids[number] for number in best if number in ids)


def _samples(text: str) -> list[str]:
    """Parts of some of its lines, from all over the text."""
    runs = [run.group() for run in _RUN.finditer(text)]
    long = [run for run in runs if len(run) >= _LENGTH] or sorted(runs, key=len)[-_SAMPLES:]
    step = max(1, len(long) // _SAMPLES)
    middles = ((run, max(0, len(run) - _LENGTH) // 2) for run in long[::step][:_SAMPLES])
    return [run[place : place + _LENGTH] for run, place in middles]
