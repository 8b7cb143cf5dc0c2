"""The suggestions of the article, grouped, on the right: each is judged by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Record, Suggestion, View
from annotations.tagset import TagSet
from gui import language, look, wording
from gui.bridge import Bridge
from gui.icons import paint_icons
from gui.panels.choice import Choice
from gui.panels.parts import Elided, label, segment, semibold, tool
from gui.panels.suggestions_card import SuggestionCard
from gui.panels.suggestions_list import GroupLine, HeadLine, Line, PlaceLine, SuggestionsList
from gui.place import Place
from gui.suggesting import told
from gui.suggesting.corpus import Corpus
from gui.suggesting.groups import FAIRLY, SURE, Group, Order, Sieve, by_label
from gui.suggesting.review import Review

Made = dict[tuple[str, str], GroupLine]
CUT = 12  # characters of a name
AROUND = 20  # characters of context beside a place


class SuggestionsPanel(QFrame):
    """A side of the window. `close_wanted()` when the user is done with it, `on_wanted()` when
    suggestions are to be switched on, `again_wanted()` when they are to be tried once more,
    `sure_wanted()` for the dialog that accepts many, `stop_wanted()` to look no further in the
    corpus."""

    close_wanted = Signal()
    on_wanted = Signal()
    again_wanted = Signal()
    sure_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place, review: Review) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("edge", "right")
        self._bridge, self._place, self._review = bridge, place, review
        self._open: set[tuple[str, str]] = set()
        self._offered: tuple[object, ...] = ()
        self._made: Made = {}  # lines, and of what they were made
        self._made_of: tuple[View, TagSet] | None = None
        self.record: Callable[[Suggestion], Record] = lambda _: Record()
        self.orders: dict[Order, QWidget] = {
            "place": segment(self.tr("按位置"), "first"),
            "label": segment(self.tr("按标签"), "last"),
        }
        self.sum = Elided("muted")
        self.shut = tool(self.tr("关闭建议（Esc）"), "close")
        self.labels, self.levels = (
            Choice(self.tr("只看哪个标签")),
            Choice(self.tr("只看多有把握的")),
        )
        self.sure = QPushButton(self.tr("成批…"))
        self.sure.setAccessibleName(self.tr("成批采纳"))
        self.sure.setToolTip(self.tr("成批采纳"))
        self.list, self.card = SuggestionsList(), SuggestionCard()
        self.list.delegate.families = self._families
        self.nothing, self.deed = label("", "empty", wrap=True), QPushButton()
        self.corpus = self._make_corpus()
        self._soon, self._card_soon = QTimer(self), QTimer(self)  # turns of their own
        for timer, do in ((self._soon, self.refresh), (self._card_soon, self._show_card)):
            timer.setSingleShot(True)
            timer.timeout.connect(do)
        self._deed: Callable[[], object] = lambda: None
        self._lay_out()
        self._connect()

    # -- building -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        title = label(self.tr("建议"))
        title.setFont(semibold(look.ui_font()))
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self.sum, 1)
        head.addWidget(self.shut)
        orders = QHBoxLayout()
        orders.setContentsMargins(4, 0, 4, 0)
        orders.setSpacing(0)
        self._group = QButtonGroup(self)
        for order, button in self.orders.items():
            assert isinstance(button, QWidget)
            self._group.addButton(button)  # type: ignore[arg-type]
            orders.addWidget(button)
            button.setChecked(order == self._review.order)  # type: ignore[attr-defined]
        orders.addStretch(1)
        orders.addWidget(self.sure)
        sieve = QHBoxLayout()
        sieve.setContentsMargins(4, 0, 4, 0)
        sieve.setSpacing(6)
        sieve.addWidget(self.labels, 1)
        sieve.addWidget(self.levels, 1)
        for text, least in (
            (self.tr("不论把握"), 0.0),
            (self.tr("较有把握以上"), FAIRLY),
            (self.tr("很有把握"), SURE),
        ):
            self.levels.addItem(text, least)
        self.sure.setAutoDefault(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._make_nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(orders)
        column.addLayout(sieve)
        column.addWidget(self.corpus)
        column.addWidget(self._stack, 1)
        column.addWidget(self.card)

    def _make_corpus(self) -> QWidget:
        """How far one is in the corpus, and a way to stop."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(6)
        self.far, self.halt = Elided("muted"), QPushButton(self.tr("停下"))
        self.halt.setAutoDefault(False)
        self.halt.clicked.connect(self.stop_wanted)
        row.addWidget(self.far, 1)
        row.addWidget(self.halt)
        line.hide()
        return line

    def show_corpus(self, corpus: Corpus) -> None:
        """Say how far a group is looked for in the corpus."""
        self.corpus.setVisible(corpus.is_running)
        if corpus.is_running:
            surface = wording.seen(corpus.surface[:CUT])
            told = self.tr("{}：看了 {} / {} 篇，{} 处")
            numbers = map(language.number, (corpus.done, corpus.total, corpus.many))
            self.far.show_text(told.format(surface, *numbers))

    def _make_nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(12)
        column.addStretch(2)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.nothing)
        column.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        review = self._review
        for order, button in self.orders.items():
            button.clicked.connect(lambda *_, to=order: review.set_order(to))  # type: ignore[attr-defined]
        self.labels.activated.connect(lambda *_: self._on_sieve())
        self.levels.activated.connect(lambda *_: self._on_sieve())
        self.sure.clicked.connect(self.sure_wanted)
        self.shut.clicked.connect(self.close_wanted)
        self.deed.clicked.connect(lambda *_: self._deed())
        self.list.gone_to.connect(review.go_to)
        self.list.opened.connect(self._on_opened)
        self.list.close_wanted.connect(self.close_wanted)
        self.card.described.connect(review.describe)
        self.card.ticked.connect(review.tick)
        for news in (review.groups_changed, review.proposals.changed, self._place.arrived):
            news.connect(self._soon.start)
        review.moved.connect(self._on_moved)

    def set_theme(self, theme: look.Theme) -> None:
        self.list.delegate.theme = theme
        paint_icons(self, theme)
        self.list.viewport().update()

    # -- showing ------------------------------------------------------------------------

    def open(self) -> None:
        """Take the keys, up to date."""
        self.refresh(shown=True)
        self.list.setFocus()
        if self._review.current is None:
            self._review.step(1)

    def refresh(self, *, shown: bool = False) -> None:
        """Show what is pending now."""
        project = self._bridge.project
        if not (shown or self.isVisible()):
            return
        if project is None or self._bridge.row(self._place.article) is None:
            self._tell_nothing()
            return
        self._offer_labels(project.tagset)
        lines = tuple(self._lines(project.tagset))
        self.list.show_lines(lines, self._review.current)
        many, groups = len(self._review.seen), len(self._review.groups)
        some = self.tr("{} 组 · {} 处").format(language.number(groups), language.number(many))
        some += "+" if self._review.proposals.has_more else ""
        self.sum.show_text(some if lines else "")
        if lines:
            self._stack.setCurrentIndex(0)
        else:
            self._tell_nothing()
        self.sure.setEnabled(bool(self._review.proposals.pending))
        self._card_soon.start()

    def _tell_nothing(self) -> None:
        """Why there is nothing in the list, and what can be done about it."""
        proposals = self._review.proposals
        text, deed = {
            "off": (self.tr("建议关着。"), self.tr("打开建议")),
            "nothing": (self.tr("先打开一篇文章。"), ""),
            "computing": (self.tr("正在读这一篇……"), ""),
            "failed": (self._failure(), self.tr("再试一次")),
            "ready": (self.tr("没有要看的建议了。"), ""),
        }[proposals.state]
        self._deed = self.again_wanted.emit if proposals.state == "failed" else self.on_wanted.emit
        if proposals.state == "ready" and proposals.pending:
            text, deed = self.tr("筛选以后没有了，还有别的建议。"), self.tr("全部显示")
            self._deed = self._show_all
        self.nothing.setText(text)
        self.deed.setText(deed)
        self.deed.setVisible(bool(deed))
        self._stack.setCurrentIndex(1)
        self.list.show_lines((), None)
        self.sum.show_text("")
        self.card.hide()

    def _failure(self) -> str:
        reason = self._review.proposals.reason
        if reason:
            return wording.headed(self.tr("这一篇没有读成"), wording.seen(reason))
        return self.tr("建议的进程几次意外结束，这一篇不再试了。别的都照常。")

    def _lines(self, tagset: TagSet) -> Iterator[Line]:
        project = self._bridge.project
        assert project is not None
        view = project.views(self._place.article).of(self._place.view)
        known = self._made if self._made_of == (view, tagset) else {}
        self._made, self._made_of = {}, (view, tagset)
        groups = self._review.groups
        for measures, name in ((False, self.tr("名称")), (True, self._measure_name(tagset))):
            some = [g for g in groups if (g.first.label == tagset.measure.id) == measures]
            if some:
                yield HeadLine(name, sum(len(group.members) for group in some))
                yield from self._of_groups(some, known, tagset, view)

    def _measure_name(self, tagset: TagSet) -> str:
        return wording.plain(language.name(tagset.measure.names))

    def _of_groups(
        self, groups: Iterable[Group], made: Made, tagset: TagSet, view: View
    ) -> Iterator[Line]:
        for group in groups:
            is_open = group.key in self._open and len(group.members) > 1
            line = made.get(group.key)
            if line is None or line.is_open != is_open or line.group.members != group.members:
                line = _line(group, is_open, tagset, view)
            self._made[group.key] = line
            yield line
            for member in group.members if is_open else ():
                yield _place(member, view)

    def _offer_labels(self, tagset: TagSet) -> None:
        """A filter for each label that is suggested, with how many."""
        sieve = self._review.sieve
        counts = by_label(self._review.proposals.pending, tuple(tagset.labels))
        if sieve.label and sieve.label not in counts:
            counts[sieve.label] = 0
        offered = (tuple(counts.items()), tagset, sieve.label)
        if offered == self._offered:
            return
        self._offered = offered
        self.labels.clear()
        self.labels.addItem(self.tr("所有标签"), "")
        for id, many in counts.items():
            known = tagset.labels.get(id)
            name = wording.plain(language.name(known.names)) if known else wording.plain(id)
            self.labels.addItem(f"{name} {language.number(many)}", id)
        self.labels.setCurrentIndex(max(0, self.labels.findData(sieve.label)))

    def _on_sieve(self) -> None:
        self._review.set_sieve(Sieve(self.labels.currentData(), self.levels.currentData()))

    def _show_all(self) -> None:
        self.levels.setCurrentIndex(0)
        self._review.set_sieve(Sieve())

    def _on_opened(self, group: Group, is_open: bool) -> None:
        (self._open.add if is_open else self._open.discard)(group.key)
        self.refresh()

    def _on_moved(self) -> None:
        if self.isVisible():
            self._card_soon.start()
            if not self._soon.isActive():
                self.list.choose(self._review.current)

    def _show_card(self) -> None:
        draft, project = self._review.draft, self._bridge.project
        group = self._review.group
        self.card.setVisible(draft is not None and group is not None)
        if draft is None or project is None or group is None:
            return
        source = project.views(self._place.article).of("source").text
        many = len(group.members)
        self.card.show_suggestion(draft, many, project.tagset, source, self.record(draft))

    def _families(self) -> tuple[str, ...]:
        row = self._bridge.row(self._place.article)
        view = self._place.view
        hant = view == "hant" or (view != "hans" and row is not None and row.script == "hant")
        return tuple(look.families("hant" if hant else "hans"))


def _line(group: Group, is_open: bool, tagset: TagSet, view: View) -> GroupLine:
    """A group as its first place reads in a view."""
    one, many = group.first, len(group.members)
    _, hue, form = tagset.look(one.label, one.attributes)
    return GroupLine(
        group,
        wording.seen(wording.quote(view, one.fragments)) or wording.seen(one.quote),
        told.name(one, tagset),
        told.confidence(group.confidence),
        told.reason(one),
        hue,
        form,
        many,
        is_open,
        many > 1,
    )


def _place(one: Suggestion, view: View) -> PlaceLine:
    """A place in the one line of text around it."""
    shown = view.alignment.to_target(one.hull)
    before = view.text[max(0, shown.start - AROUND) : shown.start].rsplit("\n", 1)[-1]
    after = view.text[shown.end : shown.end + AROUND].split("\n", 1)[0]
    quote = wording.quote(view, one.fragments)
    return PlaceLine(one, wording.seen(before), wording.seen(quote), wording.seen(after))
