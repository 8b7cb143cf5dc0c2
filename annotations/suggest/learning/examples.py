"""Annotated articles as the model is trained and judged on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.errors import Refusal
from annotations.model import Annotation, Span, Taught
from annotations.suggest.kinds import Candidate
from annotations.suggest.lists import Lists
from annotations.suggest.passage import Passage
from annotations.suggest.subject import Subject

Name = tuple[str, Span]

ARTICLES, NAMES = 10, 500  # what is needed at least
DENSE = 20  # annotations in 1,000 characters: what has fewer is not annotated through
MOST = 150_000  # characters that are learnt from, so that it stays a matter of minutes
REF = "REF"


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the rules find in it, and the names that it has by hand.

    `passage.found` are the rules' names; `wanted` the outer ones by hand, disjoint, in order.
    Zones are left out of both.
    """

    passage: Passage
    wanted: tuple[Name, ...]


def example(
    subject: Subject,
    annotations: Iterable[Annotation],
    measure: str,
    taught: Taught,
    lists: Lists,
) -> Example:
    """An article with its annotations; `taught` must not have words of these very articles."""
    from annotations.suggest import MEASURE, propose

    view = subject.view()
    passage = subject.passage(view, taught, lists)
    found = [one for one in propose(passage) if one.label not in (MEASURE, REF)]
    passage = passage.with_found(found, ())
    placed = [
        (one.label, view.alignment.to_target(one.hull))
        for one in annotations
        if one.label not in (measure, REF) and len(one.fragments) == 1
    ]
    return Example(passage, tuple(_outer(placed, passage.zones)))


def _outer(placed: Sequence[Name], zones: Sequence[Span]) -> Iterable[Name]:
    end = 0
    for label, span in sorted(placed, key=lambda one: (one[1].start, -one[1].end)):
        if span and span.start >= end and not any(zone.overlaps(span) for zone in zones):
            end = span.end
            yield label, span


def is_annotated(characters: int, annotations: int) -> bool:
    """Whether an article with so many annotations looks annotated from beginning to end."""
    return annotations > 0 and 1_000 * annotations >= DENSE * characters


def check(articles: int, names: int) -> None:
    """Raises Refusal "learn-too-few" where there is not enough to learn from."""
    if articles < ARTICLES or names < NAMES:
        raise Refusal(
            "learn-too-few",
            articles=articles,
            names=names,
            articles_needed=ARTICLES,
            names_needed=NAMES,
        )


def labels(found: Iterable[Candidate]) -> list[Name]:
    """Candidates as label and place."""
    return [(one.label, one.span) for one in found]
