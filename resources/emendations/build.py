"""Write readings.tsv and frequencies.tsv anew, after an update of pypinyin or jieba (run by hand).

.venv/bin/python resources/emendations/build.py
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

_HERE = Path(__file__).parent
_LEAST = 20  # how often jieba must have counted a word for it to be kept
_WORD = re.compile("[\u4e00-\u9fff]{2,4}")

_READINGS = """\
# A reading, the characters whose first reading it is, and those that have it beside others.
# From the single-character table of pypinyin 0.55 (MIT licence). Read by
# annotations/emend/readings.py; a test keeps it equal to the table.
"""
_WORDS = """\
# How common a word is in Chinese news: natural log of its share, then words of two to four
# characters. From the word list of jieba (dict.txt, MIT licence), without its rarest. Read by
# annotations/emend/likelihood.py.
"""


def readings() -> str:
    table: dict[str, str] = json.loads(_of("pypinyin", "pinyin_dict.json"))
    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for code, listed in sorted((int(code), listed) for code, listed in table.items()):
        for place, reading in enumerate(listed.split(",")):
            (other if place else first)[unicodedata.normalize("NFC", reading)].append(chr(code))
    rows = (f"{r}\t{''.join(first[r])}\t{''.join(other[r])}\n" for r in sorted({*first, *other}))
    return _READINGS + "".join(rows)


def words() -> str:
    lines = (line.split(" ") for line in _of("jieba", "dict.txt").splitlines())
    counts = {word: int(count) for word, count, *_ in lines}
    total = sum(counts.values())
    shares: dict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= _LEAST and _WORD.fullmatch(word):
            shares[round(math.log(count / total) * 2) / 2].append(word)
    rows = (f"{share:g}\t{' '.join(sorted(shares[share]))}\n" for share in sorted(shares)[::-1])
    return _WORDS + "".join(rows)


def _of(package: str, file: str) -> str:
    spec = find_spec(package)
    assert spec and spec.origin
    return Path(spec.origin).with_name(file).read_text("utf-8")


if __name__ == "__main__":
    for name, text in (("readings.tsv", readings()), ("frequencies.tsv", words())):
        (_HERE / name).write_text(text, encoding="utf-8", newline="\n")
