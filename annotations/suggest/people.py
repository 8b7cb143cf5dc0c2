"""Names of persons that need no other names to be known: behind a title, a job or another name.

Known names, names of peoples with names of their own (扎西|卓玛) and names with a dot too; each
again wherever it stands later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage
from annotations.suggest.persons.weighing import again, weighed

SURE = {"title": 0.97, "role": 0.93, "list": 0.92}
_DOTS = "·•・"
_DOT = re.compile(f"[{_DOTS}]")
_DOTTED = re.compile(f"[一-鿿]{{1,7}}(?:[{_DOTS}][一-鿿]{{1,7}}){{1,3}}")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names of persons, each once for its place."""
    found = [*_known(passage), *_of_parts(passage), *_dotted(passage)]
    for one in weighed(passage, cued=True):
        before = passage.text[max(0, one.span.start - 4) : one.span.start]
        found.append(Candidate(one.span, "PERSON", one.cue, SURE[one.cue], before))
    yield from found
    yield from again(passage, found)


def _known(passage: Passage) -> Iterator[Candidate]:
    for span in passage.list("people").matches(passage.text):
        if passage.is_border(span.start) or passage.is_border(span.end):
            yield Candidate(span, "PERSON", "known", 0.95, span.of(passage.text))


def _of_parts(passage: Passage) -> Iterator[Candidate]:
    """Two or more parts of names in a row: 次仁|卓玛, 曲木|阿衣."""
    parts = passage.list("name-parts")
    start = end = count = 0
    for span in parts.matches(passage.text):
        if span.start != end:
            start, count = span.start, 0
        end, count = span.end, count + 1
        goes_on = parts.at(passage.text, end) is not None
        if count > 1 and not goes_on:
            yield Candidate(Span(start, end), "PERSON", "parts", 0.85, span.of(passage.text))


def _dotted(passage: Passage) -> Iterator[Candidate]:
    """Names with a dot whose characters write foreign sounds: 米歇尔·杜邦, 艾力·买买提."""
    sounds = passage.list("foreign-sounds")
    for match in _DOTTED.finditer(passage.text):
        first, *others = _DOT.split(match[0])
        start = match.start() + len(first) - _run(first[::-1], sounds)
        end = match.start() + len(first)
        for part in others:
            end += 1 + _run(part, sounds)
            if _run(part, sounds) < len(part):
                break
        name = passage.text[start:end]
        whole = name[0] not in _DOTS and name[-1] not in _DOTS and passage.is_border(start)
        if whole and len(name) > 4:
            yield Candidate(Span(start, end), "PERSON", "dotted", 0.85, name)


def _run(part: str, sounds: WordList) -> int:
    """How many characters at the head of a part of a name write foreign sounds."""
    return next((place for place, one in enumerate(part) if one not in sounds), len(part))


RULES = ("known", "parts", "dotted", "title", "role", "list", "again")
SUGGESTER = Suggester("people", 1, RULES, suggest)
