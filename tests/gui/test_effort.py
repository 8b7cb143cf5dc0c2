"""Actions counted: what one is, and what came of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.effort import Effort, Kind, Ledger

ACTS = st.lists(
    st.tuples(st.sampled_from(["keys", "clicks", "drags"]), st.sampled_from(["", "a", "b"]))
)


@given(ACTS)
def test_all_that_was_done_is_what_was_done_in_each_article(acts: list[tuple[Kind, str]]) -> None:
    ledger = Ledger()
    for kind, article in acts:
        ledger.act(kind, article)
    assert ledger.whole.actions == len(acts)
    assert sum(effort.actions for effort in ledger.articles.values()) == len(acts)
    assert ledger.of("never opened") == Effort()


def test_by_hand_an_entity_is_two_actions_and_a_measure_five() -> None:
    ledger = Ledger()
    ledger.made("a", 3, 1)
    for _ in range(5):
        ledger.act("keys", "a")
    ledger.act("drags", "a")
    effort = ledger.of("a")
    assert (effort.by_hand, effort.actions, effort.marks) == (11, 6, 4)
    assert effort.each == 1.5
    assert effort.saved == 1 - 6 / 11


def test_where_nothing_was_made_nothing_is_said_of_it() -> None:
    effort = Effort(keys=3)
    assert (effort.each, effort.saved) == (None, None)
