"""How much of the reliability tests is run: `./run test --reliability quick|ci|full`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["quick", "ci", "full"]
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Chooses how often a fault is tried."""

    level: Level

    def __call__(self, quick: int, ci: int, full: int) -> int:
        return {"quick": quick, "ci": ci, "full": full}[self.level]
