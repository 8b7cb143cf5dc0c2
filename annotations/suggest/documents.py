"""Documents without 《》: what was signed, with what it is about (对口合作框架协议, 投资意向书).

A bare 协议 or 备忘录 is none.  The name goes from behind the verb of signing, or behind 一份 or
新一轮, to the word for the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

LONGEST = 24  # characters of a name
_NAMELESS = ("r", "p", "c", "d", "u", "f", "y", "q")  # tags of words that are in no name
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』\n]{4,40})[”’」』]")
_CEREMONY = ("签约", "签字")  # behind it the name of a meeting goes on
_LAST = 10  # characters of the longest last word


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every paper with what it is about in front."""
    for head in passage.list("agreements").matches(passage.text):
        if not passage.is_border(head.end):
            continue
        start = _start(passage, head)
        signed = _signed(passage, start)
        named = head.start - start
        if named >= 2 and signed:
            yield Candidate(Span(start, head.end), "DOC", "signed", 0.85, signed)
        elif len(head) + named >= 6 and not passage.text.startswith(_CEREMONY, head.end):
            yield Candidate(Span(start, head.end), "DOC", "about", 0.6, head.of(passage.text))
    yield from _quoted(passage)


def _quoted(passage: Passage) -> Iterator[Candidate]:
    """A paper between quotation marks behind a verb of signing."""
    kinds = passage.list("documents")
    for match in _QUOTED.finditer(passage.text):
        span = Span(match.start(1), match.end(1))
        last = kinds.before(passage.text, span.end, _LAST)
        if last and kinds.rows[last][0] == "doc" and (verb := _signed(passage, match.start())):
            yield Candidate(span, "DOC", "quoted", 0.8, verb)


def _start(passage: Passage, head: Span) -> int:
    """Where the name of a paper begins."""
    start = head.start
    signing, loose = passage.list("signing"), passage.list("document-stops")
    while start > max(0, head.end - LONGEST):
        word = passage.word_at(start - 1)
        text = passage.text[word.start : word.end]
        if text in signing or text in loose or not text.isalnum() or len(text) == 1:
            break
        if word.tag.startswith(_NAMELESS) and word.tag != "un":
            break
        start = word.start
    return start


def _signed(passage: Passage, start: int) -> str:
    """The verb of signing before a place, over 了, 一份, 新一轮."""
    place = start
    signing, loose = passage.list("signing"), passage.list("document-stops")
    for _ in range(4):
        verb = signing.before(passage.text, place, 6)
        if verb:
            return verb
        skipped = loose.before(passage.text, place, 6)
        if not skipped:
            return ""
        place -= len(skipped)
    return ""


RULES = ("signed", "about", "quoted")
SUGGESTER = Suggester("documents", 1, RULES, suggest)
