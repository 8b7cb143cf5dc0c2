"""What every suggester keeps to, whatever text it is given.

The list of suggesters is pinned, so that one which is not found any more is noticed.
"""

from __future__ import annotations

import gc
import random
import time
from collections import deque
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from annotations import emend
from annotations.model import ZONES, Span
from annotations.suggest import MEASURE, Passage, Suggester, Word, all, propose
from annotations.suggest.lists import Lists
from annotations.suggest.subject import Subject, suggestions
from annotations.tagset import shipped
from annotations.text.user_words import BREAKS
from annotations.text.views import Views
from tests.suggesting.corpus import golds

SUGGESTERS = {
    *("aliases", "beside-sectors", "bodies", "collective", "dates", "documents", "events"),
    *(
        "firms",
        "known",
        "macro",
        "measures",
        "mentions",
        "offices",
        "outlets",
        "people",
        "places",
        "policies",
    ),
    *("prefixed", "quantities", "routes", "sectors", "suffixed", "taught", "waters", "works"),
}
PIECES = (
    *(
        "上海市",
        "江苏省苏州市",
        "苏州",
        "省",
        "县长",
        "王建国",
        "，",
        "。",
        "\n",
        "《",
        "》",
        "（",
        "）",
    ),
    *(
        "“",
        "”",
        "2024年10月25日",
        "去年",
        "1至9月",
        "30%",
        "3.5亿元",
        "签署",
        "合作协议",
        "与",
        "在",
    ),
    *(
        "共建",
        "产业园区",
        "有限公司",
        "协会",
        "长三角",
        "一体化",
        "、",
        " ",
        "𠮷",
        "🙂",
        "é",
        "A1",
        "\r",
    ),
    *(
        "区(qū)",
        "兩地",
        "將",
        "人民政府",
        "书记",
        "大学",
        "高速公路",
        "双方",
        "三省一市",
        "沪苏浙皖",
    ),
)
HOSTILE = {
    "brackets": "（",
    "closing brackets": "）",
    "titles": "《",
    "quotes": "“",
    "digits": "7",
    "numerals": "一",
    "省": "省",
    "市": "市",
    "县": "县",
    "与": "与",
    "commas": "，",
    "emoji": "🙂",
    "beyond the first plane": "𠮷",
    "rare": "龘",
    "Latin": "a",
    "blanks": " ",
    "company": "有限公司",
    "dates": "2024年",
    "range": "1至",
    "office": "市委书记",
    "verbs": "签署合作协议",
    "places": "上海市",
    "chain": "沪苏",
    "list": "上海、",
}
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
by_name = pytest.mark.parametrize("suggester", all().values(), ids=lambda one: one.name)


def passage(text: str, *zones: Span, lists: Lists | None = None) -> Passage:
    return Passage(text, lists or LISTS, zones=zones)


LISTS = Lists()


def test_the_suggesters_are_those_that_are_known() -> None:
    assert set(all()) == SUGGESTERS


@by_name
def test_its_module_name_stage_and_rules_are_as_they_are_to_be(suggester: Suggester) -> None:
    assert 1 <= suggester.stage <= 5
    assert suggester.rules and len(set(suggester.rules)) == len(suggester.rules)
    for rule in suggester.rules:
        assert f"suggest-{suggester.name}-{rule}" in resources.messages("zh_CN"), rule


@by_name
def test_what_it_gives_is_as_it_says(suggester: Suggester) -> None:
    """On annotated news: rules of its own, labels of the tag set, confidence from 0 to 1."""
    default = shipped()["inter-regional-cooperation"]
    for gold in golds("open"):
        found = propose(gold.passage)
        given = gold.passage.with_found([one for one in found if one.label != MEASURE], ())
        for one in suggester.suggest(given):
            assert one.rule in suggester.rules
            assert one.label in default.labels
            assert 0 <= one.confidence <= 1
            for slot in one.slots:
                assert slot.relation in {relation.id for relation in default.relations}


@given(texts)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_lie_in_the_text_and_names_are_apart(text: str) -> None:
    found = propose(passage(text))
    for one in found:
        assert one.span and one.span.end <= len(text)
        assert set(one.span.of(text)).isdisjoint(BREAKS)
        assert all_in(text, one.slots)
    names = [one.span for one in found if one.label != MEASURE and not one.is_nested]
    assert names == sorted(names)
    inner = [one.span for one in found if one.is_nested]
    assert not [one for one in inner if not any(outer.contains(one) for outer in names)]
    assert not any(a.overlaps(b) for a, b in pairwise(names))


def all_in(text: str, slots: object) -> bool:
    assert isinstance(slots, tuple)
    return not any(slot.span.end > len(text) or not slot.span for slot in slots)


@given(texts)
@settings(max_examples=30, deadline=None)
def test_the_same_text_is_suggested_the_same_again_and_with_other_lists_made_anew(
    text: str,
) -> None:
    assert propose(passage(text)) == propose(passage(text, lists=Lists()))


@given(texts, st.data())
@settings(max_examples=30, deadline=None)
def test_in_a_zone_nothing_is_suggested(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    zone = Span(start, data.draw(st.integers(start, len(text))))
    found = propose(passage(text, zone) if zone else passage(text))
    assert not any(zone and zone.overlaps(one.span) for one in found)


@given(texts)
@settings(max_examples=80, deadline=None)
def test_what_is_suggested_in_the_clean_text_is_the_same_place_of_the_source(text: str) -> None:
    """Source → hans → source: each fragment reads, in the hans view, as its surface says."""
    subject = Subject(text, emend.propose(text))
    view = subject.view()
    for one in suggestions(subject):
        (span,) = one.fragments
        assert span and span.end <= len(text) and one.quote == span.of(text)
        place = view.alignment.to_target(span)
        assert one.surface in place.of(view.text)
        zones = (e.span for e in subject.emendations if e.kind in ZONES and e.status == "proposed")
        assert not any(zone.overlaps(span) for zone in zones)


@given(texts)
@settings(max_examples=30, deadline=None)
def test_the_script_of_the_source_changes_nothing_of_places_in_hans(text: str) -> None:
    """What is traditional is read as the simplified text it becomes."""
    hant = Views(text).of("hant").text
    view = Subject(hant).view()
    assert [(one.label, one.surface) for one in suggestions(Subject(hant))] == [
        (one.label, one.span.of(view.text)) for one in propose(passage(view.text))
    ]


# -- time -----------------------------------------------------------------------------------


def taken(suggester: Suggester, text: str) -> float:
    """Seconds of this thread for one suggester, with the words cut before."""
    given = passage(text)
    given.__dict__["tokens"] = tuple(Word(at, at + 1, "n") for at in range(len(text)))
    return timed(lambda: deque(suggester.suggest(given), 0))


def timed(work: Callable[[], object]) -> float:
    """Seconds of this thread for some work."""
    gc.disable()  # a collection of all that the tests have made takes 0.1 s
    try:
        start = time.thread_time()
        work()
        return time.thread_time() - start
    finally:
        gc.enable()


def is_linear(short: Callable[[], float], long: Callable[[], float], floor: float) -> bool:
    """Whether four times as much takes some four times as long, disturbed twice at the most."""
    one = max(min(short() for _ in range(2)), floor)
    return any(long() < 10 * one for _ in range(3))


@by_name
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_takes_no_more_than_some_four_times_the_time(
    suggester: Suggester, unit: str
) -> None:
    """One line of one thing over and over: linear, whatever the constant."""
    short, long = unit * (4_000 // len(unit)), unit * (16_000 // len(unit))
    taken(suggester, short)  # lists are made
    assert is_linear(lambda: taken(suggester, short), lambda: taken(suggester, long), 0.004)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_all_of_them_together_are_linear(unit: str) -> None:
    def whole(size: int) -> float:
        given = passage(unit * (size // len(unit)))
        _ = given.tokens  # jieba's own time is no matter of ours
        return timed(lambda: propose(given))

    whole(500)
    assert is_linear(lambda: whole(2_000), lambda: whole(8_000), 0.01)


@by_name
def test_a_long_line_of_everything_is_linear_too(suggester: Suggester) -> None:
    chance = random.Random(suggester.name)
    plain = [piece for piece in PIECES if piece not in ("\n", "\r", "。")]
    long = "".join(chance.choices(plain, k=6_000))
    taken(suggester, long[:2_000])
    short = long[: len(long) // 4]
    assert is_linear(lambda: taken(suggester, short), lambda: taken(suggester, long), 0.01)
