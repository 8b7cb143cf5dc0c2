"""The editor of the project's tag set: everything in it, the form of one entry, what it concerns.

Nothing is changed before it is accepted; then all of it is one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from string import ascii_lowercase

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotations.project import Project
from annotations.tagset.editing import (
    Add,
    Edit,
    Item,
    Merge,
    Move,
    Put,
    Remove,
    Table,
    restore,
    retire,
)
from gui.dialogs.tagset.asking import MergeDialog, SplitDialog
from gui.dialogs.tagset.draft import Draft
from gui.dialogs.tagset.faults import told
from gui.dialogs.tagset.fields import kind_name
from gui.dialogs.tagset.form import EntryForm
from gui.dialogs.tagset.spans import SHOWN, Spans
from gui.dialogs.tagset.tree import TagTree, named
from gui.guard import guarded
from gui.look import Theme
from gui.panels.parts import Elided, label

SIZE, LIST = (940, 660), 330
RETIRING: tuple[Table, ...] = ("entity", "measure_layer", "measure_type", "value", "relation")
MERGING: tuple[Table, ...] = ("entity", "measure_type", "measure_group", "value", "relation")
SPLITTING: tuple[Table, ...] = ("entity", "measure_type")
ADDING: tuple[Table, ...] = (
    *("entity", "measure_type", "measure_group", "attribute", "value", "relation"),
)
_NEW: Mapping[Table, Mapping[str, object]] = {
    "entity": {"hue": 1, "form": "filled"},
    "measure_group": {"hue": 1, "form": "outlined"},
    "attribute": {"on": "*", "use": "optional", "type": "text"},
    "relation": {"from": ["*"], "to": ["*"]},
}


class TagSetEditor(QDialog):
    """`edits()` after it was accepted: what was asked for, in its order."""

    def __init__(self, parent: QWidget | None, project: Project, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("标签体系"))
        self._project = project
        self.draft = Draft(project.tagset, self)
        self._used = project.tagset_used()
        self.tree = TagTree(self.draft, self._used, theme)
        self.form = EntryForm(self.draft, theme)
        self.spans = Spans(project)
        self.head, self.kind = Elided("title"), label("", "muted")
        self.fault = label("", "fault", wrap=True)
        self.add = self._button(self.tr("添加"), self._add_menu)
        self.up = self._button(self.tr("上移"), partial(self._move, -1))
        self.down = self._button(self.tr("下移"), partial(self._move, 1))
        self.retire = self._button(self.tr("停用"), self._retire)
        self.merge = self._button(self.tr("合并…"), self._merge)
        self.split = self._button(self.tr("拆分…"), self._split)
        self.remove = self._button(self.tr("删去"), self._remove)
        for keys, button in (("Alt+Up", self.up), ("Alt+Down", self.down)):
            QShortcut(QKeySequence(keys), self, button.click)
        self._lay_out()
        self.tree.chosen.connect(self._show)
        self.form.renamed.connect(self._on_renamed)
        self.draft.changed.connect(self._on_changed)
        self.resize(*SIZE)
        self._show(self.tree.current() or Item("tagset"))
        self._on_changed()

    def edits(self) -> tuple[Edit, ...]:
        return self.draft.edits

    @guarded
    def accept(self) -> None:
        """Take what was typed last, and close unless that is in the way."""
        self.form.flush()
        if self.draft.fault is None:
            super().accept()

    @guarded
    def reject(self) -> None:
        """Close; what was edited is given up only when that is said."""
        self.form.flush()
        yes, no = QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Cancel
        asked = self.tr("放弃对标签体系的改动？")
        if (
            not self.draft.edits
            or QMessageBox.question(self, self.windowTitle(), asked, yes | no, no) == yes
        ):
            super().reject()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return ends a field or presses the button one is on; with Ctrl it saves.

        The box of buttons would have made Save the one that Return presses.
        """
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ok.click()
        elif isinstance(on := self.focusWidget(), QPushButton):
            on.click()

    # -- building -----------------------------------------------------------------------

    def _button(self, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda *_: do())
        return button

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(6)
        for button in (self.add, self.up, self.down):
            below.addWidget(button)
        below.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tree, 1)
        column.addLayout(below)
        left.setFixedWidth(LIST)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addWidget(left)
        both.addWidget(self._right(), 1)
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.ok, cancel):
            button.setAutoDefault(False)  # Return ends a field, not the dialog
        self.ok.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.fault, 1)
        foot.addWidget(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addLayout(both, 1)
        outer.addLayout(foot)

    def _right(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.head, 1)
        head.addWidget(self.kind)
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        deeds = QHBoxLayout()
        deeds.setSpacing(6)
        for button in (self.retire, self.merge, self.split, self.remove):
            deeds.addWidget(button)
        deeds.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(area, 3)
        column.addLayout(deeds)
        column.addWidget(self.spans, 2)
        return right

    # -- showing ------------------------------------------------------------------------

    def _show(self, item: Item) -> None:
        """Show the form of an entry, and what of the project stands under it."""
        self.form.show_item(item)
        self._show_deeds()
        known = self.draft.origin(item)
        table = item.table
        self.spans.setVisible(table not in ("tagset", "measure_group"))
        if known is None or table in ("tagset", "measure_group"):
            self.spans.list.clear()
            self.spans.told.setText("")
            return
        page = self._project.tagset_preview([], known, limit=SHOWN)
        if table == "relation":
            many = self._used.relations.get(known.id, 0)
            page = type(page)(page.annotations, page.articles, many, page.first)
        self.spans.show_page(page)

    def _on_renamed(self, item: Item) -> None:
        self.tree.show_draft(item)
        self._show_deeds()

    def _on_changed(self) -> None:
        fault = self.draft.fault
        self.fault.setText(told(fault, self.draft) if fault else "")
        self.ok.setEnabled(bool(self.draft.edits) and fault is None)
        self.tree.show_draft(self.form.item)
        self._show_deeds()

    def _show_deeds(self) -> None:
        """Name the entry, and offer what can be done with it."""
        item, entry = self.form.item, self.draft.entry(self.form.item)
        prefix = "name_" if item.table == "tagset" else ""
        self.head.show_text(named(entry, prefix) or item.id)
        version = str(entry.get("version", "")) if prefix else ""
        self.kind.setText(f"{kind_name(item.table)} {version}".strip())
        self.retire.setText(self.tr("恢复") if entry.get("retired") else self.tr("停用"))
        moves = item.table not in ("tagset", "measure_layer")
        for button, tables in (
            (self.retire, RETIRING),
            (self.merge, MERGING),
            (self.split, SPLITTING),
        ):
            button.setVisible(item.table in tables)
        self.remove.setVisible(moves)
        place, last = self._place(item)
        self.up.setEnabled(moves and place > 0)
        self.down.setEnabled(moves and 0 <= place < last)

    def _place(self, item: Item) -> tuple[int, int]:
        """Where an entry stands in its table, and where the last one does; -1: it has no table."""
        if item.table in ("tagset", "measure_layer"):
            return -1, -1
        ids = [entry.get("id") for entry in self.draft.entries(item.table, item.of)]
        return (ids.index(item.id) if item.id in ids else -1), len(ids) - 1

    # -- doing --------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        item = self.form.item
        place, last = self._place(item)
        to = place + by
        if item.table == "measure_type":  # past those of other groups, which stand elsewhere
            types = self.draft.entries("measure_type")
            group = self.draft.entry(item).get("group")
            while 0 <= to <= last and types[to].get("group") != group:
                to += by
        if place >= 0 and 0 <= to <= last:
            self.draft.do(Move(item, to))

    def _retire(self) -> None:
        item = self.form.item
        is_retired = bool(self.draft.entry(item).get("retired"))
        self.draft.do(restore(item) if is_retired else retire(item))

    def _merge(self) -> None:
        item = self.form.item
        dialog = MergeDialog(self, self.draft, item, self._project)

        def merge() -> None:
            into = Item(item.table, dialog.into(), item.of)
            self._go(into, Merge(item, into.id))

        dialog.accepted.connect(merge)
        dialog.open()

    def _split(self) -> None:
        item = self.form.item
        dialog = SplitDialog(self, self.draft, item, self._project)

        def split() -> None:
            edit = dialog.edit()
            self._go(Item(item.table, str(edit.fields["id"])), edit)

        dialog.accepted.connect(split)
        dialog.open()

    def _remove(self) -> None:
        item = self.form.item
        known = self.draft.origin(item)
        if known is not None:
            page = self._project.tagset_preview([], known, limit=0)
            many = page.annotations + self._used.of(known.table).get(known.id, 0)
            if many:
                told = self.tr("“{}”还在用，不能删去；可以停用，或并入另一项。")
                self.fault.setText(told.format(self.head.accessibleName()))
                return
        self._go(Item("tagset"), Remove(item))

    def _go(self, to: Item, edit: Edit) -> None:
        """Do an edit, then show another entry."""
        if self.draft.do(edit):
            self.tree.show_draft(to)
            self._show(to)

    # -- adding -------------------------------------------------------------------------

    def _add_menu(self) -> None:
        menu = QMenu(self)
        for table in ADDING:
            if self._may_add(table):
                menu.addAction(kind_name(table)).triggered.connect(partial(self._add, table))
        if not self.draft.has_measures():
            menu.addAction(kind_name("measure_layer")).triggered.connect(self._add_layer)
        menu.popup(self.add.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _may_add(self, table: Table) -> bool:
        """Types need a group, groups the layer of measures, values an attribute to belong to."""
        if table == "value":
            return bool(self._rule())
        if table == "measure_type":
            return bool(self.draft.entries("measure_group"))
        return table != "measure_group" or self.draft.has_measures()

    def _rule(self) -> str:
        """The attribute that a new value is for."""
        item = self.form.item
        return {"attribute": item.id, "value": item.of}.get(item.table, "")

    def _add(self, table: Table, *_: object) -> None:
        """A new entry behind the one that is shown, with a free id, key or code."""
        item, of = self.form.item, self._rule() if table == "value" else ""
        taken = {str(entry.get("id")) for entry in self.draft.entries(table, of)}
        taken.update(self.draft.labels() if table == "entity" else ())
        stem = "new" if table in ("attribute", "value", "relation") else "NEW"
        id = next(name for n in count(1) if (name := stem + (str(n) if n > 1 else "")) not in taken)
        fields = {
            "id": id,
            "hans": self.tr("新的{}").format(kind_name(table)),
            **_NEW.get(table, {}),
        }
        if table == "measure_type":
            fields |= {"code": self._free_code(), "group": self._group()}
        after = item.id if item.table == table else ""
        self._go(Item(table, id, of), Add(table, fields, after, of))
        line = self.form.editors["hans"]
        line.setFocus()
        if isinstance(line, QLineEdit):
            line.selectAll()

    def _add_layer(self, *_: object) -> None:
        """Measures, with a first group and the attribute that says their type."""
        name = kind_name("measure_layer")
        layer = {"id": "MEASURE", "hans": name, "form": "outlined"}
        edits = (
            Put(Item("tagset"), {"measure_layer": layer}),
            Add("measure_group", {"id": "group", "hans": name, "hue": 1, "form": "outlined"}),
        )
        self.draft.do(*edits)
        if not any(rule.get("type") == "measure_type" for rule in self.draft.entries("attribute")):
            rule = {"id": "type", "on": "MEASURE", "hans": kind_name("measure_type")}
            self.draft.do(Add("attribute", {**rule, "type": "measure_type", "use": "required"}))
        self.tree.show_draft(Item("measure_layer"))
        self._show(Item("measure_layer"))

    def _group(self) -> str:
        """The group that a new type is of: that of the entry that is shown, else the first."""
        item = self.form.item
        known = item.id if item.table == "measure_group" else self.draft.entry(item).get("group")
        return str(known or self.draft.entries("measure_group")[0]["id"])

    def _free_code(self) -> str:
        """Two letters that no other code begins with."""
        codes = {str(type.get("code", "")) for type in self.draft.entries("measure_type")}
        made = (one + other for one in ascii_lowercase for other in ascii_lowercase)
        return next(
            (
                code
                for code in made
                if not any(code.startswith(c) or c.startswith(code) for c in codes)
            ),
            "",
        )
