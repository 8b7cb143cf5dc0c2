"""Suggestions in the window, by real keys: drawn, stepped through, accepted, rejected, mended."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.model import Span
from gui import settings
from gui.hands import CONTROL, Hands
from gui.window import Window
from tests.gui.suggesting.working import (
    TEXTS,
    WAIT,
    current,
    judging,
    open_texts,
    pending,
    project_of,
    state,
    tagged,
)


def drawn(hands: Hands) -> list[str]:
    hints = hands.reader.flow.seen.hints.all()
    return [TEXTS["甲"][mark.hull.start : mark.hull.end] for mark in hints]


# -- what is there ------------------------------------------------------------------------------


def test_what_is_suggested_is_drawn_and_counts_as_no_annotation(suggested: Hands) -> None:
    assert drawn(suggested) == [
        *("上海", "市长", "苏州", "长三角", "上海", "蘇州", "共建园区", "上海")
    ]
    assert tagged(suggested) == []
    assert suggested.window.status.counts.text().startswith("0 标注")
    assert all(mark.pending for mark in suggested.reader.flow.seen.hints.all())


def test_another_article_has_its_own(suggested: Hands, qtbot: QtBot) -> None:
    suggested.article("乙")
    assert drawn(suggested) == []
    qtbot.waitUntil(lambda: len(pending(suggested)) == 2, timeout=WAIT)
    suggested.article("丙")
    qtbot.waitUntil(lambda: state(suggested) == "ready" and not pending(suggested), timeout=WAIT)


# -- keys in the text -----------------------------------------------------------------------------


def test_the_first_key_goes_to_the_first_group_and_judges_nothing(suggested: Hands) -> None:
    suggested.key(Qt.Key.Key_1)
    assert current(suggested) == "REGION 上海"
    assert tagged(suggested) == []
    assert suggested.reader.flow.seen.hint is not None


def test_one_key_accepts_the_group_here_as_one_step_and_goes_on(suggested: Hands) -> None:
    suggested.letters("31")
    assert tagged(suggested) == ["REGION 上海"] * 3
    assert current(suggested) == "OFFICE 市长"
    suggested.letters("2")
    assert current(suggested) == "REGION 苏州"
    suggested.letters("1")
    assert tagged(suggested) == ["REGION 上海"] * 3 + ["REGION 苏州", "REGION 蘇州"]
    suggested.letters("11")
    assert "MEASURE 共建园区" in tagged(suggested)
    assert pending(suggested) == [] and current(suggested) == ""
    suggested.letters("3")
    assert suggested.window.desk.banner.isVisible()


def test_undo_brings_the_group_back_to_be_judged(suggested: Hands) -> None:
    suggested.letters("312")
    suggested.key(Qt.Key.Key_Z, CONTROL)
    assert pending(suggested).count("市长") == 1
    suggested.key(Qt.Key.Key_Z, CONTROL)
    assert tagged(suggested) == [] and pending(suggested).count("上海") == 3


def test_steps_go_by_group_and_round_and_places_within_the_group(suggested: Hands) -> None:
    suggested.letters("3")
    where = [judging(suggested).review.draft]
    suggested.letters("7")
    where.append(judging(suggested).review.draft)
    starts = [one.hull.start for one in where if one]
    assert starts == [0, TEXTS["甲"].index("上海", 2)]
    suggested.letters("5")
    assert tagged(suggested) == ["REGION 上海"] and pending(suggested).count("上海") == 2
    assert suggested.reader.flow.seen.hint == "?REGION:27-29"  # the next one of the group
    suggested.letters("66")
    assert current(suggested) == "OFFICE 市长"
    suggested.letters("4")
    assert current(suggested) == "MEASURE 共建园区"
    suggested.letters("3")
    assert current(suggested) == "OFFICE 市长"


def test_ends_are_mended_before_it_is_accepted_in_all_places_that_read_alike(
    suggested: Hands,
) -> None:
    suggested.letters("3}")
    assert current(suggested) == "REGION 上海市"
    suggested.letters("1")
    assert tagged(suggested) == ["REGION 上海市"]
    assert pending(suggested).count("上海") == 2


def test_a_label_key_accepts_it_as_that(suggested: Hands) -> None:
    suggested.letters("33")
    assert current(suggested) == "OFFICE 市长"
    suggested.letters("p")
    assert tagged(suggested) == ["PERSON 市长"]
    assert current(suggested) == "REGION 苏州"


def test_the_letters_of_another_type_accept_a_measure_as_that(suggested: Hands) -> None:
    suggested.letters("34")
    assert current(suggested) == "MEASURE 共建园区"
    project = project_of(suggested)
    visit = next(type for type in project.tagset.types if type.id == "VISIT")
    suggested.letters("m" + visit.code)
    (made,) = [a for a in project.annotations("甲") if a.label == "MEASURE"]
    assert dict(made.attributes) == {"type": "VISIT", "status": "planned"}


def test_a_measure_takes_its_ticked_slots_along(suggested: Hands) -> None:
    suggested.letters("341")
    project = project_of(suggested)
    (relation,) = project.relations("甲")
    assert relation.type == "party"
    assert tagged(suggested) == ["MEASURE 共建园区", "REGION 上海"]
    suggested.key(Qt.Key.Key_Z, CONTROL)
    assert tagged(suggested) == []


def test_who_selects_or_goes_elsewhere_tags_as_ever(suggested: Hands) -> None:
    suggested.letters("3")
    suggested.reader.select(Span(5, 7))
    suggested.settle()
    assert current(suggested) == ""
    suggested.letters("e")
    assert tagged(suggested) == ["EVENT 苏州"]
    suggested.letters("3")
    assert current(suggested) != ""
    suggested.click(len(TEXTS["甲"]) - 5)
    assert current(suggested) == ""


def test_a_click_on_what_is_suggested_has_it_judged(suggested: Hands) -> None:
    suggested.click(TEXTS["甲"].index("长三角") + 1)
    assert current(suggested) == "MACRO 长三角"
    suggested.letters("1")
    assert tagged(suggested) == ["MACRO 长三角"]


def test_what_is_tagged_by_hand_is_not_suggested_any_more(suggested: Hands) -> None:
    suggested.reader.select(Span(0, 4))
    suggested.tag("o")
    assert pending(suggested).count("上海") == 2 and "市长" not in pending(suggested)


def test_rejected_everywhere_it_is_gone_in_all_articles(suggested: Hands, qtbot: QtBot) -> None:
    suggested.letters("3")
    suggested.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert "上海" not in pending(suggested)
    suggested.article("乙")
    qtbot.waitUntil(lambda: pending(suggested) == ["长三角"], timeout=WAIT)
    suggested.window.bridge.do(lambda project: project.undo())
    qtbot.waitUntil(lambda: "上海" in pending(suggested), timeout=WAIT)


def test_the_card_tells_label_reason_and_confidence(suggested: Hands) -> None:
    mark = suggested.reader.flow.seen.hints.all()[0]
    told = suggested.reader.flow.seen.tell_hint(mark)
    assert told.heading.startswith("建议 · ") and told.heading.endswith("很有把握")
    assert told.reading == "上海"
    suggested.letters("31")
    assert (
        "采纳过 3，不采纳 0"
        in suggested.reader.flow.seen.tell_hint(
            next(m for m in suggested.reader.flow.seen.hints.all() if "REGION" in m.id)
        ).lines
    )


# -- settings -------------------------------------------------------------------------------------


def test_they_can_be_hidden_and_switched_off(suggested: Hands, qtbot: QtBot) -> None:
    suggested.key(Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert drawn(suggested) == [] and pending(suggested)
    suggested.key(Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert drawn(suggested)
    suggested.window.actions_["suggest"].trigger()
    suggested.settle()
    assert drawn(suggested) == [] and state(suggested) == "off"
    assert not judging(suggested).proposals.process.alive
    assert settings.get("suggest") is False
    suggested.window.actions_["suggest"].trigger()
    qtbot.waitUntil(lambda: bool(drawn(suggested)), timeout=WAIT)


# -- the process ----------------------------------------------------------------------------------


def test_a_process_that_dies_is_started_again_and_told_once(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = open_texts(window, tmp_path, {"甲": "死，上海。", "乙": "上海与长三角合作。"})
    qtbot.waitUntil(lambda: state(hands) == "failed", timeout=WAIT)
    assert hands.window.desk.banner.isVisible()
    hands.article("乙")
    qtbot.waitUntil(lambda: state(hands) == "ready", timeout=WAIT)
    assert pending(hands) == ["上海", "长三角"]


def test_a_suggester_that_fails_is_told_and_the_next_article_is_read(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = open_texts(window, tmp_path, {"甲": "错，上海。", "乙": "上海与长三角合作。"})
    qtbot.waitUntil(lambda: state(hands) == "failed", timeout=WAIT)
    assert judging(hands).proposals.reason == "ValueError: 𠮷"
    hands.article("乙")
    qtbot.waitUntil(lambda: state(hands) == "ready", timeout=WAIT)


def test_who_is_long_at_an_article_that_was_left_is_not_waited_for(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = open_texts(window, tmp_path, {"甲": "慢，上海。", "乙": "上海与长三角合作。"})
    asked = judging(hands).proposals
    qtbot.waitUntil(lambda: asked._asked is not None, timeout=WAIT)
    first = asked.process.pid
    hands.article("乙")
    qtbot.waitUntil(lambda: state(hands) == "ready", timeout=WAIT)
    assert asked.process.pid != first


# -- the corpus -----------------------------------------------------------------------------------


def test_one_key_accepts_the_group_in_all_articles_as_one_step(
    suggested: Hands, qtbot: QtBot
) -> None:
    suggested.letters("3")
    suggested.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert current(suggested) == "OFFICE 市长"  # one goes on while it is looked for
    qtbot.waitUntil(lambda: bool(tagged(suggested, "乙")), timeout=WAIT)
    assert tagged(suggested) == ["REGION 上海"] * 3
    assert tagged(suggested, "乙") == ["REGION 上海"]
    assert current(suggested) == "OFFICE 市长"
    suggested.window.bridge.do(lambda project: project.undo())
    assert tagged(suggested) == [] and tagged(suggested, "乙") == []


def test_what_is_looked_for_in_the_corpus_can_be_stopped(suggested: Hands, qtbot: QtBot) -> None:
    suggested.letters("3")
    suggested.window.show_suggestions(True)
    suggested.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    panel = suggested.window.suggestions
    assert panel.corpus.isVisible()
    panel.halt.click()
    qtbot.wait(500)
    assert tagged(suggested) == [] and not panel.corpus.isVisible()


# -- how it is drawn ------------------------------------------------------------------------------


def test_it_is_drawn_in_dashes_without_chip_in_all_views_but_not_without_marks(
    suggested: Hands,
) -> None:
    for view in ("source", "clean", "hans", "hant"):
        suggested.view(view)  # type: ignore[arg-type]
        drawn_rows = [row.layout.drawn() for row in suggested.reader.flow.rows]
        assert sum(len(row.dashes) for row in drawn_rows) >= 9, view  # a measure has two lines
        assert not any(row.chips or row.strokes or row.grounds for row in drawn_rows)
    suggested.letters("3")
    now = [row.layout.drawn() for row in suggested.reader.flow.rows]
    assert sum(len(row.chips) for row in now) == 1
    assert {mark.id for row in now for _, mark in row.grounds} == {"?REGION:0-2"}
    suggested.window.actions_["dress-none"].trigger()
    suggested.settle()
    now = [row.layout.drawn() for row in suggested.reader.flow.rows]
    assert not any(row.dashes or row.chips for row in now)


def test_steps_between_annotations_pass_suggestions(suggested: Hands) -> None:
    suggested.reader.select(Span(5, 7))
    made = suggested.tag("r")
    suggested.window.place.activate("")
    suggested.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert suggested.window.place.active in ("", made.id)


def test_keys_that_judge_are_actions_and_what_is_accepted_counts(suggested: Hands) -> None:
    ledger = suggested.window.doing.acting.ledger
    suggested.letters("314")
    suggested.letters("1")
    assert ledger.whole.keys == 4
    assert (ledger.whole.entities, ledger.whole.measures) == (3, 1)
    suggested.key(Qt.Key.Key_Z, CONTROL)
    assert (ledger.whole.entities, ledger.whole.measures) == (3, 0)


def test_attributes_are_set_by_keys_before_it_is_accepted(suggested: Hands) -> None:
    suggested.letters("34")
    suggested.letters("=")
    strip = suggested.window.doing.choosing.strip
    assert strip is not None and strip.isVisible()
    status = next(rule for rule in project_of(suggested).tagset.attributes if rule.id == "status")
    key = next(key for key, (rule, value) in strip._keys.items() if value == "agreed")
    assert status.values
    suggested.letters(key)
    suggested.key(Qt.Key.Key_Escape)
    suggested.reader.setFocus()
    suggested.letters("1")
    (made,) = [a for a in project_of(suggested).annotations("甲") if a.label == "MEASURE"]
    assert dict(made.attributes)["status"] == "agreed"


def test_by_name_it_is_accepted_as_another_label(suggested: Hands) -> None:
    suggested.letters("33")
    suggested.key(Qt.Key.Key_Return)
    chooser = suggested.window.doing.choosing.chooser
    assert chooser is not None and chooser.isVisible()
    suggested.letters("PERSON")
    suggested.key(Qt.Key.Key_Return)
    assert tagged(suggested) == ["PERSON 市长"]
