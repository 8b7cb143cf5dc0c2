"""Suggestions in the window: they are shown in the text and judged by one key each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotations.model import AttributeValue, Changed, Record, Span, Suggestion
from gui import commands, hinted, language, reshaping, settings
from gui.suggesting.corpus import Corpus
from gui.suggesting.groups import fillers
from gui.suggesting.proposals import Proposals
from gui.suggesting.review import Review

if TYPE_CHECKING:
    from annotations.tagset import TagSet
    from gui.reader.pages import Mark
    from gui.reshaping import Move
    from gui.window import Window

ON, SHOWN = "suggest", "hints"  # settings


class Judging(QObject):
    """Has its window's suggestions; `review` says which one is judged."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.proposals = Proposals(window.bridge, window.place, self)
        self.review = Review(window.bridge, window.place, self.proposals, self)
        self.corpus = Corpus(window.bridge, self.proposals, self)
        self._made: tuple[object, TagSet, tuple[Mark, ...]] | None = None  # marks, and of what
        self._soon = QTimer(self)  # of no time: several things change at once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self._moving = False  # whether the caret goes where we send it

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of these commands does; their ids are those of the table."""
        return {
            "suggest-accept": self.accept,
            "suggest-reject": self.reject,
            "suggest-next": partial(self.step, 1),
            "suggest-previous": partial(self.step, -1),
            "suggest-accept-one": self.accept_one,
            "suggest-reject-one": self.reject_one,
            "suggest-place": self.step_place,
            "suggest-accept-everywhere": self.accept_everywhere,
            "suggest-reject-everywhere": self.reject_everywhere,
            "suggestions": lambda: self._window.show_suggestions(not self._is_open),
            "suggest-shown": self._turn_shown,
            "suggest": self._turn,
        }

    def attend(self) -> None:
        """Hear what happens in the window, and be heard in it."""
        window, review = self._window, self.review
        review.caret = lambda: window.reader.model.caret
        window.desk.tagging.instead = self.retag
        window.reader.hint_chosen.connect(self._on_chosen)
        window.reader.moved.connect(self._on_caret)
        window.place.activated.connect(self._on_activated)
        window.place.selected.connect(self._on_selected)
        self.proposals.restarted.connect(self._on_restarted)
        review.groups_changed.connect(self._soon.start)
        review.moved.connect(self._on_moved)
        window.bridge.changed.connect(self._on_changed)
        window.place.article_shown.connect(self._soon.start)
        panel = window.suggestions
        panel.record = self.record
        self.corpus.grown.connect(lambda: panel.show_corpus(self.corpus))
        self.corpus.ended.connect(self._on_gathered)
        panel.stop_wanted.connect(self._stop_corpus)
        panel.list.accepted.connect(self.accept)
        panel.list.rejected.connect(self.reject)
        panel.list.go_wanted.connect(window.reader.setFocus)
        panel.list.typed.connect(self._on_typed)
        panel.close_wanted.connect(lambda: window.show_suggestions(False))
        panel.on_wanted.connect(self._turn)
        panel.again_wanted.connect(self.proposals.again)
        card = panel.card
        for button in (card.accept, card.reject, card.accept_all, card.reject_all):
            button.clicked.connect(window.actions_[button.objectName()].trigger)
        panel.list.addActions([window.actions_[id] for id in self._heard_in_list()])
        self.proposals.on = settings.get(ON)
        window.actions_["suggest"].setChecked(settings.get(ON))
        window.actions_["suggest-shown"].setChecked(settings.get(SHOWN))

    def _heard_in_list(self) -> list[str]:
        from gui.doing.marking import MOVES

        own = [c.id for c in commands.COMMANDS if c.in_text and c.menu == "suggest"]
        return [*own, *MOVES, "attributes"]

    @property
    def _is_open(self) -> bool:
        return self._window.suggestions.isVisible()

    def record(self, one: Suggestion) -> Record:
        """How often its rule was right so far."""
        project = self._window.bridge.project
        return project.suggestion_record().get(one.rule, Record()) if project else Record()

    # -- going about ------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Judge the next group, or the one before."""
        if not self._tells_why_not() and not self.review.step(by):
            self._tell(self.tr("这一篇没有要看的建议了。"))

    def step_place(self) -> None:
        """Go to the next place of the same group."""
        if self._has_current() and not self.review.step_place(1):
            self._tell(self.tr("本篇只有这一处。"))

    def accept(self) -> None:
        """Tag all places of the group in this article."""
        if self._has_current():
            self.review.accept()

    def reject(self) -> None:
        """Have the group not suggested in this article."""
        if self._has_current():
            self.review.reject()

    def accept_everywhere(self) -> None:
        """Tag all places of the group, and those of other articles once they are found."""
        review, article = self.review, self._window.place.article
        if not self._has_current() or review.current is None or review.draft is None:
            return
        self.corpus.begin(article, review.wanted(), review.current, review.draft)
        review.step(1)

    def _on_gathered(self, found: Mapping[str, Sequence[Suggestion]]) -> None:
        """What is suggested in all articles is known: tag it, as one step."""
        home = self.proposals.article
        chosen = {
            article: (*here, *fillers(here, self.proposals.pending if article == home else ()))
            for article, here in found.items()
        }
        done = self._window.bridge.do(lambda project: project.accept_suggestions(chosen))
        self._window.suggestions.show_corpus(self.corpus)
        if done is not None:
            many = language.number(sum(map(len, found.values())))
            told = self.tr("全库采纳了 {} 处，在 {} 篇里。")
            self._tell(told.format(many, language.number(len(found))))

    def _stop_corpus(self) -> None:
        self.corpus.stop()
        self._window.suggestions.show_corpus(self.corpus)

    def reject_everywhere(self) -> None:
        """Have the group not suggested in any article."""
        if self._has_current():
            self.review.reject(everywhere=True)

    def accept_one(self) -> None:
        if self._has_current():
            self.review.accept_one()

    def reject_one(self) -> None:
        if self._has_current():
            self.review.reject_one()

    def retag(self, label: str, attributes: Mapping[str, AttributeValue]) -> bool:
        """Accept the current group with this label; False where there is none."""
        if self.review.current is None or self._window.place.selection is not None:
            return False
        return self.review.accept(label, attributes)

    def move(self, move: Move) -> bool:
        """Move an end of the current suggestion; False where there is none."""
        draft, reader = self.review.draft, self._window.reader
        if draft is None:
            return False
        shape = reshaping.moved(draft.fragments, move, reader.view, reader.words)
        if shape == draft.fragments:
            self._tell(self.tr("这一端不能再往那边移了。"))
        else:
            self.review.mend(shape)
        return True

    def _has_current(self) -> bool:
        """Whether one is judged; if not, the first key goes to one, and judges nothing."""
        if self.review.current is not None:
            return True
        self.step(1)
        return False

    def _tells_why_not(self) -> bool:
        """Say why there is none to go to, where there can be none."""
        why = {
            "off": self.tr("建议关着；在“标注 › 建议”菜单里打开。"),
            "computing": self.tr("还在读这一篇，稍等。"),
            "failed": self.tr("这一篇提不出来；面板里说了原因。"),
        }.get(self.proposals.state)
        if why and not self.review.groups:
            self._tell(why)
            return True
        return False

    # -- in the text ------------------------------------------------------------------------

    def _show(self) -> None:
        """Draw what is pending, the current one as it was mended."""
        window, review = self._window, self.review
        project = window.bridge.project
        if project is None or not settings.get(SHOWN):
            window.reader.set_hints((), hinted.silent)
            return
        if self.proposals.article != window.place.article:
            return  # the reader has none of another article
        marks = self._marks(project.tagset)
        if review.current is not None and review.draft not in (None, review.current):
            marks = hinted.mended(marks, review.current, review.draft, project.tagset)
        teller = hinted.HintTeller(
            window.bridge, window.place.article, self._find, self.record, self._hint
        )
        window.reader.set_hints(marks, teller)
        current = hinted.id_of(review.current) if review.current is not None else None
        window.reader.set_hint(current)

    def _marks(self, tagset: TagSet) -> tuple[Mark, ...]:
        """Those of what is pending, made anew only where that is other."""
        seen = self.review.seen
        if self._made is None or self._made[0] is not seen or self._made[1] is not tagset:
            self._made = seen, tagset, hinted.marks(seen, tagset)
        return self._made[2]

    def _on_changed(self, changed: Changed) -> None:
        if changed.tagset:
            self._soon.start()

    def _find(self, id: str) -> Suggestion | None:
        review = self.review
        current = review.current
        if review.draft is not None and current is not None and hinted.id_of(current) == id:
            return review.draft
        return next((one for one in review.seen if hinted.id_of(one) == id), None)

    def _hint(self) -> str:
        """Which keys judge it."""
        names = {"suggest-accept": self.tr("采纳"), "suggest-reject": self.tr("不采纳")}
        keys = ((next(iter(commands.named(id).bound), ""), name) for id, name in names.items())
        return "　".join(f"{key} {name}" for key, name in keys if key)

    def _on_moved(self) -> None:
        """Another one is judged, or its ends are others: it comes into sight."""
        window, draft = self._window, self.review.draft
        if draft is not None:
            window.place.activate("")
            self._moving = True
            window.reader.select(None)
            at = window.reader.flow.side.to_view(draft.hull.start)
            window.reader.put_caret(at)
            window.reader.reveal(draft.hull)
            self._moving = False
        self._soon.start()

    def _on_caret(self) -> None:
        """Who goes elsewhere in the text does not judge any more."""
        draft = self.review.draft
        if draft is not None and not self._moving:
            caret = self._window.reader.model.caret
            if not draft.hull.start <= caret <= draft.hull.end:
                self.review.leave()

    def _on_activated(self, annotation: str) -> None:
        if annotation:
            self.review.leave()

    def _on_selected(self, span: Span | None) -> None:
        if span:
            self.review.leave()

    def _on_chosen(self, id: str) -> None:
        """A click on what is suggested, or beside it."""
        review = self.review
        found = next((one for one in review.seen if hinted.id_of(one) == id), None) if id else None
        if found is not None:
            review.go_to(found)
        else:
            self.review.leave()

    def _on_typed(self, sign: str) -> None:
        """A sign typed in the list means what it means in the text."""
        tagging = self._window.desk.tagging
        project = self._window.bridge.project
        if (
            project is not None
            and project.tagset.by_key.get(sign.lower()) is project.tagset.measure
        ):
            self._window.reader.setFocus()  # the letters of the type come there
        if sign.isalpha():
            tagging.key(sign)

    # -- settings ---------------------------------------------------------------------------

    def _turn(self) -> None:
        """Have suggestions, or none at all."""
        on = not settings.get(ON)
        settings.put(ON, on)
        self._window.actions_["suggest"].setChecked(on)
        self.proposals.turn(on)

    def _turn_shown(self) -> None:
        """Draw them in the text, or only list them."""
        shown = not settings.get(SHOWN)
        settings.put(SHOWN, shown)
        self._window.actions_["suggest-shown"].setChecked(shown)
        self._show()

    def _on_restarted(self) -> None:
        self._tell(self.tr("建议的进程意外结束，已重新启动；别的都照常。"))

    def _tell(self, sentence: str) -> None:
        self._window.desk.banner.tell(sentence)
