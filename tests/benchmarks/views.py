"""Views and alignments: projecting spans, composing, against building the text itself."""

from __future__ import annotations

import random
from collections.abc import Iterator

from annotations.text.alignment import Alignment, Span, replaced
from tests.benchmarks import Figure, medians

CHARACTERS, EDITS, SPANS = 1_000_000, 20_000, 10_000


def figures() -> Iterator[Figure]:
    chance = random.Random(1)
    places = sorted(chance.sample(range(0, CHARACTERS - 8, 8), EDITS))
    text = "上海市松江區qū" * (CHARACTERS // 8)
    edits = [(Span(place, place + 4), "") for place in places]
    clean, alignment = replaced(text, edits)
    whole = alignment.then(Alignment.identity(len(clean)))
    starts = [chance.randrange(CHARACTERS - 50) for _ in range(SPANS)]
    spans = [Span(start, start + chance.randint(1, 40)) for start in starts]
    project, edit = medians(
        lambda: [whole.to_target(span) for span in spans], lambda: replaced(text, edits)
    )
    how = f"{SPANS} spans through {EDITS} deletions in {CHARACTERS} characters"
    yield Figure("views.project.ms", project * 1000, "ms", None, how)
    yield Figure("views.project.ratio", project / edit, "÷ making the clean text", None, how)
