"""Finding duplicates: time a text takes, against folding it, and in ten times as many texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from time import process_time

from annotations.analysis.duplicates import Duplicates, sketch
from annotations.text.fold import fold
from tests.benchmarks import Figure

FEW, MANY, CHARACTERS, REPOSTS = 1000, 10_000, 1500, 10
SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)] + ["，", "。"] * 60


def figures() -> Iterator[Figure]:
    chance = random.Random(1)
    first = ["".join(chance.choices(SIGNS, k=CHARACTERS)) for _ in range(FEW)]
    fold(first[0])
    folded = _seconds(lambda: [fold(text) for text in first])
    sketched = _seconds(lambda: [sketch(text) for text in first])
    how = f"{FEW} texts of {CHARACTERS} characters, processor time"
    yield Figure("duplicates.sketch.ms", sketched / FEW * 1000, "ms a text", None, how)
    yield Figure("duplicates.sketch.ratio", sketched / folded, "÷ folding", None, how)
    few, found = _grouped(first, FEW, chance)
    many, _ = _grouped(first, MANY, chance)
    how = f"{MANY} texts against {FEW}, one in {REPOSTS} a repost, sketches at hand"
    yield Figure("duplicates.growth", many / few * FEW / MANY, "× a text", 2, how)
    yield Figure("duplicates.missed", FEW // REPOSTS - found, "reposts", 0, f"of {FEW} texts")


def _grouped(first: list[str], count: int, chance: random.Random) -> tuple[float, int]:
    """Seconds to group so many texts, and how many reposts were found."""
    sketches = [sketch(text) for text in first]
    found = Duplicates()
    for number in range(count):
        kept = sketches[number % FEW]
        if number % REPOSTS == REPOSTS - 1:
            text = first[chance.randrange(0, FEW, REPOSTS)]
            kept = sketch(f"转载{text[CHARACTERS // 10 :]}")
        elif number >= FEW:
            kept = sketch("".join(chance.choices(SIGNS, k=CHARACTERS // 3)))
        found.add(str(number), kept)
    start = process_time()
    groups = found.groups()
    seconds = process_time() - start
    return seconds, sum(len(group.ids) - 1 for group in groups)


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
