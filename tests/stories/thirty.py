"""Thirty spans of a sample article, tagged twice: by a drag and keys for each, and as one does.

The list is taken from the annotations that the sample article came with (`resources/samples`),
every place of it: who works with whom (the one city, the counties, 两市), in what, when, three
persons, a firm, and how they pair and second people.  Both ways are told as steps of a mouse
and keys, and nothing else is done; turning the wheel is no action in either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import resources
from annotations.model import Span
from annotations.tagset import TagSet
from gui.hands import Hands

ARTICLE = "01-signing"
NAMES = (
    ("REGION", "无锡"),
    ("REF", "两市"),
    ("REGION", "吴起县"),
    ("SECTOR", "能源装备"),
    ("DATE", "3月18日"),
    ("PERSON", "陆文澜"),
    ("PERSON", "白崇山"),
    ("PERSON", "高建塬"),
    ("COMPANY", "江苏恒岳重工股份有限公司"),
    ("MEASURE", "与陕西确立对口帮扶关系"),
    ("MEASURE", "结为革命老区对口合作城市"),
    ("MEASURE", "互派15名干部挂职"),
    ("MEASURE", "选派30名医生、教师到延安服务"),
)
WORDS = frozenset({"无锡"})  # those that are one word before they are tagged
TOLD = ("type", "status", "level")  # attributes that the list has
STATUS: Mapping[str, str] = {"agreed": "e", "completed": "t"}  # keys of the form of a measure
LEVEL: Mapping[str, str] = {"P": "s", "C": "d"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the thirty. Two are equal when nobody could tell them apart but by their ids."""

    span: Span
    quote: str
    label: str
    attributes: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Drag over a span, or click into it, and press keys one after the other."""

    by: Literal["drag", "click"]
    span: Span
    keys: str


def wanted() -> tuple[Wanted, ...]:
    """The thirty, in the order of the text."""
    told = json.loads(resources.text(f"samples/{ARTICLE}.annotations.jsonl"))
    found: list[Wanted] = []
    for mark in told["annotations"]:
        span, *more = (Span(*fragment) for fragment in mark["fragments"])
        quote = span.of(told["text"])
        if (mark["label"], quote) in NAMES and not more:
            values = mark["attributes"].items()
            kept = tuple(sorted((key, value) for key, value in values if key in TOLD))
            found.append(Wanted(span, quote, mark["label"], kept))
    return tuple(sorted(found, key=lambda one: one.span.start))


def by_hand(tagset: TagSet) -> list[Step]:
    """One after the other as they come: a drag over each, the key of its label; for a measure
    the letters of its type, and its status and level where they are not those of the last one,
    which the program keeps."""
    steps: list[Step] = []
    status = level = ""
    for one in wanted():
        if one.label != tagset.measure.id:
            steps.append(Step("drag", one.span, tagset.labels[one.label].key))
            continue
        values = {key: str(value) for key, value in one.attributes}
        keys = tagset.measure.key + _code(tagset, values["type"])
        keys += STATUS[values["status"]] if values["status"] != status else ""
        keys += LEVEL[values["level"]] if values["level"] != level else ""
        status, level = values["status"], values["level"]
        steps.append(Step("drag", one.span, keys))
    return steps


def as_one_does(tagset: TagSet) -> list[Step]:
    """Name by name in the order of the list: the first place by a click into the word (by a drag
    where it is no word), all others by @; what is like the one before by the full stop."""
    places: dict[tuple[str, str], list[Wanted]] = {}
    for one in wanted():
        places.setdefault((one.label, one.quote), []).append(one)
    steps: list[Step] = []
    for label, quote in NAMES[:9]:
        first, *others = places[label, quote]
        is_word = quote in WORDS
        keys = tagset.labels[label].key
        keys += "@" if others else ""
        steps.append(Step("click" if is_word else "drag", first.span, keys))
    (paired,), (joined,), (sent,), (lent,) = (places[name] for name in NAMES[9:])
    pair, talent = _code(tagset, "PAIR"), _code(tagset, "TALENT")
    return [
        *steps,
        Step("drag", paired.span, f"m{pair}{STATUS['completed']}{LEVEL['P']}"),
        Step("drag", joined.span, f".{LEVEL['C']}"),
        Step("drag", sent.span, f"m{talent}{STATUS['agreed']}"),
        Step("drag", lent.span, "."),
    ]


def _code(tagset: TagSet, type: str) -> str:
    return next(known.code for known in tagset.types if known.id == type)


def walk(hands: Hands, steps: Sequence[Step]) -> None:
    """Do it, by events of the mouse and of the keys."""
    for step in steps:
        done = hands.drag(step.span) if step.by == "drag" else hands.click(step.span.start)
        assert done, f"in sight: {step}"
        for key in step.keys:
            hands.letters(key)
