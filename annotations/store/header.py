"""What the first bytes of a file say about it, read without opening it as a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotations.errors import Refusal
from annotations.store.schema import APPLICATION_ID, VERSION

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Header:
    """The two numbers by which a program recognises its own SQLite file."""

    application_id: int
    version: int

    @classmethod
    def read(cls, path: Path) -> Header:
        """Raises Refusal "file-not-readable", or "not-a-project" for what is no database."""
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):  # it might never end
                raise OSError("no file")
            with path.open("rb") as file:
                head = file.read(_LENGTH)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Refusal("file-not-readable", file=str(path), reason=reason) from error
        if len(head) < _LENGTH or not head.startswith(_MAGIC):
            raise Refusal("not-a-project", file=str(path))
        return cls(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))

    def check(self, path: Path) -> None:
        """Raises Refusal "not-a-project" for another program's database."""
        if self.application_id != APPLICATION_ID or self.version < 1:
            raise Refusal("not-a-project", file=str(path))

    def newer(self, path: Path) -> Refusal | None:
        """Why a project of a newer Danqian is only read; None for one that is not newer."""
        if self.version <= VERSION:
            return None
        return Refusal("project-newer", file=str(path), found=self.version, known=VERSION)
