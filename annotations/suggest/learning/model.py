"""A trained model: names it proposes beside those of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from annotations.errors import Refusal
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.learning import keeping
from annotations.suggest.learning.features import NONE, features, names, sentences
from annotations.suggest.passage import Passage

LEAST = 0.5  # of the probability that the model gives to a name
NAME, RULE = "learnt", "model"
STAGE = 5  # when the rules have found all names


class Model:
    """`content` is a model as CRFsuite writes it; it is from here, never from somebody else.

    `honesty` is by how much its probabilities are to be believed.  Raises Refusal
    "learn-extra" without the library.
    """

    def __init__(self, content: bytes, honesty: float = 1.0) -> None:
        check_library()
        from pycrfsuite import Tagger

        self._content = content  # the tagger reads in it and does not keep it
        self._tagger = Tagger()
        self._tagger.open_inmemory(content)
        self._honesty = honesty

    def propose(self, passage: Passage) -> Iterator[Candidate]:
        """Every name that the model sees, those of the rules among them."""
        for sentence in sentences(passage):
            seen = features(passage, sentence)
            self._tagger.set(seen)
            tagged = self._tagger.tag()
            if any(tag != NONE for tag in tagged):
                for label, span in names(tagged, sentence.start):
                    start = span.start - sentence.start
                    sure = self._sure(tagged, start, start + len(span))
                    yield Candidate(span, label, RULE, sure * self._honesty)

    def _sure(self, tagged: Sequence[str], start: int, end: int) -> float:
        """The probability of its least probable tag."""
        return min(self._tagger.marginal(tagged[at], at) for at in range(start, end))

    def added(self, passage: Passage) -> Iterator[Candidate]:
        """Those that are sure enough and share no character with a name of the rules."""
        for one in self.propose(passage):
            if one.confidence >= LEAST * self._honesty and _is_free(passage, one):
                yield one


def _is_free(passage: Passage, one: Candidate) -> bool:
    covered = (passage.name_at(place) for place in range(one.span.start, one.span.end))
    return all(name is None for name in covered)


def check_library() -> None:
    """Raises Refusal "learn-extra" where python-crfsuite is not installed."""
    from importlib.util import find_spec

    if find_spec("pycrfsuite") is None:
        raise Refusal("learn-extra")


def suggester(file: str) -> Suggester | None:
    """The model in a file of the cache as a suggester; None where it cannot be used any more."""
    made = _loaded(file)
    return None if made is None else Suggester(NAME, STAGE, (RULE,), made.added)


@lru_cache(maxsize=2)
def _loaded(file: str) -> Model | None:
    kept = keeping.read(Path(file))
    try:
        return None if kept is None else Model(kept.content, kept.honesty)
    except (Refusal, ValueError):
        return None
