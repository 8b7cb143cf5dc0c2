"""What the shipped overlay does to the dictionaries, found out once.

Most of its lines say what the dictionaries say of the same word by itself, as 发展 → 發展:
they are there only to keep others, as 长发, from being found across it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotations.model import ConvertedScript
from annotations.text.conversion import cache as kept
from annotations.text.conversion.dictionaries import Recipe
from annotations.text.conversion.lexicon import fingerprint, numbered
from annotations.text.conversion.overlay import shipped


@dataclass(frozen=True, slots=True)
class Guards:
    """By their numbers: lines that `change` what the dictionaries say of their word, and longer
    words of the dictionaries with one of the other lines inside that go `against` it."""

    change: frozenset[int]
    against: frozenset[int]


def guards(recipe: Recipe, to: ConvertedScript, alone: Callable[[str], str]) -> Guards:
    """Of the stage made by `recipe`; `alone` is what that stage makes of one word."""
    lines = list(dict.fromkeys((entry.key, entry.value) for entry in shipped(to)))
    key = fingerprint(recipe, of=b"guards 2" + repr(lines).encode())
    parts = kept.load(f"guards.{to}", key)
    if parts is None:
        change = [n for n, (word, value) in enumerate(lines) if alone(word) != value]
        changing = set(change)
        quiet = dict(line for n, line in enumerate(lines) if n not in changing)
        parts = [json.dumps(change).encode(), json.dumps(_against(recipe, quiet)).encode()]
        kept.save(f"guards.{to}", key, parts)
    change, against = map(json.loads, parts)
    return Guards(frozenset(change), frozenset(against))


def _against(recipe: Recipe, quiet: Mapping[str, str]) -> list[int]:
    entries = recipe.read()
    lengths = sorted({len(word) for word in quiet})

    def goes_against(word: str) -> bool:
        places = ((start, start + n) for n in lengths for start in range(len(word) - n + 1))
        return any(
            word[start:end] in quiet
            and len(word) > end - start
            and entries[word][start:end] != quiet[word[start:end]]
            for start, end in places
        )

    return [number for number, word in enumerate(numbered(entries)[0]) if goes_against(word)]
