"""How a name grows to the left from its last word: over nouns, to the place it begins with.

A name of a body, firm, zone or meeting ends with a word that tells what it is (商会, 产业园).
From there it is read leftwards word by word.  A place ends the reading, for places begin names;
so does what no name has inside: punctuation, particles, prepositions, verbs, posts, words for
all or some (`growing-stops`).  Verbs that names do have (合作, 示范) are in `growing-parts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.suggest.growth.pieces import Grown, Kind, Piece
from annotations.suggest.growth.stepping import (
    AROUND,
    HEADS,
    JOINTS,
    OPENING,
    PLACES,
    before,
    counting,
    head_ending,
    is_name,
)
from annotations.suggest.passage import Passage

LONGEST = 12  # words of a name before its last one


def grow(passage: Passage, end: int, counted: bool = False) -> Grown:
    """What may stand before the last word of a name that begins at `end`.

    With `counted` ordinals and years (第五届, 2026年) belong to it.
    """
    found: list[Piece] = []
    while len(found) < LONGEST:
        at = found[-1].span.start if found else end
        piece = before(passage, at, found, counted)
        if piece is None:
            break
        found.append(piece)
        if piece.kind is Kind.YEAR or _is_alone(passage, piece, counted):
            break
        if piece.kind is Kind.PLACE and not _goes_on(passage, piece, found, counted):
            break
    return Grown(tuple(_trimmed(found)))


def _is_alone(passage: Passage, piece: Piece, counted: bool) -> bool:
    """Whether a quoted piece begins the name: nothing that names stands before it."""
    start = piece.span.start
    if piece.kind is not Kind.QUOTED or counted or start == 0:
        return piece.kind is Kind.QUOTED and not counted
    return passage.name_ending(start, PLACES) is None


def _goes_on(passage: Passage, place: Piece, found: Sequence[Piece], counted: bool) -> bool:
    """Whether a name goes on before a place: 中山·佳木斯, 中国（上海）, 首届上海."""
    start, heads = place.span.start, passage.list("growing-heads")
    before = passage.text[start - 1 : start]
    if before and before in JOINTS:
        return is_name(passage, start - 1)
    if before and before in OPENING:
        return len(found) < 3  # “洛川苹果”无锡直营店
    if (start and before in AROUND) or head_ending(passage, start):
        return True  # 环|淀山湖, 全国|港澳研究会
    if is_name(passage, start, HEADS) and place.span.of(passage.text) in heads:
        return True  # 中关村国家自主创新示范区
    if passage.name_ending(start, HEADS) is not None:
        return True  # 国网|江苏省电力有限公司
    above = passage.name_ending(start, PLACES)
    if above is not None:
        whole = passage.name_at(start)
        if whole is not None and whole.label != "REGION" and above.label == "REGION":
            return True  # 山东|黄河三角洲
        return counted or len(found) < 3 or len(place.span) == 1  # 北京湖南商会; 深圳市粤芯…公司
    if _ends_body(passage, start) or passage.list("growing-through").before(passage.text, start):
        return True
    return counted and counting(passage, start) is not None


def _ends_body(passage: Passage, place: int) -> bool:
    """Whether a school or firm ends at a place, which a part of it follows: 大学|深圳校区."""
    words = passage.list("suffixes")
    told = words.before(passage.text, place, 6)
    return told is not None and words.rows[told][0] in ("INST", "COMPANY")


def _trimmed(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces in the order of the text, without what may not begin a name.

    What was joined by 和 stays only where a place begins the whole.
    """
    kept = list(found)
    placed = kept and kept[-1].kind in (Kind.PLACE, Kind.QUOTED, Kind.COUNT, Kind.YEAR)
    cut = next((at for at, one in enumerate(kept) if one.kind is Kind.AND), None)
    if cut is not None and not placed:
        kept = kept[:cut]
    quoted = next((at for at, one in enumerate(kept) if one.kind is Kind.QUOTED), None)
    if quoted is not None and not placed:
        kept = kept[: quoted + 1]
    while kept and kept[-1].kind in (Kind.JOINT, Kind.BRACKET, Kind.AND):
        kept.pop()
    return reversed(kept)


def level_before(passage: Passage, place: int) -> int | None:
    """Where a word for a level begins that ends at a place and begins a name: 县|总工会."""
    for size in (1, 2, 3):
        start = place - size
        if start < 0 or passage.text[start:place] not in passage.list("office-levels"):
            continue
        glued = start > 0 and passage.text[start - 1] in passage.list("growing-glue")
        begins = passage.is_border(start) or glued
        return start if begins and passage.name_at(start) is None else None
    return None
