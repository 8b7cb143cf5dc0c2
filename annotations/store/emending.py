"""Emendations: what the verbs of `Project` do inside their step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from annotations.emend.accepting import Decision, decide
from annotations.errors import Refusal
from annotations.model import Emendation, EmendationStatus
from annotations.store import check, reading
from annotations.store.canonical import dump, load
from annotations.store.recording import Recording
from annotations.store.rows import emendation_row
from annotations.store.tables import ARTICLE, EMENDATION

WAS = "was"  # in the evidence of an amended emendation: the replacement it was proposed with


def emend(step: Recording, article: str, text: str, emendations: Sequence[Emendation]) -> None:
    """Add emendations; those without id, author or time get them."""
    existing = reading.emendations_on(step.file, article)
    made = [signed(step, emendation) for emendation in emendations]
    for emendation in made:
        check.edit(text, emendation)
    check.unique([emendation.id for emendation in (*existing, *made)])
    add(step, article, made)
    decision = decide(existing, [e for e in made if e.status == "accepted"])
    _refuse_skipped(article, decision)
    _conclude(step, article, decision)
    step.args["count"] = len(made)


def signed(step: Recording, emendation: Emendation) -> Emendation:
    """The emendation with id, author and time."""
    return replace(
        emendation,
        id=emendation.id or step.new_id(),
        author=emendation.author or step.author,
        created=emendation.created or step.at,
    )


def add(step: Recording, article: str, made: Iterable[Emendation]) -> None:
    """Put emendations after those that are there."""
    seq = reading.next_seq(step.file, EMENDATION, article)
    rows = [
        {**emendation_row(article, emendation), "seq": place}
        for place, emendation in enumerate(made, seq)
    ]
    step.insert(EMENDATION, *rows)


def judge(step: Recording, article: str, ids: Collection[str], status: EmendationStatus) -> None:
    """Accept, reject or reopen emendations, all of them or none."""
    decision = decided(step, article, ids, status)
    _refuse_skipped(article, decision)
    for emendation in decision.unknown:
        raise Refusal("emendation-unknown-text", id=emendation.id)
    step.args["count"] = len(set(ids))


def decided(
    step: Recording, article: str, ids: Collection[str], status: EmendationStatus
) -> Decision:
    """Accept, reject or reopen emendations of one article; what cannot be accepted stays."""
    check.judgement(status)
    found = reading.emendations_on(step.file, article)
    judged = set(ids)
    for missing in judged.difference(emendation.id for emendation in found):
        raise Refusal("emendation-missing", article=article, emendation=missing)
    changing = [e for e in found if e.id in judged and e.status != status]
    if status == "accepted":
        decision = decide(found, changing)
    else:
        decision = Decision(tuple(changing), frozenset(), (), ())
    set_statuses(step, article, dict.fromkeys((e.id for e in decision.judged), status))
    if status == "accepted":
        _conclude(step, article, decision)
    return decision


def amend(
    step: Recording,
    article: str,
    text: str,
    id: str,
    replacement: str | None,
    status: EmendationStatus,
) -> None:
    """Give an emendation another text and judge it; the text it had stays in its evidence."""
    found = reading.emendations_on(step.file, article)
    before = next((e for e in found if e.id == id), None)
    if before is None:
        raise Refusal("emendation-missing", article=article, emendation=id)
    evidence = before.evidence
    if before.replacement != replacement:
        evidence = {WAS: before.replacement, **evidence}
    after = replace(before, replacement=replacement, evidence=evidence, status=status)
    check.edit(text, after)
    row = reading.one(step.file, EMENDATION, article, id)
    assert row is not None
    step.update(EMENDATION, row, **{**emendation_row(article, after), "seq": row["seq"]})
    others = [e for e in found if e.id != id]
    decision = decide(others, [after] if status == "accepted" else [])
    _refuse_skipped(article, decision)
    _conclude(step, article, decision)


def set_statuses(step: Recording, article: str, statuses: Mapping[str, EmendationStatus]) -> None:
    """Write what became of emendations, by their ids."""
    if statuses:
        rows = reading.items(step.file, EMENDATION, article)
        step.update_all(
            EMENDATION,
            [(row, {**row, "status": statuses[str(row["id"])]})
             for row in rows if row["id"] in statuses],
        )  # fmt: skip


def fill_meta(step: Recording, article: str, accepted: Iterable[Emendation]) -> None:
    """What accepted bylines say of the article, where its metadata say nothing yet."""
    said: dict[str, str] = {}
    for emendation in sorted(accepted, key=lambda e: e.span):
        meta = emendation.evidence.get("meta") if emendation.kind == "byline" else None
        if isinstance(meta, Mapping):
            for name, value in cast("Mapping[str, object]", meta).items():
                if isinstance(value, str) and value:
                    said.setdefault(name, value)
    if said:
        row = reading.article_row(step.file, article)
        known = cast("dict[str, object]", load(row["meta"]))
        missing = {name: value for name, value in said.items() if not known.get(name)}
        step.update(ARTICLE, row, meta=dump({**known, **missing}))


def _conclude(step: Recording, article: str, decision: Decision) -> None:
    """What else accepting does: zones displace what is inside, bylines fill metadata."""
    set_statuses(step, article, dict.fromkeys(decision.reopened, "proposed"))
    fill_meta(step, article, decision.judged)


def _refuse_skipped(article: str, decision: Decision) -> None:
    for emendation in decision.skipped:
        span = emendation.span
        raise Refusal("emendations-overlap", article=article, start=span.start, end=span.end)
