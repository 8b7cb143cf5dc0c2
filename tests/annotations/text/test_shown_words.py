"""Words in the view that is shown: projected from hans, exact across whatever was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest import read
from annotations.model import VIEW_NAMES, Conversion, Emendation, View, ViewName
from annotations.text import words
from annotations.text.alignment import Alignment, Span, replaced
from annotations.text.shown_words import ShownWords
from annotations.text.user_words import UserWords
from annotations.text.views import Views
from tests.annotations.text.strategies import edits


@pytest.fixture(scope="module", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    words.load(tmp_path_factory.mktemp("jieba"))


def shown_in(views: Views, name: ViewName, *known: str) -> ShownWords:
    hans = views.of("hans")
    return ShownWords(views.of(name), hans, words.words(hans.text, UserWords.of(known)))


def emended(text: str, *changes: tuple[str, str]) -> Views:
    """The views of a text in which the first of each old string reads otherwise."""
    places = [(text.index(old), old, new) for old, new in changes]
    return Views(
        text,
        [
            Emendation(str(n), Span(at, at + len(old)), new, status="accepted")
            for n, (at, old, new) in enumerate(places)
        ],
    )


def tile(shown: ShownWords) -> list[Span]:
    """The words from the first character to the last; each is the word at all its characters."""
    spans: list[Span] = []
    index = 0
    while index < len(shown.shown.text):
        span = shown.word_at(index)
        assert span.start == index
        assert [shown.word_at(i) for i in range(span.start, span.end)] == [span] * len(span)
        spans.append(span)
        index = span.end
    return spans


@given(edits(), st.sampled_from(["tw2s", "tw2sp"]), st.sampled_from(["s2tw", "s2twp"]))
def test_words_tile_every_view(
    edited: tuple[str, list[tuple[Span, str]]], to_hans: str, to_hant: str
) -> None:
    text, changes = edited
    emendations = [Emendation(str(s), s, new, status="accepted") for s, new in changes]
    views = Views(text, emendations, (), Conversion(to_hans, to_hant))
    for name in VIEW_NAMES:
        tile(shown_in(views, name))


@given(edits(), edits(), st.data())
def test_words_tile_a_view_aligned_in_any_way(
    one: tuple[str, list[tuple[Span, str]]],
    other: tuple[str, list[tuple[Span, str]]],
    data: st.DataObject,
) -> None:
    text, changes = one
    shown = View("clean", *replaced(text, changes))
    again = [(s, new) for s, new in other[1] if s.end <= len(text)]
    hans = View("hans", *replaced(text, again))
    made = ShownWords(shown, hans, words.words(hans.text))
    spans = tile(made)
    start = data.draw(st.integers(0, len(shown.text)))
    span = Span(start, data.draw(st.integers(start, len(shown.text))))
    touched = [word for word in spans if word.overlaps(span)]
    assert made.expand(span) == (touched[0].hull(touched[-1]) if touched else span)


@given(edits())
def test_a_word_of_one_to_one_text_is_the_word_of_the_hans_view(
    edited: tuple[str, list[tuple[Span, str]]],
) -> None:
    views = Views(edited[0])
    for name in VIEW_NAMES:
        assert tile(shown_in(views, name)) == words.cut(views.of("hans").text)


def test_a_word_ends_at_its_last_real_character_before_a_residue() -> None:
    text = "𠮷客在松江區(qū)與蘇州簽訂合作協議。"
    for views in (emended(text, ("(qū)", "")), Views(text)):
        source = shown_in(views, "source", "松江区")
        place = text.index("江")
        assert source.word_at(place).of(text) == "松江區"
        assert source.expand(Span(place, place + 1)).of(text) == "松江區"
        assert source.word_at(text.index("簽")).of(text) == "簽訂"


def test_a_residue_inside_a_word_stays_inside_it() -> None:
    text = "在松(sōng)江區(qū)開會"
    views = emended(text, ("(sōng)", ""), ("(qū)", ""))
    source = shown_in(views, "source", "松江区")
    for index in range(text.index("松"), text.index("區") + 1):
        assert source.word_at(index).of(text) == "松(sōng)江區"
    assert source.word_at(text.index("qū") + 1).of(text) == "qū"
    assert source.expand(Span(text.index("江"), text.index("開"))).of(text) == "松(sōng)江區(qū)"


def test_the_same_word_is_found_in_all_four_views() -> None:
    views = emended("資訊(xùn)產業園在松江區(qū)落成", ("(xùn)", ""), ("(qū)", ""))
    found = {
        name: [s.of(views.of(name).text) for s in tile(shown_in(views, name, "松江区"))]
        for name in VIEW_NAMES
    }
    assert "松江區" in found["source"]
    assert found["clean"] == found["hant"]
    assert ("松江區" in found["clean"], "松江区" in found["hans"]) == (True, True)


def test_words_that_one_block_binds_together_are_one_word() -> None:
    hans = View("hans", "共建合作平台", Alignment.of_blocks(5, [(1, 4, 4)]))
    source = View("source", "共甲乙丙台", Alignment.identity(5))
    made = ShownWords(source, hans, words.words(hans.text, UserWords.of(["共建", "合作", "平台"])))
    assert [s.of(source.text) for s in tile(made)] == ["共甲乙丙台"]


def test_on_the_shared_articles_words_tile_every_view(shared_articles: list[Path]) -> None:
    for path in shared_articles:
        views = Views(read(path).article.text)
        for name in VIEW_NAMES:
            tile(shown_in(views, name))
