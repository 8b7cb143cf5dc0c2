"""What decides how the text reads: emendations by hand, variants, repair, the conversion table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from annotations.model import OverlayEntry, Span
from annotations.project import Project
from annotations.text.views import HANS_CONFIGS, HANT_CONFIGS
from gui import settings
from gui.commands import COMMANDS
from gui.dialogs.emend import EmendDialog
from gui.dialogs.imported import ImportReport
from gui.dialogs.overlay import OverlayDialog
from gui.hands import CONTROL, SHIFT, Hands
from gui.window import Window
from tests.gui.mending_project import FIRST, make


@pytest.fixture
def mender(window: Window, tmp_path: Path) -> Hands:
    """Hands on the small project, in the reader of its first article."""
    assert window.files.open_path(make(tmp_path / "校.danqian"))
    hands = Hands(window)
    window.reader.setFocus()
    hands.settle()
    return hands


def project_of(hands: Hands) -> Project:
    assert hands.window.bridge.project is not None
    return hands.window.bridge.project


def span_of(phrase: str) -> Span:
    return Span(FIRST.index(phrase), FIRST.index(phrase) + len(phrase))


def clean(hands: Hands) -> str:
    return project_of(hands).view("a", "clean").text


def answer(hands: Hands, key: Qt.Key, act: Callable[[Any], None]) -> None:
    """Press Ctrl and a key that opens a dialog, have `act` work it, and come back."""
    faults: list[object] = ["no dialog came"]

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        dialog.activateWindow()  # as the window manager does: the text has the keys no longer
        QApplication.processEvents()
        try:
            act(dialog)
            faults.clear()
        except AssertionError as error:
            faults[:] = [error]
        finally:
            if dialog.isVisible() and isinstance(dialog, QDialog):
                dialog.reject()

    QTimer.singleShot(0, work)
    hands.key(key, CONTROL)
    hands.window.activateWindow()
    hands.reader.setFocus()
    hands.settle()
    assert not faults


# -- emendations by hand ---------------------------------------------------------------------


def test_a_selection_is_read_otherwise_and_the_source_stays(mender: Hands) -> None:
    def work(dialog: EmendDialog) -> None:
        assert dialog.field.text() == "昌都" and not dialog.ok.isEnabled()
        QTest.keyClicks(dialog.field, "Chamdo")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    assert mender.drag(span_of("昌都"))
    answer(mender, Qt.Key.Key_M, work)
    assert "与Chamdo签约" in clean(mender)
    assert project_of(mender).article("a").text == FIRST
    made = [e for e in project_of(mender).emendations("a") if e.kind == "typo"]
    assert [(e.rule, e.status, e.replacement) for e in made] == [("manual", "accepted", "Chamdo")]
    mender.key(Qt.Key.Key_Z, CONTROL)
    assert "与昌都签约" in clean(mender)


def test_the_same_command_changes_the_emendation_at_the_caret(mender: Hands) -> None:
    def first(dialog: EmendDialog) -> None:
        dialog.field.setText("江孜")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    def again(dialog: EmendDialog) -> None:
        assert dialog.field.text() == "江孜"
        dialog.field.setText("日喀则")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    assert mender.drag(span_of("昌都"))
    answer(mender, Qt.Key.Key_M, first)
    mender.reader.select(None)
    assert mender.click(span_of("昌都").start)
    answer(mender, Qt.Key.Key_M, again)
    assert "与日喀则签约" in clean(mender)
    assert len([e for e in project_of(mender).emendations("a") if e.kind == "typo"]) == 1


def test_without_a_selection_something_is_put_in_at_the_caret(mender: Hands) -> None:
    def work(dialog: EmendDialog) -> None:
        assert dialog.field.text() == ""
        QTest.keyClicks(dialog.field, "MM")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    mender.reader.setFocus()
    mender.reader.put_caret(FIRST.index("會議") + 2)
    answer(mender, Qt.Key.Key_M, work)
    assert "會議MM" in clean(mender)


def test_two_readings_of_one_place_are_refused_with_a_sentence(mender: Hands) -> None:
    def work(dialog: EmendDialog) -> None:
        dialog.field.setText("丙")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    for phrase in ("昌都市", "都市卡若"):
        assert mender.drag(span_of(phrase))
        answer(mender, Qt.Key.Key_M, work)
    assert mender.window.desk.banner.isVisible()
    assert "重叠" in mender.window.desk.banner.text.text()
    assert len([e for e in project_of(mender).emendations("a") if e.kind == "typo"]) == 1


def test_line_breaks_are_typed_as_a_sign(qapp: object) -> None:
    dialog = EmendDialog(None, "甲\n乙", "甲\n乙")
    assert dialog.field.text() == "甲¶乙"
    dialog.field.setText("甲¶\u00a0¶")
    assert dialog.text() == "甲\n\u00a0\n"
    assert EmendDialog(None, "¶", "¶").text() == "¶"


def test_keys_decide_on_the_emendation_at_the_caret(mender: Hands) -> None:
    residue = span_of("(qū)與")
    assert mender.click(residue.start + 1)
    mender.key(Qt.Key.Key_J, CONTROL)
    assert "新區與" in clean(mender)
    mender.key(Qt.Key.Key_J, CONTROL | SHIFT)
    assert "新區(qū)與" in clean(mender)
    assert [e.status for e in project_of(mender).emendations("a") if e.status != "proposed"] == [
        "rejected"
    ]
    assert mender.click(span_of("會議").start)
    mender.key(Qt.Key.Key_J, CONTROL)
    assert mender.window.desk.banner.isVisible(), "nothing is there, and that is said"


# -- variants -----------------------------------------------------------------------------


def test_every_configuration_has_a_command() -> None:
    ids = {command.id for command in COMMANDS}
    assert {f"hans-{config}" for config in HANS_CONFIGS} <= ids
    assert {f"hant-{config}" for config in HANT_CONFIGS} <= ids


def test_another_variant_changes_the_shown_text_and_the_bar(hands: Hands) -> None:
    window = hands.window
    simplified = next(row.id for row in window.bridge.articles() if row.script == "hans")
    hands.article(simplified)
    hands.view("hant")
    before = window.reader.model.text
    window.actions_["hant-s2twp"].trigger()
    hands.settle()
    assert window.reader.model.text == project_of(hands).view(simplified, "hant").text
    assert window.reader.model.text != before
    button = window.bar.views["hant"]
    assert button.text() != "繁體" and "s2twp" in button.toolTip()
    assert "s2twp" in window.status.view.text()
    checked = [c.id for c in COMMANDS if c.menu == "hant" and window.actions_[c.id].isChecked()]
    assert checked == ["hant-s2twp"]
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert window.reader.model.text == before and button.text() == "繁體"
    checked = [c.id for c in COMMANDS if c.menu == "hant" and window.actions_[c.id].isChecked()]
    assert checked == ["hant-s2tw"]


def test_the_variant_that_holds_stays_checked_when_chosen_again(hands: Hands) -> None:
    action = hands.window.actions_["hans-tw2s"]
    steps = len(project_of(hands).log())
    action.trigger()
    assert action.isChecked() and len(project_of(hands).log()) == steps


def test_the_variant_is_named_where_there_is_room(hands: Hands) -> None:
    window = hands.window
    window.actions_["hant-s2hk"].trigger()
    assert window.bar.views["hant"].text() == "繁體·港"
    window.resize(900, 600)
    hands.settle()
    assert window.bar.views["hant"].text() == "繁*"


def test_the_repair_switch_belongs_to_the_article(mender: Hands) -> None:
    mender.key(Qt.Key.Key_F5, SHIFT)
    assert project_of(mender).article("a").repair
    assert mender.window.actions_["repair"].isChecked()
    mender.window.place.show_article("b0")
    mender.settle()
    assert not mender.window.actions_["repair"].isChecked()
    mender.window.place.show_article("a")
    mender.key(Qt.Key.Key_F5, SHIFT)
    assert not project_of(mender).article("a").repair
    mender.key(Qt.Key.Key_Z, CONTROL)
    assert project_of(mender).article("a").repair
    assert mender.window.actions_["repair"].isChecked()


def test_the_doubts_can_be_switched_and_it_is_remembered(mender: Hands) -> None:
    shown = settings.get("doubts")
    mender.key(Qt.Key.Key_U, CONTROL)
    assert settings.get("doubts") is not shown
    assert mender.window.actions_["doubts"].isChecked() is not shown


# -- the conversion table ------------------------------------------------------------------


def test_a_selection_goes_into_the_table_and_the_view_follows(mender: Hands) -> None:
    def work(dialog: OverlayDialog) -> None:
        entry = dialog.model.entries[-1]
        assert (entry.to, entry.key, entry.value) == ("hans", "資金鏈", "资金链")
        editor = dialog.table.findChild(QLineEdit)
        assert editor is not None
        QTest.keyClicks(editor, "MONEY")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert dialog.isVisible(), "Return ends the cell and no more"
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    mender.view("hans")
    assert mender.drag(span_of("資金鏈"))
    answer(mender, Qt.Key.Key_T, work)
    assert project_of(mender).overlay == (OverlayEntry("hans", "資金鏈", "MONEY"),)
    assert "MONEY要稳" in mender.reader.model.text
    mender.key(Qt.Key.Key_Z, CONTROL)
    assert "资金链要稳" in mender.reader.model.text


def test_without_a_selection_it_is_said_what_is_missing(mender: Hands) -> None:
    mender.key(Qt.Key.Key_T, CONTROL)
    assert mender.window.desk.banner.isVisible()


def test_the_table_is_sorted_and_says_what_cannot_be_kept(qapp: object) -> None:
    entries = (OverlayEntry("hant", "乙", "B"), OverlayEntry("hans", "甲", "A"))
    dialog = OverlayDialog(None, entries)
    assert [entry.key for entry in dialog.model.entries] == ["甲", "乙"]
    assert not dialog.ok.isEnabled(), "nothing was changed"
    row = dialog.model.add(OverlayEntry("hant", "", "C"))
    assert dialog.fault.text() and not dialog.ok.isEnabled()
    dialog.model.setData(dialog.model.index(row, 1), "乙")
    assert "两次" in dialog.fault.text() and not dialog.ok.isEnabled()
    dialog.model.setData(dialog.model.index(row, 0), "hans")
    assert not dialog.fault.text() and dialog.ok.isEnabled()
    dialog.model.setData(dialog.model.index(row, 2), "")
    assert dialog.fault.text() and not dialog.ok.isEnabled()
    dialog.model.setData(dialog.model.index(row, 2), "D")
    assert dialog.entries()[1] == OverlayEntry("hans", "甲", "A")
    dialog.table.selectRow(row)
    dialog._remove()
    assert dialog.entries() == (entries[1], entries[0])


# -- import --------------------------------------------------------------------------------


def report_of(qtbot: Any) -> ImportReport:
    def found() -> list[ImportReport]:
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, ImportReport) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_the_import_report_accepts_what_is_proved(
    window: Window, tmp_path: Path, qtbot: Any
) -> None:
    found = tmp_path / "found"
    found.mkdir()
    text = "昌都市卡若區(qū)的幹部說,協(xié)議已經簽了,學校也開學了。\n"
    (found / "甲.txt").write_text(text, "utf-8")
    (found / "空.txt").write_text("", "utf-8")
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    window.files.bring([found])
    report = report_of(qtbot)
    assert "空.txt" in report.list.toPlainText()
    project = window.bridge.project
    assert project is not None
    article = window.bridge.articles()[0].id
    QTest.mouseClick(report.accept_proved, Qt.MouseButton.LeftButton)
    assert project.view(article, "clean").text == text.replace("(qū)", "").replace("(xié)", "")
    window.actions_["undo"].trigger()
    assert project.view(article, "clean").text == text
    assert len(project.emendations(article)) >= 2, "they are proposed still"


def test_the_import_report_leads_to_the_review(window: Window, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "甲.txt").write_text("昌都市卡若區(qū)的幹部說,協(xié)議已經簽了。\n", "utf-8")
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    window.files.bring([tmp_path / "甲.txt"])
    QTest.mouseClick(report_of(qtbot).review, Qt.MouseButton.LeftButton)
    assert window.review.isVisible()
    assert len(window.review.places.places.rows) == 2


def test_a_clean_article_comes_in_without_a_word(window: Window, tmp_path: Path) -> None:
    (tmp_path / "净.txt").write_text("滨海新区与昌都签约。\n", "utf-8")
    assert window.files.open_path(tmp_path / "新.danqian", create=True)
    window.files.bring([tmp_path / "净.txt"])
    QApplication.processEvents()
    tops = QApplication.topLevelWidgets()
    assert not [w for w in tops if isinstance(w, ImportReport) and w.isVisible()]


def test_the_card_shows_the_found_text_of_an_emended_annotation(mender: Hands) -> None:
    project = project_of(mender)
    whole = span_of("新區(qū)與昌都")
    mender.window.bridge.do(lambda p: p.annotate("a", whole, "REGION"))
    mender.window.place.activate(project.annotations("a")[0].id)
    card = mender.window.details
    assert card.raw.isHidden()
    ids = [e.id for e in project.emendations("a") if whole.contains(e.span)]
    mender.window.bridge.do(lambda p: p.judge("a", ids, "accepted"))
    assert "新區(qū)與昌都" in card.raw.text() and not card.raw.isHidden()
    assert "新区与昌都" in card.hans.text()
