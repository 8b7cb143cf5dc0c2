"""The bar above the text: which view, how large, which typeface, light or dark."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from annotations.model import VIEW_NAMES, Conversion, ViewName
from gui import look, wording
from gui.guard import guarded
from gui.look import Theme
from gui.panels.parts import paint_icons, tool

HEIGHT = 46
YIELD = (620, 500)  # below these widths what goes back, then the zoom steps go: keys remain
EDGES = 29  # pixels of padding and border beside the name of a view
ROOM = 700  # from this width on the variants of the views are named
ENDS = {0: "first", len(VIEW_NAMES) - 1: "last"}


class Bar(QFrame):
    """Buttons of commands only: each does what its action does, and shows its state."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._actions = actions
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(4)
        self.views = self._add_views(row)
        row.addStretch(1)
        steps = [self._button(name, name) for name in ("undo", "redo", "history")]
        smaller, larger = self._button("zoom-out", "minus"), self._button("zoom-in", "plus")
        self.zoom = self._button("zoom-reset", "")
        self.zoom.setMinimumWidth(52)
        for button in (*steps, smaller, self.zoom, larger):
            row.addWidget(button)
        self._yielding = (steps, [smaller, larger])  # hidden first where there is no room
        self.serif = self._button("serif", "")
        self.theme = self._button("theme", "light")
        self.sides = self._button("sides", "sides")
        for button in (self.serif, self.theme, self.sides):
            row.addWidget(button)
        self.setMinimumHeight(HEIGHT)

    def _add_views(self, row: QHBoxLayout) -> dict[ViewName, QToolButton]:
        group = QActionGroup(self)
        made: dict[ViewName, QToolButton] = {}
        line = QHBoxLayout()
        line.setSpacing(0)
        for number, view in enumerate(VIEW_NAMES):
            button = self._button(f"view-{view}", "")
            button.setText(wording.word(wording.VIEWS, view))
            button.setProperty("name", button.text())
            button.setProperty("flat", None)
            button.setProperty("segment", ENDS.get(number, "middle"))
            metrics = QFontMetrics(look.ui_font())
            button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + EDGES)
            group.addAction(self._actions[f"view-{view}"])
            line.addWidget(button)
            made[view] = button
        row.addLayout(line)
        return made

    def _button(self, command: str, icon: str) -> QToolButton:
        action = self._actions[command]
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        name = action.text().rstrip("…")
        button = tool(f"{name}（{keys}）" if keys else name, icon)
        button.setCheckable(action.isCheckable())
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonIconOnly if icon else style.ToolButtonTextOnly)

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setChecked(action.isChecked())

        def press() -> None:
            action.trigger()
            follow()

        button.clicked.connect(press)
        action.changed.connect(follow)
        follow()
        return button

    def show_state(self, zoom: int, serif: bool, theme: str) -> None:
        """Show what holds: percent, typeface, and "light", "dark" or "system"."""
        self.zoom.setText(f"{zoom}%")
        self.serif.setText(self.tr("宋") if serif else self.tr("黑"))
        self.theme.setProperty("icon_name", theme)
        names = {
            "light": self.tr("配色：浅色"),
            "dark": self.tr("配色：深色"),
            "system": self.tr("配色：跟随系统"),
        }
        self.theme.setToolTip(names[theme] + "（F7）")
        self.theme.setAccessibleName(names[theme])

    def show_variants(self, conversion: Conversion) -> None:
        """Name a view's variant beside it, where it is not the default; the tip says it whole."""
        usual = Conversion()
        for view in ("hans", "hant"):
            config = getattr(conversion, view)
            brief = "" if config == getattr(usual, view) else wording.word(wording.BRIEFLY, config)
            name, button = wording.word(wording.VIEWS, view), self.views[view]
            action = self._actions[f"view-{view}"]
            variant = self._actions[f"{view}-{config}"].property("label")
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            button.setProperty("brief", brief)
            button.setToolTip(f"{name}（{keys}）\n{variant}")
            button.setAccessibleName(f"{name}，{variant}")
        self._name_views()

    def _name_views(self) -> None:
        """The variant beside the name where there is room for it, else a star."""
        metrics = QFontMetrics(look.ui_font())
        for button in (self.views["hans"], self.views["hant"]):
            name, brief = button.property("name"), button.property("brief")
            if brief:
                name += f"·{brief}" if self.width() >= ROOM else "*"
            button.setText(name)
            button.setMinimumWidth(metrics.horizontalAdvance(name) + EDGES)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for group, least in zip(self._yielding, YIELD, strict=True):
            for button in group:
                button.setVisible(event.size().width() >= least)
        self._name_views()

    @guarded(default=QSize(380, HEIGHT))
    def minimumSizeHint(self) -> QSize:
        return QSize(380, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        paint_icons(self, theme)
