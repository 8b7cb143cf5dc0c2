"""Suggestions: names and measures that the program proposes, with a reason for each.

A module here with `SUGGESTER` (see `kinds`) is a suggester, found by itself; another package
adds one by an entry point in the group `danqian.suggest` that names such a module.  All of them
read one text, the simplified and clean one, whatever script is on the screen; `subject` brings
that text from an article and carries what was found back to its source.

What all suggesters share: `passage` (the text, its words, what was found before), `lists` and
`wordlines` (word lists of `resources/words`, and lines of a project for them), `tokens` (words
with parts of speech), `settling` (which of several names for one place stays), `nesting` (which
of those inside longer ones are proposed too).  What some share is a folder: `placing` (regions),
`timing` (dates and numbers), `persons`, `growth` (names known by their last word), `measuring`.
Around them: `pending` (what is still to be judged), `running` (many articles, several
processes), `filtering` (a program of somebody else's), `learning` (a model of one's own).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import groupby
from types import MappingProxyType
from typing import Any

from annotations.suggest.kinds import Candidate, Slot, Suggester
from annotations.suggest.nesting import nested
from annotations.suggest.passage import Passage, Word
from annotations.suggest.settling import allowed, apart

__all__ = ["MEASURE", "Candidate", "Passage", "Slot", "Suggester", "Word", "all", "propose"]

MEASURE = "MEASURE"  # the label of the second layer: it may hold names and cross them


@cache
def all() -> Mapping[str, Suggester]:
    """Every suggester by its name, in the order they are asked."""
    found: list[Suggester] = [m.SUGGESTER for m in _modules() if hasattr(m, "SUGGESTER")]
    found.sort(key=lambda one: (one.stage, one.name))
    return MappingProxyType({one.name: one for one in found})


def _modules() -> Iterator[Any]:
    from importlib.metadata import entry_points  # which takes longer than the rest of a start

    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        yield import_module(found.name)
    for entry in entry_points(group="danqian.suggest"):
        yield entry.load()


def propose(
    passage: Passage, suggesters: Iterable[Suggester] | None = None
) -> tuple[Candidate, ...]:
    """What is suggested for a text: names, then measures; each in order.

    Names share no character but for those nested in longer ones, which say so.  The rule of
    each has its suggester's name before it: "places.chain".
    """
    asked = sorted(suggesters or all().values(), key=lambda one: one.stage)
    names: list[Candidate] = []
    measures: list[Candidate] = []
    for _, stage in groupby(asked, key=lambda one: one.stage):
        for suggester in stage:
            for one in allowed(_named(suggester, passage), passage.text, passage.zones):
                (measures if one.label == MEASURE else names).append(one)
        passage = passage.with_found(*apart(names))
    inner = (replace(one, is_nested=True) for one in nested(passage))
    names = sorted((*passage.found, *inner), key=lambda one: (one.span.start, -one.span.end))
    return (*names, *_apart(measures))


def _named(suggester: Suggester, passage: Passage) -> Iterator[Candidate]:
    for one in suggester.suggest(passage):
        rule = f"{suggester.name}.{one.rule}"
        yield Candidate(
            one.span, one.label, rule, one.confidence, one.evidence, one.attributes, one.slots
        )


def _apart(measures: Sequence[Candidate]) -> list[Candidate]:
    """Measures that stay: they are settled among themselves."""
    outer, _ = apart(measures)
    return outer
