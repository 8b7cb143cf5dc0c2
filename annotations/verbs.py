"""What every verb of a project stands on: an open file, an author, and one step at a time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotations.errors import Refusal
from annotations.model import Changed
from annotations.store.file import ProjectFile
from annotations.store.lock import is_free
from annotations.store.recording import Recording, recording
from annotations.tagset import TagSet


class Verbs:
    """An open project file in the hands of one author."""

    def __init__(self, file: ProjectFile, author: str) -> None:
        self.author = author
        self._file = file
        self._tagset: TagSet | None = None

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

    @contextmanager
    def _step(self, key: str, /, **args: object) -> Generator[Recording]:
        with recording(self._file, self.author, key, args) as step:
            yield step
        self._news(step.changed)

    def _news(self, changed: Changed) -> Changed:
        """Forget what was remembered and holds no longer."""
        if changed.tagset:
            self._tagset = None
        return changed
