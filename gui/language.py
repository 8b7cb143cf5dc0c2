"""The language of the interface: which one it is, and how it writes names, numbers and days.

The texts in the code are in simplified Chinese.  What they are in another language stands in one
file for each in `resources/languages`: a table for every context, text = translation.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
)

import resources
from gui import settings
from gui.guard import guarded

if TYPE_CHECKING:
    from typing import Literal, Protocol

    class Named(Protocol):
        """What has a name in every language, as the labels of a tag set do."""

        def of(self, language: str) -> str: ...
        def brief(self, language: str) -> str: ...


SOURCE = "zh_CN"  # the language that the code is written in
SYSTEM = "system"  # the setting that follows the desktop
LANGUAGES: Mapping[str, str] = {  # and the locale of its numbers and days
    "zh_CN": "zh_CN",
    "zh_TW": "zh_TW",
    "en": "en_GB",
}

_spoken = SOURCE
_locale = QLocale(LANGUAGES[SOURCE])
_catalogue: QTranslator | None = None  # that is installed


class Catalogue(QTranslator):
    """The texts of one language, ours and Qt's own; a text that it lacks stays as it is."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Mapping[str, Mapping[str, str]] = {}
        if language != SOURCE:
            import tomllib

            self._words = tomllib.loads(resources.text(f"languages/{language}.toml"))
        if language != "en":  # in which Qt's own texts are written
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self.load(f"qtbase_{language}", folder)

    @guarded
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        known = self._words.get(context)
        if known is not None:
            return known.get(sourceText) or None
        if context[:1] != "Q" or context == "QShortcut":  # no class of Qt; keys stay as printed
            return None
        return super().translate(context, sourceText, disambiguation, n) or None

    @guarded(default=False)
    def isEmpty(self) -> bool:
        return False


def spoken() -> str:
    """The language that the interface is in."""
    return _spoken


def wanted() -> str:
    """The language that the settings ask for: a named one, else the desktop's, else the source's.

    DANQIAN_LANG stands for the desktop's where it is set, as it does on the command line.
    """
    setting = settings.get("language")
    if setting in LANGUAGES:
        return setting
    named = os.environ.get("DANQIAN_LANG")
    for name in [named] if named else QLocale.system().uiLanguages():
        if (known := resources.language_of(name)) is not None:
            return known
    return SOURCE


def speak(language: str) -> None:
    """Have every text that is made from now on in this language."""
    global _spoken, _locale, _catalogue
    application = QCoreApplication.instance()
    assert application is not None
    if _catalogue is not None:
        QCoreApplication.removeTranslator(_catalogue)
        _catalogue.deleteLater()
    _spoken, _locale = language, QLocale(LANGUAGES[language])
    _catalogue = Catalogue(language, application)
    QCoreApplication.installTranslator(_catalogue)


# -- names, numbers, days -------------------------------------------------------------------


def name(named: Named) -> str:
    """What a label, a type or a value of a tag set is called."""
    return named.of(_spoken)


def brief(named: Named) -> str:
    """The same where there is little room."""
    return named.brief(_spoken)


def script() -> Literal["hans", "hant"]:
    """The script whose glyphs the interface is drawn with."""
    return "hant" if _spoken == "zh_TW" else "hans"


class Number(str):
    """A number as it is written; of "{:place/places}" it takes the word that fits it."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        one, slash, many = form.partition("/")
        return f"{self} {one if self == '1' else many}" if slash else super().__format__(form)


def number(value: int) -> str:
    """A number with its thousands parted."""
    return Number(_locale.toString(value))


def decimal(value: float, places: int = 1) -> str:
    """A number with so many places behind the point."""
    return _locale.toString(value, "f", places)


def day(value: date, form: str) -> str:
    """A day in a form of Qt's: "d MMMM yyyy"."""
    from PySide6.QtCore import QDate

    return _locale.toString(QDate(value.year, value.month, value.day), form)


def counted(told: str, value: int) -> str:
    """A number in a text with a blank; of "{} day|{} days" the form that fits the number."""
    one, _, many = told.partition("|")
    return (one if value == 1 or not many else many).format(number(value))
