"""What the detectors find, into the project; and judging it by rule, over the whole corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from annotations.emend.accepting import decide, wanted
from annotations.ids import named
from annotations.model import Emendation, EmendationStatus, Span
from annotations.store import check, emending, reading
from annotations.store.emending import WAS
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording


def _signed(
    step: Recording, found: Sequence[Emendation], known: Iterable[Emendation]
) -> list[Emendation]:
    """What was found, each with an id that says what it is: two people find the same thing."""
    taken = {emendation.id for emendation in known}
    ids = (named(e.kind, e.rule, e.span.start, e.span.end, e.replacement) for e in found)
    return [
        emending.signed(step, replace(emendation, id="" if id in taken else id))
        for emendation, id in zip(found, ids, strict=True)
    ]


def unknown(
    text: str, known: Iterable[Emendation], found: Sequence[Emendation] | None = None
) -> list[Emendation]:
    """What the detectors find in a text that is not `known`, in the order of the text.

    What they find is `found` where they were asked before.
    Known is what reads the same span the same, or did before it was amended, whoever found it
    and whatever was decided: what was rejected is not proposed again.  Who decoded the file
    knows more of damaged bytes than their U+FFFD tell.
    """
    from annotations.emend import propose  # here: it brings its dictionaries along
    from annotations.emend.damaged import KIND_OF, RULE

    seen = {key for emendation in known for key in _keys(emendation)}
    damaged = [emendation.span for emendation in known if emendation.rule == RULE]
    new = [
        e
        for e in (propose(text) if found is None else found)
        if (e.span, e.replacement) not in seen
        if not (e.kind == KIND_OF and any(map(e.span.overlaps, damaged)))
    ]
    for emendation in new:  # a detector may come from another package
        check.edit(text, emendation)
    return new


def _keys(emendation: Emendation) -> Iterable[tuple[Span, object]]:
    yield emendation.span, emendation.replacement
    if WAS in emendation.evidence:
        yield emendation.span, emendation.evidence[WAS]


def propose(step: Recording, articles: Iterable[str]) -> None:
    """Run the detectors over articles and add what is not known yet."""
    step.args["count"] = sum(len(add_found(step, article)) for article in articles)


def add_found(step: Recording, article: str) -> list[Emendation]:
    """Run the detectors over one article and add what is not known yet; what that was."""
    text = reading.text(step.file, article)
    known = reading.emendations_on(step.file, article)
    made = _signed(step, unknown(text, known), known)
    if made:
        emending.add(step, article, made)
    return made


def proposed(
    step: Recording,
    text: str,
    found: Sequence[Emendation] | None = None,
    *,
    known: Sequence[Emendation],
    accept_proved: bool,
) -> tuple[Emendation, ...]:
    """All that is proposed for a new text: the `known`, and what the detectors find beside it.

    What they find is `found` where they were asked before.
    With `accept_proved`, what is proved is accepted.
    """
    whole = (*known, *_signed(step, unknown(text, known, found), known))
    if not accept_proved:
        return whole
    decision = decide(whole, [e for e in whole if wanted(e, frozenset())])
    accepted = {e.id for e in decision.judged}
    return tuple(replace(e, status="accepted") if e.id in accepted else e for e in whole)


def judge_all(
    step: Recording, chosen: Mapping[str, Collection[str]], status: EmendationStatus
) -> None:
    """Judge emendations of many articles; what cannot be accepted stays and is counted."""
    rules: Counter[str] = Counter()
    skipped = unknown_texts = 0
    for article, ids in chosen.items():
        decision = emending.decided(step, article, ids, status)
        rules.update(emendation.rule for emendation in decision.judged)
        skipped += len(decision.skipped)
        unknown_texts += len(decision.unknown)
    step.args |= {"count": rules.total(), "skipped": skipped, "unknown": unknown_texts}
    step.args["rules"] = dict(rules)


def judge_found(
    step: Recording, status: EmendationStatus, rules: frozenset[str], articles: Sequence[str]
) -> None:
    """Add what the detectors find, then judge what is proposed and meant by `rules`.

    Reopening judges what was decided instead.
    """
    check.judgement(status)
    meant = {"accepted": wanted, "rejected": _proposed, "proposed": _decided}[status]
    chosen: dict[str, list[str]] = {}
    for article in articles:
        add_found(step, article)
        found = reading.emendations_on(step.file, article)
        if ids := [e.id for e in found if meant(e, rules)]:
            chosen[article] = ids
    judge_all(step, chosen, status)


def _proposed(emendation: Emendation, rules: frozenset[str]) -> bool:
    return emendation.status == "proposed" and _named(emendation, rules)


def _decided(emendation: Emendation, rules: frozenset[str]) -> bool:
    return emendation.status != "proposed" and _named(emendation, rules)


def _named(emendation: Emendation, rules: frozenset[str]) -> bool:
    return not rules.isdisjoint((emendation.rule, emendation.kind))


def missing(file: ProjectFile, article: str) -> tuple[Emendation, ...]:
    """What the detectors find in an article that the project does not have; changes nothing."""
    text = reading.text(file, article)
    return tuple(unknown(text, reading.emendations_on(file, article)))
