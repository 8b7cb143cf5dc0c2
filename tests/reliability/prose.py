"""Chinese text made up by chance, of jieba's words as often as they are used, with names in it.

It means nothing, but its characters and words are as frequent as in news, in either script.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from annotations.model import Conversion, Script, Span
from annotations.text.views import Views

WORDS = 30_000  # the commonest ones
CLAUSES = 60_000  # made once, put together anew in every piece
CLAUSE, SENTENCE, PARAGRAPH = 6, 4, 12  # words; clauses; clauses
CLAUSE_LENGTH = 10  # characters, about, with its sign
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉玲红梅志新海燕春晓𠮷"
RESIDUE = "(qū)"
PLACES, ORGANISATIONS = "ns", "nt"  # parts of speech


@dataclass(frozen=True, slots=True)
class Piece:
    """A made-up article: which spans of it are names, each with its label, and residues."""

    title: str
    text: str
    script: Script
    names: tuple[tuple[Span, str], ...]
    residues: tuple[Span, ...]


class Prose:
    """The same pieces for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        rows = [line.split(" ") for line in _dictionary().read_text("utf-8").splitlines()]
        rows = sorted((r for r in rows if r[0].isalpha()), key=lambda r: -int(r[1]))
        kinds = {
            kind: [word for word, _, kind_ in rows if kind_ == kind and 2 <= len(word) <= 8][:4000]
            for kind in (PLACES, ORGANISATIONS)
        }
        people = [a + b + c for a in SURNAMES for b in GIVEN for c in ("", *GIVEN)]
        hans = {
            "clauses": self._clauses(rows[:WORDS]),
            "REGION": kinds[PLACES],
            "GOV": kinds[ORGANISATIONS],
            "PERSON": people,
        }
        self._lexicon: dict[Script, dict[str, list[str]]] = {
            "hans": hans,
            "hant": {name: _traditional(found) for name, found in hans.items()},
        }

    def _clauses(self, rows: list[list[str]]) -> list[str]:
        weights = list(accumulate(int(count) for _, count, _ in rows))
        words = self._chance.choices(
            [word for word, _, _ in rows], cum_weights=weights, k=CLAUSES * CLAUSE
        )
        return ["".join(words[at : at + CLAUSE]) for at in range(0, len(words), CLAUSE)]

    def piece(self, chars: int, names: int) -> Piece:
        """About `chars` characters that hold so many names; one in six is traditional, one
        in five holds a residue behind a name."""
        chance = self._chance
        script: Script = "hant" if chance.random() < 1 / 6 else "hans"
        lexicon = self._lexicon[script]
        clauses = chance.choices(lexicon["clauses"], k=max(chars // CLAUSE_LENGTH, 2 * names, 2))
        labels = dict.fromkeys(chance.sample(range(len(clauses)), names), "")
        labels |= {place: chance.choice(("REGION", "GOV", "PERSON")) for place in labels}
        residue = min(labels, default=None) if chance.random() < 1 / 5 else None
        parts: list[str] = []
        found: list[tuple[Span, str]] = []
        residues: list[Span] = []
        at = 0
        for place, clause in enumerate(clauses):
            if label := labels.get(place):
                name = chance.choice(lexicon[label])
                found.append((Span(at, at + len(name)), label))
                clause = name + clause
                if place == residue:
                    residues.append(Span(at + len(name), at + len(name) + len(RESIDUE)))
                    clause = name + RESIDUE + clause[len(name) :]
            parts.append(clause + _stop(place))
            at += len(parts[-1])
        title = "".join(chance.choices(lexicon["clauses"], k=2))
        return Piece(title, "".join(parts), script, tuple(found), tuple(residues))


def _stop(clause: int) -> str:
    if clause % PARAGRAPH == PARAGRAPH - 1:
        return "。\n"
    return "。" if clause % SENTENCE == SENTENCE - 1 else "，"


def _dictionary() -> Path:
    import jieba

    return Path(jieba.__file__).with_name("dict.txt")


def _traditional(words: list[str]) -> list[str]:
    views = Views("\n".join(words), conversion=Conversion())
    return views.of("hant").text.split("\n")
