"""A working session: everything one does to annotate an article, told once for all persons.

What is annotated is an invented article that comes with the program, and five more beside it.
Where somebody has a mouse they use it as one does; the others do all of it by keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations import open_project
from annotations.incoming import bring
from tests.stories.screen import ROOT, until
from tests.stories.typist import Counted

SAMPLES = ROOT / "resources" / "samples"
TITLE = "东方美谷牵手“中华药都” 奉贤与亳州把药材做成面膜"
NAME = "session"
KEYS = 10  # that a measure with three slots may take, once what fills them is tagged
REGION, AREA = "REGION", "AREA"
AGREED = {"type": "AGREE", "status": "completed", "level": "C"}
Mark = dict[str, Any]


def make_project(folder: Path) -> Path:
    """The articles that come with the program, without what is annotated in them."""
    path = folder / f"{NAME}.danqian"
    files = sorted(SAMPLES.glob("*.txt"))
    with open_project(path, create=True) as project, project.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, files)] == ["new"] * len(files)
    return path


class Session:
    """A session of one person; afterwards `made` has the marks of every article by its id, and
    `linked` the relations of the one that was worked on."""

    def __init__(self, by: Counted) -> None:
        self.by, self.person = by, by.person
        self.text, self.article = "", ""
        self.made: dict[str, list[Mark]] = {}
        self.linked: list[list[str]] = []
        self.exported: Path | None = None

    def tell(self, project: Path) -> None:
        """All of it, from the program that was just started to the one that is closed."""
        self.person.start()
        chapter = self.by.chapter
        chapter("open", lambda: self.open(project))
        chapter("tag an entity, find it here", self.tag_here)
        chapter("tag another, find it in the corpus", self.tag_in_corpus)
        chapter("tag four more entities", self.tag_names)
        chapter("make a measure with three slots", self.make_measure)
        chapter("edit its status", self.edit_status)
        chapter("mend two boundaries", self.mend)
        chapter("undo three steps and redo them", self.undo)
        chapter("rename a label of the tag set", self.rename_label)
        chapter("export", lambda: self.export(project))
        counted = self.person.ask("effort")
        own = {"keys": self.by.keys, "clicks": self.by.clicks, "drags": self.by.drags}
        assert {name: counted[name] for name in own} == own
        self.person.leave()

    # -- seeing ---------------------------------------------------------------------------

    def until(self, question: str, true: Callable[[Any], object], *about: Any) -> Any:
        """What is seen as soon as it is so."""
        found: list[Any] = [None]

        def so() -> bool:
            self.person.turn()
            found[0] = self.person.ask(question, *about)
            return bool(true(found[0]))

        try:
            until(so)
        except AssertionError:
            raise AssertionError(f"{question}: {found[0]}") from None
        return found[0]

    def marks(self, true: Callable[[list[Mark]], object]) -> list[Mark]:
        return self.until("marks", true)

    def one(self, label: str, quote: str) -> Mark:
        """The one mark of a label on a text, once it is the one that is open."""

        def is_there(marks: list[Mark]) -> object:
            return any(self._is(mark, label, quote) for mark in marks)

        marks = self.marks(is_there)
        opened = self.until("open_mark", bool)
        (found,) = (mark for mark in marks if mark["id"] == opened)
        assert self._is(found, label, quote), found
        return found

    @staticmethod
    def _is(mark: Mark, label: str, quote: str) -> bool:
        return (mark["label"], mark["quote"]) == (label, quote)

    def keys_in(self, window: str) -> dict[str, str]:
        return self.until("keys_at", lambda now: now["window"] == window)

    # -- chapters -------------------------------------------------------------------------

    def open(self, project: Path) -> None:
        """A project through the dialog, which begins in its folder, and an article."""
        self.by.press("Ctrl+O")
        self.keys_in("QFileDialog")
        self.by.type(project.name)
        self.until("keys_at", lambda now: now["text"] == project.name)
        self.by.press("Return")
        seen = self.person.await_(ready=True, project=str(project))
        if self.by.with_mouse:
            self.by.click(self.person.place("article", seen["titles"].index(TITLE)))
        else:
            self.by.press("Ctrl+L", *["Ctrl+PgDown"] * seen["titles"].index(TITLE))
        self.person.await_(article=TITLE)
        self.by.press("Ctrl+L")
        seen = self.person.await_(focus="正文", words=True)
        self.text = seen["text"]

    def tag_here(self) -> None:
        """The name of a city in the title, and wherever it stands in this article."""
        self.select("亳州")
        self.by.press("r")
        first = self.one(REGION, "亳州")
        self.by.press("!")
        found = self.until("elsewhere", lambda now: now and now["heard"])["places"]
        assert {quote for *_, quote, _ in found} == {"亳州"}
        here = [place for *place, is_here in found if is_here]
        assert len(here) > 9 and self._whole(here)
        self.person.await_that(lambda seen: seen["span"] in [place[1:3] for place in here])
        self.by.press("1")
        marks = self.marks(lambda marks: len(marks) == 1 + len(here))
        assert {mark["label"] for mark in marks} == {REGION}
        spans = sorted([first["spans"], *([place[1:3]] for place in here)])
        assert sorted(mark["spans"] for mark in marks) == spans
        self.person.await_(focus="正文", article=TITLE)

    def _whole(self, places: list[list[Any]]) -> bool:
        """Whether none is a part of a longer name: 亳州市, 奉亳."""
        return all(self.text[end] != "市" for _, _, end, _ in places)

    def tag_in_corpus(self) -> None:
        """A word for both sides, and wherever it stands in all articles, in either script."""
        self.select("双方")
        self.by.press("f")
        self.one("REF", "双方")
        before = len(self.person.ask("marks"))
        if self.until("form", lambda now: now is None or now["heard"]) is not None:
            self.by.press("Esc")
            self.until("form", lambda now: now is None)
        self.by.press("!")
        found = self.until("elsewhere", lambda now: now and now["heard"])["places"]
        assert {quote for *_, quote, _ in found} == {"双方", "雙方"}
        assert len({article for article, *_ in found}) > 2
        here = [place for *place, is_here in found if is_here]
        self.person.await_that(lambda seen: seen["span"] in [place[1:3] for place in here])
        self.by.press("2")
        self.marks(lambda marks: len(marks) == before + len(here))
        for article, start, end, quote, is_here in found:
            if not is_here:
                mark = {"label": "REF", "spans": [[start, end]], "quote": quote, "attributes": {}}
                self.made.setdefault(article, []).append(mark)
            else:
                self.article = article
        self.person.await_(focus="正文", article=TITLE)

    def tag_names(self) -> None:
        """What the measure will speak of; two of them not where they end."""
        for quote, key, label in (
            ("10月22日", "t", "DATE"),
            ("，上海市奉贤", "r", REGION),
            ("徽省亳州市结", "r", REGION),
            ("《“药妆同源”产业合作备忘录》", "d", "DOC"),
        ):
            self.select(quote)
            self.by.press(key)
            self.one(label, quote)

    def make_measure(self) -> None:
        """By its type, and by what the form offers for its slots."""
        self.select("双方签署《“药妆同源”产业合作备忘录》")
        before = self.by.keys
        self.by.press("m", "a", "g")
        measure = self.one("MEASURE", "双方签署《“药妆同源”产业合作备忘录》")
        self.until("form", lambda now: now and now["heard"] and now["about"] == measure["id"])
        self._choose("status", "ongoing")
        self._choose("level", "C")
        self.by.press("Return")  # what is ticked
        self.until("form", lambda now: now and len(now["filled"]) > 1)
        self._choose("date", "10月22日")
        assert self.by.keys - before <= KEYS
        self.by.press("Esc")
        self.until("form", lambda now: now is None)
        self.person.await_(focus="正文")

    def _choose(self, line: str, what: str) -> None:
        """By the key that the form shows for it, unless it is there already."""
        now = self.person.ask("form")
        choices = now["choices"]
        wanted = next((key for key, choice in choices.items() if choice[:2] == [line, what]), None)
        assert wanted is not None, (line, what, now)
        if choices[wanted][2] == "filled":
            return
        self.by.press(wanted)

        def is_taken(now: Any) -> object:
            return now and [line, what, "filled"] in now["choices"].values()

        self.until("form", is_taken)

    def edit_status(self) -> None:
        self.by.press("/")
        self.until("form", lambda now: now and now["heard"])
        self._choose("status", "completed")
        self.by.press("Esc")
        self.until("form", lambda now: now is None)
        measure = next(m for m in self.person.ask("marks") if m["label"] == "MEASURE")
        assert measure["attributes"] == AGREED

    def mend(self) -> None:
        """Both regions end where they should; what belongs to them stays."""
        before = self.person.ask("links")
        for quote, steps in (
            ("徽省亳州市结", (("[", "安徽省亳州市结"), ("{", "安徽省亳州市"))),
            ("，上海市奉贤", (("]", "上海市奉贤"), ("}", "上海市奉贤区"))),
        ):
            self._go_to_mark(quote)
            for key, mended in steps:
                self.by.press(key)
                self.one(REGION, mended)
        assert self.person.ask("links") == before

    def _go_to_mark(self, quote: str) -> None:
        """By a click on it, or from one mark to the next before."""
        mark = next(m for m in self.person.ask("marks") if m["quote"] == quote)
        if self.by.with_mouse:
            middle = sum(mark["spans"][0]) // 2
            self._have_in_sight(middle)
            self.by.click(self.person.place("character", middle))
        else:
            while (opened := self.person.ask("open_mark")) != mark["id"]:
                self.by.press("Alt+Up")
                self.until("open_mark", lambda now, before=opened: now != before)
        self.until("open_mark", lambda now: now == mark["id"])

    def undo(self) -> None:
        """Three steps, each from where it cannot be seen: another article, the end of this one."""
        done = self.person.ask("marks")
        self.by.press("Ctrl+PgUp")
        self.person.await_that(lambda seen: seen["article"] != TITLE)
        self.by.press("Ctrl+Z")
        self.person.await_(article=TITLE)
        self._is_open(REGION, "上海市奉贤")
        for quote in ("，上海市奉贤", "安徽省亳州市结"):
            self.by.press("Ctrl+L", "Ctrl+End")
            place = self.text.index(quote)
            self.person.await_that(lambda seen: seen["caret"] == len(self.text))
            self.until("character", lambda now: now is None, place)
            self.by.press("Ctrl+Z")
            self._is_open(REGION, quote)
        for _ in range(3):
            self.by.press("Ctrl+Y")
        self.marks(lambda marks: marks == done)

    def _is_open(self, label: str, quote: str) -> None:
        """It is open, and in sight."""
        mark = self.one(label, quote)
        self.person.place("character", mark["spans"][0][0])

    def rename_label(self) -> None:
        """A label has another name in the tag set, and on all its annotations."""
        before = self.person.ask("marks")
        self._command("tagset", "bjbqtx")
        self.keys_in("TagSetEditor")
        if self.by.with_mouse:
            self.by.click(self.person.place("entry_row", "entity", REGION))
            self.until("entry", lambda now: now == ["entity", REGION])
            self.by.click(self.person.place("field", "id"), 2)
        else:
            self.by.press("Down")  # which passes the heading
            self.until("entry", lambda now: now == ["entity", REGION])
            self._tab_to("代号")
        self.by.press("Ctrl+A")
        self.by.type(AREA)
        self.until("keys_at", lambda now: now["text"] == AREA)
        self.by.press("Return")
        self.until("entry", lambda now: now == ["entity", AREA])
        if self.by.with_mouse:
            self.by.click(self.person.place("dialog_button", "保存"))
        else:
            self.by.press("Ctrl+Return")
        self.until("entry", lambda now: now is None)
        for mark in before:
            mark["label"] = AREA if mark["label"] == REGION else mark["label"]
        self.marks(lambda marks: marks == before)

    def _command(self, id: str, typed: str) -> None:
        """By its name in the palette."""
        self.by.press("Ctrl+K")
        self.until("keys_at", lambda now: now["kind"] == "QLineEdit")
        self.by.type(typed)
        self.until("choice", lambda now: now == id)
        self.by.press("Return")

    def _tab_to(self, name: str) -> None:
        for _ in range(20):
            here = self.person.ask("keys_at")
            if here["name"] == name:
                return
            self.by.press("Tab")
            self.until("keys_at", lambda now, here=here: now != here)
        raise AssertionError(name)

    def export(self, project: Path) -> None:
        """To where the dialog says, in the format that loses nothing."""
        self.made[self.article] = self.person.ask("marks")
        self.linked = self.person.ask("links")
        self.exported = project.with_suffix(".jsonl")
        self.by.press("Ctrl+E")
        self.keys_in("ExportDialog")
        if self.by.with_mouse:
            self.by.click(self.person.place("dialog_button", "导出"))
        else:
            self.by.press("Return")
        self.keys_in("ExportReport")
        assert self.exported.is_file()
        self.by.press("Return")
        self.keys_in("Window")

    # -- the text -------------------------------------------------------------------------

    def select(self, quote: str) -> None:
        """Where it stands first."""
        start = self.text.index(quote)
        span = [start, start + len(quote)]
        if self.by.with_mouse:
            self._drag(*span)
        else:
            self._walk(start)
            self._run(span[1], "Ctrl+Shift+Right", "Shift+Left")
        self.person.await_(span=span)

    def _drag(self, start: int, end: int) -> None:
        place = self.person.place
        self._have_in_sight(start, end - 1)

        def drag() -> None:
            self.by.drag(place("character", start, "left"), place("character", end - 1, "right"))

        self.person.do(drag, span=[start, end])

    def _have_in_sight(self, *places: int) -> None:
        """At the beginning of the article, where all of it happens."""
        if any(self.person.ask("character", place) is None for place in places):
            self.by.press("Ctrl+Home")
            self.person.await_(caret=0)

    def _walk(self, to: int) -> None:
        """The caret: on from where it is, or to its paragraph first; by words, back by letters."""
        seen = self.person.see()
        starts = [0, *(m.end() for m in re.finditer("\n", self.text[:to]))]
        if seen["span"] and starts[-1] <= seen["span"][1] <= to:
            self.by.press("Right")  # to its end
            self.person.await_(caret=seen["span"][1], span=None)
        elif not starts[-1] <= seen["caret"] <= to or seen["span"]:
            self.by.press("Ctrl+Home", *["Ctrl+Down"] * (len(starts) - 1))
            self.person.await_(caret=starts[-1], span=None)
        self._run(to, "Ctrl+Right", "Left")
        self.person.await_(caret=to, span=None)

    def _run(self, to: int, on: str, back: str) -> None:
        """As often as it takes; what is too far is taken back."""
        at = self.person.see()["caret"]
        while at < to:
            self.by.press(on)
            seen = self.person.await_that(lambda seen, before=at: seen["caret"] > before)
            at = seen["caret"]
        self.by.press(*[back] * (at - to))
