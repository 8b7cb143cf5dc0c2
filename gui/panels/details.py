"""The card of the open annotation: tag, text in both scripts, place, attributes, note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotations.model import VIEW_NAMES, Annotation, AttributeValue
from annotations.project import Project
from annotations.tagset import Label, TagSet
from gui import look, wording
from gui.bridge import Bridge
from gui.guard import guarded
from gui.look import Theme
from gui.panels.attributes import AttributesForm
from gui.panels.parts import label, semibold, tool
from gui.panels.tags import definition
from gui.place import Place


class DetailsPanel(QScrollArea):
    """`remembered(dict)` tells attribute values the user chose, for the next measure."""

    remembered = Signal(object)

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self._bridge, self._place = bridge, place
        self._theme = look.theme("light")
        self._shown: Annotation | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.tag = QPushButton()
        self.remove = tool(self.tr("删除标注（Del）"), "delete")
        self.raw, self.hans, self.hant = label(wrap=True), label(wrap=True), label(wrap=True)
        self.where, self.who = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.form = AttributesForm()
        self.note = Note()
        self.note.setPlaceholderText(self.tr("备注"))
        self.note.setAccessibleName(self.tr("备注"))
        self._card = QFrame()
        self._card.setObjectName("card")
        self._none = label(
            self.tr("点击一处标注，在这里查看和修改；\n选中文字后按标签的键来标注。"), "empty", True
        )
        self._lay_out()
        self.tag.clicked.connect(self._retag_menu)
        self.remove.clicked.connect(self.delete)
        self.form.changed.connect(self._on_attributes)
        self.note.finished.connect(self._on_note)
        place.activated.connect(self.refresh)
        place.view_shown.connect(self.refresh)
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
        outer.addWidget(self._none)
        outer.addStretch(1)
        self._body = body
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    # -- showing ----------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show the open annotation as it stands now."""
        self.note.flush()
        annotation = self._bridge.annotation(self._place.article, self._place.active)
        self._card.setVisible(annotation is not None)
        self._none.setVisible(annotation is None)
        project = self._bridge.project
        if annotation is None or project is None:
            self._shown = None
        else:
            self._show_texts(annotation, project)
            if annotation != self._shown:
                self._shown = annotation
                self._show(annotation, project)
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

    def _show_texts(self, annotation: Annotation, project: Project) -> None:
        """The annotated text as it reads now; as it was found where it is emended."""
        views = project.views(self._place.article)
        raw, clean, hans, hant = (wording.quote(views.of(v), annotation) for v in VIEW_NAMES)
        self.raw.setText(self.tr("原　{}").format(raw))
        self.raw.setVisible(raw != clean)
        self.hans.setText(self.tr("简　{}").format(hans))
        self.hant.setText(self.tr("繁　{}").format(hant))

    def _show(self, annotation: Annotation, project: Project) -> None:
        tagset = project.tagset
        names, hue, form = tagset.look(annotation.label, annotation.attributes)
        colour = self._theme.hue(hue, form)
        self.tag.setText(f"{wording.plain(names.hans)}{_key(tagset, annotation)} ▾")
        self.tag.setStyleSheet(f"color: {colour.name()};")
        found = _label(tagset, annotation)
        self.tag.setToolTip(wording.tip(definition(found)) if found else "")
        self.where.setText(_place_of(annotation))
        self.form.show_annotation(annotation, tagset)
        self.note.show_text(annotation.note or "")
        made = (annotation.author, wording.clock(annotation.modified or annotation.created))
        self.who.setVisible(any(made))
        self.who.setText(" · ".join(wording.plain(part) for part in made if part))

    # -- changing ---------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the open annotation."""
        article, id = self._place.article, self._place.active
        if id:
            self._bridge.do(lambda project: project.remove(article, [id]))

    def retag(self, name: str, attributes: dict[str, AttributeValue] | None = None) -> None:
        """Give the open annotation another tag."""
        shown = self._shown
        if shown is None:
            return
        article = self._place.article
        if attributes is not None:
            attributes = {**shown.attributes, **attributes}
        self._bridge.do(lambda p: p.retag(article, shown.id, name, attributes))

    def _on_attributes(self, attributes: dict[str, AttributeValue]) -> None:
        article, id = self._place.article, self._place.active
        self.remembered.emit(attributes)
        self._bridge.do(lambda project: project.describe(article, id, attributes=attributes))

    def _on_note(self, text: str) -> None:
        shown = self._shown
        if shown is not None and text != (shown.note or ""):
            article = self._place.article
            self._bridge.do(lambda p: p.describe(article, shown.id, note=text or None))

    def _retag_menu(self) -> None:
        if self._bridge.project is None:
            return
        menu = QMenu(self)
        tagset = self._bridge.project.tagset
        for entity in tagset.entities:
            action = menu.addAction(_entry(entity.names.hans, entity.key))
            action.triggered.connect(partial(self.retag, entity.id, None))
        menu.addSeparator()
        for group in tagset.groups:
            below = menu.addMenu(f"{tagset.measure.names.hans} · {wording.plain(group.names.hans)}")
            for type in tagset.types:
                if type.group == group.id:
                    action = below.addAction(_entry(type.names.hans, type.code))
                    given: dict[str, AttributeValue] = {"type": type.id}
                    action.triggered.connect(partial(self.retag, tagset.measure.id, given))
        menu.popup(self.tag.mapToGlobal(self.tag.rect().bottomLeft()))


class Note(QPlainTextEdit):
    """A short plain text; `finished(str)` when it is left or Ctrl+Return is pressed."""

    finished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(QFontMetrics(look.ui_font()).lineSpacing() * 2 + 20)

    def show_text(self, text: str) -> None:
        self._known = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.finished.emit(text)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
        else:
            super().keyPressEvent(event)


def _entry(name: str, key: str) -> str:
    """A line of a menu: `&` would underline the next character there."""
    return f"{wording.plain(name)}\t{key.upper()}".replace("&", "&&")


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


def _place_of(annotation: Annotation) -> str:
    spans = "，".join(f"{part.start:,}–{part.end:,}" for part in annotation.fragments)
    length = sum(len(part) for part in annotation.fragments)
    source = wording.word(wording.VIEWS, "source")
    return f"{source} {spans} · {wording.count('chars', length)}"
