"""An article as suggestions are made for it: from its source to the clean hans text and back.

Suggestions read the text with every proved emendation applied, accepted or not; zones (by-lines,
banners, what stands twice) stay in it and are left alone unless somebody rejected them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotations.emend.accepting import with_proved
from annotations.model import (
    ZONES,
    Conversion,
    Emendation,
    Reading,
    Span,
    SuggestedSlot,
    Suggestion,
    Taught,
    View,
)
from annotations.suggest import Suggester, all, propose
from annotations.suggest.kinds import Candidate
from annotations.suggest.lists import Lists
from annotations.suggest.passage import Passage
from annotations.text.dates import Day
from annotations.text.views import Views


@dataclass(frozen=True, slots=True)
class Subject:
    """What suggestions for one article are made from; values only, so any process can do it.

    `text` is the source, `emendations` all of the article's, judged or not; `day` is the date of
    the article where it is known.
    """

    text: str
    emendations: tuple[Emendation, ...] = ()
    readings: tuple[Reading, ...] = ()
    conversion: Conversion = field(default_factory=Conversion)
    day: Day | None = None

    def view(self) -> View:
        """The clean hans text, with every proved emendation in it."""
        mended = with_proved(self.emendations)
        return Views(self.text, mended, self.readings, self.conversion).of("hans")

    def passage(self, view: View, taught: Taught, lists: Lists) -> Passage:
        """The same as suggesters read it."""
        zones = (e.span for e in self.emendations if e.kind in ZONES and e.status == "proposed")
        muted = tuple(place for span in zones if (place := view.alignment.to_target(span)))
        return Passage(view.text, lists, self.day, muted, taught.words)


def suggestions(
    subject: Subject,
    taught: Taught | None = None,
    lists: Lists | None = None,
    suggesters: Iterable[Suggester] | None = None,
) -> tuple[Suggestion, ...]:
    """What is suggested for an article, with places in its source; names first, then measures.

    Pure: what is tagged on the article is not looked at, but for what was `taught`.  Who asks
    for many articles makes the `lists` once, from `taught.lines`.
    """
    taught = taught or Taught()
    view = subject.view()
    passage = subject.passage(view, taught, lists or Lists(taught.lines))
    found = propose(passage, _with_model(suggesters, taught.model))
    made = (_suggestion(one, subject.text, view) for one in found)
    return tuple(
        one
        for one in made
        if one is not None
        and one.group not in taught.rejected
        and (taught.labels is None or one.label in taught.labels)
    )


def _with_model(suggesters: Iterable[Suggester] | None, model: str) -> Iterable[Suggester] | None:
    if not model:
        return suggesters
    from annotations.suggest.learning.model import suggester

    own = suggester(model)
    return suggesters if own is None else (*(suggesters or all().values()), own)


def _suggestion(one: Candidate, text: str, view: View) -> Suggestion | None:
    span = view.alignment.to_source(one.span)
    if not span:
        return None
    slots = [
        SuggestedSlot(slot.relation, slot.label, fragments, slot.ticked)
        for slot in one.slots
        if (fragments := _fragments(slot.span, view))
    ]
    return Suggestion(
        one.label,
        (span,),
        span.of(text),
        one.span.of(view.text),
        one.rule,
        one.confidence,
        one.evidence,
        one.attributes,
        tuple(slots),
        one.is_nested,
    )


def _fragments(span: Span, view: View) -> tuple[Span, ...]:
    found = view.alignment.to_source(span)
    return (found,) if found else ()
