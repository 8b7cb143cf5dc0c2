"""Find everywhere, below the text: the other places of a name, to be tagged as it is.

It is a part of the window, not a dialog: the text above follows the chosen place.  Nothing is
tagged until it is left, or until all here or all at once are asked for: then in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from annotations.model import Mention, Span
from gui import language, look, wording
from gui.bridge import Bridge
from gui.elsewhere import Elsewhere
from gui.guard import guarded
from gui.icons import paint_icons
from gui.panels.everywhere_list import EverywhereList, Line, Surface, Verdict
from gui.panels.parts import Elided, label, semibold, tool
from gui.place import Place

FOLLOW = 40  # milliseconds: who runs down the list does not wait for the text
HEIGHT, LEAST = 268, 150
LISTED = 1_000  # places that are listed; of more, all can be tagged but not looked at
WIDE = 620  # from this width on there is room to say what the keys do
Key = tuple[str, Span]


class EverywherePanel(QFrame):
    """Signals: `place_shown(Span)` of the article in the place; `hits_shown(spans, place of the
    current one)` of that article; `closed(bool)`, whether one goes on where one came from."""

    place_shown = Signal(object)
    hits_shown = Signal(object, object)
    closed = Signal(bool)

    def __init__(self, bridge: Bridge, place: Place, elsewhere: Elsewhere) -> None:
        super().__init__()
        self.setObjectName("everywhere")
        self._bridge, self._place, self._elsewhere = bridge, place, elsewhere
        self._verdicts: dict[Key, Verdict] = {}
        self._titles: dict[str, tuple[str, str]] = {}
        self._drawn = 0  # how many places are in the list
        self._all_wanted = False  # once all are known
        self.list = EverywhereList(self._title, self._verdict)
        self.list.delegate.families = self._families
        self.name, self.note = label(), Elided("muted")
        self.kept, self.here, self.everywhere = (_button() for _ in range(3))
        self.shut = tool(self.tr("标上留下的，回到正文（Esc）"), "close")
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW)
        self._follow.timeout.connect(self._show_in_text)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("reviewhead")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        self.name.setFont(semibold(look.ui_font()))
        row.addWidget(self.name)
        row.addWidget(self.note, 1)
        for button in (self.kept, self.here, self.everywhere, self.shut):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        self.setMinimumHeight(LEAST)

    def _connect(self) -> None:
        self.list.judged.connect(self.judge)
        self.list.here_wanted.connect(self.tag_here)
        self.list.all_wanted.connect(self.tag_all)
        self.list.go_wanted.connect(lambda: self._leave(home=False))
        self.list.moved.connect(self._on_moved)
        self.kept.clicked.connect(self.leave)
        self.here.clicked.connect(self.tag_here)
        self.everywhere.clicked.connect(self.tag_all)
        self.shut.clicked.connect(self.leave)
        self._elsewhere.grown.connect(self._on_grown)

    @guarded(default=QSize(400, HEIGHT))
    def sizeHint(self) -> QSize:
        """No more than leaves the text the larger part."""
        above = self.parentWidget()
        room = above.height() if above is not None else 3 * HEIGHT
        return QSize(400, max(LEAST, min(HEIGHT, round(room * 0.4))))

    def set_theme(self, theme: look.Theme) -> None:
        self.list.delegate.theme = theme
        self.list.viewport().update()
        paint_icons(self, theme)

    # -- showing ----------------------------------------------------------------------------

    def open(self) -> None:
        """Show what is found of the annotation that is looked for, with the keys in the list."""
        self._verdicts, self._titles, self._drawn = {}, {}, 0
        self._all_wanted = False
        self.list.lines.show_rows(())
        self.show()
        self.list.setFocus()
        self._on_grown()

    def refresh(self) -> None:
        """What is found is another thing now; what was decided stays, once it is found again."""
        self._drawn = -1
        if self.isVisible():
            self._on_grown()

    def _on_grown(self) -> None:
        """Draw more of them when there are twice as many: each time all are laid out."""
        if not self.isVisible():
            return
        found, ended = self._elsewhere.found, self._elsewhere.ended
        listed = found[:LISTED]
        if ended or self._drawn < 0 or len(listed) >= 2 * self._drawn:
            chosen, row = self.list.current(), self.list.currentIndex().row()
            self.list.lines.show_rows(tuple(_lines(listed)))
            self._drawn = len(listed)
            again = self.list.lines.where(lambda line: line == chosen).row() if chosen else -1
            self.list.go_to(max(again if again >= 0 else min(row, len(listed) - 1), 0))
        self._tell()
        if ended:
            there = set(map(_key, found)) if self._verdicts else set[Key]()
            self._verdicts = {key: said for key, said in self._verdicts.items() if key in there}
        if ended and self._all_wanted:
            self.tag_all()

    def _tell(self) -> None:
        """Say what is found and what the buttons would do."""
        source, project = self._elsewhere, self._bridge.project
        if source.origin is None or project is None:
            return
        tagged = source.origin[1]
        called = language.name(project.tagset.look(tagged.label, tagged.attributes)[0])
        self.name.setText(f"{wording.seen(tagged.quote)} · {called}")
        more = "" if source.whole else "+"
        kept, here, everywhere = self._counts()
        self.kept.setText(self.tr("标上留下的 {}").format(language.number(kept)))
        self.kept.setVisible(kept > 0)
        self.here.setText(self.tr("1 本篇 {} 处").format(language.number(here)))
        self.here.setEnabled(here > 0)
        self.everywhere.setText(self.tr("2 全库 {} 处").format(language.number(everywhere) + more))
        self.everywhere.setEnabled(everywhere > 0 and not self._all_wanted)
        if self._all_wanted:
            told = self.tr("还在找，找完就标上……")
        elif len(source.found) > LISTED:
            told = self.tr("只列出前 {} 处 · 回车留 · X 去 · Esc 标上留下的")
            told = told.format(language.number(LISTED))
        elif source.found or not source.ended:
            told = self.tr("回车留 · X 去 · G 看正文 · Esc 标上留下的")
        else:
            told = self.tr("没有别的地方可标。")
        self.note.show_text(told)

    def _on_moved(self) -> None:
        if self.isVisible():
            self._follow.start()

    def _show_in_text(self) -> None:
        mention = self.list.current()
        if mention is None or not self.isVisible():
            return
        self._place.show_article(mention.article)
        self.place_shown.emit(mention.span)
        spans = tuple(m.span for m in self._elsewhere.found if m.article == mention.article)
        ordered = tuple(sorted(spans))
        self.hits_shown.emit(ordered, ordered.index(mention.span))

    # -- deciding ---------------------------------------------------------------------------

    def judge(self, verdict: Verdict | None) -> None:
        """Keep or drop the chosen place and go on to the next one, or leave it open again."""
        mention = self.list.current()
        if mention is None:
            return
        if verdict is None:
            self._verdicts.pop(_key(mention), None)
        else:
            self._verdicts[_key(mention)] = verdict
        self._tell()
        self.list.viewport().update()
        if verdict is not None:
            self.list.step(1)

    def tag_here(self) -> None:
        """Tag all in the article one came from, but for what was dropped, and what was kept."""
        self._tag(self._wanted(home=True))
        self._close(home=True)

    def tag_all(self) -> None:
        """Tag all there are, but for what was dropped, as soon as all are known."""
        self._all_wanted = not self._elsewhere.ended and len(self._elsewhere.found) > 0
        if self._all_wanted:
            self._tell()
            return
        self._tag(self._wanted(home=False))
        self._close(home=True)

    def leave(self) -> None:
        """Tag what was kept, and go back to where one came from."""
        self._leave(home=True)

    def _leave(self, *, home: bool) -> None:
        self._tag([m for m in self._elsewhere.found if self._verdict(m) == "kept"])
        self._close(home=home)

    def _close(self, *, home: bool) -> None:
        self._follow.stop()
        self.hide()
        self.closed.emit(home)

    def _counts(self) -> tuple[int, int, int]:
        """How many are kept, and how many `_wanted` gives: without looking through thousands."""
        source = self._elsewhere
        home = source.origin[0] if source.origin else ""
        kept = [article for (article, _), said in self._verdicts.items() if said == "kept"]
        dropped = [article for (article, _), said in self._verdicts.items() if said == "dropped"]
        here = source.here - dropped.count(home) + len(kept) - kept.count(home)
        return len(kept), here, len(source.found) - len(dropped)

    def _wanted(self, *, home: bool) -> Iterable[Mention]:
        """What is not dropped, everywhere or in the annotation's article; and what was kept."""
        origin = self._elsewhere.origin
        for mention in self._elsewhere.found:
            verdict = self._verdict(mention)
            is_near = not home or (origin is not None and mention.article == origin[0])
            if verdict == "kept" or (verdict is None and is_near):
                yield mention

    def _tag(self, wanted: Iterable[Mention]) -> None:
        chosen, origin = _chosen(wanted), self._elsewhere.origin
        if not chosen or origin is None:
            return
        tagged = origin[1]
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # of thousands one waits
        try:
            self._bridge.do(
                lambda project: project.annotate_all(chosen, tagged.label, tagged.attributes)
            )
        finally:
            QApplication.restoreOverrideCursor()

    def _verdict(self, mention: Mention) -> Verdict | None:
        return self._verdicts.get(_key(mention))

    # -- wording ----------------------------------------------------------------------------

    def _title(self, article: str) -> str:
        return self._about(article)[0]

    def _families(self, article: str) -> tuple[str, ...]:
        return tuple(look.families("hant" if self._about(article)[1] == "hant" else "hans"))

    def _about(self, article: str) -> tuple[str, str]:
        if article not in self._titles:
            project = self._bridge.project
            row = project.article_row(article) if project else None
            self._titles[article] = (wording.plain(row.title), row.script) if row else ("", "")
        return self._titles[article]

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.note.setVisible(event.size().width() >= WIDE)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _lines(found: Iterable[Mention]) -> Iterable[Line]:
    """By the ways the name is written, in the order in which they come; headings if several."""
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        groups.setdefault(mention.quote, []).append(mention)
    for quote, several in groups.items():
        if len(groups) > 1:
            yield Surface(quote, len(several))
        yield from several


def _chosen(wanted: Iterable[Mention]) -> Mapping[str, list[Span]]:
    chosen: dict[str, list[Span]] = {}
    for mention in wanted:
        chosen.setdefault(mention.article, []).append(mention.span)
    return chosen


def _key(mention: Mention) -> Key:
    return mention.article, mention.span


def _button() -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    return button
