"""Sentences with the names of one label in ⟦ ⟧: what all suggesters together propose for them."""

from __future__ import annotations

from annotations.suggest import propose
from annotations.suggest.passage import Passage
from tests.annotations.suggest.marked import bare, shown


def labelled(marked: str, label: str) -> str:
    """The sentence with marks round what is proposed for it under a label."""
    text = bare(marked)
    return shown(text, (one.span for one in propose(Passage(text)) if one.label == label))
