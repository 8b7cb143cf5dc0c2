"""Finding in the article: what is typed in the line above the text, or searched in the list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotations.model import Changed, Span
from gui import language
from gui.panels.find import FindBar

if TYPE_CHECKING:
    from annotations.store.search.texts import Searched
    from gui.window import Window

FIRST, MORE = 500, 1500  # hits that are looked for at once, and in each turn after that
MOST = 100_000  # hits of an article that are shown
FEW = 50  # articles of the list that are looked at for one that has hits
LATE = 150  # milliseconds after a step: what it changed is looked for anew
LONGEST = 60  # characters of a selection that may be meant to be found


class Found:
    """Where something stands in one article, as far as it was looked for: spans of the source
    in order."""

    def __init__(self, text: Searched | None = None, wanted: str = "") -> None:
        self.article, self.wanted = text.article if text else "", wanted
        self.spans: tuple[Span, ...] = ()
        self._more = text.find(wanted) if text else iter(())
        self.counted = not (text and wanted)  # whether there are no more than are known
        self.whole = self.counted  # whether no more can be loaded

    def load(self, many: int) -> None:
        """Look for so many more."""
        if not self.whole:
            found = tuple(islice(self._more, many))
            self.spans += found
            self.counted = len(found) < many
            self.whole = self.counted or len(self.spans) >= MOST

    def load_all(self) -> None:
        while not self.whole:
            self.load(MORE)

    def reach(self, place: int) -> bool:
        """Look until there is one at this place; whether there is."""
        while place >= len(self.spans) and not self.whole:
            self.load(MORE)
        return place < len(self.spans)

    def from_(self, source: int) -> int:
        """The place of the first one that starts at a source character or behind it."""
        return bisect_left(self.spans, source, key=lambda span: span.start)


class Finding(QObject):
    """Looks in the article of its window; what the list searches for is looked for as well.

    The current hit is the one that is selected in the text: so it can be tagged at once.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.bar: FindBar | None = None
        self.found = Found()
        self._wanted = ""
        self._asked = False  # whether the user opened the line
        self._hint = ""
        self._shown = 0  # how many hits are in the text
        self._origin: int | None = None  # the first hit from here on is to be selected
        self._text: tuple[object, Searched | None] = (None, None)  # of which views, to be searched
        self._late = _timer(self, self._look_again)
        self._more = _timer(self, self._load_more)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "find": self.open,
            "find-next": lambda: self.step(True),
            "find-previous": lambda: self.step(False),
        }

    def attend(self) -> None:
        """Hear what happens in the window."""
        window = self._window
        window.articles.sought.connect(self._on_sought)
        window.place.article_shown.connect(self._on_article)
        window.bridge.project_opened.connect(self.close)
        window.bridge.changed.connect(self._on_changed)
        window.reader.selection_changed.connect(self._show)

    def follow(self, other: Finding) -> None:
        """Find what another one finds."""
        if other._wanted or other._asked:
            self._asked = other._asked
            self._seek(other._wanted)

    def open(self) -> None:
        """Have the keys in the line; what is selected is what one may want to find."""
        reader, bar = self._window.reader, self._bar()
        selected = reader.selected_text()
        if selected.strip() and len(selected) <= LONGEST and "\n" not in selected:
            wanted = selected
        else:
            wanted = self._wanted or self._window.articles.wanted
        self._asked = True
        bar.show_text(wanted)
        self._seek(wanted)
        bar.take_keys()

    def close(self) -> None:
        """Find nothing any more; the keys go back to the text if they were in the line."""
        inside = self.bar is not None and self.bar.isAncestorOf(self._window.focusWidget())
        self._asked = False
        self._seek("")
        if inside:
            self._window.reader.setFocus()

    def show_again(self) -> None:
        """Show in the text what is found, after something else was shown there."""
        if self._wanted:
            self._late.start(0)
            self.found = Found()

    def step(self, forward: bool) -> None:
        """Select the next hit, or the one before; behind the last one comes the first again, or
        the next article of the list where that is searched for the same."""
        if not self._wanted and not self._window.articles.wanted:
            self.open()
            return
        if self._late.isActive() or not self._wanted:
            self._seek(self._wanted or self._window.articles.wanted)
        self._hint, self._origin = "", None
        found, current = self.found, self._current()
        if current is not None:
            place = current + (1 if forward else -1)
        else:
            place = found.from_(self._caret()) - (0 if forward else 1)
        if place >= 0 and found.reach(place):
            self._go(place)
        elif self._with_list:
            self._go_on(forward)
        elif found.spans:
            found.load_all()
            self._go(0 if forward else len(found.spans) - 1)

    # -- looking --------------------------------------------------------------------------

    @property
    def _with_list(self) -> bool:
        """Whether the list is searched for the same."""
        return bool(self._wanted) and self._wanted == self._window.articles.wanted

    def _caret(self) -> int:
        span = self._window.reader.selection()
        return span.start if span else self._window.reader.model.caret

    def _current(self) -> int | None:
        """The place of the hit that is selected; of one that is not in the source, where the
        caret is."""
        caret = self._window.reader.model.caret
        wanted = self._window.reader.selection() or Span(caret, caret)
        place = bisect_left(self.found.spans, wanted)
        found = self.found.spans[place : place + 1]
        return place if found == (wanted,) else None

    def _seek(self, wanted: str, *, select: bool = False) -> None:
        """Look for this in the article: at once for the first hits, for the others in a while."""
        self._late.stop()
        self._wanted, self._hint = wanted, ""
        self.found = Found(self._searched() if wanted else None, wanted)
        self._origin = self._caret() if select else None
        self._load(FIRST)

    def _searched(self) -> Searched | None:
        """The text of the article; the very same for as long as nothing changed in it."""
        views, project = self._views(), self._window.bridge.project
        if views is not self._text[0]:
            searched = project.searched(self._window.place.article) if project and views else None
            self._text = (views, searched)
        return self._text[1]

    def _views(self) -> object:
        """Others when the article may be another text; None without one."""
        project, article = self._window.bridge.project, self._window.place.article
        return project.views(article) if project and self._window.bridge.row(article) else None

    def _load(self, many: int) -> None:
        self.found.load(many)
        if self._origin is not None:
            place = self.found.from_(self._origin)
            if place < len(self.found.spans) or self.found.whole:
                self._origin = None
                if self.found.spans:
                    self._go(place % len(self.found.spans))
        if not self.found.whole:
            self._more.start()
        if many == FIRST or self.found.whole or len(self.found.spans) > 2 * self._shown:
            self._show()

    def _load_more(self) -> None:
        self._load(MORE)

    def _go(self, place: int) -> None:
        span = self.found.spans[place]
        self._window.reader.select(span)
        self._show()

    def _go_on(self, forward: bool) -> None:
        """Go to the next article of the list that has hits, or to the one before."""
        project = self._window.bridge.project
        for step in range(1, FEW + 1):
            article = self._window.articles.neighbour(step if forward else -step)
            if article is None or project is None:
                break
            text = project.searched(article)
            found = Found(text, self._wanted)
            found.load(FIRST)
            if found.spans:
                if not forward:
                    found.load_all()
                self._go_to(found, text, 0 if forward else len(found.spans) - 1)
                return
        self._hint = self.tr("后面没有了") if forward else self.tr("前面没有了")
        self._show()

    def _go_to(self, found: Found, text: Searched, place: int) -> None:
        self.found = found
        self._window.place.show_article(found.article)
        self._text = (self._views(), text)
        self._go(place)
        if not found.whole:
            self._more.start()

    # -- showing --------------------------------------------------------------------------

    def _bar(self) -> FindBar:
        if self.bar is None:
            self.bar = FindBar()
            self._window.desk.put_line(self.bar)
            self.bar.typed.connect(self._on_typed)
            self.bar.stepped.connect(self.step)
            self.bar.closed.connect(self.close)
        return self.bar

    def _show(self) -> None:
        """Show in text and line what is found."""
        found, reader = self.found, self._window.reader
        if self.bar is None and not found.spans and not self._asked:
            return
        if found.article not in ("", self._window.place.article):
            return  # the text is that of another article by now: `_on_article` comes
        bar, current = self._bar(), self._current()
        self._shown = len(found.spans)
        reader.set_hits(found.spans, current)
        shown = self._asked or bool(self._wanted and found.spans)
        if shown and bar.isHidden():
            bar.show_text(self._wanted)
        if not self._late.isActive():  # or else it would go and come back at once
            bar.setVisible(shown)
        bar.tell(self._counted(current), self._hint)
        for button in (bar.previous, bar.next):
            button.setEnabled(bool(found.spans) or self._with_list)

    def _counted(self, current: int | None) -> str:
        """Like 3 / 17, or 17 where none is selected; with a plus where there are more."""
        if not self._wanted:
            return ""
        if not self.found.spans and self.found.whole:
            return self.tr("没有")
        many = language.number(len(self.found.spans)) + ("" if self.found.counted else "+")
        return many if current is None else f"{language.number(current + 1)} / {many}"

    # -- news -----------------------------------------------------------------------------

    def _on_typed(self, wanted: str) -> None:
        self._asked = True
        self._seek(wanted, select=True)

    def _on_sought(self, wanted: str) -> None:
        """What the list searches for comes in place of what was typed here."""
        self._asked = False
        if self.bar is not None:
            self.bar.show_text(wanted)
        self._wanted = wanted
        self._late.start(0)

    def _on_article(self, article: str) -> None:
        """Another article is looked in, once it is on the screen."""
        if article != self.found.article:
            self.found = Found()
            self._more.stop()
            if not self._asked:
                self._wanted = self._window.articles.wanted
            self._late.start(0)

    def _on_changed(self, changed: Changed) -> None:
        """What the views show may be other texts now."""
        if self._wanted:
            self._late.start(LATE)

    def _look_again(self) -> None:
        """Unless it is known already."""
        article = self._window.place.article
        known = self.found.article == article and self.found.wanted == self._wanted
        if not known or self._views() is not self._text[0]:
            self._seek(self._wanted)


def _timer(parent: QObject, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(then)
    return timer
