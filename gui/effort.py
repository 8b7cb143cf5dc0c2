"""How much work annotating is: keys, clicks and drags, counted as they are done.

One action is one key, one click or one drag (suggestions.md §8).  A key held down is one key;
Shift, Ctrl and Alt alone are none; a double click is two clicks.  Nothing of what was typed or
clicked is kept, only how often.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["keys", "clicks", "drags"]
BY_HAND = 2  # actions for an entity: a drag over it, and its key
BY_HAND_MEASURE = 5  # for a measure: a drag, m, two letters, the status


@dataclass(slots=True)
class Effort:
    """What was done, and how many annotations came of it."""

    keys: int = 0
    clicks: int = 0
    drags: int = 0
    entities: int = 0
    measures: int = 0

    @property
    def actions(self) -> int:
        return self.keys + self.clicks + self.drags

    @property
    def marks(self) -> int:
        return self.entities + self.measures

    @property
    def each(self) -> float | None:
        """Actions for an annotation; None where none was made."""
        return self.actions / self.marks if self.marks else None

    @property
    def by_hand(self) -> int:
        """What as many annotations take with a drag and the key for each."""
        return BY_HAND * self.entities + BY_HAND_MEASURE * self.measures

    @property
    def saved(self) -> float | None:
        """The part of that which was not needed, below 0 where more was; None without any."""
        return 1 - self.actions / self.by_hand if self.by_hand else None


@dataclass(slots=True)
class Ledger:
    """Actions of a session: all of them, and those in each article (its id; "" for none)."""

    whole: Effort = field(default_factory=Effort)
    articles: dict[str, Effort] = field(default_factory=dict[str, Effort])

    def of(self, article: str) -> Effort:
        """What was done in one article."""
        return self.articles.get(article) or Effort()

    def act(self, kind: Kind, article: str, many: int = 1) -> None:
        """One action was done while an article was shown; `many` -1 takes one back."""
        for effort in self._efforts(article):
            setattr(effort, kind, getattr(effort, kind) + many)

    def made(self, article: str, entities: int, measures: int) -> None:
        """So many annotations are there that were not; negative ones were undone."""
        for effort in self._efforts(article):
            effort.entities += entities
            effort.measures += measures

    def _efforts(self, article: str) -> tuple[Effort, Effort]:
        return self.whole, self.articles.setdefault(article, Effort())
