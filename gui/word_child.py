"""What runs in the word process: jieba, and nothing of Qt. See `gui/words.py`."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path


def serve(pipe: Connection, cache_folder: str) -> None:
    """Answer each (number, text) with (number, borders of its words) until the pipe ends."""
    from annotations.text import words

    try:
        words.load(Path(cache_folder))
        while True:
            number, text = pipe.recv()
            pipe.send((number, [span.end for span in words.cut(text)]))
    except (EOFError, OSError, KeyboardInterrupt):
        return  # the window is gone
