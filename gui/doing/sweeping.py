"""Suggestions judged many at a time: the sure ones of an article, the whole corpus; word lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotations.errors import Refusal
from annotations.model import Changed
from annotations.project import Project
from gui import look, settings

if TYPE_CHECKING:
    from gui.dialogs.corpus import CorpusDialog
    from gui.suggesting.sweep import Sweep
    from gui.window import Window


class Sweeping(QObject):
    """Opens its window's dialogs of suggestions."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.sweep: Sweep | None = None
        self.dialog: CorpusDialog | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "suggest-sure": self.accept_sure,
            "suggest-corpus": self.open_corpus,
            "suggest-words": self.edit_words,
        }

    def attend(self) -> None:
        """Hear what happens in the window."""
        self._window.suggestions.sure_wanted.connect(self.accept_sure)
        self._window.bridge.project_opened.connect(self.stop)

    def accept_sure(self) -> None:
        """Accept what is sure enough in the article, after saying how many."""
        from gui.dialogs.sure import SureDialog

        window, review = self._window, self._window.doing.judging.review
        project = window.bridge.project
        found = [one for one in review.proposals.pending if self._is_of_label(one.label)]
        if project is None or not found:
            window.doing.judging.step(1)  # which tells why there is none
            return
        dialog = SureDialog(window, found, project.tagset)
        dialog.accepted.connect(lambda: review.accept_all(dialog.wanted()))
        dialog.open()

    def _is_of_label(self, label: str) -> bool:
        """Whether the panel lets a label through."""
        wanted = self._window.doing.judging.review.sieve.label
        return not wanted or label == wanted

    # -- the corpus -------------------------------------------------------------------------

    def open_corpus(self) -> None:
        """Make the suggestions of all articles, and judge them by group; once more they are only
        shown."""
        project = self._window.bridge.project
        if project is None:
            return
        if self.sweep is None:
            from gui.suggesting.sweep import Sweep

            self.sweep = Sweep(self._window.bridge, self)
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        from gui.dialogs.corpus import CorpusDialog

        if not self.sweep.is_running:
            self.sweep.begin([row.id for row in self._window.bridge.articles()])
        theme = look.chosen(settings.get("theme"))
        self.dialog = CorpusDialog(self._window, self._window.bridge, self.sweep, theme)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.show()
        self.dialog.list.setFocus()

    def stop(self) -> None:
        """Another project, or the window closes."""
        if self.sweep is not None:
            self.sweep.stop()
        if self.dialog is not None:
            self.dialog.reject()

    def set_theme(self, theme: look.Theme) -> None:
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def _on_closed(self) -> None:
        """What is closed goes on no more."""
        dialog, self.dialog = self.dialog, None
        if self.sweep is not None:
            self.sweep.stop()
        if dialog is not None:
            dialog.deleteLater()

    # -- word lists -------------------------------------------------------------------------

    def edit_words(self) -> None:
        """Show what the suggesters go by, and have words of the project's own."""
        from gui.dialogs.words import WordsDialog

        project = self._window.bridge.project
        if project is not None:
            WordsDialog(self._window, project.word_lines(), self._keep_words).open()

    def _keep_words(self, changed: Mapping[str, list[str]]) -> Refusal | None:
        """Put the lines of the lists that were changed; the first refusal ends it."""
        from annotations.suggest.wordlines import checked

        project = self._window.bridge.project
        try:
            for name, lines in changed.items():
                checked(name, lines, known=project.word_lines() if project else ())
        except Refusal as refusal:
            return refusal
        for name, lines in changed.items():

            def put(project: Project, name: str = name, lines: list[str] = lines) -> Changed:
                return project.set_word_lines(name, lines)

            self._window.bridge.do(put)
        return None
