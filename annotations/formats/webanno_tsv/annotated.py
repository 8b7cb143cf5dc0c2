"""The annotations of a WebAnno TSV: rows of cells become structures of a CAS."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotations.errors import Refusal
from annotations.formats.cas.model import (
    ANNOTATION,
    DEPENDENCY,
    SOURCE,
    TARGET,
    TOKEN,
    Cas,
    Ref,
    Structure,
)
from annotations.formats.offsets import spans_in
from annotations.formats.report import Unit
from annotations.formats.webanno_tsv.cells import NOTHING, Cell, linked, split, stack
from annotations.formats.webanno_tsv.header import Column, Header, Layer
from annotations.model import Span

_REFERENCE = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]{1,9})\])?")
_LINK = "referenceRelation"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its file, and its offsets in the file's unit."""

    line: int
    text: str
    begin: int
    end: int

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")


def annotated(
    text: str, unit: Unit, head: Header, rows: Sequence[Row]
) -> tuple[Cas, tuple[Refusal, ...]]:
    """The CAS that the rows describe on a text, and what could not be made out."""
    work = _Work(text, head)
    spans = spans_in(text, unit, [(row.begin, row.end) for row in rows])
    for row, span in zip(rows, spans, strict=True):
        if span is None:
            work.misfits.append(
                Refusal(
                    "misfit-span", what=row.cells[0], line=row.line, start=row.begin, end=row.end
                )
            )
        else:
            work.take(row.line, row.cells, span)
    work.finish()
    return Cas(text, tuple(work.structures)), tuple(work.misfits)


@dataclass(slots=True)
class _Unit:
    """A token or a part of one, and what is on it by layer, in the order of the stack."""

    name: str
    span: Span
    on: dict[str, list[Structure]] = field(default_factory=dict[str, list[Structure]])


@dataclass(frozen=True, slots=True)
class _Later:
    """What can be told only when all annotations are there: a relation, or a feature's slots."""

    structure: Structure
    column: Column
    unit: _Unit
    cell: Cell


class _Work:
    def __init__(self, text: str, head: Header) -> None:
        self.structures: list[Structure] = []
        self.misfits: list[Refusal] = []
        self._text = text
        self._head = head
        # Tokens are what nothing but relations and slots may be on.
        self._has_tokens = any(
            layer.type == DEPENDENCY or any(column.type == TOKEN for column in layer.columns)
            for layer in head.layers
        )
        self._line = 1
        self._units: dict[str, _Unit] = {}
        self._numbered: dict[int, Structure] = {}
        self._chains: dict[tuple[str, int], dict[int, Structure]] = {}
        self._relations: list[_Later] = []
        self._slots: list[_Later] = []
        self._roles: dict[tuple[int, str], list[Cell]] = {}

    def take(self, line: int, cells: list[str], span: Span) -> None:
        """A row."""
        self._line = line
        unit = _Unit(cells[0], span)
        if self._has_tokens and "." not in unit.name:
            unit.on[TOKEN] = [self._made(TOKEN, span)]
        for layer in self._head.layers:
            columns = cells[layer.first : layer.first + len(layer.columns)]
            stacks = [
                (column, _stack(layer, column, cell))
                for column, cell in zip(layer.columns, columns, strict=True)
            ]
            height = max(len(values) for _, values in stacks)
            for index in range(height):
                level = [(c, values[index]) for c, values in stacks if index < len(values)]
                self._level(layer, unit, level)
        if unit.on:
            self._units[unit.name] = unit

    def _made(self, type: str, span: Span | None = None) -> Structure:
        begin, end = (-1, -1) if span is None else (span.start, span.end)
        self.structures.append(
            Structure(len(self.structures) + 1, type, begin, end, line=self._line)
        )
        return self.structures[-1]

    def _level(self, layer: Layer, unit: _Unit, level: list[tuple[Column, Cell]]) -> None:
        """One annotation of a unit: its cells over all columns of the layer."""
        match layer.kind:
            case "span":
                number = next(
                    (c.number for col, c in level if col.kind != "target" and c.number), 0
                )
                structure = self._span(layer.type, unit, number)
            case "chain":
                structure = self._link(layer.type, unit, level)
            case "relation":
                structure = self._made(layer.type)
        if structure is None:
            return
        unit.on.setdefault(layer.type, []).append(structure)
        for column, cell in level:
            self._feature(structure, column, unit, cell)

    def _span(self, type: str, unit: _Unit, number: int) -> Structure:
        """The annotation of that number, which now reaches to this unit; else a new one."""
        known = self._numbered.get(number)
        if known is not None and known.type == type:
            known.end = max(known.end, unit.span.end)
            return known
        made = self._made(type, unit.span)
        if number:
            self._numbered.setdefault(number, made)
        return made

    def _link(self, type: str, unit: _Unit, level: list[tuple[Column, Cell]]) -> Structure | None:
        place = next((cell.numbers for c, cell in level if c.feature == _LINK), ())
        if len(place) != 2:
            self.misfits.append(Refusal("misfit-relation", what=type, line=self._line))
            return None
        chain, index = place
        links = self._chains.setdefault((type, chain), {})
        if index in links:
            links[index].end = max(links[index].end, unit.span.end)
        else:
            links[index] = self._made(type, unit.span)
        return links[index]

    def _feature(self, structure: Structure, column: Column, unit: _Unit, cell: Cell) -> None:
        match column.kind:
            case "value":
                if cell.text:
                    structure.features[column.feature] = cell.text
            case "role":
                roles = [] if cell.raw == NOTHING else [Cell(p) for p in split(cell.raw, ";")]
                self._roles[structure.id, column.feature] = roles
            case "target":
                self._slots.append(_Later(structure, column, unit, cell))
            case "base":
                self._relations.append(_Later(structure, column, unit, cell))
            case "nothing":
                pass

    # -- when all rows are taken ------------------------------------------------------------

    def finish(self) -> None:
        """Join what refers to each other."""
        for links in self._chains.values():
            ordered = [links[index] for index in sorted(links)]
            for one, following in pairwise(ordered):
                one.features["next"] = Ref(following.id)
        for later in self._relations:
            self._relate(later)
        for later in self._slots:
            self._fill(later)

    def _relate(self, later: _Later) -> None:
        relation, column = later.structure, later.column
        # WebAnno says that dependencies are on parts of speech, but they are on tokens.
        type = TOKEN if relation.type == DEPENDENCY else column.type
        numbers = later.cell.numbers if len(later.cell.numbers) == 2 else (0, 0)
        source = self._referred(type, later.cell.raw, numbers[0])
        target = self._referred(type, later.unit.name, numbers[1])
        if source is None or target is None:
            self.misfits.append(Refusal("misfit-relation", what=relation.type, line=relation.line))
            return
        relation.begin, relation.end = target.begin, target.end
        relation.features[SOURCE], relation.features[TARGET] = Ref(source.id), Ref(target.id)

    def _fill(self, later: _Later) -> None:
        """The slots of a feature: links with a role and what they lead to."""
        roles = self._roles.get((later.structure.id, later.column.feature), [])
        if later.column.feature in later.structure.features or not roles:
            return  # the row of another token has said so already
        links: list[Ref] = []
        targets = split(later.cell.raw, ";")
        for role, told in zip(roles, targets, strict=False):
            found = _REFERENCE.fullmatch(told)
            target = found and self._referred(later.column.type, found[1], int(found[2] or 0))
            if not target:
                self.misfits.append(
                    Refusal("misfit-relation", what=later.column.feature, line=later.structure.line)
                )
                continue
            link = self._made(f"{later.structure.type}Link")
            link.features["target"] = Ref(target.id)
            if role.text:
                link.features["role"] = role.text
            links.append(Ref(link.id))
        later.structure.features[later.column.feature] = tuple(links)

    def _referred(self, type: str, unit: str, number: int) -> Structure | None:
        """What a reference means: a number, or else the first of that layer on the unit."""
        if number:
            return self._numbered.get(number)
        held = self._units.get(unit)
        if held is None:
            return None
        if type == ANNOTATION:
            layers = [on for layer, on in held.on.items() if layer != TOKEN]
            return next((on[0] for on in layers if on), None)
        return next(iter(held.on.get(type, ())), None)


def _stack(layer: Layer, column: Column, cell: str) -> list[Cell]:
    if column.kind == "target":  # which has numbers of its own for each of its slots
        return [] if cell == NOTHING else [Cell(part) for part in split(cell, "|")]
    if layer.kind == "chain" and column.feature == _LINK:
        return [] if cell == NOTHING else [linked(part) for part in split(cell, "|")]
    return stack(cell)
