"""Texts on which conversion can go wrong: made of pieces of dictionary words that overlap.

Keys of one character that become two (埠 → 端口), separators, CRLF, private use, variation
selectors, description sequences and characters beyond the first plane stand among them.
"""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import strategies as st

from annotations.text.conversion import compatible
from annotations.text.conversion.dictionaries import CONFIGS, chain, table

ODD = (
    *("，", "。", "\r\n", "\n", " ", "　", "-", "?", "“", "(", ";", "\u200b", "\ue1ee", "\ufe00"),
    *("\U000e0100", "\u0301", "𠮷", "🚄", "埠", "埠", "A", "U盘", "⿰亻因", "⿱", "⿳头发后", "豈"),
    *("丽", "…", "的", "了", "里", "发", "\U000f0001", "着", "乾"),
)


@cache
def _words() -> tuple[str, ...]:
    recipes = {recipe for config in CONFIGS for recipe in chain(config).stages}
    names = {file.removesuffix(".txt") for recipe in recipes for file in recipe.files}
    ours = [
        word for name in sorted(names) for key, v in table(name).items() for word in (key, v[0])
    ]
    return (*ours, *(word for pair in compatible.entries() for word in pair))


@cache
def _unequal() -> tuple[str, ...]:
    names = ("TWPhrases", "TWPhrasesRev", "HKPhrases", "HKPhrasesRev")
    return tuple(k for name in names for k, v in table(name).items() if len(k) != len(v[0]))


@cache
def _following() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in _words():
        found.setdefault(word[0], []).append(word)
    return found


def biased(chance: Random) -> str:
    """One text of up to seven pieces."""
    pieces: list[str] = []
    for _ in range(chance.randint(1, 7)):
        kind = chance.random()
        if kind < 0.5:
            piece = chance.choice(_words())
        elif kind < 0.62:
            piece = chance.choice(_unequal())
        elif kind < 0.8:
            piece = chance.choice(ODD)
        else:
            piece = chr(chance.randint(0x4E00, 0x9FA5))
        cut = chance.random()
        if cut < 0.2 and len(piece) > 1:
            piece = piece[chance.randint(1, len(piece) - 1) :]
        elif cut < 0.4 and len(piece) > 1:
            piece = piece[: chance.randint(1, len(piece) - 1)]
        pieces.append(piece)
        if chance.random() < 0.2 and piece[-1] in _following():
            pieces.append(chance.choice(_following()[piece[-1]])[1:])
    return "".join(pieces)


texts = st.integers(0, 2**48).map(lambda seed: biased(Random(seed)))
