"""Macro-regions: blocks across the borders of provinces, from a list."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every name of the list."""
    for span in passage.list("macro").matches(passage.text):
        yield Candidate(span, "MACRO", "list", 0.97, span.of(passage.text))


SUGGESTER = Suggester("macro", 1, ("list",), suggest)
