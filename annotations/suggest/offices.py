"""Offices: a title with the body and the departments in front of it, 某市|区域合作|科|科长.

A title counts before the name of a person, where somebody is appointed, or with a body that was
found; of coordinated offices (市委副书记、市长) each one.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.persons.titles import joins, kind_of, titles

BODIES = ("GOV", "COMPANY", "INST", "ASSOC", "ZONE", "REGION", "MEDIA", "SITE", "PROJECT", "EVENT")
NOMINAL = ("n", "nz", "nt", "ns", "j", "vn", "an", "b", "s", "nr", "nrt", "")
LONGEST = 48  # characters of an office
_SEVERAL = ("、", "兼", "，", "和", ",")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every office; those of a list of offices count where the last one does."""
    counts = ""
    below = bare = Span(len(passage.text), len(passage.text))  # the office behind; a title alone
    for span in reversed(titles(passage)):
        whole, body = _whole(passage, span)
        between = passage.text[span.end : below.start]
        listed = counts and between in _SEVERAL
        counts = _reason(passage, whole, span, body) or ("list" if listed else "")
        if listed and between == "、" and below == bare and joins(passage, span):
            whole = Span(whole.start, below.end)
        below, bare = whole, span
        if counts and (body or _clear(passage, whole, span)):
            yield Candidate(whole, "OFFICE", counts, _sure(counts, body), span.of(passage.text))


def _clear(passage: Passage, whole: Span, title: Span) -> bool:
    """Whether a title without a body says enough: 区域合作科|组长, but not 项目|负责人."""
    kind = kind_of(passage, title)
    return kind not in ("loose", "vague") or (kind == "loose" and whole != title)


def _sure(reason: str, body: bool) -> float:
    return {"name": 0.93, "list": 0.9, "taken": 0.85, "body": 0.7}[reason] - (0 if body else 0.05)


def _reason(passage: Passage, whole: Span, title: Span, body: bool) -> str:
    text = passage.text
    after = passage.name_at(title.end) if title.end < len(text) else None
    if after and after.label == "PERSON" and after.span.start == title.end:
        return "name"
    if kind_of(passage, title) in ("loose", "vague"):
        return ""
    if passage.list("appointing").before(text, whole.start, 5) and _ends(passage, title.end):
        return "taken" if body or _somebody(passage, whole) else ""
    return (
        "body" if body and kind_of(passage, title) == "post" and _ends(passage, title.end) else ""
    )


def _ends(passage: Passage, end: int) -> bool:
    """Whether no noun goes on after a place: 市长|信箱 is no office."""
    if not passage.is_border(end):
        return False
    if end == len(passage.text):
        return True
    return (
        not passage.word_at(end).tag.startswith(("n", "j", "b", "g")) or passage.text[end] in "的"
    )


def _somebody(passage: Passage, span: Span) -> bool:
    return bool(passage.names_in(Span(max(0, span.start - 30), span.start), ("PERSON",)))


def _whole(passage: Passage, title: Span) -> tuple[Span, bool]:
    """A title with what belongs to it in front, and whether a body that was found is there."""
    start, body = title.start, False
    over = passage.name_at(start)
    if over and over.label in BODIES and over.span.start < start and over.span.end < title.end:
        start, body = over.span.start, True  # 某自治县|委书记
    while start > max(0, title.end - LONGEST):
        name = passage.name_at(start - 1)
        if name:
            if name.span.end != start or name.label not in BODIES:
                break
            start, body = name.span.start, True
            continue
        size = _part(passage, start)
        if not size:
            break
        start -= size
    return Span(start, title.end), body


def _part(passage: Passage, end: int) -> int:
    """How many characters before a place are a word of a department."""
    text = passage.text
    known = passage.list("office-words").before(text, end)
    if known and passage.is_border(end - len(known)):
        return len(known)
    word = passage.word_at(end - 1)
    if word.end != end or word.tag not in NOMINAL or not text[end - 1].isalnum():
        return 0
    inside = text[word.start : word.end]
    return (
        0
        if any(inside in passage.list(name) for name in ("roles", "titles", "office-stops"))
        else len(inside)
    )


RULES = ("name", "list", "taken", "body")
SUGGESTER = Suggester("offices", 3, RULES, suggest)
