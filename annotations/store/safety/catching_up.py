"""On opening: is the project's file where its step journal is?

A step may be in the journal and not in the file: something ended between the two, or an older
file was put in place.  What is missing is then done again, or the journal laid apart, and in
both cases told.
"""

from __future__ import annotations

from sqlite3 import IntegrityError

from annotations.errors import Refusal
from annotations.store.file import ProjectFile
from annotations.store.safety import identity
from annotations.store.safety.home import Home
from annotations.store.safety.segment import Segment, Tail, parcel, tail
from annotations.store.tables import REPLICA


def own_home(file: ProjectFile) -> Home | None:
    """The folder of this very file; None for a copy of one that goes on elsewhere."""
    home = Home.of(identity.fact(file, REPLICA))
    if home is None or home.path == file.path:
        return home
    return None if identity.is_still(home.path, home.replica, file.path) else home


def last_segment(home: Home) -> tuple[int, Tail | None]:
    """The number of the newest segment and where it ends."""
    numbers = home.segments()
    return (numbers[-1], tail(home.segment(numbers[-1]))) if numbers else (0, None)


def in_tune(file: ProjectFile, tail: Tail) -> bool:
    """Whether the journal ends with the file: both have as many steps, and the last one."""
    same_end = not tail.last or identity.has(file, tail.last)
    return same_end and identity.steps(file) == tail.steps


def catch_up(file: ProjectFile) -> tuple[Refusal, ...]:
    """Do again what the file lacks; what is to be told of it."""
    try:
        return _caught_up(file)
    except OSError as error:  # then no step can be journalled either: the first one is refused
        reason = error.strerror or type(error).__name__
        return (Refusal("journal-not-readable", file=str(file.path), reason=reason),)


def _caught_up(file: ProjectFile) -> tuple[Refusal, ...]:
    home = own_home(file)
    if home is None:
        return ()
    if home.path != file.path:
        home = home.moved(file.path)
    tail = last_segment(home)[1]
    if tail is None or not tail.last or identity.has(file, tail.last):
        return ()
    return _done_again(file, home)


def _done_again(file: ProjectFile, home: Home) -> tuple[Refusal, ...]:
    """The steps of the journal that the file has not, done again or laid apart."""
    from annotations.store.union import unite

    segments = [Segment.read(path) for path in home.segment_paths()]
    found = [entry for segment in segments for entry in segment.entries]
    missing = [entry for entry in found if not identity.has(file, str(entry.step["id"]))]
    if not missing:  # the end was torn off
        return ()
    told = {"file": str(file.path), "count": len(missing)}
    numbers, steps = [entry.number for entry in missing], identity.steps(file)
    if numbers == list(range(steps + 1, steps + 1 + len(missing))):
        try:
            with file.tx() as db:
                unite(file, db, parcel(segments))
            return (Refusal("journal-replayed", **told),)
        except Refusal as refusal:
            if refusal.key not in _UNFIT:
                raise
        except IntegrityError as error:  # events without their step, or the like: it was torn
            reason = str(error)
            raise Refusal("project-damaged", file=str(file.path), reason=reason) from error
    home.set_apart()
    return (Refusal("journal-apart", **told, folder=str(home.folder)),)


_UNFIT = frozenset({"log-altered", "log-differs", "article-text-differs"})
