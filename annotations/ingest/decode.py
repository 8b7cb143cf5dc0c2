"""Bytes to text: byte order mark, else strict UTF-8, else the likeliest encoding.

Many byte sequences are valid in several Chinese encodings at once (GB18030 reads as Big5
without an error and the reverse), so that decoding without error proves nothing; the
characters that come out do.  Bytes that have no reading become U+FFFD, one for one, while
they are fewer than one in two hundred; which bytes those were is told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.errors import Refusal
from annotations.ingest import frequencies
from annotations.text.source import codec, encoded

BAD_SHARE = 0.005
"""A text with this share of bytes without a reading, or more, is refused."""

DAMAGED_SHARE = 0.1
"""With more, it was no text in the first place."""

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
CANDIDATES = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "big5": 0.0,
    "cp950": 0.0,
    "big5hkscs": 0.0,
    "utf-16-le": -20.0,
    "utf-16-be": -20.0,
}
_KIN = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-8-sig": "utf-8",
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
    `damaged` are the bytes without a reading by the place of their U+FFFD in `text`.
    """

    text: str
    encoding: str
    bom: bool
    exact: bool
    damaged: Mapping[int, int] = field(default_factory=dict[int, int])


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Read `data` as text, in the likeliest encoding or in the one that is named.

    Refusals: file-empty (nothing but white space), file-not-text, file-too-damaged,
    text-lone-surrogate; for a named one encoding-unknown, not-in-encoding.
    """
    refuse_binary(data)
    mark, marked = bom_of(data)
    if encoding is not None:
        named = named_encoding(encoding, marked)
        mark = mark if named == marked else b""
        found, raw = named, _as_told(data[len(mark) :], named)
    elif marked:
        found, raw = marked, _text(data[len(mark) :], marked)
    else:
        found, raw = _likeliest(data)
    text, damaged = without_bad(raw)
    if not text.strip("\ufeff \t\r\n\v\f\x85\u2028\u2029\u3000"):
        raise Refusal("file-empty")
    if frequencies.controls(text) > max(1, len(text) // 50):
        raise Refusal("file-not-text")
    bom = bool(mark)
    return Decoded(text, found, bom, _is_exact(text, found, bom, data), damaged)


def _is_exact(text: str, encoding: str, bom: bool, data: bytes) -> bool:
    try:
        return encoded(text, encoding, bom=bom) == data
    except UnicodeError:
        return False


def refuse_binary(data: bytes) -> None:
    """Refuse what begins as pictures, archives and the like do: file-not-text."""
    if data.startswith(_NOT_TEXT):
        raise Refusal("file-not-text")


def bom_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that data begins with and the encoding it names; empty without one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", ""


def named_encoding(name: str, marked: str = "") -> str:
    """The encoding meant by a name: of the Chinese ones the widest kin, of Unicode's as `marked`.

    Refusal: encoding-unknown.
    """
    try:
        found = codec(name.strip())
    except (LookupError, ValueError) as error:
        raise Refusal("encoding-unknown", name=name) from error
    if found in ("utf-16", "utf-32"):  # the mark tells, else as Windows writes them
        return marked if marked.startswith(found) else f"{found}-le"
    return _KIN.get(found, found)


def _as_told(body: bytes, encoding: str) -> str:
    """The body of a file whose encoding a person named, with more damage than we would allow."""
    try:
        text = body.decode(encoding, KEEP_BAD)
    except (UnicodeError, LookupError, ValueError) as error:  # codecs that know no error handler
        raise Refusal("not-in-encoding", encoding=encoding) from error
    if _count_bad(text) > DAMAGED_SHARE * len(body):
        raise Refusal("not-in-encoding", encoding=encoding)
    return text


def _text(body: bytes, encoding: str) -> str:
    """The body of a file whose byte order mark named its encoding, bad bytes kept."""
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        _refuse_surrogates(body, encoding)
    text = body.decode(encoding, KEEP_BAD)
    bad = _count_bad(text)
    if bad >= BAD_SHARE * len(body):
        raise Refusal("file-too-damaged", bad=bad)
    return text


def _likeliest(body: bytes) -> tuple[str, str]:
    """Encoding and text of a file without a byte order mark, bad bytes kept."""
    if b"\0" not in body:  # UTF-16 of ASCII is valid UTF-8 full of NULs
        try:
            return "utf-8", body.decode("utf-8")
        except UnicodeDecodeError:
            _refuse_surrogates(body, "utf-8")
    least_bad, best = len(body), ("", "")
    for encoding in plausible(body):
        text = body.decode(encoding, KEEP_BAD)
        bad = _count_bad(text)
        if bad == 0:
            return encoding, text
        if bad < least_bad:
            least_bad, best = bad, (encoding, text)
    if least_bad < BAD_SHARE * len(body):
        return best
    if least_bad < DAMAGED_SHARE * len(body):
        raise Refusal("file-too-damaged", bad=least_bad)
    raise Refusal("file-not-text")


def plausible(body: bytes) -> dict[str, float]:
    """The encodings in which the file's head passes for text, the likeliest first.

    With the score of each: the natural log of how likely a character of it is, in the mean.
    """
    scores: dict[str, float] = {}
    means: dict[str, float] = {}
    head = body[:_HEAD]
    for encoding, prior in CANDIDATES.items():
        decoder = codecs.getincrementaldecoder(encoding)(KEEP_BAD)
        text, damaged = without_bad(decoder.decode(head, final=len(head) == len(body)))
        bad = len(damaged)
        score = frequencies.score(text) + frequencies.BAD_BYTE * bad
        if text and score > frequencies.PLAUSIBLE * (len(text) + bad):
            scores[encoding] = prior + score
            means[encoding] = score / len(text)
    return {encoding: means[encoding] for encoding in sorted(scores, key=lambda e: -scores[e])}


def _refuse_surrogates(body: bytes, encoding: str) -> None:
    """Refuse a file whose only fault are halves of UTF-16 pairs: no character, no damage."""
    try:
        body.decode(encoding, "surrogatepass")
    except (UnicodeDecodeError, LookupError):
        return
    raise Refusal("text-lone-surrogate")


# -- bytes without a reading ------------------------------------------------------------

KEEP_BAD = "danqian-keep-bad-bytes"
"""An error handler: each bad byte as a lone surrogate, which no strict decoder gives."""

_BAD = re.compile("[\udc00-\udcff]")
_FIRST_BAD = 0xDC00


def _stand_ins(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(_FIRST_BAD + byte) for byte in bad), error.end


codecs.register_error(KEEP_BAD, _stand_ins)


def without_bad(text: str) -> tuple[str, Mapping[int, int]]:
    """A text decoded with `KEEP_BAD`, U+FFFD for each bad byte; and those bytes by their places."""
    if not _count_bad(text):
        return text, {}
    damaged = {found.start(): ord(found[0]) - _FIRST_BAD for found in _BAD.finditer(text)}
    return _BAD.sub("\ufffd", text), damaged


def _count_bad(text: str) -> int:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return len(_BAD.findall(text))
    return 0
