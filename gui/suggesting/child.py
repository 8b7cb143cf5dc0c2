"""What runs in the process of suggestions: jieba and the suggesters, and nothing of Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from annotations.model import Suggestion, Taught
    from annotations.suggest.subject import Subject

PAGE = 200  # suggestions in one answer, so that taking it is not felt
Answer = tuple[Literal["ready", "some", "all", "failed"], tuple["Suggestion", ...], str]
"""What comes back: that it may be asked; some suggestions; the last ones; or what went wrong."""


def serve(pipe: Connection, cache: str) -> None:
    """Say when it is ready, then answer each subject with its suggestions, a page at a time, in
    the order of the text.

    What the project has taught is told before, and again when it is other; it is answered with
    nothing.  A suggester that fails is told, and the next subject is answered as ever.
    """
    from annotations.model import Taught
    from annotations.suggest import tokens
    from annotations.suggest.lists import Lists
    from annotations.suggest.subject import suggestions
    from annotations.text import words
    from gui.suggesting.groups import in_text

    taught, lists = Taught(), Lists()
    try:
        words.load(Path(cache))
        tokens.load()
        pipe.send(("ready", (), ""))
        while True:
            said: Subject | Taught = pipe.recv()
            if isinstance(said, Taught):
                if said.lines != taught.lines:
                    lists = Lists(said.lines)
                taught = said
                continue
            try:
                found = suggestions(said, taught, lists)
            except Exception as error:  # somebody's own suggester; the window tells it
                pipe.send(("failed", (), f"{type(error).__name__}: {error}"))
                continue
            found = sorted(found, key=in_text)
            for at in range(0, len(found), PAGE):
                pipe.send(("some", tuple(found[at : at + PAGE]), ""))
            pipe.send(("all", (), ""))
    except (EOFError, OSError, KeyboardInterrupt):
        return  # the window is gone
