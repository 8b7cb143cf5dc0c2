"""The commands that decide how the text reads: emendations, variants, the conversion table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from annotations.model import (
    ZONES,
    Changed,
    Conversion,
    ConvertedScript,
    Emendation,
    OverlayEntry,
    Span,
)
from annotations.text.views import HANS_CONFIGS, HANT_CONFIGS
from gui import settings

if TYPE_CHECKING:
    from gui.window import Window

KIND, RULE = "typo", "manual"  # of an emendation made by hand
REPAIRING = frozenset({"repaired", "unrepaired", "undone", "redone", "imported"})  # steps
SCRIPTS: tuple[ConvertedScript, ConvertedScript] = ("hans", "hant")
CONFIGS = {"hans": HANS_CONFIGS, "hant": HANT_CONFIGS}


class Mending(QObject):
    """Does to its window's project what the user asks for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.bridge.changed.connect(self._on_changed)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        variants: dict[str, Callable[[], object]] = {
            f"{script}-{config}": partial(self._convert_by, script, config)
            for script in SCRIPTS
            for config in CONFIGS[script]
        }
        return variants | {
            "emend": self.emend,
            "emendation-accept": partial(self._judge, "accepted"),
            "emendation-reject": partial(self._judge, "rejected"),
            "review": self.toggle_review,
            "repair": self._repair,
            "doubts": self._doubts,
            "pin": lambda: self._window.desk.pin_at_caret(),
            "overlay": self.edit_overlay,
            "overlay-add": self._add_to_overlay,
        }

    # -- emendations ----------------------------------------------------------------------

    def emend(self) -> None:
        """Read something else for what is selected; else change the emendation at the caret,
        else put something in there."""
        known = self._window.desk.emendation_at_caret()
        selected = self._window.place.selection
        precise = known is not None and known.kind not in ZONES
        if known is not None and (selected == known.span or (precise and selected is None)):
            self._amend(known)
            return
        caret = self._window.reader.model.caret
        span = selected or Span(caret, caret)
        article, raw = self._window.place.article, self._raw(span)
        from gui.dialogs.emend import EmendDialog

        dialog = EmendDialog(self._window, raw, raw)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            made = Emendation("", span, dialog.text(), KIND, RULE, "accepted")
            self._window.bridge.do(lambda project: project.emend(article, [made]))

    def _amend(self, known: Emendation) -> None:
        article = self._window.place.article
        reading = known.replacement if known.replacement is not None else self._raw(known.span)
        fresh = known.status != "accepted"
        from gui.dialogs.emend import EmendDialog

        dialog = EmendDialog(self._window, self._raw(known.span), reading, fresh=fresh)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            text = dialog.text()
            self._window.bridge.do(lambda project: project.amend(article, known.id, text))

    def _judge(self, status: str) -> None:
        article, known = self._window.place.article, self._window.desk.emendation_at_caret()
        if known is None:
            self._window.desk.banner.tell(self.tr("光标处没有勘误。"))
        elif status == "accepted" and known.replacement is None:
            self._amend(known)
        else:
            self._window.bridge.do(
                lambda project: project.judge(article, [known.id], status)  # type: ignore[arg-type]
            )

    def _raw(self, span: Span) -> str:
        project = self._window.bridge.project
        return span.of(project.article(self._window.place.article).text) if project else ""

    def toggle_review(self) -> None:
        """Open the review, or go into it, or close it when the keys are in it already."""
        review = self._window.review
        inside = review.isAncestorOf(self._window.focusWidget()) if review.isVisible() else False
        self._window.show_review(not inside)

    # -- views ----------------------------------------------------------------------------

    def _convert_by(self, script: ConvertedScript, config: str) -> None:
        """Make the views of a script by a configuration, for the whole project."""
        project = self._window.bridge.project
        if project is not None and getattr(project.conversion, script) != config:
            chosen = {script: config}
            self._window.bridge.do(lambda project: project.set_conversion(**chosen))
        self.mark()

    def _repair(self) -> None:
        project, article = self._window.bridge.project, self._window.place.article
        if project is not None and article:
            on = not project.is_repaired(article)
            self._window.bridge.do(lambda project: project.set_repair(article, on))
        self.mark()

    def _on_changed(self, changed: Changed) -> None:
        repairing = changed.step is None or changed.step.key in REPAIRING
        if (repairing or changed.everything) and self._window.is_furnished:
            self.mark()

    def _doubts(self) -> None:
        settings.put("doubts", not settings.get("doubts"))
        self.mark()

    def mark(self) -> None:
        """Check what holds: the variants, the repair of the article, the doubts."""
        project, article = self._window.bridge.project, self._window.place.article
        actions = self._window.actions_
        conversion = project.conversion if project else Conversion()
        for script in SCRIPTS:
            for config in CONFIGS[script]:
                chosen = getattr(conversion, script) == config
                actions[f"{script}-{config}"].setChecked(chosen)
        actions["repair"].setChecked(project is not None and project.is_repaired(article))
        doubts = settings.get("doubts")
        actions["doubts"].setChecked(doubts)
        actions["review"].setChecked(self._window.review.isVisible())
        self._window.desk.show_doubts(doubts)
        self._window.bar.show_variants(conversion)

    # -- the conversion table ---------------------------------------------------------------

    def edit_overlay(self, begin: OverlayEntry | None = None) -> None:
        """Edit the project's own conversions."""
        project = self._window.bridge.project
        if project is None:
            return
        from gui.dialogs.overlay import OverlayDialog

        dialog = OverlayDialog(self._window, project.overlay, begin)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            entries = dialog.entries()
            self._window.bridge.do(lambda project: project.set_overlay(entries))

    def _add_to_overlay(self) -> None:
        """Begin an entry with what is selected and how the view writes it."""
        project, place = self._window.bridge.project, self._window.place
        span = place.selection
        if project is None or not span:
            self._window.desk.banner.tell(self.tr("先选中要规定转法的字词。"))
            return
        script = place.view if place.view in SCRIPTS else self._other_script()
        views = project.views(place.article)
        key, value = (
            view.alignment.to_target(span).of(view.text)
            for view in (views.of("clean"), views.of(script))
        )
        self.edit_overlay(OverlayEntry(script, key, value))

    def _other_script(self) -> ConvertedScript:
        """The script that the article is not in."""
        article = self._window.place.article
        row = self._window.bridge.row(article)
        return "hans" if row is not None and row.script == "hant" else "hant"
