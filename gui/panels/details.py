"""The card of the open annotation: tag, text in both scripts, place, attributes, note.

Where none is open, that of the article stands in its place.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotations.model import VIEW_NAMES, Annotation, AttributeValue
from annotations.tagset import Label, TagSet
from annotations.text.views import Views
from gui import commands, keymap, language, look, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.about import ArticleCard
from gui.panels.attributes import AttributesForm
from gui.panels.fields import Note
from gui.panels.parts import label, semibold, tool
from gui.panels.tags import definition
from gui.place import Place

EDGES = 14  # pixels beside the name of the tag


class DetailsPanel(QScrollArea):
    """`remembered(dict)` tells attribute values the user chose, for the next measure."""

    remembered = Signal(object)

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self._bridge, self._place = bridge, place
        self._theme = look.theme("light")
        self._shown: Annotation | None = None
        self._article = ""  # where that one is
        self._tagset: TagSet | None = None  # by whose words it is shown
        self._texts: tuple[str, ...] = ()  # of it in all views
        self._named = "", "", ""  # its tag, in brief, and the keys that make it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.tag = QPushButton()
        self.remove = tool(commands.named("delete").label, "delete")
        self.raw, self.hans, self.hant = label(wrap=True), label(wrap=True), label(wrap=True)
        self.where, self.who = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.form = AttributesForm()
        self.note = Note()
        self.note.setPlaceholderText(self.tr("备注"))
        self.note.setAccessibleName(self.tr("备注"))
        self._card = QFrame()
        self._card.setObjectName("card")
        self.about = ArticleCard(bridge, place)
        self._lay_out()
        self.tag.clicked.connect(self._retag_menu)
        self.remove.clicked.connect(self.delete)
        self.form.changed.connect(self._on_attributes)
        self.note.finished.connect(self._on_note)
        self.about.height_changed.connect(self.updateGeometry)
        place.article_shown.connect(self.flush)  # of the one that is left
        place.arrived.connect(self.refresh)
        place.activated.connect(self.refresh)
        bridge.changed.connect(self.refresh)
        bridge.project_opened.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tag, 1)
        head.addWidget(self.remove)
        self.tag.setObjectName("cardtag")
        self.tag.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tag.setFont(semibold(look.ui_font()))
        self.tag.setAccessibleName(self.tr("改标签"))
        column = QVBoxLayout(self._card)
        column.setContentsMargins(10, 5, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self.raw, self.hans, self.hant, self.where, self.form, self.note, self.who):
            column.addWidget(widget)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        outer.addWidget(self.about)
        outer.addStretch(1)
        self._body = body
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    # -- showing ----------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.about.set_theme(theme)
        self._tagset = None  # it is coloured anew
        self.refresh()

    def refresh(self) -> None:
        """Show the open annotation as it stands now; what it shows already is left alone."""
        self.flush()
        project, article = self._bridge.project, self._place.article
        annotation = self._bridge.annotation(article, self._place.active)
        if annotation is None or project is None:
            self._shown, self._tagset, self._texts = None, None, ()
            self._turn_over(empty=True)
            self.about.refresh()
            return
        texts = _texts(annotation, project.views(article))
        known = annotation == self._shown and project.tagset is self._tagset
        if known and texts == self._texts:
            return
        self._turn_over(empty=False)
        self._show_texts(texts)
        if not known:
            self._shown, self._article, self._tagset = annotation, article, project.tagset
            self._show(annotation, project.tagset)

    def flush(self) -> None:
        """Tell what was typed and not told yet, of the annotation that is shown."""
        self.note.flush()
        self.form.flush()
        self.about.flush()

    def _turn_over(self, *, empty: bool) -> None:
        """Have one card or the other; their height is another one."""
        about = empty and bool(self._place.article)
        if self._card.isHidden() != empty or self.about.isHidden() == about:
            self._card.setVisible(not empty)
            self.about.setVisible(about)
            self.updateGeometry()

    @guarded(default=QSize(200, 120))
    def sizeHint(self) -> QSize:
        """As high as what it shows; the list below takes the rest."""
        layout = self._body.layout()
        width = self.viewport().width()
        height = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0
        return QSize(width, max(height, self._body.minimumSizeHint().height()) + 2)

    @guarded(default=QSize(100, 60))
    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self.sizeHint().height(), 150))

    def _show_texts(self, texts: tuple[str, ...]) -> None:
        """The annotated text as it reads now; as it was found where it is emended."""
        self._texts = texts
        raw, clean, hans, hant = texts
        self.raw.setText(self.tr("原　{}").format(raw))
        self.raw.setVisible(raw != clean)
        self.hans.setVisible(bool(hans))
        self.hant.setVisible(bool(hant))
        self.hans.setText(self.tr("简　{}").format(hans))
        self.hant.setText(self.tr("繁　{}").format(hant))

    def _show(self, annotation: Annotation, tagset: TagSet) -> None:
        names, hue, form = tagset.look(annotation.label, annotation.attributes)
        style = f"color: {self._theme.hue(hue, form).name()};"
        name, brief = language.name(names), language.brief(names)
        keys = f"{_key(tagset, annotation)} ▾"
        self._named = wording.plain(name), wording.plain(brief), keys
        self._name()
        if style != self.tag.styleSheet():  # Qt would compute all of it anew
            self.tag.setStyleSheet(style)
        found = _label(tagset, annotation)
        self.tag.setToolTip(wording.tip(definition(found)) if found else "")
        delete = commands.named("delete")
        self.remove.setToolTip(wording.with_keys(delete.label, keymap.shown(delete.bound)))
        self.where.setText(wording.place(annotation.fragments))
        self.form.show_annotation(annotation, tagset)
        self.note.show_text(annotation.note or "")
        made = (annotation.author, wording.clock(annotation.modified or annotation.created))
        self.who.setVisible(any(made))
        self.who.setText(" · ".join(wording.plain(part) for part in made if part))

    def _name(self) -> None:
        """Name the tag as far as there is room; its keys are always seen."""
        name, brief, keys = self._named
        metrics, elide = self.tag.fontMetrics(), Qt.TextElideMode.ElideRight
        room = self.tag.width() - EDGES - metrics.horizontalAdvance(keys)
        told = name if metrics.horizontalAdvance(name) <= room else brief
        self.tag.setText(metrics.elidedText(told, elide, room) + keys)
        self.tag.setAccessibleDescription(name)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._name)  # the card is laid out after it

    # -- changing ---------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the open annotation."""
        article, id = self._place.article, self._place.active
        if id:
            self._bridge.do(lambda project: project.remove(article, [id]))

    def retag(self, name: str, attributes: dict[str, AttributeValue] | None = None) -> None:
        """Give the open annotation another tag."""
        shown, article = self._shown, self._article
        if shown is None:
            return
        if attributes is not None:
            attributes = {**shown.attributes, **attributes}
        self._bridge.do(lambda p: p.retag(article, shown.id, name, attributes))

    def _on_attributes(self, attributes: dict[str, AttributeValue]) -> None:
        shown, article = self._shown, self._article
        if shown is not None:
            self.remembered.emit(attributes)
            self._bridge.do(lambda p: p.describe(article, shown.id, attributes=attributes))

    def _on_note(self, text: str) -> None:
        shown, article = self._shown, self._article
        if shown is not None and text != (shown.note or ""):
            self._bridge.do(lambda p: p.describe(article, shown.id, note=text or None))

    def _retag_menu(self) -> None:
        if self._bridge.project is None:
            return
        menu = QMenu(self)
        tagset = self._bridge.project.tagset
        for entity in tagset.offered:
            action = menu.addAction(_entry(language.name(entity.names), entity.key))
            action.triggered.connect(partial(self.retag, entity.id, None))
        menu.addSeparator()
        measure = language.name(tagset.measure.names)
        for group in tagset.groups:
            types = [type for type in tagset.offered_types if type.group == group.id]
            if not types:
                continue
            below = menu.addMenu(f"{measure} · {wording.plain(language.name(group.names))}")
            for type in types:
                action = below.addAction(_entry(language.name(type.names), type.code))
                given: dict[str, AttributeValue] = {"type": type.id}
                action.triggered.connect(partial(self.retag, tagset.measure.id, given))
        menu.popup(self.tag.mapToGlobal(self.tag.rect().bottomLeft()))


def _entry(name: str, key: str) -> str:
    """A line of a menu: `&` would underline the next character there."""
    return f"{wording.plain(name)}\t{key.upper()}".replace("&", "&&")


def _texts(annotation: Annotation, views: Views) -> tuple[str, ...]:
    """The annotated text in every view, in their order; "" for one of a very long text that
    nobody has asked for yet."""
    return tuple(
        wording.quote(views.of(view), annotation.fragments) if views.at_hand(view) else ""
        for view in VIEW_NAMES
    )


def _label(tagset: TagSet, annotation: Annotation) -> Label | None:
    labels = (*tagset.entities, tagset.measure)
    return next((item for item in labels if item.id == annotation.label), None)


def _key(tagset: TagSet, annotation: Annotation) -> str:
    """The keys that make this tag, as they stand in the tag set."""
    found = _label(tagset, annotation)
    if found is None:
        return ""
    type = next((t for t in tagset.types if t.id == annotation.attributes.get("type")), None)
    code = f" {type.code.upper()}" if type and found.id == tagset.measure.id else ""
    return f"　{found.key.upper()}{code}"
