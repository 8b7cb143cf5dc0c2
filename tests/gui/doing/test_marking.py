"""Marks worked by keys: ends moved, pieces added, spans under the caret, the same tag again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotations.model import Annotation, Span, ViewName
from gui import settings
from gui.hands import CONTROL, Hands

TEXT = "浦东新区(qū)與蘇州市簽約，𠮷林銀行出席。\n兩地合作。"


@pytest.fixture(autouse=True)
def without_form(home: Path) -> None:
    """The form of a measure takes the keys when one is tagged; here it does not open."""
    settings.put("slots", False)


@pytest.fixture
def at(hands: Hands) -> Hands:
    """An article of ours in the reader, with the caret at its beginning."""
    from hashlib import sha256

    from annotations.model import Article, Document, Emendation, Source

    project = hands.window.bridge.project
    assert project is not None
    digest = sha256(TEXT.encode()).hexdigest()
    article = Article("own", "浦东", TEXT, Source("own.txt", digest, "utf-8", False))
    with project.bringing() as batch:
        assert batch.add(Document(article), file="own.jsonl", line=1).result == "new"
    residue = Span(TEXT.index("("), TEXT.index(")") + 1)
    project.emend("own", [Emendation("", residue, "", "pinyin", "reading", confidence=1.0)])
    ids = [e.id for e in project.emendations("own")]
    project.judge("own", ids, "accepted")
    hands.window.bridge.reopen()
    hands.window.place.show_article("own")
    hands.settle()
    hands.reader.setFocus()
    return hands


def span_of(text: str) -> Span:
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


def tag(hands: Hands, text: str, keys: str = "r") -> Annotation:
    hands.reader.select(span_of(text))
    return hands.tag(keys)


def active(hands: Hands) -> Annotation:
    place = hands.window.place
    found = hands.window.bridge.annotation(place.article, place.active)
    assert found is not None
    return found


def quote(hands: Hands) -> str:
    return "…".join(part.of(TEXT) for part in active(hands).fragments)


# -- the selection ------------------------------------------------------------------------


def test_a_key_selects_the_word_its_clause_and_its_paragraph_and_another_goes_back(
    at: Hands,
) -> None:
    caret = span_of("林銀行").start
    at.reader.put_caret(caret)
    seen = []
    for key in ";;;;,,,,":
        at.letters(key)
        span = at.reader.selection()
        seen.append(span.of(TEXT) if span else "")
    assert seen[1:4] == ["𠮷林銀行出席", TEXT.split("\n")[0], TEXT.split("\n")[0]]
    assert seen[0] and "林" in seen[0] and len(seen[0]) < len(seen[1])
    assert seen[4:] == [seen[1], seen[0], "", ""]
    assert at.reader.model.caret == caret


def test_a_selection_made_otherwise_grows_too_and_is_let_go(at: Hands) -> None:
    at.letters(";;")
    at.reader.select(span_of("州市簽"))
    at.letters(";")
    span = at.reader.selection()
    assert span is not None and span.contains(span_of("州市簽")) and span.of(TEXT) in TEXT
    at.reader.select(span_of("州市"))
    at.letters(",")
    assert at.reader.selection() is None


# -- the ends -----------------------------------------------------------------------------


def test_ends_move_by_a_character_and_everything_else_stays(at: Hands) -> None:
    made = tag(at, "蘇州")
    other = tag(at, "浦东新区")
    bridge = at.window.bridge
    bridge.do(lambda p: p.describe("own", made.id, note="记", attributes={"certainty": "doubt"}))
    bridge.do(lambda p: p.relate("own", "same_as", made.id, other.id))
    before = bridge.relations("own")
    at.window.place.activate(made.id)
    steps = []
    for key in "}[]{{":
        at.letters(key)
        steps.append(quote(at))
    assert steps == ["蘇州市", "與蘇州市", "蘇州市", "蘇州", "蘇"]
    now = active(at)
    assert (now.id, now.note, now.attributes, now.label) == (
        made.id,
        "记",
        {"certainty": "doubt"},
        "REGION",
    )
    assert bridge.relations("own") == before
    at.letters("{")
    assert quote(at) == "蘇", "an end passed the other one"
    for _ in range(5):
        at.key(Qt.Key.Key_Z, CONTROL)
    assert quote(at) == "蘇州"


@pytest.mark.parametrize("view", ["source", "clean", "hans", "hant"])
def test_in_every_view_an_end_moves_by_what_one_sees(at: Hands, view: ViewName) -> None:
    tag(at, "浦东新")
    at.view(view)
    seen = []
    for _ in range(2):
        at.letters("}")
        seen.append(quote(at))
    passed = "浦东新区(" if view == "source" else "浦东新区(qū)與"
    assert seen == ["浦东新区", passed]


def test_by_words_an_end_goes_to_the_border_of_the_next_word(at: Hands) -> None:
    tag(at, "蘇")
    at.key(Qt.Key.Key_BracketLeft, CONTROL)
    at.key(Qt.Key.Key_BraceRight, CONTROL)
    words = at.window.words
    for edge in (active(at).hull.start, active(at).hull.end - 1):
        word = words.word(TEXT, edge)
        assert edge in (word.start, word.end - 1)
    assert active(at).hull.contains(span_of("蘇")) and len(active(at).hull) > 1


def test_where_an_end_cannot_go_nothing_is_done_and_it_is_said(at: Hands) -> None:
    tag(at, "浦")
    project = at.window.bridge.project
    assert project is not None
    step = project.undoable
    at.letters("[")
    assert project.undoable == step
    assert not at.window.desk.banner.isHidden()


# -- pieces -------------------------------------------------------------------------------


def test_a_piece_is_added_and_taken_away_again(at: Hands) -> None:
    made = tag(at, "浦东新区")
    at.reader.select(span_of("蘇州市"))
    at.letters("+")
    assert (active(at).id, quote(at)) == (made.id, "浦东新区…蘇州市")
    at.reader.select(span_of("州"))
    at.letters("-")
    assert quote(at) == "浦东新区…蘇…市"
    at.reader.select(None)
    at.reader.put_caret(span_of("市").end)
    at.letters("-")
    assert quote(at) == "浦东新区…蘇"
    at.reader.select(span_of("浦东新区(qū)與蘇"))
    at.letters("-")
    assert quote(at) == "浦东新区…蘇", "nothing was left of a mark"


def test_without_a_selection_there_is_nothing_to_add(at: Hands) -> None:
    made = tag(at, "浦东新区")
    at.reader.select(None)
    at.letters("+")
    assert active(at) == made
    assert not at.window.desk.banner.isHidden()


# -- choosing -----------------------------------------------------------------------------


def test_spans_under_the_caret_are_opened_from_within_to_without_and_round(at: Hands) -> None:
    outer = tag(at, "浦东新区(qū)與蘇州市簽約", "d")
    inner = tag(at, "蘇州")
    same = tag(at, "蘇州", "g")
    middle = tag(at, "蘇州市")
    tag(at, "兩地", "f")
    at.window.place.activate("")
    at.reader.select(None)
    at.reader.put_caret(span_of("州").start)
    opened = []
    for _ in range(5):
        at.letters("'")
        opened.append(at.window.place.active)
    assert opened[:4] == [*sorted([inner.id, same.id]), middle.id, outer.id]
    assert opened[4] == opened[0]


# -- the same again -----------------------------------------------------------------------


def test_the_last_tag_comes_again_with_the_attributes_it_has_by_now(at: Hands) -> None:
    made = tag(at, "簽約", "mag")
    bridge = at.window.bridge
    given = {**made.attributes, "status": "agreed", "level": "C"}
    bridge.do(lambda p: p.describe("own", made.id, attributes=given))
    at.reader.select(span_of("合作"))
    again = at.tag(".")
    assert (again.label, again.attributes, again.fragments) == (
        "MEASURE",
        given,
        (span_of("合作"),),
    )


def test_a_code_comes_along_only_for_the_same_text(at: Hands) -> None:
    made = tag(at, "蘇州市")
    bridge = at.window.bridge
    bridge.do(lambda p: p.describe("own", made.id, attributes={"code": "320500"}))
    at.reader.select(span_of("浦东新区"))
    assert at.tag(".").attributes == {}
    bridge.do(lambda p: p.undo())
    at.window.desk.tagging.tag("REGION", {"code": "220000", "certainty": "sure"})
    at.reader.select(span_of("𠮷林"))
    assert at.tag(".").attributes == {"certainty": "sure"}


def test_before_anything_was_tagged_it_is_said(at: Hands) -> None:
    at.reader.select(span_of("蘇州"))
    before = len(at.window.bridge.annotations("own"))
    at.letters(".")
    assert len(at.window.bridge.annotations("own")) == before
    assert not at.window.desk.banner.isHidden()


def test_a_value_used_last_is_the_next_ones_where_its_rule_says_so(at: Hands) -> None:
    at.window.desk.tagging.remember({"status": "planned", "certainty": "doubt"})
    assert tag(at, "簽約", "mag").attributes == {"type": "AGREE", "status": "planned"}
    assert tag(at, "蘇州").attributes == {}, "certainty has no such rule"


def test_keys_of_marks_are_typed_where_one_writes(at: Hands) -> None:
    """In a field they are characters and change no mark."""
    tag(at, "蘇州")
    at.key(Qt.Key.Key_D, CONTROL)
    note = at.window.details.note
    QTest.keyClicks(note, "[].='+")
    assert note.toPlainText() == "[].='+"
    assert quote(at) == "蘇州"
