"""What a byline says: outlet, date and authors as metadata, in the source's own script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.emend._lines import Line
from annotations.emend._rules import pattern, surnames

Meta = dict[str, str]

_DATE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")
_MONTH = re.compile(r"(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})")
_OWN = pattern("本[报网刊台社站]|我报|编辑部?|网络|互联网|未知|不详|原创|佚名|本站原创|admin|无")
_WORD = re.compile(r"(?:[^\W\d_]|·)+(?:[.] ?[a-z]+)*")
_WAYS = 64  # of reading a run of names; more are not looked at
_LATIN = re.compile("[a-z]")
_ROLE = pattern(
    "(?:(?:本报|本网|本刊|本台|全媒体|融媒体|首席|特约|特派|见习|实习|高级|中心|驻站)*"
    "(?:记者|通讯员|特派员|实习生|撰稿人|评论员|作者|通讯))|综合报[道导]|摄影报[道导]|报[道导]|撰文|采写|综合|专电"
)
_OTHERS = pattern("(?:摄影?|图|编辑|责编|校对|审核|视频|制图|翻译)$")
_SHOT = pattern(" ?(?:翻?摄(?!影报)|供图)")
_FROM = pattern("(?:综合|现场|专题|摄影|连线|编译)?(?:报道|报导|专?电)")


def meta(found: re.Match[str], line: Line, text: str) -> Meta:
    """The named groups of a match in `line.plain` as metadata; only what they tell."""
    groups = {name: found.span(name) for name, value in found.groupdict().items() if value}
    result: Meta = {}
    if "outlet" in groups and (outlet := _said(text, line, *groups["outlet"])):
        result["outlet"] = outlet
    if "title" in groups:
        result["title"] = raw(text, line, *groups["title"]).strip()
    if "author" in groups and (authors := "、".join(people(text, line, *groups["author"]))):
        result["author"] = authors
    said = next((name for name in ("date", "month") if name in groups), None)
    if said and (date := _date(found[said])):
        result["date"] = date
    return result


def people(text: str, line: Line, start: int, end: int) -> list[str]:
    """The names in characters [start, end) of `plain` that are authors, in order, each once."""
    names: list[str] = []
    if _SHOT.match(line.plain, end):
        return names
    for first, last in _persons(line.plain, start, end):
        name = raw(text, line, first, last).replace("　", " ")
        name = name if _LATIN.search(line.plain[first:last]) else name.replace(" ", "")
        if name not in names:
            names.append(name)
    return names


def raw(text: str, line: Line, start: int, end: int) -> str:
    """The characters of the source behind [start, end) of `plain`, without residue."""
    return "".join([text[place] for place in line.places(start, end)])


def title(text: str, line: Line) -> str:
    """A line of the source as a title."""
    return " ".join(raw(text, line, 0, len(line.plain)).split())


def _said(text: str, line: Line, start: int, end: int) -> str:
    """An outlet's name; nothing where the words name none (本报)."""
    said = line.plain[start:end]
    return "" if _OWN.fullmatch(said) or said.isdigit() else raw(text, line, start, end).strip()


def _date(plain: str) -> str:
    """A date as ISO 8601; with XXXX for a year that is not said. Nothing for no date."""
    found = _DATE.search(plain) or _MONTH.search(plain)
    if found is None:
        return ""
    year, month, day = found[1], int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year or 'XXXX'}-{month:02}-{day:02}"


def _persons(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    # words of roles part names; those behind 摄影 and the like are no authors
    blanked = _ROLE.sub(lambda found: "/" * len(found[0]), plain[start:end])
    words = [(start + w.start(), start + w.end()) for w in _WORD.finditer(blanked)]
    waiting: tuple[int, int] | None = None
    for first, last in words:
        word = plain[first:last]
        if _OTHERS.fullmatch(word):
            return
        if _ROLE.match(plain, last, end):
            continue  # 甲报 in front of 记者
        if last - first == 2 and first > words[0][0] and _FROM.match(plain, last):
            continue  # the place in front of 报道
        if _OTHERS.search(word) and len(word) > 3:
            continue
        if waiting is not None and last - first == 1 and first == waiting[1] + 1:
            yield waiting[0], last
            waiting = None
        elif last - first == 1 and not _LATIN.match(word):
            waiting = first, last
        elif _LATIN.match(word) or "·" in word or (last - first <= 4 and not _glued(word)):
            waiting = None
            yield first, last
        else:
            waiting = None
            parts = _glued(word)
            for part in parts or ([len(word)] if len(word) <= 9 else []):
                yield first, first + part
                first += part


def _glued(word: str) -> list[int]:
    """The lengths of the names that a run of characters is, if only one way is likely.

    Each begins with a surname and has two or three characters (one more after 欧阳); the way
    with the fewest names is likely. Nothing where there is none or there are two.
    """
    if len(word) < 4:
        return []
    ways: dict[int, list[list[int]]] = {0: [[]]}  # end → the names up to it, a way each
    for end in range(1, len(word) + 1):
        ways[end] = [
            [*way, length]
            for length in (2, 3, 4)
            for way in ways.get(end - length, [])
            if _is_name(word[end - length : end])
        ][:_WAYS]
    fewest = min(map(len, ways[len(word)]), default=0)
    best = [way for way in ways[len(word)] if len(way) == fewest]
    return best[0] if len(best) == 1 else []


def _is_name(word: str) -> bool:
    return (len(word) < 4 and word[0] in surnames()) or (len(word) > 2 and word[:2] in surnames())
