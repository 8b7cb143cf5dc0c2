"""Likelihood: text before nonsense, in both scripts alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.emend import likelihood


def test_text_is_likelier_than_the_same_bytes_out_of_step() -> None:
    assert likelihood.chain("", "持續推進合作") > likelihood.chain("", "掷m(xù)推椄") + 10
    assert likelihood.worded("經濟發展") > likelihood.worded("經記法斬")


def test_both_scripts_count_alike() -> None:
    assert likelihood.worded("经济发展") == likelihood.worded("經濟發展")
    assert likelihood.is_word("合作") and likelihood.is_word("發展")
    assert not likelihood.is_word("展合")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_chain_is_the_sum_of_its_parts(before: str, text: str) -> None:
    whole = likelihood.chain("", before + text)
    parts = likelihood.chain("", before) + likelihood.chain(before[-1:], text)
    assert abs(whole - parts) < 1e-6


@given(st.text(max_size=30))
def test_a_likelihood_is_at_most_certainty(text: str) -> None:
    assert likelihood.worded(text) <= 0
