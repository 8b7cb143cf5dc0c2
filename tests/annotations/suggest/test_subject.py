"""From an article's source to the text that suggestions read, and back."""

from __future__ import annotations

from dataclasses import replace

from annotations import emend
from annotations.model import Conversion, Span, Taught
from annotations.suggest.kinds import Candidate, Slot, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.subject import Subject, suggestions

TEXT = "𠮷田說：大灣區(qū)域與長三角簽約。"


def _all_of(word: str, label: str = "MACRO") -> Suggester:
    def suggest(passage: Passage):
        at = passage.text.find(word)
        while at >= 0:
            span = Span(at, at + len(word))
            yield Candidate(span, label, "word", 0.9, word, {}, (Slot("party", span, label),))
            at = passage.text.find(word, at + 1)

    return Suggester("words", 1, ("word",), suggest)


def test_suggestions_read_simplified_text_with_every_proved_emendation():
    subject = Subject(TEXT, emend.propose(TEXT))

    assert subject.view().text == "𠮷田说：大湾区域与长三角签约。"
    assert all(one.status == "proposed" for one in subject.emendations)


def test_what_is_found_there_stands_at_its_place_in_the_source():
    (found,) = suggestions(Subject(TEXT, emend.propose(TEXT)), suggesters=[_all_of("湾区域")])

    assert found.quote == "灣區(qū)域"
    assert found.fragments == (Span(5, 12),)
    assert found.surface == "湾区域"
    assert found.rule == "words.word"
    assert found.slots[0].fragments == found.fragments


def test_a_rejected_emendation_stays_out():
    text = "大灣區(qū)域"
    rejected = tuple(replace(e, status="rejected") for e in emend.propose(text))

    assert rejected
    assert suggestions(Subject(text, rejected), suggesters=[_all_of("湾区域")]) == ()


def test_what_the_project_rejected_everywhere_is_not_proposed():
    taught = Taught(rejected=frozenset({("MACRO", "长三角")}))

    assert suggestions(Subject("长三角"), taught, suggesters=[_all_of("长三角")]) == ()
    assert suggestions(Subject("长三角"), taught, suggesters=[_all_of("长三角", "POLICY")])


def test_the_conversion_of_the_project_makes_the_text():
    from annotations.model import OverlayEntry

    conversion = Conversion(overlay=(OverlayEntry("hans", "灣區", "湾区甲"),))

    assert "湾区甲" in Subject("大灣區", conversion=conversion).view().text
