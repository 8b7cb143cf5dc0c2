"""What is known of an article without reading it: the nouns of a list, and no more.

The window's list is on the screen before the other nouns are imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Script = Literal["hans", "hant", "mixed", "none"]
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "mixed", "none")
ArticleStatus = Literal["new", "reading", "done"]
ARTICLE_STATUSES: tuple[ArticleStatus, ...] = ("new", "reading", "done")
MetaField = Literal["date", "outlet", "author", "url"]
META_FIELDS: tuple[MetaField, ...] = ("date", "outlet", "author", "url")
"""The metadata that are known by name; an article may have any others."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article without loading its text. `chars` in code points.

    `date` and `outlet` are those of its metadata, as they were written, "" where there are
    none; `noted` says whether it has a note.
    """

    id: str
    title: str
    name: str
    chars: int
    script: Script
    annotations: int
    status: ArticleStatus
    flag: bool = False
    noted: bool = False
    date: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows: those that all of it is true of.

    An empty set or text and None ask for nothing.  `outlet` and `author` are found within
    those of the metadata, in either script; `since` and `until` are days, or months or years
    as in 2019-03, and between them is no article whose date has no year.
    """

    statuses: frozenset[ArticleStatus] = frozenset()
    scripts: frozenset[Script] = frozenset()
    flagged: bool | None = None
    noted: bool | None = None
    annotated: bool | None = None
    outlet: str = ""
    author: str = ""
    since: str = ""
    until: str = ""


EVERY_ARTICLE = ArticleFilter()
