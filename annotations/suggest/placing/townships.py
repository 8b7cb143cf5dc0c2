"""Townships, which no list has: by 镇, 乡, 街道 or 苏木 behind a county, or behind a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotations.model import Span
from annotations.regions import Region
from annotations.suggest.kinds import Candidate
from annotations.suggest.lists import WordList
from annotations.suggest.passage import Passage, Word

RULES = ("town-below", "town", "town-again", "town-short")

Places = Sequence[tuple[Span, tuple[Region, ...]]]
_NO_NAME = (
    "第的和与在是等将有把各多全个及、为了到对从该本某几数每跟同于以并由"
    "被向往之后前内外也又就都还让使着过们我你他她"
)
_BELOW = re.compile(rf"[^\W\d_A-Za-z{_NO_NAME}]{{1,6}}?(?:镇|乡|街道|苏木)")
_ALONE = re.compile("镇|乡|街道|苏木")
_KINDS = ("镇", "乡", "街道", "苏木")
_NAME_TAGS = ("ns", "nr", "nrt", "nrfg", "nz", "")
_JOINING = "与和及、，。在到赴往自从于由\n"
_LEADING = "在到赴往自从去来驻由至经于"
_NEAR = 2000  # characters around it in which a name may stand again
_OPENING = "\n　。；、，“"
_FOLLOWING = ("的", "把", "与", "和", "、", "将", "党", "政", "在")
_DOING = ("v", "vn", "vd", "a", "ad", "an", "d", "r", "m", "c", "p", "f", "t", "l", "i")
_TAILS = {  # what makes a word of its own with the kind: 古镇, 家乡
    "镇": "小古乡集重名强村市街本全",
    "乡": "家故他水城下返回老侨异本同离思还仙",
    "街": "大小老条",
    "苏": "",
}
_LONGEST = 3  # characters of a name without its kind, where nothing stands before it


def found(passage: Passage, places: Places) -> Iterator[Candidate]:
    """Townships behind a county, those alone, and both where they stand again or in short."""
    text = passage.text
    homes: dict[str, tuple[Region, ...]] = {}
    for span, meant in places:
        match = _BELOW.match(text, span.end)
        if match and _is_name(passage, Span(span.end, match.end())):
            town = Span(span.end, match.end())
            homes[town.of(text)] = meant
            yield _candidate(text, span.hull(town), "town-below", 0.93, meant)
    alone: set[str] = set()
    ends: set[int] = set()
    for span in _alone(passage):
        ends.add(span.end)
        if span.of(text) not in homes:
            alone.add(span.of(text))
            yield _candidate(text, span, "town", 0.85, ())
    for span in _led(passage):
        if span.end not in ends and span.of(text) not in homes:
            alone.add(span.of(text))
            yield _candidate(text, span, "town", 0.75, ())
    yield from _again(passage, homes, alone)


def _candidate(text: str, span: Span, rule: str, sure: float, meant: Sequence[Region]) -> Candidate:
    attributes = {"code": (meant[0].code,)} if len(meant) == 1 else {}
    return Candidate(span, "REGION", rule, sure, span.of(text), attributes)


def _kind(name: str) -> str:
    return next(kind for kind in _KINDS if name.endswith(kind))


def _is_name(passage: Passage, span: Span) -> bool:
    """Whether what stands before the kind may be a name, and the kind ends a word."""
    name = span.of(passage.text)
    bare = name.removesuffix(_kind(name))
    stop = passage.list("places-towns")
    if (
        not bare
        or bare[0] in "一两"
        or (len(bare) == 1 and bare in "三四五六七八九十")
        or bare in stop
        or any(bare.endswith(one) for one in ("特色小", "古", "城"))
    ):
        return False
    word = passage.word_at(span.end - 1)
    if word.end > span.end:
        return _kind(name) == "街道" and passage.text.startswith("街道办", span.end - 2)
    own = word.start == span.end - len(_kind(name))
    return own or word.start <= span.start or not word.tag


def _alone(passage: Passage) -> Iterator[Span]:
    """Names of townships with no county before them, by jieba's words."""
    for match in _ALONE.finditer(passage.text):
        word = passage.word_at(match.start())
        if word.end != match.end() and not (
            match[0] == "街道" and passage.text.startswith("街道办", match.start())
        ):
            continue
        start = _split(passage, match)
        start = _start(passage, word, match) if start is None else start
        if start is None:
            continue
        span = Span(start, match.end())
        size = len(span) - len(match[0])
        if 2 <= size <= _LONGEST and _is_name(passage, span) and _plain(passage, span):
            yield span


def _led(passage: Passage) -> Iterator[Span]:
    """Two or three characters with the kind, behind a word that leads to a place."""
    text = passage.text
    for match in _ALONE.finditer(text):
        for size in (2, 3):
            start = match.start() - size
            span = Span(max(start, 0), match.end())
            if start >= 0 and _leads(text, span) and _plain(passage, span):
                stop = text[match.start() - 1] in _TAILS[match[0][:1]]
                if not stop and not _within_word(passage, match) and _may_be(passage, span):
                    yield span
                    break


def _leads(text: str, span: Span) -> bool:
    """Whether a word leads to a place, or it stands first and something is said of it."""
    before = text[span.start - 1] if span.start else "\n"
    if before in _LEADING:
        return True
    return before in _OPENING and text[span.end : span.end + 1] in _FOLLOWING


def _may_be(passage: Passage, span: Span) -> bool:
    """Whether the characters are Han and no words of the list of what names no township."""
    shown = span.of(passage.text)
    bare = shown.removesuffix(_kind(shown))
    fits = _NAME.match(bare) and bare not in passage.list("places-towns")
    word = passage.word_at(span.start)
    done = word.end >= span.start + len(bare) and word.tag in _DOING
    return bool(fits) and not done and bare[0] not in "小大新老全该本此"


def _within_word(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the kind is the beginning of another word (乡村, 镇长)."""
    word = passage.word_at(match.end() - 1)
    office = match[0] == "街道" and passage.text.startswith("街道办", match.start())
    return word.end > match.end() and bool(word.tag) and not office


def _start(passage: Passage, word: Word, match: re.Match[str]) -> int | None:
    """Where the name begins: in the same word, or with one word or two characters before."""
    if word.start < match.start():
        return word.start if word.tag in _NAME_TAGS else None
    if not word.start:
        return None
    before = passage.word_at(word.start - 1)
    size = before.end - before.start
    led = passage.text[before.start - 1 : before.start] in _JOINING or not before.start
    allowed = before.tag in _NAME_TAGS or (before.tag == "n" and match[0] != "街道" and led)
    if size >= 2:
        return before.start if allowed else None
    if not before.start:
        return None
    first = passage.word_at(before.start - 1)
    single = first.end - first.start == 1
    named = _NAME.match(passage.text, first.start) and _is_led(passage, first.start, match.end())
    return first.start if single and named else None


def _is_led(passage: Passage, start: int, end: int) -> bool:
    """Whether two words of one character are more likely a name: led to it, or written twice."""
    text = passage.text
    led = text[start - 1 : start] in _LEADING if start else False
    near = text[max(0, start - _NEAR) : end + _NEAR]
    return led or near.count(text[start:end]) > 1


def _split(passage: Passage, match: re.Match[str]) -> int | None:
    """汊|河镇: where jieba's word with the kind has one character more, and one stands alone."""
    word = passage.word_at(match.start())
    if word.tag or match.start() - word.start != 1 or not word.start:
        return None
    first = passage.word_at(word.start - 1)
    single = first.end - first.start == 1
    return first.start if single and _NAME.match(passage.text, first.start) else None


_NAME = re.compile(rf"[^\W\d_A-Za-z{_NO_NAME}]{{2}}")


def _plain(passage: Passage, span: Span) -> bool:
    shown = span.of(passage.text)
    return set(_NO_NAME).isdisjoint(shown) and shown[0] not in "两一"


def _again(
    passage: Passage, homes: dict[str, tuple[Region, ...]], alone: set[str]
) -> Iterator[Candidate]:
    """The same names once more, also without their kind (顶山 for 顶山街道)."""
    text = passage.text
    short = {name.removesuffix(_kind(name)): name for name in (*homes, *alone)}
    short = {bare: name for bare, name in short.items() if len(bare) > 1}
    for span in WordList(dict.fromkeys([*homes, *short], ())).matches(text):
        name = span.of(text)
        if name in homes:
            yield _candidate(text, span, "town-again", 0.93, homes[name])
        elif _is_word(passage, span) and not text.startswith(_kind(short[name]), span.end):
            meant = homes.get(short[name], ())
            yield _candidate(text, span, "town-short", 0.7, meant)


def _is_word(passage: Passage, span: Span) -> bool:
    word = passage.word_at(span.start)
    own = word.tag in _NAME_TAGS or word.end - word.start == 1
    return own and passage.is_word(span)
