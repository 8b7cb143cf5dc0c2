"""What a format is: a `Format` that writes documents, a `Reader` that reads them, or both.

A module here that has `FORMAT` or `READER` is found by itself; see `annotations.formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from annotations.errors import Refusal
from annotations.formats.report import Carried, Context, Report, Unit
from annotations.model import Document
from annotations.tagset import TagSet

WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that one format offers. `choices` (the first is the default), or free text."""

    name: str
    choices: tuple[str, ...] = ()

    @property
    def default(self) -> str:
        return self.choices[0] if self.choices else ""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write documents.

    `write(documents, out, context, report)` gets a binary stream, or for the kind "folder" a
    `landing.Folder` with nothing in it, and calls `report.count` for each document it wrote.
    What a format cannot carry at all it leaves out of `carries`: that loss is told without
    it.  `unit` is what its offsets count, `newline` and `byte_order_mark` are for the report.
    `extra` names the optional dependencies of Danqian it needs, `needs` their import names.
    """

    name: str
    suffix: str
    write: Callable[[Iterable[Document], Any, Context, Report], None]
    kind: Literal["file", "folder"] = "file"
    unit: Unit = "code points"
    newline: Literal["LF", "as found", "none"] = "LF"
    byte_order_mark: bool = False
    carries: frozenset[Carried] = frozenset()
    options: tuple[Option, ...] = ()
    extra: str = ""
    needs: tuple[str, ...] = ()

    def require(self) -> None:
        """Raise Refusal "format-needs-extra" where something it needs is not installed."""
        if self.lacking:
            missing = " ".join(self.lacking)
            raise Refusal("format-needs-extra", name=self.name, extra=self.extra, missing=missing)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The import names of what it needs and what is not installed."""
        return _lacking(self.needs)

    def chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """Every option with its value. Refusal: option-unknown, option-value."""
        known = {option.name: option for option in self.options}
        for name, value in given.items():
            if name not in known:
                names = " ".join(known) or "–"
                raise Refusal("option-unknown", name=name, format=self.name, known=names)
            if known[name].choices and value not in known[name].choices:
                choices = " ".join(known[name].choices)
                raise Refusal("option-value", name=name, value=value, known=choices)
        return {name: option.default for name, option in known.items()} | dict(given)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """The optional first line of danqian/1: what a project says of itself, as found."""

    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One document of a file, counted from 1, or why there is none.

    A `Refusal` names file and line.  `misfits` say, each with its place, what of the document
    did not fit and was left out while the rest came in.  `shown` are the names that the file
    has for people, by the labels and names of attributes and relations in it.  A file that
    cannot be read at all gives a single Refusal as line 0, which is also the number of a
    document that is a whole file.
    """

    number: int
    content: Document | ProjectLine | Refusal
    misfits: tuple[Refusal, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file of annotations is to be read: at most `limit` bytes, for a project's tag set.

    `unit` is given where the user knows it better than the quotes tell; `options` are the
    reader's own, and under `WITHIN` the folder in which the file was found.
    """

    limit: int
    tagset: TagSet
    unit: Unit | None = None
    options: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read annotated documents from a file.

    `sniff(path, head)` tells from the path and the first bytes of a file with one of the
    `suffixes` whether it is in this format; of several that say so the one with the highest
    `rank` reads.  `read` gives its documents, each on its own, and never raises a Refusal.
    `claims(path)` is true of a file in a folder that comes in with another one, as the text
    beside a brat annotation.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Path, bytes], bool]
    read: Callable[[Path, Reading], Iterator[Line]]
    claims: Callable[[Path], bool] = lambda _: False
    rank: int = 0
    extra: str = ""
    needs: tuple[str, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The import names of what it needs and what is not installed."""
        return _lacking(self.needs)


def _lacking(needs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in needs if find_spec(name) is None)
