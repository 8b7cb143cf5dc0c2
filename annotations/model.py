"""The nouns: frozen values that every module speaks.

Positions are Unicode code points of an article's decoded source text, half open.
`extra` holds what a file carried and we do not know; it is written back unchanged.
`absent` names the optional keys a file did not carry: they are left out again on export
for as long as they are empty, so that a file comes back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from annotations.text.alignment import Alignment, Span

__all__ = [
    "Alignment",
    "Annotation",
    "Article",
    "ArticleRow",
    "Changed",
    "Conflict",
    "Conversion",
    "Document",
    "Doubt",
    "Emendation",
    "Finding",
    "Hit",
    "Merged",
    "Outcome",
    "OverlayEntry",
    "Reading",
    "Relation",
    "Restored",
    "RuleCount",
    "SafetyCopy",
    "SearchCount",
    "SearchPage",
    "Source",
    "Span",
    "Step",
    "TagSetRef",
    "Version",
    "View",
    "ViewName",
]


Extra = Mapping[str, object]  # JSON values, only carried
AttributeValue = str | tuple[str, ...]
Attributes = Mapping[str, AttributeValue]
ViewName = Literal["source", "clean", "hans", "hant"]
ConvertedScript = Literal["hans", "hant"]
VIEW_NAMES: tuple[ViewName, ...] = ("source", "clean", "hans", "hant")
Script = Literal["hans", "hant", "mixed", "none"]
ArticleStatus = Literal["new", "reading", "done"]
ARTICLE_STATUSES: tuple[ArticleStatus, ...] = ("new", "reading", "done")
EmendationStatus = Literal["proposed", "accepted", "rejected"]
PROVED = 1.0  # the confidence of an emendation that is more than likely
ZONES = frozenset({"boilerplate", "byline", "duplicate"})  # kinds that mute a passage


@dataclass(frozen=True, slots=True)
class View:
    """One way to show an article: its text and how that text follows from the source."""

    name: ViewName
    text: str
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class OverlayEntry:
    """A conversion of the project's own: text that comes to script `to` writes `key` as `value`.

    It wins over the shipped overlay, which wins over the dictionaries.
    """

    to: ConvertedScript
    key: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How the views in one script are made: an OpenCC configuration each, and what overrides it.

    With `repair` a traditional source is shown in `hant` as if it had been simplified first,
    which mends text that was converted character by character.
    """

    hans: str = "tw2s"
    hant: str = "s2tw"
    repair: bool = False
    overlay: tuple[OverlayEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where a converted view could read otherwise.

    `span` counts source code points; the view shows `shown`; `choices` are all readings,
    `shown` among them. `cause`: one character of several candidates, one decided by the
    phrase around it, a line of an overlay, or a reading that the user pinned.
    """

    span: Span
    shown: str
    choices: tuple[str, ...]
    cause: Literal["character", "phrase", "overlay", "pinned"]


@dataclass(frozen=True, slots=True)
class TagSetRef:
    """Which tag set, in which version, something was made under."""

    id: str
    version: str
    extra: Extra = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Source:
    """The file an article came from. `sha256` is of its bytes; `bom` of its first ones.

    `data` are the bytes, kept only where `text` encoded again would not give them.
    """

    name: str
    sha256: str
    encoding: str
    bom: bool
    data: bytes | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One source text, immutable, with what is known about it."""

    id: str
    title: str
    text: str
    source: Source
    status: ArticleStatus = "new"
    meta: Extra = field(default_factory=dict[str, object])
    author: str | None = None
    created: str | None = None
    tagset: TagSetRef | None = None
    repair: bool = False  # see Conversion
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article without loading its text. `chars` in code points."""

    id: str
    title: str
    name: str
    chars: int
    script: Script
    annotations: int
    status: ArticleStatus


@dataclass(frozen=True, slots=True)
class Emendation:
    """Read `replacement` instead of the source's `span`; None = what it was is not known.

    `confidence` is between 0 and 1, where 1 (`PROVED`) needs no second look and None is not
    said; `evidence` are the JSON values of the reason, which the rule's message words.
    An emendation of a kind in `ZONES` mutes a passage while it is only proposed.
    """

    id: str
    span: Span
    replacement: str | None
    kind: str = ""
    rule: str = ""
    status: EmendationStatus = "proposed"
    confidence: float | None = None
    evidence: Extra = field(default_factory=dict[str, object])
    author: str | None = None
    created: str | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many emendations of a project one rule made, by what became of them.

    `proved` counts those still proposed that are proved and have a replacement.
    """

    kind: str
    rule: str
    proposed: int
    accepted: int
    rejected: int
    proved: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversion the user pinned: under `config` the source's `span` reads `replacement`."""

    span: Span
    config: str
    replacement: str
    extra: Extra = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Annotation:
    """A label on one or more fragments of the source.

    `fragments` are non-empty, ascending and disjoint; `quote` is their text with nothing
    between, kept so that a text and its annotation that part are noticed.
    """

    id: str
    label: str
    fragments: tuple[Span, ...]
    quote: str
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    note: str | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None
    tagset: TagSetRef | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()

    @property
    def hull(self) -> Span:
        return Span(self.fragments[0].start, self.fragments[-1].end)


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed link between two annotations of one article (ids of both)."""

    id: str
    type: str
    start: str
    end: str
    attributes: Attributes = field(default_factory=dict[str, AttributeValue])
    note: str | None = None
    author: str | None = None
    created: str | None = None
    extra: Extra = field(default_factory=dict[str, object])
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article with everything on it: what formats read and write."""

    article: Article
    emendations: tuple[Emendation, ...] = ()
    readings: tuple[Reading, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()


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

    `annotations` are (article id, annotation id) pairs; `everything` says that every article
    may read otherwise now, also those that `articles` does not name.
    """

    step: Step | None
    articles: frozenset[str] = frozenset()
    annotations: frozenset[tuple[str, str]] = frozenset()
    tagset: bool = False
    everything: bool = False
    undo: Step | None = None
    redo: Step | None = None

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
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a search found something: `span` in the source, its texts as it has them."""

    article: str
    span: Span
    quote: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of the hits of a search; `after` asks for those that follow, None = there are none."""

    hits: tuple[Hit, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class SearchCount:
    """How many articles a search finds; how often, None where that is not known at once."""

    articles: int
    hits: int | None


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one incoming file, or of one line of it (`line` counts from 1).

    `reason` is the key of a message with its `values`; empty when all went well.
    """

    file: str
    result: Literal["new", "same", "merged", "refused"]
    line: int | None = None
    article: str | None = None
    encoding: str | None = None
    reason: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that `verify` found; `key` and `values` are for the reader to word."""

    key: str
    article: str | None = None
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
