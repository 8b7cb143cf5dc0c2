"""Find everywhere: what else a tag is worth, counted after each and reviewed below the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotations.model import Changed, Span
from gui import commands, language, look, settings, wording

if TYPE_CHECKING:
    from gui.elsewhere import Elsewhere
    from gui.hereabouts import Hereabouts
    from gui.panels.everywhere import EverywherePanel
    from gui.window import Window

LATE = 250  # milliseconds after a tag, or after another step: nobody waits for the count


class Propagating(QObject):
    """Has its window's find everywhere; what looks and what shows are made when first wanted."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.elsewhere: Elsewhere | None = None
        self.panel: EverywherePanel | None = None
        self.hereabouts: Hereabouts | None = None
        self._more_here: int | None = None  # how many were tagged at once by `tag_here`
        self._about = ("", "")  # the article and the annotation that is to be looked for
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._begin)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {"everywhere": self.open, "everywhere-here": self.tag_here}

    def attend(self) -> None:
        """Hear what happens in the window."""
        window = self._window
        window.desk.tagging.tagged.connect(self._on_tagged)
        window.bridge.changed.connect(self._on_changed)
        window.bridge.project_opened.connect(self._forget)
        window.place.article_shown.connect(self._on_article)
        window.status.elsewhere.clicked.connect(self.open)

    def set_theme(self, theme: look.Theme) -> None:
        if self.panel is not None:
            self.panel.set_theme(theme)

    def open(self) -> None:
        """Review the other places of the open annotation, or of the one that was tagged last."""
        wanted = self._wanted
        looking, panel = self._made()
        origin = looking.origin
        known = origin is not None and (origin[0], origin[1].id) == wanted
        if known and origin is not None and len(origin[1].quote) == 1:  # now it is asked for
            known = looking.single
        if self._reviewing and known:
            panel.list.setFocus()
            return
        if self._reviewing:
            panel.leave()  # what was kept of the other one
        self._late.stop()
        self._about = wanted
        if not known and not looking.seek(*wanted, single=True):
            self._refuse()
            return
        self._window.doing.slotting.close()
        self._window.status.show_elsewhere("")
        panel.open()

    def tag_here(self) -> None:
        """Tag all other places of it in this article, as one step, once they are known."""
        wanted = self._wanted
        if self.hereabouts is None:
            from gui.hereabouts import Hereabouts

            self.hereabouts = Hereabouts(self._window.bridge, self._window.words, self)
            self.hereabouts.done.connect(self._on_tagged_here)
            self._window.bridge.project_opened.connect(self.hereabouts.forget)
        if not self.hereabouts.tag(*wanted):
            self._refuse()
        elif wanted != self._about:
            self._begin_with(*wanted)

    # -- within -------------------------------------------------------------------------------

    @property
    def _wanted(self) -> tuple[str, str]:
        """The annotation that is open, or the one that was tagged last."""
        place = self._window.place
        return (place.article, place.active) if place.active else self._about

    def _refuse(self) -> None:
        self._window.desk.banner.tell(self.tr("先点中一个名称的标注；措施不在别处找。"))

    def _looking(self) -> Elsewhere:
        if self.elsewhere is None:
            from gui.elsewhere import Elsewhere

            self.elsewhere = Elsewhere(self._window.bridge, self._window.words, self)
            self.elsewhere.grown.connect(self._tell)
        return self.elsewhere

    def _made(self) -> tuple[Elsewhere, EverywherePanel]:
        looking = self._looking()
        if self.panel is None:
            from gui.panels.everywhere import EverywherePanel

            window = self._window
            self.panel = EverywherePanel(window.bridge, window.place, looking)
            self.panel.place_shown.connect(window.reader.select)
            self.panel.hits_shown.connect(self._show_hits)
            self.panel.closed.connect(self._on_closed)
            window.desk.put_below(self.panel)
            self.panel.set_theme(look.chosen(settings.get("theme")))
        return looking, self.panel

    @property
    def _reviewing(self) -> bool:
        return self.panel is not None and self.panel.isVisible()

    def _begin(self) -> None:
        """Look for it, unless it is gone by now."""
        looking = self._looking()
        if not looking.seek(*self._about, single=self._reviewing):
            looking.stop()
            if self._reviewing and self.panel is not None:
                self.panel.leave()
        self._tell()
        if self.panel is not None:
            self.panel.refresh()

    def _tell(self) -> None:
        """Say below what is found; once those here are known, and then as they grow."""
        looking, told = self.elsewhere, [self._done_here()]
        if looking is None or self._late.isActive() or self._reviewing:
            pass  # not known, or told elsewhere
        elif looking.counted_here and looking.found:
            many = language.number(len(looking.found)) + ("" if looking.whole else "+")
            everywhere = self.tr("全库还有 {} 处")
            if looking.here:
                here = self.tr("另有 {} 处").format(language.number(looking.here))
                told.append(_keyed("everywhere-here", here))
                everywhere = self.tr("全库 {} 处")
            told.append(_keyed("everywhere", everywhere.format(many)))
        self._window.status.show_elsewhere(" · ".join(filter(None, told)))

    def _done_here(self) -> str:
        """What came of tagging all here, until another name is tagged."""
        if self._more_here is None or self._reviewing:
            return ""
        if not self._more_here:
            return self.tr("本篇没有别处可标")
        return self.tr("本篇又标了 {} 处").format(language.number(self._more_here))

    def _show_hits(self, spans: Sequence[Span], current: int) -> None:
        """Once the text is on the screen that they are in."""
        article = self._window.place.article

        def show() -> None:
            if self._reviewing and self._window.place.article == article:
                self._window.reader.set_hits(spans, current)

        QTimer.singleShot(0, self, show)

    # -- news ---------------------------------------------------------------------------------

    def _on_tagged(self, annotation: str) -> None:
        if not self._reviewing:
            self._begin_with(self._window.place.article, annotation)

    def _begin_with(self, article: str, annotation: str) -> None:
        """Count this one's places, late."""
        self._about, self._more_here = (article, annotation), None
        self._start_late()

    def _start_late(self) -> None:
        """What is looked for still is old news, and would take the time of what is done now."""
        if self.elsewhere is not None and not self._reviewing:
            self.elsewhere.stop()
        self._late.start()

    def _on_tagged_here(self, article: str, annotation: str, many: int) -> None:
        """Say it, unless another one is counted by now."""
        if (article, annotation) == self._about:
            self._more_here = many
            self._window.status.show_elsewhere(self._done_here())

    def _on_changed(self, changed: Changed) -> None:
        """Any step may make of what is found another thing; what one looks for may be gone."""
        self._more_here = None  # undone, or old news
        if self._about[1] and not self._late.isActive():
            self._window.status.show_elsewhere("")
            self._start_late()

    def _on_article(self, article: str) -> None:
        if not self._reviewing and article != self._about[0]:
            self._forget()

    def _forget(self) -> None:
        self._late.stop()
        self._about, self._more_here = ("", ""), None
        if self.elsewhere is not None:
            self.elsewhere.stop()
        if self.panel is not None:
            self.panel.hide()
        self._window.status.show_elsewhere("")

    def _on_closed(self, home: bool) -> None:
        """Go on in the text: where one came from, or at the place that is shown."""
        window, (article, annotation) = self._window, self._about
        window.reader.set_hits(())
        if home and window.bridge.row(article) is not None:
            window.place.show_article(article)
            window.reader.select(None)
            tagged = window.bridge.annotation(article, annotation)
            if tagged is not None and window.place.active == annotation:  # it was all the while
                window.reader.reveal(tagged.hull)
            window.place.activate(annotation)
        window.reader.setFocus()
        window.doing.finding.show_again()


def _keyed(id: str, told: str) -> str:
    """With the key of the command that does it."""
    return wording.with_keys(told, next(iter(commands.named(id).bound), ""))
