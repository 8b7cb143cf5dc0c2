"""The keys of the form of slots: each means one thing, and what has a key keeps it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.panels.slot_keys import DIGITS, LETTERS, keyed
from gui.panels.slot_lines import Entry, Kind, Line


def line(number: int, kind: Kind, many: int) -> Line:
    entries = tuple(Entry(kind, f"{number}-{n}", "字", "offered") for n in range(many))
    return Line(f"line{number}", "名", entries, kind != "value")


KINDS = st.sampled_from(["value", "offer", "code"])
DRAWN = st.lists(st.tuples(KINDS, st.integers(0, 12)), max_size=9)


@given(DRAWN)
def test_letters_make_values_and_digits_fill_slots(drawn: list[tuple[Kind, int]]) -> None:
    lines = tuple(line(n, kind, many) for n, (kind, many) in enumerate(drawn))
    keys = keyed(lines)
    made = list(keys.values())
    assert len({entry.id for _, entry in made}) == len(made)
    for key, (home, entry) in keys.items():
        assert entry in home.entries
        assert key in ("".join(LETTERS) if entry.kind == "value" else DIGITS)
    choices = sum(many for kind, many in drawn if kind != "value")
    assert sum(key in DIGITS for key in keys) == min(choices, len(DIGITS))


@given(DRAWN.filter(lambda drawn: any(k != "value" and n for k, n in drawn)))
def test_the_digits_begin_with_the_slot_that_waits(drawn: list[tuple[Kind, int]]) -> None:
    lines = tuple(line(n, kind, many) for n, (kind, many) in enumerate(drawn))
    waiting = [one for one in lines if one.is_slot and one.entries][-1]
    keys = keyed(lines, waiting.id)
    assert keys["1"] == (waiting, waiting.entries[0])
    letters = {key: made for key, made in keyed(lines).items() if key not in DIGITS}
    assert letters == {key: made for key, made in keys.items() if key not in DIGITS}
