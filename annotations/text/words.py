"""Word borders of Chinese text: jieba's, with the user's own words over them.

jieba knows simplified words: everything here wants the hans view, and `shown_words` carries
the words to whatever is shown.  Importing this module is cheap; the first cut loads jieba's
dictionary, which holds the interpreter for a second or more.  The window therefore lets a
process of its own cut, piece by piece, and fills `Words` with what comes back.

All positions are code points.  The laws are stated in `tests/annotations/text/test_words.py`.
"""

from __future__ import annotations

import logging
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from annotations.text.alignment import Span
from annotations.text.user_words import BREAKS, UserWords

PIECE = 1_000  # characters; what is cut and answered at once, in jieba some 13 ms
# jieba takes time squared on a long run of rare characters, so no clause is longer than 500.
_CLAUSE = re.compile(rf"[^。;；!！?？,，、{BREAKS}]{{1,500}}|[。;；!！?？,，、{BREAKS}]")
_RUN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9]+(?:[.'’-][A-Za-zÀ-ÖØ-öø-ɏ0-9]+)*")
_REACH = 80  # characters of a Latin run looked at on either side
_SENTENCE_ENDS = "。！？"
_NO_USER_WORDS = UserWords()


def load(cache_folder: Path | None = None) -> None:
    """Load jieba's dictionary now, keeping its cache in `cache_folder` (else the system's)."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)  # a cache that cannot be written only costs a second
    if cache_folder is not None:
        jieba.dt.cache_file = f"jieba-{jieba.__version__}.cache"
        jieba.dt.tmp_dir = str(cache_folder)
        try:
            cache_folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            jieba.dt.tmp_dir = None
    jieba.initialize()


def pieces(text: str) -> array[int]:
    """Where the pieces of a text end, in which words are found apart from each other.

    A piece holds as many whole lines as fit into `PIECE` characters; only a line longer than
    that is divided, behind the last full stop that fits.
    """
    ends: array[int] = array("I")
    start = 0
    while start < len(text):
        start = _piece_end(text, start)
        ends.append(start)
    return ends


def _piece_end(text: str, start: int) -> int:
    limit = start + PIECE
    if limit >= len(text):
        return len(text)
    for stops in (BREAKS, _SENTENCE_ENDS):
        last = max(text.rfind(stop, start, limit) for stop in stops)
        if last >= 0:
            return last + 1
    return limit


def jieba_ends(piece: str) -> array[int]:
    """Where jieba's words of a piece end, cut clause by clause."""
    import jieba

    ends: array[int] = array("I")
    end = 0
    for clause in _CLAUSE.finditer(piece):
        for word in jieba.cut(clause.group()):
            end += len(word)
            ends.append(end)
    return ends


def simple_ends(piece: str) -> array[int]:
    """Where the words of a piece end without a dictionary: Latin runs and single characters."""
    ends = array("I", range(1, len(piece) + 1))
    for run in reversed(list(_RUN.finditer(piece))):
        del ends[run.start() : run.end() - 1]
    return ends


def simple_word(text: str, index: int) -> Span:
    """The word at a character without a dictionary: a Latin run or one character.

    At the end of the text, or in an empty one, an empty span.
    """
    if not 0 <= index < len(text):
        return Span(min(max(index, 0), len(text)), min(max(index, 0), len(text)))
    for run in _RUN.finditer(text, max(0, index - _REACH), min(len(text), index + _REACH)):
        if run.start() <= index < run.end():
            return Span(run.start(), run.end())
    return Span(index, index + 1)


class Words:
    """The words of one text in order, without gaps, as far as they are known.

    Pieces that are not known yet have Latin runs and single characters.  `user_words` may be
    set to others at any time; each of them is one word in every piece, known or not.
    """

    def __init__(self, text: str, user_words: UserWords = _NO_USER_WORDS) -> None:
        self.text = text
        self._user_words = user_words
        self._pieces = pieces(text)
        self._known: dict[int, array[int]] = {}
        self._ends: dict[int, array[int]] = {}  # of pieces that were looked at, user words in
        self._wanted = 0  # the piece to be cut next

    @property
    def user_words(self) -> UserWords:
        return self._user_words

    @user_words.setter
    def user_words(self, user_words: UserWords) -> None:
        if user_words != self._user_words:
            self._user_words = user_words
            self._ends.clear()

    # -- becoming known -----------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether every piece is known."""
        return len(self._known) == len(self._pieces)

    def missing(self) -> Iterator[int]:
        """The numbers of the pieces that are not known, from where words were asked for last."""
        count = len(self._pieces)
        for number in range(self._wanted, self._wanted + count):
            if number % count not in self._known:
                yield number % count

    def piece(self, number: int) -> Span:
        """Where a piece stands in the text."""
        return Span(self._pieces[number - 1] if number else 0, self._pieces[number])

    def take(self, number: int, ends: array[int]) -> None:
        """Make a piece known by what `jieba_ends` gave for it."""
        self._known[number] = ends
        self._ends.pop(number, None)
        if number == self._wanted:
            self._wanted = (number + 1) % len(self._pieces)

    # -- asking ---------------------------------------------------------------------------

    def word_at(self, index: int) -> Span:
        """The word at a character; an empty span outside of the text."""
        if not 0 <= index < len(self.text):
            return simple_word(self.text, index)
        number = bisect_right(self._pieces, index)
        if number not in self._known:
            self._wanted = number
        start, ends = self.piece(number).start, self._piece_ends(number)
        k = bisect_right(ends, index - start)
        return Span(start + (ends[k - 1] if k else 0), start + ends[k])

    def expand(self, span: Span) -> Span:
        """The span with both ends snapped outward to words; an empty one stays."""
        if not span:
            return span
        return Span(self.word_at(span.start).start, self.word_at(span.end - 1).end)

    def ends(self) -> array[int]:
        """Where all words end."""
        ends: array[int] = array("I")
        for number in range(len(self._pieces)):
            start = self.piece(number).start
            ends.extend(start + end for end in self._piece_ends(number))
        return ends

    def __iter__(self) -> Iterator[Span]:
        start = 0
        for end in self.ends():
            yield Span(start, end)
            start = end

    def _piece_ends(self, number: int) -> array[int]:
        ends = self._ends.get(number)
        if ends is None:
            piece = self.piece(number).of(self.text)
            known = self._known.get(number) or simple_ends(piece)
            ends = self._ends[number] = with_user_words(known, piece, self._user_words)
        return ends


def with_user_words(ends: array[int], piece: str, user_words: UserWords) -> array[int]:
    """The same ends, but every user word of the piece is one word; what crosses it is cut."""
    found = list(user_words.matches(piece))
    if not found:
        return ends
    kept = set(ends)
    for word in found:
        kept.difference_update(range(word.start + 1, word.end))
        kept |= {word.start, word.end}
    kept.discard(0)
    return array("I", sorted(kept))


def words(text: str, user_words: UserWords = _NO_USER_WORDS) -> Words:
    """All words of `text`, now and in this process; the first call loads jieba."""
    made = Words(text, user_words)
    for number in list(made.missing()):
        made.take(number, jieba_ends(made.piece(number).of(text)))
    return made


def cut(text: str, user_words: UserWords = _NO_USER_WORDS) -> list[Span]:
    """The words of `text` in order, without gaps."""
    return list(words(text, user_words))


def borders(text: str, user_words: UserWords = _NO_USER_WORDS) -> array[int]:
    """Where the words of `text` end, in order; the last end is that of the text."""
    return words(text, user_words).ends()
