"""Macro-regions: blocks across the borders of provinces, basins, and parts of a province."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.placing import gazetteer

RULES = ("list", "context", "suffix", "side")

_SHORT = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘陇青疆"
_SIDE = re.compile(
    rf"(?<![\w])?[{_SHORT}](?:东西北|东南北|[东西][南北]|[东南西北中])(?![方侧门路站区街京海昌宁山部川])"
)


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names of the list, provinces with a direction, regions with 都市圈, 流域 …"""
    text = passage.text
    words = passage.list("macro")
    for span in words.matches(text):
        if not _stands(passage, span):
            continue
        needs, *among = words.rows[span.of(text)] or ("",)
        if needs == "context":
            if cue := _cue(passage, span):
                yield Candidate(span, "MACRO", "context", 0.75, cue)
        elif needs == "never":
            continue
        elif needs != "with" or any(one in text for one in " ".join(among).split()):
            yield Candidate(span, "MACRO", "list", 0.95, span.of(text))
    counties = gazetteer.of(passage.lists).names
    for found in _SIDE.finditer(text):
        span = Span(*found.span())
        if (
            span.of(text) in counties
            or span.of(text) in words
            or text.startswith("东西部", span.end - 1)
        ):
            continue
        if _stands(passage, span):
            yield Candidate(span, "MACRO", "side", 0.88, span.of(text))
    yield from _blocks(passage)


def _stands(passage: Passage, span: Span) -> bool:
    """Whether no known word goes over an end; one that begins with it may (东北|大米)."""
    if len(span) > 3 or (len(span) == 3 and _SIDE.fullmatch(span.of(passage.text))):
        return True
    if not passage.is_border(span.start):
        word = passage.word_at(span.start)
        if word.tag and word.end != span.end:
            return False
        if len(span) < 3 and word.tag:
            return False
    if not passage.is_border(span.end):
        word = passage.word_at(span.end)
        return not word.tag or word.start <= span.start
    return True


def _cue(passage: Passage, span: Span) -> str:
    """What beside it says that it is a name: words on both sides."""
    text = passage.text
    cues = passage.list("macro-context")
    behind = cues.at(text, span.end)
    if span.end == len(text) or text[span.end] == "\n":
        behind = "。"
    before = cues.before(text, span.start, 3)
    if span.start == 0 or text[span.start - 1] in "\n，。；：,;:":
        before = "，"
    good_behind = behind is not None and (
        "after" in cues.rows[behind] or before not in (None, "，")
    )
    good_before = before is not None and (before == "，" or "before" in cues.rows[before])
    if not (good_behind and good_before):
        return ""
    return f"{before}…{behind}"


def _blocks(passage: Passage) -> Iterator[Candidate]:
    """Regions and waters with a word that makes a block of them."""
    text = passage.text
    suffixes = passage.list("macro-suffixes")
    for span in suffixes.matches(text):
        start = _start(passage, span.start)
        if start is not None:
            whole = Span(start, span.end)
            yield Candidate(whole, "MACRO", "suffix", 0.85, span.of(text))


_WATERS = re.compile("[江河湖海溪水]$")


def _start(passage: Passage, end: int) -> int | None:
    """Where the name before a suffix begins: one word that is a place, or a water."""
    if not end or (not passage.is_border(end) and passage.word_at(end).tag):
        return None
    word = passage.word_at(end - 1)
    shown = passage.text[word.start : end]
    if len(shown) < 2 or shown[-1] in "省市县区":
        return None
    if word.tag in ("ns", "nr", "nz", "nrt", "j") or (
        _WATERS.search(shown) and word.tag in ("", "ns", "n")
    ):
        return word.start
    listed = passage.list("places-chains")
    found = listed.before(passage.text, end, 5)
    return end - len(found) if found else None


SUGGESTER = Suggester("macro", 1, RULES, suggest)
