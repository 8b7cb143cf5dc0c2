"""The help: its pages tell what the program really does, in three languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from annotations import tagset
from annotations.text.script import only_simplified
from gui import language
from gui.commands import COMMANDS
from gui.dialogs import help_pages
from gui.dialogs.help import HelpWindow
from gui.dialogs.help_pages import HelpPage, filled, html, pages
from gui.dialogs.shortcuts import shown_keys
from gui.hands import CONTROL, Hands
from tests.resources.test_languages import MAINLAND

TAGS = tagset.default()
NAMES = (
    *("first-steps", "articles", "reading", "tagging", "suggestions", "emendations"),
    *("search", "safety", "export", "suggest-command", "keyboard"),
)
BLANK = re.compile(r"\{[^}]*\}")
LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.fixture(autouse=True)
def simplified(qapp: QApplication) -> Iterator[None]:
    """Whatever a test speaks, the next one hears simplified Chinese."""
    yield
    language.speak(language.SOURCE)


def written(spoken: str) -> dict[str, str]:
    """The pages of a language as they are written, by their files."""
    folder = f"help/{spoken}"
    return {file: resources.text(f"{folder}/{file}") for file in resources.names(folder)}


def shown(text: str) -> str:
    """What a reader sees of a page with this text."""
    document = QTextDocument()
    document.setHtml(html(HelpPage("", "", text)))
    return document.toPlainText()


# -- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_language_has_every_page_with_the_same_blanks_and_links(spoken: str) -> None:
    own, source = written(spoken), written("zh_CN")
    assert list(own) == list(source)
    for file, text in own.items():
        tongue = re.compile(r"\{menu:language-\w+\}")  # an example, another one in each
        blanks = Counter(BLANK.findall(tongue.sub("", text)))
        assert blanks == Counter(BLANK.findall(tongue.sub("", source[file]))), file
        assert LINK.findall(text) == LINK.findall(source[file])
        for mark in ("# ", "## ", "- ", "1. ", "| "):
            lines = [
                sum(line.startswith(mark) for line in t.split("\n")) for t in (text, source[file])
            ]
            assert lines[0] == lines[1], (file, mark)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_page_is_filled_and_every_link_leads_somewhere(spoken: str) -> None:
    language.speak(spoken)
    made = pages()
    assert tuple(page.name for page in made) == NAMES
    for page in made:
        assert page.title and not BLANK.search(page.title)
        assert not re.search(r"\{\w+(:[\w-]+)?\}", page.text)
        assert set(LINK.findall(page.text)) <= set(NAMES)
        told = shown(page.text)
        assert not re.search(r"\[\[|\*\*|\\\||^\||\|--", told, re.MULTILINE)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_no_page_spells_a_key_that_a_command_has(spoken: str) -> None:
    taken = {key for command in COMMANDS for key in command.keys}
    for file, text in written(spoken).items():
        assert not taken & set(re.findall(r"\[\[(.+?)\]\]", text)), file


def test_in_english_no_chinese_stands_but_in_examples() -> None:
    han = re.compile(r"[\u4e00-\u9fff]+")
    examples = set("原文校文简体繁體后後里裡干部制造區浦东新区浦東新區画劃中双方两地沪明苏锡常")
    for file, text in written("en").items():
        assert set("".join(han.findall(text))) <= examples, file


def test_in_traditional_nothing_is_simplified_nor_a_word_of_the_mainland() -> None:
    for file, text in written("zh_TW").items():
        said = re.sub(r"`[^`]*`", "", text)
        assert set(said) & only_simplified() <= set("东区"), file  # of 浦东新区, an example
        assert MAINLAND.findall(said) == [], file


def test_no_page_has_characters_of_two_units() -> None:
    """Places of hits are counted in both, as if they were one."""
    for spoken in language.LANGUAGES:
        for text in written(spoken).values():
            assert max(text) <= "\uffff"


def test_the_keyboard_page_tells_every_command_with_its_keys() -> None:
    told = shown(pages()[-1].text)
    for command in COMMANDS:
        assert command.label.rstrip("…") in told
        for key in shown_keys(command.keys).split("  "):
            assert key in told.replace("\xa0", " ")


def test_a_page_follows_the_table_of_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    other = [replace(c, keys=("Ctrl+7",)) if c.id == "undo" else c for c in COMMANDS]
    monkeypatch.setattr(help_pages, "COMMANDS", other)
    assert filled("{key:undo}", TAGS) == "[[Ctrl+7]]"
    assert filled("{key:redo}", TAGS) == "[[Ctrl+Shift+Z]] [[Ctrl+Y]]"
    assert filled("{key:merge}", TAGS) == filled("{menu:merge}", TAGS) == "**文件 › 合并另一份**"
    assert filled("{menu:hant-s2t}", TAGS) == "**视图 › 繁體用字 › OpenCC 标准（s2t）**"


def test_a_page_tells_the_keys_of_the_project_and_else_the_carried_ones() -> None:
    person = next(entity for entity in TAGS.entities if entity.id == "PERSON")
    own = replace(TAGS, entities=(replace(person, key="9"),))
    assert filled("{tag:PERSON}", own) == "[[9]] 人名"
    assert filled("{tag:GOV}", own) == filled("{tag:GOV}", TAGS)


@pytest.mark.parametrize("blank", ["{key:none}", "{menu:none}", "{tag:NONE}", "{what:undo}"])
def test_a_blank_that_says_nothing_is_not_passed_over(blank: str) -> None:
    with pytest.raises(KeyError):
        filled(blank, TAGS)


def test_what_looks_like_markup_of_html_is_shown_as_it_is() -> None:
    assert shown("a <b>bold</b> & <img src='x.png'>") == "a <b>bold</b> & <img src='x.png'>"
    told = shown("`?/span>` 和 [[`]] 与 [[Ctrl+]]]。")
    assert " ".join(told.split()) == "?/span> 和 ` 与 Ctrl+] 。"


def test_a_key_that_parts_the_cells_of_a_table_stays_in_its_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = [replace(c, keys=("|", "\\")) if c.id == "undo" else c for c in COMMANDS]
    monkeypatch.setattr(help_pages, "COMMANDS", other)
    table = "| a | b |\n|---|---|\n| {key:undo} | c |"
    assert shown(filled(table, TAGS)).replace("\xa0", " ").split() == ["a", "b", "|", "\\", "c"]


# -- the window -------------------------------------------------------------------------------


@pytest.fixture
def help_window(qtbot: QtBot) -> Iterator[HelpWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = HelpWindow(parent)
    window.show_page("first-steps")
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window


def listed(window: HelpWindow) -> list[str]:
    return [window.list.item(row).text() for row in range(window.list.count())]


def current(window: HelpWindow) -> str:
    """The title of the page that is shown, which the list must say as well."""
    title = window.page.toPlainText().partition("\n")[0]
    chosen = window.list.currentItem()
    assert chosen is None or chosen.text() == title
    return title


def test_the_list_leads_from_page_to_page_by_keys(help_window: HelpWindow) -> None:
    assert current(help_window) == "第一步"
    QTest.keyClick(help_window.search, Qt.Key.Key_Down)
    QTest.keyClick(help_window.list, Qt.Key.Key_Down)
    assert current(help_window) == "文章列表"
    QTest.keyClick(help_window.list, Qt.Key.Key_End)
    assert current(help_window) == "键盘"


def test_a_search_in_the_other_script_keeps_the_pages_that_have_it(
    help_window: HelpWindow,
) -> None:
    help_window.search.insert("離開正文")
    assert listed(help_window) == ["阅读与视图"] and current(help_window) == "阅读与视图"
    assert help_window.page.textCursor().selectedText() == "离开正文"
    marks = help_window.page.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["离开正文"]  # type: ignore[attr-defined]
    help_window.search.clear()
    assert len(listed(help_window)) == len(NAMES) and current(help_window) == "阅读与视图"
    assert not help_window.page.extraSelections()


def test_all_words_must_be_on_the_page(help_window: HelpWindow) -> None:
    help_window.search.insert("ctrl+shift+c 出处")
    assert listed(help_window) == ["阅读与视图", "键盘"]
    help_window.search.insert(" 没有的字串")
    assert listed(help_window) == []
    assert "阅读与视图" in help_window.page.toPlainText()


def test_what_is_only_markup_is_not_found(help_window: HelpWindow) -> None:
    for markup in ("**", "[[", "|---", "](", "keyboard"):
        help_window.search.setText(markup)
        assert listed(help_window) == [], markup


def test_enter_steps_from_hit_to_hit_and_round(help_window: HelpWindow) -> None:
    help_window.search.insert("原文")
    seen = [help_window.page.textCursor().selectionStart()]
    for _ in help_window.page.extraSelections():
        QTest.keyClick(help_window.search, Qt.Key.Key_Return)
        seen.append(help_window.page.textCursor().selectionStart())
    assert len(seen) > 2 and seen[:-1] == sorted(set(seen)) and seen[-1] == seen[0]


def test_a_link_goes_to_its_page_and_no_address_anywhere(help_window: HelpWindow) -> None:
    help_window.page.anchorClicked.emit(QUrl("keyboard"))
    assert current(help_window) == "键盘"
    for address in ("https://example.org/", "file:///etc/passwd", "README.md"):
        help_window.page.anchorClicked.emit(QUrl(address))
        assert current(help_window) == "键盘"
        assert help_window.page.loadResource(2, QUrl(address)) is None
    assert help_window.page.source().isEmpty()


def test_a_click_on_a_link_goes_to_its_page(help_window: HelpWindow) -> None:
    page = help_window.page
    link = page.document().find("键盘")
    page.setTextCursor(link)
    page.ensureCursorVisible()
    at = page.cursorRect(link).center()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at - QPoint(5, 0))
    assert current(help_window) == "键盘"
    assert page.source().isEmpty() and not page.openLinks()  # it opens nothing by itself


def test_a_link_leads_out_of_what_the_search_kept(help_window: HelpWindow) -> None:
    help_window.search.insert("離開正文")
    help_window.page.anchorClicked.emit(QUrl("safety"))
    assert current(help_window) == "不会丢失" and help_window.search.text() == ""


# -- from the panels --------------------------------------------------------------------------


def opened(hands: Hands) -> HelpWindow:
    (found,) = hands.window.findChildren(HelpWindow)
    return found


def test_f1_opens_the_page_of_the_panel_that_has_the_keys(hands: Hands) -> None:
    window = hands.window
    window.show_review(True)
    window.show_history(True)
    places = {
        "阅读与视图": window.reader,
        "文章列表": window.articles.list,
        "搜索": window.articles.filter,
        "不会丢失": window.history.list,
        "勘误": window.review.places,
    }
    for title, part in places.items():
        window.activateWindow()
        part.setFocus()
        hands.settle()
        hands.key(Qt.Key.Key_F1)
        assert current(opened(hands)) == title


def test_what_stands_in_a_panel_has_the_page_of_the_panel(hands: Hands) -> None:
    def pages_in(part: QWidget) -> set[str]:
        found = [w for w in part.findChildren(QWidget) if w.isVisible() and w.focusPolicy()]
        made: set[str] = set()
        for widget in found:
            widget.setFocus()
            made.add(hands.window.doing.helping.page())
        return made

    window = hands.window
    hands.click(0)
    hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.place.active
    assert pages_in(window.details) == pages_in(window.annotations) == {"tagging"}
    window.place.activate("")
    hands.settle()
    assert pages_in(window.details.about) == {"articles"}


def test_the_help_closes_with_escape_and_comes_back(hands: Hands, qtbot: QtBot) -> None:
    hands.key(Qt.Key.Key_F1)
    help_window = opened(hands)
    help_window.activateWindow()
    QTest.keyClick(help_window, Qt.Key.Key_F, CONTROL)
    assert help_window.search.hasFocus()
    with qtbot.waitSignal(help_window.destroyed):
        QTest.keyClick(help_window, Qt.Key.Key_Escape)
    hands.window.activateWindow()
    hands.reader.setFocus()
    hands.settle()
    hands.key(Qt.Key.Key_F1)
    assert opened(hands).isVisible()
