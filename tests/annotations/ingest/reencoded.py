"""Pieces of texts in the encodings that Chinese news comes in, for the ladder to tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations import Refusal, convert
from annotations.ingest.decode import decode

LENGTHS = (20, 60, 200, 1000, None)
"""Characters of a piece; None = the whole text."""

ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with BOM": ("utf-8", b"\xef\xbb\xbf"),
    "gbk": ("gbk", b""),
    "gb18030": ("gb18030", b""),
    "big5": ("big5", b""),
    "cp950": ("cp950", b""),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-le with BOM": ("utf-16-le", b"\xff\xfe"),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-be with BOM": ("utf-16-be", b"\xfe\xff"),
}
_LEAST = 0.9  # of a piece that an encoding must hold for the rest to be left out of it


@dataclass(frozen=True, slots=True)
class Case:
    """A piece as an encoding holds it. `whole` = nothing had to be left out for that."""

    encoding: str
    length: int | None
    text: str
    data: bytes
    whole: bool

    def wrong(self) -> str:
        """How it was read where that was wrong, else ""."""
        try:
            found = decode(self.data)
        except Refusal as refusal:
            return refusal.key
        return "" if found.text == self.text else found.encoding


def in_both_scripts(texts: Iterable[str]) -> list[str]:
    """The texts, and each in either script where that is another text."""
    found = [(text, convert(text, "s2t")[0], convert(text, "t2s")[0]) for text in texts]
    return list(dict.fromkeys(text for forms in found for text in forms))


def cases(texts: Iterable[str], step: int) -> Iterator[Case]:
    """Windows of every length: of 20 characters one every `step`, of longer ones fewer."""
    for text in texts:
        for length in LENGTHS:
            size = length or len(text)
            stride = max(1, step * size // 20)
            for start in range(0, max(1, len(text) - size + 1), stride):
                piece = text[start : start + size]
                if piece.strip():
                    yield from _encoded(piece, length)


def _encoded(piece: str, length: int | None) -> Iterator[Case]:
    for name, (encoding, mark) in ENCODINGS.items():
        kept = piece.encode(encoding, "ignore").decode(encoding)
        if len(kept) >= _LEAST * len(piece) and kept.strip():
            data = mark + kept.encode(encoding)
            yield Case(name, length, kept, data, whole=kept == piece)
