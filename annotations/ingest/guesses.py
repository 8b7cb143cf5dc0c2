"""In which encodings a file of text may be read, and how each reading looks: for a choice."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.errors import Refusal
from annotations.ingest import frequencies
from annotations.ingest.decode import (
    CANDIDATES,
    DAMAGED_SHARE,
    KEEP_BAD,
    bom_of,
    decode,
    without_bad,
)

_HEAD = 128 * 1024
_LINES, _CHARACTERS = 5, 400
_STOPS = "\ufeff \t\r\n\v\f\x85\u2028\u2029\u3000"


@dataclass(frozen=True, slots=True)
class Guess:
    """One way to read the bytes of a text.

    `score` is how likely its characters are, the mean natural log (about -7 for Chinese news,
    below -11 for what hardly is text); `bad` counts the bytes without a reading and `head` is
    the beginning, at most some lines; both of the first 128 KB.  `taken` = the program's
    own choice, which comes first.
    """

    encoding: str
    bom: bool
    score: float
    bad: int
    head: str
    taken: bool


def readings_of(data: bytes) -> tuple[Guess, ...]:
    """The ways to read a file's bytes: the one that `decode` takes first, then by score.

    Where `decode` refuses them none is `taken`.  Those are left out in which a tenth of the
    bytes has no reading, and those that read exactly as one before.
    """
    mark, marked = bom_of(data)
    body = data[len(mark) :]
    try:
        taken = decode(data).encoding
    except Refusal:
        taken = ""
    guesses = [
        _guess(body, name, bool(mark) and name == marked, name == taken)
        for name in dict.fromkeys(filter(None, (taken, marked, *CANDIDATES)))
    ]
    whole = min(len(body), _HEAD)
    good = (guess for guess in guesses if guess.head and guess.bad <= DAMAGED_SHARE * whole)
    best = sorted(good, key=lambda guess: (not guess.taken, -guess.score))
    return tuple({guess.head: guess for guess in reversed(best)}.values())[::-1]


def _guess(body: bytes, encoding: str, bom: bool, taken: bool) -> Guess:
    cut = body[:_HEAD]
    raw = cut.decode(encoding, KEEP_BAD)
    text, damaged = without_bad(raw)
    if len(cut) < len(body):  # the cut may have gone through a character
        damaged = {place: byte for place, byte in damaged.items() if place < len(text) - 4}
    score = frequencies.score(text) + frequencies.BAD_BYTE * len(damaged)
    lines = text.strip(_STOPS).splitlines()[:_LINES]
    head = "\n".join(lines)[:_CHARACTERS]
    return Guess(encoding, bom, score / max(1, len(text)), len(damaged), head, taken)
