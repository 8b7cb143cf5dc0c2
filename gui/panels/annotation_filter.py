"""Which annotations are seen: layers of the text and the list, and what the list alone shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import EVERY_ANNOTATION, Annotation, AnnotationFilter
from annotations.tagset import TagSet
from gui import language, wording
from gui.layers import NOTHING_HIDDEN, Layers
from gui.look import Theme
from gui.panels.choice import Choice
from gui.panels.parts import draw_sign, label
from gui.panels.tick import Tick

SIGN = 12
COLUMNS = 2
NOTED = (None, True, False)


class AnnotationFilterPopup(QFrame):
    """`layers_changed(Layers)` and `filter_changed(AnnotationFilter)` at every choice."""

    layers_changed = Signal(object)
    filter_changed = Signal(object)

    def __init__(
        self, parent: QWidget, found: Sequence[Annotation], tagset: TagSet, theme: Theme
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._found, self._tagset, self._theme = found, tagset, theme
        self._layers, self._only = NOTHING_HIDDEN, EVERY_ANNOTATION
        self.labels: dict[str, Tick] = {}
        self.authors: dict[str, Tick] = {}
        self.entities = Tick(self.tr("实体"))
        self.everything = QPushButton(self.tr("全部显示"))
        self.attribute, self.value = Choice(self.tr("属性")), Choice(self.tr("属性的值"))
        self.noted = Choice(self.tr("备注"))
        self.entities.clicked.connect(self._on_entities)
        self.everything.clicked.connect(self._on_everything)
        self.attribute.activated.connect(self._on_attribute)
        self.value.activated.connect(self._on_value)
        self.noted.activated.connect(self._on_noted)

    # -- building ---------------------------------------------------------------------

    def offer(self, layers: Layers, only: AnnotationFilter) -> None:
        """Offer everything that there is to choose; `layers` and `only` hold now."""
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 13)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("正文和列表都显示的图层"), "heading"), 1)
        head.addWidget(self.everything)
        column.addLayout(head)
        self._add_labels(column, layers)
        names = sorted({*layers.authors, *(a.author or "" for a in self._found)})
        if len(names) > 1 or layers.authors:
            column.addSpacing(3)
            column.addWidget(label(self.tr("标注者"), "muted"))
            self._add_authors(column, names)
        column.addSpacing(8)
        column.addWidget(label(self.tr("只在列表里筛选"), "heading"))
        self._add_choices(column)
        self.show_state(layers, only)

    def _add_labels(self, column: QVBoxLayout, layers: Layers) -> None:
        known, measure = self._tagset.labels, self._tagset.measure.id
        many = Counter(annotation.label for annotation in self._found)
        entities = [id for id in dict.fromkeys((*known, *many, *layers.labels)) if id != measure]
        for id in (*entities, *([measure] if measure else [])):
            names, hue, form = self._tagset.look(id, {})
            box = self.labels[id] = _box(language.name(names), many[id])
            box.setIcon(sign_icon(self._theme, hue, form))
            box.clicked.connect(partial(self._on_label, id, box))
        column.addWidget(self.entities)
        column.addLayout(_grid([self.labels[id] for id in entities]))
        if measure:
            column.addWidget(self.labels[measure])

    def _add_authors(self, column: QVBoxLayout, names: Sequence[str]) -> None:
        many = Counter(annotation.author or "" for annotation in self._found)
        for name in names:
            box = self.authors[name] = _box(name or self.tr("未署名"), many[name])
            box.clicked.connect(partial(self._on_author, name, box))
        column.addLayout(_grid(list(self.authors.values())))

    def _add_choices(self, column: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(self.tr("属性"), "muted"), 0, 0)
        grid.addWidget(self.attribute, 0, 1)
        grid.addWidget(self.value, 0, 2)
        grid.addWidget(label(self.tr("备注"), "muted"), 1, 0)
        grid.addWidget(self.noted, 1, 1)
        column.addLayout(grid)
        self.attribute.addItem(self.tr("不限"), "")
        names = {rule.id: language.name(rule.names) for rule in self._tagset.attributes}
        for id in dict.fromkeys(key for a in self._found for key in a.attributes):
            self.attribute.addItem(wording.plain(names.get(id, id)), id)
        for told in (self.tr("不限"), self.tr("有备注"), self.tr("没有备注")):
            self.noted.addItem(told)

    def open_below(self, button: QWidget) -> None:
        """Show it with its right edge below a button's, inside the screen."""
        self.adjustSize()
        at = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 2))
        room = button.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.x() + room.width() - self.width()))
        y = max(room.top(), min(at.y(), room.y() + room.height() - self.height()))
        self.move(x, y)
        self.show()
        self.entities.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- showing ----------------------------------------------------------------------

    def show_state(self, layers: Layers, only: AnnotationFilter) -> None:
        """Show what holds now."""
        self._layers, self._only = layers, only
        for id, box in self.labels.items():
            box.setChecked(id not in layers.labels)
        for name, box in self.authors.items():
            box.setChecked(name not in layers.authors)
        entities = self._entities()
        hidden = len(entities & layers.labels)
        state = Qt.CheckState.PartiallyChecked
        if hidden in (0, len(entities)):
            state = Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked
        self.entities.setCheckState(state)
        self.attribute.setCurrentIndex(max(0, self.attribute.findData(only.attribute)))
        self._offer_values(only)
        self.noted.setCurrentIndex(NOTED.index(only.noted))
        self.everything.setEnabled((layers, only) != (NOTHING_HIDDEN, EVERY_ANNOTATION))

    def _offer_values(self, only: AnnotationFilter) -> None:
        """The values that the chosen attribute has here, in the words of the tag set."""
        self.value.clear()
        self.value.addItem(self.tr("任何值"), None)
        self.value.setEnabled(bool(only.attribute))
        names = _value_names(self._tagset, only.attribute)
        found = (a.attributes.get(only.attribute, ()) for a in self._found)
        values = {v for value in found for v in ((value,) if isinstance(value, str) else value)}
        for value in sorted(values | ({only.value} if only.value else set())):
            self.value.addItem(wording.plain(names.get(value, value)), value)
        self.value.setCurrentIndex(max(0, self.value.findData(only.value)))

    def _entities(self) -> frozenset[str]:
        return frozenset(self.labels) - {self._tagset.measure.id}

    # -- choosing ---------------------------------------------------------------------

    def _on_label(self, id: str, box: Tick) -> None:
        labels = self._layers.labels
        hidden = labels - {id} if box.isChecked() else labels | {id}
        self._hide(replace(self._layers, labels=hidden))

    def _on_entities(self) -> None:
        """All of them, or none when all are there already."""
        entities = self._entities()
        labels = self._layers.labels
        hidden = labels - entities if labels & entities else labels | entities
        self._hide(replace(self._layers, labels=hidden))

    def _on_author(self, name: str, box: Tick) -> None:
        authors = self._layers.authors
        hidden = authors - {name} if box.isChecked() else authors | {name}
        self._hide(replace(self._layers, authors=hidden))

    def _on_attribute(self) -> None:
        self._ask(replace(self._only, attribute=self.attribute.currentData(), value=None))

    def _on_value(self) -> None:
        self._ask(replace(self._only, value=self.value.currentData()))

    def _on_noted(self, place: int) -> None:
        self._ask(replace(self._only, noted=NOTED[place]))

    def _on_everything(self) -> None:
        self._hide(NOTHING_HIDDEN)
        self._ask(EVERY_ANNOTATION)

    def _hide(self, layers: Layers) -> None:
        self.show_state(layers, self._only)
        self.layers_changed.emit(layers)

    def _ask(self, only: AnnotationFilter) -> None:
        self.show_state(self._layers, only)
        self.filter_changed.emit(only)


def _box(name: str, many: int) -> Tick:
    told = f"{wording.plain(name)}　{language.number(many)}" if many else wording.plain(name)
    box = Tick(told.replace("&", "&&"))
    box.setProperty("faint", not many)
    return box


def _grid(boxes: Sequence[Tick]) -> QGridLayout:
    """Boxes in columns, read downwards."""
    grid = QGridLayout()
    grid.setContentsMargins(18, 0, 0, 2)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(3)
    down = -(-len(boxes) // COLUMNS)
    for number, box in enumerate(boxes):
        grid.addWidget(box, number % down, number // down)
    return grid


def sign_icon(theme: Theme, hue: int, form: str) -> QIcon:
    """The square that stands for a tag in the lists."""
    ratio = 2.0
    shown = QPixmap(round(SIGN * ratio), round(SIGN * ratio))
    shown.setDevicePixelRatio(ratio)
    shown.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shown)
    colour = theme.hue(hue, "outlined" if form == "outlined" else "filled")
    draw_sign(painter, 1, 1, SIGN - 2, colour, form)
    painter.end()
    return QIcon(shown)


def _value_names(tagset: TagSet, attribute: str) -> Mapping[str, str]:
    rule = next((rule for rule in tagset.attributes if rule.id == attribute), None)
    if rule is None:
        return {}
    offered = tagset.types if rule.kind == "measure_type" else rule.values
    return {one.id: language.name(one.names) for one in offered}
