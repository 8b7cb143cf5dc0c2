"""An open project file in somebody's hands: what a list of its articles needs, and no more.

Nothing here imports what writes, converts or searches: the window shows its list before that.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from annotations.overview import EVERY_ARTICLE, ArticleFilter
from annotations.store import listing
from annotations.store.listing import ArticleList, Sort
from annotations.store.lock import is_free
from annotations.store.opening import create_file, open_file

if TYPE_CHECKING:
    from annotations.errors import Refusal
    from annotations.overview import ArticleRow
    from annotations.store.file import ProjectFile
    from annotations.tagset import TagSet

AUTHOR_VARIABLE = "DANQIAN_AUTHOR"


class Verbs:
    """An open project file in the hands of one author. Use it in `with`, or `close` it."""

    def __init__(self, file: ProjectFile, author: str | None) -> None:
        self._author = author
        self._file = file
        self._tagset: TagSet | None = None

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        author: str | None = None,
        create: bool = False,
        read_only: bool = False,
        tagset: TagSet | None = None,
    ) -> Self:
        """The project at `path`, as `open_project` gives it."""
        path = Path(path)
        if create and not path.exists():
            from annotations.store import settings

            name = author or default_author()
            return cls(create_file(path, lambda file: settings.begin(file, name, tagset)), name)
        return cls(open_file(path, read_only=read_only), author)

    @classmethod
    def of(cls, other: Verbs) -> Self:
        """The same open file with these verbs; only one of both is to be closed."""
        return other if isinstance(other, cls) else cls(other._file, other._author)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; every step is on disk already."""
        self._file.close()

    @property
    def author(self) -> str:
        """Who signs what is made: who was named, else DANQIAN_AUTHOR, else the system's user."""
        if self._author is None:
            self._author = default_author()
        return self._author

    @author.setter
    def author(self, name: str) -> None:
        self._author = name

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    @property
    def obstacle(self) -> Refusal | None:
        """Why nothing can be written (then every verb raises it), or None."""
        return self._file.obstacle

    @property
    def could_write(self) -> bool:
        """Whether a project that is only read could be opened for writing by now."""
        return is_free(self.path)

    # -- the list -----------------------------------------------------------------------

    def article_list(
        self, sort: Sort = "order", wanted: str = "", only: ArticleFilter = EVERY_ARTICLE
    ) -> ArticleList:
        """The articles, however many, in one order: those that `only` wants.

        With `wanted` those it is found in.  Raises Refusal "date-unknown" for a filter's date.
        """
        return ArticleList(self._file, sort, wanted, only)

    def article_row(self, id: str) -> ArticleRow | None:
        """What a list shows of one article; None when it is not there."""
        return listing.row(self._file, id)


def default_author() -> str:
    """Who signs where nobody was named: DANQIAN_AUTHOR, else the system's user."""
    if name := os.environ.get(AUTHOR_VARIABLE, "").strip():
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, or no user data base
        return "?"
