"""Another copy of the project taken in: all of its steps that this one has not."""

from __future__ import annotations

from annotations.errors import Refusal
from annotations.store.file import ProjectFile
from annotations.store.header import Header
from annotations.store.settings import identity
from annotations.store.tables import STEP
from annotations.store.union import United, parcel_of, unite


def has_news(file: ProjectFile, other: ProjectFile) -> bool:
    """Whether `other` has a step that we have not.

    Raises Refusal "merge-other-project", or "project-damaged" where its pages are broken.
    """
    if identity(file) != identity(other):
        raise Refusal("merge-other-project", file=str(other.path))
    fault = other.value("PRAGMA quick_check(1)")
    if fault != "ok":
        raise Refusal("project-damaged", file=str(other.path), reason=str(fault))
    steps = f"SELECT id FROM {STEP}"
    known = {row["id"] for row in file.select(steps)}
    return any(row["id"] not in known for row in other.select(steps))


def check_version(other: ProjectFile) -> None:
    """Raises Refusal "project-newer": what a newer version means by its events is not known."""
    if (newer := Header.read(other.path).newer(other.path)) is not None:
        raise newer


def merge(file: ProjectFile, other: ProjectFile) -> United:
    """Unite the log of `other` with ours, in one transaction. That is no step of its own.

    Raises Refusal "log-incomplete" and those of `unite`; then nothing was stored.
    """
    with file.tx() as db:
        united = unite(file, db, parcel_of(other))
        for step in united.left:
            raise Refusal("log-incomplete", file=str(other.path), step=step)
        for kept in united.kept:
            file.keep(kept.step, kept.sources)
    return united
