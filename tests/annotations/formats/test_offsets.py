"""Units of offsets are found by quotes, and spans come back from any unit."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.formats.offsets import Convention, convention_of, fitting, spans_in, unit_of
from annotations.formats.report import Unit
from annotations.model import Span
from annotations.text.units import Units

TEXT = "𠮷林与區(qū)协作，é 😀签署"
UNITS: tuple[Unit, ...] = ("code points", "UTF-16 units", "UTF-8 bytes")


def told(text: str, span: Span, how: Convention) -> tuple[int, int]:
    """A span as a file says it that counts like this."""
    units = Units(text)
    to = {"code points": int, "UTF-16 units": units.to_utf16, "UTF-8 bytes": units.to_utf8}
    start, end = to[how.unit](span.start), to[how.unit](span.end)
    return start + how.shift, end - how.inclusive + how.shift


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(
        st.text(st.sampled_from("𠮷林aé😀\r\n　") | st.characters(codec="utf-8"), min_size=1)
    )
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    pairs = draw(st.lists(places.filter(lambda p: p[0] != p[1]), min_size=1, max_size=8))
    return text, [Span(*sorted(pair)) for pair in pairs]


@given(spans(), st.sampled_from(UNITS), st.booleans(), st.sampled_from((0, 1)))
def test_spans_in_any_unit_come_back(
    given: tuple[str, list[Span]], unit: Unit, inclusive: bool, mark: int
) -> None:
    text, wanted = given
    how = Convention(unit, inclusive, mark * (3 if unit == "UTF-8 bytes" else 1))
    assert spans_in(text, how, [told(text, span, how) for span in wanted]) == wanted


@given(spans(), st.sampled_from(UNITS))
def test_the_unit_that_is_found_reads_every_quote(
    given: tuple[str, list[Span]], unit: Unit
) -> None:
    text, wanted = given
    how = Convention(unit)
    quoted = [(*told(text, span, how), span.of(text)) for span in wanted]
    found = unit_of(text, quoted)
    assert found is not None
    read = spans_in(text, found, [(start, end) for start, end, _ in quoted])
    assert [span and span.of(text) for span in read] == [quote for _, _, quote in quoted]


@given(spans())
def test_offsets_of_code_points_are_never_taken_for_others(given: tuple[str, list[Span]]) -> None:
    text, wanted = given
    assert unit_of(text, [(s.start, s.end, s.of(text)) for s in wanted]) == "code points"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("mark", [0, 1])
def test_conventions_are_told_apart(unit: Unit, inclusive: bool, mark: int) -> None:
    how = Convention(unit, inclusive, mark * (3 if unit == "UTF-8 bytes" else 1))
    wanted = [Span(1, 3), Span(8, 10), Span(14, 16)]
    quoted = [(*told(TEXT, span, how), span.of(TEXT)) for span in wanted]
    assert convention_of(TEXT, quoted) == how


def test_a_mark_in_the_text_that_was_not_counted_is_found() -> None:
    text = f"\ufeff{TEXT}"
    assert convention_of(text, [(1, 3, "林与"), (13, 15, "签署")]) == Convention(shift=-1)
    assert spans_in(text, Convention(shift=-1), [(1, 3)]) == [Span(2, 4)]


def test_without_quotes_or_with_wrong_ones_nothing_is_claimed() -> None:
    assert unit_of(TEXT, []) is None
    assert unit_of(TEXT, [(0, 2, "没有"), (2, 4, "也无")]) is None
    assert convention_of(TEXT, [(0, 1, "")]) is None


def test_a_wrong_quote_among_right_ones_does_not_hinder() -> None:
    quoted = [(2, 3, "林"), (3, 4, "与"), (0, 1, "错")]
    assert unit_of(TEXT, quoted) == "UTF-16 units"


def test_a_place_inside_a_character_or_outside_is_none() -> None:
    pairs = [(0, 1), (1, 2), (0, 99), (-1, 2), (4, 2)]
    assert spans_in("𠮷林", "UTF-16 units", pairs) == [None, None, None, None, None]
    assert spans_in("𠮷林", "UTF-8 bytes", [(0, 4), (4, 7), (4, 6)]) == [
        Span(0, 1),
        Span(1, 2),
        None,
    ]


def test_what_fits_without_quotes() -> None:
    assert fitting("𠮷林", [(0, 2), (2, 3)]) == ("UTF-16 units",)
    assert fitting("两省", [(0, 1), (0, 2)]) == ("code points", "UTF-16 units")


@given(spans())
def test_code_points_always_fit_themselves(given: tuple[str, list[Span]]) -> None:
    text, wanted = given
    assume(wanted)
    assert "code points" in fitting(text, [(s.start, s.end) for s in wanted])
