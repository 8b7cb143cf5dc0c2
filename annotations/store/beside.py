"""What lies beside a project as its rollback journal, looked at before SQLite believes it.

SQLite plays back whatever has the journal's name, and a journal may name a *super-journal*: a
file that SQLite deletes afterwards, wherever it is.  Ours never do, for we write one database.
"""

from __future__ import annotations

from pathlib import Path

from annotations.errors import Refusal

_MAGIC = bytes.fromhex("d9d505f920a163d7")  # begins a journal, and ends the name in its tail
_TAIL = 16  # length of the name, its sum, and the magic


def check_beside(project: Path) -> None:
    """Refuse ("journal-foreign") to open a project beside what is no journal of ours."""
    for suffix in ("-journal", "-wal", "-shm"):
        path = project.with_name(project.name + suffix)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise Refusal("journal-foreign", file=str(path))
    path = project.with_name(project.name + "-journal")
    if path.exists() and _names_another(path):
        raise Refusal("journal-foreign", file=str(path))


def _names_another(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    except OSError:  # then SQLite cannot read it either, and says so
        return False
    return len(tail) == _TAIL and tail.endswith(_MAGIC) and any(tail[:4])
