"""The form of slots under the text: what an annotation says and what belongs to it, by one key.

Made for measures, which are events: status and level, parties, partners, dates.  It shows every
annotation that is open, so a reference is linked to what it means in it, too.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
)

from annotations.model import Annotation, Changed, Span
from gui import language, look
from gui.bridge import Bridge, Verb
from gui.guard import guarded
from gui.icons import paint_icons
from gui.panels.attributes import CODE
from gui.panels.parts import Elided, semibold, tool
from gui.panels.slot_keys import RETURN, WALKING, is_digit, is_for_form, keyed, plain
from gui.panels.slot_lines import Entry, Line, Shown, as_attribute, chosen, shown
from gui.panels.slot_sheet import SlotSheet
from gui.place import Place

PAUSE = 250  # milliseconds: a selection that stays so long is meant
SHARE = 0.42  # of the room it has with the text
SIDE = 10


class SlotsPanel(QFrame):
    """Signals: `left()`, the keys go back to the text; `close_wanted()`; `remembered(dict)` tells
    values that were chosen, for the next measure; `codes_wanted()`, the list of regions;
    `retag_wanted()`, another label or type; `unheard(str)`, a sign that means nothing here."""

    left = Signal()
    close_wanted = Signal()
    remembered = Signal(object)
    codes_wanted = Signal()
    retag_wanted = Signal()
    unheard = Signal(str)

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("slots")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bridge, self._place = bridge, place
        self.theme = look.theme("light")
        self.about = ""  # the id of the annotation that it shows
        self.armed = ""  # the slot that takes what is chosen in the text next
        self.shown: Shown | None = None
        self._keys: dict[str, tuple[Line, Entry]] = {}
        self._late = _timer(self, 0, self.refresh)
        self._settled = _timer(self, PAUSE, self._on_settled)
        self._lay_out()
        self.sheet.chosen.connect(self.choose)
        self.sheet.slot_entered.connect(self._arm)
        self.accept.clicked.connect(self.take_ticked)
        self.codes.clicked.connect(self.codes_wanted)
        self.shut.clicked.connect(self.close_wanted)
        place.activated.connect(self._on_activated)
        place.selected.connect(self._on_selected)
        place.arrived.connect(self._late.start)
        bridge.changed.connect(self._late.start)
        bridge.project_opened.connect(self._late.start)
        self.hide()

    def _lay_out(self) -> None:
        self.name, self.quote = tool(self.tr("改标签（Shift+回车）")), Elided()
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name.clicked.connect(self.retag_wanted)
        self.name.setFont(semibold(look.ui_font()))
        self.lacking = Elided("muted")
        self.accept = QPushButton()
        self.accept.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.codes = QPushButton(self.tr("选区划…"))
        self.codes.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shut = tool(self.tr("关闭表单（Esc）"), "close")
        self.sheet = SlotSheet()
        head = QHBoxLayout()
        head.setContentsMargins(SIDE + 2, 5, SIDE, 3)
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.quote, 3)
        head.addWidget(self.lacking, 2)
        for button in (self.codes, self.accept, self.shut):
            head.addWidget(button)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.sheet.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setContentsMargins(SIDE, 0, SIDE, 6)
        body.addWidget(self._scroll)
        column.addLayout(body, 1)
        self._head = head
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: look.Theme) -> None:
        self.theme = self.sheet.theme = theme
        paint_icons(self, theme)
        self.refresh()

    # -- showing --------------------------------------------------------------------------

    def open(self) -> None:
        """Show it, up to date, with the keys in it."""
        self.show()
        self.armed = ""
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Show the open annotation as it stands now."""
        if self.isHidden():
            return
        project, article = self._bridge.project, self._place.article
        active = self._bridge.annotation(article, self._place.active)
        self.shown = None
        if project is not None and active is not None:
            found = self._bridge.annotations(article), self._bridge.relations(article)
            self.shown = shown(project, article, active, *found, self._place.view)
        now = active.id if active else ""
        if now != self.about:
            self.about, self.armed = now, ""
        self._show_head()
        lines: tuple[Line, ...] = self.shown.lines if self.shown else ()
        self._keys = keyed(lines, self.armed)
        keys = {(line.id, entry.id): key for key, (line, entry) in self._keys.items()}
        self.sheet.show_lines(lines, keys)
        self.sheet.arm(self.armed)
        self._fit()

    def _show_head(self) -> None:
        told = self.shown
        self.name.setText(told.name if told else self.tr("没有打开的标注"))
        colour = self.theme.hue(told.hue, _form(told)) if told else self.theme.muted
        self.name.setStyleSheet(f"color: {colour.name()}; padding: 1px 4px;")
        self.quote.show_text(told.quote if told else "")
        self.lacking.show_text(self._told(told) if told else "")
        many = len(told.ticked) if told else 0
        self.accept.setVisible(many > 0)
        self.accept.setText(self.tr("采纳打勾的 {} 处　⏎").format(language.number(many)))
        lines = told.lines if told else ()
        self.codes.setVisible(any(line.id == CODE and not line.is_slot for line in lines))

    def _told(self, told: Shown) -> str:
        slot = next((line for line in told.lines if line.id == self.armed), None)
        if slot is not None:
            return self.tr("在正文里点选“{}”").format(slot.name)
        if told.lacking:
            return self.tr("还缺：{}").format(self.tr("、").join(told.lacking))
        return self.tr("已填全")

    def _fit(self) -> None:
        """As high as its lines, but never so high that the text is the smaller part."""
        above = self.parentWidget()
        room = above.height() if above is not None else 600
        head = self._head.sizeHint().height() + 8
        most = max(head + 2 * 28, round(room * SHARE))
        self.setFixedHeight(min(head + self.sheet.height(), most))

    # -- choosing -------------------------------------------------------------------------

    def choose(self, line: Line, entry: Entry) -> None:
        """Take a choice, or give it back."""
        article, id = self._place.article, self.about
        active = self._bridge.annotation(article, id)
        if active is None:
            return
        if entry.kind == "offer":
            end = (line.id, entry.id)
            self._do(lambda project: project.link(article, id, [end]))
        elif entry.kind == "filled":
            self._do(lambda project: project.link(article, id, (), [entry.id]))
        else:
            several = entry.kind == "code"
            now = chosen(active, line.id)
            new = tuple(v for v in now if v != entry.id) if entry.state == "filled" else (
                (*now, entry.id) if several else (entry.id,)
            )  # fmt: skip
            self.describe(line.id, new)

    def describe(self, attribute: str, values: tuple[str, ...]) -> None:
        """Give the annotation these values of an attribute; none takes it away."""
        article, id = self._place.article, self.about
        active = self._bridge.annotation(article, id)
        if active is None:
            return
        kept = {key: value for key, value in active.attributes.items() if key != attribute}
        given = as_attribute(attribute, values)
        if given:
            self.remembered.emit(given)
        new = kept | given
        self._do(lambda project: project.describe(article, id, attributes=new))

    def take_ticked(self) -> bool:
        """Take all that is ticked, as one step; whether there was anything."""
        ticked = self.shown.ticked if self.shown else ()
        ends = [(line.id, entry.id) for line, entry in ticked if entry.kind == "offer"]
        codes = tuple(entry.id for _, entry in ticked if entry.kind == "code")
        article, id = self._place.article, self.about
        if ends:
            self._do(lambda project: project.link(article, id, ends))
        elif codes:
            self.describe(CODE, codes)
        return bool(ends or codes)

    def _do(self, verb: Verb) -> Changed | None:
        done = self._bridge.do(verb)
        self._late.stop()
        self.refresh()
        return done

    # -- from the text --------------------------------------------------------------------

    def _arm(self, slot: str) -> None:
        """Have a slot take what is chosen in the text next; its choices have the first digits."""
        if slot != self.armed:
            self.armed = slot
            self.refresh()
        if slot:
            self._scroll.ensureWidgetVisible(self.sheet.names[slot])

    def _on_activated(self, annotation: str) -> None:
        """What is clicked in the text fills the slot that waits; else the form is about it."""
        if self.isHidden():
            return
        other = self._bridge.annotation(self._place.article, annotation)
        if other is not None and self._takes(other):
            self._late.stop()
            about, slot = self.about, self.armed  # others hear of what was opened first
            QTimer.singleShot(0, self, lambda: self._fill(about, slot, other))
        else:
            self._late.start()

    def _takes(self, other: Annotation) -> bool:
        lines = self.shown.lines if self.shown and self.armed else ()
        slot = next((line for line in lines if line.id == self.armed), None)
        return slot is not None and other.id != self.about and slot.takes(other.label)

    def _fill(self, about: str, slot: str, other: Annotation) -> None:
        article = self._place.article
        self._bridge.do(lambda project: project.link(article, about, [(slot, other.id)]))
        self._place.activate(about)
        self.about, self.armed = about, slot
        self._late.stop()
        self.refresh()

    def _on_selected(self, span: Span | None) -> None:
        if self.armed and span and not self.isHidden():
            self._settled.start()

    def _on_settled(self) -> None:
        """What stays selected fills the slot that waits, if it is tagged as what that takes."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._settled.start()
            return
        span = self._place.selection
        found = self._bridge.annotations(self._place.article) if span else ()
        here = (one for one in found if one.fragments == (span,) and self._takes(one))
        if (other := next(here, None)) is not None:
            self._fill(self.about, self.armed, other)

    # -- keys -----------------------------------------------------------------------------

    def press(self, event: QKeyEvent, *, from_text: bool = False) -> bool:
        """Do what a key means here; of the keys in the text only digits are for the form."""
        key, typed = event.key(), event.text().lower()
        if not plain(event) or (from_text and not is_digit(event)):
            return False
        if typed in self._keys:
            self.choose(*self._keys[typed])
        elif key in RETURN and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.retag_wanted.emit()
        elif key in RETURN:
            if not self.take_ticked():
                self.close_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif typed == "/":
            self.left.emit()
        elif key in WALKING:
            self.focusNextPrevChild(WALKING[Qt.Key(key)])
        elif typed.strip() and not typed.isalnum():
            self.unheard.emit(event.text())
        else:  # a letter of the tags would tag nothing here, a digit may fill nothing
            return typed.isalnum() and not (from_text and self.shown is None)
        return True

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and is_for_form(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._arm("")

    @guarded(default=QSize(300, 120))
    def minimumSizeHint(self) -> QSize:
        return QSize(300, 60)


def _timer(parent: SlotsPanel, milliseconds: int, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def _form(told: Shown) -> look.Form:
    return "outlined" if told.form == "outlined" else "filled"
