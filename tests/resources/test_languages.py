"""Every text of the interface is there in every language, with the same blanks."""

from __future__ import annotations

import ast
import re
import runpy
import string
from pathlib import Path

import pytest

import resources
from annotations.text.script import only_simplified
from gui.commands import COMMANDS, MENUS
from gui.language import LANGUAGES, SOURCE, number

ROOT = Path(__file__).parent.parent.parent
BUILD = runpy.run_path(str(ROOT / "resources" / "languages" / "build.py"))
OTHERS = [language for language in LANGUAGES if language != SOURCE]
CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
OWN_NAMES = {"简体中文", "繁體中文"}  # of languages
# What is Chinese in the code and is not said by the interface: patterns of Chinese texts, what
# is looked for in them, names of files and folders that are not ours to change.
NOT_SAID = {
    "clipboard.py",
    "doing/quoting.py",
    "panels/annotations.py",
    "panels/attributes.py",
    "panels/excerpts.py",
    "reader",
    "sample.py",
    "sync_folders.py",
    "tour.py",
}
# What software from the mainland says and that of Taiwan does not.
MAINLAND = re.compile(
    "文件|項目|導入|導出|保存|打開|視圖|軟件|程序碼|默認|信息|數據|鼠標|菜單|剪貼板|光標|搜索|撤銷"
    "|窗口|屏幕|磁盤|字符|內存|界面|快捷鍵|鏈接|文本|只讀|單擊|全角|半角|字節|視頻|網絡|服務器"
)


def pairs(language: str) -> list[tuple[str, str, str]]:
    """Context, text and translation of everything in a language."""
    table = BUILD["translations"](language)
    return [(context, text, table[context][text]) for context in table for text in table[context]]


def blanks(template: str) -> list[str]:
    return sorted(
        str(name) for _, name, _, _ in string.Formatter().parse(template) if name is not None
    )


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_code_has_its_translation_and_no_other_text_has(language: str) -> None:
    wanted = {(context, text) for context, texts in BUILD["sources"]().items() for text in texts}
    made = {(context, text) for context, text, translation in pairs(language) if translation}
    told = f"run resources/languages/build.py, then translate what is empty in {language}.toml"
    assert (wanted - made, made - wanted) == (set(), set()), told


def test_the_texts_of_commands_and_menus_are_among_them() -> None:
    found = BUILD["sources"]()["commands"]
    assert {command.text for command in COMMANDS} | {menu.text for menu in MENUS} <= set(found)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_blanks_of_its_text(language: str) -> None:
    other = [
        (context, text)
        for context, text, translation in pairs(language)
        if any(blanks(form) != blanks(text) for form in translation.split("|"))
    ]
    assert other == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_menu_entry_has_no_letter_of_its_own_twice(language: str) -> None:
    """`&` marks the letter that chooses an entry: as many as in the code."""
    other = [text for _, text, made in pairs(language) if text.count("&") != made.count("&")]
    assert other == []


def test_no_chinese_is_in_the_english_texts() -> None:
    left = [t for _, _, t in pairs("en") if CHINESE.search(t) and t not in OWN_NAMES]
    assert left == []


def test_the_texts_of_taiwan_are_in_its_script_and_in_its_words() -> None:
    texts = [made for _, _, made in pairs("zh_TW")] + list(resources.messages("zh_TW").values())
    odd = [
        text
        for text in texts
        if text not in OWN_NAMES and (set(text) & only_simplified() or MAINLAND.search(text))
    ]
    assert odd == []


def test_every_chinese_text_of_the_window_can_be_translated() -> None:
    """What is written past the translation stays Chinese in every language."""
    known = {text for texts in BUILD["sources"]().values() for text in texts}
    left: list[tuple[str, str]] = []
    for file in sorted((ROOT / "gui").rglob("*.py")):
        name = file.relative_to(ROOT / "gui")
        if name.as_posix() not in NOT_SAID and name.parts[0] not in NOT_SAID:
            left += [(name.as_posix(), t) for t in written(file) if t not in known]
    assert left == []


def written(file: Path) -> list[str]:
    """The Chinese texts in a module, beside those that explain it."""
    tree = ast.parse(file.read_text("utf-8"))
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in explained
    ]


# -- the sentences of the core --------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_core_is_there_with_the_same_blanks(language: str) -> None:
    ours, theirs = resources.messages(SOURCE), resources.messages(language)
    assert ours.keys() == theirs.keys()
    assert [key for key in ours if blanks(ours[key]) != blanks(theirs[key])] == []


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 place in 2 articles"), (2, "2 places in 2 articles"), ("1", "1 place in 2 articles")],
)
def test_a_word_fits_its_number(count: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"k": "{count:place/places} in {articles:article/articles} of {file}"}
    monkeypatch.setattr(resources, "messages", lambda _: known)
    said = resources.worded("k", {"count": count, "articles": 2, "file": "{count:a/b}"}, "en")
    assert said == told + " of {count:a/b}"


def test_a_number_of_the_window_has_the_word_that_fits_it() -> None:
    told = "{:place/places} in {:article/articles}, {}"
    assert told.format(*map(number, (1, 0, 1))) == "1 place in 0 articles, 1"
    assert told.format(*map(number, (1_000, 1, 2))) == "1,000 places in 1 article, 2"


NUMBERS = (
    "|all|annotations|articles|count|events|groups|hits|many|missing|pages|relations|steps|times"
    "|total|turns"
)
COUNTED = re.compile(rf"\{{(?:{NUMBERS})\}} (?:[a-z]+ ){{0,2}}?([a-z]+s)\b")
OTHERWISE = {"corpus", "does", "is", "largest", "stands", "this", "was"}
NEVER_ONE = {
    "Discard {} unsaved steps? What is saved is not affected.",  # asked of several
    "Only the {} largest groups are listed",  # always the same number
}


def test_no_english_text_counts_one_as_many() -> None:
    """A number before a word in the plural is `{count:place/places}`, which has both."""
    texts = [made for _, _, made in pairs("en") if "|" not in made]
    texts += resources.messages("en").values()
    found = {text: set(COUNTED.findall(text)) - OTHERWISE for text in texts}
    assert {text for text, words in found.items() if words} == NEVER_ONE


def test_the_build_leaves_files_alone_that_are_up_to_date() -> None:
    for language in OTHERS:
        assert BUILD["renewed"](language) == resources.text(f"languages/{language}.toml")
    assert BUILD["renewed_messages"]() == resources.text("messages/zh_TW.toml")
