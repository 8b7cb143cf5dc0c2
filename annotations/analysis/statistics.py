"""What can be counted of one article: of its source text, and of the marks on it.

Sentences end as GB/T 15834 has it, with 。！？, and at the end of a paragraph; clauses also
with ，； and …, as a triple click selects them.  Only what has a letter or a number counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from annotations.model import (
    EMENDATION_STATUSES,
    ArticleStatistics,
    Document,
    Span,
)
from annotations.text.script import detect, only_simplified, only_traditional
from annotations.text.user_words import BREAKS

_PARAGRAPH = re.compile(f"[{BREAKS}]")
_SENTENCE = re.compile(f"[。｡！？!?{BREAKS}]")
_CLAUSE = re.compile(rf"[。｡！？，；!?;…{BREAKS}]|(?<!\d),|,(?!\d)")
_WORD = re.compile(r"\w")
_PART = 1 << 14  # characters that are counted at a time


def statistics(document: Document) -> ArticleStatistics:
    """Everything at once; a text of a million characters takes less than a second.

    It is counted in parts: a thread that counts lets others go on between two of them.
    """
    text, marks = document.article.text, document.annotations
    characters: Counter[str] = Counter()
    paragraphs = sentences = clauses = 0
    goes_on = False  # whether a paragraph that is counted already does so in the next part
    for part in _parts(text):
        characters.update(part)
        sentences += _pieces(_SENTENCE, part)
        clauses += _pieces(_CLAUSE, part)
        pieces = [bool(_WORD.search(piece)) for piece in _PARAGRAPH.split(part)]
        paragraphs += sum(pieces) - (goes_on and pieces[0])
        goes_on = pieces[-1] or (goes_on and len(pieces) == 1)
    statuses = Counter(emendation.status for emendation in document.emendations)
    return ArticleStatistics(
        chars=len(text),
        han=_sum(characters, _is_han),
        blank=_sum(characters, str.isspace),
        paragraphs=paragraphs,
        sentences=sentences,
        clauses=clauses,
        script=detect(text),
        simplified=_sum(characters, only_simplified().__contains__),
        traditional=_sum(characters, only_traditional().__contains__),
        annotations=len(marks),
        tagged=_covered(chain.from_iterable(mark.fragments for mark in marks)),
        labels=_by_name(mark.label for mark in marks),
        authors=_by_name(mark.author or "" for mark in marks),
        relations=_by_name(relation.type for relation in document.relations),
        emendations={status: statuses[status] for status in EMENDATION_STATUSES},
    )


def _parts(text: str) -> Iterator[str]:
    """The text in parts of whole sentences, each as short as that allows above `_PART`."""
    start = 0
    while start < len(text):
        border = _SENTENCE.search(text, start + _PART)
        end = border.end() if border else len(text)
        yield text[start:end]
        start = end


def _sum(characters: Mapping[str, int], are: Callable[[str], bool]) -> int:
    """How many of all characters are so."""
    return sum(count for character, count in characters.items() if are(character))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _pieces(border: re.Pattern[str], text: str) -> int:
    """How many pieces between borders say something."""
    return sum(1 for piece in border.split(text) if _WORD.search(piece))


def _covered(spans: Iterable[Span]) -> int:
    """How many characters are in at least one of the spans."""
    covered = end = 0
    for span in sorted(spans):
        covered += max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return covered


def _by_name(names: Iterable[str]) -> Mapping[str, int]:
    """How often each name is there, the commonest first."""
    found = Counter(names)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
