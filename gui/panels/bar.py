"""The bar above the text: which view, how large, which typeface, light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from annotations.model import VIEW_NAMES, Conversion, ViewName
from gui import look, wording
from gui.guard import guarded
from gui.icons import paint_icons
from gui.look import Theme
from gui.panels.parts import tool

HEIGHT = 46
EDGES = 29  # pixels of padding and border beside the name of a view
FORMS = (  # of the bar, the widest first: names of views, with variants?, groups that yield
    (wording.VIEWS, True, 0),
    (wording.VIEWS, False, 0),
    (wording.VIEWS, False, 1),
    (wording.VIEWS, False, 2),
    (wording.VIEWS, False, 3),
    (wording.SHORT_VIEWS, False, 3),
    (wording.SHORT_VIEWS, False, 4),
)
DRESSES = ("dress-chips", "dress-lines", "dress-none", "reading")
ENDS = {0: "first", len(VIEW_NAMES) - 1: "last"}


class Bar(QFrame):
    """Buttons of commands only: each does what its action does, and shows its state."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._actions = actions
        self._with_partner = False
        self._variants: dict[str, str] = {}  # of the views, where they are not the default
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(4)
        self.views = self._add_views(row)
        self.beside = self._button("beside", "")
        self.beside.setText(self.beside.text() or actions["beside"].text())
        self.beside.setProperty("flat", None)
        self.beside.setProperty("segment", "alone")
        self.partner = self._choice([f"beside-{view}" for view in VIEW_NAMES])
        self.dress = self._choice(DRESSES)
        for button in (self.beside, self.partner, self.dress):
            row.addWidget(button)
        row.addStretch(1)
        steps = [self._button(name, name) for name in ("undo", "redo", "history")]
        smaller, larger = self._button("zoom-out", "minus"), self._button("zoom-in", "plus")
        self.zoom = self._button("zoom-reset", "")
        self.zoom.setMinimumWidth(52)
        others = [self.zoom], [self.dress, self.partner]
        self._yielding = (steps, [smaller, larger], *others)  # hidden in turn: keys remain
        self.serif = self._button("serif", "")
        self.theme = self._button("theme", "light")
        self.sides = self._button("sides", "sides")
        ends = (self.serif, self.theme, self.sides)
        right = (*steps, smaller, self.zoom, larger, *ends)
        self._tools = (self.beside, self.partner, self.dress, *right)
        for button in right:
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
            button.setProperty("flat", None)
            button.setProperty("segment", ENDS.get(number, "middle"))
            group.addAction(self._actions[f"view-{view}"])
            line.addWidget(button)
            made[view] = button
        row.addLayout(line)
        return made

    def _button(self, command: str, icon: str) -> QToolButton:
        action = self._actions[command]
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        name = action.text().rstrip("…")
        button = tool(wording.with_keys(name, keys), icon)
        button.setCheckable(action.isCheckable())
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonIconOnly if icon else style.ToolButtonTextOnly)

        def follow() -> None:
            nonlocal keys
            now = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            if now != keys:  # they were changed
                keys = now
                button.setToolTip(wording.with_keys(name, keys))
            button.setEnabled(action.isEnabled())
            button.setChecked(action.isChecked())

        def press() -> None:
            action.trigger()
            follow()

        button.clicked.connect(press)
        action.changed.connect(follow)
        follow()
        return button

    def _choice(self, commands: Sequence[str]) -> QToolButton:
        """A button with a menu of commands of which one holds."""
        button = tool("")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for command in commands:
            menu.addAction(self._actions[command])
        button.setMenu(menu)
        return button

    def show_beside(self, view: ViewName | None) -> None:
        """Show which view stands on the right."""
        self._with_partner = view is not None
        if view is not None:
            name = wording.word(wording.VIEWS, view)
            self._say(self.partner, self.tr("对照的右栏"), name)
        self._fit()

    def show_dress(self, command: str) -> None:
        """Show what of the marks is drawn: what this command does."""
        self._say(self.dress, self.tr("标注的样子"), self._actions[command].property("label"))
        self._fit()

    def _say(self, button: QToolButton, what: str, chosen: str) -> None:
        button.setText(f"{chosen} ▾")
        button.setAccessibleName(wording.headed(what, chosen))
        button.setToolTip(wording.headed(what, chosen))

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
        keys = self._actions["theme"].shortcut()
        told = keys.toString(keys.SequenceFormat.NativeText)
        self.theme.setToolTip(wording.with_keys(names[theme], told))
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
            self._variants[view] = brief
            button.setToolTip(f"{wording.with_keys(name, keys)}\n{variant}")
            button.setAccessibleName(wording.listed((name, variant)))
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for; what goes first stands in `FORMS`."""
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        names, gone = self._names(*FORMS[-1][:2]), FORMS[-1][2]
        for table, variants, hidden in FORMS:
            shorter = self._names(table, variants)
            if sum(map(self._view_width, shorter.values())) + self._tools_width(hidden) <= room:
                names, gone = shorter, hidden
                break
        for view, name in names.items():
            self.views[view].setText(name)
            self.views[view].setMinimumWidth(self._view_width(name))
        for number, group in enumerate(self._yielding):
            for button in group:
                absent = button is self.partner and not self._with_partner
                button.setVisible(number >= gone and not absent)

    def _names(self, table: Mapping[str, str], variants: bool) -> dict[ViewName, str]:
        """What the views are called: with their variants, or a star for them."""
        names: dict[ViewName, str] = {}
        for view in VIEW_NAMES:
            variant = self._variants.get(view, "")
            sign = f"·{variant}" if variants else "*"
            names[view] = wording.word(table, view) + (sign if variant else "")
        return names

    def _view_width(self, name: str) -> int:
        return QFontMetrics(look.ui_font()).horizontalAdvance(name) + EDGES

    def _tools_width(self, hidden: int) -> int:
        """What the other buttons take, without so many of the groups that yield."""
        gone = [button for group in self._yielding[:hidden] for button in group]
        gone += [] if self._with_partner else [self.partner]
        shown = [button for button in self._tools if button not in gone]
        return sum(button.sizeHint().width() + self._row.spacing() for button in shown)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(default=QSize(380, HEIGHT))
    def minimumSizeHint(self) -> QSize:
        return QSize(380, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        paint_icons(self, theme)
