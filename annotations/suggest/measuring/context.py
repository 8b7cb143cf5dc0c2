"""What a sentence and those before it say of cooperation: which places, which cues, how near.

A measure often names no other side, since the paragraph is about it: items of a joint plan, terms
of an agreement.  `Context.frame` carries that on, weaker with each sentence and paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotations.model import Span
from annotations.suggest.passage import Passage

Row = tuple[int, str]  # a place in the text, and what stands there
CUES, STATUS = "measure-cues", "measure-status"
FRAME = "frame"
PLACES = frozenset({"REGION", "MACRO"})
_SENTENCE, _PARAGRAPH, _LOCAL = 0.85, 0.75, 0.6  # what is left of a frame behind each
_MUNICIPAL = frozenset({"11", "12", "31", "50", "71", "81", "82"})
_WEAK = 0.3  # the strength of a sentence that says little
_ORDINALS = frozenset("一二三四五六七八九十123456789")
_ENDINGS = "省市县区镇乡"


@dataclass(frozen=True)
class Context:
    """One sentence: the places in it with where they stand, its cues by kind, and its frame.

    `framed` is the status that the sentences before it give to what follows (agreed, planned),
    `usual` the mean of all frames of the article, `home` the place it names most.
    """

    span: Span
    places: tuple[Row, ...]
    cues: tuple[Row, ...]
    frame: float
    framed: str = ""
    usual: float = 0.0
    home: str = ""

    def within(self, span: Span) -> tuple[set[str], Counter[str]]:
        """The places and the kinds of cues in a part of the sentence."""
        return set(_inside(self.places, span)), Counter(_inside(self.cues, span))

    @cached_property
    def around(self) -> tuple[set[str], Counter[str]]:
        """The same of the whole sentence."""
        return self.within(self.span)


def _inside(rows: Sequence[Row], span: Span) -> Iterator[str]:
    return (name for _, name in _part(rows, span))


def contexts(passage: Passage, sentences: Sequence[Span]) -> list[Context]:
    """The context of each sentence."""
    places = _places(passage)
    cues = sorted((*_cues(passage), *_joined(places)))
    often = Counter(name for _, name in places).most_common(1)
    home = often[0][0] if often else ""
    found: list[Context] = []
    frame, framed = 0.0, ""
    for span in sentences:
        begins = _new_paragraph(passage.text, span)
        is_item = begins and _is_item(passage.text, span)
        if begins and not is_item:
            framed = ""
        here, said = _part(places, span), _part(cues, span)
        own = _strength({name for _, name in here}, Counter(kind for _, kind in said))
        kept = _SENTENCE
        if begins:
            kept = 1.0 if is_item else _SENTENCE * _PARAGRAPH
        if own < _WEAK and any(kind == "local" for _, kind in said):
            kept *= _LOCAL
        frame = max(own, frame * kept)
        found.append(Context(span, here, said, frame, framed))
        framed = ([framed, *statuses(passage, span, FRAME)])[-1]
    usual = sum(one.frame for one in found) / max(len(found), 1)
    return [replace(one, usual=usual, home=home) for one in found]


def _part(rows: Sequence[Row], span: Span) -> tuple[Row, ...]:
    return tuple(rows[bisect_left(rows, (span.start, "")) : bisect_left(rows, (span.end, ""))])


def _strength(places: set[str], cues: Counter[str]) -> float:
    """How surely a sentence is about cooperation, 0 to 1."""
    sides = len(places) > 1 or cues["both"] > 0
    joint = min(cues["joint"] + cues["cross"] + cues["pact"], 2)
    return (0.5 if sides else 0.1) * joint if joint else (0.2 if sides else 0.0)


def statuses(passage: Passage, span: Span, where: str) -> Iterator[str]:
    """The statuses that words of a part of the text tell, of those that count there."""
    words = passage.list(STATUS)
    text = span.of(passage.text)
    for place in words.matches(text):
        status, at = words.rows[place.of(text)][:2]
        if at == where:
            yield status


def _is_item(text: str, span: Span) -> bool:
    """Whether a paragraph is one of a list: 一是, 二、, 其三, （四）, 5."""
    return text[span.start : span.start + 3].lstrip("（(其第 \u3000")[:1] in _ORDINALS


def _new_paragraph(text: str, span: Span) -> bool:
    return span.start > 0 and text[span.start - 1] in "\n\r"


def _cues(passage: Passage) -> list[Row]:
    words = passage.list(CUES)
    text = passage.text
    return [
        (span.start, words.rows[span.of(text)][0])
        for span in words.matches(text)
        if words.rows[span.of(text)]
    ]


def _places(passage: Passage) -> list[Row]:
    """Where places are named, also within longer names, and which: one of each chain."""
    found: list[Row] = []
    for one in (*passage.found, *passage.inner):
        if one.label in PLACES:
            codes = one.attributes.get("code", ())
            told = (codes,) if isinstance(codes, str) else codes
            names = {_area(code) for code in told} or {one.span.of(passage.text).rstrip(_ENDINGS)}
            found += [(one.span.start, name) for name in names]
    return sorted(found)


def _joined(places: Sequence[Row]) -> list[Row]:
    """A cue where one name means several places: 沪明, 川渝."""
    many = Counter(at for at, _ in places)
    return [(at, "both") for at, count in many.items() if count > 1]


def _area(code: str) -> str:
    """What of a code counts as a place of its own: a city with its counties, or a province."""
    return code[:2] if code[:2] in _MUNICIPAL or code.endswith("0000") else code[:4]
