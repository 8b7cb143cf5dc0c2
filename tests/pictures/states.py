"""The states of the window that are worth a picture, in one table."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotations.model import Span
from gui import app, language, settings
from gui.hands import Hands
from gui.sample import ensure
from gui.window import Window
from tests.pictures import exchange, suggestions

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


def _tag_everywhere(hands: Hands) -> None:
    """Tag a name that stands elsewhere too, and look at where."""
    hands.window.words.start()
    project = hands.window.bridge.project
    assert project is not None
    article, name = next(
        (row.id, name)
        for row in project.articles()
        for name in ("企业", "园区")
        if name in project.article(row.id).text
    )
    hands.article(article)
    start = project.article(article).text.index(name)
    hands.reader.select(Span(start, start + len(name)))
    hands.tag("c")
    QTest.qWait(6_000)  # the dictionary is loaded, everything is looked through


def _tag_here(hands: Hands) -> None:
    """And tag them all in this article."""
    _tag_everywhere(hands)
    hands.window.reader.setFocus()
    hands.letters("@")
    QTest.qWait(3_000)


def _review_everywhere(hands: Hands) -> None:
    _tag_everywhere(hands)
    hands.window.actions_["everywhere"].trigger()
    hands.settle()
    hands.letters("ax")


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


def _measure(hands: Hands) -> None:
    """Open a measure, with the caret on it."""
    marks = hands.window.bridge.annotations(hands.window.place.article)
    measure = [mark for mark in marks if mark.label == "MEASURE"][1]
    hands.click(measure.hull.start)
    hands.window.place.activate(measure.id)
    hands.settle()


def _pick(hands: Hands) -> None:
    """Tag by name: what is typed is pinyin."""
    hands.reader.select(Span(198, 202))
    hands.key(Qt.Key.Key_Return)


def _set_attributes(hands: Hands) -> None:
    _measure(hands)
    hands.letters("=")
    hands.letters("3wz")


def _find_command(hands: Hands) -> None:
    hands.letters("bz")


def _open_slots(hands: Hands) -> None:
    """The form of a measure that has some of its slots filled."""
    bridge, article = hands.window.bridge, hands.window.place.article
    assert bridge.project is not None
    measure = bridge.project.tagset.measure.id
    measures = [one for one in bridge.annotations(article) if one.label == measure]
    hands.window.place.activate(measures[3].id)
    hands.reader.setFocus()
    hands.letters("/")


def _open_regions(hands: Hands) -> None:
    """The form of a region."""
    bridge, article = hands.window.bridge, hands.window.place.article
    found = [one for one in bridge.annotations(article) if one.label == "REGION"]
    hands.window.place.activate(found[0].id)
    hands.reader.setFocus()
    hands.letters("/")


def _edit_a_tag(hands: Hands, deed: str = "") -> None:
    """The form of a tag in the editor of the tag set, and a button of it."""
    from annotations.tagset.editing import Item
    from gui.dialogs.tagset.editor import TagSetEditor

    editor = QApplication.activeModalWidget()
    assert isinstance(editor, TagSetEditor)
    editor.tree.go(Item("entity", "REGION"))
    if deed:
        getattr(editor, deed).click()


def _take_a_key(hands: Hands) -> None:
    _edit_a_tag(hands)
    from gui.dialogs.tagset.editor import TagSetEditor

    editor = QApplication.activeModalWidget()
    assert isinstance(editor, TagSetEditor)
    key = editor.form.editors["key"]
    assert isinstance(key, QLineEdit)
    key.selectAll()
    QTest.keyClicks(key, "g")


def _have_another_tagset(hands: Hands) -> None:
    """General names in place of ours: what is in use stays, and is not offered."""
    from annotations.tagset import shipped

    toml = shipped()["ontonotes-5"].raw_toml
    hands.window.bridge.do(lambda project: project.adopt_tagset(toml))


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
    "picker": State(then=_pick),
    "picker-typed-dark": State(
        then=lambda hands: (_pick(hands), hands.letters("qy")), settings={"theme": "dark"}
    ),
    "picker-small-en": State(then=_pick, size=SMALL, settings={"language": "en"}),
    "palette": State(("palette",), _find_command),
    "palette-small-dark": State(("palette",), size=SMALL, settings={"theme": "dark"}),
    "attributes": State(then=_set_attributes),
    "attributes-small-en": State(
        then=_set_attributes, size=SMALL, settings={"language": "en", "theme": "dark"}
    ),
    "attributes-large": State(then=_set_attributes, settings={"zoom": 200}),
    "keys": State(("keys",)),
    "keys-dark-en": State(("keys",), settings={"language": "en", "theme": "dark"}),
    "shortcuts": State(("shortcuts",)),
    "effort": State(("effort",)),
    "effort-en": State(("effort",), settings={"language": "en"}),
    "elsewhere": State(then=_tag_everywhere),
    "elsewhere-here": State(then=_tag_here, size=SMALL, settings={"language": "en"}),
    "everywhere": State(("view-hans",), _review_everywhere),
    "everywhere-dark": State(then=_review_everywhere, settings={"theme": "dark"}),
    "everywhere-small": State(then=_review_everywhere, size=SMALL, settings={"language": "en"}),
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
    "en-keys-small": State(
        then=lambda hands: hands.letters("m"), size=SMALL, settings={"language": "en"}
    ),
    "beside-tags-small": State(("view-source", "beside", "sides"), size=SMALL),
    "en-small": State(("about-article",), size=SMALL, settings={"language": "en"}),
    "slots": State(then=_open_slots),
    "slots-dark-small": State(then=_open_slots, size=SMALL, settings={"theme": "dark"}),
    "slots-double": State(then=_open_slots, double=True),
    "slots-en-small": State(then=_open_slots, size=SMALL, settings={"language": "en"}),
    "slots-region": State(then=_open_regions),
    "tagset": State(("tagset",), _edit_a_tag),
    "tagset-conflict-dark": State(("tagset",), _take_a_key, settings={"theme": "dark"}),
    "tagset-merge": State(("tagset",), lambda hands: _edit_a_tag(hands, "merge")),
    "tagset-split": State(("tagset",), lambda hands: _edit_a_tag(hands, "split")),
    "tagset-small-en": State(("tagset",), _edit_a_tag, SMALL, settings={"language": "en"}),
    "tagset-choose": State(("tagset-change",)),
    "tagset-other": State(then=_have_another_tagset),
    "export": State(then=exchange.export),
    "export-option": State(then=lambda hands: exchange.export(hands, "conll")),
    "export-table-dark": State(
        then=lambda hands: exchange.export(hands, "xlsx"), settings={"theme": "dark"}
    ),
    "export-folder-small-en": State(
        then=lambda hands: exchange.export(hands, "brat"), size=SMALL, settings={"language": "en"}
    ),
    "export-lacking": State(then=lambda hands: exchange.export(hands, "spacy", lacking=True)),
    "export-double-zh_TW": State(
        then=lambda hands: exchange.export(hands, "tei"),
        size=SMALL,
        double=True,
        settings={"language": "zh_TW"},
    ),
    "export-progress": State(then=exchange.progress),
    "export-replace": State(then=exchange.replace_file),
    "export-replace-folder-dark-en": State(
        then=exchange.replace_folder, settings={"theme": "dark", "language": "en"}
    ),
    "export-report": State(then=exchange.export_report),
    "export-report-dark-en": State(
        then=exchange.export_report, settings={"theme": "dark", "language": "en"}
    ),
    "export-report-lossless": State(
        then=lambda hands: exchange.export_report(hands, lossless=True)
    ),
    "import-encodings": State(then=lambda hands: exchange.ask(hands, "encodings")),
    "import-columns": State(then=lambda hands: exchange.ask(hands, "table")),
    "import-pages": State(then=lambda hands: exchange.ask(hands, "pages")),
    "import-pages-whole-dark": State(
        then=lambda hands: exchange.ask(hands, "pages", body="whole"), settings={"theme": "dark"}
    ),
    "import-page-double": State(
        then=lambda hands: exchange.ask(hands, "page", body="readability"),
        size=SMALL,
        double=True,
        settings={"theme": "dark"},
    ),
    "import-pages-read-small-en": State(
        then=lambda hands: exchange.ask(hands, "pages", body="readability"),
        size=SMALL,
        settings={"language": "en"},
    ),
    "import-pages-serif-zh_TW": State(
        then=lambda hands: exchange.ask(hands, "pages", "encodings", body="whole"),
        settings={"language": "zh_TW", "serif": True, "zoom": 140},
    ),
    "import-labels": State(then=lambda hands: exchange.ask(hands, "labels")),
    "import-all-small-dark-en": State(
        then=lambda hands: exchange.ask(hands, "encodings", "table", "labels"),
        size=SMALL,
        settings={"theme": "dark", "language": "en"},
    ),
    "import-report": State(then=exchange.import_report),
    "import-report-dark": State(
        then=lambda hands: exchange.import_report(hands, 1), settings={"theme": "dark"}
    ),
    "import-report-small-en": State(
        then=exchange.import_report, size=SMALL, settings={"language": "en"}
    ),
    "import-pair": State(then=exchange.pair),
    "suggested": State(then=suggestions.suggested),
    "suggested-dark": State(then=suggestions.judged, settings={"theme": "dark"}),
    "suggested-judged": State(then=suggestions.judged),
    "suggested-hant": State(
        ("view-hant",), lambda hands: suggestions.judged(hands, script="hant"), SMALL
    ),
    "suggested-beside": State(("view-source", "beside"), suggestions.judged),
    "suggestions": State(then=suggestions.listed),
    "suggestions-dark": State(then=suggestions.listed, settings={"theme": "dark"}),
    "suggestions-small-en": State(then=suggestions.listed, size=SMALL, settings={"language": "en"}),
    "suggestions-hant": State(
        ("view-hant",),
        lambda hands: suggestions.listed(hands, "hant"),
        settings={"language": "zh_TW"},
    ),
    "suggestions-measure": State(then=suggestions.measured),
    "suggestions-measure-small-dark-en": State(
        then=suggestions.measured, size=SMALL, settings={"theme": "dark", "language": "en"}
    ),
    "suggestions-double": State(then=suggestions.measured, size=SMALL, double=True),
    "suggestions-computing": State(then=suggestions.computing),
    "suggestions-sure": State(then=suggestions.sure),
    "suggestions-sure-dark-en": State(
        then=suggestions.sure, size=SMALL, settings={"theme": "dark", "language": "en"}
    ),
    "suggestions-corpus": State(then=suggestions.corpus),
    "suggestions-corpus-dark-en": State(
        then=suggestions.corpus, size=SMALL, settings={"theme": "dark", "language": "en"}
    ),
    "suggestions-words": State(then=suggestions.words),
    "suggestions-words-dark-en": State(
        then=suggestions.words, size=SMALL, settings={"theme": "dark", "language": "en"}
    ),
    "suggestions-off": State(then=suggestions.off, settings={"theme": "dark"}),
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
    assert _grabbed(window).save(str(picture))
    if name != "first-start":
        window.words.stop()


def _grabbed(window: Window) -> QPixmap:
    """The window, and over its middle the dialog that is open."""
    taken, dialog = window.grab(), QApplication.activeModalWidget() or window.doing.sweeping.dialog
    if dialog is not None:
        painter = QPainter(taken)
        middle = window.rect().center() - dialog.rect().center()
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
        painter.drawPixmap(middle, dialog.grab())
        painter.end()
    return taken


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
