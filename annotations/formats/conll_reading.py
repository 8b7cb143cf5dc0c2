"""CoNLL as others write it: a token a line, its tag last; tabs or blanks between.

Characters are put together as they are, words with a blank between where they have one in
writing.  A blank line ends a sentence, which becomes a line of the article; two, or a
-DOCSTART- line, end an article.  Where all columns behind the first are tags each of them is
a layer, as our own writer has it; else only the last one counts.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from annotations.errors import Refusal
from annotations.formats import conll_tags
from annotations.formats.gathering import Gathering, article_of
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.text_files import head_of, text_of
from annotations.model import Span

_SUFFIXES = (
    ".conll", ".bio", ".bioes", ".bieos", ".bmes", ".iob", ".iob2", ".ner", ".char",
    ".train", ".dev", ".test", ".tsv", ".txt",
)  # fmt: skip
_LONGEST = 10_000
"""Characters of an article of a file that knows only sentences, after which the next begins."""

_MOST_COLUMNS = 64
_MOST_KNOWN = 65_536
"""Different lines that are remembered."""

_UNUSUAL = frozenset(["", "-", "#", *filter(str.isspace, map(chr, range(0x3001)))])
"""How a line begins that has to be looked at more closely; "" is the blank one."""

_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD_END, _WORD_START = re.compile(r"[0-9A-Za-z]$"), re.compile(r"^[0-9A-Za-z]")
_COMMENT = re.compile(r"#\s*\S+\s*=")  # as CoNLL-U has them


class _Row(NamedTuple):
    """A token with its tags, and the line it stands on."""

    line: int
    token: str
    tags: tuple[str, ...]


_Sentence = list[_Row]


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a file.

    Misfits: misfit-line (no tag on it: the token comes in alone), misfit-tag,
    misfit-tag-order.  Refusals: those of `text_of`, file-not-format where no line has a tag.
    """
    try:
        text = text_of(path, reading.limit)
        file = _File(path, text)
        if not file.tagged:
            raise Refusal("file-not-format", file=str(path), format="conll")
    except Refusal as refusal:
        yield Line(0, refusal)
        return
    for number, sentences in enumerate(_articles(_rows(text), file.parted), start=1):
        yield file.article(number, sentences)


def _rows(text: str) -> Iterator[_Row]:
    """The lines of a file, one at a time: there may be millions, but few different ones."""
    cells_of = lru_cache(maxsize=_MOST_KNOWN)(_cells)
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        cells = cells_of(line)
        if cells is _DOCSTART:
            yield _END_OF_ARTICLE
        elif cells is not None:
            yield _Row(number, *cells)


_Cells = tuple[str, tuple[str, ...]]
_DOCSTART: _Cells = ("-DOCSTART-", ())
_END_OF_ARTICLE = _Row(0, "", ())


def _cells(line: str) -> _Cells | None:
    """A line's token and tags; no token where it is blank, None for a comment."""
    line = line.rstrip("\r\n")
    if line[:1] not in _UNUSUAL:
        cells = line.split("\t") if "\t" in line else line.split()
        return cells[0], tuple(map(str.strip, cells[1:]))
    if not line.strip():
        return "", ()
    if line.startswith("-DOCSTART-"):
        return _DOCSTART
    tabs = "\t" in line
    cells = line.split("\t") if tabs else line.split()
    if line[0].isspace() and (len(cells) == 1 or not cells[0].strip()):
        token = (cells[0] if tabs else line[0]) or " "  # white space that somebody made a token
        cells = [token, *(cell for cell in cells if cell.strip())]
    if _COMMENT.match(line) and not conll_tags.is_tag(cells[-1].strip()):
        return None
    return cells[0], tuple(cell.strip() for cell in cells[1:])


def _articles(rows: Iterable[_Row], parted: bool) -> Iterator[list[_Sentence]]:
    """The sentences of every article that has any; `parted` = the file tells them apart."""
    article, sentence, blanks, length = list[_Sentence](), _Sentence(), 0, 0
    for row in rows:
        if row.token:
            sentence.append(row)
            blanks, length = 0, length + len(row.token)
            continue
        if sentence:
            article.append(sentence)
            sentence = _Sentence()
        blanks += 1
        ended = row is _END_OF_ARTICLE or blanks == 2
        if article and (ended or (not parted and length >= _LONGEST)):
            yield article
            article, length = list[_Sentence](), 0
    if sentence:
        article.append(sentence)
    if article:
        yield article


class _File:
    """What a file does in all its lines alike."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.tagged = self.parted = False
        blanks = 0
        tokens = Counter[str]()
        columns = Counter[tuple[str, ...]]()
        for row in _rows(text):
            if row.token:
                blanks = 0
                tokens[row.token] += 1
                columns[row.tags] += 1
            else:
                blanks += 1
                self.parted = self.parted or blanks == 2 or row is _END_OF_ARTICLE
        most = max(map(len, columns), default=0)
        self.tagged = any(conll_tags.is_tag(tag) for tags in columns for tag in tags[-1:])
        layered = most > 1 and all(conll_tags.is_tag(tag) for tags in columns for tag in tags)
        self.columns = range(min(most, _MOST_COLUMNS)) if layered else (-1,)
        self.lenient = [
            conll_tags.begins_anywhere(_tag(row, column) for row in _rows(text))
            for column in self.columns
        ]
        self.ends = [
            conll_tags.has_ends(tags[column] for tags in columns if -1 <= column < len(tags) > 0)
            for column in self.columns
        ]
        all_ = tokens.total()
        han = sum(count for token, count in tokens.items() if _HAN.search(token))
        short = sum(count for token, count in tokens.items() if len(token) == 1)
        self.words = 2 * han < all_ and 2 * short < all_

    def article(self, number: int, sentences: list[_Sentence]) -> Line:
        text, places = self._text(sentences)
        article = article_of(text, {}, "conll", self.path.name, number, name=self.path.name)
        gathering = Gathering(article, self.path, sentences[0][0].line)
        for sentence, starts in zip(sentences, places, strict=True):
            for row in sentence:
                if not row.tags:
                    gathering.misfit("misfit-line", line=row.line, found=row.token)
            for column, lenient, ends in zip(self.columns, self.lenient, self.ends, strict=True):
                tags = [_tag(row, column) for row in sentence]
                found, faults = conll_tags.entities(tags, lenient=lenient, ends=ends)
                for entity in found:
                    last = entity.end - 1
                    end = starts[last] + len(sentence[last].token)
                    gathering.annotate(entity.label, [Span(starts[entity.start], end)])
                for place, fault in faults:
                    gathering.misfit(fault, line=sentence[place].line, found=tags[place])
        return gathering.line()

    def _text(self, sentences: list[_Sentence]) -> tuple[str, list[list[int]]]:
        """The text of an article, and where each token begins in it."""
        parts, length, places = list[str](), 0, list[list[int]]()
        for sentence in sentences:
            starts, before = list[int](), ""
            for _, token, _ in sentence:
                if before and self._apart(before, token):
                    parts.append(" ")
                    length += 1
                starts.append(length)
                parts.append(token)
                length += len(token)
                before = token
            parts.append("\n")
            length += 1
            places.append(starts)
        return "".join(parts)[:-1], places

    def _apart(self, one: str, other: str) -> bool:
        if self.words:
            return True
        return len(one) > 1 < len(other) and bool(
            _WORD_END.search(one) and _WORD_START.search(other)
        )


def _tag(row: _Row, column: int) -> str:
    """The tag in a column; nothing is outside."""
    return row.tags[column] if -1 <= column < len(row.tags) and row.tags else conll_tags.OUTSIDE


def sniff(_: Path, head: bytes) -> bool:
    """Three lines of four end in a tag, and one of them is more than O."""
    lines = head_of(head).split("\n")
    whole = lines[:-1] if len(lines) > 1 and len(head) >= 1024 else lines
    last = [cells[-1] for line in whole if len(cells := line.split()) > 1]
    filled = sum(bool(line.strip()) for line in whole)
    tags = [tag for tag in last if conll_tags.is_tag(tag)]
    return (
        len(tags) > 1
        and 4 * len(tags) >= 3 * filled
        and any(tag != conll_tags.OUTSIDE for tag in tags)
    )


READER = Reader("conll", _SUFFIXES, sniff, read)
