"""A list over the window that one types in to choose: a tag, a command, whatever has a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui import look, wording
from gui.guard import guarded
from gui.look import Theme
from gui.panels.floating import EDGE, Floating
from gui.panels.parts import draw_sign, label, semibold
from gui.panels.row_delegate import RowDelegate
from gui.rows import ROW, Index, Rows

__all__ = ["Chooser", "Offer"]

ROWS = 10  # that are seen at a time
TIP_LINES = 4
NAMES = 0.62  # of a row is the name's at most where something is told behind it
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -ROWS,
    Qt.Key.Key_PageDown: ROWS,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}
STAYING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose. `told` stands behind its name, `tip` below the list; hue 0: no sign."""

    id: str
    name: str
    keys: str = ""
    told: str = ""
    tip: str = ""
    hue: int = 0
    form: str = "filled"
    enabled: bool = True


class Chooser(Floating):
    """`chosen(str, bool)`: the id of an offer, and whether with Shift; it is closed by then."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "chooser")
        self._offers: Callable[[str], Sequence[Offer]] = lambda _: ()
        self.head = label("", "heading")
        self.edit = QLineEdit()
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._look)
        self.model = Rows(_spoken, None, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = OfferDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._choose(index, other=False))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.none = label(self.tr("没有这样的。"), "empty")
        self.tip = label("", "hint", wrap=True)
        self.tip.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        for widget in (self.head, self.edit, self.list, self.none, self.tip):
            column.addWidget(widget)

    def ask(
        self,
        head: str,
        hint: str,
        offers: Callable[[str], Sequence[Offer]],
        theme: Theme,
        *,
        width: int,
        at: QRect | None = None,
        with_tips: bool = True,
    ) -> None:
        """Offer what `offers` gives for what is typed; near `at` of the window, else above."""
        self._offers, self._delegate.theme = offers, theme
        self.head.setText(head)
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(wording.listed((head, hint)))
        self.tip.setVisible(with_tips)
        self.tip.setFixedHeight(TIP_LINES * QFontMetrics(self.tip.font()).lineSpacing())
        self.setFixedWidth(min(width, self._over.width() - 2 * EDGE))
        self.edit.clear()
        self._look()
        self.open_at(at)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look_again(self) -> None:
        """What is offered is not what it was: more came."""
        if self.isVisible():
            self._look()

    @property
    def current(self) -> Offer | None:
        """The offer that Enter would choose."""
        return self.list.currentIndex().data(ROW)

    # -- within -----------------------------------------------------------------------

    def _look(self) -> None:
        found = self._offers(self.edit.text())
        self.model.show_rows(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        row = self._delegate.height(self.list.fontMetrics())
        self.list.setFixedHeight(row * min(len(found), ROWS) + 2 * self.list.frameWidth())
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()
        self._tell()
        self.settle()

    def _tell(self) -> None:
        offer = self.current
        lines = offer.tip.split("\n") if offer else ()
        self.tip.setText("\n".join(map(wording.plain, lines)))
        self.edit.setAccessibleDescription(_spoken(offer) if offer else self.none.text())

    def _step(self, by: int) -> None:
        many = len(self.model.rows)
        if many:
            at = self.list.currentIndex().row() + by
            at = at % many if abs(by) == 1 else min(max(at, 0), many - 1)
            self.list.setCurrentIndex(self.model.index(at))

    def _choose(self, index: Index, *, other: bool) -> None:
        offer: Offer | None = index.data(ROW)
        if offer is not None and offer.enabled:
            self.close_()
            self.chosen.emit(offer.id, other)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, typed in the line above it; one who goes elsewhere leaves it."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in STAYING:
                self.close_()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            other = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(self.list.currentIndex(), other=other)
        elif key in STEPS:
            self._step(STEPS[key])
        else:
            return False
        return True


def _spoken(offer: Offer) -> str:
    return wording.listed((offer.name, offer.keys, offer.told))


class OfferDelegate(RowDelegate):
    """Sign, name, what is told behind it; the keys at the right."""

    @staticmethod
    def height(metrics: QFontMetrics) -> int:
        return metrics.height() + 9

    @guarded(default=QSize(100, 26))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height(QFontMetrics(option.font)))  # type: ignore[attr-defined]

    def draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool
    ) -> None:
        offer: Offer = index.data(ROW)
        rect = option.rect.adjusted(8, 0, -8, 0)  # type: ignore[attr-defined]
        if offer.hue:
            hue = self.theme.hue(offer.hue, "outlined" if offer.form == "outlined" else "filled")
            draw_sign(painter, rect.left(), rect.center().y() - 4, 10, hue, offer.form)
            rect.setLeft(rect.left() + 20)
        middle = Qt.AlignmentFlag.AlignVCenter
        font = look.ui_font()
        if offer.keys:
            painter.setFont(semibold(font, 12))
            painter.setPen(self.theme.muted)
            painter.drawText(rect, int(middle | Qt.AlignmentFlag.AlignRight), offer.keys)
            taken = painter.fontMetrics().horizontalAdvance(offer.keys)
            rect.setRight(rect.right() - taken - 12)
        painter.setFont(font)
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        room = round(rect.width() * NAMES) if offer.told else rect.width()
        name = metrics.elidedText(offer.name, elide, room)
        painter.setPen(self.theme.ink if offer.enabled else self.theme.muted)
        painter.drawText(rect, int(middle | Qt.AlignmentFlag.AlignLeft), name)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(name) + 12)
        painter.setPen(self.theme.muted)
        told = metrics.elidedText(offer.told, elide, rect.width())
        painter.drawText(rect, int(middle | Qt.AlignmentFlag.AlignLeft), told)
