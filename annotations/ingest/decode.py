"""Bytes to text: byte order mark, else strict UTF-8, else the likeliest encoding.

Many byte sequences are valid in several Chinese encodings at once (GB18030 reads as Big5
without an error and the reverse), so that decoding without error proves nothing; the
characters that come out do.  Bytes that have no reading become U+FFFD, one for one, while
they are fewer than one in two hundred.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.errors import Refusal
from annotations.ingest import frequencies
from annotations.text.source import encoded

BAD_SHARE = 0.005
"""A text with this share of bytes without a reading, or more, is refused."""

_DAMAGED_SHARE = 0.1  # with more, it was no text in the first place

_MARKS = (  # UTF-32 before UTF-16: its mark starts with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
# In order of preference where texts come out alike. GB2312 and GBK are parts of GB18030.
# The numbers say how much rarer a file of that kind is (natural log).
_CANDIDATES = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "big5": 0.0,
    "cp950": 0.0,
    "big5hkscs": 0.0,
    "utf-16-le": -20.0,
    "utf-16-be": -20.0,
}
_HEAD = 128 * 1024  # enough to judge by; what is long is not judged better by more
_NOT_TEXT = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"\x1f\x8b",
    b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0",
    b"\x7fELF",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte order mark, and how it was read.

    `exact` = encoding `text` again (with the mark, where `bom`) gives the file's bytes.
    """

    text: str
    encoding: str
    bom: bool
    exact: bool


def decode(data: bytes) -> Decoded:
    """Read `data` as text.

    Refusals: file-empty (nothing but white space), file-not-text, file-too-damaged,
    text-lone-surrogate.
    """
    if data.startswith(_NOT_TEXT):
        raise Refusal("file-not-text")
    mark, encoding = _marked(data)
    body = data[len(mark) :]
    text = _text(body, encoding) if encoding else None
    if text is None:
        encoding, text = _likeliest(body)
    if not text.strip("\ufeff \t\r\n\v\f\x85\u2028\u2029\u3000"):
        raise Refusal("file-empty")
    if frequencies.controls(text) > max(1, len(text) // 50):
        raise Refusal("file-not-text")
    bom = bool(mark)
    return Decoded(text, encoding, bom, exact=_is_exact(text, encoding, bom, data))


def _is_exact(text: str, encoding: str, bom: bool, data: bytes) -> bool:
    try:
        return encoded(text, encoding, bom=bom) == data
    except UnicodeError:
        return False


def _marked(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", ""


def _text(body: bytes, encoding: str) -> str:
    """The body of a file whose byte order mark named its encoding."""
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        _refuse_surrogates(body, encoding)
    text, bad = _lenient(body, encoding)
    if bad >= BAD_SHARE * len(body):
        raise Refusal("file-too-damaged", bad=bad)
    return text


def _likeliest(body: bytes) -> tuple[str, str]:
    """Encoding and text of a file without a byte order mark."""
    if b"\0" not in body:  # UTF-16 of ASCII is valid UTF-8 full of NULs
        try:
            return "utf-8", body.decode("utf-8")
        except UnicodeDecodeError:
            _refuse_surrogates(body, "utf-8")
    least_bad, best = len(body), ("", "")
    for encoding in _plausible(body):
        text, bad = _lenient(body, encoding)
        if bad == 0:
            return encoding, text
        if bad < least_bad:
            least_bad, best = bad, (encoding, text)
    if least_bad < BAD_SHARE * len(body):
        return best
    if least_bad < _DAMAGED_SHARE * len(body):
        raise Refusal("file-too-damaged", bad=least_bad)
    raise Refusal("file-not-text")


def _plausible(body: bytes) -> Iterator[str]:
    """The encodings in which the file's head passes for text, the likeliest first."""
    scores: dict[str, float] = {}
    head = body[:_HEAD]
    for encoding, prior in _CANDIDATES.items():
        decoder = codecs.getincrementaldecoder(encoding)(_KEEP_BAD)
        text, bad = _without_bad(decoder.decode(head, final=len(head) == len(body)))
        score = prior + frequencies.score(text) + frequencies.BAD_BYTE * bad
        if text and score - prior > frequencies.PLAUSIBLE * (len(text) + bad):
            scores[encoding] = score
    yield from sorted(scores, key=lambda encoding: -scores[encoding])


def _refuse_surrogates(body: bytes, encoding: str) -> None:
    """Refuse a file whose only fault are halves of UTF-16 pairs: no character, no damage."""
    try:
        body.decode(encoding, "surrogatepass")
    except (UnicodeDecodeError, LookupError):
        return
    raise Refusal("text-lone-surrogate")


# -- bytes without a reading ------------------------------------------------------------

_KEEP_BAD = "danqian-keep-bad-bytes"
_STAND_INS = {0xDC00 + byte: "\ufffd" for byte in range(256)}


def _stand_ins(error: UnicodeError) -> tuple[str, int]:
    """Each bad byte as a lone surrogate, which no strict decoder gives: so they can be told."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error(_KEEP_BAD, _stand_ins)


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """The text with U+FFFD for every byte without a reading, and how many there were."""
    return _without_bad(data.decode(encoding, _KEEP_BAD))


def _without_bad(text: str) -> tuple[str, int]:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        replaced = text.translate(_STAND_INS)
        return replaced, replaced.count("\ufffd") - text.count("\ufffd")
    return text, 0
