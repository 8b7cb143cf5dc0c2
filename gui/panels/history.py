"""The history: every step, newest first; a click goes back to what held then, or forward again."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
)

from annotations.model import Changed, Step
from annotations.project import Project
from gui import look
from gui.bridge import Bridge
from gui.guard import guarded
from gui.icons import paint_icons
from gui.panels.history_lines import (
    DayLine,
    HistoryDelegate,
    Line,
    StepLine,
    article_of,
    day_of,
    lines,
    spoken,
    tip,
)
from gui.panels.parts import label, segment, semibold, tool
from gui.place import Place
from gui.rows import ROW, Rows

PAGE = 100  # steps that are read at a time
NEAR = 400  # pixels from an end of the list: there the next page is read


class HistoryPanel(QFrame):
    """A side of the window. `close_wanted()` when the user is done with it."""

    close_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("edge", "right")
        self._bridge, self._place = bridge, place
        self._reading = False
        self._titles: dict[str, str] = {}  # of articles whose steps were in sight
        self._last: tuple[Step | None, Step | None] = None, None  # furthest up, furthest down
        self.scopes = {
            "way": segment(self.tr("可退回"), "first"),
            "log": segment(self.tr("全部记录"), "last"),
        }
        self.scopes["way"].setChecked(True)
        self.scopes["way"].setToolTip(self.tr("点一下就回到那一步之后的样子，再点可以回来"))
        self.scopes["log"].setToolTip(self.tr("所有人的每一步，连同撤销与重做"))
        self._group = QButtonGroup(self)
        for button in self.scopes.values():
            self._group.addButton(button)
            button.clicked.connect(self.refresh)
        self.shut = tool(self.tr("关闭历史（Esc）"), "close")
        self.shut.clicked.connect(self.close_wanted)
        self.rows = Rows(spoken, tip, self)
        self.list = QListView()
        self.delegate = HistoryDelegate(self._title, self.list)
        self._make_list()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        bridge.changed.connect(self._on_changed)
        bridge.project_opened.connect(self._on_changed)

    # -- building ---------------------------------------------------------------------

    def _make_list(self) -> None:
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self.delegate)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("历史"))
        self.list.clicked.connect(self.go)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _lay_out(self) -> None:
        title = label(self.tr("历史"))
        title.setFont(semibold(look.ui_font()))
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(title)
        head.addStretch(1)
        for button in self.scopes.values():
            head.addWidget(button)
        head.addSpacing(6)
        head.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def set_theme(self, theme: look.Theme) -> None:
        self.delegate.theme = theme
        paint_icons(self, theme)
        self.list.viewport().update()

    # -- showing ----------------------------------------------------------------------

    def open(self) -> None:
        """Take the keys, up to date."""
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read the steps anew, a page to either side of where we are."""
        project = self._bridge.project
        self._titles.clear()
        self._reading = True  # no further pages while the list finds its place
        self.rows.show_rows(self._first(project) if project else ())
        index = self.rows.where(lambda line: isinstance(line, StepLine) and line.state == "now")
        if not index.isValid():
            index = self.rows.where(lambda line: isinstance(line, StepLine))
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, only)
        self.list.scrollTo(index)
        self._reading = False

    def _first(self, project: Project) -> list[Line]:
        if self.scopes["log"].isChecked():
            log = project.log(PAGE)
            self._last = None, log[-1] if len(log) == PAGE else None
            return list(lines(log, "past", project.tagset))
        undone, done = project.undone(PAGE), project.done(PAGE)
        self._last = _end(undone), _end(done)
        above = list(lines(reversed(undone), "undone", project.tagset))
        if above:
            above.insert(0, DayLine(self.tr("撤销了，可以再做")))
        now = list(lines(done[:1], "now", project.tagset))
        day = day_of(done[0]) if done else ""
        below = lines(done[1:], "done", project.tagset, day)
        return [*above, *now, *below, *(() if self._last[1] else self._beginning(not done))]

    def _beginning(self, now: bool) -> tuple[Line, ...]:
        text = self.tr("最初的样子")
        below = self.tr("什么都还没有做") if now else self.tr("撤销以上每一步")
        return (StepLine(None, text, below, "now" if now else "first"),)

    def _on_scrolled(self, value: int) -> None:
        bar, project = self.list.verticalScrollBar(), self._bridge.project
        if self._reading or project is None or not self.isVisible():
            return
        self._reading = True
        up, down = self._last
        if down is not None and value > bar.maximum() - NEAR:
            self._add_below(project, down)
        elif up is not None and value < NEAR:
            self._add_above(project, up)
        self._reading = False

    def _add_below(self, project: Project, last: Step) -> None:
        whole = self.scopes["log"].isChecked()
        steps = project.log(PAGE, last.id) if whole else project.done(PAGE, last.id)
        self._last = self._last[0], _end(steps)
        state = "past" if whole else "done"
        more = list(lines(steps, state, project.tagset, day_of(last)))
        if not whole and self._last[1] is None:
            more += self._beginning(False)
        self.rows.add_rows(more)

    def _add_above(self, project: Project, last: Step) -> None:
        """The list goes on showing what it shows."""
        bar = self.list.verticalScrollBar()
        from_below = bar.maximum() - bar.value()
        steps = project.undone(PAGE, last.id)
        self._last = _end(steps), self._last[1]
        at = self.list.currentIndex().row()
        heading, *known = self.rows.rows
        more = list(lines(reversed(steps), "undone", project.tagset))
        self.rows.show_rows([heading, *more, *known])
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.rows.index(at + len(more)), only)
        self.list.doItemsLayout()
        bar.setValue(bar.maximum() - from_below)

    # -- going there ------------------------------------------------------------------

    def go(self, index: QModelIndex) -> None:
        """Go to the state after a step; from the whole log only to the article it was on."""
        line: Line | None = index.data(ROW)
        if not isinstance(line, StepLine) or line.state == "now":
            return
        if line.state == "past":
            self._place.show_article(article_of(line.step) or self._place.article)
            return
        goal = line.step.id if line.step else None
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # they may be thousands
        try:
            self._bridge.do(lambda project: project.go_to(goal))
        finally:
            QApplication.restoreOverrideCursor()

    def _title(self, article: str) -> str:
        if article not in self._titles and self._bridge.project is not None:
            row = self._bridge.project.article_row(article)
            self._titles[article] = row.title if row else ""
        return self._titles.get(article, "")

    # -- news -------------------------------------------------------------------------

    def _on_changed(self, changed: Changed | None = None) -> None:
        if self.isVisible():
            self._soon.start()  # the text first

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(self.list.currentIndex())
        else:
            super().keyPressEvent(event)


def _end(steps: tuple[Step, ...]) -> Step | None:
    """Where the next page begins; None when this was the last one."""
    return steps[-1] if len(steps) == PAGE else None
