"""What stands around a name: its sentence, what joins names to a list, what words lead to it.

Everything is read in the clean text, in either script; positions are its code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.model import Annotation, Span, View

ENDS = "。！？!?\n\r"
_OPENING = " \t\u3000“‘\"'「『《（("
_JOINT = re.compile(r"[\s、，,/·“”‘’\"'「」『』]*(?:以及|和|及|暨)?[\s“‘\"'「『]*")
_PAIRING = re.compile(r"[\s“”‘’\"'「」『』]*(?:与|與|同)[\s“‘\"'「『]*")
_TOWARDS = re.compile("(?:与|與|同|跟|向|对|對|赴|携手|攜手|联手|聯手|联合|聯合)$")
_AND = re.compile("和$")
_AT = re.compile("(?:在|于|於|到|去|来|來|往|抵|驻|駐|落户|落戶|落地)$")
_LONGEST_CUE = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands in the clean text."""

    annotation: Annotation
    span: Span


def placed(annotations: Iterable[Annotation], clean: View) -> list[Placed]:
    """Annotations with their places, in their order; without those that emendations took away."""
    found = [(one, clean.alignment.to_target(one.hull)) for one in annotations]
    return [Placed(one, span) for one, span in found if span]


def sentence(text: str, at: Span) -> Span:
    """The sentence, or sentences, that a span stands in, with the stop at the end."""
    start = max(text.rfind(end, 0, at.start) for end in ENDS) + 1
    stops = [stop for end in ENDS if (stop := text.find(end, max(at.start, at.end - 1))) >= 0]
    return Span(start, min(stops) + 1 if stops else len(text))


def joined(text: str, one: Placed, other: Placed, *, pairing: bool = False) -> bool:
    """Whether one name follows the other in a list; `pairing`: 与 joins them too."""
    if other.span.start < one.span.end:
        return False
    between = text[one.span.end : other.span.start]
    return bool(_JOINT.fullmatch(between) or (pairing and _PAIRING.fullmatch(between)))


def lists(text: str, names: Sequence[Placed]) -> list[tuple[Placed, ...]]:
    """Names as the lists they stand in, in their order; most are lists of one."""
    found: list[tuple[Placed, ...]] = []
    for name in names:
        if found and joined(text, found[-1][-1], name, pairing=True):
            found[-1] = (*found[-1], name)
        else:
            found.append((name,))
    return found


def outermost(names: Sequence[Placed]) -> list[Placed]:
    """Those that stand in no other, of names in the order of the text, longer ones first."""
    found: list[Placed] = []
    for name in names:
        inside = found and found[-1].span.contains(name.span) and found[-1].span != name.span
        if not inside:
            found.append(name)
    return found


def towards(text: str, at: int, *, after_name: bool) -> bool:
    """Whether what stands before `at` sets the name there against the acting side (与…, 赴…).

    和 joins equals where a name stands before it (`after_name`), and does so nowhere else.
    """
    before = _before(text, at)
    return bool(_TOWARDS.search(before) or (not after_name and _AND.search(before)))


def located(text: str, at: int) -> bool:
    """Whether what stands before `at` says that something is there (在…, 落户…)."""
    return bool(_AT.search(_before(text, at)))


def _before(text: str, at: int) -> str:
    """The characters before a place, without the signs that open a name."""
    return text[max(0, at - _LONGEST_CUE) : at].rstrip(_OPENING)
