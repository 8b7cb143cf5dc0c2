"""Characters that do not show."""

from __future__ import annotations

import pytest

from annotations.emend import invisible
from annotations.model import PROVED, Emendation


def found(text: str) -> list[Emendation]:
    return list(invisible.detect(text))


@pytest.mark.parametrize("sign", ["\u200b", "\u200c\u200d", "\ufeff", "\u00ad", "\u2060", "\x08"])
def test_between_chinese_characters_they_are_deleted_with_proof(sign: str) -> None:
    (one,) = found(f"上{sign}海")
    assert (one.span.of(f"上{sign}海"), one.replacement, one.confidence) == (sign, "", PROVED)


@pytest.mark.parametrize("mark", ["\u200e", "\u202a", "\u2067"])
def test_marks_of_direction_are_deleted_where_all_runs_from_the_left(mark: str) -> None:
    (one,) = found(f"电话{mark}021")
    assert (one.rule, one.confidence) == ("invisible-direction-mark", PROVED)
    assert found(f"عرب{mark}ي") == []


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "می\u200cخواهم",
        "क्\u200dष",
        "会议\n\u3000\u3000正文",
        "A\u00a0B",
        "一\t二",
    ],
)
def test_what_is_needed_stays(text: str) -> None:
    assert found(text) == []


def test_private_use_characters_are_listed_and_never_proved() -> None:
    emendations = found("领域\ue78b合作\ue123\U000f0001")
    assert [e.rule for e in emendations] == ["invisible-private-use"] * 3
    assert all(e.confidence is not None and e.confidence < PROVED for e in emendations)
    assert emendations[1].replacement is None


def test_odd_blanks_inside_a_sentence_are_proposed() -> None:
    (blank,) = found("上\u00a0海")
    (wide,) = found("张\u3000三")
    assert (blank.replacement, wide.replacement) == ("", "")
    assert (wide.confidence or 0) < (blank.confidence or 0) < PROVED


def test_a_control_of_latin_1_is_read_as_windows_1252() -> None:
    (one,) = found("他说\x93好")
    assert one.replacement == "“"
