"""`python -m tests.suggesting.everywhere [open|held|shared]`: how right "find everywhere" is.

Each article is tagged again in the order of reading, in a project of its own; after each name
all that is proposed on the article is looked at and what is right is taken.  Two precisions:
"at once", of all that was ever shown, and "in the end", of what is still proposed when all is
tagged and longer names have absorbed the shorter ones inside them, with what was taken.  A place
that is proposed again, from another mention of the same name, counts once.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.incoming import bring
from annotations.model import Annotation, Span
from annotations.project import Project, open_project
from annotations.propagation import whole
from tests.suggesting.corpus import PARTS, Part, paths
from tests.suggesting.scoring import REF

Place = tuple[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Counts: shown at any time, right of these, wrong and still shown in the end, all names."""

    shown: int = 0
    right: int = 0
    wrong: int = 0
    every: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(
            self.shown + other.shown,
            self.right + other.right,
            self.wrong + other.wrong,
            self.every + other.every,
        )

    @property
    def at_once(self) -> float:
        return self.right / self.shown if self.shown else 1.0

    @property
    def in_the_end(self) -> float:
        kept = self.right + self.wrong
        return self.right / kept if kept else 1.0

    @property
    def recall(self) -> float:
        """The share of all names that nobody had to look for."""
        return self.right / self.every if self.every else 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposal: the name it came of, its place, whether it is right."""

    origin: Annotation
    span: Span
    right: bool


def tagged_anew(path: Path) -> tuple[Found, list[Shown]]:
    """Tag the article of a file again; what was shown at once, in order."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_project(Path(folder) / "p.danqian", create=True) as project,
    ):
        with project.bringing() as batch:
            assert [one.result for one in bring(batch, [path])] == ["new"]
        (row,) = project.articles()
        wanted = names(project, row.id)
        project.remove(row.id, [one.id for one in project.annotations(row.id)])
        shown = list(_tagged(project, row.id, wanted))
        wrong = len(set(_left(project, row.id)))
    right = sum(one.right for one in shown)
    every = len({(one.label, one.fragments) for one in wanted})
    return Found(len(shown), right, wrong, every), shown


def names(project: Project, article: str) -> Sequence[Annotation]:
    """What is tagged by hand, but for measures and references, as one comes to it reading."""
    left_out = {project.tagset.measure.id, REF}
    found = (one for one in project.annotations(article) if one.label not in left_out)
    return sorted(found, key=lambda one: (one.hull.start, -one.hull.end))


def _tagged(project: Project, article: str, wanted: Sequence[Annotation]) -> Iterator[Shown]:
    truth: set[Place] = {(one.label, one.fragments) for one in wanted}
    done: set[Place] = set()
    seen: set[Place] = set()
    for each in wanted:
        if (each.label, each.fragments) in done:
            continue
        ((_, id),) = project.annotate(article, each.fragments, each.label).annotations
        for span in _proposed(project, article, id):
            place = (each.label, (span,))
            if place not in seen:
                yield Shown(each, span, place in truth)
            seen.add(place)
            if place in truth:
                done.add(place)
                project.annotate(article, span, each.label)


def _left(project: Project, article: str) -> Iterator[Place]:
    """What is still proposed when everything is tagged."""
    for each in names(project, article):
        yield from ((each.label, (span,)) for span in _proposed(project, article, each.id))


def _proposed(project: Project, article: str, annotation: str) -> list[Span]:
    turns = project.mentions(article, annotation, only=True)
    return [mention.span for turn in turns for mention in whole(turn)]


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("part", nargs="?", choices=PARTS, default="open")
    reader.add_argument("--errors", action="store_true")
    asked = reader.parse_args()
    part: Part = asked.part
    if part == "held" and asked.errors:
        reader.error("nobody who writes rules looks into the part that is held back")
    total = Found()
    print(f"{'article':18}{'at once':>9}{'in the end':>12}{'recall':>8}{'shown':>7}{'names':>7}")
    for path in paths(part):
        found, shown = tagged_anew(path)
        total += found
        _row(path.name.removesuffix(".annotations.jsonl"), found)
        for one in shown:
            if asked.errors and not one.right:
                print(f"  + {one.origin.label} {one.origin.quote} at {one.span.start}")
    _row("all", total)


def _row(name: str, found: Found) -> None:
    shares = f"{found.at_once:9.3f}{found.in_the_end:12.3f}{found.recall:8.3f}"
    print(f"{name:18}{shares}{found.shown:7}{found.every:7}")


if __name__ == "__main__":
    main()
