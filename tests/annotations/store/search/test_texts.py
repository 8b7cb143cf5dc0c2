"""The pieces of a mended text hold all that the source has not, and change only nearby."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Emendation, Span
from annotations.store.search import texts
from annotations.text.alignment import replaced
from annotations.text.fold import fold
from tests.annotations.store.making import document, new_project
from tests.annotations.text.strategies import edits


@given(edits(), st.integers(1, texts.WHOLE))
def test_what_is_in_a_mended_text_is_in_its_pieces_or_in_the_source(
    case: tuple[str, list[tuple[Span, str]]], length: int
):
    text, changes = case
    changes = sorted(changes)
    mended = fold(replaced(text, changes)[0])
    pieces = [fold(piece) for _, piece in texts.pieces(text, changes)]
    for start in range(len(mended) - length + 1):
        wanted = mended[start : start + length]
        assert wanted in fold(text) or any(wanted in piece for piece in pieces)
    assert all(piece in mended for piece in pieces)


def test_an_edit_changes_only_the_pieces_around_it():
    text = "江南春水" * 500
    changes = [(Span(at, at + 1), "") for at in range(10, 1900, 50)]
    before = dict(texts.pieces(text, changes))
    del changes[20]
    after = dict(texts.pieces(text, changes))
    assert len(before.items() ^ after.items()) <= 4
    assert before != after


def test_an_edit_that_folds_to_the_same_has_no_piece():
    assert list(texts.pieces("上海浦東", [(Span(3, 4), "东")])) == []


def test_of_emendations_that_meet_the_accepted_is_searched_else_the_first(tmp_path: Path):
    def made(id: str, start: int, end: int, status: str, new: str | None = "") -> Emendation:
        return Emendation(id, Span(start, end), new, "k", "", status, 1.0)  # pyright: ignore[reportArgumentType]

    emendations = [
        made("late", 2, 4, "proposed"),
        made("first", 1, 3, "proposed"),
        made("accepted", 5, 7, "accepted"),
        made("beside", 6, 8, "proposed"),
        made("behind", 7, 9, "proposed", "丙"),  # meets only one that does not count
        made("at", 9, 9, "proposed", "甲"),
        made("same", 9, 9, "proposed", "乙"),
        made("unknown", 10, 11, "proposed", None),
        made("rejected", 11, 12, "rejected"),
    ]
    with new_project(tmp_path, document("A", emendations=emendations)) as project:
        file = project._file  # pyright: ignore[reportPrivateUsage]
        expected = [(Span(1, 3), ""), (Span(5, 7), ""), (Span(7, 9), "丙"), (Span(9, 9), "甲")]
        assert texts.edits(file, "A") == expected
