"""Find everywhere in the window, by real keys: counted after a tag, reviewed, tagged at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Span
from annotations.project import Project
from gui import elsewhere
from gui.doing.propagating import Propagating
from gui.hands import CONTROL, SHIFT, Hands
from gui.panels.everywhere import EverywherePanel
from gui.window import Window
from tests.annotations.store.making import document, new_project

TEXTS = {
    "甲": "滬明兩地共建園區，園區招商。𠮷生到訪園区。",
    "乙": "园区已开工。\n两地园区挂牌，园区出资。",
    "丙": "這一篇什麼也沒有。",
}
WAIT = 20_000  # milliseconds; the word process has to load its dictionary


@pytest.fixture
def on_names(window: Window, tmp_path: Path) -> Hands:
    """The window on three articles; a name stands in two of them, in several ways."""
    new_project(tmp_path, *(document(id, text) for id, text in TEXTS.items())).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    window.words.start()
    hands = Hands(window)
    hands.settle()
    window.reader.setFocus()
    return hands


def doing(hands: Hands) -> Propagating:
    return hands.window.doing.propagating


def panel(hands: Hands) -> EverywherePanel:
    made = doing(hands).panel
    assert made is not None
    return made


def told(hands: Hands) -> str:
    line = hands.window.status.elsewhere
    return line.text() if line.isVisible() else ""


def tag(hands: Hands, text: str = "園區", key: str = "z") -> str:
    start = TEXTS[hands.window.place.article].index(text)
    hands.reader.select(Span(start, start + len(text)))
    return hands.tag(key).id


def ended(hands: Hands) -> bool:
    found = doing(hands).elsewhere
    return found is not None and found.origin is not None and found.ended


def review(hands: Hands, qtbot: QtBot) -> EverywherePanel:
    """Tag the name, open the review by its key, and wait until all places are there."""
    tag(hands)
    hands.key(Qt.Key.Key_Exclam)
    qtbot.waitUntil(lambda: ended(hands), timeout=WAIT)
    assert panel(hands).isVisible()
    return panel(hands)


def tagged(hands: Hands) -> dict[str, list[str]]:
    """What is tagged as a zone, by article."""
    project = hands.window.bridge.project
    assert isinstance(project, Project)
    return {
        id: sorted(a.quote for a in project.annotations(id) if a.label == "ZONE") for id in TEXTS
    }


def test_after_tagging_the_line_below_says_how_often_it_stands_here_and_everywhere(
    on_names: Hands, qtbot: QtBot
) -> None:
    tag(on_names)
    assert not told(on_names)  # late: nobody waits for it
    qtbot.waitUntil(lambda: told(on_names) == "另有 2 处（@） · 全库 5 处（!）", timeout=WAIT)
    on_names.window.bridge.do(lambda project: project.undo())
    qtbot.waitUntil(lambda: not told(on_names), timeout=WAIT)


def test_the_review_groups_by_how_the_name_is_written_its_own_article_first(
    on_names: Hands, qtbot: QtBot
) -> None:
    lines = review(on_names, qtbot).list.lines.rows
    assert [(line.quote, getattr(line, "article", "")) for line in lines] == [
        ("園區", ""), ("園區", "甲"),
        ("園区", ""), ("園区", "甲"),
        ("园区", ""), ("园区", "乙"), ("园区", "乙"), ("园区", "乙"),
    ]  # fmt: skip
    assert panel(on_names).list.hasFocus()
    assert panel(on_names).list.currentIndex().row() == 1


def test_the_text_jumps_along_and_shows_what_is_proposed(on_names: Hands, qtbot: QtBot) -> None:
    places = review(on_names, qtbot).list
    for _ in range(2):
        on_names.key(Qt.Key.Key_Down)
    window = on_names.window
    qtbot.waitUntil(lambda: window.place.article == "乙")
    qtbot.waitUntil(lambda: len(window.reader.hits) == 3)
    assert window.reader.selection() == Span(0, 2)
    assert window.reader.hits.current == 0
    assert places.hasFocus()


def test_one_key_tags_all_here_in_one_step_and_the_keys_are_in_the_text_again(
    on_names: Hands, qtbot: QtBot
) -> None:
    review(on_names, qtbot)
    on_names.key(Qt.Key.Key_1)
    assert tagged(on_names) == {"甲": ["園区", "園區", "園區"], "乙": [], "丙": []}
    assert on_names.reader.hasFocus()
    assert not panel(on_names).isVisible()
    assert len(on_names.reader.hits) == 0
    on_names.key(Qt.Key.Key_Z, CONTROL)
    assert tagged(on_names)["甲"] == ["園區"]


def test_one_key_tags_all_in_the_corpus_but_what_was_dropped(on_names: Hands, qtbot: QtBot) -> None:
    review(on_names, qtbot)
    on_names.letters("x")
    on_names.letters("2")
    assert tagged(on_names) == {"甲": ["園区", "園區"], "乙": ["园区"] * 3, "丙": []}
    assert on_names.window.place.article == "甲"
    on_names.window.bridge.do(lambda project: project.undo())
    assert tagged(on_names) == {"甲": ["園區"], "乙": [], "丙": []}


def test_what_was_kept_one_by_one_is_tagged_in_one_step_when_the_review_is_left(
    on_names: Hands, qtbot: QtBot
) -> None:
    review(on_names, qtbot)
    on_names.key(Qt.Key.Key_Return)
    on_names.letters("x")
    on_names.letters("a")
    assert tagged(on_names)["甲"] == ["園區"]
    on_names.key(Qt.Key.Key_Escape)
    assert tagged(on_names) == {"甲": ["園區", "園區"], "乙": ["园区"], "丙": []}
    on_names.window.bridge.do(lambda project: project.undo())
    assert tagged(on_names) == {"甲": ["園區"], "乙": [], "丙": []}


def test_leaving_without_keeping_anything_tags_nothing(on_names: Hands, qtbot: QtBot) -> None:
    review(on_names, qtbot)
    on_names.letters("au"[:1])
    on_names.key(Qt.Key.Key_Up)
    on_names.letters("u")
    on_names.key(Qt.Key.Key_Escape)
    assert tagged(on_names)["甲"] == ["園區"]
    assert on_names.reader.hasFocus()


def test_all_that_is_wanted_before_all_are_known_is_tagged_once_they_are(
    on_names: Hands, qtbot: QtBot
) -> None:
    tag(on_names)
    on_names.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert not ended(on_names)
    qtbot.waitUntil(lambda: len(panel(on_names).list.lines.rows) > 0, timeout=WAIT)
    on_names.letters("2")
    qtbot.waitUntil(lambda: not panel(on_names).isVisible(), timeout=WAIT)
    assert [len(places) for places in tagged(on_names).values()] == [3, 3, 0]


def test_a_longer_name_tagged_later_absorbs_what_was_proposed_inside_it(
    on_names: Hands, qtbot: QtBot
) -> None:
    tag(on_names)
    qtbot.waitUntil(lambda: "全库 5 处" in told(on_names), timeout=WAIT)
    project = on_names.window.bridge.project
    assert project is not None
    article = next(row.id for row in project.articles() if row.title.startswith("园区"))
    start = TEXTS[article].index("两地园区")
    on_names.window.bridge.do(lambda p: p.annotate(article, Span(start, start + 4), "PROJECT"))
    qtbot.waitUntil(lambda: "全库 4 处" in told(on_names), timeout=WAIT)


def test_what_was_decided_stays_when_a_step_has_it_looked_for_again(
    on_names: Hands, qtbot: QtBot
) -> None:
    places = review(on_names, qtbot)
    on_names.letters("x")
    start = TEXTS["乙"].index("出资")
    on_names.window.bridge.do(lambda p: p.annotate("乙", Span(start, start + 2), "EVENT"))
    QTest.qWait(400)
    qtbot.waitUntil(lambda: ended(on_names), timeout=WAIT)
    assert places.everywhere.text() == "2 全库 4 处"
    on_names.letters("2")
    assert [len(found) for found in tagged(on_names).values()] == [2, 3, 0]


def test_the_key_goes_back_into_a_review_that_is_open(on_names: Hands, qtbot: QtBot) -> None:
    places = review(on_names, qtbot)
    on_names.letters("a")
    on_names.reader.setFocus()
    on_names.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert places.list.hasFocus()
    assert places.kept.text() == "标上留下的 1"


def test_one_character_is_looked_for_only_when_the_key_asks_for_it(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    new_project(
        tmp_path, document("甲", "滬、蘇座談，滬、蘇。"), document("乙", "沪，苏。")
    ).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    window.words.start()
    hands = Hands(window)
    hands.settle()
    hands.reader.select(Span(0, 1))
    hands.tag("r")
    qtbot.waitUntil(lambda: ended(hands), timeout=WAIT)
    assert not told(hands)
    hands.key(Qt.Key.Key_Exclam)
    qtbot.waitUntil(lambda: ended(hands), timeout=WAIT)
    looking = doing(hands).elsewhere
    assert looking is not None
    assert [(m.article, m.quote) for m in looking.found] == [("甲", "滬"), ("乙", "沪")]


def test_a_measure_is_looked_for_nowhere(on_names: Hands, qtbot: QtBot) -> None:
    on_names.reader.select(Span(4, 8))
    on_names.window.desk.tagging.tag("MEASURE")
    QTest.qWait(500)
    assert not told(on_names)
    on_names.reader.setFocus()
    on_names.key(Qt.Key.Key_Exclam)
    assert doing(on_names).panel is None or not panel(on_names).isVisible()


def test_the_window_never_stalls_while_it_looks_through_many_articles(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No turn takes more than a few slices of the window's own time."""
    texts = [document(f"A{n:03}", TEXTS["甲"] * 20) for n in range(150)]
    new_project(tmp_path, *texts).close()
    assert window.files.open_path(tmp_path / "p.danqian")
    hands = Hands(window)
    hands.settle()
    turns: list[float] = []
    look_on = elsewhere.Elsewhere._look_on

    def timed(self: elsewhere.Elsewhere) -> None:
        start = time.thread_time()
        look_on(self)
        turns.append(time.thread_time() - start)

    monkeypatch.setattr(elsewhere.Elsewhere, "_look_on", timed)
    hands.reader.select(Span(6, 8))
    hands.tag("z")
    qtbot.waitUntil(lambda: ended(hands), timeout=60_000)
    found = doing(hands).elsewhere
    assert found is not None
    assert len(found.found) == 150 * 60 - 1
    assert len(turns) > 20  # it was not done at once
    assert sorted(turns)[len(turns) * 9 // 10] < 5 * elsewhere.SLICE


def test_what_waits_for_words_is_not_felt_by_timers(on_names: Hands, qtbot: QtBot) -> None:
    """While it looks the events go on."""
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(0)
    tag(on_names)
    qtbot.waitUntil(lambda: bool(told(on_names)), timeout=WAIT)
    timer.stop()
    assert len(ticks) > 10
    assert QApplication.focusWidget() is on_names.reader


def test_one_key_in_the_text_tags_all_in_the_article_at_once_and_says_how_many(
    on_names: Hands, qtbot: QtBot
) -> None:
    tag(on_names)
    on_names.letters("@")
    qtbot.waitUntil(lambda: len(tagged(on_names)["甲"]) == 3, timeout=WAIT)
    assert told(on_names).startswith("本篇又标了 2 处")
    qtbot.waitUntil(lambda: told(on_names) == "本篇又标了 2 处 · 全库还有 3 处（!）", timeout=WAIT)
    assert tagged(on_names) == {"甲": ["園区", "園區", "園區"], "乙": [], "丙": []}
    on_names.key(Qt.Key.Key_Z, CONTROL)
    assert tagged(on_names)["甲"] == ["園區"]
    qtbot.waitUntil(lambda: told(on_names) == "另有 2 处（@） · 全库 5 处（!）", timeout=WAIT)


def test_names_tagged_faster_than_their_places_are_found_all_get_them(
    on_names: Hands, qtbot: QtBot
) -> None:
    on_names.article("乙")
    for text, key in (("园区", "z"), ("开工", "e")):
        tag(on_names, text, key)
        on_names.letters("@")
        assert tagged(on_names)["乙"] == ["园区"]  # still looking
    qtbot.waitUntil(lambda: len(tagged(on_names)["乙"]) == 3, timeout=WAIT)
    qtbot.waitUntil(lambda: told(on_names) == "本篇没有别处可标", timeout=WAIT)


def test_what_is_tagged_or_gone_while_its_places_are_found_is_not_tagged_again(
    on_names: Hands, qtbot: QtBot
) -> None:
    tag(on_names)
    on_names.letters("@")
    start = TEXTS["甲"].rindex("園区")
    on_names.window.bridge.do(lambda p: p.annotate("甲", Span(start, start + 2), "ZONE"))
    qtbot.waitUntil(lambda: len(tagged(on_names)["甲"]) == 3, timeout=WAIT)
    on_names.article("乙")
    tag(on_names, "园区")
    on_names.letters("@")
    on_names.window.bridge.do(lambda project: project.undo())
    qtbot.waitUntil(lambda: doing(on_names).hereabouts is not None, timeout=WAIT)
    QTest.qWait(300)
    assert tagged(on_names) == {"甲": ["園区", "園區", "園區"], "乙": [], "丙": []}


def test_the_other_places_of_a_measure_or_of_nothing_are_refused_in_words(
    on_names: Hands,
) -> None:
    on_names.letters("@")
    assert on_names.window.desk.banner.isVisible()
    assert not any(tagged(on_names).values())


def test_a_mark_of_exclamation_typed_into_a_note_is_one(on_names: Hands) -> None:
    tag(on_names)
    note = on_names.window.details.note
    note.setFocus()
    QTest.keyClicks(note, "a!@b")
    assert note.toPlainText() == "a!@b"
    assert doing(on_names).panel is None


def test_a_search_that_goes_on_ends_when_the_project_is_closed(
    on_names: Hands, qtbot: QtBot
) -> None:
    mark = tag(on_names)
    window = on_names.window
    looking = elsewhere.Elsewhere(window.bridge, window.words, window)
    assert looking.seek(window.place.article, mark)
    window.bridge.close()
    qtbot.wait(5 * elsewhere.PAUSE_MS)  # an error in a timer fails the test
    assert looking.origin is None and not looking.found
