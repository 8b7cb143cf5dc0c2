"""Titles of offices in a text: what offices and people go by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotations.model import Span
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

_LONGEST = 6  # characters of what stands before a title and belongs to it


def titles(passage: Passage) -> tuple[Span, ...]:
    """Every title with 副, 常务, 党组 … before it, in order: places of the text."""
    return _titles(passage.text, passage.list("titles"), passage.list("title-modifiers"))


def begins(passage: Passage, place: int) -> bool:
    """Whether a title begins at a place."""
    text, heads, modifiers = passage.text, passage.list("titles"), passage.list("title-modifiers")
    head = heads.at(text, place + len(modifiers.at(text, place) or ""))
    return head is not None and heads.rows[head][:1] != ("-",)


@lru_cache(maxsize=4)
def _titles(text: str, heads: WordList, modifiers: WordList) -> tuple[Span, ...]:
    return tuple(_grown(text, span, modifiers) for span in _heads(text, heads))


def _heads(text: str, heads: WordList) -> Iterator[Span]:
    for span in heads.matches(text):
        if heads.rows[span.of(text)][:1] != ("-",):
            yield span


def _grown(text: str, head: Span, modifiers: WordList) -> Span:
    start = head.start
    while found := modifiers.before(text, start, _LONGEST):
        start -= len(found)
    return Span(start, head.end)


def kind_of(passage: Passage, title: Span) -> str:
    """What the list of titles says of one: "post", "rank", "loose" or "vague"."""
    return _columns(passage, title)[0]


def joins(passage: Passage, title: Span) -> bool:
    """Whether a title makes one office with the bare one behind it: 局党组书记、局长."""
    return _columns(passage, title)[1:] == ("joins",)


def _columns(passage: Passage, title: Span) -> tuple[str, ...]:
    heads = passage.list("titles")
    head = heads.before(passage.text, title.end, len(title))
    return (heads.rows[head] if head else ()) or ("post",)
