"""What has been tagged in the project is a word from then on, wherever it is mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator

from PySide6.QtCore import QObject, QTimer

from annotations.model import Annotation, Changed, Span
from annotations.project import TAGGED, Project
from annotations.text.user_words import UserWords
from annotations.text.views import Views
from gui.bridge import Bridge
from gui.place import Place
from gui.words import Words

REREAD_MS = 300  # after opening, and after the last step that may have untagged a string
ADDING = "annotated"  # the key of a step that can only add one
IMPORTED = "imported"  # the key of a step whose new articles' annotations nobody names
AT_ONCE = 200  # annotations read each time Qt is idle: a million in some ten seconds
TOGETHER = 2_000  # words that are put among the others at once


class TaggedWords(QObject):
    """Keeps the user's words at what is tagged in the open project, in simplified script.

    A new tag counts at once.  What there is already is read bit by bit while nothing else is
    to be done; so is all of it again some time after something was untagged.
    """

    def __init__(self, bridge: Bridge, place: Place, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._place, self._words = bridge, place, words
        self._tagged: dict[str, str] = {}  # as the source writes it → as hans does
        self._user_words = UserWords()  # the second halves of that
        self._added: set[str] = set()  # tagged since the reading began
        self._reading: Iterator[None] = iter(())
        self._later, self._idle = QTimer(self), QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REREAD_MS)
        self._later.timeout.connect(self._begin)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._read_on)
        bridge.project_opened.connect(self._start_anew)
        bridge.changed.connect(self._on_changed)
        bridge.annotated.read.connect(self._tell)
        place.arrived.connect(self._tell)
        self._start_anew()

    @property
    def reading(self) -> bool:
        """Whether there may be words that are not known yet, or no longer any."""
        return self._later.isActive() or self._idle.isActive()

    # -- reading --------------------------------------------------------------------------

    def _start_anew(self) -> None:
        """Another project was opened, or it converts otherwise now."""
        self._idle.stop()
        self._tagged, self._user_words = {}, UserWords()
        if self._bridge.project is not None:
            self._later.start()
        self._tell()

    def _on_changed(self, changed: Changed) -> None:
        project, step = self._bridge.project, changed.step
        if project is None or changed.everything or changed.tagset:
            self._start_anew()
            return
        if step is not None and step.key == ADDING:
            for article, annotation in changed.annotations:
                strings = project.tagged_strings(article, annotation)
                self._added |= strings
                self._add(self._new(project, strings))
        elif changed.annotations or (step is not None and step.key == IMPORTED):
            self._later.start()
        self._tell()

    def _begin(self) -> None:
        project = self._bridge.project
        if project is not None:
            self._added = set()
            self._reading = self._read(project)
            self._idle.start()

    def _read_on(self) -> None:
        if self._bridge.project is None or next(self._reading, self) is self:
            self._idle.stop()  # there is no more

    def _read(self, project: Project) -> Iterator[None]:
        """Take in all that is tagged in the project, then leave out what is not."""
        found: set[str] = set()
        new: dict[str, str] = {}
        after: tuple[str, str] | None = None
        while True:
            strings, after = project.tagged_page(after, AT_ONCE)
            found |= strings
            new |= self._new(project, strings - new.keys())
            if len(new) >= TOGETHER:
                self._add(new)
                self._tell()
                new = {}
            if after is None:
                break
            yield
        self._add(new)
        self._forget(self._tagged.keys() - found - self._added)
        self._tell()

    def _forget(self, gone: Collection[str]) -> None:
        words = {self._tagged.pop(string) for string in gone}
        if words:
            self._user_words = self._user_words.without(words.difference(self._tagged.values()))

    def _new(self, project: Project, strings: Collection[str]) -> dict[str, str]:
        """Those not known yet, with how the project's hans views write them when alone."""
        new = dict.fromkeys((s for s in strings if s not in self._tagged), "")
        lines = [string for string in new if string.splitlines() == [string]]
        if lines:
            views = Views("\n".join(lines), conversion=project.conversion)
            new |= zip(lines, views.of("hans").text.split("\n"), strict=True)
        return new

    def _add(self, new: dict[str, str]) -> None:
        self._tagged |= new
        self._user_words = self._user_words.grown(new.values())

    # -- telling --------------------------------------------------------------------------

    def _tell(self) -> None:
        project = self._bridge.project
        emended = self._emended(project) if project is not None else ()
        self._words.set_user_words(self._user_words.grown(emended))

    def _emended(self, project: Project) -> set[str]:
        """The tagged strings of the shown article that its emendations correct."""
        article = self._place.article
        if not self._tagged or self._bridge.row(article) is None:
            return set()
        views = project.views(article)
        places = sorted(e.span.start for e in views.emendations if e.status == "accepted")
        found: set[str] = set()
        for mark in self._annotations(article) if places else ():
            hull = mark.hull
            k = bisect_left(places, hull.start)
            if mark.quote in self._tagged and k < len(places) and places[k] < hull.end:
                found.add(_image(views, hull))
        return {string for string in found if TAGGED[0] <= len(string) <= TAGGED[1]}

    def _annotations(self, article: str) -> tuple[Annotation, ...]:
        """Those of an article; none of very many while they are being read."""
        row = self._bridge.row(article)
        many = row.annotations if row else 0
        return self._bridge.annotated.by_and_by(article, many) or ()


def _image(views: Views, span: Span) -> str:
    hans = views.of("hans")
    return hans.alignment.to_target(span).of(hans.text)
