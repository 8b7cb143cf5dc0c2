"""Dates as they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.dates import Day, day, day_number

SEVENTH = [
    *("2019-03-07", "2019-3-7", "2019/3/7", "2019.03.07", "20190307", " 2019年3月7日 "),
    *("2019年 3 月 7 日", "２０１９年３月７日", "二〇一九年三月七日", "二零一九年三月七号"),
    *("民國108年3月7日", "民国108年三月七日"),
    *("2019-03-07T08:00:00Z", "2019年3月7日 星期四", "2019-03-07 08:00　甘露晚报"),
]


@pytest.mark.parametrize("written", SEVENTH)
def test_a_day_is_understood_in_every_common_form(written: str) -> None:
    assert day(written) == Day(2019, 3, 7)
    assert str(day(written)) == "2019-03-07"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2019年3月", "2019-03"), ("2019-03", "2019-03"), ("二〇一九年十二月", "2019-12"),
        ("2019", "2019"), ("2019年", "2019"), ("民国元年", "1912"),
        ("民國十年十月十日", "1921-10-10"),
        ("二零一九年十二月三十一日", "2019-12-31"), ("XXXX-05-12", "XXXX-05-12"),
        ("2020年2月29日", "2020-02-29"), ("XXXX-02-29", "XXXX-02-29"),
    ],
)  # fmt: skip
def test_what_is_not_said_stays_unsaid(written: str, told: str) -> None:
    assert str(day(written)) == told


@pytest.mark.parametrize(
    "written",
    ["", "  ", "昨天", "5月12日", "2019-13-01", "2019-02-29", "2019-00-07", "201903071", "19-3-7",
     "约2019年", "2019世纪", "99999", "\0", "2019-3-123"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert day(written) is None
    assert day_number(written) == 0


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
def test_later_days_have_greater_numbers(one: date, other: date) -> None:
    numbers = [day_number(f"{d.year}年{d.month}月{d.day}日") for d in (one, other)]
    assert (one < other) == (numbers[0] < numbers[1])
    assert str(day(one.isoformat())) == one.isoformat()


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_lies_between_the_ends_of_its_month_and_year(one: date) -> None:
    for whole in (day(f"{one:%Y-%m}"), day(f"{one:%Y}"), day(one.isoformat())):
        assert whole is not None
        assert whole.number <= day_number(one.isoformat()) <= whole.last_number
    month = day(f"{one:%Y-%m}")
    assert month is not None
    next_month = Day(one.year, one.month + 1) if one.month < 12 else Day(one.year + 1, 1)
    assert month.last_number < next_month.number


def test_a_year_that_is_not_known_has_no_number() -> None:
    assert day_number("XXXX-05-12") == 0


@given(st.text())
def test_any_text_at_all_is_a_date_or_none(written: str) -> None:
    found = day(written)
    assert found is None or day(str(found)) == found
