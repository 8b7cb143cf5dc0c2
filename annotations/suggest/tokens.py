"""Words with their part of speech: jieba's words, tagged as its dictionary tags them.

jieba.posseg decides the tag by the sentence and takes five times as long (60 ms against 11 for
3,000 characters); for rules that ask what a word usually is the dictionary does.
"""

from __future__ import annotations

from functools import cache

from annotations.suggest.passage import Word
from annotations.text import words


@cache
def _tags() -> dict[str, str]:
    words.load()
    from jieba import posseg

    tagger = posseg.dt
    tagger.makesure_userdict_loaded()
    return tagger.word_tag_tab


def load() -> None:
    """Load the dictionaries now: more than a second."""
    _tags()


def cut(text: str) -> tuple[Word, ...]:
    """The words of a simplified text in order, without gaps."""
    tags = _tags()
    ends = words.borders(text)
    starts = (0, *ends[:-1])
    return tuple(
        Word(start, end, tags.get(text[start:end], ""))
        for start, end in zip(starts, ends, strict=False)
    )


def tag(word: str) -> str:
    """The part of speech of a word; "" for one that is not in the dictionary."""
    return _tags().get(word, "")
