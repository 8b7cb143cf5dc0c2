"""The immutable part of an article: its text, and the bytes it was read from."""

from __future__ import annotations

import hashlib

from annotations.errors import Refusal
from annotations.model import Article, Source
from annotations.text.source import codec


def text_hash(text: str, data: bytes | None) -> str:
    """The name of a source in the file: over its text and, where they are kept, its bytes.

    Raises Refusal "lone-surrogate": such a text cannot be stored.
    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal("lone-surrogate", start=error.start) from error
    mark = b"" if data is None else b"\xff" + data  # a byte that UTF-8 never holds
    return hashlib.sha256(content + mark).hexdigest()


def is_named(hash: object, text: object, data: object) -> bool:
    """Whether this is the text, with its bytes, of that name; damage may make anything of them."""
    if not isinstance(text, str) or not (data is None or isinstance(data, bytes)):
        return False
    try:
        return text_hash(text, data) == hash
    except Refusal:
        return False


def original(text: str, source: Source) -> bytes | None:
    """The bytes of the file: those kept, or the text encoded again. None = cannot be told."""
    if source.data is not None:
        return source.data
    try:
        name = codec(source.encoding)
        if name in ("utf-8-sig", "utf-16", "utf-32"):  # codecs that write a mark by themselves
            return text.encode(name if source.bom else _markless(name))
        return (("\ufeff" if source.bom else "") + text).encode(name)
    except (LookupError, ValueError):
        return None


def _markless(name: str) -> str:
    return "utf-8" if name == "utf-8-sig" else f"{name}-le"


def is_proven(article: Article) -> bool:
    """Whether the bytes have the sum that the source names.

    Raises Refusal "source-sum-differs" when kept bytes have not: then something is damaged.
    Where there are only text and the name of an encoding a wrong sum is no proof of damage.
    """
    found = original(article.text, article.source)
    proven = found is not None and hashlib.sha256(found).hexdigest() == article.source.sha256
    if not proven and article.source.data is not None:
        raise Refusal("source-sum-differs", article=article.id)
    return proven
