"""Long works in a process of their own.

A thread is enough for most: the interpreter goes from it to the window and back.  But a regular
expression, a parser or a search in C keeps it until it is done, and over a million characters
the window would stand still meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from annotations.errors import Refusal
from gui import work_child
from gui.child_process import ChildProcess
from gui.work_child import STOP, Answer, Say, serve

if TYPE_CHECKING:
    from types import TracebackType

    from annotations.arriving import Arrival
    from annotations.ingest import How
    from annotations.intake import Item
    from annotations.tagset import TagSet

P = ParamSpec("P")
T = TypeVar("T")

LARGE = 100_000  # bytes of a file: what is read in one go of less is not felt
LARGE_PROJECT = 4_000_000
PATIENCE = 10.0  # seconds for a task that is not wanted to remove what it wrote
_LOOK = 0.05  # seconds between two looks whether one still wants it


def is_large(path: Path, least: int = LARGE) -> bool:
    """Whether a file, or the text beside an annotation, is."""
    return any(_size(one) >= least for one in {path, path.with_suffix(".txt")})


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


class Apart:
    """Carries out tasks of `work_child` for one work, whose thread this is in.

    Use it in `with`: the process is there from the first task to the end of that; where it is
    not `wanted`, or cannot be had, the work's own thread does all.  `go_on` is called while it
    waits and raises what ends the work; a task has `patience` seconds then to take back what it
    did.
    """

    def __init__(
        self, go_on: Callable[[], object], *, wanted: bool = True, patience: float = 0
    ) -> None:
        self._process = ChildProcess(serve)
        self._go_on, self._wanted, self._patience = go_on, wanted, patience
        self._result: Any = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.give_up()

    def do(
        self, task: Callable[Concatenate[Say, P], T], heard: Say, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What a task returns or raises; `heard` is told what it says.

        Raises Refusal "work-died" when the process ended by itself, and what `heard` raises.
        """
        if not self._is_there():
            return task(heard, *args, **kwargs)
        with closing(self._said(task, *args, **kwargs)) as saying:
            for said in saying:
                heard(said)
        return self._result

    def read(self, arrival: Arrival, limit: int, how: How, tagset: TagSet) -> Iterator[Item]:
        """As `intake.read`, and what is large there, with what the detectors find in it.

        A file that ends the process has a Refusal "reading-died" as its last item.
        """
        from annotations import intake
        from annotations.ingest import Part

        if not is_large(arrival.path) or not self._is_there():
            yield from intake.read(arrival, limit, how, tagset)
            return
        reader = arrival.reader.name if arrival.reader else None
        sent = replace(arrival, reader=None)  # whose functions cannot be sent
        try:
            yield from self._said(work_child.read, sent, reader, limit, how, tagset)
        except Refusal as refusal:
            key = "reading-died" if refusal.key == "work-died" else refusal.key
            yield intake.Item(Part(Refusal(key, **refusal.values).about(file=str(arrival.path))))

    def _is_there(self) -> bool:
        """Whether the process is ready, after starting it; one that died has a follower."""
        if self._wanted and not self._process.alive:
            self._process = ChildProcess(serve)
            self._process.start()
            while self._process.alive and not self._process.answer(_LOOK):
                self._go_on()
        return self._process.alive

    def _said(self, task: Callable[..., object], *args: object, **kwargs: object) -> Generator[Any]:
        """What a task says; its `_result` is there afterwards.

        Whoever does not want the rest closes this: the task has taken back what it did then.
        """
        self._process.send((task, args, kwargs))
        kind, what = "said", None
        try:
            while True:
                kind, what = self._answer()
                if kind != "said":
                    break
                yield what
        finally:
            if kind == "said":
                self._take_back()
        if kind == "refused":
            raise what
        if kind == "failed":
            raise RuntimeError(what)
        self._result = what

    def _answer(self) -> Answer:
        while self._process.alive:
            if come := self._process.answer(_LOOK):
                return come[0]
            self._go_on()
        raise Refusal("work-died")

    def _take_back(self) -> None:
        """Have a task stop, and wait until it has."""
        self._process.send(STOP)
        until = time.monotonic() + self._patience
        while self._process.alive and time.monotonic() < until:
            if any(kind != "said" for kind, _ in self._process.answer(_LOOK)):
                return
        self._process.give_up()
