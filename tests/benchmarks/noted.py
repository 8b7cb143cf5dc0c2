"""The reader with 20,000 emendations, zones and doubts in a long text, against none."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.model import Alignment, Doubt, Emendation, EmendationStatus, Span, View
from annotations.text.alignment import replaced
from tests.benchmarks import Figure, medians

if TYPE_CHECKING:
    from gui.reader.pages import Page
    from gui.reader.view import ReaderView

CHARACTERS, EMENDATIONS = 1_000_000, 20_000
SENTENCE = "6月25日，在上海市松江區(qū)舉行合作簽約儀式，雙方共議產業協作，一路向前。"
Work = Callable[[], object]


def figures() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    QLocale.setDefault(QLocale.c())
    application = QApplication.instance() or QApplication([])
    assert application is not None
    from gui.reader.pages import Page, PageColumn

    paragraph = (SENTENCE * 7)[:240] + "\n"
    text = (paragraph * (CHARACTERS // len(paragraph) + 1))[:CHARACTERS]
    source = View("source", text, Alignment.identity(len(text)))
    accepted = _emendations(text, "accepted")
    hans = View("hans", *replaced(text, [(e.span, e.replacement or "") for e in accepted]))
    zones = tuple(Span(at, at + 100) for at in range(5000, len(text) - 200, 10_000))
    doubts = tuple(
        Doubt(Span(at, at + 1), text[at], (text[at], "後"), "character")
        for at in range(3, len(text), 400)
    )
    bare, bare_hans = (Page("1", "", (PageColumn(view, "hans"),)) for view in (source, hans))
    full = replace(bare, emendations=accepted, zones=zones)
    boxed = replace(full, emendations=_emendations(text, "proposed"))
    full_hans = replace(full, columns=(PageColumn(hans, "hans", doubts),))
    how = f"{len(accepted)} emendations, {len(zones)} zones, {len(doubts)} doubts against none"
    for name, work, base, pages in (
        ("open", _opening, (bare,), {"proposed": (boxed,), "accepted": (full,)}),
        ("change", _changing, (bare, bare_hans), {"view": (full, full_hans)}),
        ("repaint", _painting, (bare,), {"proposed": (boxed,), "accepted": (full,)}),
        ("jump", _jumping, (bare,), {"proposed": (boxed,), "accepted": (full,)}),
    ):
        first, *others = medians(work(*base), *(work(*page) for page in pages.values()), rounds=9)
        for kind, seconds in zip(pages, others, strict=True):
            yield Figure(f"noted.{name}.{kind}", seconds / first, "÷ none", None, how)


def _emendations(text: str, status: EmendationStatus) -> tuple[Emendation, ...]:
    """Deletions, replacements and insertions all over a text, in order."""
    places = sorted(random.Random(1).sample(range(0, len(text) - 60, 40), EMENDATIONS))
    made: list[Emendation] = []
    for number, at in enumerate(places):
        length, new = ((4, ""), (4, ""), (1, "，"), (0, "\n"))[number % 4]
        span = Span(at, at + length)
        if "\n" not in span.of(text):
            made.append(Emendation(str(number), span, new, "pinyin", "", status))
    return tuple(made)


def _reader() -> ReaderView:
    from PySide6.QtWidgets import QApplication

    from gui import look
    from gui.reader.view import ReaderView

    look.install_fonts()
    view = ReaderView(theme=look.theme("light"))
    view.set_families(look.families("hans"), look.families("hant"))
    view.resize(900, 850)
    view.show()
    QApplication.processEvents()  # only what is exposed is painted
    return view


def _opening(page: Page) -> Work:
    reader, count = _reader(), iter(range(10**6))

    def work() -> None:  # another article each time, of which nothing is known yet
        reader._columns.forget()
        mended = (*page.emendations[:-1], page.emendations[-1]) if page.emendations else ()
        reader.show_page(replace(page, article=str(next(count)), emendations=mended))
        reader.viewport().repaint()

    return work


def _changing(one: Page, other: Page) -> Work:
    reader, pages = _reader(), [one, other]
    for page in pages:
        reader.show_page(page, keep_place=True)
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum() // 2)

    def work() -> None:
        reader.show_page(pages[0], keep_place=True)
        reader.viewport().repaint()
        pages.reverse()

    return work


def _painting(page: Page) -> Work:
    reader = _reader()
    reader.show_page(page)
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum() // 3)
    return lambda: reader.viewport().repaint()


def _jumping(page: Page) -> Work:
    reader, chance = _reader(), random.Random(3)
    reader.show_page(page)

    def work() -> None:
        for _ in range(5):
            reader.verticalScrollBar().setValue(
                chance.randrange(reader.verticalScrollBar().maximum())
            )
            reader.viewport().repaint()

    return work
