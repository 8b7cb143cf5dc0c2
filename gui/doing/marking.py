"""The commands on marks: tag by name, tag the same again, and change the mark that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotations.model import Annotation, Span
from gui import reshaping
from gui.reshaping import Move

if TYPE_CHECKING:
    from gui.window import Window

MOVES: dict[str, Move] = {
    "start-out": Move("start", -1),
    "start-in": Move("start", 1),
    "end-in": Move("end", -1),
    "end-out": Move("end", 1),
    "start-word-out": Move("start", -1, by_word=True),
    "start-word-in": Move("start", 1, by_word=True),
    "end-word-in": Move("end", -1, by_word=True),
    "end-word-out": Move("end", 1, by_word=True),
}


class Marking(QObject):
    """Does to the marks of its window's article what the user asks for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._grown: list[Span] = []  # of the view: what was selected in turn, the last is now

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        table: dict[str, Callable[[], object]] = {
            "tag-same": self.tag_same,
            "select-more": self.select_more,
            "select-less": self.select_less,
            "fragment-add": self.add_fragment,
            "fragment-remove": self.remove_fragment,
            "mark-cycle": self.cycle,
            "mark-next": lambda: self._window.reader.step_mark(True),
            "mark-previous": lambda: self._window.reader.step_mark(False),
            "delete": lambda: self._window.details.delete(),
            "note": lambda: self._window.details.note.setFocus(),
        }
        return table | {id: partial(self.move, move) for id, move in MOVES.items()}

    @property
    def active(self) -> Annotation | None:
        """The annotation that is open, as it stands now."""
        place = self._window.place
        return self._window.bridge.annotation(place.article, place.active)

    def tag_same(self) -> None:
        """Tag the selection, or the word at the caret, as was tagged last."""
        if self._window.desk.tagging.again() is None:
            self._tell(self.tr("这次打开以后还没有标过。"))

    # -- the selection ------------------------------------------------------------------

    def select_more(self) -> None:
        """Select the word at the caret; again, its clause, then its paragraph."""
        reader, now = self._window.reader, self._selected
        larger = reshaping.grown(reader.model.text, now, reader.words)
        if larger != now:
            known = self._grown if self._grown[-1:] == [now] else [now]
            self._grown = [*known, larger]
            reader.take(larger.start, larger.end)

    def select_less(self) -> None:
        """Select what was selected before it was made larger; else nothing."""
        reader = self._window.reader
        known = self._grown[:-1] if self._grown[-1:] == [self._selected] else []
        before, self._grown = (
            (known[-1] if known else Span(reader.model.at, reader.model.at)),
            known,
        )
        if before:
            reader.take(before.start, before.end)
        else:
            reader.put_caret(before.start)

    @property
    def _selected(self) -> Span:
        """What is selected in the view, or the place of the caret."""
        model = self._window.reader.model
        return model.drawn or Span(model.at, model.at)

    # -- the shape ----------------------------------------------------------------------

    def move(self, move: Move) -> None:
        """Move an end of the open annotation, or of the suggestion that is judged; everything
        else of it stays."""
        active, reader = self.active, self._window.reader
        if active is None:
            self._window.doing.judging.move(move)
        else:
            shape = reshaping.moved(active.fragments, move, reader.view, reader.words)
            self._reshape(active, shape, self.tr("这一端不能再往那边移了。"))

    def add_fragment(self) -> None:
        """Have the open annotation stand on what is selected as well."""
        active, span = self.active, self._window.place.selection
        if active is None:
            return
        if span is None:
            self._tell(self.tr("先选中要并入的字。"))
        else:
            shape = reshaping.added(active.fragments, span)
            self._reshape(active, shape, self.tr("所选已经在这处标注里。"))

    def remove_fragment(self) -> None:
        """Take what is selected, or the fragment at the caret, from the open annotation."""
        active = self.active
        if active is None:
            return
        span = self._window.place.selection or self._fragment_at_caret(active)
        shape = reshaping.removed(active.fragments, span) if span else active.fragments
        if not shape:
            self._tell(self.tr("去掉所选就什么也不剩了；要删除标注，请用删除。"))
        else:
            self._reshape(active, shape, self.tr("所选不在这处标注里。"))

    def _fragment_at_caret(self, active: Annotation) -> Span | None:
        caret = self._window.reader.model.caret
        return next((part for part in active.fragments if part.start <= caret <= part.end), None)

    def _reshape(self, active: Annotation, shape: tuple[Span, ...], otherwise: str) -> None:
        if shape == active.fragments:
            self._tell(otherwise)
            return
        article = self._window.place.article
        self._window.bridge.do(lambda project: project.reshape(article, active.id, shape))

    # -- choosing -----------------------------------------------------------------------

    def cycle(self) -> None:
        """Open the innermost mark at the caret; then the next one outwards, and round."""
        window = self._window
        caret = window.reader.model.caret
        found = window.reader.flow.marks.touching(Span(caret, caret))
        found.sort(key=lambda mark: (sum(map(len, mark.fragments)), -mark.hull.start, mark.id))
        ids = [mark.id for mark in found]
        if ids:
            active = window.place.active
            window.place.activate(ids[(ids.index(active) + 1) % len(ids) if active in ids else 0])
        else:
            self._tell(self.tr("光标处没有标注。"))

    def _tell(self, sentence: str) -> None:
        self._window.desk.banner.tell(sentence)
