"""What a file holds: one article, or several with a number each."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.errors import Refusal
from annotations.model import Document


@dataclass(frozen=True, slots=True)
class Part:
    """An article of a file, or why it is none.

    `number` counts from 1 (the chapter, the row) and is the `line` of its outcome; None where
    the file is the article.  `note` is what is to be said of an article that comes in.
    """

    content: Document | Refusal
    number: int | None = None
    note: Refusal | None = None


def printable(name: str) -> str:
    """A file name without the lone surrogates that stand for bytes that are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
