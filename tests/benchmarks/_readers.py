"""The reader and Qt's own plain text widget with the same long texts, for measuring.

`python -m tests.benchmarks._readers reader|plain` tells by how many kilobytes an interpreter
grows when that widget opens a million characters (Linux only).
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit

from annotations.model import Alignment, Emendation, Span, View
from annotations.text.alignment import replaced
from gui import look
from gui.reader.pages import Link, Mark, Page, PageColumn
from gui.reader.view import ReaderView

if TYPE_CHECKING:
    from gui.reader.pages import Form

SENTENCE = "6月25日，在上海市松江區(qū)舉行合作簽約儀式，雙方共議產業協作，一路向前。"
RESIDUE = "(qū)"
NAMES = ("地区", "机构", "人物", "日期", "产业协作", "措施", "协议", "数量")
WIDTH, HEIGHT = 900, 850
Work = Callable[[], object]
W = TypeVar("W", bound=QAbstractScrollArea)


def start() -> None:
    """One application, whose texts do not depend on the system's language."""
    QLocale.setDefault(QLocale.c())
    if QApplication.instance() is None:
        globals()["_application"] = QApplication([])
    look.install_fonts()


def text_of(characters: int, paragraph: int = 240) -> str:
    """Sentences in paragraphs of so many characters; 0 for a single one."""
    line = SENTENCE * (paragraph // len(SENTENCE) + 1)
    line = line[: paragraph - 1] + "\n" if paragraph else SENTENCE * 100
    return (line * (characters // len(line) + 1))[:characters]


def marks_of(text: str, number: int, longest: int = 40) -> tuple[Mark, ...]:
    """Marks of 2 to `longest` characters all over a text, nested and overlapping."""
    chance = random.Random(2)
    made: list[Mark] = []
    for at in range(number):
        begin = chance.randrange(max(1, len(text) - longest))
        end = begin + chance.randint(2, longest)
        hue = at % 8
        form = cast("Form", ("filled", "outlined")[at % 2])
        made.append(Mark(str(at), (Span(begin, end),), NAMES[hue], hue + 1, form))
    return in_text(made)


def links_of(marks: Sequence[Mark], number: int) -> tuple[Link, ...]:
    """Relations between marks that are not far apart, all over a text."""
    chance = random.Random(4)
    starts = [chance.randrange(len(marks) - 30) for _ in range(number)]
    pairs = [(marks[at].id, marks[at + chance.randint(1, 29)].id) for at in starts]
    return tuple(Link(f"r{at}", *pair, "协议") for at, pair in enumerate(pairs))


def in_text(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text, as the window has them."""
    return tuple(sorted(marks, key=lambda mark: (mark.hull.start, mark.id)))


def views_of(text: str) -> tuple[View, View]:
    """The source, and a view in which the residues are gone."""
    source = View("source", text, Alignment.identity(len(text)))
    places: list[Span] = []
    at = text.find(RESIDUE)
    while at >= 0:
        places.append(Span(at, at + len(RESIDUE)))
        at = text.find(RESIDUE, at + 1)
    return source, View("hans", *replaced(text, [(span, "") for span in places]))


def page_of(
    views: Sequence[View], marks: Sequence[Mark] = (), emendations: Sequence[Emendation] = ()
) -> Page:
    """One article with these views side by side."""
    columns = tuple(PageColumn(view, "hant" if i else "hans") for i, view in enumerate(views))
    return Page("1", "", columns, tuple(marks), tuple(emendations))


def reader() -> ReaderView:
    """A reader on the screen."""
    start()
    view = ReaderView(theme=look.theme("light"))
    view.set_families(look.families("hans"), look.families("hant"))
    return _shown(view)


def plain() -> QPlainTextEdit:
    """Qt's own widget in the same size and typeface, read-only."""
    start()
    edit = QPlainTextEdit()
    font = QFont()
    font.setFamilies(list(look.families("hans")))
    font.setPixelSize(18)
    edit.setFont(font)
    edit.setReadOnly(True)
    edit.setUndoRedoEnabled(False)
    return _shown(edit)


def _shown(widget: W) -> W:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()  # only what is exposed is painted
    return widget


def opening(page: Page) -> Work:
    """Another article each time, of which nothing is known yet, until it has been painted."""
    view, number = reader(), count()
    others = tuple(mark._replace(id=mark.id + "'") for mark in page.marks)
    marks = page.marks, others

    def work() -> None:
        view._columns.forget()  # pyright: ignore[reportPrivateUsage]
        turn = next(number)
        view.show_page(replace(page, article=str(turn), marks=marks[turn % 2]))
        view.viewport().repaint()

    return work


def setting_text(*texts: str) -> Work:
    """What the plain widget does for the same: the texts in turn."""
    edit, turns = plain(), count()

    def work() -> None:
        edit.setPlainText(texts[next(turns) % len(texts)])
        edit.viewport().repaint()

    return work


def changing(*pages: Page) -> tuple[Work, Work]:
    """From page to page of one article, the place kept, in the middle of the text; and what
    makes the reader forget beforehand what it has laid out."""
    view, turns = reader(), count(1)
    for page in (*pages[1:], pages[0]):
        view.show_page(page, keep_place=True)
    middle(view)

    def work() -> None:
        view.show_page(pages[next(turns) % len(pages)], keep_place=True)
        view.viewport().repaint()

    def forget() -> None:
        for side in view.flow._kept:  # pyright: ignore[reportPrivateUsage]
            side.forget()
            side.restyle(side.style, side.left, view.flow.heading)

    return work, forget


def painting(page: Page) -> Work:
    """The same lines again and again."""
    view = reader()
    view.show_page(page)
    view.set_links(bool(page.links))
    middle(view)
    return repeated(view)


def repeated(widget: QAbstractScrollArea) -> Work:
    """Repaint what the widget shows."""

    def work() -> None:
        for _ in range(3):
            widget.viewport().repaint()

    return work


def jumping(page: Page, jumps: int = 5) -> Work:
    """To random places."""
    view, chance = reader(), random.Random(3)
    view.show_page(page)

    def work() -> None:
        for _ in range(jumps):
            view.verticalScrollBar().setValue(chance.randrange(view.verticalScrollBar().maximum()))
            view.viewport().repaint()

    return work


def middle(widget: QAbstractScrollArea) -> None:
    """Scroll to a third of the text."""
    widget.verticalScrollBar().setValue(widget.verticalScrollBar().maximum() // 3)


def resident() -> int:
    """Kilobytes of this interpreter in memory; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1])


def grown(kind: str) -> int:
    """By how many kilobytes opening a million characters with 10,000 marks makes us grow."""
    source, _ = views_of(text_of(1_000_000))
    page = page_of([source], marks_of(source.text, 10_000))
    small = page_of([View("source", SENTENCE, Alignment.identity(len(SENTENCE)))])
    view, edit = reader(), plain()
    view.show_page(small)
    edit.setPlainText(SENTENCE)
    QApplication.processEvents()
    before = resident()
    if kind == "reader":
        view.show_page(page)
        shown: QAbstractScrollArea = view
    else:
        edit.setPlainText(source.text)
        shown = edit
    for part in range(1, 6):
        shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum() * part // 6)
        shown.viewport().repaint()
    return resident() - before


if __name__ == "__main__":
    print(grown(sys.argv[1]))
