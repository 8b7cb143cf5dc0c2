"""What has been tagged in the project is a word from then on, wherever it is mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer

from annotations.model import Changed, Span
from annotations.project import TAGGED, Project
from annotations.text.user_words import UserWords
from annotations.text.views import Views
from gui.bridge import Bridge
from gui.place import Place
from gui.words import Words

REREAD_MS = 300  # after the last step that may have untagged a string
ADDING = "annotated"  # the key of a step that can only add one


class TaggedWords(QObject):
    """Keeps the user's words at what is tagged in the open project, in simplified script.

    A new tag counts at once.  What was untagged is a word until the project has been read
    anew, a moment after: reading all of a hundred thousand tags takes a tenth of a second.
    """

    def __init__(self, bridge: Bridge, place: Place, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._place, self._words = bridge, place, words
        self._tagged: frozenset[str] = frozenset()
        self._simplified: dict[str, str] = {}  # as the source writes it → as hans does
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REREAD_MS)
        self._timer.timeout.connect(self._read)
        bridge.project_opened.connect(self._read)
        bridge.changed.connect(self._on_changed)
        place.article_shown.connect(self._tell)
        self._read()

    def _read(self) -> None:
        """Read all tagged strings of the project."""
        self._timer.stop()
        project = self._bridge.project
        self._simplified = {}  # the project may convert otherwise now
        self._tagged = project.tagged_strings() if project else frozenset()
        self._tell()

    def _on_changed(self, changed: Changed) -> None:
        project = self._bridge.project
        if project is None or changed.step is None or changed.step.key != ADDING:
            self._timer.start()
            return
        for article in {article for article, _ in changed.annotations}:
            self._tagged |= project.tagged_strings(article)
        self._tell()

    def _tell(self) -> None:
        project = self._bridge.project
        if project is None:
            self._words.set_user_words(UserWords())
            return
        self._simplify(project, [s for s in self._tagged if s not in self._simplified])
        words = {self._simplified[string] for string in self._tagged}
        self._words.set_user_words(UserWords.of(words | self._emended(project)))

    def _simplify(self, project: Project, strings: Collection[str]) -> None:
        """Convert strings, which stand alone here, as the project's hans views do."""
        self._simplified |= dict.fromkeys(strings, "")
        lines = [string for string in strings if len(string.splitlines()) == 1]
        if not lines:
            return
        views = Views("\n".join(lines), conversion=project.conversion)
        converted = views.of("hans").text.split("\n") if lines else []
        self._simplified |= zip(lines, converted, strict=True)

    def _emended(self, project: Project) -> set[str]:
        """The tagged strings of the shown article that its emendations correct."""
        article = self._place.article
        if not any(row.id == article for row in self._bridge.articles()):
            return set()
        views = project.views(article)
        places = sorted(e.span.start for e in views.emendations if e.status == "accepted")
        found: set[str] = set()
        for mark in self._bridge.annotations(article) if places else ():
            hull = mark.hull
            k = bisect_left(places, hull.start)
            if mark.quote in self._tagged and k < len(places) and places[k] < hull.end:
                found.add(_image(views, hull))
        return {string for string in found if TAGGED[0] <= len(string) <= TAGGED[1]}


def _image(views: Views, span: Span) -> str:
    hans = views.of("hans")
    return hans.alignment.to_target(span).of(hans.text)
