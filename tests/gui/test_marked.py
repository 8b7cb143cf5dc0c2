"""What the card tells of annotations, relations and plain words, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import annotations.text.views
from annotations.model import Annotation, Relation, Span
from annotations.tagset import default
from annotations.text.views import Views
from gui import marked, settings
from gui.hands import CONTROL, SHIFT, Hands

TEXT = "上海與三明簽訂協議，共建產業園。" * 3
MEASURE = default().measure.id


def annotated(label: str = "REGION", *spans: Span, **more: object) -> Annotation:
    spans = spans or (Span(0, 2),)
    quote = "".join(span.of(TEXT) for span in spans)
    return Annotation("a", label, spans, quote, **more)  # type: ignore[arg-type]


def told(about: Annotation, text: str = TEXT, *relations: tuple[Relation, str]) -> list[str]:
    return marked.annotation(about, default(), Views(text), relations).text.split("\n")


def test_it_tells_tag_text_other_script_place_definition_attributes_note_and_author() -> None:
    definition = default().labels["REGION"].definition
    about = annotated(
        "REGION", Span(3, 7), attributes={"odd": ("一", "二")}, note="查\n证", author="甲"
    )
    lines = told(about)
    assert lines[:4] == ["行政区", "三明簽訂", "简　三明签订", "原文 3–7 · 4 字"]
    assert definition in lines and "odd：一、二" in lines
    assert "备注：查¶证" in lines and lines[-1] == "甲"


def test_a_script_that_reads_the_same_is_not_told_twice() -> None:
    assert not any(line.startswith(("简", "繁")) for line in told(annotated()))


def test_a_measure_is_told_with_its_type_whose_definition_counts() -> None:
    type = default().types[0]
    lines = told(annotated(MEASURE, attributes={"type": type.id}))
    assert lines[0].endswith(f" · {type.names.hans}")
    assert type.definition in lines and default().measure.definition not in lines
    assert not any(type.id in line for line in lines)


def test_a_label_that_the_tag_set_does_not_know_is_told_by_its_id() -> None:
    assert told(annotated("<b>X</b>"))[0] == "<b>X</b>"


def test_fragments_are_told_one_after_the_other() -> None:
    lines = told(annotated("REGION", Span(0, 2), Span(3, 5)))
    assert lines[1] == "上海…三明" and lines[2].startswith("原文 0–2，3–5")


def test_relations_are_told_with_their_way_and_a_few_of_many() -> None:
    here, there = Relation("r", "party", "a", "b"), Relation("s", "party", "b", "a")
    lines = told(annotated(), TEXT, (here, "三明"), (there, "园"))
    name = marked.named(here, default())
    assert f"→ {name}：三明" in lines and f"← {name}：园" in lines
    many = told(annotated(), TEXT, *[(here, "三明")] * 9)
    assert sum("三明" in line for line in many) == marked.MOST_RELATIONS and "…" in many


def test_a_view_of_a_very_long_text_is_not_made_for_the_card(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annotations.text.views, "AT_ONCE", 10)
    views = Views(TEXT)
    marked.words(Span(3, 7), views)
    assert not views.at_hand("hans") and not views.at_hand("hant")
    views.of("hans")
    assert "简　三明签订" in marked.words(Span(3, 7), views).lines


def test_odd_characters_are_seen_and_long_passages_cut() -> None:
    lines = told(annotated("REGION", Span(0, 99)), "甲\u202e\u200b" + "长" * 200)
    assert "\u202e" not in lines[1] and "⟪RLO⟫" in lines[1]
    assert len(lines[1]) < 80 and lines[1].endswith("…")


# -- in the window --------------------------------------------------------------------------


@pytest.fixture
def tagged(hands: Hands) -> tuple[Hands, str]:
    """An article with annotations, none chosen; and the article's id."""
    article = hands.window.bridge.articles()[0].id
    hands.article(article)
    hands.window.place.activate("")
    hands.settle()
    return hands, article


def test_the_mouse_resting_on_tagged_words_has_their_card_and_never_on_them(
    tagged: tuple[Hands, str],
) -> None:
    hands, article = tagged
    reader = hands.reader
    annotation = hands.window.bridge.annotations(article)[2]
    box = reader.place_of(annotation.hull.start)
    assert box is not None
    QTest.mouseMove(reader.viewport(), QPoint(4, 4))
    QTest.mouseMove(reader.viewport(), box.center())
    QTest.qWait(450)
    card = reader.notes.card
    assert card.isVisible() and annotation.quote in card.text
    assert not card.geometry().intersects(box.translated(reader.viewport().pos()))


def test_space_has_the_card_of_the_chosen_mark_and_of_selected_words(
    tagged: tuple[Hands, str],
) -> None:
    hands, article = tagged
    card = hands.reader.notes.card
    hands.key(Qt.Key.Key_Home, CONTROL)
    hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    active = hands.window.bridge.annotation(article, hands.window.place.active)
    assert active is not None
    hands.key(Qt.Key.Key_Space)
    assert card.isVisible() and active.quote in card.text
    hands.key(Qt.Key.Key_Escape)
    assert not card.isVisible() and hands.window.place.active == active.id
    hands.key(Qt.Key.Key_End, CONTROL)
    hands.key(Qt.Key.Key_Left, SHIFT)
    hands.key(Qt.Key.Key_Space)
    assert card.isVisible() and "1 字" in card.text


def test_relations_are_drawn_for_the_chosen_mark_and_for_all_by_a_key_that_is_remembered(
    tagged: tuple[Hands, str],
) -> None:
    hands, article = tagged
    window, reader = hands.window, hands.reader
    arcs = reader._canvas
    known = {relation.id for relation in window.bridge.relations(article)}
    assert known and not arcs.arcs
    relation = window.bridge.relations(article)[0]
    window.place.activate(relation.start)
    hands.settle()
    assert relation.id in {arc.link.id for arc in arcs.arcs}
    few = len(arcs.arcs)
    hands.key(Qt.Key.Key_R, CONTROL | SHIFT)
    assert len(arcs.arcs) > few and settings.get("links")
    assert window.actions_["links"].isChecked()
    window.bridge.do(lambda project: project.unrelate(article, relation.id))
    assert relation.id not in {arc.link.id for arc in arcs.arcs}
    hands.key(Qt.Key.Key_R, CONTROL | SHIFT)
    assert not settings.get("links")
