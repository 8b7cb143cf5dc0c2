"""STAM as an outside judge: its transpositions say where stretches of one text lie in another.

A STAM transposition pairs stretches of equal text, so it can express deletions, insertions
and replacements, but only for what stayed: a span inside one stretch, or several stretches'
parts, whose hull is our image.  (STAM-Transpose, github.com/annotation/stam.)
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.alignment import Alignment, Span, replaced

stam = pytest.importorskip("stam")

kept = st.text("上海市松江區𠮷🚄", min_size=1, max_size=5)
EDITS = (("(qū)", ""), ("", "甲乙"), ("?!?/span>", "。”"), ("埠", "端口"), ("\u200b", ""))
VOCABULARY = "https://w3id.org/stam/extensions/stam-transpose/"


class Judge:
    """The stretches that an alignment leaves as they are, told to STAM."""

    def __init__(self, source: str, target: str, alignment: Alignment) -> None:
        self._store = stam.AnnotationStore(id="judge")
        self._number = itertools.count()
        self._source = self._store.add_resource(id="source", text=source)
        self._target = self._store.add_resource(id="target", text=target)
        self.stretches = [run for run in alignment.runs if run.n]
        sides = [
            self._side("source", self._source, [(run.s, run.n) for run in self.stretches]),
            self._side("target", self._target, [(run.t, run.n) for run in self.stretches]),
        ]
        selector = stam.Selector.directionalselector(
            *(stam.Selector.annotationselector(side) for side in sides)
        )
        self._via = self._annotate(selector, "Transposition")

    def _side(self, name: str, resource: object, stretches: list[tuple[int, int]]) -> object:
        parts = [self._select(resource, start, start + n) for start, n in stretches]
        return self._annotate(stam.Selector.directionalselector(*parts), "TranspositionSide")

    def _select(self, resource: object, start: int, end: int) -> object:
        return stam.Selector.textselector(resource, stam.Offset.simple(start, end))

    def _annotate(self, selector: object, key: str) -> Any:
        data = [{"set": VOCABULARY, "key": key, "value": None}]
        return self._store.annotate(id=f"a{next(self._number)}", target=selector, data=data)

    def image(self, span: Span) -> Span:
        """Where STAM says a span inside one stretch lies in the target."""
        asked = self._annotate(self._select(self._source, span.start, span.end), "asked")
        places = [
            (part.begin(), part.end())
            for annotation in asked.transpose(self._via)
            for part in annotation.textselections()
            if part.resource().id() == "target"
        ]
        assert len(places) == 1
        return Span(*places[0])


@st.composite
def mended(draw: st.DrawFn) -> tuple[str, list[tuple[Span, str]]]:
    """A text with at least one edit that changes its length, and something kept round each."""
    text, changes = draw(kept), list[tuple[Span, str]]()
    for old, new in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6)):
        changes.append((Span(len(text), len(text) + len(old)), new))
        text += old + draw(kept)
    return text, changes


@settings(max_examples=60)
@given(mended())
def test_our_projection_is_the_hull_of_what_stam_says(case: tuple[str, list[tuple[Span, str]]]):
    source, changes = case
    target, alignment = replaced(source, changes)
    judge = Judge(source, target, alignment)
    parts = [Span(run.s, run.s + run.n) for run in judge.stretches]
    images = [judge.image(part) for part in parts]
    for i, j in itertools.combinations_with_replacement(range(len(parts)), 2):
        ours = alignment.to_target(parts[i].hull(parts[j]))
        assert ours == images[i].hull(images[j])
