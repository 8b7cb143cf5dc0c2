"""The process that cuts texts into words: started, spoken with, started again, ended."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gui import settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

LIVES = 3  # starts; a text that always ends the process must not do so for ever
PATIENCE = 2.0  # seconds to wait for the process to end when told to


class WordProcess:
    """Sends pieces of text there and hands over their word ends.

    After `start` it is `alive` until it is ended or has died `LIVES` times.  Nothing here
    waits for an answer.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lives = LIVES
        self._answered = False

    @property
    def alive(self) -> bool:
        return self._pipe is not None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, unless it runs or has used up its lives."""
        if self._pipe is not None or not self._lives:
            return
        import multiprocessing  # with sockets and more: not before the window is there

        from gui.word_child import serve

        self._lives -= 1
        self._answered = False
        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=serve, args=(far, str(_cache())), daemon=True)
        try:
            process.start()
        except OSError:  # no more processes for this user
            near.close()
        else:
            self._process = process
            self._pipe = cast("Connection", near)  # on Windows a twin of Connection
        far.close()

    def send(self, number: int, piece: str) -> bool:
        """Ask for the words of a piece; False when the process has died."""
        try:
            if self._pipe is not None:
                self._pipe.send((number, piece))
                return True
        except OSError:
            self._on_death()
        return False

    def answers(self) -> list[tuple[int, array[int]]]:
        """The answers that are there; ask afterwards whether it is still `alive`."""
        come: list[tuple[int, array[int]]] = []
        try:
            while self._pipe is not None and self._pipe.poll():
                come.append(self._pipe.recv())
                self._answered = True
        except (EOFError, OSError):
            self._on_death()
        return come

    def stop(self) -> None:
        """End it and wait until it has ended."""
        pipe, self._pipe = self._pipe, None
        process, self._process = self._process, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return
        process.terminate()
        process.join(PATIENCE)
        if process.is_alive():
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
