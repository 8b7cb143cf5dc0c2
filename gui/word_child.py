"""What runs in the word process: jieba, and nothing of Qt. See `gui/words.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def serve(pipe: Connection, cache: str) -> None:
    """Answer each (number, piece of text) with (number, its word ends) until the pipe ends."""
    from annotations.text import words

    try:
        words.load(Path(cache))
        while True:
            number, piece = pipe.recv()
            pipe.send((number, words.jieba_ends(piece)))
    except (EOFError, OSError, KeyboardInterrupt):
        return  # the window is gone
