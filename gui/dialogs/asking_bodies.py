"""What of a web page is the article: the texts it may be, how they differ, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QListWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotations.ingest.how import BODIES, Body
from annotations.ingest.results import Piece, Result
from annotations.questions import Paged
from gui import language, look, settings, wording
from gui.panels.parts import beside, label
from gui.panels.pick import Pick
from gui.panels.tick import Tick

_SIZE, _LARGEST = 15, 24  # pixels of the preview's characters, and where the text is zoomed
_LONGEST_HOST = 32  # characters that are shown
_BETWEEN = 7  # pixels between paragraphs


@dataclass(frozen=True, slots=True)
class Said:
    """What was chosen: for the files, and what of it is to be remembered."""

    files: dict[Path, Body]
    pages: dict[str, Body]  # by sha256
    sites: dict[str, Body]  # by host


def named(body: Body) -> str:
    """What a text of a page is, in the language of the interface."""
    texts = {
        "density": QCoreApplication.translate("bodies", "文字最集中的一块"),
        "readability": QCoreApplication.translate("bodies", "readability 认出的正文"),
        "whole": QCoreApplication.translate("bodies", "整个网页的文字"),
    }
    return texts[body]


class BodiesPage(QWidget):
    """The pages at the left; at the right the texts of the one chosen, and a preview of each."""

    def __init__(self, asked: Sequence[Paged]) -> None:
        super().__init__()
        self._asked = asked
        self._chosen: list[Body] = [one.results.said or one.results.taken for one in asked]
        self._alike: dict[str, bool] = {}  # whether one choice is for all pages of a site
        self._sites = [one.site for one in asked]
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("网页"))
        self.files.setObjectName("framed")
        self.files.setFixedWidth(200)
        self.files.setVisible(len(asked) > 1)
        for one in asked:
            self.files.addItem(wording.plain(one.path.name))
        self.picks: dict[Body, Pick] = {body: Pick() for body in BODIES}
        self.differences: dict[Body, QLabel] = {body: label("", "muted") for body in BODIES}
        self.text = BodyText()
        self.text.setAccessibleName(self.tr("这样取出来的文章"))
        self.legend = label("", "muted", wrap=True)
        self.alike = Tick()
        self._lay_out()
        # The first there is: Tab goes to the proxy, and leaves out what stands before it.
        self.setFocusProxy(self.files if len(asked) > 1 else self.picks[self._chosen[0]])
        self.files.currentRowChanged.connect(self._show)
        self._group.buttonToggled.connect(self._choose)
        self.alike.toggled.connect(self._make_alike)
        self.files.setCurrentRow(0)

    def _lay_out(self) -> None:
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (body, pick) in enumerate(self.picks.items()):
            self._group.addButton(pick)
            grid.addWidget(pick, row, 0)
            grid.addWidget(self.differences[body], row, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(grid)
        right.addWidget(self.text, 1)
        right.addWidget(self.legend)
        right.addWidget(self.alike)
        told = self.tr("看不准这些网页的哪一部分是文章：哪一种又全又没有别的，就选哪一种。")
        beside(self, told, self.files, right)

    def said(self) -> Said:
        """What each page is to be taken as."""
        said = Said({}, {}, {})
        for one, body in zip(self._asked, self._chosen, strict=True):
            said.files[one.path] = said.pages[one.results.sha256] = body
            if one.results.site and self._alike.get(one.site):
                said.sites[one.site] = body
        return said

    # -- one page -----------------------------------------------------------------------------

    @property
    def _one(self) -> Paged:
        return self._asked[max(0, self.files.currentRow())]

    def _show(self) -> None:
        one, chosen = self._one, self._chosen[max(0, self.files.currentRow())]
        found = {result.body: result for result in one.results.results}
        for body, pick in self.picks.items():
            result = found.get(body)
            pick.setVisible(result is not None)
            self.differences[body].setVisible(result is not None)
            if result is not None:
                length = language.number(result.characters)
                pick.setText(self.tr("{}（{} 字）").format(named(body), length))
                told = self._told(result, is_taken=body == one.results.taken)
                self.differences[body].setText(told)
                pick.setAccessibleDescription(told)
        self._group.blockSignals(True)
        self.picks[chosen].setChecked(True)
        self._group.blockSignals(False)
        self._show_site(one)
        self._preview(found[chosen])

    def _told(self, result: Result, *, is_taken: bool) -> str:
        """How a text differs from the one that is taken by itself."""
        if is_taken:
            return self.tr("自动取的")
        counts = ((self.tr("多 {} 段"), result.more), (self.tr("少 {} 段"), result.less))
        told = [text.format(language.number(many)) for text, many in counts if many]
        return self.tr("，").join(told)

    def _show_site(self, one: Paged) -> None:
        many = self._sites.count(one.site)
        if one.results.site:
            host = wording.plain(one.results.site)
            host = host if len(host) <= _LONGEST_HOST else f"…{host[-_LONGEST_HOST:]}"
            told = self.tr("{} 其余看不准的网页都这样取").format(host)
        else:
            told = self.tr("这个文件夹里其余看不准的网页都这样取")
        self.alike.setText(told.replace("&", "&&"))
        self.alike.setVisible(bool(one.results.site) or many > 1)
        self.alike.blockSignals(True)
        self.alike.setChecked(self._alike.get(one.site, False))
        self.alike.blockSignals(False)

    def _preview(self, result: Result) -> None:
        self.text.show_pieces(result.pieces)
        signs = (
            (self.tr("底色：自动取的里没有。"), result.more),
            (self.tr("删除线：自动取的里有，这里没有。"), result.less),
        )
        told = [text for text, many in signs if many]
        self.legend.setText(" ".join(told))
        self.legend.setVisible(bool(told))

    def _choose(self, button: QAbstractButton, on: bool) -> None:
        if not on:  # the other one, which is told as well
            return
        body: Body = next(body for body, pick in self.picks.items() if pick is button)
        row = max(0, self.files.currentRow())
        self._chosen[row] = body
        if self._alike.get(self._one.site):
            self._spread(body)
        self._preview(next(r for r in self._one.results.results if r.body == body))

    def _make_alike(self, wanted: bool) -> None:
        self._alike[self._one.site] = wanted
        if wanted:
            self._spread(self._chosen[max(0, self.files.currentRow())])

    def _spread(self, body: Body) -> None:
        """Choose it for all pages of this site that may be taken so."""
        for row, one in enumerate(self._asked):
            offered = {result.body for result in one.results.results}
            if self._sites[row] == self._one.site and body in offered:
                self._chosen[row] = body


class BodyText(QTextEdit):
    """A text in the reader's typeface, with what differs from the usual one marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(90)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these, a paragraph each."""
        theme = look.chosen(settings.get("theme"))
        self.clear()
        cursor = QTextCursor(self.document())
        for number, piece in enumerate(pieces):
            block, form = QTextBlockFormat(), self._form(settings.get("zoom"))
            block.setBottomMargin(_BETWEEN)
            form.setForeground(theme.ink)
            text = wording.seen(piece.text)
            if piece.kind == "more":
                block.setBackground(theme.selection)
            elif piece.kind == "less":
                form.setFontStrikeOut(True)
                form.setForeground(theme.faded)
            elif piece.kind == "gap":
                form.setForeground(theme.muted)
                text = self.tr("…… 这里还有 {} 段 ……").format(language.number(piece.many))
            if number:
                cursor.insertBlock(block, form)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(text, form)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _form(self, zoom: int) -> QTextCharFormat:
        form = QTextCharFormat()
        if found := look.families(language.script(), settings.get("serif")):
            form.setFontFamilies(found)
        form.setProperty(QTextCharFormat.Property.FontPixelSize, min(_LARGEST, _SIZE * zoom // 100))
        return form
