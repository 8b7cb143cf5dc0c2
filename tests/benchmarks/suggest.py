"""Suggestions: how right by label on each part of the development set, what they save, how fast.

The rules were written with the part "open" in view; "held" and, where they are there, "shared"
were not read for them.  The targets are those of text nobody had read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

from annotations.model import Taught
from annotations.suggest import MEASURE, propose, tokens
from annotations.suggest.lists import Lists
from annotations.suggest.subject import suggestions
from tests.benchmarks import Figure, leasts
from tests.suggesting.actions import DEVELOPMENT, GROUPED, efforts
from tests.suggesting.corpus import PARTS, Gold, golds, paths
from tests.suggesting.everywhere import Found, tagged_anew
from tests.suggesting.scoring import REF, Score, Tally

ARTICLE = 3_000  # characters of an article as speed is told
PROMISED = frozenset({"REGION", "MACRO", "DATE", "QUANT", "PERSON", "DOC"})
NAMES = {"exact": 0.80, "overlap": 0.88}
LABEL = {"exact": 0.90, "overlap": None}
MEASURES = {"exact": 0.55, "overlap": 0.77}
TYPE, SAVED, EVERYWHERE, A_SECOND, TO_TAGGER = 0.70, 0.60, 0.95, 8.0, 3.0


def figures() -> Iterator[Figure]:
    tokens.load()
    for part in PARTS:
        found = list(golds(part))
        if found:
            yield from _quality(part, found)
    yield from _actions()
    yield from _everywhere()
    yield from _speed(list(golds("open")))


def _quality(part: str, found: Sequence[Gold]) -> Iterator[Figure]:
    score = Score()
    for gold in found:
        score.add(gold, propose(gold.passage))
    kinds: Mapping[str, Mapping[str, Tally]] = {"exact": score.exact, "overlap": score.overlap}
    for kind, tallies in kinds.items():
        name = f"suggest.{part}.{kind}"
        yield _f1(f"{name}.names", score.micro(tallies), NAMES[kind])
        for label in score.labels:
            promised = LABEL[kind] if label in PROMISED else None
            yield _f1(f"{name}.{label}", tallies[label], promised)
        yield _f1(f"{name}.{REF}", tallies[REF], None)
        yield _f1(f"{name}.{MEASURE}", tallies[MEASURE], MEASURES[kind])
    how = f"of {score.paired} measures found, on {len(found)} articles"
    yield Figure(f"suggest.{part}.type", score.type_right, "share", TYPE, how, at_least=True)


def _f1(name: str, tally: Tally, target: float | None) -> Figure:
    how = f"P {tally.precision:.3f} R {tally.recall:.3f}, {tally.wanted} wanted"
    return Figure(name, tally.f1, "F1", target, how, at_least=True)


def _actions() -> Iterator[Figure]:
    """By the counter of the program, replayed; nested names and by-lines are done by hand."""
    for name, (actions, by_hand) in efforts(DEVELOPMENT).items():
        target = SAVED if name == GROUPED.name else None
        how = f"{actions:,} actions ÷ {by_hand:,} by hand, on {' and '.join(DEVELOPMENT)}"
        yield Figure(f"suggest.actions.{name}", actions / by_hand, "÷ by hand", target, how)


def _everywhere() -> Iterator[Figure]:
    total = sum((tagged_anew(path)[0] for part in DEVELOPMENT for path in paths(part)), Found())
    how = f"of {total.right + total.wrong} places on {' and '.join(DEVELOPMENT)}"
    kept = total.in_the_end
    yield Figure("suggest.everywhere.precision", kept, "share", EVERYWHERE, how, at_least=True)
    how = f"of {total.shown} that were shown at any time"
    yield Figure("suggest.everywhere.at_once", total.at_once, "share", None, how, at_least=True)
    how = f"of {total.every} names"
    yield Figure("suggest.everywhere.recall", total.recall, "share", None, how, at_least=True)


def _speed(found: Sequence[Gold]) -> Iterator[Figure]:
    """By the processor time of one thread, so that others on the machine do not count."""
    from jieba import posseg

    lists = Lists()
    subjects = [gold.subject for gold in found]
    texts = [gold.view.text for gold in found]
    tagged = [(gold, gold.subject.passage) for gold in found]
    characters = sum(map(len, texts))

    def whole() -> None:
        for subject in subjects:
            suggestions(subject, lists=lists)

    def rules() -> None:
        for gold, passage in tagged:
            propose(passage(gold.view, Taught(), lists))

    def tagger() -> None:
        for text in texts:
            posseg.lcut(text)

    all_of_it, proposing, tagging = leasts(whole, rules, tagger, clock=time.thread_time)
    how = f"of {ARTICLE:,} characters, one core, after loading; {characters:,} characters"
    for name, seconds, what in (
        ("whole", all_of_it, "with the view made and places carried back"),
        ("rules", proposing, "words and rules alone"),
    ):
        rate = characters / ARTICLE / seconds
        target = A_SECOND if name == "whole" else None
        yield Figure(f"suggest.speed.{name}", rate, "articles/s", target, f"{how}; {what}", True)
    how = "words and rules, on the same text in the same process"
    yield Figure("suggest.to_posseg", proposing / tagging, "÷ jieba.posseg", TO_TAGGER, how)
