"""The annotations of an article with very many of them come bit by bit, and are all there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.model import Annotation, Span
from annotations.project import Project, open_project
from gui import annotated
from gui.annotated import Annotated
from gui.window import Window

MARKS = 40
TEXT = "甲乙丙丁戊己庚辛" * 400


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated, "MANY", MARKS - 1)
    monkeypatch.setattr(annotated, "TURN", 7)


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    path, text = tmp_path / "tagged.danqian", tmp_path / "a.txt"
    text.write_text(TEXT, "utf-8")
    with open_project(path, create=True) as project:
        from annotations.incoming import bring

        with project.bringing() as batch:
            tuple(bring(batch, [text]))
        article = project.articles()[0].id
        for number in reversed(range(MARKS)):
            start = number * len(TEXT) // MARKS
            project.annotate(article, Span(start, start + 2), "REGION")
    return path


@pytest.fixture
def opened(qtbot: QtBot, tagged: Path) -> Window:
    window = Window()
    qtbot.addWidget(window)
    assert window.bridge.open(tagged)
    window.furnish()
    window.show()
    qtbot.waitExposed(window)
    return window


def article_of(window: Window) -> str:
    return window.bridge.articles()[0].id


def drawn(window: Window) -> int:
    return len(window.reader.flow.marks)


def test_the_text_is_shown_with_the_marks_near_it_before_all_are_read(
    opened: Window, qtbot: QtBot
) -> None:
    opened.place.show_article(article_of(opened))
    opened.desk.refresh()
    assert 0 < drawn(opened) <= MARKS
    qtbot.waitUntil(lambda: drawn(opened) == MARKS)
    qtbot.waitUntil(lambda: len(opened.annotations.model.rows) == MARKS)
    starts = [row.fragments[0].start for row in opened.annotations.model.rows]
    assert starts == sorted(starts)


def test_what_is_tagged_meanwhile_is_among_them(opened: Window, qtbot: QtBot) -> None:
    article = article_of(opened)
    opened.place.show_article(article)
    opened.bridge.do(lambda project: project.annotate(article, Span(1, 5), "GOV"))
    qtbot.waitUntil(lambda: len(opened.annotations.model.rows) == MARKS + 1)
    assert drawn(opened) == MARKS + 1


def test_who_cannot_wait_has_all_at_once_and_the_others_hear_of_it(
    opened: Window, qtbot: QtBot
) -> None:
    article = article_of(opened)
    known = opened.bridge.annotated
    assert known.by_and_by(article, MARKS) is None
    with qtbot.waitSignal(known.read) as read:
        assert len(opened.bridge.annotations(article)) == MARKS
    assert read.args == [article]
    assert known.by_and_by(article, MARKS) is opened.bridge.annotations(article)


def test_those_near_a_place_begin_there(tagged: Path, qtbot: QtBot) -> None:
    with open_project(tagged, read_only=True) as project:
        article = project.articles()[0].id
        found = near(project, article, Span(100, 900))
        all_ = project.annotations(article)
        assert {a.id for a in found} == {a.id for a in all_ if 100 <= a.fragments[0].start <= 900}
        assert [a.fragments[0].start for a in found] == sorted(a.fragments[0].start for a in found)


def near(project: Project, article: str, span: Span) -> tuple[Annotation, ...]:
    from PySide6.QtCore import QObject

    return Annotated(lambda: project, QObject()).near(article, span)


def test_page_by_page_they_are_the_same(tagged: Path) -> None:
    with open_project(tagged, read_only=True) as project:
        article = project.articles()[0].id
        found: list[Annotation] = []
        after: str | None = ""
        while after is not None:
            page, after = project.annotations_page(article, after, 9)
            found += page
        assert {a.id: a for a in found} == {a.id: a for a in project.annotations(article)}
        assert len(found) == MARKS
