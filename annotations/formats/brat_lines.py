"""The lines of a brat `.ann` file, one value each; which ids they name is not checked here.

https://brat.nlplab.org/standoff.html, and what brat's own parser takes besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_PLACES = re.compile(r"\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*", re.ASCII)
_ID = re.compile(r"[TREAMN][0-9A-Za-z_-]*\d[0-9A-Za-z_-]*|#\d*|\*", re.ASCII)
_LINE = re.compile(rb"(?:[TREAMN]\d\S*|#\d*|\*)\t\S")
FLAG = "true"
"""The value of an attribute that is there or not."""


@dataclass(frozen=True, slots=True)
class TextBound:
    """T: a type on one or more places, each (start, end); `quote` is their text, "" not told."""

    id: str
    type: str
    places: tuple[tuple[int, int], ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Event:
    """E: a type on the span of `trigger`; `roles` are (role, id) pairs."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """R: a relation between two ids, each with its role."""

    id: str
    type: str
    start: tuple[str, str]
    end: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """*: ids that are alike."""

    type: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A, M, N and notes of other types: a value under a name."""

    name: str
    target: str
    value: str


@dataclass(frozen=True, slots=True)
class Note:
    """#: what somebody wrote to a target."""

    target: str
    text: str


AnnLine = TextBound | Event | Link | Equivalence | Property | Note


def is_ann(head: bytes) -> bool:
    """Whether the first line that is not blank is one of brat's; a file without any is, too."""
    first = next((line for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line), b"")
    return not first.strip() or _LINE.match(first) is not None


def parsed(line: str) -> AnnLine | None:
    """What a line without its end says; None for what is no line of brat's."""
    id, tab, rest = line.partition("\t")
    if not tab or not _ID.fullmatch(id):
        return None
    data, _, tail = rest.partition("\t")
    return _PARSERS[id[0]](id, data.strip(), tail)


def _textbound(id: str, data: str, tail: str) -> AnnLine | None:
    type, _, places = data.partition(" ")
    if not type or not _PLACES.fullmatch(places):
        return None
    pairs = (pair.split(" ") for pair in places.split(";"))
    return TextBound(id, type, tuple((int(start), int(end)) for start, end in pairs), tail)


def _event(id: str, data: str, _tail: str) -> AnnLine | None:
    first, *rest = data.split() or [""]
    type, colon, trigger = first.partition(":")
    roles = _roles(rest)
    return (
        Event(id, type, trigger, roles)
        if type and colon and trigger and roles is not None
        else None
    )


def _link(id: str, data: str, _tail: str) -> AnnLine | None:
    type, *rest = data.split() or [""]
    roles = _roles(rest)
    return Link(id, type, *roles) if type and roles is not None and len(roles) == 2 else None


def _roles(words: list[str]) -> tuple[tuple[str, str], ...] | None:
    pairs = [word.partition(":") for word in words]
    if not all(role and colon and id for role, colon, id in pairs):
        return None
    return tuple((role, id) for role, _, id in pairs)


def _equivalence(_id: str, data: str, _tail: str) -> AnnLine | None:
    type, *members = data.split() or [""]
    return Equivalence(type, tuple(members)) if len(members) > 1 else None


def _attribute(_id: str, data: str, _tail: str) -> AnnLine | None:
    match data.split(None, 2):
        case [name, target]:
            return Property(name, target, FLAG)
        case [name, target, value]:
            return Property(name, target, value)
        case _:
            return None


def _normalization(_id: str, data: str, tail: str) -> AnnLine | None:
    match data.split():
        case [name, target, place]:
            return Property(name, target, f"{place} {tail}".strip())
        case _:
            return None


def _note(_id: str, data: str, tail: str) -> AnnLine | None:
    match data.split():
        case ["AnnotatorNotes", target]:
            return Note(target, tail)
        case [name, target]:
            return Property(name, target, tail.strip() or FLAG)
        case _:
            return None


_PARSERS: Mapping[str, Callable[[str, str, str], AnnLine | None]] = {
    "T": _textbound,
    "E": _event,
    "R": _link,
    "*": _equivalence,
    "A": _attribute,
    "M": _attribute,
    "N": _normalization,
    "#": _note,
}
