"""Tags of one character each: labels as they can stand in one, and entities out of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Scheme = Literal["bio", "bioes", "bmes"]
Fault = Literal["misfit-tag", "misfit-tag-order"]

OUTSIDE = "O"
# What begins, goes on, ends and is alone, in BIO, BIOES, BILOU, BMES and BMEW.
_ROLES = {"B": "B", "I": "I", "M": "I", "E": "E", "L": "E", "S": "S", "U": "S", "W": "S"}
_INSIDE = {"bio": "IIB", "bioes": "IES", "bmes": "MES"}  # goes on, ends, is alone
_TAG = re.compile(r"([BIMELSUW])[-_](\S+)")
# What no column can hold, what reads as one of our escapes, and "-", which seqeval strips.
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]|%(?=[0-9A-F]{2})|^-+|-+$")
_ESCAPED = re.compile("(?:%[0-9A-F]{2})+")


@lru_cache(maxsize=4096)
def _parted(tag: str) -> tuple[str, str]:
    """What a tag does (B, I, E or S) and its label as it stands there; ("", "") for what is none.

    Of the millions of a file there are few different ones.
    """
    found = _TAG.fullmatch(tag)
    return (_ROLES[found[1]], found[2]) if found else ("", "")


def is_tag(cell: str) -> bool:
    """Whether a cell is a tag."""
    return cell == OUTSIDE or _parted(cell)[0] != ""


def written(label: str) -> str:
    """A label as a tag can hold it: white space and the like as %XX of their UTF-8."""
    return _UNFIT.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), label)


def read(label: str) -> str:
    """The label that `written` wrote so; any other one as it is."""
    if "%" not in label:
        return label
    return _ESCAPED.sub(_unescaped, label)


def _unescaped(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]


def tags(label: str, length: int, scheme: Scheme) -> list[str]:
    """The tags of an entity of `length` characters, at least one."""
    name = written(label)
    inside, end, alone = _INSIDE[scheme]
    if length == 1:
        return [f"{alone}-{name}"]
    return [f"B-{name}", *[f"{inside}-{name}"] * (length - 2), f"{end}-{name}"]


@dataclass(frozen=True, slots=True)
class Entity:
    """The places `start` … `end` (half open) of a row of tags, and what they are."""

    label: str
    start: int
    end: int


def begins_anywhere(column: Iterable[str]) -> bool:
    """Whether an entity may begin without a B, as in IOB1 and IOE2.

    So it is where a B stands only right behind the same label, as its only use there.
    """
    before, begun = "", False
    for tag in column:
        role, label = _parted(tag)
        if role == "S" or (role == "B" and before != label):
            return False
        begun = begun or (role in ("I", "E") and before != label)
        before = label
    return begun


def has_ends(column: Iterable[str]) -> bool:
    """Whether the scheme marks where an entity ends."""
    return any(_parted(tag)[0] in ("E", "S") for tag in column)


def entities(
    column: Sequence[str], *, lenient: bool = False, ends: bool = False
) -> tuple[list[Entity], list[tuple[int, Fault]]]:
    """The entities of a sentence's tags, and which places are at fault.

    What is no tag counts as O (misfit-tag).  A tag that cannot follow the one before it
    (misfit-tag-order, unless `lenient`: an inside without a begin) begins an entity all the
    same, and one without its end (in a scheme that `ends` them) comes in: as conlleval has it.
    """
    row = _Row(lenient, ends)
    for place, tag in enumerate(column):
        if tag == OUTSIDE:  # as most are
            row.close(place)
        else:
            row.step(place, tag)
    row.close(len(column))
    return row.found, row.faults


class _Row:
    def __init__(self, lenient: bool, ends: bool) -> None:
        self.found: list[Entity] = []
        self.faults: list[tuple[int, Fault]] = []
        self._lenient, self._ends = lenient, ends
        self._label, self._start = "", 0

    def step(self, place: int, tag: str) -> None:
        role, raw = _parted(tag)
        if not role:
            self.faults.append((place, "misfit-tag"))
            self.close(place)
            return
        label = read(raw)
        if role in "BS" or label != self._label:
            self.close(place)
            self._label, self._start = label, place
            if role in "IE" and not self._lenient:
                self.faults.append((place, "misfit-tag-order"))
        if role in "ES":
            self.found.append(Entity(label, self._start, place + 1))
            self._label = ""

    def close(self, place: int) -> None:
        """End the entity that is open, if one is; in a scheme with ends it lacks its own."""
        if self._label:
            self.found.append(Entity(self._label, self._start, place))
            fault: tuple[int, Fault] = (place - 1, "misfit-tag-order")
            if self._ends and not self._lenient and fault not in self.faults[-2:]:
                self.faults.append(fault)
            self._label = ""
