"""Names of persons by weight: surname and given name, what stands before and after, jieba's words.

Shared by people (before other names are known) and mentions (after).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations.model import Span
from annotations.suggest.kinds import Candidate
from annotations.suggest.passage import Passage
from annotations.suggest.persons.naming import first_characters, shapes, words_for
from annotations.suggest.persons.titles import begins, titles
from annotations.text.user_words import BREAKS

BEFORE = {"title": 5.0, "role": 4.0, "list": 3.5, "start": 1.0, "clause": 0.5, "none": -1.0}
FOLLOWED = {"v": 0.7, "d": 0.7, "p": 0.7, "n": -1.0, "u": -1.0}  # by jieba's tag
SAYS, DOES, TITLED, ENDS, TORN = 3.0, 1.0, 2.8, 1.0, -2.0  # what stands behind a name
ALONE = 2.0  # a name that ends its line behind a bar
SHORT = -1.5  # a name of two characters with nothing before it
ENOUGH = 3.8
MOST_BEHIND = 4.5
CUED = ("title", "role", "list")
LIST = ("、", "和", "与", "及", "以及", "，", ",")
_BLANK = " 　"
_BARS = "｜|丨︱"
_STARTS = f"。！？!?；;“「『（({BREAKS}{_BLANK}{_BARS}"
_CLAUSES = "，,：:、"
_AFTER = f"，,。；;：:、）)】」”！？!?（({_BLANK}{BREAKS}"


@dataclass(frozen=True, slots=True)
class Person:
    """A name that weighs enough; `cue` is what stands before it, `says` if speech follows."""

    span: Span
    cue: str
    says: bool


def weighed(passage: Passage, *, cued: bool) -> Iterator[Person]:
    """Names of persons in order: behind a title, a job or another name, or else all the others."""
    text, cues, firsts = passage.text, passage.once(_cues), first_characters(passage)
    last = free = 0  # the end of the last name, and what is free for the next
    for start, character in enumerate(text):
        cue = cues.get(start, "")
        if start < free or (character not in firsts and cue != "title"):
            continue
        cue = cue or _before(text, start, last, cues)
        name = passage.name_at(start)
        if name and name.label == "PERSON":
            last = free = name.span.end
        elif (cue in CUED) == cued or cue == "list":
            if not cued and not passage.is_border(start) and passage.word_at(start).tag:
                continue
            best = _best(passage, start, cue)
            if best:
                yield best
                last = free = best.span.end


def _cues(passage: Passage) -> dict[int, str]:
    """Where a title or a role ends."""
    found = {span.end: "role" for span in passage.list("roles").matches(passage.text)}
    found.update({span.end: "title" for span in titles(passage)})
    return found


def _before(text: str, start: int, last: int, cues: dict[int, str]) -> str:
    if last and 0 < start - last <= 2 and text[last:start] in LIST:
        return "list"
    if not start:
        return "start"
    if text[start - 1] in _BLANK and start - 1 in cues:
        return cues[start - 1]  # 记者 某某
    if text[start - 1] in _STARTS:
        return "start"
    return "clause" if text[start - 1] in _CLAUSES else "none"


def _best(passage: Passage, start: int, cue: str) -> Person | None:
    best, most = None, ENOUGH
    for span, looks in shapes(passage, start, any_surname=cue == "title"):
        weight = looks + BEFORE[cue]
        if weight + MOST_BEHIND < ENOUGH:
            continue
        behind, says = _behind(passage, span)
        if _spoken_to(passage, span):
            continue
        weight += behind + words_for(passage, span, after=cue in CUED[:2], followed=behind > 0)
        weight += ALONE if _alone(passage.text, span) else 0.0
        weight += SHORT if len(span) == 2 and _doubtful(passage, start, cue) and not says else 0.0
        if weight > most and (cue in CUED[:2] or _open(passage, span)):
            best, most = Person(span, cue, says), weight
    return best


def _doubtful(passage: Passage, start: int, cue: str) -> bool:
    """Whether little speaks for a short name: no cue, or a surname that is mostly another word."""
    surname = passage.list("surnames").rows.get(passage.text[start])
    return cue not in CUED or (cue != "title" and surname == ("word",))


def _spoken_to(passage: Passage, span: Span) -> bool:
    """Whether a surname is followed by 大爷, 书记 … and not by a given name."""
    given = passage.text[span.start + 1 : span.end]
    return any(given in passage.list(name) for name in ("roles", "titles"))


def _behind(passage: Passage, span: Span) -> tuple[float, bool]:
    """What stands behind a name says for it, and whether it is a word of speech."""
    text, end = passage.text, span.end
    if end == len(text):
        return ENDS, False
    words = passage.list("after-names")
    word = words.at(text, end + 1 if text[end] in _BLANK else end)
    if word:
        says = words.rows[word][:1] == ("says",)
        return (SAYS if says else DOES), says
    if begins(passage, end) or passage.list("roles").at(text, end):
        return (TITLED if len(span) > 2 else ENDS), False
    if text[end] in _AFTER:
        return ENDS, False
    if not passage.is_border(end):
        return TORN, False
    return FOLLOWED.get(passage.word_at(end).tag[:1], 0.0), False


def _alone(text: str, span: Span) -> bool:
    """Whether a name ends its line behind a bar: 某时评｜某某."""
    ends = span.end == len(text) or text[span.end] in BREAKS
    return ends and span.start > 0 and text[span.start - 1] in _BARS


def _open(passage: Passage, span: Span) -> bool:
    """Whether no other name was found here that speaks against it."""
    near = [one.span for place in range(span.start, span.end) if (one := passage.name_at(place))]
    surname = passage.list("surnames").rows.get(passage.text[span.start], ())
    inside = all(span.start < one.start and one.end == span.end for one in near)
    return not near or (inside and surname != ("word",))  # 周|海宁


def again(passage: Passage, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same names elsewhere in the article."""
    text = passage.text
    taken = {one.span for one in found}
    for name in dict.fromkeys(one.span.of(text) for one in found):
        place = text.find(name)
        while place >= 0:
            span = Span(place, place + len(name))
            if span not in taken and (len(name) > 2 or passage.is_word(span)):
                yield Candidate(span, "PERSON", "again", 0.93, name)
            place = text.find(name, span.end)
