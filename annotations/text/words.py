"""Word borders of Chinese text, from jieba.

Importing this module is cheap; the first cut loads jieba's dictionary, which holds the
interpreter for a second or more.  The window therefore calls it in a process of its own.
jieba knows simplified words: give it the hans view and project what comes back.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from annotations.text.alignment import Span

_CLAUSE = re.compile(
    r"[^。;；!！?？,，、\n\r\u2028\u2029\u0085]+|[。;；!！?？,，、\n\r\u2028\u2029\u0085]"
)
_RUN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9]+(?:[.'’-][A-Za-zÀ-ÖØ-öø-ɏ0-9]+)*")


def load(cache_folder: Path | None = None) -> None:
    """Load jieba's dictionary now, keeping its cache in `cache_folder` (else the system's)."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    if cache_folder is not None:
        cache_folder.mkdir(parents=True, exist_ok=True)
        jieba.dt.tmp_dir = str(cache_folder)  # pyright: ignore[reportAttributeAccessIssue]
    jieba.initialize()


def cut(text: str) -> list[Span]:
    """The words of `text` in order, without gaps, cut clause by clause."""
    import jieba

    spans: list[Span] = []
    for clause in _CLAUSE.finditer(text):
        start = clause.start()
        for word in jieba.cut(clause.group()):
            spans.append(Span(start, start + len(word)))
            start += len(word)
    return spans


def simple_word(text: str, index: int) -> Span:
    """The word at a character without a dictionary: a Latin run or one character.

    At the end of the text, or in an empty one, an empty span.
    """
    if not 0 <= index < len(text):
        return Span(min(max(index, 0), len(text)), min(max(index, 0), len(text)))
    for run in _RUN.finditer(text, max(0, index - 80), min(len(text), index + 80)):
        if run.start() <= index < run.end():
            return Span(run.start(), run.end())
    return Span(index, index + 1)
