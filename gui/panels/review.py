"""The clean-up review below the reader: by rule, in this article or the whole corpus.

It is a part of the window, not a dialog: the reader follows the chosen place above it, and
Ctrl+Z undoes from here as from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Changed, EmendationStatus
from gui import language, look, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.icons import paint_icons
from gui.panels.parts import label
from gui.panels.review_bars import ReviewHead, RuleBar, total
from gui.panels.review_card import ReviewCard, candidates
from gui.panels.review_places import PlacesList, Suggestion
from gui.panels.review_rules import RulesList, same_rule
from gui.panels.review_source import ReviewSource, chosen
from gui.place import Place

FOLLOW = 40  # milliseconds: who runs down the list does not wait for the reader
HEIGHT = 372


class ReviewPanel(QFrame):
    """Signals: `place_shown(Span)` of the article in the place; `go_wanted()`, `close_wanted()`."""

    place_shown = Signal(object)
    go_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("review")
        self._bridge, self._place = bridge, place
        self._stale = True
        self.head, self.rule = ReviewHead(), RuleBar()
        self.rules = RulesList()
        self.places = PlacesList(lambda one: self.source.line(one))
        self.source = ReviewSource(bridge, self.places.places, self)
        self.card = ReviewCard()
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW)
        self._follow.timeout.connect(self._show_in_reader)
        self._lay_out()
        self._connect()
        self.hide()

    # -- building ---------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(2)
        column.addWidget(self.rule)
        column.addWidget(self.places, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        left = QWidget()
        rules = QVBoxLayout(left)
        rules.setContentsMargins(8, 4, 4, 4)
        rules.addWidget(self.rules)
        for part, least in ((left, 176), (middle, 320), (self.card, 262)):
            part.setMinimumWidth(least)
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([232, 800, 348])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._make_nothing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._stack, 1)
        self.setMinimumHeight(200)

    def _make_nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        self.nothing = label("", "empty", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.nothing)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        for button in self.head.scopes.values():
            button.clicked.connect(self.refresh)
        self.head.filter.currentIndexChanged.connect(self._begin)
        self.head.check.clicked.connect(self.propose)
        self.head.accept_proved.clicked.connect(self.accept_all_proved)
        self.rule.proved.clicked.connect(partial(self._judge_rule, "accepted", True))
        self.rule.accept.clicked.connect(partial(self._judge_rule, "accepted", False))
        self.rule.reject.clicked.connect(partial(self._judge_rule, "rejected", False))
        self.rule.reopen.clicked.connect(partial(self._judge_rule, "proposed", False))
        self.head.shut.clicked.connect(self.close_wanted)
        self.rules.chosen.connect(self._begin)
        self.rules.entered_places.connect(self.places.setFocus)
        self.places.left.connect(self.rules.setFocus)
        self.places.moved.connect(self._on_moved)
        self.places.go_wanted.connect(self._go)
        self.places.typing_wanted.connect(self._type)
        self.card.typed.connect(self._amend)
        self.card.left.connect(self.places.setFocus)
        for part in (self.places, self.card):
            part.judged.connect(self.judge)
            part.picked.connect(self.pick)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.project_opened.connect(self._on_opened)
        self._place.arrived.connect(self._on_article)

    def set_theme(self, theme: look.Theme) -> None:
        self.rules.delegate.theme = theme
        self.places.delegate.theme = theme
        self.card.set_theme(theme)
        paint_icons(self, theme)
        self.rules.viewport().update()
        self.places.viewport().update()

    # -- showing ----------------------------------------------------------------------

    def open(self) -> None:
        """Show it, up to date, with the keys in the list of places."""
        self.show()
        if self._stale:
            self.refresh()
        else:
            self._on_moved()
        (self.places if self._stack.currentIndex() == 0 else self.head.check).setFocus()

    def refresh(self) -> None:
        """Read rules and places anew."""
        self._stale = False
        self._refresh_rules()
        self._begin()

    def article(self) -> str | None:
        """The article it is about; None for all of them."""
        return self._place.article if self.head.scopes["article"].isChecked() else None

    def _refresh_rules(self) -> bool:
        """Read the counts; whether the list of places is still to be loaded."""
        counts = self.source.counts(self.article())
        before = self.rules.current()
        self.rules.blockSignals(True)
        self.rules.show_counts(counts)
        self.rules.blockSignals(False)
        self._stack.setCurrentIndex(0 if counts else 1)
        if not counts:
            here = self.article() is not None
            self.nothing.setText(
                self.tr("这一篇没有找到要校的地方。")
                if here
                else self.tr("没有找到要校的地方。\n较早导入的文章可以用“重新检查”再查一遍。")
            )
        self.head.show_proved(sum(count.proved for count in counts))
        self._show_sum()
        now = self.rules.current()
        return before is None or now is None or not same_rule(before, now)

    def _show_sum(self) -> None:
        count = self.rules.current()
        if count is not None:
            self.rule.show_count(count)

    def _begin(self, *_: object) -> None:
        """Start with the first place of the rule."""
        self._load()
        self.places.go_to(0)
        self._on_moved()

    def _load(self) -> None:
        self.source.load(self.rules.current(), self.article(), bool(self.head.filter.currentData()))
        self._show_sum()
        if not self.places.currentIndex().isValid() or not self.places.chosen():
            self.places.go_to(0)
        self._show_card()

    # -- one place ----------------------------------------------------------------------

    def judge(self, status: EmendationStatus) -> None:
        """Accept, reject or reopen what is selected; then go to the next one to decide."""
        picked = self.places.chosen()
        if status == "accepted":
            unknown = [one for one in picked if one.emendation.replacement is None]
            if unknown and len(picked) == 1:
                self.head.note.setText(self.tr("先按数字键选一个读法，或按 E 输入。"))
                return
            picked = [one for one in picked if one not in unknown]
        picked = [one for one in picked if one.emendation.status != status]
        if not picked:
            return
        if len(picked) == 1:
            article, id = picked[0].key
            done = self._bridge.do(lambda project: project.judge(article, [id], status))
        else:
            done = self._bridge.do(lambda project: project.judge_all(chosen(picked), status))
        self._tell_skipped(done)
        if done is not None and status != "proposed":
            self._advance()

    def pick(self, number: int) -> None:
        """Choose a candidate of the current place."""
        suggestion = self.places.current()
        texts = candidates(suggestion.emendation) if suggestion else []
        if number < len(texts):
            self._amend(texts[number])

    def _amend(self, text: str) -> None:
        suggestion = self.places.current()
        if suggestion is None:
            return
        article, id = suggestion.key
        done = self._bridge.do(lambda project: project.amend(article, id, text))
        if done is not None:
            self.places.setFocus()
            self._advance()

    def _type(self) -> None:
        if not self.card.field.isHidden():
            self.card.field.setFocus()
            self.card.field.selectAll()

    def _advance(self) -> None:
        """Go to the next place that is still to decide, if there is one further down."""
        rows = self.places.places.rows
        for row in range(self.places.currentIndex().row() + 1, len(rows)):
            if rows[row].emendation.status == "proposed":
                self.places.go_to(row)
                return

    def _go(self) -> None:
        self._follow.stop()
        self._show_in_reader()
        self.go_wanted.emit()

    def _on_moved(self) -> None:
        """Another place is the current one: the reader follows, a moment later."""
        if self.isVisible():
            self.head.note.setText("")
            self._show_card()
            self._follow.start()

    def _show_card(self) -> None:
        suggestion = self.places.current()
        if suggestion is None:
            self.card.show_place(None)
            return
        article = suggestion.article
        self.card.show_place(
            suggestion.emendation,
            self.source.text(article),
            self.source.accepted(article),
            self.source.families(article),
        )

    def _show_in_reader(self) -> None:
        suggestion: Suggestion | None = self.places.current()
        if suggestion is not None and self.isVisible():
            self._place.show_article(suggestion.article)
            self.place_shown.emit(suggestion.emendation.span)

    # -- many places ---------------------------------------------------------------------

    def _judge_rule(self, status: EmendationStatus, proved: bool, *_: object) -> None:
        count = self.rules.current()
        if count is not None:
            of_rule = self.source.decided if status == "proposed" else self.source.proposed
            self._judge_many(of_rule(count, self.article()), status, proved)

    def accept_all_proved(self) -> None:
        """Accept what is proved, of every rule, as one step."""
        self._judge_many(self.source.undecided(self.article()), "accepted", True)

    def _judge_many(self, found: list[Suggestion], status: EmendationStatus, proved: bool) -> None:
        if proved:
            found = [one for one in found if wording.is_proved(one.emendation)]
        if status == "accepted":
            found = [one for one in found if one.emendation.replacement is not None]
        if not found:
            return
        with _waiting():
            done = self._bridge.do(lambda project: project.judge_all(chosen(found), status))
        self._tell_skipped(done)

    def propose(self) -> None:
        """Run every rule again."""
        article = self.article()
        before = sum(total(count) for count in self.source.counts(article))
        with _waiting():
            done = self._bridge.do(
                lambda project: project.propose(None if article is None else [article])
            )
        if done is not None:
            self.refresh()
            new = sum(total(count) for count in self.source.counts(article)) - before
            told = self.tr("新找到 {} 处。") if new else self.tr("没有新的发现。")
            self.head.note.setText(told.format(language.number(new)))

    def _tell_skipped(self, changed: Changed | None) -> None:
        skipped = changed.step.args.get("skipped") if changed and changed.step else 0
        if isinstance(skipped, int) and skipped:
            told = self.tr("{} 处与已采纳的勘误重叠，仍是待定。")
            self.head.note.setText(told.format(language.number(skipped)))

    # -- news ---------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.source.forget()
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_article(self) -> None:
        if self.head.scopes["article"].isChecked():
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _on_changed(self, changed: Changed) -> None:
        if not self.isVisible():
            self._stale = True
            return
        at = self.places.currentIndex().row()
        other = self._refresh_rules()
        rows = None if other else self.source.hear(changed)
        if rows is None:
            self._load()
            self.places.go_to(max(0, min(at, len(self.places.places.rows) - 1)))
        elif rows and changed.step is not None and changed.step.undoes:
            self.places.go_to(rows[0])  # after undo and redo: where it happened
        self._show_card()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)


@contextmanager
def _waiting() -> Iterator[None]:
    """The pointer says that it takes a moment."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
