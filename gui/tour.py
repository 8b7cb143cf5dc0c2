"""`danqian tour DIR`: the real window, off screen, led through a first hour by real events.

It leaves pictures and exports in DIR, tells what it does, and checks what it did: whatever
is not as it should be ends it with a sentence and the exit status 1.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import resources
from annotations.errors import Refusal
from annotations.model import VIEW_NAMES, Annotation, ArticleRow, Emendation, Span, ViewName

LEDGER = "tour.json"  # the names of what an earlier tour left here
NOTE = "first seen on the tour"
# What is tagged in the first simplified and the first traditional sample without annotations.
NAMES = {
    "hans": (("佛山", "r"), ("梧州", "r"), ("陶瓷装备", "s")),
    "hant": (("周海寧", "p"), ("三岔河鎮", "r"), ("昭覺縣農業農村局副局長", "o")),
}
NESTED = {"hans": ("粤桂", "桂"), "hant": ("涼山彝族自治州", "涼山")}
MEASURE = "承接产业转移"


def tour(folder: Path) -> int:
    """Make the tour; 0 when all was as it should be.

    Refusals: folder-read-only, tour-foreign-file (something of that name is not ours),
    tour-fault (the window did something wrong).
    """
    ledger = _Ledger(folder)
    home = tempfile.mkdtemp(prefix="danqian-tour-")  # kept after a fault: its log is there
    os.environ["DANQIAN_HOME"] = home
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gui.app import start

    start()
    _Tour(folder, ledger).make()
    _expect(not Path(home, "errors.log").exists(), home)
    shutil.rmtree(home, ignore_errors=True)
    ledger.close()
    _say("tour-end", folder=str(folder), many=len(ledger.names))
    return 0


class _Ledger:
    """What may be overwritten: only what an earlier tour wrote."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / LEDGER
        self.names: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            ours = json.loads(self._file.read_text("utf-8")) if self._file.exists() else []
            probe = folder / f".{LEDGER}.new"
            probe.write_text("", "utf-8")
            probe.unlink()
        except (OSError, ValueError) as error:
            raise Refusal("folder-read-only", file=str(folder), folder=str(folder)) from error
        self._ours = set(ours) if isinstance(ours, list) else set()
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where to write something of that name. Refusal: tour-foreign-file."""
        path = self._folder / name
        if path.exists() and name not in self._ours and name not in self.names:
            raise Refusal("tour-foreign-file", file=str(path))
        if name not in self.names:
            self.names.append(name)
            self.close()
        return path

    def close(self) -> None:
        names = sorted(self._ours | set(self.names))
        self._file.write_text(json.dumps(names, ensure_ascii=False, indent=1), "utf-8")


class _Tour:
    def __init__(self, folder: Path, ledger: _Ledger) -> None:
        from PySide6.QtCore import Qt

        from gui.hands import CONTROL, Hands
        from gui.sample import NAME, ensure
        from gui.window import Window

        self.ledger = ledger
        ledger.path(NAME).unlink(missing_ok=True)
        self.project = ensure(folder)
        self.window = Window()
        self.window.furnish()
        self.hands = Hands(self.window)
        _expect(self.window.files.open_path(self.project), "opened")
        self.window.resize(1400, 900)
        self.window.show()
        self.window.activateWindow()
        self.hands.settle()
        self.made: list[Annotation] = []
        self._undo, self._control = Qt.Key.Key_Z, CONTROL

    def make(self) -> None:
        rows = self.window.bridge.articles()
        _say("tour-open", project=self.project.name, many=len(rows))
        try:
            self._read(rows)
            bare = {row.script: row for row in reversed(rows) if not row.annotations}
            _expect({"hans", "hant"} <= bare.keys(), "article")
            self._tag(bare["hans"])
            self._tag_measure(bare["hans"])
            self._tag_in_every_view(bare["hans"])
            self._tag(bare["hant"])
            self._tag_in_every_view(bare["hant"])
            self._picture("tagged.png")
            self._change()
            self._mend(_first(rows, "hant"))
            self._show_windows(rows)
            self._export()
        finally:
            self.window.close()
        self._reopen()

    # -- reading ----------------------------------------------------------------------

    def _read(self, rows: Sequence[ArticleRow]) -> None:
        row = _first(rows, "hant")
        self.hands.article(row.id)
        for view in VIEW_NAMES:
            self.hands.view(view)
            _expect(self.window.place.view == view, "view")
            self._picture(f"view-{view}.png")
        _say("tour-views", title=row.title)

    # -- tagging ----------------------------------------------------------------------

    def _tag(self, row: ArticleRow) -> None:
        self.hands.article(row.id)
        self.hands.view("source")
        for phrase, key in NAMES[row.script]:
            self._one(self._find(row.id, phrase), key, self.hands.drag)
        outer = self._find(row.id, NESTED[row.script][0])
        inner = outer.start + NESTED[row.script][0].index(NESTED[row.script][1])
        self._one(outer, "r", self.hands.drag)
        self._one(Span(inner, inner + len(NESTED[row.script][1])), "r", self.hands.walk)
        _say("tour-nested", title=row.title)

    def _tag_measure(self, row: ArticleRow) -> None:
        self.hands.article(row.id)
        span = self._find(row.id, MEASURE)
        _expect(self.hands.drag(span), "drag")
        self.hands.letters("m")
        self._picture("measure-keys.png")
        self.hands.letters("t")
        self._picture("measure-keys-2.png")
        annotation = self.hands.tag("r")
        _expect(annotation.fragments == (span,), "span")
        self.made.append(annotation)
        _say("tour-measure", quote=annotation.quote, letters="M T R")
        self._picture("measure.png")

    def _tag_in_every_view(self, row: ArticleRow) -> None:
        self.hands.article(row.id)
        for view, span in zip(VIEW_NAMES, self._free(row.id, 4, 4), strict=True):
            self.hands.view(view)
            self._one(span, "f", self.hands.drag)
            self.hands.key(self._undo, self._control)
            self.made.pop()
        _say("tour-everywhere", title=row.title)

    def _one(self, span: Span, key: str, select: Callable[[Span], bool]) -> None:
        """Select by hand, press the key, and read the span again in every view."""
        _expect(select(span), "selection")
        wanted = self.window.reader.selection()
        annotation = self.hands.tag(key)
        _expect(wanted is not None and annotation.fragments == (wanted,), "span")
        here = self.window.place.view
        for view in VIEW_NAMES:
            self.hands.view(view)
            self.window.reader.select(annotation.fragments[0])
            _expect(self.window.reader.selection() == annotation.fragments[0], "span")
        self.hands.view(here)
        self.made.append(annotation)
        _say("tour-tagged", quote=annotation.quote, letter=key.upper())

    def _find(self, article: str, phrase: str) -> Span:
        """The first place of a phrase in the article's source."""
        project = self.window.bridge.project
        start = project.article(article).text.find(phrase) if project else -1
        _expect(start >= 0, phrase)
        return Span(start, start + len(phrase))

    def _free(self, article: str, length: int, many: int) -> list[Span]:
        """Stretches of plain characters that nothing covers and every view has alike."""
        project = self.window.bridge.project
        assert project is not None
        views = [project.view(article, name) for name in VIEW_NAMES]
        taken = [a.hull for a in self.window.bridge.annotations(article)]
        found: list[Span] = []
        text = views[0].text
        start = text.find("\n") + 1
        while len(found) < many and start + length < len(text):
            span = Span(start, start + length)
            whole = span.of(text).isalpha() and not any(span.overlaps(t) for t in taken)
            if whole and all(_exact(v.alignment, span) for v in views):
                found.append(span)
                start += 5 * length
            start += 1
        _expect(len(found) == many, "free")
        return found

    # -- changing ---------------------------------------------------------------------

    def _change(self) -> None:
        from PySide6.QtCore import Qt

        from gui.hands import CONTROL, SHIFT

        last = self.made[-1]
        article = self.window.place.article
        self.hands.view("source")
        _expect(self.hands.click(last.hull.start), "click")
        _expect(self.window.place.active == last.id, "click")
        self.hands.write_note(NOTE)
        _expect(self._now(article, last.id).note == NOTE, "note")
        _say("tour-note", note=NOTE)
        self.hands.key(Qt.Key.Key_Z, CONTROL)
        _expect(self._now(article, last.id).note is None, "undo")
        self.hands.key(Qt.Key.Key_Z, CONTROL | SHIFT)
        _expect(self._now(article, last.id).note == NOTE, "redo")
        self.made[-1] = self._now(article, last.id)
        _say("tour-undo")
        self._look_back()

    def _look_back(self) -> None:
        """Go three steps back by a click in the history, and forward again by another."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from gui.hands import CONTROL

        article, last = self.window.place.article, self.made[-1]
        self.hands.key(Qt.Key.Key_H, CONTROL)
        history = self.window.history
        _expect(history.isVisible(), "history")
        whole = len(history.rows.rows)
        for row in (history.list.currentIndex().row() + 3, 1):  # below a heading: the last one
            middle = history.list.visualRect(history.rows.index(row)).center()
            QTest.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
            QTest.qWait(20)
            if row != 1:
                _expect(self.window.bridge.annotation(article, last.id) != last, "history")
                self._picture("history.png")
        _expect(self._now(article, last.id) == last, "history")
        _expect(len(history.rows.rows) == whole, "history")
        self.hands.key(Qt.Key.Key_Escape)
        _expect(not history.isVisible(), "history")
        _say("tour-history")

    def _now(self, article: str, id: str) -> Annotation:
        found = self.window.bridge.annotation(article, id)
        _expect(found is not None, "annotation")
        assert found is not None
        return found

    # -- mending ----------------------------------------------------------------------

    def _mend(self, row: ArticleRow) -> None:
        """Go through what the detectors found, accept what is proved, and take it back."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from gui.hands import CONTROL
        from gui.panels.review import FOLLOW

        self.hands.article(row.id)
        self.hands.view("source")
        before, last = self._accepted(row.id), self._undoable()
        self.hands.key(Qt.Key.Key_R, CONTROL)
        review = self.window.review
        _expect(review.isVisible() and bool(review.places.places.rows), "review")
        for one in review.places.places.rows:
            if not any(e.span.overlaps(one.emendation.span) for e in self._read_so(one.article)):
                break  # nothing accepted stands in its way
            self.hands.key(Qt.Key.Key_Down)
        self.hands.letters("a")
        _expect(self._undoable() != last, "judged")
        QTest.qWait(2 * FOLLOW)
        self._picture("review.png")
        QTest.mouseClick(review.head.accept_proved, Qt.MouseButton.LeftButton)
        proved = self._accepted(row.id) - before
        _expect(proved > 0, "emendations")
        self.hands.key(Qt.Key.Key_Escape)
        _expect(not review.isVisible(), "review")
        self._picture("emendations.png")
        while self._undoable() != last:
            self.hands.key(Qt.Key.Key_Z, CONTROL)
        _expect(self._accepted(row.id) == before, "undo")
        _say("tour-mended", title=row.title, many=proved)

    def _accepted(self, article: str) -> int:
        return len(self._read_so(article))

    def _read_so(self, article: str) -> list[Emendation]:
        """The accepted emendations of an article."""
        project = self.window.bridge.project
        assert project is not None
        return [e for e in project.emendations(article) if e.status == "accepted"]

    def _undoable(self) -> str:
        """The step that would be undone next."""
        project = self.window.bridge.project
        _expect(project is not None and project.undoable is not None, "undo")
        assert project is not None and project.undoable is not None
        return project.undoable.id

    # -- pictures and files -------------------------------------------------------------

    def _show_windows(self, rows: Sequence[ArticleRow]) -> None:
        from gui import settings

        views: dict[str, ViewName] = {"hans": "hans", "hant": "hant"}
        for theme in ("light", "dark"):
            settings.put("theme", theme)
            self.window.apply_looks()
            for script, view in views.items():
                self.hands.article(_first(rows, script).id)
                self.hands.view(view)
                for name, width, height in (("", 1400, 900), ("-small", 1024, 700)):
                    self.window.resize(width, height)
                    self._picture(f"window-{script}-{theme}{name}.png")
        self.window.resize(1400, 900)
        _say("tour-windows")

    def _picture(self, name: str) -> None:
        self.hands.picture(self.ledger.path(name))

    def _export(self) -> None:
        for name, file in (("jsonl", "corpus.jsonl"), ("csv", "corpus.csv"), ("brat", "brat")):
            path = self.ledger.path(file)
            _expect(self.window.files.export_to(name, path), "export")
            _say("tour-export", format=name, file=file)
        from annotations.formats import jsonl

        quotes = {
            annotation.id
            for line in jsonl.read(self.ledger.path("corpus.jsonl"))
            for annotation in getattr(line.content, "annotations", ())
        }
        _expect({annotation.id for annotation in self.made} <= quotes, "export")

    def _reopen(self) -> None:
        """What was tagged stands in the file, as a fresh reading of it tells."""
        from annotations.project import open_project

        with open_project(self.project) as project:
            found = {a.id: a for row in project.articles() for a in project.annotations(row.id)}
        _expect(all(found.get(annotation.id) == annotation for annotation in self.made), "file")
        _say("tour-saved", many=len(self.made))


def _exact(alignment: object, span: Span) -> bool:
    from annotations.model import Alignment

    assert isinstance(alignment, Alignment)
    there = alignment.to_target(span)
    return len(there) == len(span) and alignment.to_source(there) == span


def _first(rows: Sequence[ArticleRow], script: str) -> ArticleRow:
    found = next((row for row in rows if row.script == script), None)
    _expect(found is not None, "article")
    assert found is not None
    return found


def _expect(holds: bool, what: str) -> None:
    """Refusal tour-fault when something is not as it should be."""
    if not holds:
        raise Refusal("tour-fault", what=what)


def _say(key: str, **values: str | int) -> None:
    from gui import language

    print(resources.worded(key, values, language.spoken()), flush=True)
