"""The list of regions: what names mean, alone, joined and as chains of single characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from annotations import regions

ROWS = [
    line.split("\t")
    for line in resources.text("regions/regions.tsv").splitlines()
    if not line.startswith("#")
]
CODES = st.sampled_from([row[0] for row in ROWS])


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("上海", ["310000"]),
        ("苏州市", ["320500"]),
        ("江苏省苏州市", ["320500"]),
        ("浙江杭州", ["330100"]),
        ("沪明", ["310000", "350400"]),
        ("苏锡常", ["320500", "320200", "320400"]),
        ("沪苏浙皖", ["310000", "320000", "330000", "340000"]),
        ("粤港澳", ["440000", "810000", "820000"]),
        ("成渝", ["510100", "500000"]),
        ("长株潭", ["430100", "430200", "430300"]),
        ("北京、天津和河北", ["110000", "120000", "130000"]),
        ("苏州无锡", ["320500", "320200"]),
        ("吉林", ["220000"]),
        ("三明", ["350400"]),
        ("广东省广州市南沙区", ["440115"]),
        ("浦东新区北蔡镇", ["310115"]),
        ("无此县", []),
        ("", []),
    ],
)
def test_a_name_stands_for_one_region_or_for_its_members(name: str, codes: list[str]) -> None:
    assert [region.code for region in regions.read(name).sure] == codes


def test_a_name_that_several_counties_have_is_not_sure() -> None:
    reading = regions.read("鼓楼区")
    assert not reading.sure and len(reading.every) > 3
    assert [one.code for one in regions.read("南京市鼓楼区").sure] == ["320106"]


def test_a_chain_may_stand_for_regions_that_the_text_names_elsewhere() -> None:
    among = [one for code in ("310120", "341600") if (one := regions.named(code))]
    assert regions.read("奉亳").sure == ()
    assert regions.read("奉亳", among).sure == tuple(among)
    assert regions.read("亳奉", among).sure == tuple(among[::-1])
    assert regions.read("奉奉", among).sure == ()
    assert [one.short for one in regions.read("沪明", among).sure] == ["上海", "三明"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("苏州", "320500"),
        ("chongqing", "500000"),
        ("Xia Men", "350200"),
        ("3205", "320500"),
        ("沪明", "310000"),
        ("nanjing", "320100"),
    ],
)
def test_search_understands_names_pinyin_and_codes(typed: str, first: str) -> None:
    assert regions.search(typed)[0].code == first


def test_search_understands_initials_and_finds_nothing_for_nothing() -> None:
    assert "440300" in {one.code for one in regions.search("sz")}
    assert regions.search("  ") == () and regions.search("〇〇") == ()


@given(CODES)
def test_every_region_is_found_by_its_code_and_its_whole_name(code: str) -> None:
    region = regions.named(code)
    assert region is not None
    assert regions.search(code, 1) == (region,)
    assert region in regions.read("".join(one.name for one in regions.path(region))).every


@given(CODES)
def test_a_path_begins_with_a_province_and_ends_with_the_region(code: str) -> None:
    region = regions.named(code)
    assert region is not None
    path = regions.path(region)
    assert path[0].rank == 1 and path[-1] == region
    assert [one.rank for one in path] == sorted({one.rank for one in path})


@given(st.text(alphabet="沪苏浙皖京津冀明锡常、和 省市𠮷x"))
def test_whatever_is_read_and_searched_nothing_breaks(text: str) -> None:
    reading = regions.read(text)
    assert set(reading.sure) <= set(reading.every)
    assert len(regions.search(text, 5)) <= 5


def test_codes_are_unique_and_the_abbreviations_are_names_of_the_table() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) > 3_000
    tops = {row[2] or row[1] for row in ROWS if row[0].endswith("00")}
    for line in resources.text("regions/abbreviations.tsv").splitlines():
        if not line.startswith("#"):
            character, names = line.split("\t")
            assert len(character) == 1 and set(names.split()) <= tops
