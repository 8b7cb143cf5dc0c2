"""Suggestions rejected, on an article or everywhere, and taken up again.

A rejection has an id that says what it is of: two people who reject the same thing in two
copies of a project have one row of it once they are merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.errors import Refusal
from annotations.ids import named
from annotations.model import Rejection, Span, Suggestion
from annotations.store import check, reading
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording
from annotations.store.rows import rejection_of, rejection_row
from annotations.store.suggesting import Chosen, tell, written
from annotations.store.tables import REJECTION, Row

EVERYWHERE = ""
"""Stands for the article of a rejection that is about all."""


def reject(step: Recording, chosen: Chosen) -> None:
    """Have suggestions not be made again, each at its place."""
    made: list[Rejection] = []
    for article, (text, _) in reading.texts_to_mark(step.file, chosen).items():
        here = {one.key: one for one in chosen[article]}
        for label, fragments in here:
            check.fragments(text, fragments, label)
        signed = (_of(step, one, article, one.fragments) for one in here.values())
        made += _added(step, article, signed)
    _tell(step, made, chosen)


def reject_everywhere(step: Recording, chosen: Chosen) -> None:
    """Have no suggestion made again that has label and surface of one of these."""
    several = [one for suggestions in chosen.values() for one in suggestions]
    counts = Counter(one.group for one in several)
    groups = {one.group: one for one in reversed(several)}
    signed = (_of(step, groups[group], EVERYWHERE, (), counts[group]) for group in counts)
    _tell(step, _added(step, EVERYWHERE, signed), chosen)


def reconsider(step: Recording, ids: Iterable[str]) -> None:
    """Take rejections back; Refusal "rejection-missing"."""
    found = [_row(step.file, id) for id in dict.fromkeys(ids)]
    step.delete(REJECTION, *sorted(found, key=lambda row: str(row["article"])))
    surface = str(found[0]["surface"]) if found else ""
    step.args |= {"count": len(found), "quote": surface}


def rejections(file: ProjectFile) -> tuple[Rejection, ...]:
    """All of them, those about all articles first, then by article in the order they came."""
    rows = file.select(f"SELECT * FROM {REJECTION.name} ORDER BY article, seq, id")
    return tuple(map(rejection_of, rows))


def rejected_on(file: ProjectFile, article: str) -> tuple[Rejection, ...]:
    """Those of one article; of all articles with `EVERYWHERE`."""
    return tuple(map(rejection_of, reading.items(file, REJECTION, article)))


def _of(
    step: Recording,
    one: Suggestion,
    article: str,
    fragments: tuple[Span, ...],
    count: int = 1,
) -> Rejection:
    what = written(fragments) if fragments else one.surface
    return Rejection(
        named("rejected", article, one.label, what),
        article,
        one.label,
        one.surface,
        fragments,
        one.rule,
        one.confidence,
        count,
        step.author,
        step.at,
    )


def _added(step: Recording, article: str, made: Iterable[Rejection]) -> list[Rejection]:
    """Store those that are not there yet; which they are."""
    query = f"SELECT id FROM {REJECTION.name} WHERE article = ?"
    known = {str(id) for (id,) in step.file.lines(query, article)}
    fresh = [one for one in made if one.id not in known]
    seq = reading.next_seq(step.file, REJECTION, article)
    rows = [{**rejection_row(one), "seq": place} for place, one in enumerate(fresh, seq)]
    step.insert(REJECTION, *rows)
    return fresh


def _tell(step: Recording, made: Sequence[Rejection], chosen: Chosen) -> None:
    tell(step, [one.surface for one in made], {one.label for one in made}, chosen)


def _row(file: ProjectFile, id: str) -> Row:
    found = file.select(f"SELECT * FROM {REJECTION.name} WHERE id = ?", id)
    if not found:
        raise Refusal("rejection-missing", rejection=id)
    return found[0]
