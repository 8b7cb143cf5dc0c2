"""Emendations: what the verbs of `Project` do inside their step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotations.errors import Refusal
from annotations.model import Emendation, EmendationStatus
from annotations.store import check, reading
from annotations.store.recording import Recording
from annotations.store.rows import emendation_row
from annotations.store.tables import EMENDATION


def emend(step: Recording, article: str, text: str, emendations: Sequence[Emendation]) -> None:
    """Add emendations; those without id, author or time get them."""
    existing = reading.emendations_on(step.file, article)
    made = [
        replace(
            emendation,
            id=emendation.id or step.new_id(),
            author=emendation.author or step.author,
            created=emendation.created or step.at,
        )
        for emendation in emendations
    ]
    for emendation in made:
        check.edit(text, emendation)
    check.unique([emendation.id for emendation in (*existing, *made)])
    check.apart((*existing, *made))
    seq = reading.next_seq(step.file, EMENDATION, article)
    rows = [
        {**emendation_row(article, emendation), "seq": place}
        for place, emendation in enumerate(made, seq)
    ]
    step.args["count"] = len(rows)
    step.insert(EMENDATION, *rows)


def judge(step: Recording, article: str, ids: Sequence[str], status: EmendationStatus) -> None:
    """Accept, reject or reopen emendations, all of them or none."""
    judged = set(ids)
    found = reading.emendations_on(step.file, article)
    for missing in judged.difference(emendation.id for emendation in found):
        raise Refusal("emendation-missing", article=article, emendation=missing)
    wanted = [replace(e, status=status) if e.id in judged else e for e in found]
    text = reading.text(step.file, article)
    for before, after in zip(found, wanted, strict=True):
        if before != after:
            check.edit(text, after)
    check.apart(wanted)
    step.args["count"] = len(judged)
    for row in reading.items(step.file, EMENDATION, article):
        if row["id"] in judged:
            step.update(EMENDATION, row, status=status)
