"""One change, one refresh: what a step has the parts of the window do, and what it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotations.model import Span
from gui.doing.mending import Mending
from gui.hands import CONTROL, Hands
from gui.panels.attributes import AttributesForm
from gui.panels.details import DetailsPanel
from gui.reader.view import ReaderView

# The platform of the tests has no windows that could be raised, nor a keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Count = Callable[[type, str], list[object]]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Has a method note each time it is called, from here on."""

    def counted(kind: type, name: str) -> list[object]:
        calls: list[object] = []
        method = getattr(kind, name)

        def noted(self: object, *args: object, **kwargs: object) -> object:
            calls.append(self)
            return method(self, *args, **kwargs)

        monkeypatch.setattr(kind, name, noted)
        return calls

    return counted


def tag(hands: Hands, start: int, key: str = "r") -> str:
    """Tag three characters with a key; the id of the mark."""
    hands.reader.select(Span(start, start + 3))
    made = hands.tag(key).id
    hands.settle()
    return made


def editors(hands: Hands) -> list[QWidget]:
    form = hands.window.details.form
    return [*form.findChildren(QComboBox), *form.findChildren(QLineEdit)]


def test_a_tag_is_shown_once_by_each_part(hands: Hands, count: Count) -> None:
    tag(hands, 10)
    shown = count(AttributesForm, "show_annotation")
    pages = count(ReaderView, "show_page")
    asked = count(Mending, "mark")
    resets: list[bool] = []
    hands.window.annotations.model.modelReset.connect(lambda: resets.append(True))
    made = tag(hands, 40)
    assert len(shown) == len(pages) == 1
    assert not asked and not resets
    place, listed = hands.window.place, hands.window.annotations.list
    assert place.active == made == listed.currentIndex().data(Qt.ItemDataRole.UserRole).id


def test_the_reader_has_a_new_mark_chosen_when_it_first_shows_it(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[object] = []
    show = ReaderView.show_page
    monkeypatch.setattr(
        ReaderView,
        "show_page",
        lambda self, page, **kwargs: (chosen.append(kwargs["active"]), show(self, page, **kwargs)),
    )
    made = tag(hands, 10)
    assert chosen == [made]
    assert hands.reader.flow.seen.active == made


def test_the_card_of_another_mark_with_the_same_label_is_filled_in_not_built(hands: Hands) -> None:
    first = tag(hands, 10)
    known = editors(hands)
    assert known
    hands.window.details.form.changed.emit({"note": "甲"})
    hands.settle()
    tag(hands, 40)
    assert all(one in editors(hands) for one in known)
    hands.window.place.activate(first)
    assert all(one in editors(hands) for one in known)


def test_what_was_typed_for_a_mark_is_kept_for_it_when_another_one_is_shown(hands: Hands) -> None:
    bridge, place, details = hands.window.bridge, hands.window.place, hands.window.details
    first, second = tag(hands, 10), tag(hands, 40)
    place.activate(first)
    lines = details.form.findChildren(QLineEdit)
    assert lines
    lines[0].setFocus()
    hands.letters("wu")
    place.activate(second)
    one, other = (bridge.annotation(place.article, id) for id in (first, second))
    assert one is not None and other is not None
    assert "wu" in one.attributes.values() and "wu" not in other.attributes.values()


def test_a_note_is_kept_for_its_mark_when_another_article_is_shown(hands: Hands) -> None:
    bridge, place = hands.window.bridge, hands.window.place
    home, made = place.article, tag(hands, 10)
    hands.key(Qt.Key.Key_D, CONTROL)
    hands.letters("beizhu")
    place.show_article(next(row.id for row in bridge.articles() if row.id != home))
    assert bridge.project is not None
    assert bridge.project.annotation(home, made).note == "beizhu"


def test_a_step_elsewhere_leaves_the_card_alone(hands: Hands, count: Count) -> None:
    tag(hands, 10)
    bridge, home = hands.window.bridge, hands.window.place.article
    other = next(row.id for row in bridge.articles() if row.id != home)
    shown, filled = count(DetailsPanel, "_show"), count(AttributesForm, "show_annotation")
    bridge.do(lambda project: project.set_status(other, "done"))
    bridge.do(lambda project: project.annotate(home, Span(60, 63), "REGION"))
    assert not shown and not filled


def test_the_list_reads_in_the_view_that_is_shown(hands: Hands) -> None:
    tag(hands, 10)
    panel, place, bridge = hands.window.annotations, hands.window.place, hands.window.bridge
    project = bridge.project
    assert project is not None
    for name in ("hant", "source", "hans", "clean"):
        hands.view(name)
        view = project.view(place.article, name)
        for mark in bridge.annotations(place.article):
            text = "…".join(view.alignment.to_target(f).of(view.text) for f in mark.fragments)
            assert panel.line(mark).quote == text.replace("\n", " ")
