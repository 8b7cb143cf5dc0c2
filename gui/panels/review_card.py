"""One place of the clean-up review in full: its reason, its sentence before and after, verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Emendation
from gui import look, wording
from gui.guard import guarded
from gui.panels import excerpts
from gui.panels.excerpts import Piece
from gui.panels.parts import label, semibold

SHORT = (4, 9)  # characters: candidates up to this length stand in three columns, or in two
MOST = 9  # candidates: one a digit
META = ("title", "outlet", "date", "author")


class ReviewCard(QFrame):
    """`judged(status)`, `picked(number from 0)`, `typed(text)` and `left()` (Esc in the field)."""

    judged = Signal(str)
    picked = Signal(int)
    typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reviewcard")
        self._theme = look.theme("light")
        self._shown: tuple[object, ...] = ()
        self.head, self.sure = label("", ""), label("", "muted")
        self.head.setFont(semibold(look.ui_font()))
        self.reason = label("", "muted", wrap=True)
        self.meta = label("", "", wrap=True)
        self.before, self.after = Passage(self.tr("校前")), Passage(self.tr("校后"))
        self._before_head = label(self.tr("校前"), "heading")
        self._after_head = label(self.tr("校后"), "heading")
        self.candidates = [self._candidate(number) for number in range(MOST)]
        self.field = Field()
        self.field.setPlaceholderText(self.tr("输入正确的文字（E），回车采纳"))
        self.field.setAccessibleName(self.tr("正确的文字"))
        self.field.returnPressed.connect(lambda: self.typed.emit(self.field.text()))
        self.field.left.connect(self.left)
        self.verdicts = {
            "accepted": self._verdict(self.tr("采纳（A）"), "accepted"),
            "rejected": self._verdict(self.tr("不采纳（X）"), "rejected"),
            "proposed": self._verdict(self.tr("待定（U）"), "proposed"),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for widget in (
            self.reason,
            self.meta,
            self._choices(),
            self._before_head,
            self.before,
            self._after_head,
            self.after,
        ):
            inner.addWidget(widget)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.sure)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.verdicts.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(self.field)
        column.addLayout(row)

    def _choices(self) -> QWidget:
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setSpacing(4)
        for number, button in enumerate(self.candidates):
            self._grid.addWidget(button, number, 0)
        return box

    def set_theme(self, theme: look.Theme) -> None:
        self._theme = theme
        shown, self._shown = self._shown, ()
        if shown:
            self.show_place(*shown)  # type: ignore[arg-type]

    def show_place(
        self,
        emendation: Emendation | None,
        text: str = "",
        accepted: Sequence[Emendation] = (),
        families: Sequence[str] = (),
    ) -> None:
        """Show an emendation of the source `text` beside those accepted there; None: nothing."""
        now = (emendation, text, tuple(accepted), tuple(families))
        if now == self._shown:
            return
        self._shown = now
        for widget in (self._area, self.sure, *self.verdicts.values()):
            widget.setVisible(emendation is not None)
        self.field.hide()
        self.head.setText("")
        if emendation is None:
            return
        self.head.setText(wording.kind(emendation.kind))
        verdict = wording.word(wording.VERDICTS, emendation.status)
        self.sure.setText(" · ".join(filter(None, (wording.confidence(emendation), verdict))))
        self.reason.setText(wording.reason(emendation))
        self._show_meta(emendation)
        self._show_candidates(emendation)
        self._show_sentences(emendation, text, accepted, families)
        for status, button in self.verdicts.items():
            button.setEnabled(status != emendation.status)
        can = emendation.replacement is not None
        self.verdicts["accepted"].setEnabled(can and emendation.status != "accepted")

    # -- within -----------------------------------------------------------------------

    def _show_meta(self, emendation: Emendation) -> None:
        found = emendation.evidence.get("meta")
        parts: list[str] = []
        if isinstance(found, Mapping):
            values = cast("Mapping[str, object]", found)
            keys = [*(k for k in META if k in values), *(k for k in values if k not in META)]
            for key in keys:
                name, value = wording.word(wording.META, key), wording.plain(str(values[key]))
                parts.append(f"{name}　{value}")
        self.meta.setVisible(bool(parts))
        self.meta.setText("\n".join([self.tr("采纳后填入文章资料："), *parts]) if parts else "")

    def _show_candidates(self, emendation: Emendation) -> None:
        texts = candidates(emendation)
        columns = _columns(texts)
        for number, button in enumerate(self.candidates):
            button.setVisible(number < len(texts))
            self._grid.addWidget(button, number // columns, number % columns)
            if number < len(texts):
                text = wording.seen(texts[number]) or self.tr("（删去）")
                chosen = emendation.status == "accepted" and texts[number] == emendation.replacement
                tick = "　✓" if chosen else ""
                name = f"{number + 1}　{excerpts.elided(text, 40)}{tick}"
                button.setText(name.replace("&", "&&"))
                button.setToolTip(wording.tip(text))
        self.field.setVisible(bool(texts) or emendation.replacement is None)
        known = emendation.replacement if emendation.replacement is not None else ""
        if self.field.text() != known:
            self.field.setText(known)

    def _show_sentences(
        self,
        emendation: Emendation,
        text: str,
        accepted: Sequence[Emendation],
        families: Sequence[str],
    ) -> None:
        self.before.show_pieces(excerpts.before(text, emendation, accepted), self._theme, families)
        new = emendation.replacement
        if new is None:
            new = next(iter(candidates(emendation)), None)
        known = new is not None
        self._after_head.setVisible(known)
        self.after.setVisible(known)
        first = known and emendation.replacement is None
        self._after_head.setText(self.tr("校后（若选 1）") if first else self.tr("校后"))
        if new is not None:
            pieces = excerpts.after(text, emendation, accepted, new)
            self.after.show_pieces(pieces, self._theme, families)

    def _candidate(self, number: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName("candidate")
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.picked.emit, number))
        return button

    def _verdict(self, text: str, status: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self.judged.emit, status))
        return button


class Passage(QTextEdit):
    """A few lines of read-only plain text, parts of it struck out or set off."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("passage")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda *_: self.updateGeometry()
        )

    def show_pieces(
        self, pieces: Sequence[Piece], theme: look.Theme, families: Sequence[str]
    ) -> None:
        """Show these one after another."""
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in pieces:
            form = QTextCharFormat()
            if families:
                form.setFontFamilies(list(families))
            form.setForeground(theme.ink)
            if piece.role == "removed":
                form.setFontStrikeOut(True)
                form.setForeground(theme.emendation)
            elif piece.role == "added":
                form.setForeground(theme.accent)
                form.setFontWeight(QFont.Weight.DemiBold)
            cursor.insertText(piece.text, form)
        self.updateGeometry()

    @guarded(default=QSize(200, 40))
    def sizeHint(self) -> QSize:
        return QSize(200, round(self.document().size().height()) + 2)

    @guarded(default=QSize(100, 20))
    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())


class Field(QLineEdit):
    """A line to type in; `left` on Esc."""

    left = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _columns(texts: Sequence[str]) -> int:
    """How many candidates stand side by side: short ones do."""
    longest = max(map(len, texts), default=0)
    return 3 if longest <= SHORT[0] else 2 if longest <= SHORT[1] else 1


def candidates(emendation: Emendation) -> list[str]:
    """The texts a detector thinks possible, best first; no more than there are digits."""
    found = emendation.evidence.get("candidates")
    if not isinstance(found, (list, tuple)):
        return []
    texts = [item.get("text") for item in cast("Sequence[object]", found) if isinstance(item, dict)]
    return [text for text in texts if isinstance(text, str)][:MOST]
