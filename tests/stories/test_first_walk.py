"""A first hour with the program, by real key and mouse events, checked in the file itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from annotations.model import VIEW_NAMES, Annotation, Span, ViewName
from annotations.project import open_project
from gui.hands import CONTROL, SHIFT, Hands
from gui.window import Window


def on_disk(window: Window, article: str) -> dict[str, Annotation]:
    """The annotations as another reader of the file sees them."""
    assert window.bridge.project is not None
    with open_project(window.bridge.project.path, read_only=True) as other:
        return {a.id: a for a in other.annotations(article)}


def of_script(hands: Hands, script: str) -> str:
    return next(r.id for r in hands.window.bridge.articles() if r.script == script)


def a_span(hands: Hands, length: int = 4, after: int = 0) -> Span:
    """A stretch of Chinese characters of the shown article."""
    project = hands.window.bridge.project
    assert project is not None
    text = project.article(hands.window.place.article).text
    start = max(after, text.index("\n") + 1)
    while not text[start : start + length].isalpha():
        start += 1
    return Span(start, start + length)


def test_a_span_tagged_by_one_key_is_in_the_file_and_the_same_in_every_view(
    hands: Hands,
) -> None:
    article = of_script(hands, "hant")
    hands.article(article)
    hands.view("hans")
    span = a_span(hands)
    assert hands.drag(span)
    made = hands.tag("r")
    assert made.fragments == (span,)
    assert on_disk(hands.window, article)[made.id] == made
    for view in VIEW_NAMES:
        hands.view(view)
        assert hands.window.place.view == view
        hands.click(span.start)
        assert made.id in {a.id for a in hands.window.bridge.annotations(article)}
        hands.reader.select(span)
        assert hands.reader.selection() == span


def test_a_measure_takes_its_key_and_two_letters(hands: Hands) -> None:
    span = a_span(hands)
    assert hands.walk(span)
    hands.letters("m")
    assert hands.window.tags.chord.isVisibleTo(hands.window)
    hands.letters("p")
    assert set(hands.window.tags.chord.fitting()) == {"pl", "pa", "pm", "pk", "pj"}
    made = hands.tag("k")
    assert (made.label, made.attributes["type"]) == ("MEASURE", "PARK")
    assert made.fragments == (span,)
    assert not hands.window.tags.chord.isVisibleTo(hands.window)


def test_escape_leaves_the_measure_keys_and_tags_nothing(hands: Hands) -> None:
    before = hands.window.bridge.annotations(hands.window.place.article)
    assert hands.drag(a_span(hands))
    selected = hands.reader.selection()
    hands.letters("mp")
    hands.key(Qt.Key.Key_Escape)
    assert not hands.window.tags.chord.isVisibleTo(hands.window)
    assert hands.window.bridge.annotations(hands.window.place.article) == before
    assert hands.reader.selection() == selected


def test_without_a_selection_the_word_under_the_caret_is_tagged(hands: Hands) -> None:
    span = a_span(hands, 1)
    hands.click(span.start)
    hands.reader.select(None)
    word = hands.reader.word_at_caret()
    made = hands.tag("p")
    assert made.fragments == (word,)


def test_undo_and_redo_work_after_the_program_was_closed(hands: Hands, qtbot: object) -> None:
    article = hands.window.place.article
    assert hands.drag(a_span(hands))
    made = hands.tag("g")
    assert hands.window.bridge.project is not None
    path = hands.window.bridge.project.path
    hands.window.close()
    again = Window()
    again.furnish()
    again.show()
    again.activateWindow()
    assert again.files.open_path(path)
    later = Hands(again)
    later.settle()
    again.reader.setFocus()
    later.key(Qt.Key.Key_Z, CONTROL)
    assert made.id not in on_disk(again, article)
    assert "党政机构" in again.actions_["redo"].text()
    later.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert on_disk(again, article)[made.id] == made
    assert again.place.active == made.id
    again.close()


def test_a_note_is_kept_when_it_is_finished_and_when_another_annotation_is_opened(
    hands: Hands,
) -> None:
    article = hands.window.place.article
    span = a_span(hands)
    assert hands.drag(span)
    one = hands.tag("g")
    hands.write_note("one")
    assert on_disk(hands.window, article)[one.id].note == "one"
    hands.key(Qt.Key.Key_D, CONTROL)
    QTest.keyClicks(hands.window.details.note, " more")
    hands.window.place.activate("")
    assert on_disk(hands.window, article)[one.id].note in ("one more", " moreone")


def test_delete_removes_the_open_annotation_and_undo_brings_it_back(hands: Hands) -> None:
    article = hands.window.place.article
    assert hands.drag(a_span(hands))
    made = hands.tag("g")
    hands.key(Qt.Key.Key_Delete)
    assert made.id not in on_disk(hands.window, article)
    assert hands.window.place.active == ""
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert on_disk(hands.window, article)[made.id] == made


def test_another_tag_and_attributes_are_chosen_in_the_card(hands: Hands) -> None:
    article = hands.window.place.article
    assert hands.drag(a_span(hands))
    made = hands.tag("mpk")
    hands.window.details.form.changed.emit({**made.attributes, "status": "agreed"})
    assert on_disk(hands.window, article)[made.id].attributes["status"] == "agreed"
    hands.window.details.retag("MEASURE", {"type": "AGREE"})
    assert on_disk(hands.window, article)[made.id].attributes["type"] == "AGREE"
    assert on_disk(hands.window, article)[made.id].attributes["status"] == "agreed"
    assert hands.drag(a_span(hands, 3, made.hull.end + 5))
    again = hands.tag("mme")
    assert again.attributes == {"type": "MECH", "status": "agreed"}


def test_every_count_on_the_screen_is_the_same(hands: Hands) -> None:
    for row in hands.window.bridge.articles():
        hands.article(row.id)
        many = len(on_disk(hands.window, row.id))
        assert row.annotations == many == hands.window.annotations.model.rowCount()
        assert hands.window.status.counts.text().startswith(f"{many:,} 标注")


@pytest.mark.parametrize("name", ["jsonl", "csv", "brat"])
def test_export_writes_every_annotation(hands: Hands, tmp_path: Path, name: str) -> None:
    assert hands.drag(a_span(hands))
    hands.tag("g")
    out = tmp_path / f"out-{name}"
    assert hands.window.files.export_to(name, out)
    many = sum(row.annotations for row in hands.window.bridge.articles())
    if name == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            ids = {(row["article"], row["annotation"]) for row in csv.DictReader(file)}
        assert len(ids) == many
    elif name == "jsonl":
        assert len(out.read_text("utf-8").splitlines()) >= len(hands.window.bridge.articles())
    else:
        marks = [line for f in out.glob("*.ann") for line in f.read_text("utf-8").splitlines()]
        assert sum(line.startswith("T") for line in marks) == many


def drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none.NoModifier)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none.NoModifier))


def test_dropped_files_are_imported_and_a_broken_one_is_told_while_the_rest_goes_on(
    hands: Hands, tmp_path: Path
) -> None:
    good, empty = tmp_path / "好.txt", tmp_path / "empty.txt"
    good.write_text("新區(qū)簽約\n𠮷林、沪苏兩地代表出席。\n", "utf-8")
    empty.write_bytes(b"")
    before = len(hands.window.bridge.articles())
    drop(hands.window, empty, good)
    assert len(hands.window.bridge.articles()) == before + 1
    assert hands.window.desk.banner.isVisibleTo(hands.window)
    assert "empty.txt" in hands.window.desk.banner.text.text()


def test_a_dropped_project_is_opened(hands: Hands, tmp_path: Path) -> None:
    other = tmp_path / "other.danqian"
    open_project(other, create=True).close()
    drop(hands.window, other)
    assert hands.window.bridge.project is not None
    assert hands.window.bridge.project.path == other
    assert hands.window.bridge.articles() == ()


def test_a_project_open_elsewhere_is_shown_but_not_changed(window: Window, sample: Path) -> None:
    with open_project(sample):
        assert window.files.open_path(sample)
        hands = Hands(window)
        hands.settle()
        before = window.bridge.annotations(window.place.article)
        assert hands.drag(a_span(hands))
        window.reader.setFocus()
        hands.letters("g")
        assert window.bridge.annotations(window.place.article) == before
        assert window.status.saved.text().startswith("只读")
        assert window.desk.notice.isVisibleTo(window)


def test_the_view_survives_a_restart(hands: Hands) -> None:
    view: ViewName = "hant"
    hands.view(view)
    again = Window()
    again.furnish()
    assert again.place.view == view
    assert again.actions_["view-hant"].isChecked()
    again.close()


def test_stepping_through_the_annotations_takes_the_caret_along(hands: Hands) -> None:
    window = hands.window
    hands.article(window.bridge.articles()[0].id)
    seen: list[str] = []
    for _ in range(3):
        hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        mark = window.bridge.annotation(window.place.article, window.place.active)
        assert mark is not None
        assert window.reader.word_at_caret().contains(Span(mark.hull.start, mark.hull.start + 1))
        seen.append(mark.id)
    assert len(set(seen)) == 3
    hands.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.place.active == seen[1]
