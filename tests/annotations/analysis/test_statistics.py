"""What is counted of an article, beside counting it by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.statistics import statistics
from annotations.model import Annotation, Emendation, Relation, Span
from tests.annotations.store.making import document

TEXT = "浦云报讯\r\n　　“𠮷林省，去年；签约？”他说。共3,000家ABC…\n\n——\n國內消息！"


def annotation(id: str, label: str, *spans: tuple[int, int], author: str | None = None):
    fragments = tuple(Span(*span) for span in spans)
    quote = "".join(span.of(TEXT) for span in fragments)
    return Annotation(id, label, fragments, quote, author=author)


def test_an_article_is_counted_in_its_own_characters() -> None:
    found = statistics(document("A", TEXT))
    assert found.chars == len(TEXT)
    assert found.blank == 7  # CR LF, two full-width blanks, three line ends
    assert found.han == sum(c in "浦云报讯𠮷林省去年签约他说共家國內消息" for c in TEXT)
    assert found.chars == found.han + found.blank + found.other
    assert (found.paragraphs, found.sentences) == (3, 5)
    assert found.clauses == 7  # of the second paragraph 𠮷林省, 去年, 签约, 他说, 共3,000家ABC
    assert (found.simplified, found.traditional, found.script) == (5, 2, "hans")


def test_marks_are_counted_by_name_the_commonest_first() -> None:
    marks = [
        annotation("1", "GOV", (0, 2)),
        annotation("2", "REGION", (0, 4), author="乙"),
        annotation("3", "REGION", (1, 3), (9, 12), author="乙"),
    ]
    relations = [Relation("R", "party", "1", "2"), Relation("S", "party", "2", "1")]
    emendations = [
        Emendation("E", Span(0, 1), "", status="accepted"),
        Emendation("F", Span(1, 2), "", status="rejected"),
        Emendation("G", Span(2, 3), "", status="rejected"),
    ]
    found = statistics(document("A", TEXT, marks, relations, emendations))
    assert list(found.labels.items()) == [("REGION", 2), ("GOV", 1)]
    assert list(found.authors.items()) == [("乙", 2), ("", 1)]
    assert found.relations == {"party": 2}
    assert found.emendations == {"proposed": 0, "accepted": 1, "rejected": 2}
    assert (found.annotations, found.tagged) == (3, 7)
    assert found.tagged_share == 7 / len(TEXT)


def test_an_empty_article_has_nothing_to_count() -> None:
    found = statistics(document("A", ""))
    assert (found.chars, found.paragraphs, found.sentences, found.clauses) == (0, 0, 0, 0)
    assert (found.tagged_share, found.labels, found.script) == (0.0, {}, "none")


_SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda s: s[0] < s[1]), max_size=8
)


@given(st.text("国國之a1，。！\r\n　 𠮷", min_size=40), _SPANS)
def test_counts_agree_with_the_text_whatever_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Annotation(str(n), "X", (Span(a, b),), text[a:b]) for n, (a, b) in enumerate(spans)]
    given_ = document("A", text)
    found = statistics(replace(given_, annotations=tuple(marks)))
    assert found.tagged == len({n for a, b in spans for n in range(a, b)})
    assert found.blank == sum(c.isspace() for c in text)
    assert found.other == sum(c in "a1，。！" for c in text)
    assert found.paragraphs <= found.sentences <= found.clauses
    assert sum(found.labels.values()) == sum(found.authors.values()) == found.annotations


@given(st.text("浦国國a1,，。\r\n 　…"), st.integers(1, 6))
def test_counting_in_parts_counts_the_same(text: str, part: int) -> None:
    whole = statistics(document("A", text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotations.analysis.statistics._PART", part)
        assert statistics(document("A", text)) == whole
