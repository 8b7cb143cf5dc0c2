"""Other keys for commands: what is taken is told at once, and nothing is taken unasked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotations.tagset import TagSet
from gui import keymap, wording
from gui.commands import COMMANDS, MENUS, Command, named
from gui.dialogs.key_plan import Owner, Plan
from gui.look import Theme
from gui.matching import matching, rank
from gui.offers import called
from gui.panels.chooser import Offer, OfferDelegate
from gui.panels.parts import label
from gui.rows import ROW, Rows


class KeysDialog(QDialog):
    """All commands with their keys. `kept()` when they were changed."""

    kept = Signal()

    def __init__(self, parent: QWidget, tagset: TagSet | None, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("更改快捷键"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plan = Plan.now(tagset)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(self.tr("名称、拼音首字母、英文或键"))
        self.wanted.setAccessibleName(self.tr("查找命令"))
        self.wanted.setClearButtonEnabled(True)
        self.model = Rows(_spoken, None, self)
        self.list = QListView()
        self.list.setObjectName("framed")
        self.list.setAccessibleName(self.tr("命令"))
        self.list.setModel(self.model)
        delegate = OfferDelegate(self.list)
        delegate.theme = theme
        self.list.setItemDelegate(delegate)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.name = label("", "strong")
        self.keys = label("", "muted")
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("按要用的键"))
        self.told = label("", "fault", wrap=True)
        self.take = QPushButton()
        self.put = QPushButton(self.tr("换成这个键"))
        self.add = QPushButton(self.tr("再加这个键"))
        self.none = QPushButton(self.tr("不用键"))
        self.back = QPushButton(self.tr("恢复原来的键"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.all_back = self.buttons.addButton(
            self.tr("全部恢复"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self._lay_out()
        self._connect()
        self.resize(620, 620)
        self._look()
        self.wanted.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addWidget(self.keys)
        head.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.edit, 1)
        for button in (self.put, self.add, self.none, self.back):
            button.setAutoDefault(False)
            line.addWidget(button)
        fault = QHBoxLayout()
        fault.addWidget(self.told, 1)
        self.take.setAutoDefault(False)
        fault.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.wanted)
        column.addWidget(self.list, 1)
        for row in (head, line, fault):
            column.addLayout(row)
        column.addWidget(self.buttons)
        space = self.take.sizePolicy()
        space.setRetainSizeWhenHidden(True)  # so that nothing jumps while one tries keys
        self.take.setSizePolicy(space)

    def _connect(self) -> None:
        self.wanted.textChanged.connect(self._look)
        self.list.selectionModel().currentChanged.connect(self._on_row)
        self.list.activated.connect(lambda: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(self._check)
        self.put.clicked.connect(lambda: self._give(()))
        self.add.clicked.connect(lambda: self._give(self.plan.keys[self._command.id]))
        self.take.clicked.connect(self._take)
        self.none.clicked.connect(lambda: self._plan(self.plan.with_keys(self._command.id, ())))
        self.back.clicked.connect(lambda: self._plan(self.plan.restored(self._command)))
        self.all_back.clicked.connect(self._restore_all)
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)

    # -- showing ------------------------------------------------------------------------

    @property
    def _command(self) -> Command:
        offer: Offer | None = self.list.currentIndex().data(ROW)
        return named(offer.id) if offer else COMMANDS[0]

    @property
    def pressed(self) -> str:
        """The key that was pressed to be given."""
        portable = QKeySequence.SequenceFormat.PortableText
        return self.edit.keySequence().toString(portable)

    @property
    def owner(self) -> Owner | None:
        """What the pressed key does already."""
        return self.plan.owner(self.pressed, self._command.id) if self.pressed else None

    def _look(self) -> None:
        """List what fits; the command that was chosen stays so while it is there."""
        chosen = self._command.id
        found = matching(COMMANDS, self._rank)
        menus = {menu.id: menu.label for menu in MENUS}
        changed = self.plan.changed
        self.model.show_rows([self._offer(command, menus, changed) for command in found])
        index = self.model.where(lambda offer: offer.id == chosen)
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self.list.scrollTo(self.list.currentIndex())
        self._check()

    def _rank(self, command: Command) -> int | None:
        keys = [keymap.native(key) for key in self.plan.keys[command.id]]
        return rank(self.wanted.text(), called(command), keys)

    def _offer(self, command: Command, menus: dict[str, str], changed: object) -> Offer:
        keys = keymap.shown(self.plan.keys[command.id])
        told = menus[command.menu]
        if command.id in self.plan.changed:
            before = keymap.shown(command.keys) or self.tr("没有键")
            told = self.tr("原来：{}").format(before)
        return Offer(command.id, command.label.rstrip("…"), keys, told)

    def _on_row(self) -> None:
        self.edit.clear()
        self._check()

    def _check(self) -> None:
        """Say what the pressed key does already, and what can be done."""
        command, owner = self._command, self.owner
        own = self.plan.keys[command.id]
        self.name.setText(command.label.rstrip("…"))
        self.keys.setText(keymap.shown(own) or self.tr("没有键"))
        key = keymap.native(self.pressed)
        self.told.setText(self.tr("{} 已经用于：{}").format(key, owner.name) if owner else "")
        self.take.setVisible(owner is not None and bool(owner.command))
        self.take.setText(self.tr("从那里拿来"))
        free = bool(self.pressed) and owner is None and self.pressed not in own
        self.put.setEnabled(free)
        self.add.setEnabled(free and bool(own))
        self.none.setEnabled(bool(own))
        self.back.setEnabled(command.id in self.plan.changed)
        self.all_back.setEnabled(bool(self.plan.changed))
        clashes = self.plan.clashes
        if clashes and not owner:
            key, ids = next(iter(clashes.items()))
            names = wording.listed(named(id).label.rstrip("…") for id in ids)
            self.told.setText(self.tr("{} 已经用于：{}").format(keymap.native(key), names))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not clashes)

    # -- changing -----------------------------------------------------------------------

    def _plan(self, plan: Plan) -> None:
        self.plan = plan
        self._look()

    def _give(self, others: tuple[str, ...]) -> None:
        """Give the pressed key to the command, beside `others`."""
        plan = self.plan.with_keys(self._command.id, (*others, self.pressed))
        self.edit.clear()
        self._plan(plan)

    def _take(self) -> None:
        self._plan(self.plan.freed(self.pressed, self._command.id))

    def _restore_all(self) -> None:
        plan = self.plan
        for command in COMMANDS:
            plan = plan.restored(command)
        self._plan(plan)

    def _keep(self) -> None:
        keymap.keep(self.plan.changed)
        self.kept.emit()
        self.accept()


def _spoken(offer: Offer) -> str:
    return wording.listed((offer.name, offer.keys, offer.told))
