"""What somebody means who types a part of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.matching import matching, rank

NAMES = ("高校院所医院", "高校院所醫院", "University / institute / hospital / school")


@pytest.mark.parametrize(
    "typed", ["高校", "醫院", "gxys", "yiyuan", "hospital", "UNI", "inst", "m pk", "mpk", "卫生院"]
)
def test_a_thing_is_found_by_every_name_key_and_reading(typed: str) -> None:
    assert rank(typed, NAMES, ("M PK", "mpk"), "医院、卫生院、学校") is not None


@pytest.mark.parametrize("typed", ["高院", "hx", "pk", "school university", "院学"])
def test_what_does_not_fit_is_not_found(typed: str) -> None:
    assert rank(typed, NAMES, ("M PK",), "医院、学校") is None


def test_the_better_fit_comes_first() -> None:
    order = ["r", "region", "行政区", "Administrative region", "跨区域板块"]
    ranks = [rank("r", [name], ["r"] if name == "r" else []) for name in order[:2]]
    assert ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]
    things = {"跨区域板块": (), "企业": (), "区域": (), "q": ("qy",)}
    found = matching(list(things), lambda name: rank("qy", [name], things[name]))
    assert found == ["q", "企业", "区域", "跨区域板块"]


@given(st.lists(st.text("甲乙ab", max_size=4), max_size=8), st.text("甲a ", max_size=2))
def test_nothing_typed_fits_all_and_equals_stay_in_their_order(
    names: list[str], typed: str
) -> None:
    pairs = list(enumerate(names))
    found = matching(pairs, lambda pair: rank(typed, [pair[1]]))
    if not typed.strip():
        assert found == pairs
    ranks = [(rank(typed, [name]), number) for number, name in found]
    assert ranks == sorted(ranks)  # type: ignore[type-var]
