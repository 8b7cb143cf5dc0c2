"""The states of the window that are worth a picture, in one table."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from annotations.model import Span
from gui import app, language, settings
from gui.hands import Hands
from gui.sample import ensure
from gui.window import Window

LARGE, SMALL = (1400, 900), (1024, 700)
LONG_TITLE = "长三角生态绿色一体化发展示范区执行委员会关于推进跨区域共建产业园区若干措施的通知" * 2
Prepare = Callable[[Hands], object]


@dataclass(frozen=True)
class State:
    """Settings it begins with, commands that are called in turn, and what hands do then."""

    commands: tuple[str, ...] = ()
    then: Prepare = lambda _: None
    size: tuple[int, int] = LARGE
    double: bool = False
    settings: Mapping[str, str | int | bool] = field(default_factory=dict[str, str | int | bool])
    project: bool = True


def _tag_much(hands: Hands) -> None:
    """0.2 spans a character over the first page, nested and overlapping."""
    project, place = hands.window.bridge.project, hands.window.place
    assert project is not None
    chance, length = random.Random(1), min(len(project.article(place.article).text), 700)
    labels = [entity.id for entity in project.tagset.entities]
    for _ in range(length // 5):
        start = chance.randrange(length - 20)
        span = Span(start, start + chance.randint(1, 14))
        project.annotate(place.article, span, chance.choice(labels))
    hands.window.bridge.reopen()


def _choose_mark(hands: Hands) -> None:
    marks = hands.window.bridge.annotations(hands.window.place.article)
    hands.click(marks[2].hull.start)


def _type(hands: Hands, text: str) -> None:
    """Chinese has no keys: an input method gives it to the field as a whole."""
    field = hands.window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert(text)
    QTest.qWait(400)


def _find(hands: Hands) -> None:
    _type(hands, "合作")
    hands.key(Qt.Key.Key_Return)


def _search_the_list(hands: Hands) -> None:
    _type(hands, "簽約")


def _rename(hands: Hands) -> None:
    article = hands.window.place.article
    hands.window.bridge.do(lambda project: project.rename(article, LONG_TITLE))
    fields = {
        "outlet": "长江三角洲区域合作办公室机关报海外版",
        "author": "欧阳修竹、司马相如、诸葛孔明",
    }
    hands.window.bridge.do(lambda project: project.set_meta(article, fields))


def _traditional(hands: Hands) -> None:
    rows = hands.window.bridge.articles()
    hands.article(next(row.id for row in rows if row.script == "hant"))


def _mended(hands: Hands) -> None:
    """The article with the most residue, one emendation of it accepted."""
    project = hands.window.bridge.project
    assert project is not None
    rows = hands.window.bridge.articles()
    worst = max(rows, key=lambda row: len(project.emendations(row.id)))
    hands.article(worst.id)
    sure = [e.id for e in project.emendations(worst.id) if e.replacement is not None]
    hands.window.bridge.do(lambda project: project.judge(worst.id, sure[:1], "accepted"))


STATES: dict[str, State] = {
    "source": State(("view-source",)),
    "clean": State(("view-clean",)),
    "hans": State(("view-hans",), _traditional),
    "hant": State(("view-hant",)),
    "beside": State(("view-hans", "beside")),
    "beside-dark": State(("view-source", "beside", "beside-hant"), settings={"theme": "dark"}),
    "dark": State(then=_choose_mark, settings={"theme": "dark"}),
    "chosen": State(then=_choose_mark),
    "dense": State(then=_tag_much),
    "lines": State(("dress-lines",)),
    "none": State(("dress-none",)),
    "reading": State(("reading",)),
    "serif": State(("serif",)),
    "emendations": State(("view-source",), _mended),
    "review": State(("review",)),
    "history": State(("history",), lambda hands: hands.tag("r")),
    "hits": State(("find",), _find),
    "hits-dark": State(("find",), _find, settings={"theme": "dark"}),
    "list-search": State(("filter",), _search_the_list),
    "article": State(("about-article",)),
    "links": State(("links",)),
    "empty": State(project=False),
    "long-names": State(then=_rename),
    "long-names-small": State(then=_rename, size=SMALL),
    "small": State(then=_choose_mark, size=SMALL),
    "small-beside": State(("beside",), size=SMALL),
    "large-text": State(settings={"zoom": 200}),
    "double": State(then=_choose_mark, double=True),
    "zh_TW": State(then=_choose_mark, settings={"language": "zh_TW"}),
    "en": State(then=_choose_mark, settings={"language": "en"}),
    "en-small": State(("about-article",), size=SMALL, settings={"language": "en"}),
    "first-start": State(),
}


def _make(name: str, picture: Path) -> None:
    state = STATES[name]
    for key, value in ({"theme": "light"} | dict(state.settings)).items():
        settings.put(key, value)
    application = app.start()
    language.speak(language.wanted())
    window = Window()
    if name != "first-start":
        window.furnish()
    if state.project:
        assert window.bridge.open(ensure(settings.home()))
    window.resize(*state.size)
    window.show()
    window.activateWindow()
    if name != "first-start":
        _play(Hands(window), state)
    application.processEvents()
    assert window.grab().save(str(picture))
    if name != "first-start":
        window.words.stop()


def _play(hands: Hands, state: State) -> None:
    hands.settle()
    hands.reader.setFocus()
    for id in state.commands:
        hands.window.actions_[id].trigger()
        hands.settle()
    state.then(hands)
    hands.settle()
    QTest.qWait(300)  # what is made late is there


if __name__ == "__main__":
    _make(sys.argv[1], Path(sys.argv[2]))
