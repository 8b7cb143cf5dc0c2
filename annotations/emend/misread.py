"""UTF-8 that was read in another encoding: found by reading it back."""

from __future__ import annotations

import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator

from annotations.emend import likelihood, proposal
from annotations.emend.gbk import encoded
from annotations.model import Emendation, Span

_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # Windows-1252 beyond Latin-1
_WESTERN = re.compile(f"(?:[\u00c2-\u00f4][\u0080-\u00bf{_SPECIAL}]{{1,3}})+")
_LOST = re.compile("(?:[锟錕]斤拷?|斤拷)(?:[锟錕]|斤拷?|[锟錕]斤拷?)*")
_RARE = -11.5
_LEAST_GAIN = 10.0
_LONGEST = 4000  # characters that are read back together
_LONG = 40


def detect(text: str, kind: str) -> Iterator[Emendation]:
    """Runs that are UTF-8 once their bytes are restored, and what stands for lost characters."""
    yield from _western(text, kind)
    for found in _LOST.finditer(text):
        count = max(1, len(found[0]) * 2 // 3)
        span = Span(*found.span())
        yield proposal(
            span, None, kind, "mojibake-lost-character", 0.95, candidates=[], count=count
        )
    yield from _chinese(text, kind)


def _western(text: str, kind: str) -> Iterator[Emendation]:
    """Read as Latin-1 or Windows-1252: `ä¸­å›½`, `â€œ`."""
    for found in _WESTERN.finditer(text):
        try:
            meant = b"".join(map(_western_byte, found[0])).decode("utf-8")
        except UnicodeError:
            continue
        common = likelihood.chain("", meant) / len(meant) > _RARE
        if common and (len(meant) > 1 or not text[found.start() - 1 : found.start()].isalpha()):
            yield _proposed(Span(*found.span()), kind, found[0], meant)


def _western_byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _chinese(text: str, kind: str) -> Iterator[Emendation]:
    """Read as GBK: `鍖椾含`. Three bytes for a character make it two characters into three."""
    done = 0
    for place, character in enumerate(text):
        if place < done or not "\u3400" <= character <= "\u9fff":
            continue
        pair = encoded(character)
        if pair is None or not (0xE2 <= pair[0] <= 0xEF and 0x80 <= pair[1] <= 0xBF):
            continue
        end, meant = _read_back(text, place)
        if len(meant) > 1 and _gain(text[place:end], meant) > _LEAST_GAIN:
            done = end
            yield _proposed(Span(place, end), kind, text[place:end], meant)
        elif end - place > _LONG:  # read from each of its places, it would take for ever
            done = place + (end - place) // 4


def _read_back(text: str, place: int) -> tuple[int, str]:
    """As far as the bytes from there on are UTF-8: where that ends, and what it says.

    What stands for a lost character ends it too.
    """
    meant, decoder = "", getincrementaldecoder("utf-8")()
    for character in text[place : place + _LONGEST]:
        pair = encoded(character)
        if pair is None and character != "€":
            break
        meant, ends = _decoded(decoder, pair or b"\x80", meant)
        if ends:
            break
    valid = len(meant.encode("utf-8"))
    end = place + (valid + 1) // 2
    if valid % 2 and text[end : end + 1] in ("?", "\ufffd"):
        end += 1
    return end, meant


def _decoded(decoder: IncrementalDecoder, data: bytes, so_far: str) -> tuple[str, bool]:
    """`so_far` with the characters that these bytes complete; whether it ends there."""
    for byte in data:
        try:
            more = decoder.decode(bytes((byte,)))
        except UnicodeDecodeError:
            return so_far, True
        if more == "\ufffd":
            return so_far, True
        so_far += more
    return so_far, False


def _gain(standing: str, meant: str) -> float:
    return likelihood.chain("", meant) - likelihood.chain("", standing)


def _proposed(span: Span, kind: str, raw: str, meant: str) -> Emendation:
    candidates = [{"text": meant, "score": 1.0}]
    return proposal(
        span,
        None,
        kind,
        "mojibake-wrong-decoding",
        0.95,
        candidates=candidates,
        raw=raw,
        best=meant,
    )
