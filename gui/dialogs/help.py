"""The help: its pages at the left, one of them at the right, and a search over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Template

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotations.tagset import TagSet
from gui import look, settings
from gui.dialogs.help_pages import HelpPage, html, pages
from gui.guard import guarded

NAME = Qt.ItemDataRole.UserRole
STYLE = Template("""
h1 { font-size: 22px; font-weight: 600; margin: 2px 0 14px 0; }
h2 { font-size: 16px; font-weight: 600; margin: 18px 0 8px 0; }
p { margin: 0 0 10px 0; line-height: 122%; }
table { margin: 2px 0 12px 0; }
th { text-align: left; font-weight: 600; color: $muted; padding: 3px 16px 3px 0; }
td { padding: 4px 16px 4px 0; line-height: 116%; }
.sign { padding: 3px 10px 3px 2px; color: $muted; }
.item { padding: 3px 0 3px 0; }
a { color: $accent; text-decoration: none; }
body, td, th, p { font-size: 14px; }
code, .key { background-color: $hover; }
code { font-family: monospace; }
""")


class PageView(QTextBrowser):
    """Shows a page; it opens nothing by itself, neither a file nor an address."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("helppage")
        self.document().setDocumentMargin(28)

    @guarded
    def loadResource(self, type: int, name: QUrl | str) -> None:
        """No page has pictures or style sheets of its own."""


class HelpWindow(QWidget):
    """Stays beside the work until it is closed. Type in the box to look for something."""

    def __init__(self, parent: QWidget, tagset: TagSet | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("使用说明"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = {page.name: page for page in pages(tagset)}
        self._shown = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("在说明里搜索"))
        self.search.setAccessibleName(self.tr("在说明里搜索"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setAccessibleName(self.tr("各页"))
        self.page = PageView()
        self.page.setAccessibleName(self.tr("说明"))
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.next_hit)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.page.anchorClicked.connect(lambda url: self.show_page(url.toString()))
        for keys, do in (("Ctrl+F", self.search.setFocus), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        self._list(tuple(self._pages.values()))

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(216)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.page, 1)
        self.setMinimumSize(560, 360)
        self.resize(920, 660)

    # -- pages ------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Go to a page; one that is not there leaves the one that is shown."""
        if name not in self._pages:
            return
        if name not in self._listed():
            self.search.clear()
        self.list.setCurrentRow(self._listed().index(name))
        self._show(name)

    def _listed(self) -> list[str]:
        return [self.list.item(row).data(NAME) for row in range(self.list.count())]

    def _list(self, found: Sequence[HelpPage]) -> None:
        """The pages that can be chosen; the one that is shown stays where it is one of them."""
        self.list.blockSignals(True)
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(NAME, page.name)
            self.list.addItem(item)
        names = [page.name for page in found]
        if self._shown in names:
            self.list.setCurrentRow(names.index(self._shown))
        self.list.blockSignals(False)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(NAME))

    def _show(self, name: str) -> None:
        theme = look.chosen(settings.get("theme"))
        colours = {token: getattr(theme, token).name() for token in ("muted", "accent", "hover")}
        self._shown = name
        self.page.document().setDefaultStyleSheet(STYLE.substitute(colours))
        self.page.setHtml(html(self._pages[name]))
        self._mark()

    # -- searching --------------------------------------------------------------------

    def _words(self) -> list[str]:
        return _folded(self.search.text()).split()

    def _on_search(self) -> None:
        words = self._words()
        found = [p for p in self._pages.values() if all(w in _folded(p.words) for w in words)]
        self._list(found)
        if found and self._shown not in [page.name for page in found]:
            self.show_page(found[0].name)
        self._mark()
        self.next_hit()

    def _hits(self) -> Iterator[tuple[int, int]]:
        """Where the page has what is looked for; no page has characters beyond UTF-16's units."""
        text = _folded(self.page.document().toRawText())
        for word in self._words():
            at = text.find(word)
            while at >= 0:
                yield at, at + len(word)
                at = text.find(word, at + len(word))

    def _mark(self) -> None:
        colour = QTextCharFormat()
        colour.setBackground(look.chosen(settings.get("theme")).hit)
        marks: list[QTextEdit.ExtraSelection] = []
        for hit in self._hits():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = self._cursor(*hit), colour  # pyright: ignore[reportAttributeAccessIssue]
            marks.append(mark)
        self.page.setExtraSelections(marks)

    def next_hit(self) -> None:
        """Show the next place found on the page; behind the last one the first again."""
        hits, here = sorted(self._hits()), self.page.textCursor().selectionEnd()
        if hits:
            hit = next((hit for hit in hits if hit[0] >= here), hits[0])
            self.page.setTextCursor(self._cursor(*hit))
            self.page.ensureCursorVisible()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- events -----------------------------------------------------------------------

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._show(self._shown)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the box the list is a step away."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def _folded(text: str) -> str:
    """A text as it is looked for: in either script, in any case."""
    from annotations.text.fold import fold

    return fold(text)
