"""The words that names end with, where they stand in a text: 商会, 产业园, 有限公司.

Each row of the list `suffixes` has the label of the name, what it must have before that word,
and how often such a name is right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from annotations.model import Span
from annotations.suggest.passage import Passage

_LONG = 3  # characters of an ending that may be cut wrongly from what follows
_SUREST = 0.99


class Ending(NamedTuple):
    """A last word: its place, the label of the name, what it demands, how sure it is."""

    span: Span
    label: str
    demand: str
    sure: float


def endings(passage: Passage, labels: Collection[str]) -> Iterator[Ending]:
    """The last words of names of these labels, each the longest that ends where it ends."""
    return (one for one in passage.once(_all) if one.label in labels)


def _all(passage: Passage) -> tuple[Ending, ...]:
    text, words = passage.text, passage.list("suffixes")
    found: list[Ending] = []
    taken = 0
    for span in words.begun(text):
        if span.end > taken and _ends(passage, span):
            taken = span.end
            label, demand, sure = _columns(words.rows[span.of(text)])
            found.append(Ending(span, label, demand, sure))
    return tuple(found)


def _columns(columns: tuple[str, ...]) -> tuple[str, str, float]:
    label, demand, sure = (*columns, "", "", "")[:3]
    try:
        return label, demand or "named", min(float(sure), _SUREST)
    except ValueError:  # a row of a project need not say how sure it is
        return label, demand or "named", 0.8


def _ends(passage: Passage, span: Span) -> bool:
    """Whether a word ends with the ending; long ones may be cut wrongly (委|副主任)."""
    if passage.is_border(span.end):
        return True
    return len(span) >= _LONG and may_end(passage, span.end)


def may_end(passage: Passage, place: int) -> bool:
    """Whether a name may end at a place: no word is cut, or what follows is a post (局|局长)."""
    posted = passage.list("titles").at(passage.text, place) is not None
    return posted or not cuts_word(passage, place)


def cuts_word(passage: Passage, place: int) -> bool:
    """Whether a place is inside a word of the dictionary (部|门); unknown words may be no words."""
    if passage.is_border(place):
        return False
    return passage.word_at(place).tag != ""
