"""Code points, UTF-16 units and UTF-8 bytes invert each other."""

from __future__ import annotations

from hypothesis import example, given

from annotations.text.units import Units
from tests.annotations.text.strategies import texts


@given(texts.filter(lambda text: text.isprintable() or text.encode("utf-8", "ignore") != b""))
@example("甲𠮷乙🚄丙")
@example("")
@example("plain ASCII")
def test_positions_equal_what_encoding_the_beginning_gives(text: str):
    text = text.encode("utf-8", "ignore").decode("utf-8")
    units = Units(text)
    for i in range(len(text) + 1):
        utf16 = len(text[:i].encode("utf-16-le")) // 2
        utf8 = len(text[:i].encode())
        assert (units.to_utf16(i), units.to_utf8(i)) == (utf16, utf8)
        assert (units.from_utf16(utf16), units.from_utf8(utf8)) == (i, i)


def test_a_place_inside_a_character_is_its_start():
    units = Units("甲𠮷乙")
    assert units.from_utf16(2) == 1
    assert [units.from_utf8(byte) for byte in (3, 4, 6, 7)] == [1, 1, 1, 2]
