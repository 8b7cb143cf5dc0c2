"""The page of an article: what did not change in it is the very same as before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.model import Span
from gui.hands import Hands
from gui.layers import Layers
from gui.paging import Paging
from gui.reader.pages import Mark, Page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(hands: Hands) -> Callable[[], Page]:
    """Makes the page of the article with most annotations as it stands."""
    bridge, place = hands.window.bridge, hands.window.place
    article = max(bridge.articles(), key=lambda row: row.annotations).id
    hands.article(article)
    paging = Paging(bridge, place)

    def make() -> Page:
        project, row = bridge.project, bridge.row(article)
        assert project is not None and row is not None
        return paging.page(project, row, project.views(article), 0)

    return make


def marks(page: Page) -> dict[str, Mark]:
    return {mark.id: mark for mark in page.marks}


def test_every_annotation_is_a_mark_in_the_order_of_the_text(
    hands: Hands, page: Callable[[], Page]
) -> None:
    bridge = hands.window.bridge
    found = bridge.annotations(hands.window.place.article)
    assert [(m.id, m.fragments) for m in page().marks] == [(a.id, a.fragments) for a in found]


def test_while_nothing_changes_the_marks_are_the_very_same(page: Callable[[], Page]) -> None:
    assert page().marks is page().marks


def test_a_step_makes_no_mark_anew_but_its_own(hands: Hands, page: Callable[[], Page]) -> None:
    bridge, article = hands.window.bridge, hands.window.place.article
    before = marks(page())
    label = bridge.annotations(article)[0].label
    bridge.do(lambda project: project.annotate(article, Span(30, 33), label))
    after = marks(page())
    (new,) = after.keys() - before.keys()
    assert all(after[id] is mark for id, mark in before.items())
    bridge.do(lambda project: project.retag(article, new, "PERSON"))
    assert marks(page())[new] is not after[new]
    bridge.do(lambda project: project.remove(article, [new]))
    assert marks(page()) == before
    assert all(marks(page())[id] is mark for id, mark in before.items())


def test_hidden_layers_have_no_marks_and_come_back(hands: Hands, page: Callable[[], Page]) -> None:
    bridge, place = hands.window.bridge, hands.window.place
    before, found = page().marks, bridge.annotations(place.article)
    label = found[0].label
    place.show_layers(Layers(labels=frozenset({label})))
    shown = [annotation.id for annotation in found if annotation.label != label]
    assert 0 < len(shown) < len(found)
    assert [mark.id for mark in page().marks] == shown
    place.show_layers(Layers())
    assert page().marks == before


def test_each_view_of_the_place_is_a_column(hands: Hands, page: Callable[[], Page]) -> None:
    hands.window.place.show_views("source", "hant")
    assert [(part.view.name) for part in page().columns] == ["source", "hant"]
    assert page().columns[1].script == "hant"
