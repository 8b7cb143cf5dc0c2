"""What was done: the steps of a project, what they touched, copies and conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotations.model.found import Finding


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a user did. `key` and `args` are for the window to word; `undoes` a step id.

    `replica` is the copy of the project that it was done in.
    """

    id: str
    key: str
    args: Mapping[str, object]
    author: str
    at: str
    undoes: str | None = None
    replica: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The only news the core sends: what a step touched, and what undo and redo now mean.

    `annotations` are (article id, annotation id) pairs, without those of an article that an
    import brought; `everything` says that every article may read otherwise now, also those that
    `articles` does not name; `taught` that suggestions may be others everywhere, by words and
    rejections of the project.
    """

    step: Step | None
    articles: frozenset[str] = frozenset()
    annotations: frozenset[tuple[str, str]] = frozenset()
    tagset: bool = False
    everything: bool = False
    undo: Step | None = None
    redo: Step | None = None
    taught: bool = False

    def then(self, later: Changed) -> Changed:
        """Both as one: what either touched, and what holds after the later one."""
        return Changed(
            later.step or self.step,
            self.articles | later.articles,
            self.annotations | later.annotations,
            self.tagset or later.tagset,
            self.everything or later.everything,
            later.undo,
            later.redo,
            self.taught or later.taught,
        )


@dataclass(frozen=True, slots=True)
class Version:
    """One of several states of a row: the step that left it so; `image` None = deleted."""

    event: str
    step: Step
    image: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that two copies of a project changed apart, or one that is laid aside.

    It is aside because its parent was withdrawn ("orphan") or because of rows that read the
    same characters ("overlap"): `versions` are then its own and that of what it is aside for.
    `article` is "" for settings; the last of `versions` is the one that holds.
    """

    article: str
    table: str
    row: str
    reason: Literal["changed", "orphan", "overlap"]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: steps and events that were new here, and what is in conflict."""

    steps: int
    events: int
    articles: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class SafetyCopy:
    """A whole, checked copy of a project; `clock` counts the steps up to it."""

    path: Path
    at: str
    clock: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A project put together again at `path`.

    `copy` is the name of the safety copy it began with, `steps` how many there are now,
    `replayed` how many of them came from the step journal; the damaged file lies at `aside`,
    and `damaged` says what was wrong with it; `lost` names what could not be saved.
    """

    path: Path
    aside: Path | None
    copy: str | None
    steps: int
    replayed: int
    lost: tuple[Finding, ...]
    damaged: tuple[Finding, ...] = ()
