"""The same text and nearly the same one are grouped, whatever their script and dirt."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import convert
from annotations.analysis import duplicates as alike
from annotations.analysis.duplicates import Group, duplicates, likeness
from annotations.analysis.sketches import Sketches
from tests.annotations.ingest.test_encodings import samples

# One event, as two papers tell it on their own: invented.
FIRST = (
    "江城市与湖州县18日在江城签署港口合作协议。根据协议，双方将在三年内共同投资12亿元，扩建江城港"
    "南港区，新增万吨级泊位四个。江城市市长周明在签约仪式上表示，港口是两地合作的龙头，今后还要把"
    "铁路专用线修进湖州县的工业园。湖州县县长李青山说，过去县里的柑橘外运要绕道两百公里，港区建成后"
    "运费可望下降三成。协议还约定两地互派干部挂职，联合招商，税收按六四比例分成。江城港去年吞吐量"
    "为八千六百万吨，其中来自湖州方向的货物占一成半。"
)
SECOND = (
    "本报讯 一纸协议，让山里的橘子离大海又近了一步。昨天，湖州县和江城市的代表在江城港边握手，"
    "两地决定携手建设南港区。记者从签约现场了解到，这项工程总投资约12亿元，计划用三年完工，建成后"
    "将多出四个可以停靠万吨轮的泊位。“等了十几年，终于等到了。”湖州果农老陈告诉记者，他家去年五百"
    "吨柑橘，光运费就花掉二十多万元。湖州县县长李青山算过一笔账：走新港区，每吨能省六十元。周明市长"
    "则希望以港口为开端，让两地在招商、人才和税收上都能坐到一张桌子前。"
)
TAILS = (
    "\n责任编辑：王小川\n来源：江城日报\n分享到：微信 微博",
    "\n（原标题：两地签约）\n声明：本文仅代表作者个人观点，与本网无关。\n相关阅读：港口建设再提速",
)


def texts() -> list[str]:
    return [*samples(), FIRST, SECOND]


def scattered(text: str, share: float, chance: Random) -> str:
    """Single characters changed, left out and put in."""
    characters = list(text)
    for place in chance.sample(range(len(text)), int(len(text) * share)):
        other = chance.choice(FIRST)
        characters[place] = chance.choice([other, other, "", characters[place] + other])
    return "".join(characters)


def rewritten(text: str, share: float, chance: Random) -> str:
    """Whole clauses in place of others."""
    clauses = re.split("(?<=[，。])", text)
    others = re.split("(?<=[，。])", SECOND if text != SECOND else FIRST)
    for place in chance.sample(range(len(clauses)), round(len(clauses) * share)):
        clauses[place] = chance.choice(others)
    return "".join(clauses)


def grouped_share(edit: object, share: float) -> float:
    chance, found = Random(1), []
    for text in texts():
        for turn in range(6):
            other = edit(text, share, chance)  # type: ignore[operator]
            other = convert(other, "s2t")[0] if turn % 2 else other
            found.append(len(duplicates([("a", text), ("b", other)])))
    return sum(found) / len(found)


@pytest.mark.parametrize(
    ("edit", "share", "least", "most"),
    [(scattered, 0.01, 1, 1), (scattered, 0.05, 1, 1), (scattered, 0.1, 0.95, 1),
     (scattered, 0.2, 0, 0.05), (scattered, 0.4, 0, 0), (rewritten, 0.01, 1, 1),
     (rewritten, 0.05, 1, 1), (rewritten, 0.1, 1, 1), (rewritten, 0.2, 0.9, 1)],
)  # fmt: skip
def test_how_much_may_differ(edit: object, share: float, least: float, most: float) -> None:
    assert least <= grouped_share(edit, share) <= most


def test_script_residue_and_punctuation_make_no_difference() -> None:
    hant = convert(FIRST, "s2t")[0]
    dirty = hant.replace("區", "區(qū)").replace("，", ",").replace("。", "。\r\n<br/>\u200b　")
    (group,) = duplicates([("a", FIRST), ("x", SECOND), ("b", hant), ("c", dirty)])
    assert group == Group(("a", "b", "c"), 1.0)
    assert group.exact


@pytest.mark.parametrize("text", texts())
def test_a_repost_with_another_head_and_tail_is_grouped(text: str) -> None:
    first = f"港口连着山里人\n2024年3月5日 来源：甲报\n{text}{TAILS[0]}"
    again = f"两地签约啦！\n乙网讯 记者 林小海\n{text[10:]}{TAILS[1]}"
    (group,) = duplicates([("a", first), ("b", again)])
    assert not group.exact


def test_two_reports_of_one_event_are_two_texts() -> None:
    assert duplicates([("a", FIRST), ("b", SECOND)]) == ()
    assert likeness(FIRST, SECOND) < alike.NEAR / 3
    tailed = [(str(n), text + TAILS[0]) for n, text in enumerate((FIRST, SECOND))]
    assert duplicates(tailed) == ()


def test_unlike_texts_are_far_from_each_other() -> None:
    assert max(likeness(a, b) for a, b in combinations(texts(), 2)) < 0.1
    assert duplicates((str(n), text) for n, text in enumerate(texts())) == ()


def test_groups_come_in_the_order_of_their_first_texts_and_join() -> None:
    chain = [FIRST, FIRST[: len(FIRST) * 2 // 3], FIRST[len(FIRST) // 3 :]]
    given_texts = [("s1", SECOND), *((f"f{n}", t) for n, t in enumerate(chain)), ("s2", SECOND)]
    first, second = duplicates(given_texts)
    assert (first.ids, first.exact) == (("s1", "s2"), True)
    assert second.ids == ("f0", "f1", "f2")
    assert alike.NEAR <= second.likeness < 1


def test_blank_texts_are_no_group_and_short_ones_only_where_they_are_the_same() -> None:
    found = duplicates([("a", ""), ("b", "　\n。"), ("c", "两市"), ("d", "兩市。"), ("e", "两县")])
    assert found == (Group(("c", "d"), 1.0),)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_groups_share_no_text_and_hold_all_that_are_the_same(found: list[str]) -> None:
    groups = duplicates((str(n), text) for n, text in enumerate(found))
    ids = [id for group in groups for id in group.ids]
    assert len(set(ids)) == len(ids)
    home = {id: number for number, group in enumerate(groups) for id in group.ids}
    for (a, one), (b, other) in combinations(enumerate(found), 2):
        if alike.plain(one) and alike.plain(one) == alike.plain(other):
            assert home[str(a)] == home[str(b)]


def test_the_estimate_is_near_the_truth() -> None:
    chance, far = Random(2), 0.0
    for text in texts():
        for share in (0.02, 0.05, 0.08):
            other = scattered(text, share, chance)
            (group,) = duplicates([("a", text), ("b", other)])
            far = max(far, abs(group.likeness - likeness(text, other)))
    assert far < 0.15


# -- what is kept -------------------------------------------------------------------------

HASH = "ab" * 32


def never() -> str:
    raise AssertionError("the text was asked for")


def test_a_sketch_is_made_once_and_is_the_same_when_read_again(home: Path) -> None:
    for text, hash in ((FIRST, HASH), ("两市", "cd" * 32), ("", "ef" * 32)):
        with Sketches() as sketches:
            made = sketches.of(hash, lambda text=text: text)
        with Sketches() as sketches:
            assert sketches.of(hash, never) == made == alike.sketch(text)


@pytest.mark.parametrize("harm", ["cut", "flipped", "other", "folder"])
def test_what_is_wrong_with_the_kept_ones_is_made_again(home: Path, harm: str) -> None:
    path = home / "cache" / "sketches"
    with Sketches() as sketches:
        sketches.of(HASH, lambda: FIRST)
    data = bytearray(path.read_bytes())
    if harm == "cut":
        path.write_bytes(data[:-9])
    elif harm == "flipped":
        data[-100] ^= 1
        path.write_bytes(data)
    elif harm == "other":
        data[0] ^= 1
        path.write_bytes(data)
    else:
        path.unlink()
        path.mkdir()
    with Sketches() as sketches:
        assert sketches.of(HASH, lambda: FIRST) == alike.sketch(FIRST)
        assert sketches.of("cd" * 32, lambda: SECOND) == alike.sketch(SECOND)
    if harm != "folder":
        with Sketches() as sketches:
            assert sketches.of(HASH, never) == alike.sketch(FIRST)
            assert sketches.of("cd" * 32, never) == alike.sketch(SECOND)


def test_a_very_long_text_counts_by_what_its_parts_count_by() -> None:
    part = "漢字，Ａ_ 里(li)。<b>"
    assert alike.plain(part * 20_000) == alike.plain(part) * 20_000
