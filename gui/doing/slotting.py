"""The form of slots below the text: opened by a key or after a measure, left for the text again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from gui import commands, look, settings
from gui.guard import guarded

if TYPE_CHECKING:
    from gui.panels.slots import SlotsPanel
    from gui.window import Window

AUTO = "slots"  # the setting


class Slotting(QObject):
    """Has its window's form of slots, made when it is first wanted."""

    _wanted = Signal(str)  # for an annotation, as soon as everybody heard of that

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.panel: SlotsPanel | None = None
        # Queued, no timer: that would let keys go before it which are meant for the form.
        self._wanted.connect(self._open_for, Qt.ConnectionType.QueuedConnection)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "slots": self.open,
            "slots-auto": self._turn_auto,
            "slots-regions": self.choose_regions,
        }

    def attend(self) -> None:
        """Open by itself after what has slots was tagged; hear digits in the text."""
        self._window.desk.tagging.tagged.connect(self._on_tagged)
        self._window.details.form.codes_wanted.connect(self.choose_regions)
        self._window.reader.installEventFilter(self)
        self._window.actions_["slots-auto"].setChecked(settings.get(AUTO))

    def open(self) -> None:
        """Show the form of the open annotation, with the keys in it."""
        panel, reader = self._made(), self._window.reader
        if self._window.review.isVisible():
            self._window.show_review(False)
        panel.open()
        active = self._window.bridge.annotation(
            self._window.place.article, self._window.place.active
        )
        if active is not None:  # what is now below the form comes up
            QTimer.singleShot(0, self, lambda: reader.reveal(active.hull))

    def close(self) -> None:
        """Go on in the text without it."""
        if self.is_open and self.panel is not None:
            self.panel.hide()
            self._window.reader.setFocus()

    @property
    def is_open(self) -> bool:
        return self.panel is not None and self.panel.isVisible()

    def set_theme(self, theme: look.Theme) -> None:
        if self.panel is not None:
            self.panel.set_theme(theme)

    def choose_regions(self) -> None:
        """Choose the codes of the open annotation from the list of regions."""
        from gui.dialogs.regions import RegionsDialog
        from gui.panels.slot_lines import as_attribute, named_regions

        window = self._window
        article, id = window.place.article, window.place.active
        active, project = window.bridge.annotation(article, id), window.bridge.project
        if active is None or project is None:
            return
        rule = RegionsDialog.rule(project.tagset, active.label)
        if rule is None:
            window.desk.banner.tell(self.tr("这个标签没有区划码。"))
            return
        among = named_regions(active, window.bridge.annotations(article))
        dialog = RegionsDialog(window, active, project.views(article).of("hans"), among)
        if dialog.exec():
            codes = dialog.codes()
            kept = {key: value for key, value in active.attributes.items() if key != rule.id}
            new = kept | as_attribute(rule.id, codes)
            window.bridge.do(lambda p: p.describe(article, id, attributes=new))

    # -- within ---------------------------------------------------------------------------

    def _made(self) -> SlotsPanel:
        if self.panel is None:
            from gui.panels.slots import SlotsPanel

            window = self._window
            self.panel = SlotsPanel(window.bridge, window.place)
            self.panel.left.connect(window.reader.setFocus)
            self.panel.close_wanted.connect(self.close)
            self.panel.remembered.connect(window.desk.tagging.remember)
            self.panel.codes_wanted.connect(self.choose_regions)
            self.panel.retag_wanted.connect(window.actions_["retag"].trigger)
            self.panel.unheard.connect(self._do_in_text)
            window.desk.put_below(self.panel)
            self.panel.set_theme(look.chosen(settings.get("theme")))
        return self.panel

    def _do_in_text(self, key: str) -> None:
        """Do what a sign means in the text; the form is about the mark that is open there, too."""
        for command in commands.COMMANDS:
            if command.in_text and key in command.bound:
                self._window.actions_[command.id].trigger()

    def _turn_auto(self) -> None:
        settings.put(AUTO, not settings.get(AUTO))
        self._window.actions_["slots-auto"].setChecked(settings.get(AUTO))

    def _on_tagged(self, annotation: str) -> None:
        """What was tagged may have slots that are empty."""
        elsewhere = self._window.doing.propagating.panel  # what is reviewed stays in sight
        busy = elsewhere is not None and elsewhere.isVisible()
        filling = self.panel is not None and self.is_open and self.panel.armed
        if settings.get(AUTO) and not busy and not filling:
            self._wanted.emit(annotation)

    def _open_for(self, annotation: str) -> None:
        from annotations.measures import lacking

        project, place = self._window.bridge.project, self._window.place
        made = self._window.bridge.annotation(place.article, annotation)
        if project is None or made is None or place.active != annotation:
            return
        label = project.tagset.labels.get(made.label)
        has_slots = made.label == project.tagset.measure.id or (label and label.slot_only)
        if has_slots and lacking(made, (), project.tagset):
            self.open()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits typed in the text are for the form while it is there."""
        if self.panel is None or not self.is_open or not isinstance(event, QKeyEvent):
            return False
        from gui.panels.slot_keys import is_digit

        if event.type() == QEvent.Type.ShortcutOverride:
            if is_digit(event) and self.panel.shown is not None:
                event.accept()
                return True
            return False
        return event.type() == QEvent.Type.KeyPress and self.panel.press(event, from_text=True)
