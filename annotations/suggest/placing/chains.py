"""Short names of one character: joined (沪苏浙皖, 奉亳) and alone (在沪)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations import regions
from annotations.model import Span
from annotations.regions import Region
from annotations.suggest.kinds import Candidate
from annotations.suggest.passage import Passage

RULES = ("chain", "chain-cue", "chain-members", "single", "single-alone", "single-beside")

Places = Sequence[tuple[Span, tuple[Region, ...]]]
_LONGEST = 8


def found(passage: Passage, places: Places) -> Iterator[Candidate]:
    """Chains of the list, others by what stands beside or is named, and single characters."""
    text = passage.text
    taken = bytearray(len(text))
    for span, _ in places:
        taken[span.start : span.end] = b"\1" * len(span)
    listed = passage.list("places-chains")
    for span in listed.matches(text):
        if not any(taken[span.start : span.end]) and (
            _stands(passage, span) or text.startswith("东西部", span.end)
        ):
            taken[span.start : span.end] = b"\1" * len(span)
            codes = tuple(listed.rows[span.of(text)][0].split())
            yield _candidate(text, span, "chain", 0.95, codes)
    among = tuple(dict.fromkeys(meant[0] for _, meant in places if len(meant) == 1))
    marks = frozenset(passage.list("places-singles")) | {one.short[0] for one in among}
    for span in _runs(passage, marks, taken):
        if len(span) > 1:
            yield from _chain(passage, span, among)
        yield from _single(passage, span, taken)


def _candidate(
    text: str, span: Span, rule: str, sure: float, codes: Sequence[str], evidence: str = ""
) -> Candidate:
    attributes = {"code": tuple(codes)} if codes else {}
    return Candidate(span, "REGION", rule, sure, evidence or span.of(text), attributes)


def _stands(passage: Passage, span: Span) -> bool:
    """Whether no known word goes over an end, but for one that begins with it (京沪|高铁)."""
    if not passage.is_border(span.start) and passage.word_at(span.start).tag:
        return False
    if passage.is_border(span.end):
        return True
    word = passage.word_at(span.end)
    if word.tag:
        return word.start == span.start
    return len(span) > 2 or _strong(passage, span.of(passage.text)) > 0


def _runs(passage: Passage, marks: frozenset[str], taken: bytearray) -> Iterator[Span]:
    """Characters in a row that may each be a region, in words that are no others."""
    start = end = 0
    heads, verbs = passage.list("places-heads"), passage.list("places-verbs")
    for word in passage.tokens:
        size = word.end - word.start
        shown = passage.text[word.start : word.end]
        fits = size == 1 or (not word.tag and size <= _LONGEST)
        if fits and marks.issuperset(shown) and not any(taken[word.start : word.end]):
            if word.start != end:
                if end > start:
                    yield Span(start, end)
                start = word.start
            end = word.end
            continue
        if end > start:
            yield Span(start, end)
        start = end = word.end
        head = shown[:1]
        if head in marks and not any(taken[word.start : word.end]):
            if not word.tag and size > 1 and shown[1] in heads:
                yield Span(word.start, word.start + 1)
        elif size > 1 and shown[1] in marks and shown[0] in verbs and (word.tag or size == 2):
            yield Span(word.start + 1, word.start + 2)  # 驻京, and 在京举行 is a word too
    if end > start:
        yield Span(start, end)


def _chain(passage: Passage, span: Span, among: Sequence[Region]) -> Iterator[Candidate]:
    text = passage.text
    shown = span.of(text)
    if len(span) > _LONGEST or len(set(shown)) < len(shown):
        return
    cue = passage.list("places-cues").at(text, span.end)
    named = regions.read(shown, among)
    members = [found[0] for found in named.members if found]
    if len(members) != len(shown):
        return
    codes = [one.code for one in members]
    whole = passage.word_at(span.start)
    one_word = whole.start == span.start and whole.end == span.end
    here = sum(one in among for one in members)
    if here == len(members) and (cue or one_word):
        yield _candidate(text, span, "chain-members", 0.88, codes)
    elif cue and _strong(passage, shown) >= (1 if here else 2):
        yield _candidate(text, span, "chain-cue", 0.85, codes, cue)


def _strong(passage: Passage, shown: str) -> int:
    """How many of the characters are seldom anything but a region."""
    singles = passage.list("places-singles").rows
    return sum("strong" in singles.get(character, ()) for character in shown)


def _beside(passage: Passage, span: Span) -> bool:
    """Whether it stands in a row with another of its kind: 沪、苏、浙."""
    text, singles = passage.text, passage.list("places-singles")
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return (before[1:] == "、" and before[0] in singles) or (
        after[:1] == "、" and after[1:] in singles
    )


def _headed(passage: Passage, span: Span) -> bool:
    return passage.text[span.end : span.end + 1] in passage.list("places-heads")


def _single(passage: Passage, span: Span, taken: bytearray) -> Iterator[Candidate]:
    text = passage.text
    if len(span) != 1:
        return
    columns = passage.list("places-singles").rows.get(span.of(text))
    if not columns or columns[0] == "weak":
        return
    meant = regions.read(span.of(text)).every[:1]
    codes = tuple(one.code for one in meant)
    before = text[span.start - 1 : span.start]
    alone = passage.is_border(span.start) and passage.is_border(span.end)
    word = passage.word_at(span.start)
    if before and before in passage.list("places-verbs"):
        if alone or word.end == span.end or _headed(passage, span) or word.tag:
            yield _candidate(text, span, "single", 0.85, codes, before)
    elif alone and _beside(passage, span):
        yield _candidate(text, span, "single-beside", 0.85, codes)
    elif not passage.is_border(span.start) or taken[span.start - 1]:
        return
    elif columns[0] == "strong" or _headed(passage, span):
        yield _candidate(text, span, "single-alone", 0.75, codes)
