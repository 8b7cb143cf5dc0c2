"""A process beside the window: started, spoken with, started again, ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from gui import settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

LIVES = 3  # starts; what always ends the process must not do so for ever
PATIENCE = 2.0  # seconds to wait for the process to end when told to


class Serve(Protocol):
    """What runs in it: answers what comes through the pipe until that ends.

    It is a function of a module without Qt; `cache` is a folder for what it keeps.
    """

    def __call__(self, pipe: Connection, cache: str, /) -> None: ...


class ChildProcess:
    """Sends messages there and hands over the answers.

    After `start` it is `alive` until it is ended or has died `LIVES` times.  Nothing here
    waits for an answer.
    """

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lives = LIVES
        self._answered = False

    @property
    def alive(self) -> bool:
        return self._pipe is not None

    @property
    def is_spent(self) -> bool:
        """Whether it died too often to be started again."""
        return not self._lives and not self.alive

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, unless it runs or has used up its lives."""
        if self._pipe is not None or not self._lives:
            return
        import multiprocessing  # with sockets and more: not before the window is there

        self._lives -= 1
        self._answered = False
        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=self._serve, args=(far, str(_cache())), daemon=True)
        try:
            process.start()
        except OSError:  # no more processes for this user
            near.close()
        else:
            self._process = process
            self._pipe = cast("Connection", near)  # on Windows a twin of Connection
        far.close()

    def send(self, message: object) -> bool:
        """Say something; False when the process has died."""
        try:
            if self._pipe is not None:
                self._pipe.send(message)
                return True
        except OSError:
            self._on_death()
        return False

    def answers(self, most: int = 0) -> list[Any]:
        """The answers that are there, or so many of them; ask afterwards whether it is still
        `alive`."""
        come: list[Any] = []
        try:
            while self._pipe is not None and self._pipe.poll():
                come.append(self._pipe.recv())
                self._answered = True
                if len(come) == most:
                    break
        except (EOFError, OSError):
            self._on_death()
        return come

    def answer(self, seconds: float) -> list[Any]:
        """The next answer, or none, waited for so long: not in the window's thread."""
        try:
            if self._pipe is not None and not self._pipe.poll(seconds):
                return []
        except (EOFError, OSError):
            pass  # told by what follows
        return self.answers(1)

    def stop(self) -> None:
        """End it and wait until it has ended."""
        self._end(wait=True)

    def give_up(self) -> None:
        """End it in the midst of what it does, without waiting; that costs it no life."""
        self._lives += self.alive
        self._end(wait=False)

    def _end(self, *, wait: bool) -> None:
        pipe, self._pipe = self._pipe, None
        process, self._process = self._process, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return
        process.terminate() if wait else process.kill()
        process.join(PATIENCE if wait else 0)
        if process.is_alive() and wait:
            process.kill()
            process.join(PATIENCE)
        if not process.is_alive():
            process.close()

    def _on_death(self) -> None:
        self.stop()
        if not self._answered:  # perhaps by what it read at its start
            for cache in _cache().glob("jieba-*.cache"):
                cache.unlink(missing_ok=True)


def _cache() -> Path:
    return settings.home() / "cache"
