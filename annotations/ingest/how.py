"""How a file is to be read, where a person has said so."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.ingest.columns import Columns


@dataclass(frozen=True, slots=True)
class How:
    """None = it is found out: the `encoding` of text, which `columns` of a table are what.

    A kind of file without the choice takes no notice of it.
    """

    encoding: str | None = None
    columns: Columns | None = None


AS_FOUND = How()
