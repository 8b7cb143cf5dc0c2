"""Finding in an article of a million characters: what is drawn of it, and the longest turn."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import Figure, medians

if TYPE_CHECKING:
    from annotations.store.search.texts import Searched

MILLION, MARKS, EMENDATIONS = 1_000_000, 10_000, 10_000
COMMON = "一"  # in each sentence once
ROUNDS = 15


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _found(Path(folder))
    yield from _drawn()


def _found(folder: Path) -> Iterator[Figure]:
    """All of a common character, bit by bit, in a text with many emendations."""
    from annotations.model import Emendation, Span
    from gui.doing.finding import FIRST, MORE, Found
    from tests.annotations.store.making import document, new_project
    from tests.benchmarks import _readers as on

    text = on.text_of(MILLION)
    places = [at for at in range(len(text)) if text.startswith(on.RESIDUE, at)][:EMENDATIONS]
    width = len(on.RESIDUE)
    mended = [Emendation("", Span(p, p + width), "", "pinyin", status="accepted") for p in places]
    with new_project(folder, document("1", text)) as project:
        project.emend("1", mended)
        read = time.thread_time()
        searched: Searched = project.searched("1")
        assert len(searched.mended[0]) < len(text)
        read = time.thread_time() - read
        turns: list[float] = []
        found = Found(searched, COMMON)
        while not found.whole:
            start = time.thread_time()
            found.load(MORE if turns else FIRST)
            turns.append(time.thread_time() - start)
    how = f"{MILLION:,} characters, {len(places):,} emendations, own work"
    many = f"{len(found.spans):,} hits in {len(turns)} turns"
    yield Figure("finding.read.ms", read * 1000, "ms", None, f"{how}; once an article")
    yield Figure("finding.first.ms", turns[0] * 1000, "ms", None, f"{how}; the first {FIRST} hits")
    yield Figure("finding.turn.ms", max(turns) * 1000, "ms", None, f"{how}; the longest of {many}")


def _drawn() -> Iterator[Figure]:
    """A page with hits by one without; the picture of the strip by a repaint of the page."""
    from annotations.model import Span
    from gui.reader.strip import Strip
    from tests.benchmarks import _readers as on

    text = on.text_of(MILLION)
    page = on.page_of(on.views_of(text)[:1], on.marks_of(text, MARKS))
    hits = tuple(Span(at, at + 1) for at, char in enumerate(text) if char == COMMON)
    plain, marked = on.reader(), on.reader()
    for view in (plain, marked):
        view.show_page(replace(page))
        on.middle(view)
    marked.set_hits(hits, 0)
    (strip,) = marked.findChildren(Strip)
    one, other, picture = medians(
        on.repeated(plain), on.repeated(marked), strip.make, rounds=ROUNDS
    )
    how = f"{MILLION:,} characters, {MARKS:,} annotations, {len(hits):,} hits"
    yield Figure("finding.repaint", other / one, "÷ without hits", None, f"{how}, median")
    yield Figure(
        "finding.strip",
        picture / (one / 3),
        "÷ repaint of the page",
        None,
        f"{how}, {picture * 1000:.0f} ms",
    )
