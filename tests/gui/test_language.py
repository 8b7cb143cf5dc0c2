"""Which language is spoken, and how it writes numbers, names and days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMessageBox

import resources
from annotations import tagset
from gui import language, settings


@pytest.fixture(autouse=True)
def _source_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.speak(language.SOURCE)


@pytest.mark.parametrize(
    ("desktop", "wanted"),
    [
        *(("zh_CN.UTF-8", "zh_CN"), ("zh-Hans-SG", "zh_CN"), ("zh", "zh_CN")),
        *(("zh_TW.UTF-8", "zh_TW"), ("zh-Hant-HK", "zh_TW"), ("zh_MO", "zh_TW")),
        *(("en_US.UTF-8", "en"), ("en", "en"), ("C", "zh_CN"), ("de_DE", "zh_CN")),
    ],
)
def test_the_language_of_the_desktop_is_followed_where_we_have_it(
    desktop: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.put("language", "system")
    monkeypatch.setenv("DANQIAN_LANG", desktop)
    assert language.wanted() == wanted
    settings.put("language", "zh_CN")
    assert language.wanted() == "zh_CN", "what the user chose goes first"


@pytest.mark.parametrize("known", [code for code in language.LANGUAGES if code != language.SOURCE])
def test_a_text_is_said_in_the_language_that_is_spoken(known: str) -> None:
    assert QCoreApplication.translate("commands", "撤销") == "撤销"
    language.speak(known)
    assert QCoreApplication.translate("commands", "撤销") in ("復原", "Undo")
    assert QCoreApplication.translate("commands", "no such text") == "no such text"
    assert QCoreApplication.translate("no such context", "撤销") == "撤销"
    language.speak(language.SOURCE)
    assert QCoreApplication.translate("commands", "撤销") == "撤销"


class Frame(QObject):
    """Named as the class whose texts it says."""

    def told(self) -> str:
        return self.tr("丹铅")


class Deeper(Frame):
    pass


def test_what_a_subclass_says_is_found_where_its_class_says_it() -> None:
    language.speak("en")
    assert Deeper().told() == "Danqian"


def test_the_source_needs_no_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "text", lambda _: pytest.fail("a file was read"))
    language.speak(language.SOURCE)
    assert QCoreApplication.translate("commands", "撤销") == "撤销"


@pytest.mark.parametrize("known", language.LANGUAGES)
def test_keys_are_called_what_is_printed_on_them(known: str) -> None:
    language.speak(known)
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Alt+Down").toString(native) == "Alt+Down"
    assert QKeySequence("Ctrl+Shift+Del").toString(native) == "Ctrl+Shift+Del"


@pytest.mark.parametrize(
    ("known", "told"), [("zh_CN", "取消"), ("zh_TW", "取消"), ("en", "Cancel")]
)
def test_the_buttons_that_qt_makes_speak_the_same_language(known: str, told: str) -> None:
    language.speak(known)
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    (button,) = box.buttons()
    assert button.text().replace("&", "") == told


def test_a_tag_is_called_what_the_language_calls_it() -> None:
    names = tagset.default().entities[0].names
    called = []
    for known in language.LANGUAGES:
        language.speak(known)
        called.append(language.name(names))
    assert called == [names.hans, names.hant, names.en]


@pytest.mark.parametrize("known", language.LANGUAGES)
def test_numbers_have_their_thousands_parted(known: str) -> None:
    language.speak(known)
    assert language.number(1234567) == "1,234,567"
    assert language.decimal(1234.56) == "1,234.6"


def test_days_are_written_as_the_language_does() -> None:
    given = date(2026, 3, 7)
    assert language.day(given, "yyyy 年 M 月 d 日") == "2026 年 3 月 7 日"
    language.speak("en")
    assert language.day(given, "d MMMM yyyy") == "7 March 2026"


def test_one_of_something_is_not_many() -> None:
    assert language.counted("{} day|{} days", 1) == "1 day"
    assert language.counted("{} day|{} days", 0) == "0 days"
    assert language.counted("{} day|{} days", 1200) == "1,200 days"
    assert language.counted("{} 天", 1) == "1 天"


@pytest.mark.parametrize("known", language.LANGUAGES)
def test_every_language_has_its_sentences(known: str) -> None:
    assert resources.messages(known)["nothing-to-undo"]
