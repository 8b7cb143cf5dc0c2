"""Which articles the list shows: a form below the search box, and the same told in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from annotations.errors import Refusal
from annotations.overview import ARTICLE_STATUSES, EVERY_ARTICLE, SCRIPTS, ArticleFilter
from gui import wording
from gui.guard import guarded
from gui.panels.parts import Elided, label, tool

TYPING = 250  # milliseconds after the last letter
EDGES = 8  # pixels beside the text of a button
_TOLD: Mapping[tuple[str, bool], str] = {
    ("flagged", True): str(QT_TRANSLATE_NOOP("article_filter", "有旗标")),
    ("flagged", False): str(QT_TRANSLATE_NOOP("article_filter", "没有旗标")),
    ("annotated", True): str(QT_TRANSLATE_NOOP("article_filter", "有标注")),
    ("annotated", False): str(QT_TRANSLATE_NOOP("article_filter", "没有标注")),
    ("noted", True): str(QT_TRANSLATE_NOOP("article_filter", "有备注")),
    ("noted", False): str(QT_TRANSLATE_NOOP("article_filter", "没有备注")),
}


class ArticleFilterForm(QFrame):
    """`changed(ArticleFilter)` as soon as something else is asked for; `close_wanted` by Esc."""

    changed = Signal(object)
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sieve")
        self._only = EVERY_ARTICLE
        self._toggles: dict[tuple[str, Any], QToolButton] = {}
        self._lines: dict[str, QLineEdit] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self.flush)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 7, 8, 7)
        self._grid.setHorizontalSpacing(7)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._add_rows()

    @property
    def first(self) -> QWidget:
        """Where the keys go when the form is opened."""
        return next(iter(self._toggles.values()))

    def _add_rows(self) -> None:
        statuses = ((s, wording.word(wording.STATUSES, s)) for s in ARTICLE_STATUSES)
        scripts = ((s, wording.word(wording.SCRIPTS, s)) for s in SCRIPTS if s != "none")
        self._add(self.tr("状态"), self._choices("statuses", statuses))
        self._add(self.tr("旗标"), self._choices("flagged", _or_not()))
        self._add(self.tr("标注"), self._choices("annotated", _or_not()))
        self._add(self.tr("备注"), self._choices("noted", _or_not()))
        self._add(self.tr("文字"), self._choices("scripts", scripts))
        days = QHBoxLayout()
        days.setSpacing(3)
        for name, told, hint in (
            ("since", self.tr("最早的日期"), self.tr("自 2019")),
            ("until", self.tr("最晚的日期"), self.tr("至 2020")),
        ):
            days.addWidget(self._line(name, told, hint))
        self._add(self.tr("日期"), days)
        self._grid.addWidget(self._fault, self._grid.rowCount(), 0, 1, 2)
        self._add(self.tr("来源"), self._line("outlet", self.tr("来源"), self.tr("简繁皆可")))

    def _add(self, name: str, part: QWidget | QHBoxLayout) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(name, "muted"), row, 0)
        if isinstance(part, QWidget):
            self._grid.addWidget(part, row, 1)
        else:
            self._grid.addLayout(part, row, 1)

    def _choices(self, field: str, choices: Iterable[tuple[Any, str]]) -> QHBoxLayout:
        """Buttons side by side; of a set any may be pressed, of the others one at most."""
        row = QHBoxLayout()
        row.setSpacing(3)
        for value, text in choices:
            button = QToolButton()
            button.setText(text)
            told = _TOLD.get((field, value))
            button.setAccessibleName(_say(told) if told else text)
            button.setToolTip(button.accessibleName())
            button.setCheckable(True)
            button.setProperty("sieve", True)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + EDGES)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._on_pressed, field, value, button))
            self._toggles[field, value] = button
            row.addWidget(button)
        return row

    def _line(self, field: str, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.setPlaceholderText(hint)
        line.textChanged.connect(self._typing.start)
        line.editingFinished.connect(self.flush)
        self._lines[field] = line
        return line

    # -- showing ----------------------------------------------------------------------

    def show_filter(self, only: ArticleFilter) -> None:
        """Show what is asked for now; what is being typed and means the same is left alone."""
        self._only = only
        for (field, value), button in self._toggles.items():
            asked = getattr(only, field)
            button.setChecked(value in asked if isinstance(asked, frozenset) else asked is value)
        for field, line in self._lines.items():
            if line.text().strip() != getattr(only, field):
                line.setText(getattr(only, field))
        self._typing.stop()
        self._fault.hide()

    def tell(self, refusal: Refusal) -> None:
        """Say what is wrong with what was asked for."""
        self._fault.setText(wording.refusal(refusal))
        self._fault.show()

    # -- asking -----------------------------------------------------------------------

    def flush(self) -> None:
        """Ask for what was typed."""
        self._typing.stop()
        typed = {field: line.text().strip() for field, line in self._lines.items()}
        self._ask(replace(self._only, **typed))

    def _on_pressed(self, field: str, value: Any, button: QToolButton) -> None:
        asked, pressed = getattr(self._only, field), button.isChecked()
        if isinstance(asked, frozenset):
            new: Any = asked | {value} if pressed else asked - {value}
        else:
            new = value if pressed else None
        self._ask(replace(self._only, **{field: new}))

    def _ask(self, only: ArticleFilter) -> None:
        self._fault.hide()
        if only != self._only:
            self.changed.emit(only)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)


class FilterLine(QFrame):
    """Says what is filtered for as long as something is; `cleared` by a click."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sieved")
        self.text = Elided()
        self.clear = tool(self.tr("不再筛选，显示所有文章"), text=self.tr("清除"))
        self.clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 1, 2, 1)
        row.setSpacing(4)
        row.addWidget(self.text, 1)
        row.addWidget(self.clear)


def told(only: ArticleFilter) -> str:
    """What a filter asks for, in one line."""
    return " · ".join(wording.plain(part) for part in _told(only))


def _told(only: ArticleFilter) -> Iterator[str]:
    if only.statuses:
        names = [wording.word(wording.STATUSES, s) for s in ARTICLE_STATUSES if s in only.statuses]
        yield "/".join(names)
    for field in ("flagged", "annotated", "noted"):
        if (value := getattr(only, field)) is not None:
            yield _say(_TOLD[field, value])
    if only.scripts:
        names = [wording.word(wording.SCRIPTS, s) for s in SCRIPTS if s in only.scripts]
        yield "/".join(names)
    if only.since or only.until:
        yield f"{only.since}–{only.until}"
    yield from filter(None, (only.outlet, only.author))


def _or_not() -> tuple[tuple[bool, str], ...]:
    return (True, _say("有")), (False, _say("无"))


def _say(text: str) -> str:
    return QCoreApplication.translate("article_filter", text)
