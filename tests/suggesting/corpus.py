"""The development set of the suggestions: articles with annotations by hand, as texts to score.

Who writes rules reads the part "open" and never opens a file of "held"; figures on "held" are
told by label alone.  "shared" are annotated articles beside the project, where they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from annotations import emend
from annotations.formats import jsonl
from annotations.model import Annotation, Document, Span, Taught, View
from annotations.suggest import MEASURE
from annotations.suggest.lists import Lists
from annotations.suggest.passage import Passage
from annotations.suggest.subject import Subject
from annotations.text.dates import day

Part = Literal["open", "held", "shared"]
PARTS: tuple[Part, ...] = ("open", "held", "shared")

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDERS: dict[Part, tuple[Path, ...]] = {
    "open": (HERE / "open", ROOT / "resources" / "samples"),
    "held": (HERE / "held",),
    "shared": (ROOT.parent / "shared" / "articles",),
}


@dataclass(frozen=True)
class Gold:
    """One annotated article; all places are of the clean hans view, those in zones left out."""

    document: Document

    @property
    def name(self) -> str:
        return self.document.article.id

    @cached_property
    def subject(self) -> Subject:
        """The article as the program would have it: fresh from an import, nothing judged."""
        article = self.document.article
        written = str(article.meta.get("date") or "")
        return Subject(article.text, emend.propose(article.text), day=day(written))

    @cached_property
    def view(self) -> View:
        return self.subject.view()

    @cached_property
    def passage(self) -> Passage:
        return self.subject.passage(self.view, Taught(), Lists())

    @cached_property
    def zones(self) -> tuple[Span, ...]:
        return self.passage.zones

    @cached_property
    def marks(self) -> tuple[tuple[Annotation, Span], ...]:
        """Every annotation with its place, outer ones first; one in pieces has its hull."""
        placed = [
            (one, self.view.alignment.to_target(one.hull)) for one in self.document.annotations
        ]
        return tuple(
            (one, span)
            for one, span in sorted(placed, key=lambda pair: (pair[1].start, -pair[1].end))
            if span and not any(zone.overlaps(span) for zone in self.zones)
        )

    @cached_property
    def names(self) -> tuple[tuple[Annotation, Span], ...]:
        """The first layer: all but measures, references among them."""
        return tuple(one for one in self.marks if one[0].label != MEASURE)

    @cached_property
    def measures(self) -> tuple[tuple[Annotation, Span], ...]:
        """The second layer."""
        return tuple(one for one in self.marks if one[0].label == MEASURE)


def paths(part: Part) -> list[Path]:
    """The files of a part's annotated articles, in the order of their names."""
    found = [path for folder in FOLDERS[part] for path in folder.glob("*.annotations.jsonl")]
    return sorted(found, key=lambda path: path.name)


def golds(part: Part) -> Iterator[Gold]:
    """The annotated articles of a part."""
    for path in paths(part):
        for line in jsonl.read(path):
            if isinstance(line.content, Document):
                yield Gold(line.content)
