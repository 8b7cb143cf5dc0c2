"""Sentences with what is to be suggested in ⟦ ⟧, to be read by people and compared."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.settling import settled
from annotations.text.dates import Day

OPEN, CLOSE = "⟦", "⟧"
DAY = Day(2026, 6, 11)


def bare(marked: str) -> str:
    """The sentence without its marks."""
    return marked.replace(OPEN, "").replace(CLOSE, "")


def shown(text: str, spans: Iterable[Span]) -> str:
    """The sentence with marks round the spans."""
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]}{OPEN}{span.of(text)}{CLOSE}{text[span.end :]}"
    return text


def found(suggester: Suggester, text: str) -> list[Candidate]:
    """What one suggester gives for a text, settled."""
    passage = Passage(text, day=DAY)
    outer, _ = settled(suggester.suggest(passage), text)
    return outer


def marked(suggester: Suggester, text: str) -> str:
    """A text with marks round what one suggester gives for it."""
    return shown(text, (one.span for one in found(suggester, text)))
