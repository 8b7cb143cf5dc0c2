"""Training the model, and finding out beforehand what it would be good for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.suggest.kinds import Candidate
from annotations.suggest.learning.examples import Example, labels
from annotations.suggest.learning.features import features, sentences, tags
from annotations.suggest.learning.model import Model, check_library

FOLDS = 5
# L-BFGS with elastic net: c1 makes most weights nothing, so that the file stays small.
_PARAMETERS = {"c1": 0.2, "c2": 0.05, "max_iterations": 80}
_FEW = 20  # names added; from fewer nothing can be said of its probabilities


@dataclass(frozen=True, slots=True)
class Counts:
    """Names proposed, wanted, and right: the same label and place."""

    proposed: int = 0
    wanted: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.proposed + other.proposed, self.wanted + other.wanted, self.right + other.right
        )

    @property
    def f1(self) -> float:
        every = self.proposed + self.wanted
        return 2 * self.right / every if every else 0.0


def _counts() -> dict[str, Counts]:
    return {}


@dataclass
class Figures:
    """By label what the rules alone find, and what they find with the model; exact.

    Each article is judged by a model that was trained without it.  `sure` is the sum of the
    probabilities of the names that were added.
    """

    rules: dict[str, Counts] = field(default_factory=_counts)
    both: dict[str, Counts] = field(default_factory=_counts)
    sure: float = 0.0

    @property
    def without(self) -> Counts:
        return sum(self.rules.values(), Counts())

    @property
    def with_model(self) -> Counts:
        return sum(self.both.values(), Counts())

    @property
    def added(self) -> Counts:
        """What the model added, as many and as many right; nothing was wanted of it."""
        one, other = self.without, self.with_model
        return Counts(other.proposed - one.proposed, 0, other.right - one.right)

    @property
    def honesty(self) -> float:
        """By how much its probabilities are to be believed, at most wholly."""
        added = self.added
        if added.proposed < _FEW or not self.sure:
            return min(1.0, (added.right + 1) / (added.proposed + 2))
        return min(1.0, added.right / self.sure)

    def add(self, example: Example, added: Sequence[Candidate]) -> None:
        """Count one article."""
        found = example.passage.found
        wanted = set(example.wanted)
        for kept, proposed in ((self.rules, found), (self.both, (*found, *added))):
            names = set(labels(proposed))
            for label in {label for label, _ in names | wanted}:
                mine = {one for one in names if one[0] == label}
                theirs = {one for one in wanted if one[0] == label}
                counts = Counts(len(mine), len(theirs), len(mine & theirs))
                kept[label] = kept.get(label, Counts()) + counts
        self.sure += sum(one.confidence for one in added)


def trained(examples: Iterable[Example]) -> bytes:
    """A model of these articles, as CRFsuite writes it; Refusal "learn-extra"."""
    check_library()
    from pycrfsuite import Trainer

    trainer = Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    for example in examples:
        passage = example.passage
        for sentence in sentences(passage):
            wanted = [one for one in example.wanted if sentence.contains(one[1])]
            trainer.append(features(passage, sentence), tags(wanted, sentence))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def cross_validated(
    examples: Sequence[Example], folds: int = FOLDS, told: Callable[[int], object] = id
) -> Figures:
    """Each fold judged by a model of all others; `told` hears how many folds are done."""
    figures = Figures()
    for fold in range(folds):
        rest = [one for number, one in enumerate(examples) if number % folds != fold]
        model = Model(trained(rest))
        for example in examples[fold::folds]:
            figures.add(example, list(model.added(example.passage)))
        told(fold + 1)
    return figures
