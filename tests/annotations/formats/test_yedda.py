"""YEDDA's inline marks, as its own expression has them, and what is broken in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import tagset
from annotations.errors import Refusal
from annotations.formats import Line, Reading, yedda
from annotations.model import Document

EXAMPLE = "我 到了 [@上海#Location*] ，见 [@[@朱#Name*] 校长#Person*] 。\n[$你们#Person*] 好"


def read(path: Path, text: str | bytes, **options: str) -> Line:
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    (line,) = yedda.read(path, Reading(1_000_000, tagset.default(), options=options))
    return line


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.txt.ann"


def found(line: Line) -> list[tuple[str, str]]:
    assert isinstance(line.content, Document)
    return [(a.label, a.quote) for a in line.content.annotations]


def test_marks_come_out_of_the_text_also_nested_ones(path: Path) -> None:
    line = read(path, EXAMPLE)
    assert isinstance(line.content, Document)
    assert line.content.article.text == "我 到了 上海 ，见 朱 校长 。\n你们 好"
    assert found(line) == [("Location", "上海"), ("Person", "朱 校长"), ("Name", "朱")]
    assert line.content == read(path, EXAMPLE).content


def test_suggestions_are_told_or_taken(path: Path) -> None:
    (told,) = read(path, EXAMPLE).misfits
    assert (told.key, told.values["line"], told.values["what"]) == ("misfit-suggestion", 2, "你们")
    assert ("Person", "你们") in found(read(path, EXAMPLE, suggestions="yes"))


def test_halves_stay_in_the_text_and_are_told(path: Path) -> None:
    line = read(path, "[@甲 乙\n丙#A*] [@丁#B*][@#C*][@戊#*]")
    assert isinstance(line.content, Document)
    assert line.content.article.text == "[@甲 乙\n丙#A*] 丁戊"
    assert found(line) == [("B", "丁")]
    assert [(m.key, m.values["line"]) for m in line.misfits] == [
        ("misfit-no-label", 2),
        ("misfit-empty", 2),
        ("misfit-mark", 1),
        ("misfit-mark", 2),
    ]


@given(
    st.lists(
        st.tuples(st.text("甲乙 𠮷#[]*@$", max_size=4), st.text("AB-", min_size=1)), max_size=4
    )
)
def test_what_is_marked_is_found_again(parts: list[tuple[str, str]]) -> None:
    plain = [(quote, label) for quote, label in parts if not set(quote) & set("[]*@$#")]
    marked = "。".join(f"[@{quote}#{label}*]" for quote, label in plain)
    text, marks, halves = yedda.unmarked(marked)
    assert text == "。".join(quote for quote, _ in plain)
    assert [(mark.span.of(text), mark.label) for mark in marks] == plain
    assert not halves


@given(st.text("甲\n[@$#*]A", max_size=30))
def test_no_text_is_lost_whatever_is_broken(marked: str) -> None:
    text, marks, _ = yedda.unmarked(marked)
    assert [c for c in text if c == "甲"] == [c for c in marked if c == "甲"]
    assert all(0 <= mark.span.start <= mark.span.end <= len(text) for mark in marks)
    assert len(text) == len(marked) - sum(len(mark.label) + 5 for mark in marks)


def test_files_of_brat_and_prose_are_not_taken_for_it() -> None:
    assert yedda.sniff(Path("x.ann"), EXAMPLE.encode())
    assert not yedda.sniff(Path("x.ann"), "T1\tLocation 0 2\t[@上海#A*]\n".encode())
    assert not yedda.sniff(Path("x.txt"), "电邮 [@甲] 与 #话题#".encode())


def test_a_file_without_marks_is_refused(path: Path) -> None:
    line = read(path, "散文")
    assert isinstance(line.content, Refusal)
    assert (line.number, line.content.key) == (0, "file-not-format")
