"""A reader off screen, and pages to show in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from annotations.model import Alignment, Doubt, Emendation, EmendationStatus, Span, View, ViewName
from gui import look
from gui.reader.pages import Mark, Page, PageColumn, Told
from gui.reader.view import ReaderView

SENTENCE = "6月25日，在上海市松江区(qū)举行𠮷林·松江合作签约仪式，“双方”共议（产业）协作。"


@pytest.fixture(autouse=True)
def plain_locale() -> Iterator[None]:
    """Qt's default locale must not choose the shapes of Han characters."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.fixture
def reader(qtbot: QtBot) -> ReaderView:
    """A shown reader with the focus."""
    view = ReaderView(theme=look.theme("light"))
    view.set_families(look.families("hans"), look.families("hant"))
    view.resize(820, 600)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def page(
    text: str,
    marks: Sequence[Mark] = (),
    *,
    title: str = "",
    blocks: Sequence[tuple[int, int, str]] = (),
    name: ViewName = "source",
    emendations: Sequence[Emendation] = (),
    zones: Sequence[Span] = (),
    doubts: Sequence[Doubt] = (),
    beside: Sequence[tuple[int, int, str]] | None = None,
) -> Page:
    """A page of the source `text`, in a view where `blocks` of it read otherwise; and with
    `beside` in a second one, "hant", where those do."""
    columns = [PageColumn(view(text, blocks, name), "hans", tuple(doubts))]
    if beside is not None:
        columns.append(PageColumn(view(text, beside, "hant"), "hant", tuple(doubts)))
    return Page(
        article="文章",
        title=title,
        columns=tuple(columns),
        marks=tuple(marks),
        emendations=tuple(emendations),
        zones=tuple(zones),
        tell=lambda about: Told(type(about).__name__, str(getattr(about, "span", about))),
    )


def view(text: str, blocks: Sequence[tuple[int, int, str]], name: ViewName) -> View:
    """A view of `text` in which `blocks` of it read otherwise."""
    shown, at = [], 0
    for start, end, replacement in blocks:
        shown += [text[at:start], replacement]
        at = end
    shown.append(text[at:])
    lengths = [(start, end, len(new)) for start, end, new in blocks]
    return View(name, "".join(shown), Alignment.of_blocks(len(text), lengths))


def emended(
    start: int,
    end: int,
    replacement: str | None = "",
    status: EmendationStatus = "accepted",
    kind: str = "pinyin",
) -> Emendation:
    """An emendation of the source's `[start, end)`."""
    return Emendation(f"e{start}", Span(start, end), replacement, kind, status=status)


def mark(mark_id: str, *spans: tuple[int, int], name: str = "地区", hue: int = 1) -> Mark:
    return Mark(mark_id, tuple(Span(a, b) for a, b in spans), name, hue, "filled")


def changes(text: str, every: int = 13) -> list[tuple[int, int, str]]:
    """Deletions and one-to-two replacements all over a text, none at a line break."""
    blocks: list[tuple[int, int, str]] = []
    for i in range(3, len(text) - 4, every):
        if "\n" not in text[i : i + 4]:
            kind = (i // every) % 3
            blocks.append([(i, i + 4, ""), (i, i + 1, "双字"), (i, i + 2, "合")][kind])
    return blocks
