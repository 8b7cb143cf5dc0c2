"""Names between 《》 and brands: documents, works, newspapers, goods between quotation marks.

What stands between 《》 is a document by its last word or by the verb before it, an outlet if
newspapers are called so, else a work.  A brand in quotation marks needs goods as its last word
or a word for brands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.text.user_words import BREAKS

LONGEST = 90  # characters between 《 and 》
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』，。；！？\n]{2,12})[”’」』]")
_BRACKET = re.compile(r"(?:[（(〔\[][^（()）〔〕]{0,24}[）)〕\]]|[\d.—–-]+年?)$")
_LAST = 10  # characters of the longest last word


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names between 《》, quoted brands, and brands everybody knows."""
    for span in _titled(passage.text):
        yield _judged(passage, span)
    yield from _quoted(passage)
    for span in passage.list("brands").matches(passage.text):
        yield Candidate(span, "PRODUCT", "brand", 0.75, span.of(passage.text))


def _titled(text: str) -> Iterator[Span]:
    """Outermost 《…》; one that is not closed in its line is left out."""
    end = 0
    while (start := text.find("《", end)) >= 0:
        end = _closed(text, start)
        if end > start + 2:
            yield Span(start, end)
        end = max(end, start + 1)


def _closed(text: str, start: int) -> int:
    depth = 0
    for place in range(start, min(start + LONGEST, len(text))):
        character = text[place]
        if character in BREAKS:
            break
        depth += (character == "《") - (character == "》")
        if not depth:
            return place + 1
    first = text.find("》", start, start + LONGEST)  # a second 《 without its own 》
    return first + 1 if first > 0 and set(BREAKS).isdisjoint(text[start:first]) else -1


def _judged(passage: Passage, span: Span) -> Candidate:
    name = passage.text[span.start + 1 : span.end - 1]
    bare = name
    while bare and (tail := _BRACKET.search(bare)):
        bare = bare[: tail.start()]
    cue = _cue(passage, span)
    last = passage.list("documents").before(bare, len(bare), _LAST)
    kind = passage.list("documents").rows[last][0] if last else ""
    if cue == "work":
        return Candidate(span, "PRODUCT", "work", 0.9, name)
    if last and kind == "media":
        return Candidate(span, "MEDIA", "outlet", 0.85, last)
    if last:
        return Candidate(span, "DOC", "title", 0.97, last)
    if cue == "doc" or name.startswith("关于") or _issued(passage, span.end):
        return Candidate(span, "DOC", "title", 0.8, "")
    return Candidate(span, "PRODUCT", "work", 0.75, "")


def _cue(passage: Passage, span: Span) -> str:
    cues = passage.list("work-cues")
    found = cues.before(passage.text, span.start, 6)
    return cues.rows[found][0] if found else ""


def _issued(passage: Passage, end: int) -> bool:
    cues = passage.list("work-cues")
    found = cues.at(passage.text, end)
    return bool(found) and cues.rows[found][0] == "doc"


def _quoted(passage: Passage) -> Iterator[Candidate]:
    text = passage.text
    for match in _QUOTED.finditer(text):
        span = Span(match.start(1), match.end(1))
        last = passage.list("goods").before(text, span.end, 4)
        if last and len(span) > len(last) and not passage.is_word(Span(span.start, span.start + 1)):
            yield Candidate(span, "PRODUCT", "goods", 0.85, last)
        elif cue := _brand_cue(passage, match.start(), match.end()):
            yield Candidate(span, "PRODUCT", "quoted", 0.7, cue)


def _brand_cue(passage: Passage, start: int, end: int) -> str:
    cues = passage.list("brand-cues")
    after = cues.at(passage.text, end)
    if after and cues.rows[after][0] == "after":
        return after
    before = cues.before(passage.text, start, 6)
    return before if before and cues.rows[before][0] == "before" else ""


RULES = ("title", "work", "outlet", "goods", "quoted", "brand")
SUGGESTER = Suggester("works", 1, RULES, suggest)
