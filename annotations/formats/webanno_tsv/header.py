"""The head of a WebAnno TSV: its version, and which column says what of which layer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from annotations.errors import Refusal

FORMAT_LINE = "#FORMAT=WebAnno TSV 3.3"
SPAN, CHAIN, RELATION = "#T_SP=", "#T_CH=", "#T_RL="
_FORMAT = re.compile(r"#FORMAT=WebAnno TSV ([0-9])\.([0-9])\s*")
_ROLE = re.compile(r"ROLE_(?:[^|]*?:)?(.+)_([^_|]*\..+|[^_|]+)")
_BASE = "BT_"

Kind = Literal["value", "role", "target", "base", "nothing"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says: a feature's value, the roles or targets of its slots, or the other end.

    `type` is that of the links, of what they lead to, or of what the relation is on.
    """

    kind: Kind
    feature: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer and its columns, which begin at the cell number `first`."""

    kind: Literal["span", "chain", "relation"]
    type: str
    columns: tuple[Column, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Header:
    """`minor` is the second number of the version; `lines` how many lines the head has."""

    minor: int
    layers: tuple[Layer, ...]
    lines: int

    @property
    def cells(self) -> int:
        """How many cells a row needs to have."""
        return 3 + sum(len(layer.columns) for layer in self.layers)


def header(lines: list[str]) -> Header:
    """The head of these lines. Refusals: tsv-version, tsv-layer (with `line`)."""
    found = _FORMAT.fullmatch(lines[0]) if lines else None
    if not found or found[1] != "3":
        raise Refusal("tsv-version", line=1)
    layers: list[Layer] = []
    at, first = 1, 3
    while at < len(lines) and lines[at].startswith((SPAN, CHAIN, RELATION)):
        layers.append(_layer(lines[at], at + 1, first))
        first += len(layers[-1].columns)
        at += 1
    return Header(int(found[2]), tuple(layers), at)


def _layer(line: str, number: int, first: int) -> Layer:
    prefix, _, rest = line.partition("=")
    type, *declared = rest.rstrip().split("|")
    if not type:
        raise Refusal("tsv-layer", line=number)
    kinds: dict[str, Literal["span", "chain", "relation"]] = {
        "#T_SP": "span",
        "#T_CH": "chain",
        "#T_RL": "relation",
    }
    columns: list[Column] = []
    for name in declared:
        columns.append(_column(name, columns[-1] if columns else None))
    return Layer(kinds[prefix], type, tuple(columns) or (Column("nothing"),), first)


def _column(name: str, before: Column | None) -> Column:
    if not name:
        return Column("nothing")
    role = _ROLE.fullmatch(name)
    if role:
        return Column("role", role[1], role[2])
    if name.startswith(_BASE):
        return Column("base", "", name.removeprefix(_BASE))
    if before is not None and before.kind == "role":
        return Column("target", before.feature, name)
    return Column("value", name)
