"""The reader against Qt's own plain text widget, with the same texts in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.benchmarks import Figure, medians

if TYPE_CHECKING:
    from annotations.model import View
    from gui.reader.pages import Mark, Page
    from tests.benchmarks._readers import Work

MILLION, MARKS, LINKS = 1_000_000, 10_000, 1_000
USUAL, USUAL_MARKS = 3_000, 100
ROUNDS = 15
FRAME_MS = 16.7
WINDOW = {  # what is asked of the whole window
    "window.open.million": 2.0,
    "window.open.usual": 1.2,
    "window.change.million": 0.5,
    "window.change.usual.ms": FRAME_MS,
}


def figures() -> Iterator[Figure]:
    from tests.benchmarks import _readers as on

    text, usual = on.text_of(MILLION), on.text_of(USUAL)
    views, usual_views = on.views_of(text), on.views_of(usual)
    marks, usual_marks = on.marks_of(text, MARKS), on.marks_of(usual, USUAL_MARKS)
    yield from _opened("million", text, views, marks, 2.0)
    yield from _opened("usual", usual, usual_views, usual_marks, 1.2)
    yield from _changed("million", views, marks, 0.5)
    yield from _changed("usual", usual_views, usual_marks, 0.9)
    yield from _resized(views, marks)
    yield from _painted(text, views, marks)
    yield from _jumped(views, marks, on.marks_of(text, len(text) // 5))
    yield from _marked(views, marks, usual_views, usual_marks)
    yield from _one_paragraph()
    yield from _memory()
    yield from _in_the_window()


def _how(characters: int, marks: int, rest: str) -> str:
    return f"{characters:,} characters, {marks:,} annotations, {rest}, median of {ROUNDS}"


def _opened(
    name: str, text: str, views: tuple[View, View], marks: tuple[Mark, ...], target: float
) -> Iterator[Figure]:
    """Open an article and see it."""
    from tests.benchmarks import _readers as on

    one = on.page_of(views[:1], marks)
    opened, both, plain = medians(
        on.opening(one),
        on.opening(on.page_of(views, marks)),
        on.setting_text(text, text + "。"),
        rounds=ROUNDS,
    )
    how = _how(len(text), len(marks), "painted, ÷ QPlainTextEdit.setPlainText and paint")
    yield Figure(f"reader.open.{name}", opened / plain, "× plain", target, how)
    yield Figure(f"reader.open.{name}.beside", both / plain, "× plain", None, how + ", 2 columns")


def _changed(
    name: str, views: tuple[View, View], marks: tuple[Mark, ...], target: float
) -> Iterator[Figure]:
    """The same article in another view, laid out anew or seen before."""
    from tests.benchmarks import _readers as on

    source, hans = (on.page_of([view], marks) for view in views)
    pair = on.page_of(views, marks)
    changing, forget = on.changing(source, hans)
    _, change, back, beside, plain = medians(
        forget,
        changing,
        on.changing(source, hans)[0],
        on.changing(source, pair)[0],
        on.setting_text(*(view.text for view in views)),
        rounds=ROUNDS,
    )
    how = _how(len(views[0].text), len(marks), "÷ QPlainTextEdit.setPlainText and paint")
    yield Figure(f"reader.change.{name}", change / plain, "× plain", target, how)
    yield Figure(f"reader.back.{name}", back / plain, "× plain", target, how + ", seen before")
    yield Figure(f"reader.beside.{name}", beside / plain, "× plain", None, how)
    if name == "usual":
        _, alone = medians(forget, changing, rounds=ROUNDS)  # as in an idle window
        how = how.partition("÷")[0] + "one frame"
        yield Figure("reader.change.usual.ms", alone * 1000, "ms", FRAME_MS, how)


def _resized(views: tuple[View, View], marks: tuple[Mark, ...]) -> Iterator[Figure]:
    """Another zoom, and another width."""
    from tests.benchmarks import _readers as on

    source, hans = (on.page_of([view], marks) for view in views)
    changing, forget = on.changing(source, hans)
    _, change, zoom, width, plain = medians(
        forget,
        changing,
        _zooming(source),
        _resizing(source),
        on.setting_text(*(view.text for view in views)),
        rounds=ROUNDS,
    )
    how = _how(len(views[0].text), len(marks), "÷ ")
    yield Figure("reader.zoom", zoom / change, "× change", 2.0, how + "change of view")
    yield Figure("reader.width", width / plain, "× plain", 0.6, how + "setPlainText and paint")


def _painted(text: str, views: tuple[View, View], marks: tuple[Mark, ...]) -> Iterator[Figure]:
    """Paint the same page again."""
    from tests.benchmarks import _readers as on

    edit = on.plain()
    edit.setPlainText(text)
    on.middle(edit)
    linked = replace(on.page_of(views[:1], marks), links=on.links_of(marks, LINKS))
    none, some, related, dense, both, plain = medians(
        on.painting(on.page_of(views[:1])),
        on.painting(on.page_of(views[:1], marks)),
        on.painting(linked),
        on.painting(on.page_of(views[:1], on.marks_of(text, len(text) // 5))),
        on.painting(on.page_of(views, marks)),
        on.repeated(edit),
        rounds=ROUNDS,
    )
    how = _how(len(text), len(marks), "everything laid out")
    yield Figure("reader.repaint", some / none, "× none", 2.0, how + ", ÷ no annotations")
    yield Figure("reader.repaint.plain", some / plain, "× plain", 0.75, how + ", ÷ QPlainTextEdit")
    yield Figure(
        "reader.repaint.related", related / some, "× none", 1.5, how + f", {LINKS} relations"
    )
    yield Figure("reader.repaint.dense", dense / some, "× usual", 1.5, how + ", 0.2 a character")
    yield Figure("reader.repaint.beside", both / some, "× one", 1.5, how + ", 2 columns ÷ 1")


def _jumped(
    views: tuple[View, View], marks: tuple[Mark, ...], dense: tuple[Mark, ...]
) -> Iterator[Figure]:
    """Go to a random place and see it."""
    from tests.benchmarks import _readers as on

    none, some, many, both = medians(
        on.jumping(on.page_of(views[:1])),
        on.jumping(on.page_of(views[:1], marks)),
        on.jumping(on.page_of(views[:1], dense)),
        on.jumping(on.page_of(views, marks)),
        rounds=ROUNDS,
    )
    how = _how(len(views[0].text), len(marks), "5 random places")
    yield Figure("reader.jump", some / none, "× none", 1.6, how + ", ÷ no annotations")
    yield Figure("reader.jump.dense", many / some, "× usual", 2.0, how + ", 0.2 a character")
    yield Figure("reader.jump.beside", both / some, "× one", 2.2, how + ", 2 columns ÷ 1")


def _marked(
    views: tuple[View, View],
    marks: tuple[Mark, ...],
    usual_views: tuple[View, View],
    usual_marks: tuple[Mark, ...],
) -> Iterator[Figure]:
    """One more annotation, and one less."""
    long, usual = medians(
        _marking(views[0], marks), _marking(usual_views[0], usual_marks), rounds=ROUNDS
    )
    how = _how(MILLION, MARKS, "one more annotation, painted")
    yield Figure("reader.mark", long / usual, "× usual article", 2.0, how)
    yield Figure("reader.mark.ms", usual * 1000, "ms", FRAME_MS, how.replace("1,000,000", "3,000"))


def _one_paragraph() -> Iterator[Figure]:
    from tests.benchmarks import _readers as on

    text = on.text_of(MILLION, 0)
    views = on.views_of(text)
    opened, plain = medians(
        on.opening(on.page_of(views[:1])), on.setting_text(text, text + "。"), rounds=3
    )
    how = f"{MILLION:,} characters in one paragraph, open and paint, median of 3"
    yield Figure("reader.paragraph", opened / plain, "× plain", 0.1, how)


def _memory() -> Iterator[Figure]:
    ours, plain = _grown("reader"), _grown("plain")
    how = f"growth of an interpreter each, {MILLION:,} characters, {MARKS:,} annotations"
    if plain > 0:
        yield Figure("reader.memory", ours / plain, "× plain", 0.8, how)


def _in_the_window() -> Iterator[Figure]:
    """The same by the whole program: the project read, all panels, the text painted."""
    command = [sys.executable, "-m", "tests.benchmarks._reading_windows"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    for name, value in json.loads(lines[-1]).items():
        wanted = ("opened, nothing of it known", "another view")["change" in name]
        how = f"{wanted}, until the text is painted, own work of the thread, median of {ROUNDS}"
        ms = name.endswith(".ms")
        yield Figure(name, value, "ms" if ms else "× plain", WINDOW.get(name), how)


def _grown(kind: str) -> int:
    command = [sys.executable, "-m", "tests.benchmarks._readers", kind]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _marking(view: View, marks: tuple[Mark, ...]) -> Work:
    from tests.benchmarks import _readers as on

    page = on.page_of([view], marks)
    shown = on.reader()
    shown.show_page(page)
    on.middle(shown)
    hold = shown.flow.hold()
    at = hold.source if hold else 0
    more = marks[0]._replace(id="more", fragments=(replace(marks[0].hull, start=at, end=at + 6),))
    pages: list[Page] = [replace(page, marks=on.in_text((*marks, more))), page]

    def work() -> None:
        shown.show_page(pages[0], keep_place=True)
        shown.viewport().repaint()
        pages.reverse()

    return work


def _zooming(page: Page) -> Work:
    from tests.benchmarks import _readers as on

    shown, zooms = on.reader(), [110, 100]
    shown.show_page(page)
    on.middle(shown)

    def work() -> None:
        shown.set_zoom(zooms[0])
        shown.viewport().repaint()
        zooms.reverse()

    return work


def _resizing(page: Page) -> Work:
    from tests.benchmarks import _readers as on

    shown, widths = on.reader(), [700, on.WIDTH]
    shown.show_page(page)
    on.middle(shown)

    def work() -> None:
        shown.resize(widths[0], on.HEIGHT)
        shown.viewport().repaint()
        widths.reverse()

    return work
