"""Copying from the text: as it is shown, as the source has it, or with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui import clipboard, language, wording

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.text.dates import Day
    from gui.window import Window

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
INNER = str.maketrans("《》", "〈〉")  # a book title inside of one: GB/T 15834


class Quoting(QObject):
    """Copies from its window's article what is selected."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "copy-text": self.copy_text,
            "copy-source": self.copy_source,
            "copy-citation": self.copy_citation,
        }

    def copy_text(self) -> bool:
        """Copy the selection as the view writes it; whether there is one."""
        return self._put(self._window.reader.selected_text())

    def copy_source(self) -> bool:
        """Copy the source of the selection, with all that the views leave out or mend."""
        project, span = self._window.bridge.project, self._window.reader.selection()
        if project is None or span is None:
            return self._put("")
        views = project.views(self._window.place.article)
        return self._put(span.of(views.of("source").text))

    def copy_citation(self) -> bool:
        """Copy the selection, or nothing, with what is known of where it comes from."""
        project, article = self._window.bridge.project, self._window.place.article
        if project is None or not article:
            return False
        known = project.article(article)
        text = self._window.reader.selected_text()
        return self._put(citation(text, known, chinese=language.spoken() != "en"))

    def _put(self, text: str) -> bool:
        if text:
            clipboard.put(text)
        else:
            self._window.desk.banner.tell(self.tr("先在正文里选一段文字。"))
        return bool(text)


def citation(text: str, article: Article, *, chinese: bool) -> str:
    """A text and, in a line below it, as much of its origin as is known.

    ——outlet《title》，date，address; in English — “Title”, Outlet, date, address.  Without a
    text the origin alone.
    """
    known = {name: _line(value) for name, value in article.meta.items() if isinstance(value, str)}
    made = _chinese if chinese else _english
    origin = made(_line(article.title), known)
    return f"{text.strip()}\n{'——' if chinese else '— '}{origin}" if text.strip() else origin


def _chinese(title: str, known: Mapping[str, str]) -> str:
    named = f"{known.get('outlet', '')}《{title.translate(INNER)}》"
    return "，".join(filter(None, (named, _date(known, _in_chinese), known.get("url"))))


def _english(title: str, known: Mapping[str, str]) -> str:
    parts = (f"“{title}”", known.get("outlet"), _date(known, _in_english), known.get("url"))
    return ", ".join(filter(None, parts))


def _date(known: Mapping[str, str], worded: Callable[[Day], str]) -> str:
    """The date in the form of the language; as it was written where no day is understood."""
    from annotations.text.dates import day

    written = known.get("date", "")
    understood = day(written)
    return worded(understood) if understood else written


def _in_chinese(date: Day) -> str:
    parts = zip((date.year, date.month, date.day), "年月日", strict=True)
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _in_english(date: Day) -> str:
    month = MONTHS[date.month - 1] if date.month else ""
    return " ".join(filter(None, (str(date.day or ""), month, str(date.year or ""))))


def _line(text: str) -> str:
    return wording.plain(" ".join(text.split()))
