"""The step journal of an open project: written and synced before a step is acknowledged."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from annotations.errors import Refusal
from annotations.store import disk
from annotations.store.safety import lines
from annotations.store.safety.home import Home
from annotations.store.safety.lines import Record
from annotations.store.safety.segment import FORMAT, Tail, began

_CHUNK = 1 << 20  # bytes gathered before they are written


class Journal:
    """The newest segment, open to be appended to.

    A step is `append`ed before its commit and `settled` after it; one that is not committed is
    `cut` off again.  A write that fails raises Refusal "journal-not-written".
    """

    def __init__(self, path: Path, number: int, began: int, tail: Tail) -> None:
        self.number = number
        self.began = began  # steps of the project when the segment did
        self._path = path
        self._tail = self._ahead = tail
        with _refusing(path):
            self._descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    @classmethod
    def begin(
        cls,
        home: Home,
        number: int,
        steps: int,
        last: str,
        after: str = "",
        records: Iterable[Record] = (),
    ) -> Journal:
        """A new segment for a project of so many steps; `after` is where the one before ends.

        It has these records from the first moment: a few, of steps that are committed.
        """
        path = home.segment(number)
        header: Record = {
            "format": FORMAT,
            "project": home.project,
            "replica": home.replica,
            "copy": home.copy(number).name if home.copy(number).exists() else None,
            "steps": steps,
            "last": last,
            "after": after,
        }
        tail, content = Tail(0, "", steps, last), bytearray()
        for record in ({"header": header}, *records):
            tail, line = _behind(tail, record)
            content += line
        with _refusing(path):
            disk.write(path, bytes(content))
        return cls(path, number, steps, tail)

    @classmethod
    def resume(cls, home: Home, number: int, tail: Tail) -> Journal:
        """A segment that was left at its tail."""
        path = home.segment(number)
        with _refusing(path):
            return cls(path, number, began(path), tail)

    @property
    def steps(self) -> int:
        """How many steps the project has by what is settled."""
        return self._tail.steps

    @property
    def size(self) -> int:
        """In bytes."""
        return self._tail.end

    @property
    def chain(self) -> str:
        return self._tail.chain

    @property
    def is_there(self) -> bool:
        """Whether the file can still be found: a folder may be taken away from under us."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except OSError:
            return False

    def append(self, records: Iterable[Record]) -> None:
        """Have these steps on the disk, behind everything that was settled."""
        tail = self._tail
        with _refusing(self._path):
            try:
                if os.fstat(self._descriptor).st_size != tail.end:  # it could not be cut off
                    os.ftruncate(self._descriptor, tail.end)
                os.lseek(self._descriptor, tail.end, os.SEEK_SET)
                gathered = bytearray()
                for record in records:
                    tail, line = _behind(tail, record)
                    gathered += line
                    if len(gathered) > _CHUNK:
                        _write(self._descriptor, gathered)
                _write(self._descriptor, gathered)
                disk.sync_content(self._descriptor)
            except BaseException:
                self.cut()
                raise
        self._ahead = tail

    def settle(self) -> None:
        """What was appended is committed."""
        self._tail = self._ahead

    def cut(self) -> None:
        """Take back what is not settled. Where that fails now, it is done before the next step."""
        self._ahead = self._tail
        try:
            os.ftruncate(self._descriptor, self._tail.end)
        except OSError:
            return

    def close(self) -> None:
        os.close(self._descriptor)


def _behind(tail: Tail, record: Record) -> tuple[Tail, bytes]:
    """The line of a record at the tail of a segment, and the tail behind it."""
    chain, line = lines.line(tail.chain, record)
    steps, last = record.get("number", tail.steps), record.get("step", {}).get("id", tail.last)
    return Tail(tail.end + len(line), chain, steps, last), line


def _write(descriptor: int, gathered: bytearray) -> None:
    while gathered:
        del gathered[: os.write(descriptor, gathered)]


@contextmanager
def _refusing(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("journal-not-written", file=str(path), reason=reason) from error
