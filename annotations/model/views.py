"""How an article is shown: its views, and the conversion between scripts they are made by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotations.text.alignment import Alignment, Span

Extra = Mapping[str, object]  # JSON values, only carried
ViewName = Literal["source", "clean", "hans", "hant"]
ConvertedScript = Literal["hans", "hant"]
VIEW_NAMES: tuple[ViewName, ...] = ("source", "clean", "hans", "hant")


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
class Reading:
    """A conversion the user pinned: under `config` the source's `span` reads `replacement`."""

    span: Span
    config: str
    replacement: str
    extra: Extra = field(default_factory=dict[str, object])
