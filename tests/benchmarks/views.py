"""Views of a long dirty text: making them, and projecting spans from the source to them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from annotations.model import Emendation
from annotations.text.alignment import Span
from annotations.text.views import Views
from tests.benchmarks import Figure, leasts

CHARACTERS, EMENDATIONS, SPANS = 1_000_000, 20_000, 10_000
LINE = "上海市松江區(qū)與三明市簽署對(duì)口合作協(xié)議，共建產業園區。\n"
PROJECT_MS = 30.0


def figures() -> Iterator[Figure]:
    chance = random.Random(1)
    text = LINE * (CHARACTERS // len(LINE))
    places = [i for i, character in enumerate(text) if character == "("]
    chosen = sorted(chance.sample(places, EMENDATIONS))
    emendations = [
        Emendation(f"E{i}", Span(i, text.index(")", i) + 1), "", status="accepted") for i in chosen
    ]
    hans = Views(text, emendations).of("hans").alignment
    starts = [chance.randrange(len(text) - 50) for _ in range(SPANS)]
    spans = [Span(start, start + chance.randint(1, 40)) for start in starts]
    at_once, one_by_one, views = leasts(
        lambda: hans.all_to_target(spans),
        lambda: [hans.to_target(span) for span in spans],
        lambda: Views(text, emendations).of("hans"),
        rounds=7,
    )
    how = f"{SPANS} spans, source → clean → hans, {EMENDATIONS} deletions in {len(text)} characters"
    how += ", least of 7 interleaved rounds"
    yield Figure("views.project.ms", at_once * 1000, "ms", PROJECT_MS, how)
    yield Figure("views.project.ratio", at_once / one_by_one, "÷ one by one", None, how)
    yield Figure("views.make.ratio", views / at_once, "× the projection", None, how)
    same = Views("上海与三明共建产业园区。" * (CHARACTERS // 12)).of("hant").alignment
    runs = len(same.runs)
    yield Figure("views.identity.runs", runs, "runs kept", 1, "a million characters, none moved")
