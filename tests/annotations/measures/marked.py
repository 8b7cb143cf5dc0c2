"""Invented sentences with their annotations written into them, for the tests of measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotations.measures import Slot, slots
from annotations.model import Annotation, Attributes, Emendation, Relation, Span, View
from annotations.tagset import TagSet, default
from annotations.text.views import Views

_TOKEN = re.compile(r"\{([A-Z]+):|\}")


@dataclass(frozen=True)
class Marked:
    """A text and its annotations, in the order of the text, longer ones first."""

    text: str
    annotations: tuple[Annotation, ...]
    clean: View
    tagset: TagSet

    def one(self, label: str, quote: str = "") -> Annotation:
        """The first annotation with this label, and with this quote if one is given."""
        return next(a for a in self.annotations if a.label == label and quote in ("", a.quote))

    def slots(self, label: str, relations: tuple[Relation, ...] = ()) -> Mapping[str, Slot]:
        """The slots of the first annotation with this label, by the id of their relation."""
        about = self.one(label)
        found = slots(about, self.annotations, relations, self.clean, self.tagset)
        return {slot.rule.id: slot for slot in found}

    def offered(self, label: str) -> dict[str, list[str]]:
        """What is offered, slot by slot: a + before what is ticked."""
        return {
            id: [("+" if o.ticked else "") + o.annotation.quote for o in slot.offers]
            for id, slot in self.slots(label).items()
            if slot.offers
        }


def marked(
    written: str,
    emendations: tuple[Emendation, ...] = (),
    attributes: Mapping[str, Attributes] | None = None,
) -> Marked:
    """`{REGION:上海}` is an annotation; they may stand in each other."""
    text, begun, found, at = "", list[tuple[str, int]](), list[tuple[str, Span]](), 0
    for token in _TOKEN.finditer(written):
        text += written[at : token.start()]
        at = token.end()
        if label := token.group(1):
            begun.append((label, len(text)))
        else:
            label, start = begun.pop()
            found.append((label, Span(start, len(text))))
    text += written[at:]
    found.sort(key=lambda one: (one[1].start, -one[1].end))
    given = attributes or {}
    annotations = tuple(
        Annotation(f"a{n}", label, (span,), span.of(text), given.get(span.of(text), {}))
        for n, (label, span) in enumerate(found)
    )
    return Marked(text, annotations, Views(text, emendations).of("clean"), default())
