"""The form of slots by real keys and mouse: a measure in ten presses, links, regions, the text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.model import Annotation, Article, Document, Source, Span
from annotations.project import open_project
from gui import settings
from gui.dialogs.regions import RegionsDialog
from gui.hands import Hands
from gui.panels.slots import SlotsPanel
from gui.window import Window
from tests.gui.typing_in import commit

TEXT = (
    "题目一行\n"
    "会前通报。江城市代表团赴河州、山州考察养蜂，去年5月在河州会堂商定30亿元。"
    "双方签约，沪明两地提速。\n"
) + "一行一行写下去，文字很多。\n" * 30
NAMES = {
    "江城市代表团": "GOV",
    "河州": "REGION",
    "山州": "REGION",
    "养蜂": "SECTOR",
    "去年5月": "DATE",
    "河州会堂": "SITE",
    "30亿元": "QUANT",
    "沪明": "REGION",
}
MEASURE = "赴河州、山州考察养蜂"
A = "a"


class Presses(QObject):
    """Counts the keys that are pressed anywhere in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if own and isinstance(watched, QObject) and watched is QApplication.focusObject():
            self.count += 1
        return False


def span(phrase: str) -> Span:
    return Span(TEXT.index(phrase), TEXT.index(phrase) + len(phrase))


@pytest.fixture
def worker(window: Window, tmp_path: Path) -> Hands:
    """Hands in the text of an article whose names are tagged."""
    path = tmp_path / "措施.danqian"
    with open_project(path, create=True) as project:
        source = Source("a.txt", sha256(TEXT.encode()).hexdigest(), "utf-8", False)
        with project.bringing() as batch:
            batch.add(Document(Article(A, "题目一行", TEXT, source)), file="a.txt")
        for name, label in NAMES.items():
            project.annotate(A, span(name), label)
    assert window.files.open_path(path)
    hands = Hands(window)
    window.place.show_article(A)
    window.reader.setFocus()
    hands.settle()
    return hands


def form(hands: Hands) -> SlotsPanel:
    panel = hands.window.doing.slotting.panel
    assert panel is not None
    return panel


def tag(hands: Hands, phrase: str, keys: str) -> Annotation:
    """Select a phrase and press keys; what is open then."""
    hands.reader.select(span(phrase))
    hands.settle()
    hands.letters(keys)
    hands.settle()
    return opened(hands)


def opened(hands: Hands) -> Annotation:
    found = hands.window.bridge.annotation(A, hands.window.place.active)
    assert found is not None
    return found


def links(hands: Hands) -> set[tuple[str, str]]:
    """What fills the slots of all annotations: pairs of a slot and the quote of what fills it."""
    bridge = hands.window.bridge
    quotes = {one.id: one.quote for one in bridge.annotations(A)}
    return {(one.type, quotes[one.end]) for one in bridge.relations(A)}


def test_a_complete_measure_with_three_slots_takes_at_most_ten_presses(worker: Hands) -> None:
    presses = Presses()
    QApplication.instance().installEventFilter(presses)  # type: ignore[union-attr]
    worker.reader.select(span(MEASURE))
    worker.settle()
    worker.letters("mvi")  # three: the type
    worker.letters("r")  # under way
    worker.letters("d")  # of a city
    worker.key(Qt.Key.Key_Return)  # both partners and the field, which stand inside
    worker.letters("1")  # the party, which stands before
    worker.key(Qt.Key.Key_Return)  # nothing is left to take: back in the text
    QApplication.instance().removeEventFilter(presses)  # type: ignore[union-attr]
    print(f"presses for a measure with three slots: {presses.count}")
    assert presses.count == 8 <= 10
    assert opened(worker).attributes == {"type": "VISIT", "status": "ongoing", "level": "C"}
    assert links(worker) == {
        ("partner", "河州"),
        ("partner", "山州"),
        ("sector", "养蜂"),
        ("party", "江城市代表团"),
    }
    assert worker.reader.hasFocus() and form(worker).isHidden()


def test_what_is_ticked_is_taken_as_one_step(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    worker.key(Qt.Key.Key_Return)
    assert len(links(worker)) == 3
    worker.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert links(worker) == set()


def test_a_digit_fills_and_the_same_digit_empties(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    worker.letters("1")
    assert links(worker) == {("party", "江城市代表团")}
    worker.letters("1")
    assert links(worker) == set()


def test_the_form_says_what_is_lacking_until_it_is_there(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    assert form(worker).shown is not None
    assert form(worker).lacking.text().startswith("还缺：状态、层级")
    worker.letters("qa1")
    assert form(worker).lacking.text() == "已填全"


def test_status_and_level_are_those_of_the_last_measure(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    worker.letters("es")
    worker.key(Qt.Key.Key_Escape)
    assert worker.reader.hasFocus()
    made = tag(worker, "双方签约", "mag")
    assert made.attributes == {"type": "AGREE", "status": "agreed", "level": "P"}


def test_digits_typed_in_the_text_go_to_the_form_and_letters_tag(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    worker.letters("/")
    assert worker.reader.hasFocus() and form(worker).isVisible()
    worker.letters("1")
    assert links(worker) == {("party", "江城市代表团")}
    worker.reader.select(span("双方"))
    worker.letters("f")
    assert opened(worker).label == "REF"


def test_the_slot_with_the_keys_takes_what_is_clicked_in_the_text(worker: Hands) -> None:
    measure = tag(worker, MEASURE, "mvi")
    panel = form(worker)
    QTest.mouseClick(panel.sheet.names["place"], Qt.MouseButton.LeftButton)
    worker.settle()
    assert panel.armed == "place" and panel.lacking.text() == "在正文里点选“地点”"
    worker.click(span("山州").start)
    worker.settle()
    assert ("place", "山州") in links(worker)
    assert opened(worker).id == measure.id and panel.about == measure.id


def test_the_slot_with_the_keys_takes_what_is_selected_next(worker: Hands, qtbot: QtBot) -> None:
    measure = tag(worker, MEASURE, "mvi")
    panel = form(worker)
    panel.sheet.names["party"].setFocus()
    worker.settle()
    worker.reader.select(span("沪明"))
    worker.settle()
    qtbot.waitUntil(lambda: ("party", "沪明") in links(worker), timeout=20_000)
    assert opened(worker).id == measure.id


def test_the_slot_with_the_keys_takes_what_is_tagged_next(worker: Hands) -> None:
    measure = tag(worker, MEASURE, "mvi")
    form(worker).sheet.names["party"].setFocus()
    worker.reader.setFocus()
    tag(worker, "会前", "r")
    assert ("party", "会前") in links(worker) and opened(worker).id == measure.id
    made = tag(worker, "通报", "n")
    assert made.label == "MEDIA"  # by its label no party: it is opened itself
    assert form(worker).about == made.id and form(worker).armed == ""


def test_the_choices_of_the_slot_with_the_keys_have_the_first_digits(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    form(worker).sheet.names["quantity"].setFocus()
    worker.settle()
    worker.letters("1")
    assert links(worker) == {("quantity", "30亿元")}


def test_tab_walks_the_slots_and_comes_out_again(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    seen: list[str] = []
    for _ in range(30):
        worker.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        names = form(worker).sheet.names.items()
        seen += [id for id, name in names if name is focus and id not in seen]
        if seen and focus is not None and not form(worker).isAncestorOf(focus):
            break
    else:
        pytest.fail("Tab never left the form")
    assert seen[:2] == ["party", "partner"] and set(seen) >= {"date", "place", "instrument"}


def test_a_reference_is_linked_to_what_it_means(worker: Hands) -> None:
    tag(worker, "双方", "f")
    assert form(worker).isVisible()
    worker.letters("12")
    assert {slot for slot, _ in links(worker)} == {"refers_to"} and len(links(worker)) == 2
    assert form(worker).lacking.text() == "已填全"
    worker.key(Qt.Key.Key_Escape)
    tag(worker, "两地", "f")
    worker.key(Qt.Key.Key_Return)
    assert ("refers_to", "沪明") in links(worker)


def test_a_joined_name_takes_the_codes_of_its_members(worker: Hands) -> None:
    worker.click(span("沪明").start)
    worker.settle()
    worker.letters("/")
    assert form(worker).isVisible() and form(worker).codes.isVisible()
    worker.key(Qt.Key.Key_Return)
    assert opened(worker).attributes["code"] == ("310000", "350400")
    worker.letters("2")
    assert opened(worker).attributes["code"] == "310000"


def test_regions_are_chosen_by_pinyin_in_their_dialog(worker: Hands, qtbot: QtBot) -> None:
    worker.click(span("沪明").start)
    worker.settle()
    window = worker.window
    hans = window.bridge.project.views(A).of("hans")  # type: ignore[union-attr]
    dialog = RegionsDialog(window, opened(worker), hans)
    assert dialog.codes() == ("310000", "350400")
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "nanjing")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    commit(dialog.field, "上海市")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.codes() == ("350400", "320100")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result() == RegionsDialog.DialogCode.Accepted
    dialog.deleteLater()


def test_the_form_stays_away_where_that_is_wanted(worker: Hands) -> None:
    worker.window.actions_["slots-auto"].trigger()
    assert settings.get("slots") is False
    tag(worker, MEASURE, "mvi")
    assert worker.window.doing.slotting.panel is None
    assert worker.reader.hasFocus()


@pytest.mark.parametrize("size", [(1400, 900), (1024, 700), (900, 560)])
def test_the_text_stays_the_larger_part(worker: Hands, size: tuple[int, int]) -> None:
    worker.window.resize(*size)
    tag(worker, MEASURE, "mvi")
    worker.settle()
    panel = form(worker)
    assert panel.isVisible() and worker.reader.height() > panel.height()
    box = worker.reader.place_of(span(MEASURE).start)
    assert box is not None and box.bottom() <= worker.reader.viewport().height()


def test_the_form_is_empty_where_nothing_is_open(worker: Hands) -> None:
    measure = tag(worker, MEASURE, "mvi")
    worker.window.place.activate("")
    worker.settle()
    panel = form(worker)
    assert panel.shown is None and panel.name.text() == "没有打开的标注"
    worker.letters("1")
    assert links(worker) == set()
    worker.window.place.activate(measure.id)
    worker.settle()
    assert panel.about == measure.id


def test_the_form_and_the_review_give_way_to_each_other(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    worker.window.actions_["review"].trigger()
    worker.settle()
    assert worker.window.review.isVisible() and not worker.window.doing.slotting.is_open
    worker.window.doing.slotting.open()
    worker.settle()
    assert not worker.window.review.isVisible() and worker.window.doing.slotting.is_open


def test_the_type_is_changed_from_the_form(worker: Hands) -> None:
    measure = tag(worker, MEASURE, "mvi")
    worker.letters("1")
    worker.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    worker.letters("me")
    worker.key(Qt.Key.Key_Return)
    now = opened(worker)
    assert now.id == measure.id and now.attributes["type"] != "VISIT"
    assert links(worker) == {("party", "江城市代表团")}


def test_a_window_made_anew_has_the_form_again(worker: Hands) -> None:
    tag(worker, MEASURE, "mvi")
    other = Window()
    other.furnish()
    other.place.follow(worker.window.place)
    other.follow(worker.window)
    assert other.doing.slotting.panel is not None
    other.close()
    other.deleteLater()


def test_what_the_form_shows_reads_as_the_view_does(worker: Hands) -> None:
    worker.view("hant")
    tag(worker, MEASURE, "mvi")
    shown = form(worker).shown
    assert shown is not None and shown.quote == "赴河州、山州考察養蜂"
    texts = {entry.text for line in shown.lines for entry in line.entries}
    assert {"江城市代表團", "養蜂"} <= texts


def test_a_sign_that_means_nothing_to_the_form_does_in_it_what_it_does_in_the_text(
    worker: Hands,
) -> None:
    tag(worker, MEASURE, "mvi")
    assert form(worker).hasFocus()
    worker.letters("}")
    assert opened(worker).quote == f"{MEASURE}，"
    worker.letters("{")
    worker.letters("r")
    assert opened(worker).quote == MEASURE
    assert opened(worker).attributes == {"type": "VISIT", "status": "ongoing"}
    assert form(worker).hasFocus()
