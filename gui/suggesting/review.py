"""Which suggestion is judged, what was mended on it, and which one comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotations.model import AttributeValue, Changed, Span, SuggestedSlot, Suggestion
from annotations.project import Project
from gui.bridge import Bridge
from gui.place import Place
from gui.suggesting.groups import Group, Order, Sieve, alike, fillers, grouped
from gui.suggesting.proposals import Proposals

Key = tuple[str, tuple[Span, ...]]


class Review(QObject):
    """Walks through the groups of what is pending in the article, and judges them.

    `groups_changed()` when there are others; `moved()` when another one is judged, or the same
    one was mended.  `current` is None until somebody goes to one; `draft` is the current one
    with what was mended on it.
    """

    groups_changed = Signal()
    moved = Signal()

    def __init__(self, bridge: Bridge, place: Place, proposals: Proposals, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._place = bridge, place
        self.proposals = proposals
        self.order: Order = "place"
        self.sieve = Sieve()
        self.groups: tuple[Group, ...] = ()
        self.current: Suggestion | None = None
        self.draft: Suggestion | None = None
        self.caret: Callable[[], int] = lambda: 0  # where one begins
        self._at: int | None = None  # the number of the group that is, or was, current
        self.seen: tuple[Suggestion, ...] = ()  # what is pending and not left out by the sieve
        self._known: dict[Key, Suggestion] = {}
        self._numbers: dict[Key, int] = {}  # of the group of each
        self._undone = False  # whether the last step undid or redid another one
        bridge.changed.connect(self._on_step)
        proposals.changed.connect(self.refresh)
        place.article_shown.connect(lambda _: self._begin())

    # -- what there is ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Group what is pending now; what is judged is followed by the next one."""
        project = self._bridge.project
        seen = self.proposals.pending
        if self.sieve != Sieve():
            seen = tuple(filter(self.sieve.lets, seen))
        self.seen = seen
        before, known = self.groups, self._known
        labels = tuple(project.tagset.labels) if project else ()
        measure = project.tagset.measure.id if project else ""
        self.groups = grouped(seen, measure, self.order, labels)
        self._known = {one.key: one for one in seen}
        self._numbers = {
            one.key: number for number, group in enumerate(self.groups) for one in group.members
        }
        undone, self._undone = self._undone, False
        if before != self.groups:
            self.groups_changed.emit()
        if self.current is not None and self.current.key not in self._known:
            self._go_on(self.current)
        elif self.current is not None:
            self._at = self._number(self.current)
            fresh = self._known[self.current.key]
            if fresh != self.current and self.draft == self.current:
                self.draft = fresh
            self.current = fresh
        elif undone and known and (back := self._known.keys() - known.keys()):
            self.go_to(next(one for one in seen if one.key in back))

    def set_order(self, order: Order) -> None:
        self.order = order
        self.refresh()

    def set_sieve(self, sieve: Sieve) -> None:
        self.sieve = sieve
        self.refresh()
        self.groups_changed.emit()

    @property
    def group(self) -> Group | None:
        """The group of the current one."""
        number = self._number(self.current) if self.current is not None else None
        return None if number is None else self.groups[number]

    def _number(self, one: Suggestion) -> int | None:
        return self._numbers.get(one.key)

    def find(self, key: Key) -> Suggestion | None:
        """What is pending with this label and fragments."""
        return self._known.get(key)

    # -- going about ------------------------------------------------------------------------

    def go_to(self, one: Suggestion | None) -> None:
        """Judge this one from now on, as it was suggested; None leaves all alone."""
        self.current = self.draft = one
        if one is not None:
            self._at = self._number(one)
        self.moved.emit()

    def leave(self) -> None:
        """Judge none; the next step goes on from here."""
        if self.current is not None:
            self.go_to(None)

    def step(self, by: int) -> bool:
        """Go to the next group (1) or the one before (-1), and round; whether there is one."""
        if not self.groups:
            return False
        if self.current is not None and self._at is not None:
            at = self._at + by
        elif self._at is not None:
            at = self._at if by > 0 else self._at - 1
        else:
            at = self._near()
        self.go_to(self.groups[at % len(self.groups)].first)
        return True

    def step_place(self, by: int) -> bool:
        """Go to the next place of the group, and round; whether there is another one."""
        group = self.group
        if group is None or self.current is None or len(group.members) < 2:
            return False
        at = group.members.index(self.current) + by
        self.go_to(group.members[at % len(group.members)])
        return True

    def _near(self) -> int:
        """The first group that stands behind the caret; the first of all where none does."""
        caret = self.caret()
        behind = (n for n, g in enumerate(self.groups) if g.first.fragments[-1].end > caret)
        return next(behind, 0)

    def _go_on(self, judged: Suggestion) -> None:
        """What was current is judged: the next place of its group is next, else the group that
        took its place in the list."""
        same = next((group for group in self.groups if group.key == judged.group), None)
        if same is not None:
            behind = (one for one in same.members if one.hull > judged.hull)
            self.go_to(next(behind, same.first))
        elif self.groups:
            at = min(self._at or 0, len(self.groups) - 1)
            self.go_to(self.groups[at].first)
        else:
            self.go_to(None)

    def _begin(self) -> None:
        """Another article."""
        self._at, self._known, self._undone = None, {}, False
        self.leave()

    def _on_step(self, changed: Changed) -> None:
        self._undone = changed.step is not None and changed.step.undoes is not None

    # -- mending ----------------------------------------------------------------------------

    def mend(self, fragments: tuple[Span, ...]) -> None:
        """Have other ends for the current one."""
        project = self._bridge.project
        if self.draft is None or project is None:
            return
        views = project.views(self._place.article)
        text, hans = views.of("source").text, views.of("hans")
        quote = "".join(part.of(text) for part in fragments)
        surface = "".join(hans.alignment.to_target(part).of(hans.text) for part in fragments)
        self.draft = replace(self.draft, fragments=fragments, quote=quote, surface=surface)
        self.moved.emit()

    def describe(self, attributes: Mapping[str, AttributeValue]) -> None:
        """Have other attributes for the current one."""
        if self.draft is not None:
            self.draft = replace(self.draft, attributes=dict(attributes))
            self.moved.emit()

    def tick(self, slot: SuggestedSlot) -> None:
        """Take a slot along with the current one, or do not."""
        if self.draft is not None:
            slots = tuple(
                replace(one, ticked=not one.ticked) if one == slot else one
                for one in self.draft.slots
            )
            self.draft = replace(self.draft, slots=slots)
            self.moved.emit()

    # -- judging ----------------------------------------------------------------------------

    def wanted(
        self, label: str = "", attributes: Mapping[str, AttributeValue] | None = None
    ) -> tuple[Suggestion, ...]:
        """The current group as it is to be accepted, with another label where one is given."""
        group, current, draft = self.group, self.current, self.draft
        project = self._bridge.project
        if group is None or current is None or draft is None or project is None:
            return ()
        if label:
            draft = relabelled(draft, label, attributes or {})
        if draft == current:
            return group.members
        source = project.views(self._place.article).of("source").text
        return alike(group.members, current, draft, source)

    def accept(
        self, label: str = "", attributes: Mapping[str, AttributeValue] | None = None
    ) -> bool:
        """Tag all places of the current group in the article, as one step; whether it was done."""
        return self._accept(self.wanted(label, attributes))

    def accept_one(self) -> bool:
        """Tag this place alone."""
        return self._accept((self.draft,) if self.draft is not None else ())

    def accept_all(self, found: Sequence[Suggestion]) -> bool:
        """Tag all of these, whatever their groups, as one step."""
        return self._accept(tuple(found))

    def _accept(self, found: tuple[Suggestion, ...]) -> bool:
        article = self._place.article
        if not found:
            return False
        every = (*found, *fillers(found, self.proposals.pending))
        done = self._bridge.do(lambda project: project.accept_suggestions({article: every}))
        return done is not None

    def reject(self, *, everywhere: bool = False) -> bool:
        """Have the current group not suggested again, here or in the whole corpus."""
        group = self.group
        return group is not None and self._reject(group.members, everywhere=everywhere)

    def reject_one(self) -> bool:
        """Have this place alone not suggested again."""
        return self._reject((self.current,) if self.current is not None else ())

    def _reject(self, found: tuple[Suggestion, ...], *, everywhere: bool = False) -> bool:
        article = self._place.article
        if not found:
            return False

        def judge(project: Project) -> Changed:
            return project.reject_suggestions({article: found}, everywhere=everywhere)

        return self._bridge.do(judge) is not None


def relabelled(one: Suggestion, label: str, attributes: Mapping[str, AttributeValue]) -> Suggestion:
    """The same with another label; what belongs to the old one does not come along."""
    if label == one.label:
        return replace(one, attributes={**one.attributes, **attributes})
    return replace(one, label=label, attributes=dict(attributes), slots=())
