"""What the disk refuses waits in the window: nothing that was asked for is lost silently."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from annotations.errors import Refusal
from annotations.model import Changed, Span
from annotations.project import Project, open_project
from gui.dialogs.unsaved import Leave, UnsavedDialog
from gui.hands import Hands
from gui.window import Window

ROOT = Path(__file__).parent.parent.parent
HOLD = "from annotations.project import open_project; p = open_project({!r}); print(1, flush=True)"


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may become longer than a sector: writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process has the project open for writing."""
    program = HOLD.format(str(path)) + "; input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], text=True, cwd=ROOT, **pipes) as child:  # type: ignore[call-overload]
        assert child.stdout is not None
        child.stdout.readline()
        try:
            yield child
        finally:
            if child.poll() is None:
                child.communicate("\n")


def click(button: QAbstractButton) -> None:
    assert button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def project_of(window: Window) -> Project:
    assert window.bridge.project is not None
    return window.bridge.project


def select_something(hands: Hands) -> Span:
    assert hands.drag(Span(30, 34))
    hands.reader.setFocus()
    selected = hands.reader.selection()
    assert selected is not None
    return selected


def tagged(window: Window) -> list[tuple[Span, ...]]:
    """What the file itself has tagged with the key that the tests press."""
    with open_project(project_of(window).path, read_only=True) as project:
        return [a.fragments for a in project.annotations(window.place.article) if a.label == "GOV"]


def test_a_tag_that_the_full_disk_refuses_waits_and_is_saved_when_there_is_room(
    hands: Hands,
) -> None:
    window = hands.window
    span, before = select_something(hands), tagged(window)
    with full_disk():
        hands.letters("g")
        assert window.bridge.unsaved is not None and not window.bridge.saved
        assert hands.reader.selection() == span, "the selection stays until it is saved"
        assert window.desk.notice.isVisible() and not window.desk.banner.isVisible()
        assert "没有保存" in window.status.saved.text()
        assert tagged(window) == before
        click(window.desk.notice.retry)
        assert window.bridge.unsaved is not None, "there is still no room"
    click(window.desk.notice.retry)
    assert window.bridge.saved and not window.desk.notice.isVisible()
    assert sorted(tagged(window)) == sorted([*before, (span,)])
    assert window.status.saved.text() == "已保存"


def test_what_comes_later_is_done_after_what_waits(hands: Hands) -> None:
    window, article = hands.window, hands.window.place.article
    with full_disk():
        for start in (200, 210):
            window.bridge.do(
                lambda p, start=start: p.annotate(article, Span(start, start + 2), "GOV")
            )
    assert window.bridge.unsaved is not None and len(window.bridge.unsaved.verbs) == 2
    window.bridge.do(lambda p: p.annotate(article, Span(220, 222), "GOV"))
    assert window.bridge.saved
    starts = [a.hull.start for a in project_of(window).annotations(article)][-3:]
    assert starts == [200, 210, 220]


def test_an_import_that_is_refused_waits_too(hands: Hands, tmp_path: Path) -> None:
    window, file = hands.window, tmp_path / "新.txt"
    file.write_text("沪苏两地签约\n𠮷林代表出席，區(qū)长致辞。\n", "utf-8")
    before = len(window.bridge.articles())
    with full_disk():
        assert window.bridge.bring([file]) == ()
        assert window.bridge.unsaved is not None
    click(window.desk.notice.retry)
    assert len(window.bridge.articles()) == before + 1


def test_giving_up_leaves_the_project_as_it_is_on_the_disk(hands: Hands) -> None:
    window = hands.window
    select_something(hands)
    before = tagged(window)
    with full_disk():
        hands.letters("g")
        click(window.desk.notice.discard)
    assert window.bridge.saved and not window.desk.notice.isVisible()
    assert tagged(window) == before


def test_what_is_refused_for_another_reason_does_not_wait(hands: Hands) -> None:
    def wrong(project: Project) -> Changed:
        return project.annotate(hands.window.place.article, Span(5, 5), "GOV")

    assert hands.window.bridge.do(wrong) is None
    assert hands.window.bridge.saved and hands.window.desk.banner.isVisible()


def test_saving_elsewhere_goes_on_there_with_what_waited(hands: Hands, tmp_path: Path) -> None:
    window, article = hands.window, hands.window.place.article
    span = select_something(hands)
    first = project_of(window).path
    with full_disk():
        hands.letters("g")
    window.place.select(span)
    there = tmp_path / "elsewhere.danqian"
    assert window.doing.safekeeping.move_to(there)
    assert project_of(window).path == there and window.bridge.saved
    assert window.place.article == article and hands.reader.selection() == span
    assert (span,) in tagged(window)
    with open_project(first) as left:
        assert (span,) not in [a.fragments for a in left.annotations(article) if a.label == "GOV"]


def test_a_project_whose_drive_went_away_is_saved_elsewhere_from_its_safety_copies(
    hands: Hands, tmp_path: Path
) -> None:
    window = hands.window
    window.bridge.do(lambda p: p.annotate(window.place.article, Span(50, 52), "GOV"))
    gone = project_of(window).path
    gone.rename(tmp_path / "gone")
    window.bridge.do(lambda p: p.annotate(window.place.article, Span(60, 62), "GOV"))
    there = tmp_path / "elsewhere.danqian"
    assert window.doing.safekeeping.move_to(there)
    assert window.bridge.saved
    assert {(Span(50, 52),), (Span(60, 62),)} <= set(tagged(window))


# -- closing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [Leave.STAY, Leave.DISCARD, Leave.RETRY])
def test_the_window_does_not_close_over_what_waits(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, choice: Leave
) -> None:
    window = hands.window
    answers = [choice, Leave.STAY]

    def answer(dialog: UnsavedDialog) -> int:
        click_on = dialog.buttons[answers.pop(0)]
        dialog.show()
        click(click_on)
        return dialog.result()

    monkeypatch.setattr(UnsavedDialog, "exec", answer)
    with full_disk():
        window.bridge.do(lambda p: p.set_status(window.place.article, "done"))
        window.close()
        assert window.isVisible() == (choice is not Leave.DISCARD)
        assert (window.bridge.project is None) == (choice is Leave.DISCARD)


# -- only read --------------------------------------------------------------------------------


def test_a_project_somebody_has_says_who_and_can_be_written_when_he_is_done(
    window: Window, sample: Path
) -> None:
    with held_elsewhere(sample) as other:
        assert window.files.open_path(sample)
        hands = Hands(window)
        hands.settle()
        told = window.desk.notice.text.text()
        assert window.desk.notice.isVisible() and str(other.pid) in told
        assert str(other.pid) in window.status.saved.text()
        span = select_something(hands)
        hands.letters("g")
        assert window.bridge.unsaved is not None and hands.reader.selection() == span
        click(window.desk.notice.retry)
        assert window.bridge.unsaved is not None
        window.bridge.discard()
        window.doing.safekeeping.look()
        assert not window.desk.notice.write.isVisible()
    window.doing.safekeeping.look()
    article = window.place.article
    click(window.desk.notice.write)
    assert not project_of(window).read_only and not window.desk.notice.isVisible()
    assert window.place.article == article and hands.reader.selection() == span
    hands.letters("g")
    assert (span,) in tagged(window)


def test_trying_again_writes_as_soon_as_the_other_one_is_done(window: Window, sample: Path) -> None:
    with held_elsewhere(sample):
        assert window.files.open_path(sample)
        hands = Hands(window)
        hands.settle()
        span = select_something(hands)
        hands.letters("g")
    click(window.desk.notice.retry)
    assert window.bridge.saved and (span,) in tagged(window)


def test_a_disk_that_came_back_is_written_again(hands: Hands, tmp_path: Path) -> None:
    """The file under the name is another one now, as after a drive was unplugged and back."""
    window = hands.window
    path = project_of(window).path
    away = tmp_path / "away.danqian"
    path.rename(away)
    window.bridge.do(lambda p: p.set_status(window.place.article, "done"))
    assert window.bridge.unsaved is not None
    shutil.copyfile(away, path)
    click(window.desk.notice.retry)
    assert window.bridge.saved
    with open_project(path, read_only=True) as project:
        assert project.article(window.place.article).status == "done"


def test_the_refusal_of_a_project_that_cannot_be_opened_is_told(
    hands: Hands, tmp_path: Path, qtbot: object
) -> None:
    broken = tmp_path / "broken.danqian"
    broken.write_bytes(b"no project" * 100)
    heard: list[Refusal] = []
    hands.window.bridge.not_opened.connect(lambda _, refusal: heard.append(refusal))
    assert not hands.window.files.open_path(broken)
    assert [refusal.key for refusal in heard] == ["not-a-project"]
    assert hands.window.desk.banner.isVisible()


def test_what_waits_is_done_even_when_the_project_had_to_be_closed(hands: Hands) -> None:
    window = hands.window
    with full_disk():
        window.bridge.do(lambda p: p.set_status(window.place.article, "done"))
    window.bridge.close()
    click(window.desk.notice.retry)
    assert window.bridge.saved
    assert project_of(window).article(window.place.article).status == "done"
