"""Rows that come, change or go together stand in one event, and each is found again."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import Project
from annotations.store import entries
from annotations.store.tables import ANNOTATION, SETTING, Place, Row
from tests.annotations.store.making import TEXT, document, everything, mark, new_project, raw

_ids = st.sampled_from(("T1", "T10", "T2", '"id":"T1"', "𠮷", "\\"))


def _row(article: str, id: str, quote: str) -> Row:
    return dict.fromkeys(ANNOTATION.columns) | {"article": article, "id": id, "quote": quote}


_rows = st.builds(_row, st.sampled_from("AB"), _ids, _ids)
_images = st.one_of(
    st.tuples(st.none(), _rows),
    st.tuples(_rows, st.none()),
    _rows.map(lambda row: (row, {**row, "quote": "後"})),
)


@given(changes=st.lists(_images, max_size=12), most=st.integers(1, 4))
def test_every_change_stands_in_one_event_in_its_turn(
    changes: list[entries.Images], most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "MOST", most)
        groups = list(entries.grouped(ANNOTATION, changes))
    assert [change for group in groups for change in group] == changes
    for number, group in enumerate(groups):
        assert 1 <= len(group) <= most
        event: Row = {
            **entries.columns(ANNOTATION, group),
            "event": f"E{number}",
            "step": "S",
            "clock": 1,
            "undoes": None,
        }
        found = list(entries._entries([event]))
        assert [(entry.was or None, entry.became or None) for entry in found] == list(group)
        places = [ANNOTATION.place(before or after or {}) for before, after in group]
        assert [entry.place for entry in found] == places
        assert len({entry.event for entry in found}) == len(found)


def test_a_setting_stands_alone() -> None:
    rows: list[entries.Images] = [(None, {"key": key, "value": "1"}) for key in "ab"]
    assert [len(group) for group in entries.grouped(SETTING, rows)] == [1, 1]


def test_many_tags_are_few_events_and_go_and_come_back_exactly(tmp_path: Path) -> None:
    text = TEXT * 40
    with new_project(tmp_path, document("A", text), document("B", text)) as project:
        before = everything(project)
        spans = [Span(place, place + 2) for place in range(entries.MOST + 1)]
        step = project.annotate_all({"A": spans, "B": spans[:3]}, "REGION").step
        assert step is not None
        after = everything(project)
        assert _events(project, step.id) == 3
        project.undo()
        assert everything(project) == before
        assert project.verify() == ()
        project.redo()
        assert everything(project) == after
        assert project.verify() == ()


def test_nothing_is_tagged_where_one_of_many_cannot_be(tmp_path: Path) -> None:
    with new_project(tmp_path, document("A"), document("B")) as project:
        before = everything(project)
        spans, far = [Span(0, 1)], [Span(len(TEXT), len(TEXT) + 1)]
        for chosen, key in (
            ({"A": spans, "Z": spans}, "article-missing"),
            ({"A": spans, "B": far}, "span-outside"),
            ({"A": spans, "B": [Span(1, 1)]}, "span-empty"),
        ):
            with pytest.raises(Refusal, match=key):
                project.annotate_all(chosen, "REGION")
        assert everything(project) == before


def test_a_row_is_found_among_several_by_its_whole_id(tmp_path: Path) -> None:
    twins = ("T1", "T10", "T", '"id":"T1"')
    with new_project(tmp_path, document("A", annotations=[mark(id, 0, 2) for id in twins])) as p:
        p.retag("A", "T1", "GOV")
        p.remove("A", ["T1", "T10"])
        file = p._file
        for id, kinds in {"T1": "+~-", "T10": "+-", "T": "+", '"id":"T1"': "+"}.items():
            place = Place(ANNOTATION.name, "A", id)
            assert "".join(map(_kind, entries.at(file, place))) == kinds
        of_article = sorted(e.event for e in entries.of_article(file, "A"))
        steps = (entries.of_step(file, step.id) for step in p.log())
        assert sorted(e.event for e in chain(*steps) if e.place.article == "A") == of_article


def test_the_view_counts_rows_not_events(tmp_path: Path) -> None:
    with new_project(tmp_path, document("A")) as project:
        project.annotate_all({"A": [Span(0, 1), Span(1, 2), Span(2, 3)]}, "REGION")
        one, other, _ = project.annotations("A")
        project.relate("A", "same_as", one.id, other.id)
    with raw(project.path) as conn:
        query = "SELECT changes FROM v_step ORDER BY clock DESC LIMIT 2"
        assert conn.execute(query).fetchall() == [(1,), (3,)]


def _kind(entry: entries.Entry) -> str:
    return "+" if entry.before is None else "-" if entry.after is None else "~"


def _events(project: Project, step: str) -> object:
    return project._file.value("SELECT count(*) FROM event WHERE step = ?", step)
