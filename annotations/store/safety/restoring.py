"""A damaged or vanished project put together again, saying exactly what could not be saved.

It begins with the newest copy that is sound, takes in every step of the journal, and then what
the damaged file alone still has.  All of that is made beside; the damaged file is laid aside
and never removed.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotations.errors import Refusal
from annotations.model import Restored, SafetyCopy
from annotations.store import disk
from annotations.store.lock import HeldError, Lock
from annotations.store.safety import copies, identity
from annotations.store.safety.home import Home
from annotations.store.safety.remade import Remade
from annotations.store.safety.rescue import JOURNAL, Wreck, wreck
from annotations.store.tables import PROJECT, REPLICA


def listed(path: Path) -> tuple[SafetyCopy, ...]:
    """The safety copies of the project at `path`, or that was there, newest first."""
    path = path.resolve()
    home = Home.at(path) or (Home.of(identity.replica_at(path)) if path.exists() else None)
    return copies.listed(home) if home else ()


def restore(path: Path, to: Path | None = None, copy: str | None = None) -> Restored:
    """Put the project at `path` together again, there or at `to`.

    With `copy`, the name of one (`0007`), it is as it was then and nothing is added.  Raises
    Refusal "nothing-to-restore", "copy-missing", "copy-damaged", "file-exists",
    "folder-missing", "folder-read-only", "project-locked".
    """
    path = path.resolve()
    target = path if to is None else to.resolve()
    if to is not None and target.exists():
        raise Refusal("file-exists", file=str(target))
    if not target.parent.is_dir():
        raise Refusal("folder-missing", file=str(target), folder=str(target.parent))
    with _held(target), wreck(path) as found:
        home = _home_of(path, found)
        unfinished = disk.unfinished_beside(target)
        try:
            made = Remade(unfinished, home, found)
            if copy is None:
                made.from_everything()
            else:
                made.from_copy(copy)
            if not made.steps:
                raise Refusal("nothing-to-restore", file=str(path))
            return _put(made, target)
        finally:
            unfinished.unlink(missing_ok=True)


def _home_of(path: Path, found: Wreck) -> Home | None:
    """Where the safety of the project lies: by its place, and where it is another's by itself."""
    said = found.about()
    home = Home.at(path)
    if home is None or (not found.damage and said.get(PROJECT) != home.project):
        return Home.of(said.get(REPLICA, ""))
    return home


def _put(made: Remade, target: Path) -> Restored:
    """Have what was made under its own name, and what had that name under another."""
    home = made.home if made.home is not None and made.home.path == target else None
    disk.sync(made.path)
    if home is not None and made.alone:
        home.set_apart()  # or else it is all done again on opening
    aside = _laid_aside(target, "damaged" if made.wreck.damage else "before")
    disk.rename(made.path, target)
    if home is not None:
        with suppress(Refusal):  # then it is made before the next step
            copies.make(target, home)
    counts = made.copy, made.steps, made.replayed
    return Restored(target, aside, *counts, tuple(made.lost), tuple(made.wreck.damage))


def _laid_aside(path: Path, why: str) -> Path | None:
    """Give a file, and the journal SQLite left beside it, another name; None if there is none."""
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.stem}.{why}-{number}{path.suffix}")).exists():
        number += 1
    with suppress(FileNotFoundError):
        Path(f"{path}{JOURNAL}").replace(f"{aside}{JOURNAL}")
    path.replace(aside)
    disk.sync_folder(path.parent)
    return aside


@contextmanager
def _held(target: Path) -> Generator[None]:
    """Nobody else writes there meanwhile."""
    try:
        lock = Lock.take(target)
    except HeldError as held:
        raise Refusal("project-locked", file=str(target), holder=held.holder) from held
    except OSError as error:
        folder, file = str(target.parent), str(target)
        raise Refusal("folder-read-only", file=file, folder=folder) from error
    try:
        yield
    finally:
        lock.release()
