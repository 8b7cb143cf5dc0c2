"""Short names that an article gives to what it named in full: “以下简称”, brands, last words.

`aliases` are pairs of a short name and its label, from a full name and the words of lists;
what an article says itself, （以下简称“延安高新区”）, holds for every label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.growth.endings import cuts_word
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage

_SAID = re.compile(
    r"[（(](?:以下)?(?:统称|简称|下称)(?:为|：|:)?[“‘「『《\"]?([^（()）“”‘’「」『』\"\n，。]{2,16})[”’」』》\"]?[)）]"
)
_NAMES = ("", "nr", "nrt", "nrfg", "nz")  # parts of speech of brands
_BRANDED = 2  # characters of a brand at least
_SHORTEST = 4  # characters of the rest of a name that may stand without its place
_PLACES = ("REGION", "MACRO")
_RESTED = ("GOV", "INST", "ASSOC", "ZONE", "EVENT", "COMPANY")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every place where a short name of something named in full stands."""
    known = dict(_aliases(passage))
    words = WordList({word: (full.label,) for word, (full, _) in known.items()})
    for span in words.matches(passage.text):
        told = span.of(passage.text)
        full, rule = known[told]
        if full.label == "COMPANY" and rule == "brand":
            span = _with_kind(passage, span)
        later = rule != "rest" or (span.start > full.span.end and not _counted(passage, span))
        if not full.span.overlaps(span) and later and _stands(passage, span):
            evidence = full.span.of(passage.text)
            sure = 0.93 if rule == "said" else 0.8
            yield Candidate(_with_place(passage, span, rule), full.label, rule, sure, evidence)


def _aliases(passage: Passage) -> Iterator[tuple[str, tuple[Candidate, str]]]:
    text = passage.text
    for one in (*passage.inner, *passage.found):
        if one.label in _RESTED:
            for short, rule in _derived(passage, one):
                yield short, (one, rule)
    for match in _SAID.finditer(text):
        full = passage.name_ending(match.start())
        if full is not None and full.label != "DOC":
            yield match[1], (full, "said")


def _derived(passage: Passage, full: Candidate) -> Iterator[tuple[str, str]]:
    """The short names that a full one gives."""
    text, told = passage.text, full.span.of(passage.text)
    start = _past_place(passage, full.span)
    rest = text[start : full.span.end]
    if full.label == "COMPANY":
        yield from _brands(passage, Span(start, full.span.end))
    elif start > full.span.start and len(rest) >= _SHORTEST and not _is_common(passage, rest):
        yield rest, "rest"
    if "驻" in told:
        for short, (place, *_) in passage.list("office-posts").rows.items():
            if f"驻{place}" in told:
                yield f"驻{short}办", "rest"
    shorts = passage.list("short-names")
    for size in range(2, min(6, len(told))):
        if shorts.rows.get(told[-size:], ("",))[0] == full.label != "COMPANY":
            yield told[-size:], "rest"


def _is_common(passage: Passage, rest: str) -> bool:
    """Whether many have that name: 人民医院, 商务局."""
    return any(rest in passage.list(name) for name in ("suffixes", "offices"))


def _past_place(passage: Passage, span: Span) -> int:
    """Where a name goes on behind the place it begins with; its start where it has none."""
    ends = [
        one.span.end
        for one in _inside(passage, span)
        if one.span.start == span.start and one.label in (*_PLACES, "GOV")
    ]
    return max((end for end in ends if end < span.end), default=span.start)


def _inside(passage: Passage, span: Span) -> Iterator[Candidate]:
    from bisect import bisect_left

    starts = passage.inner
    at = bisect_left(starts, span.start, key=lambda one: one.span.start)
    while at < len(starts) and starts[at].span.start < span.end:
        if starts[at].span.end <= span.end:
            yield starts[at]
        at += 1


def _brands(passage: Passage, span: Span) -> Iterator[tuple[str, str]]:
    """The brand of a firm: what is in no dictionary before its field (穗陶|智能装备)."""
    text = passage.text
    endings = passage.list("suffixes")
    core = span.of(text)
    tail = endings.before(text, span.end)
    if tail is not None and len(tail) < len(core) and endings.rows[tail][:1] == ("COMPANY",):
        core = core[: -len(tail)]
    if len(core) < _BRANDED:
        return
    from annotations.suggest import tokens

    for size in (2, 3, 4):
        brand = core[:size]
        if len(brand) == size and brand.isalnum() and tokens.tag(brand) in _NAMES:
            yield brand, "brand"
    if len(core) >= 3 and not _is_common(passage, core):
        yield core, "brand"


def _with_kind(passage: Passage, span: Span) -> Span:
    """A brand with 集团, 公司 or its field behind it."""
    words, text = passage.list("short-names"), passage.text
    end = span.end
    while (told := words.at(text, end)) is not None and words.rows[told][:1] == ("COMPANY",):
        end += len(told)
    return Span(span.start, end)


def _with_place(passage: Passage, span: Span, rule: str) -> Span:
    """A place right before a name belongs to it."""
    place = passage.name_ending(span.start, _PLACES)
    return Span(place.span.start, span.end) if place is not None and rule != "said" else span


def _stands(passage: Passage, span: Span) -> bool:
    return not cuts_word(passage, span.start) and not cuts_word(passage, span.end)


def _counted(passage: Passage, span: Span) -> bool:
    """Whether many are meant: 两座|科学城, 各地|驻沪办, 各省（…）|驻沪办."""
    if span.start == 0:
        return False
    word = passage.word_at(span.start - 1)
    told = passage.text[word.start : word.end]
    if word.tag in ("m", "q") or told in (")", "）"):
        return True
    return told in passage.list("growing-stops") and (len(told) == 1 or told[0] in "各多")


SUGGESTER = Suggester("aliases", 4, ("said", "brand", "rest"), suggest)
