"""Copying: what is shown, what the source has, and where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotations.model import Article, Source, Span
from gui import clipboard, language
from gui.doing.quoting import citation
from gui.hands import CONTROL, SHIFT, Hands

ALT = Qt.KeyboardModifier.AltModifier
TEXT = "𠮷田走后，松江区(qū)举行签约仪式。\n双方共议合作。"
MARKED = Span(TEXT.index("松江"), TEXT.index("签约"))
KNOWN = {"outlet": "松江报", "date": "2019-03-07", "url": "https://example.org/1"}


def article(title: str = "两地签约", **meta: object) -> Article:
    return Article("a", title, "", Source("a.txt", "", "utf-8", False), meta=meta)


@pytest.fixture
def copied(hands: Hands, tmp_path: Path) -> str:
    """An article of one's own, in which a residue is emended away, with a passage selected."""
    file = tmp_path / "签约.txt"
    file.write_text(TEXT, "utf-8")
    bridge = hands.window.bridge
    bridge.bring([file])
    id = bridge.articles()[-1].id
    project = bridge.project
    assert project is not None
    found = [e.id for e in project.views(id).emendations if e.kind == "pinyin"]
    bridge.do(lambda p: p.judge(id, found, "accepted"))
    bridge.do(lambda p: p.set_article(id, title="《两地》签约", meta=KNOWN))
    hands.article(id)
    hands.view("hant")
    hands.reader.select(MARKED)
    QGuiApplication.clipboard().clear()
    return id


def held() -> str:
    return QGuiApplication.clipboard().text()


# -- by keys ----------------------------------------------------------------------------------


def test_ctrl_c_copies_what_the_view_shows(hands: Hands, copied: str) -> None:
    hands.key(Qt.Key.Key_C, CONTROL)
    assert held() == "松江區舉行"


def test_ctrl_shift_c_copies_what_the_source_has(hands: Hands, copied: str) -> None:
    hands.key(Qt.Key.Key_C, CONTROL | SHIFT)
    assert held() == "松江区(qū)举行"


def test_ctrl_alt_c_copies_the_view_with_its_origin(hands: Hands, copied: str) -> None:
    hands.key(Qt.Key.Key_C, CONTROL | ALT)
    assert held() == ("松江區舉行\n——松江报《〈两地〉签约》，2019年3月7日，https://example.org/1")


def test_in_english_the_origin_is_cited_as_english_does(hands: Hands, copied: str) -> None:
    language.speak("en")
    try:
        hands.key(Qt.Key.Key_C, CONTROL | ALT)
    finally:
        language.speak(language.SOURCE)
    assert held() == "松江區舉行\n— “《两地》签约”, 松江报, 7 March 2019, https://example.org/1"


def test_without_a_selection_the_origin_alone_is_copied(hands: Hands, copied: str) -> None:
    hands.reader.select(None)
    hands.key(Qt.Key.Key_C, CONTROL | ALT)
    assert held() == "松江报《〈两地〉签约》，2019年3月7日，https://example.org/1"


def test_without_a_selection_nothing_is_copied_and_that_is_told(hands: Hands, copied: str) -> None:
    clipboard.put("别的")
    hands.reader.select(None)
    for command in ("copy-text", "copy-source"):
        hands.window.desk.banner.hide()
        hands.window.actions_[command].trigger()
        assert held() == "别的"
        assert hands.window.desk.banner.isVisible()
    hands.key(Qt.Key.Key_C, CONTROL)
    assert held() == "别的"


def test_in_a_field_the_keys_copy_the_field(hands: Hands, copied: str) -> None:
    field = hands.window.articles.filter
    field.setText("甲乙丙")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    assert held() == "甲乙丙"
    shown = QPlainTextEdit("丁戊", hands.window)  # as the passages of the review are
    shown.setReadOnly(True)
    shown.show()
    shown.setFocus()
    shown.selectAll()
    QTest.keyClick(shown, Qt.Key.Key_C, CONTROL)
    assert held() == "丁戊"


def test_the_menu_copies_what_the_key_does(hands: Hands, copied: str) -> None:
    hands.window.actions_["copy-text"].trigger()
    assert held() == "松江區舉行"


def test_what_is_on_the_clipboard_can_always_be_written(qapp: QApplication) -> None:
    clipboard.put("坏\ud842了𠮷")
    assert held() == "坏�了𠮷"


# -- origins ----------------------------------------------------------------------------------


def test_what_is_not_known_is_left_out() -> None:
    assert citation("文", article(), chinese=True) == "文\n——《两地签约》"
    assert citation("文", article(), chinese=False) == "文\n— “两地签约”"
    known = article(date="2019-03", outlet="")
    assert citation("文", known, chinese=True) == "文\n——《两地签约》，2019年3月"
    assert citation("文", known, chinese=False) == "文\n— “两地签约”, March 2019"


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("民国108年3月7日", "2019年3月7日", "7 March 2019"),
        ("2019", "2019年", "2019"),
        ("XXXX-03-07", "3月7日", "7 March"),
        ("去年秋天", "去年秋天", "去年秋天"),
        ("2019-02-31", "2019-02-31", "2019-02-31"),
    ],
)
def test_a_date_is_worded_where_it_is_understood(written: str, chinese: str, english: str) -> None:
    known = article(date=written)
    assert citation("", known, chinese=True) == f"《两地签约》，{chinese}"
    assert citation("", known, chinese=False) == f"“两地签约”, {english}"


def test_an_origin_is_one_line_in_which_nothing_is_turned_round() -> None:
    known = article("两地\n签约\u202e", outlet="松江\u2028报", url=7)
    assert citation("甲\n乙\n", known, chinese=True) == "甲\n乙\n——松江 报《两地 签约⟪RLO⟫》"
