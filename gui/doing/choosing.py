"""The commands that are chosen from a list by typing: a tag by its name, any command, a value.

All of it is imported and made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

from gui import commands, language, look, settings, wording

if TYPE_CHECKING:
    from annotations.model import Annotation, AttributeValue, Span
    from gui.offers import Offers
    from gui.panels.chooser import Chooser, Offer
    from gui.panels.keystrip import KeyStrip
    from gui.window import Window

PICKER, PALETTE = 460, 600  # pixels
TITLES_MS = 120  # after the last letter, titles of articles are looked for
QUOTED = 16  # characters of what is tagged


class Choosing(QObject):
    """Opens its window's lists, of which there is one at a time."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._offers: Offers | None = None
        self.chooser: Chooser | None = None
        self.strip: KeyStrip | None = None
        self._then: Callable[[str, bool], object] = lambda *_: None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(TITLES_MS)
        self._waiting.timeout.connect(self._find_titles)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "tag-pick": self.pick,
            "retag": lambda: self.pick(retag=True),
            "attributes": self.show_attributes,
            "palette": self.open_palette,
            "keys": self.change_keys,
        }

    # -- tags ---------------------------------------------------------------------------

    def pick(self, *, retag: bool = False) -> None:
        """Choose a tag by its name: for what is selected, else for the open mark or the word.

        With Shift, or with `retag`, the open mark gets it also where something is selected.
        """
        window, project = self._window, self._window.bridge.project
        if project is None or not window.place.article:
            return
        active = window.doing.marking.active
        retag = active is not None and (retag or window.place.selection is None)
        span = window.place.selection or window.reader.word_at_caret()
        draft = window.doing.judging.review.draft
        if retag and active is not None:
            span = active.hull
        elif draft is not None and window.place.selection is None:
            span = draft.hull  # the suggestion that is judged is accepted so
        if not span:
            self._tell(self.tr("先选中要标注的字。"))
            return
        offers, chooser = self._made()
        tagset, recent = project.tagset, window.desk.tagging.recent
        quote = wording.quote(window.reader.view, (span,))
        head = self.tr("改标签　{}") if retag else self.tr("标注　{}")
        self._then = lambda id, other: self._tag(id, retag=retag or other)
        window.reader.reveal(span)
        chooser.ask(
            head.format(_cut(quote)),
            self.tr("名称、拼音首字母、英文、键或代码"),
            lambda typed: offers.tags(tagset, recent, typed),
            self._theme,
            width=PICKER,
            at=self._place_of(span),
        )

    def _tag(self, id: str, *, retag: bool) -> None:
        from gui.offers import TYPE, tag_of

        project = self._window.bridge.project
        if project is None:
            return
        kind, name = tag_of(id)
        label = project.tagset.measure.id if kind == TYPE else name
        given: dict[str, AttributeValue] | None = {"type": name} if kind == TYPE else None
        if retag and self._window.doing.marking.active is not None:
            self._window.details.retag(label, given)
        else:
            self._window.desk.tagging.tag(label, given)

    def _place_of(self, span: Span) -> QRect | None:
        """Where a span of the source is on the screen, in the window; None where it is not."""
        reader, window = self._window.reader, self._window
        first, last = reader.place_of(span.start), reader.place_of(span.end - 1)
        box = first if first is not None else last
        if box is None:
            return None
        if last is not None:
            box = QRect(QPoint(box.left(), box.top()), QPoint(box.right(), last.bottom()))
        corner = reader.viewport().mapTo(window, box.topLeft())
        return QRect(corner, box.size())

    # -- the palette --------------------------------------------------------------------

    def open_palette(self) -> None:
        """Choose any command, tag or article by its name."""
        offers, chooser = self._made()
        self._then = lambda id, _: self._run(id)
        offers.forget_titles()
        chooser.ask(
            self.tr("命令、标签、文章"),
            self.tr("名称、拼音首字母或英文"),
            self._everything,
            self._theme,
            width=PALETTE,
            with_tips=False,
        )

    def _everything(self, typed: str) -> list[Offer]:
        offers, _ = self._made()
        project, window = self._window.bridge.project, self._window
        if offers.titles_wanted(typed):
            self._waiting.start()
        tagset = project.tagset if project and window.place.article else None
        return offers.everything(window.actions_, tagset, typed)

    def _find_titles(self) -> None:
        offers, chooser = self._made()
        project = self._window.bridge.project
        if project is not None and chooser.isVisible():
            offers.find_titles(project, chooser.edit.text())
            chooser.look_again()

    def _run(self, id: str) -> None:
        from gui.offers import ARTICLE, COMMAND, tag_of

        kind, name = tag_of(id)
        if kind == COMMAND:
            self._window.actions_[name].trigger()
        elif kind == ARTICLE:
            self._window.place.show_article(name)
            self._window.reader.setFocus()
        else:
            self._tag(id, retag=False)

    def _made(self) -> tuple[Offers, Chooser]:
        if self._offers is None or self.chooser is None:
            from gui.offers import Offers
            from gui.panels.chooser import Chooser

            self._offers, self.chooser = Offers(), Chooser(self._window)
            self.chooser.chosen.connect(lambda id, other: self._then(id, other))
        return self._offers, self.chooser

    # -- attributes and keys ------------------------------------------------------------

    def show_attributes(self) -> None:
        """Show the attributes of the open mark, each value with the key that sets it."""
        active = self._described
        if active is None:
            return
        self._window.reader.reveal(active.hull)
        strip = self._made_strip()
        self._refresh_strip()
        if strip.is_empty:
            self._tell(self.tr("这个标签没有属性。"))
            return
        strip.open_at(self._place_of(active.fragments[0]))
        strip.setFocus()

    def _made_strip(self) -> KeyStrip:
        if self.strip is None:
            from gui.panels.keystrip import KeyStrip

            window = self._window
            self.strip = KeyStrip(window)
            self.strip.changed.connect(self._describe)
            self.strip.type_wanted.connect(self._change_type)
            window.bridge.changed.connect(self._on_news)
            window.place.activated.connect(self._on_news)
            window.doing.judging.review.moved.connect(self._on_news)
        return self.strip

    @property
    def _described(self) -> Annotation | None:
        """The annotation that is open; or the suggestion that is judged, as if it were one."""
        from gui.hinted import as_annotation

        draft = self._window.doing.judging.review.draft
        known = self._window.doing.marking.active
        return known if known is not None or draft is None else as_annotation(draft)

    def _change_type(self) -> None:
        """Choose another tag in place of the strip, which has the keys until then."""
        self._made_strip().close_()
        self.pick(retag=True)

    def _on_news(self) -> None:
        """The strip follows its mark, and goes with it."""
        if self.strip is not None and self.strip.isVisible():
            self._refresh_strip()

    def _refresh_strip(self) -> None:
        window, strip = self._window, self._made_strip()
        active, project = self._described, window.bridge.project
        if (
            active is None
            or project is None
            or (strip.isVisible() and active.id != strip.annotation)
        ):
            strip.close_()
        else:
            tagset = project.tagset
            name = wording.plain(language.name(tagset.look(active.label, active.attributes)[0]))
            quote = wording.quote(window.reader.view, active.fragments)
            strip.show_annotation(active, tagset, f"{name}　{_cut(quote)}")

    def _describe(self, attributes: dict[str, AttributeValue]) -> None:
        article, active = self._window.place.article, self._window.place.active
        self._window.desk.tagging.remember(attributes)
        if not active:
            self._window.doing.judging.review.describe(attributes)
            return
        self._window.bridge.do(lambda p: p.describe(article, active, attributes=attributes))

    def change_keys(self) -> None:
        """Have other keys for commands."""
        from gui.dialogs.keys import KeysDialog

        project = self._window.bridge.project
        dialog = KeysDialog(self._window, project.tagset if project else None, self._theme)
        dialog.kept.connect(self._rebind)
        dialog.open()

    def _rebind(self) -> None:
        """Have every command hear the keys that it has now."""
        commands.rebind(self._window.actions_)
        self._window.doing.helping.close()  # its pages say what the keys were

    @property
    def _theme(self) -> look.Theme:
        return look.chosen(settings.get("theme"))

    def _tell(self, sentence: str) -> None:
        self._window.desk.banner.tell(sentence)


def _cut(quote: str) -> str:
    return quote if len(quote) <= QUOTED else f"{quote[: QUOTED - 1]}…"
