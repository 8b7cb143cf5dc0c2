"""Asks how an entry is to be merged or split, and shows what that would do before it is done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.errors import Refusal
from annotations.model import AttributeValue, RelabellingPage
from annotations.project import Project
from annotations.tagset.editing import Item, Split
from annotations.tagset.rewriting import Chosen
from gui import language, wording
from gui.dialogs.tagset.draft import Draft
from gui.dialogs.tagset.faults import told
from gui.dialogs.tagset.form import LETTERS
from gui.dialogs.tagset.spans import SHOWN, Spans, counted
from gui.dialogs.tagset.tree import named
from gui.panels.choice import Choice
from gui.panels.parts import answers, label

NOTHING = RelabellingPage(0, 0, 0, ())
TEXT = int(Qt.ItemDataRole.UserRole)
PICKED = 500  # annotations to pick from


class _Asking(QDialog):
    """A title, what is asked, what it concerns, and two buttons."""

    def __init__(self, parent: QWidget | None, title: str, done: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(10)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setHorizontalSpacing(12)
        self.told = label("", "muted", wrap=True)
        buttons, self.ok = answers(self, done, self.tr("取消"))
        self._buttons = buttons

    def _end(self) -> None:
        self.column.addWidget(self._buttons)


class MergeDialog(_Asking):
    """`into()` after it was accepted: the id of the entry that stays."""

    def __init__(self, parent: QWidget | None, draft: Draft, item: Item, project: Project) -> None:
        super().__init__(parent, _tr("合并"), _tr("合并"))
        name = named(draft.entry(item)) or item.id
        self.choice = Choice(_tr("并入"))
        for entry in draft.entries(item.table, item.of):
            if entry.get("id") != item.id and not entry.get("retired"):
                self.choice.addItem(named(entry) or str(entry["id"]), entry["id"])
        self.choice.activated.connect(self._show)
        self._name = name
        self.form.addRow(label(_tr("并入")), self.choice)
        self.spans = Spans(project)
        self._page = _concerned(draft, item, project)
        self.spans.show_page(self._page)
        self.column.addWidget(label(_tr("把“{}”并入另一项").format(name), "title", wrap=True))
        self.column.addLayout(self.form)
        self.column.addWidget(self.told)
        self.column.addWidget(self.spans, 1)
        self._end()
        self.resize(560, 420)
        self._show()

    def into(self) -> str:
        return str(self.choice.currentData() or "")

    def _show(self, *_: object) -> None:
        text = _tr("“{}”从体系里去掉，用它的都改为“{}”。")
        self.told.setText(text.format(self._name, self.choice.currentText()))
        self.ok.setEnabled(bool(self.into()))


class SplitDialog(_Asking):
    """`edit()` after it was accepted: the split that was asked for."""

    def __init__(self, parent: QWidget | None, draft: Draft, item: Item, project: Project) -> None:
        super().__init__(parent, _tr("拆分"), _tr("拆分"))
        self._draft, self._item, self._project = draft, item, project
        self.name, self.id, self.key = QLineEdit(), QLineEdit(), QLineEdit()
        self._is_type = item.table == "measure_type"
        letters = QRegularExpression(LETTERS["code" if self._is_type else "key"])
        self.key.setValidator(QRegularExpressionValidator(letters, self.key))
        self.by = Choice(_tr("拆出哪些"))
        for way in (_tr("按文字"), _tr("按属性的值"), _tr("逐处挑选")):
            self.by.addItem(way)
        self.texts, self.spans = _checks(_tr("文字")), Spans(project, pick=True)
        self.attribute, self.value = Choice(_tr("属性")), Choice(_tr("属性的值"))
        self._values: dict[str, dict[str, None]] = {}  # of each attribute, in their order
        self._ways = QStackedWidget()
        self.fault = label("", "fault", wrap=True)
        self._lay_out(named(draft.entry(item)) or item.id)
        self._load()
        self._end()
        for line in (self.name, self.id, self.key):
            line.textEdited.connect(self._show)
        for box in (self.by, self.value):
            box.activated.connect(self._show)
        self.attribute.activated.connect(self._offer_values)
        self.texts.itemChanged.connect(self._show)
        self.spans.list.itemChanged.connect(self._show)
        self.resize(600, 560)
        self._show()

    def _lay_out(self, name: str) -> None:
        key = _tr("两字键") if self._is_type else _tr("键")
        rows = (
            (_tr("新的名称"), self.name),
            (_tr("新的代号"), self.id),
            (key, self.key),
            (_tr("拆出哪些"), self.by),
        )
        for text, editor in rows:
            editor.setAccessibleName(text)
            self.form.addRow(label(text), editor)
        attribute = QWidget()
        form = QFormLayout(attribute)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(label(_tr("属性")), self.attribute)
        form.addRow(label(_tr("值")), self.value)
        for way in (self.texts, attribute, self.spans):
            self._ways.addWidget(way)
        self.column.addWidget(label(_tr("从“{}”里拆出一项").format(name), "title", wrap=True))
        self.column.addLayout(self.form)
        self.column.addWidget(self._ways, 1)
        self.column.addWidget(self.told)
        self.column.addWidget(self.fault)

    def _load(self) -> None:
        """Offer what there is: texts, attributes with their values, annotations."""
        known = self._draft.origin(self._item)
        if known is None:
            return
        for text, many in self._project.tagged_texts(known).items():
            shown = f"{wording.seen(text)}　{language.number(many)}"
            item = QListWidgetItem(shown, self.texts)
            item.setData(TEXT, text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        page = self._project.tagset_preview([], known, limit=PICKED)
        self.spans.show_page(page)
        for _, annotation in page.first:
            for name, value in annotation.attributes.items():
                if not (self._is_type and name == "type"):
                    self._values.setdefault(name, {}).update(dict.fromkeys(_parts(value)))
        for name in self._values:
            entry = self._draft.entry(Item("attribute", name))
            self.attribute.addItem(named(entry) or wording.plain(name), name)
        self._offer_values()

    def _offer_values(self, *_: object) -> None:
        name = str(self.attribute.currentData() or "")
        self.value.clear()
        for value in self._values.get(name, ()):
            known = named(self._draft.entry(Item("value", value, name))) if name else ""
            self.value.addItem(known or wording.plain(value), value)
        self._show()

    def chosen(self) -> Chosen:
        """Which annotations are meant."""
        match self.by.currentIndex():
            case 0:
                items = [self.texts.item(row) for row in range(self.texts.count())]
                found = (one for one in items if one.checkState() == Qt.CheckState.Checked)
                return Chosen(quotes=frozenset(str(one.data(TEXT)) for one in found))
            case 1:
                name, value = self.attribute.currentData(), self.value.currentData()
                return Chosen(attributes=((str(name), str(value)),))
            case _:
                return Chosen(picked=self.spans.picked())

    def edit(self) -> Split:
        """The split, with the names that were typed."""
        name, key = self.name.text().strip(), self.key.text().strip().lower()
        fields: dict[str, object] = {"id": self.id.text().strip(), "hans": name}
        fields |= {"hant": name, "en": name}
        if key:
            fields["code" if self._is_type else "key"] = key
        return Split(self._item, fields, self.chosen())

    def _show(self, *_: object) -> None:
        """Say what it would do, or why it cannot be done."""
        self._ways.setCurrentIndex(self.by.currentIndex())
        edit, known = self.edit(), self._draft.origin(self._item)
        page = NOTHING
        try:
            if known is not None and edit.fields["id"]:
                page = self._project.tagset_preview(
                    [Split(known, {"id": "\0", "code": "\0"}, edit.by)], limit=0
                )
            fault = self._draft.tried(edit)
        except Refusal as refusal:
            fault = refusal
        is_whole = bool(edit.fields["id"] and edit.fields["hans"])
        none = _tr("还没有选拆出哪些。")
        what = _tr("拆出去：{}").format(counted(page)) if page.annotations else none
        self.told.setText(what if is_whole else "")
        self.fault.setText(told(fault, self._draft) if fault and is_whole else "")
        self.ok.setEnabled(is_whole and fault is None)


def _concerned(draft: Draft, item: Item, project: Project) -> RelabellingPage:
    known = draft.origin(item)
    return project.tagset_preview([], known, limit=SHOWN) if known is not None else NOTHING


def _checks(name: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName("framed")
    made.setAccessibleName(name)
    made.setUniformItemSizes(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    return made


def _parts(value: AttributeValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _tr(text: str) -> str:
    return QCoreApplication.translate("tagset", text)
