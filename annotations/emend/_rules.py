"""The tables of resources/emendations: which lines are a site's furniture or a byline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import resources
from annotations.emend._lines import HAN
from annotations.text.fold import fold as alike

TABLES = ("byline", "boilerplate")  # the kinds, as files below resources/emendations

Form = Literal["line", "field", "start"]
Where = Literal["head", "tail", "ends", "anywhere"]

_PIECE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a pattern for `plain` text and an example each that it finds and that stays."""

    kind: str
    rule: str
    form: Form
    pattern: re.Pattern[str]
    where: Where
    list: bool
    beside: bool
    confidence: float
    found: str
    kept: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every row, bylines first, in the order of the files."""
    return tuple(_rule(kind, row) for kind in TABLES for row in _table(kind)["rule"])


@cache
def names(kind: str) -> tuple[str, ...]:
    """The rules of one kind, each once."""
    return tuple(dict.fromkeys(row["rule"] for row in _table(kind)["rule"]))


@cache
def surnames() -> frozenset[str]:
    """Surnames of one and of two characters, in the script of `plain` text."""
    rows = resources.text("emendations/surnames.txt").splitlines()
    words = [word for row in rows if not row.startswith("#") for word in row.split()]
    single = {c for word in words if len(word) > 2 for c in word}
    return frozenset(map(alike, single | {word for word in words if len(word) == 2}))


def pattern(source: str) -> re.Pattern[str]:
    """A regular expression for `plain` text; {piece} stands for one of words.toml."""
    written = _in_one_script(source)
    while _PIECE.search(written):
        written = _PIECE.sub(lambda found: _pieces()[found[1]], written)
    return re.compile(written)


@cache
def _pieces() -> Mapping[str, str]:
    double = [name for name in surnames() if len(name) == 2]
    single = [name for name in surnames() if len(name) == 1]
    own = {
        "han": r"[^\W\d_a-z]",  # a wide range would take 10 ms to compile, each time it is named
        "surname": f"(?:{'|'.join(sorted(double))}|[{''.join(sorted(single))}])",
    }
    return own | {name: _in_one_script(piece) for name, piece in _table("words").items()}


def _in_one_script(source: str) -> str:
    return re.sub(f"[{HAN}]+", lambda found: alike(found[0]), source)


def _rule(kind: str, row: Mapping[str, Any]) -> Rule:
    form: Form = "line" if "line" in row else "start" if "start" in row else "field"
    return Rule(
        kind=kind,
        rule=row["rule"],
        form=form,
        pattern=pattern(row[form]),
        where=row["where"],
        list=row.get("list", False),
        beside=row.get("beside", False),
        confidence=float(row["confidence"]),
        found=row["found"],
        kept=row["kept"],
    )


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.text(f"emendations/{name}.toml"))
