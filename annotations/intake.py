"""What an arrival holds, read and looked over: all of an import that needs no project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from annotations import ingest
from annotations.arriving import Arrival
from annotations.formats import Line, Reading, jsonl
from annotations.formats.kinds import WITHIN
from annotations.ingest import How, Part
from annotations.model import Document, Emendation
from annotations.tagset import TagSet


@dataclass(frozen=True, slots=True)
class Item:
    """An article of a file, or a line of an annotated one.

    `proposed` is what the detectors find in its text, None where they were not asked.
    """

    content: Part | Line
    proposed: tuple[Emendation, ...] | None = None


Read = Callable[[Arrival, int, How, TagSet], Iterator[Item]]
"""What reads an arrival: at most so many bytes, so, for this tag set."""


def read(arrival: Arrival, limit: int, how: How, tagset: TagSet) -> Iterator[Item]:
    """Everything in one file, in its order; what is wrong with it is a Refusal in its place."""
    if arrival.reader is None:
        yield from map(Item, ingest.read_all(arrival.path, limit, how))
        return
    options = {WITHIN: str(arrival.within)} if arrival.within else {}
    reading = Reading(limit, tagset, options=options)
    yield from map(Item, arrival.reader.read(arrival.path, reading))


def is_found(arrival: Arrival, content: Part | Line) -> bool:
    """Whether nobody worked on a text yet, so that the detectors have to look it over."""
    if isinstance(content, Part) or not content.number:
        return True
    is_worked_on = isinstance(content.content, Document) and content.content.emendations
    return arrival.reader is not jsonl.READER and not is_worked_on


def looked_over(arrival: Arrival, item: Item) -> Item:
    """With what the detectors find, where it is a text that nobody worked on."""
    from annotations.emend import propose  # here: it brings its dictionaries along

    document = item.content.content
    if not isinstance(document, Document) or not is_found(arrival, item.content):
        return item
    return replace(item, proposed=propose(document.article.text))
