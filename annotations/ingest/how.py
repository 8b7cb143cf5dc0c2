"""How a file is to be read, where a person has said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from annotations.ingest.columns import Columns

Body = Literal["density", "readability", "whole"]
BODIES: tuple[Body, ...] = get_args(Body)


@dataclass(frozen=True, slots=True)
class How:
    """None = it is found out: the `encoding` of text, which `columns` of a table are what, and
    which `body` of a web page is taken: the block where its prose is densest, what readability
    keeps, or the whole of it.

    A kind of file without the choice takes no notice of it.
    """

    encoding: str | None = None
    columns: Columns | None = None
    body: Body | None = None


AS_FOUND = How()
