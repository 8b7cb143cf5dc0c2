"""What the reader is given of an article: its page, made anew only where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.text.alignment import Span
from annotations.text.views import AT_ONCE
from gui import language, marked
from gui.layers import NOTHING_HIDDEN, Layers
from gui.reader.pages import Form, Link, Mark, Page, PageColumn, PageScript
from gui.sequences import same_head, same_tail
from gui.telling import Teller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.model import (
        Annotation,
        ArticleRow,
        AttributeValue,
        Doubt,
        Emendation,
        ViewName,
    )
    from annotations.project import Project
    from annotations.tagset import TagSet
    from annotations.text.views import Views
    from gui.bridge import Bridge
    from gui.place import Place

NEAR = 6_000  # characters before and behind: more than a large screen shows of a small text
Drawn = tuple[tuple["Annotation", ...], "TagSet", "Layers"]  # what marks are made of


class Paging:
    """Makes the pages of the article that the bridge has.

    What did not change since the last page is the very same in the next one: there may be ten
    thousand marks, and one of them is new.
    """

    def __init__(self, bridge: Bridge, place: Place) -> None:
        self._bridge, self._place = bridge, place
        self.with_doubts = True
        self.lacking: list[tuple[Views, ViewName]] = []  # whose doubts were put off
        self._doubted: list[tuple[Views, ViewName]] = []  # very long texts whose doubts are known
        self._seen: tuple[Views | None, tuple[Emendation, ...]] = (None, ())
        self._drawn: Drawn | None = None
        self._marks: tuple[Mark, ...] = ()
        self._marked: Sequence[Annotation] = ()  # whose marks those are, one for one
        self._linked: tuple[object, object] = (None, None)  # what the links are made of
        self._links: tuple[Link, ...] = ()

    def page(self, project: Project, row: ArticleRow, views: Views, around: int) -> Page:
        """An article in the views of the place, with all that is to be seen on it.

        Of very many marks there are those near `around`, a place of the source, until all
        annotations are read.
        """
        self.lacking = []
        tagset = project.tagset
        return Page(
            article=row.id,
            title=row.title,
            columns=tuple(self._column(row, views, view) for view in self._place.views),
            marks=self._marks_on(row, tagset, around),
            emendations=self._emendations(views),
            zones=views.zones,
            tell=Teller(self._bridge, row.id),
            links=self._links_on(row.id, tagset),
        )

    def _column(self, row: ArticleRow, views: Views, view: ViewName) -> PageColumn:
        found = row.script == "hant" and view in ("source", "clean")
        script: PageScript = "hant" if view == "hant" or found else "hans"
        return PageColumn(views.of(view), script, self._doubts_in(views, view))

    # -- marks ------------------------------------------------------------------------

    def _marks_on(self, row: ArticleRow, tagset: TagSet, around: int) -> tuple[Mark, ...]:
        annotations = self._bridge.annotated.by_and_by(row.id, row.annotations)
        if annotations is None:
            near = Span(max(0, around - NEAR), min(around + NEAR, row.chars))
            annotations = self._bridge.annotated.near(row.id, near)
        layers = self._place.layers
        before, now = self._drawn, (annotations, tagset, layers)
        if before is None or any(a is not b for a, b in zip(before, now, strict=True)):
            if before is None or before[1] is not tagset:
                self._marked, self._marks = (), ()
            self._drawn = now
            self._mark(_seen_through(annotations, layers), _Looks(tagset))
        return self._marks

    def _mark(self, annotations: Sequence[Annotation], looks: _Looks) -> None:
        """Make the marks of those that were not among the last ones, between which they stand."""
        head = same_head(self._marked, annotations)
        tail = same_tail(self._marked, annotations, head)
        new = annotations[head : len(annotations) - tail]
        after = self._marks[len(self._marks) - tail :]
        self._marks = (*self._marks[:head], *map(looks.mark, new), *after)
        self._marked = annotations

    def _links_on(self, article: str, tagset: TagSet) -> tuple[Link, ...]:
        relations = self._bridge.relations(article)
        if self._linked[0] is not relations or self._linked[1] is not tagset:
            self._linked = relations, tagset
            self._links = tuple(
                Link(r.id, r.start, r.end, marked.named(r, tagset)) for r in relations
            )
        return self._links

    # -- emendations and doubts -------------------------------------------------------

    def _emendations(self, views: Views) -> tuple[Emendation, ...]:
        """Those to be seen, in order; the very same tuple for as long as nothing changed.

        Half-width signs are hundreds a page and a matter of taste: they are listed in the
        review, and seen when they are accepted.
        """
        if self._seen[0] is not views:
            seen = [
                e
                for e in views.emendations
                if e.status == "accepted" or (e.status == "proposed" and e.kind != "punctuation")
            ]
            self._seen = (views, tuple(seen))
        return self._seen[1]

    def _doubts_in(self, views: Views, view: ViewName) -> tuple[Doubt, ...]:
        """Of a very long text they are put off: see `look_for_doubts`."""
        if not self.with_doubts or (view != "hans" and view != "hant"):
            return ()
        if len(views.of(view).text) > AT_ONCE and (views, view) not in self._doubted:
            self.lacking.append((views, view))
            return ()
        return views.doubts(view)

    def look_for_doubts(self) -> None:
        """Find those that were put off when the last page was made; the next one has them."""
        for views, view in self.lacking:
            if view == "hans" or view == "hant":
                views.doubts(view)
        known = [doubted for doubted in self._doubted if self._is_here(doubted[0])]
        self._doubted = [*known, *self.lacking]
        self.lacking = []

    def _is_here(self, views: Views) -> bool:
        return any(views is other for other, _ in self.lacking)


class _Looks:
    """How the labels of a tag set look: asked for once each, not for each of ten thousand."""

    def __init__(self, tagset: TagSet) -> None:
        self._tagset = tagset
        self._known: dict[tuple[str, AttributeValue | None], tuple[str, int, Form]] = {}

    def mark(self, annotation: Annotation) -> Mark:
        key = annotation.label, annotation.attributes.get("type")
        look = self._known.get(key)
        if look is None:
            names, hue, form = self._tagset.look(annotation.label, annotation.attributes)
            look = self._known[key] = language.brief(names), hue, form
        name, hue, form = look
        return Mark(annotation.id, annotation.fragments, name, hue, form)


def _seen_through(annotations: tuple[Annotation, ...], layers: Layers) -> Sequence[Annotation]:
    """Those whose layers are not hidden."""
    if layers == NOTHING_HIDDEN:
        return annotations
    return [annotation for annotation in annotations if not layers.hides(annotation)]
