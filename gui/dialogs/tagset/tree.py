"""Everything in a tag set, by kind: its sign, name, key, and how often it stands in the project."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from annotations.tagset.adopting import Used
from annotations.tagset.editing import Item, Table
from gui import language, wording
from gui.dialogs.tagset.draft import Draft, Entry
from gui.guard import guarded
from gui.look import Theme
from gui.panels.annotation_filter import sign_icon

ITEM = int(Qt.ItemDataRole.UserRole)
NAME, KEY, COUNT = range(3)
_SELECTABLE = Qt.ItemFlag.ItemIsSelectable
_STEPS = {
    QAbstractItemView.CursorAction.MoveUp: QTreeWidget.indexAbove,
    QAbstractItemView.CursorAction.MoveDown: QTreeWidget.indexBelow,
}


class TagTree(QTreeWidget):
    """`chosen(Item)` when another entry is to be edited."""

    chosen = Signal(object)

    def __init__(self, draft: Draft, used: Used, theme: Theme) -> None:
        super().__init__()
        self._draft, self._used, self._theme = draft, used, theme
        self._items: dict[Item, QTreeWidgetItem] = {}
        self.setObjectName("framed")
        self.setAccessibleName(self.tr("标签体系的各项"))
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("名称"), self.tr("键"), self.tr("用了")])
        self.setRootIsDecorated(True)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().height()
        for column, width in ((KEY, 2), (COUNT, 3)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, em * width)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(self._on_current)
        self.show_draft()

    def show_draft(self, current: Item | None = None) -> None:
        """Show the entries as they are now, and stay at the same one, or go to `current`."""
        wanted = current or self.current()
        closed = {id for id, row in self._items.items() if not row.isExpanded()}
        at = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        self._items = {}
        self._fill()
        for id, row in self._items.items():
            row.setExpanded(id not in closed)
        if wanted in self._items:
            self.setCurrentItem(self._items[wanted])
        self.blockSignals(False)
        self.verticalScrollBar().setValue(at)
        if wanted in self._items:
            self.scrollToItem(self._items[wanted])
        elif (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)

    def current(self) -> Item | None:
        """The entry that is chosen; None on a heading."""
        row = self.currentItem()
        return row.data(NAME, ITEM) if row is not None else None

    def go(self, item: Item) -> None:
        """Choose an entry."""
        if item in self._items:
            self.setCurrentItem(self._items[item])

    # -- within -----------------------------------------------------------------------

    @guarded(default=QModelIndex())
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Up and Down pass headings, which hold nothing to edit."""
        found, step = super().moveCursor(action, modifiers), _STEPS.get(action)
        while step is not None and found.isValid() and not found.flags() & _SELECTABLE:
            found = step(self, found)
        return found if found.isValid() else self.currentIndex()

    def _fill(self) -> None:
        draft = self._draft
        top = self._row(None, Item("tagset"), draft.entry(Item("tagset")), "name_")
        top.setText(COUNT, "")
        entities = self._heading(self.tr("实体"))
        self._rows(entities, "entity", draft.entries("entity"))
        if draft.has_measures():
            layer = draft.entry(Item("measure_layer"))
            measure = self._row(None, Item("measure_layer"), layer)
            for group in draft.entries("measure_group"):
                item = Item("measure_group", str(group.get("id", "")))
                row = self._row(measure, item, group)
                types = draft.entries("measure_type")
                self._rows(row, "measure_type", (t for t in types if t.get("group") == item.id))
        attributes = self._heading(self.tr("属性"))
        for rule in draft.entries("attribute"):
            item = Item("attribute", str(rule.get("id", "")))
            row = self._row(attributes, item, rule)
            for value in draft.entries("value", item.id):
                self._row(row, Item("value", str(value.get("id", "")), item.id), value)
        self._rows(self._heading(self.tr("关系")), "relation", draft.entries("relation"))

    def _heading(self, text: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem(self, [text])
        row.setFlags(Qt.ItemFlag.ItemIsEnabled)
        row.setExpanded(True)
        font = row.font(NAME)
        font.setBold(True)
        row.setFont(NAME, font)
        return row

    def _rows(self, above: QTreeWidgetItem, table: Table, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._row(above, Item(table, str(entry.get("id", ""))), entry)

    def _row(
        self, above: QTreeWidgetItem | None, item: Item, entry: Entry, prefix: str = ""
    ) -> QTreeWidgetItem:
        name = named(entry, prefix) or item.id or _tr("〔没有名称〕")
        is_retired = bool(entry.get("retired"))
        texts = [
            _tr("{}（停用）").format(name) if is_retired else name,
            str(entry.get("key") or entry.get("code") or "").upper(),
            self._count(item),
        ]
        row = QTreeWidgetItem(texts)
        self.addTopLevelItem(row) if above is None else above.addChild(row)
        row.setData(NAME, ITEM, item)
        row.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setToolTip(NAME, wording.tip(f"{name}\n{item.id}"))
        if item.table in ("entity", "measure_layer", "measure_type", "measure_group"):
            row.setIcon(NAME, sign_icon(self._theme, *self._draft.look(item)))
        colour = self._theme.muted if is_retired else self._theme.ink
        row.setForeground(NAME, colour)
        for column in (KEY, COUNT):
            row.setForeground(column, self._theme.muted)
        self._items[item] = row
        return row

    def _count(self, item: Item) -> str:
        known = self._draft.origin(item)
        if known is None:
            return ""
        id = known.id or self._draft.tagset.measure.id
        many = self._used.of(known.table).get(id, 0)
        return language.number(many) if many else ""

    def _on_current(self, *_: object) -> None:
        item = self.current()
        if item is not None:
            self.chosen.emit(item)


def named(entry: Entry, prefix: str = "") -> str:
    """What an entry is called in the language of the interface."""
    hans = str(entry.get(f"{prefix}hans", ""))
    own = {"zh_CN": "hans", "zh_TW": "hant"}.get(language.spoken(), "en")
    return wording.plain(str(entry.get(prefix + own) or hans))


def _tr(text: str) -> str:
    return QCoreApplication.translate("tagset", text)
