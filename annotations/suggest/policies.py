"""Strategies, schemes and campaigns: from a list, of a region's name, between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_QUOTED = re.compile(r"[“‘「『][^“”‘’「」『』，。；！？\n]{2,14}[”’」』]")
SCHEME = 8  # characters of the name of a scheme, at most
_STRATEGY = ("战略",)  # it belongs to the name in front


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names of the list, names of regions with 一体化发展 and the like, “…”工程."""
    text, words = passage.text, passage.list("policies")
    for span in words.matches(text):
        weak = words.rows[span.of(text)][:1] == ("weak",)
        whole = _with_strategy(text, span)
        yield Candidate(whole, "POLICY", "list", 0.65 if weak else 0.88, span.of(text))
    for name in passage.found:
        if name.label in ("MACRO", "REGION"):
            yield from _of_region(passage, name.span)
    for match in _QUOTED.finditer(text):
        yield from _quoted(passage, Span(match.start(), match.end()))


def _quoted(passage: Passage, span: Span) -> Iterator[Candidate]:
    """A name between quotation marks: with 工程 …, of a place (之都), behind 推出, 实施 …."""
    text, inside = passage.text, Span(span.start + 1, span.end - 1)
    head = passage.list("policy-heads").at(text, span.end)
    if head and passage.is_border(span.end + len(head)):
        whole = Span(span.start, span.end + len(head))
        yield Candidate(whole, "POLICY", "quoted", 0.6, head)
    elif last := passage.list("honours").before(text, inside.end, 4):
        yield Candidate(inside, "POLICY", "honour", 0.55, last)
    elif len(inside) <= SCHEME and passage.list("policy-not").at(text, span.end) is None:
        verb = passage.list("policy-verbs").before(text, span.start, 4)
        if verb and not passage.names_in(span):
            yield Candidate(inside, "POLICY", "scheme", 0.55, verb)


def _with_strategy(text: str, span: Span) -> Span:
    longer = next((word for word in _STRATEGY if text.startswith(word, span.end)), "")
    return Span(span.start, span.end + len(longer))


def _of_region(passage: Passage, name: Span) -> Iterator[Candidate]:
    """A block or region with what makes a strategy of it: 长三角|一体化发展."""
    text = passage.text
    start = name.end + (2 if text.startswith(("地区", "区域"), name.end) else 0)
    tail = passage.list("policy-tails").at(text, start)
    if tail and passage.is_border(start + len(tail)):
        span = _with_strategy(text, Span(name.start, start + len(tail)))
        yield Candidate(span, "POLICY", "region", 0.85, tail)


RULES = ("list", "region", "quoted", "honour", "scheme")
SUGGESTER = Suggester("policies", 4, RULES, suggest)
