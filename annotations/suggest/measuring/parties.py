"""What may fill the slots of a suggested measure: as for one that is tagged, from names found.

The logic is that of `annotations.measures`, on the names as if they were annotations of the clean
text.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from annotations.measures.proposing import Offers, rules_from
from annotations.model import Annotation, Span, View
from annotations.suggest.kinds import Slot
from annotations.suggest.passage import Passage
from annotations.tagset import RelationRule, default
from annotations.text.alignment import Alignment

MEASURE = "MEASURE"
_LONGEST = 1_000  # characters of a sentence whose names are looked at
_BACK = 150  # characters before its sentence that are looked at; a person is offered more


@cache
def _rules() -> tuple[RelationRule, ...]:
    """The slots of a measure, as the tag set of a new project has them."""
    return rules_from(default(), MEASURE)


class Names:
    """The names of a passage, made once, for the slots of all its measures."""

    def __init__(self, passage: Passage) -> None:
        text = passage.text
        self.view = View("hans", text, Alignment.identity(len(text)))
        found = sorted(
            (*passage.found, *passage.inner), key=lambda one: (one.span.start, -one.span.end)
        )
        self._names = [
            Annotation(str(number), one.label, (one.span,), one.span.of(text))
            for number, one in enumerate(found)
        ]
        self._starts = [one.span.start for one in found]
        self._read: tuple[Span, Offers] | None = None  # what the last sentence offers

    def slots(self, span: Span, sentence: Span) -> tuple[Slot, ...]:
        """What may fill the slots of a measure in a sentence; names inside it are ticked.

        None for a sentence that is too long to be one.
        """
        if len(sentence) > _LONGEST:
            return ()
        measure = Annotation("measure", MEASURE, (span,), span.of(self.view.text))
        if self._read is None or self._read[0] != sentence:
            first = bisect_left(self._starts, sentence.start - _BACK)
            last = bisect_left(self._starts, sentence.end)
            near = self._names[first:last]
            self._read = sentence, Offers.around(measure, near, self.view, _rules())
        offered = self._read[1].slots(measure)
        return tuple(
            Slot(relation, offer.annotation.hull, offer.annotation.label, offer.ticked)
            for relation, offers in offered.items()
            for offer in offers
        )
