"""Conversion exactly as opencc-python-reimplemented does it, over its own dictionaries.

That package splits a text at separators and, for each dictionary of a stage in turn, replaces
the longest key anywhere in a piece, the leftmost of equal ones, and then goes on left and
right of it.  The same comes of taking all occurrences of all keys by dictionary, length and
place, each that no earlier one overlaps.  A key that holds a separator never matches.
(opencc.py of version 0.1.7: `_convert`, `StringTree`.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotations.text.alignment import Alignment
from annotations.text.conversion.cutting import Edit, blocks, lengthened, written
from annotations.text.conversion.dictionaries import REWORDING
from annotations.text.conversion.finder import accelerated, finder
from annotations.text.conversion.lexicon import Table

CONFIGS = ("hk2s", "s2hk", "s2t", "s2tw", "s2twp", "t2hk", "t2s", "t2tw", "tw2s", "tw2sp")

_SEPARATOR = re.compile(
    r"[\s\-,.?!*　，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐"
    r"［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼]"
)


class Stage:
    """A group of dictionaries that rewrites a text once."""

    def __init__(self, dictionaries: Sequence[Mapping[str, str]], plain: bool) -> None:
        last = dictionaries[-1]
        table = {key: value for key, value in last.items() if len(key) == len(value) == 1}
        ranked: dict[str, tuple[int, int]] = {}
        self._values: list[str] = []
        for rank, dictionary in enumerate(dictionaries):
            for key, value in dictionary.items():
                if key not in ranked and not (dictionary is last and key in table):
                    ranked[key] = rank, -len(key)
                    self._values.append(value)
        self._find = finder(list(ranked), every=True, plain=plain or not accelerated())
        self._ranks = list(ranked.values())
        self.table = Table("".join(table), "".join(table.values()))

    def edits(self, text: str) -> list[Edit]:
        """What the words of the dictionaries write, in order."""
        ranks, taken = self._ranks, bytearray(len(text))
        chosen: list[Edit] = []
        for _, start, end, number in sorted((ranks[n], s, e, n) for s, e, n in self._find(text)):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                chosen.append((start, end, self._values[number]))
        return sorted(chosen)


def convert(text: str, config: str, plain: bool = False) -> tuple[str, Alignment]:
    """`text` under one of the ten `CONFIGS`, and its alignment."""
    alignment = Alignment.identity(len(text))
    for stage in _stages(config, plain):
        edits = stage.edits(text)
        basis = stage.table(text)
        longer = lengthened(edits)
        if longer:
            parts = blocks(text, basis, longer)
            alignment = alignment.then(Alignment.of_blocks(len(text), parts))
        text = written(basis, edits)
    return text, alignment


@cache
def _stages(config: str, plain: bool) -> tuple[Stage, ...]:
    return tuple(Stage([_read(file) for file in files], plain) for files in _groups(config))


def _groups(config: str) -> list[list[str]]:
    """The dictionary files of each stage, the first one first."""
    written = json.loads((_folder() / "config" / f"{config}.json").read_bytes())
    return [_files(step["dict"]) for step in written["conversion_chain"]]


def _files(node: dict[str, Any]) -> list[str]:
    return [node["file"]] if "file" in node else [n for part in node["dicts"] for n in _files(part)]


@cache
def _read(file: str) -> dict[str, str]:
    text = (_folder() / "dictionary" / file).read_text("utf-8")
    pairs = (line.strip().split("\t") for line in text.split("\n") if line)
    return {key: value.split(" ")[0] for key, value in pairs if not _SEPARATOR.search(key)}


def entries() -> Iterator[tuple[str, str]]:
    """What the configurations that keep the length write: key, value."""
    for file in _keeping_length():
        yield from _read(file).items()


def fingerprint() -> bytes:
    """Of the dictionaries behind `entries`."""
    state = sha256()
    for file in _keeping_length():
        state.update((_folder() / "dictionary" / file).read_bytes())
    return state.digest()


@cache
def _keeping_length() -> tuple[str, ...]:
    configs = (config for config in CONFIGS if config not in REWORDING)
    return tuple(sorted({file for c in configs for group in _groups(c) for file in group}))


@cache
def _folder() -> Path:
    """Where the package is. It is never imported: OpenCC's own has the same name."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed", name="opencc")
    return Path(spec.origin).parent
