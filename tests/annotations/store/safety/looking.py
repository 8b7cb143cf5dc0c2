"""What a test asks of the safety of a project."""

from __future__ import annotations

from pathlib import Path

from annotations.model import Span
from annotations.project import Project
from annotations.store.safety.home import Home
from annotations.store.safety.segment import Segment


def home_of(path: Path) -> Home:
    """The folder of the project at a path."""
    home = Home.at(path)
    assert home is not None
    return home


def segments(path: Path) -> list[Segment]:
    return [Segment.read(segment) for segment in home_of(path).segment_paths()]


def journalled(path: Path) -> list[str]:
    """The ids of the steps that the journal has whole, in its order."""
    return [str(entry.step["id"]) for segment in segments(path) for entry in segment.entries]


def tag(project: Project, *places: int) -> None:
    """A step for each of these characters of article A."""
    for place in places:
        project.annotate("A", Span(place, place + 1), "REGION")
