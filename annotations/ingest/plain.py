"""Plain text files: one file, one article, its first line the title."""

from __future__ import annotations

import hashlib

from annotations.ids import Ids
from annotations.ingest.decode import decode
from annotations.model import Article, Document, Source
from annotations.text.source import TITLE_LENGTH, title_of

SUFFIXES = (".txt",)
_ids = Ids()


def read(data: bytes, name: str) -> Document:
    """The article of a text file's bytes; `name` is the file's. Refusals: those of `decode`."""
    found = decode(data)
    source = Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=found.encoding,
        bom=found.bom,
        data=None if found.exact else data,
    )
    title = title_of(found.text) or name.rpartition(".")[0][:TITLE_LENGTH]
    return Document(Article(id=_ids.new(), title=title, text=found.text, source=source))
