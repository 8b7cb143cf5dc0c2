"""Measures: what somebody does with another region, from the verb to the end of its object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.measuring.clauses import COMMA, Reader, Unit
from annotations.suggest.measuring.context import Context, contexts
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.measuring.extent import drafts
from annotations.suggest.measuring.levels import USUAL, level_of
from annotations.suggest.measuring.parties import MEASURE, Names
from annotations.suggest.measuring.scoring import RULES, Weights, features
from annotations.suggest.measuring.status import status_of
from annotations.suggest.measuring.types import type_of
from annotations.suggest.passage import Passage

LEAST = 0.37  # likelihood: on articles left out of the fit F1 is flat from .35 to .47

SILENT = 0.1  # a frame below which neither a sentence nor those before it speak of cooperation


def read(passage: Passage) -> Iterator[tuple[Draft, Context]]:
    """All that may be a measure, with its sentence; none where nothing speaks of cooperation.

    What leads to a measure (约定, 要) holds for those after it in the sentence that say neither
    who acts nor anything of the kind.
    """
    known = contexts(passage, passage.sentences)
    number = 0
    before: tuple[int, tuple[Unit, ...]] = (-1, ())
    for clause in Reader(passage).clauses():
        while number < len(known) - 1 and known[number].span.end < clause.span.end:
            number += 1
        if known[number].frame < SILENT and not known[number].places:
            continue
        for draft in drafts(clause):
            goes_on = before[0] == number and not draft.marks and not _says_who(draft)
            found = replace(draft, marks=before[1]) if goes_on else draft
            before = number, found.marks
            yield found, known[number]


def _says_who(draft: Draft) -> bool:
    return any(unit.kind not in ("join", COMMA) for unit in draft.subject)


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every draft that is likely enough, with type, status, level and what may fill its slots."""
    names: Names | None = None
    weights = Weights(passage)
    level = USUAL
    for draft, context in read(passage):
        found = features(draft, context)
        sure = weights.likelihood(found)
        if sure < LEAST:
            continue
        names = names or Names(passage)
        kind, word = type_of(draft, context)
        level = level_of(draft, context) or level
        yield Candidate(
            draft.span,
            MEASURE,
            weights.reason(found),
            sure,
            "·".join(filter(None, (draft.verb.word, word))),
            {"type": kind, "status": status_of(draft, context), "level": level},
            names.slots(draft.span, context.span),
        )


SUGGESTER = Suggester("measures", 5, RULES, suggest)
