"""Which stretches of a text are a site's furniture or a byline, and not the article.

A line is found when pieces of the tables cover it wholly (来源:甲报 作者:乙 [打印]) or one row
does; most rows hold only outside the running text, which lies between the first and the last
line of prose.  So a sentence that speaks of sharing or of editors is never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from annotations.emend._credits import Meta, meta, raw, title
from annotations.emend._lines import Line, lines
from annotations.emend._rules import Rule, pattern, rules
from annotations.model import Span

_LONGEST = 200  # no line of pieces is longer
_ITEM = 64  # nor is the headline of a related article
_EVERYWHERE = 3  # pieces: a line of so many is furniture wherever it stands
_LONG, _SENTENCE = 50, 24  # a line of prose has so many characters, or so many and an end
_ENDED = re.compile(r"[。!?…;:」』”’》)\]]$")
_BETWEEN = frozenset("\\ ?])|/·>,:;、~*_=+※●■□◆◇▲△▼▶★☆◎○◉→←✔✦•\"'“”《》「」.…—-")
_BRACKETS = "[("  # between pieces too, but some pieces begin with one
_LAST_SENTENCE = re.compile(r"[。!?…](?:[”’」』》)\]])*(?=[^。!?…]{2,60}$)")
_OF_A_SITE = pattern(  # what a whole sentence must speak of to be a site's
    "声明|转载|转自|侵权|侵删|版权|授权|许可|备案|公网安备|刊号|热线|电话|邮箱|关注|下载|客户端|公众号"
    "|二维码|扫|尽在|评论|copyright|rights|来源|来自|参考|原文|更多|>|]"
)
_SHOWN = 40  # characters of evidence
_SHORTEST = 6  # characters of a headline
_SITE_NAME = re.compile(r" *[-_|—]+ *")
_HEADLINE = re.compile(r"[^。;]{6,60}(?<![,、:])")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that one rule found, what `meta` says of the article, and what may be shown."""

    span: Span
    rule: Rule
    shown: str
    meta: Meta = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class _Tile:
    rule: Rule
    match: re.Match[str]


@lru_cache(maxsize=4)  # three detectors ask for the zones of one text
def zones(text: str) -> tuple[Zone, ...]:
    """The zones of a text, in order; no two share a character."""
    filled = tuple(line for line in lines(text) if line.plain)
    tiles = [_tiles(line.plain) for line in filled]
    prose = [n for n, line in enumerate(filled) if not tiles[n] and _is_prose(line.plain)]
    first, last = (prose[0], prose[-1]) if prose else (len(filled), len(filled))
    muted: dict[int, Zone] = {}
    found: list[Zone] = []
    items: Rule | None = None
    for n, line in enumerate(filled):
        place = "head" if n < first else "tail" if n > last else "middle"
        zone = _of_line(text, line, tiles[n], place)
        if zone is not None:
            items = zone.rule if zone.rule.list else None
        elif items is not None and place == "tail" and len(line.plain) <= _ITEM:
            zone = Zone(Span(line.start, line.stop), items, _shown(text, line))
        if zone is None:
            found.extend(_inside(text, line))
        else:
            muted[n] = zone
    muted |= {n: z for n, z in _page_titles(text, filled[: first + 1]) if n not in muted}
    whole = _spread(text, filled, muted)
    return _titled(text, filled[: first + 1], sorted([*found, *whole], key=lambda z: z.span))


def in_zones(text: str) -> list[Span]:
    """The spans of the zones, in order."""
    return [zone.span for zone in zones(text)]


def _is_prose(plain: str) -> bool:
    return len(plain) >= _LONG or (len(plain) >= _SENTENCE and _ENDED.search(plain) is not None)


@lru_cache(maxsize=4096)  # sites repeat their lines
def _tiles(plain: str) -> tuple[_Tile, ...]:
    """The rows that are a line, and those that cover it piece by piece."""
    if len(plain) > _LONG and _ENDED.search(plain) and not _OF_A_SITE.search(plain):
        return ()  # prose, as most lines are: saves three quarters of the time
    whole = [(rule, rule.pattern.fullmatch(plain)) for rule in _of_form("line")]
    return (*(_Tile(rule, match) for rule, match in whole if match), *_pieces(plain))


def _pieces(plain: str) -> list[_Tile]:
    """The rows that cover a line, piece by piece; none where something is left over."""
    if len(plain) > _LONGEST or (len(plain) > _LONG and plain[-1] == "。"):
        return []
    result: list[_Tile] = []
    place = 0
    while place < len(plain):
        best = None if plain[place] in _BETWEEN else _longest(plain, place)
        if best is not None:
            result.append(best)
            place = best.match.end()
        elif plain[place] in _BETWEEN or plain[place] in _BRACKETS:
            place += 1
        else:
            return []
    return result


def _longest(plain: str, place: int) -> _Tile | None:
    """The row that says most at a place; one that needs others beside it says least."""
    matches = [(rule.pattern.match(plain, place), rule) for rule in _of_form("field")]
    tiles = [_Tile(rule, match) for match, rule in matches if match and match.end() > place]
    return max(tiles, key=lambda t: (not t.rule.beside, t.match.end()), default=None)


def _of_line(text: str, line: Line, tiles: tuple[_Tile, ...], place: str) -> Zone | None:
    """The zone that a whole line is, if its pieces may stand at that place."""
    if all(tile.rule.beside for tile in tiles):
        return None
    allowed = [t for t in tiles if _may_stand(t.rule, place) and not t.rule.beside]
    pieces = sum(tile.rule.form == "field" for tile in tiles)
    known = allowed or (tiles if pieces >= _EVERYWHERE else ())
    if not known:
        return None
    told: Meta = {}
    for tile in tiles:
        told |= {k: v for k, v in meta(tile.match, line, text).items() if k not in told}
    surest = max(known, key=lambda tile: tile.rule.confidence).rule
    rule = next((tile.rule for tile in known if tile.rule.kind == "byline"), surest)
    return Zone(Span(line.start, line.stop), rule, _shown(text, line), told)


def _may_stand(rule: Rule, place: str) -> bool:
    return rule.where in ("anywhere", place) or (rule.where == "ends" and place != "middle")


def _inside(text: str, line: Line) -> Iterator[Zone]:
    """A dateline in front of a paragraph, and what stands behind its last sentence."""
    if (opening := _opening(text, line)) is not None:
        yield opening
    if (closing := _LAST_SENTENCE.search(line.plain)) is None:
        return
    start = closing.end()
    tiles = _pieces(line.plain[start:])
    if not tiles or not all(tile.rule.kind == "byline" for tile in tiles):
        return
    told: Meta = {}
    for tile in tiles:
        shifted = tile.rule.pattern.match(line.plain, start + tile.match.start())
        told |= meta(shifted, line, text) if shifted else {}
    span = Span(line.place(start), line.end)
    yield Zone(span, tiles[0].rule, _shown(text, line, start), told)


def _opening(text: str, line: Line) -> Zone | None:
    """A dateline, or two on end: 【甲报讯】记者乙报道."""
    first: Rule | None = None
    told: Meta = {}
    end = len(line.plain) - len(line.plain.lstrip("? "))  # a lost blank reads as ?
    for _ in range(2):
        matches = ((rule, rule.pattern.match(line.plain, end)) for rule in _of_form("start"))
        rule, match = next(((r, m) for r, m in matches if m), (None, None))
        if match is None:
            break
        first, told, end = first or rule, meta(match, line, text) | told, match.end()
        while line.plain[end : end + 1] in (" ", ":"):
            end += 1
    if first is None:
        return None
    whole = Span(line.start, line.stop) if end == len(line.plain) else line.span(0, end)
    return Zone(whole, first, _shown(text, line, 0, end), told)


def _page_titles(text: str, head: tuple[Line, ...]) -> Iterator[tuple[int, Zone]]:
    """The lines of the head that repeat a headline with the name of the site behind it."""
    rule = next(rule for rule in rules() if rule.rule == "boilerplate-banner")
    headlines = {line.plain for line in head}
    for n, line in enumerate(head):
        parts = _SITE_NAME.split(line.plain)
        if len(parts) > 1 and len(parts[0]) >= _SHORTEST and parts[0] in headlines:
            yield n, Zone(Span(line.start, line.stop), rule, _shown(text, line))


def _shown(text: str, line: Line, start: int = 0, end: int | None = None) -> str:
    """What a line says, as evidence: not too long, without residue."""
    return raw(text, line, start, len(line.plain) if end is None else end).strip()[:_SHOWN]


def _spread(text: str, filled: tuple[Line, ...], muted: dict[int, Zone]) -> Iterator[Zone]:
    """The zones of whole lines with the blank lines behind them, neighbours of a rule as one.

    Where nothing but zones follows, the blank lines before them go as well.
    """
    rest = len(filled)
    while rest - 1 in muted:
        rest -= 1
    pending: Zone | None = None
    for n in sorted(muted):
        zone, line = muted[n], filled[n]
        start = filled[n - 1].stop if n == rest and n else line.start
        stop = filled[n + 1].start if n + 1 < len(filled) else len(text)
        whole = Zone(Span(start, stop), zone.rule, zone.shown, zone.meta)
        if pending is not None and _join(pending, whole):
            whole = Zone(Span(pending.span.start, stop), zone.rule, pending.shown)
        elif pending is not None:
            yield pending
        pending = whole
    if pending is not None:
        yield pending


def _join(before: Zone, after: Zone) -> bool:
    return (
        before.span.end == after.span.start
        and before.rule.kind == after.rule.kind == "boilerplate"
        and before.rule.rule == after.rule.rule
    )


def _titled(text: str, head: tuple[Line, ...], found: list[Zone]) -> tuple[Zone, ...]:
    """The zones, the first byline with the headline as its title."""
    muted = {zone.span.start for zone in found}
    n = next((n for n, zone in enumerate(found) if zone.rule.kind == "byline"), None)
    headline = next((line for line in head if line.start not in muted), None)
    if n is None or headline is None or not _HEADLINE.fullmatch(headline.plain):
        return tuple(found)
    if _is_prose(headline.plain) and _ENDED.search(headline.plain):
        return tuple(found)
    told = {"title": title(text, headline)} | found[n].meta
    zone = found[n]
    return (*found[:n], Zone(zone.span, zone.rule, zone.shown, told), *found[n + 1 :])


@cache
def _of_form(form: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.form == form)
