"""Plain text files: one file, one article, its first line the title."""

from __future__ import annotations

import hashlib

from annotations.ids import Ids
from annotations.ingest.decode import Decoded, decode
from annotations.model import Article, Document, Emendation, Source
from annotations.text.source import TITLE_LENGTH, title_of

SUFFIXES = (".txt",)
ENCODED = True
_ids = Ids()


def read(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The article of a text file's bytes; `name` is the file's, `encoding` found if not told.

    Bytes without a reading come as proposed emendations.  Refusals: those of `decode`.
    """
    found = decode(data, encoding)
    source = Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=found.encoding,
        bom=found.bom,
        data=None if found.exact else data,
    )
    title = title_of(found.text) or name.rpartition(".")[0][:TITLE_LENGTH]
    return Document(
        Article(id=_ids.new(), title=title, text=found.text, source=source), damage_in(found)
    )


def damage_in(found: Decoded) -> tuple[Emendation, ...]:
    """What is proposed for the bytes of a text that have no reading."""
    if not found.damaged:
        return ()
    from annotations.emend import damaged  # it brings its dictionaries along

    return damaged.proposals(found.text, found.damaged, found.encoding)
