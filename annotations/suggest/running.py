"""Suggestions for many articles in processes of their own, while the caller goes on.

Each process has one article at a time, so that one which takes it down, or never ends, is known
by name: that is told, another process takes its place, and the rest goes on.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple, cast

from annotations.errors import Refusal
from annotations.model import Suggestion, Taught
from annotations.suggest.subject import Subject, suggestions

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from annotations.suggest.filtering import Command

PATIENCE = 120.0  # seconds for one article; a million characters take less
START = 60.0  # seconds more for the first, which waits for the dictionaries
AHEAD = 4  # articles for each process that are asked for before the oldest is done


class Suggested(NamedTuple):
    """What came of one article: suggestions, and what went wrong with it."""

    article: str
    suggestions: tuple[Suggestion, ...]
    faults: tuple[Refusal, ...] = ()


def cores() -> int:
    """How many processes are worth starting."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    subjects: Iterable[tuple[str, Subject]],
    taught: Taught,
    processes: int | None = None,
    command: Command | None = None,
    patience: float = PATIENCE,
) -> Generator[Suggested]:
    """Suggestions for articles, in their order, each as soon as it and those before are done.

    `subjects` are asked for as they are needed, a few ahead.  With one process (`None`: one for
    each core) all is done in this one.  `command` is a filter that each process starts for
    itself.  Closing the generator ends the processes.  Raises Refusal "filter-missing",
    "filter-ended", "suggesters-broken".
    """
    count = cores() if processes is None else processes
    if count <= 1:
        yield from _alone(subjects, taught, command)
        return
    crew = _Crew(count, taught, command, patience)
    try:
        yield from crew.work(subjects)
    finally:
        crew.end()


class _Maker:
    """Makes suggestions in whatever process."""

    def __init__(self, taught: Taught, command: Command | None) -> None:
        from annotations.suggest import all
        from annotations.suggest.lists import Lists

        self._taught = taught
        self._lists = Lists(taught.lines)
        try:
            self._suggesters = list(all().values())
        except Exception as error:  # one of another package cannot even be imported
            reason = f"{type(error).__name__}: {error}"
            raise Refusal("suggesters-broken", reason=reason) from error
        self._filter = command.start(taught.labels) if command else None
        if self._filter is not None:
            self._suggesters.append(self._filter.suggester)

    def make(self, article: str, subject: Subject) -> Suggested:
        faults: list[Refusal] = []
        if self._filter is not None:
            self._filter.begin(article, faults)
        try:
            found = suggestions(subject, self._taught, self._lists, self._suggesters)
        except Refusal:
            raise  # the filter has ended for good
        except Exception as error:  # whatever a suggester stumbles over, the others go on
            reason = f"{type(error).__name__}: {error}"
            return Suggested(article, (), (Refusal("suggesting-failed", reason=reason),))
        return Suggested(article, found, tuple(faults))

    def end(self) -> None:
        if self._filter is not None:
            self._filter.end()


def _alone(
    subjects: Iterable[tuple[str, Subject]], taught: Taught, command: Command | None
) -> Iterator[Suggested]:
    maker = _Maker(taught, command)
    try:
        for article, subject in subjects:
            yield maker.make(article, subject)
    finally:
        maker.end()


# -- in another process -----------------------------------------------------------------


def serve(pipe: Connection, taught: Taught, command: Command | None) -> None:
    """Answer each (article, subject) with a `Suggested`, or the Refusal that ends all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us ends us
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())  # and a filter with us
    maker: _Maker | None = None
    with suppress(EOFError, OSError):
        try:
            while True:
                article, subject = pipe.recv()
                maker = maker or _Maker(taught, command)
                pipe.send(maker.make(article, subject))
        except Refusal as refusal:
            pipe.send(refusal)
        finally:
            if maker is not None:
                maker.end()


@dataclass
class _Worker:
    """One process, and what it is at."""

    process: BaseProcess
    pipe: Connection
    at: int | None = None
    since: float = 0.0
    is_new: bool = True


class _Crew:
    """Several processes that share the articles of a run."""

    def __init__(
        self, count: int, taught: Taught, command: Command | None, patience: float
    ) -> None:
        self._count = count
        self._given = (taught, command)
        self._patience = patience
        self._workers: list[_Worker] = []
        self._articles: dict[int, tuple[str, Subject]] = {}  # by turn, those that are worked on
        self._tried: set[int] = set()
        self._done: dict[int, Suggested] = {}

    def work(self, subjects: Iterable[tuple[str, Subject]]) -> Iterator[Suggested]:
        coming = enumerate(subjects)
        turn, handed, is_over = 0, 0, False
        while True:
            furthest = turn + AHEAD * self._count
            while not is_over and len(self._articles) < self._count and handed < furthest:
                given = next(coming, None)
                is_over = given is None
                if given is not None:
                    self._hand(*given)
                    handed += 1
            while turn in self._done:
                yield self._done.pop(turn)
                turn += 1
            if not self._articles:
                if is_over:
                    return
                continue
            self._wait()

    def end(self) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def _hand(self, turn: int, given: tuple[str, Subject]) -> None:
        """Give an article to a process that has none."""
        self._articles[turn] = given
        worker = next((one for one in self._workers if one.at is None), None) or self._started()
        worker.at, worker.since = turn, time.monotonic()
        with suppress(OSError):  # it is dead: seen when its answer is waited for
            worker.pipe.send(given)

    def _started(self) -> _Worker:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=serve, args=(far, *self._given), daemon=True)
        process.start()
        far.close()
        worker = _Worker(process, cast("Connection", near))  # on Windows a twin of Connection
        self._workers.append(worker)
        return worker

    def _wait(self) -> None:
        """Take in what is answered next, or notice who will not answer any more."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.at is not None]
        ready = wait([worker.pipe for worker in busy], timeout=1.0)
        now = time.monotonic()
        for worker in busy:
            limit = self._patience + (START if worker.is_new else 0.0)
            if worker.pipe in ready:
                self._take(worker)
            elif now - worker.since > limit:
                self._lose(worker, "suggesting-endless")

    def _take(self, worker: _Worker) -> None:
        assert worker.at is not None
        try:
            answer: Suggested | Refusal = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, "suggesting-died")
            return
        if isinstance(answer, Refusal):
            raise answer
        self._done[worker.at] = answer
        del self._articles[worker.at]
        worker.at, worker.is_new = None, False

    def _lose(self, worker: _Worker, key: str) -> None:
        """A process is gone with its article, which gets a second try where it just died."""
        turn = worker.at
        assert turn is not None
        _end(worker)
        self._workers.remove(worker)
        if key == "suggesting-died" and turn not in self._tried:
            self._tried.add(turn)
            self._hand(turn, self._articles[turn])
            return
        article, _ = self._articles.pop(turn)
        self._done[turn] = Suggested(article, (), (Refusal(key),))


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(0.5)  # it ends by itself where it waits for an article
    if worker.process.is_alive():
        worker.process.terminate()
        worker.process.join(2.0)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join(2.0)
