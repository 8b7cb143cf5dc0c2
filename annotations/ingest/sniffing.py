"""What a file is by its first bytes, whatever its ending says."""

from __future__ import annotations

from annotations.errors import Refusal

_KINDS = (
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"{\\rtf", ".rtf"),
)
_LOOKED_AT = 1024  # readers of PDF take what stands so far in front of it


def kind(data: bytes) -> str:
    """The ending that files of this kind have; "" for what is none of those known here."""
    head = data[:_LOOKED_AT]
    for start, suffix in _KINDS:
        if head.startswith(start):
            return suffix
    if b"%PDF-" in head:
        return ".pdf"
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ".html" if bare.startswith((b"<!doctype html", b"<html")) else ""


def refuse_other(data: bytes, wanted: str = ".html") -> None:
    """Refuse a file that is clearly of another kind than `wanted`: file-other-kind."""
    found = kind(data)
    if found and found != wanted:
        raise Refusal("file-other-kind", kind=found)


def refuse_blank(text: str, key: str) -> None:
    """Refuse what holds no text; `key` says why that may be."""
    if not text.strip("\ufeff \t\r\n\v\f\x85\xa0\u2028\u2029\u3000"):
        raise Refusal(key)
