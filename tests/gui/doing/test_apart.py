"""Long works in a process of their own: what they say, give and leave behind, and how they end."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations import exporting, formats, intake
from annotations.arriving import arrivals
from annotations.emend import propose
from annotations.errors import Refusal
from annotations.incoming import bring
from annotations.ingest import AS_FOUND, max_bytes
from annotations.model import Document
from annotations.project import Project, open_project
from annotations.tagset import default
from gui import work_child
from gui.bridge import Cancelled
from gui.child_process import ChildProcess
from gui.doing import apart as module
from gui.doing.apart import LARGE, Apart
from tests.gui.doing import tasks

DIRTY = "昌都市與濱海新區(qū)簽署合作協(xié)議，共建產(chǎn)業(yè)園區(qū)。\n"


def nothing() -> None:
    pass


@pytest.fixture
def apart() -> Iterator[Apart]:
    with Apart(nothing, patience=30) as one:
        yield one


def test_what_a_task_says_is_heard_in_order_and_its_result_comes_from_another_process(
    apart: Apart,
) -> None:
    heard: list[object] = []
    assert apart.do(tasks.count, heard.append, 2_000) != os.getpid()
    assert heard == [*range(2_000)]


def test_one_process_does_all_tasks(apart: Apart) -> None:
    first = apart.do(tasks.count, print, 0)
    assert apart.do(tasks.count, print, 0) == first


def test_what_a_task_refuses_is_refused_here(apart: Apart) -> None:
    with pytest.raises(Refusal) as refused:
        apart.do(tasks.refuse, print)
    assert (refused.value.key, refused.value.values) == ("file-empty", {"file": "那个文件"})
    assert apart.do(tasks.count, print, 1)


@pytest.mark.parametrize(
    ("task", "told"),
    [(tasks.fail, "这里错了"), (tasks.give_what_cannot_be_sent, "pickle")],
)
def test_a_fault_is_told_with_its_place(apart: Apart, task: Any, told: str) -> None:
    with pytest.raises(RuntimeError, match=told) as fault:
        apart.do(task, print)
    assert "Traceback" in str(fault.value)
    assert apart.do(tasks.count, print, 1)


def test_a_process_that_ends_by_itself_is_refused_and_has_a_follower(apart: Apart) -> None:
    for _ in range(5):
        with pytest.raises(Refusal, match="work-died"):
            apart.do(tasks.die, print)
    assert apart.do(tasks.count, print, 1)


def test_who_does_not_want_the_rest_has_it_taken_back(apart: Apart, tmp_path: Path) -> None:
    path = tmp_path / "写着"

    def heard(number: object) -> None:
        assert path.exists()
        if number == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        apart.do(tasks.write, heard, path)
    assert not path.exists()
    assert apart.do(tasks.count, print, 1)


def test_a_task_that_says_nothing_can_be_ended() -> None:
    looks = 0

    def go_on() -> None:
        nonlocal looks
        looks += 1
        if looks > 20:
            raise Cancelled

    with Apart(go_on) as apart, pytest.raises(Cancelled):
        apart.do(tasks.hang, print)


def test_where_no_process_can_be_had_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ChildProcess, "start", lambda _: None)
    heard: list[object] = []
    with Apart(nothing) as apart:
        assert apart.do(tasks.count, heard.append, 3) == os.getpid()
        items = read(apart, large(tmp_path))
    assert heard == [0, 1, 2]
    assert [item.proposed for item in items] == [None]


def test_the_process_is_gone_after_the_work() -> None:
    with Apart(nothing) as apart:
        pid = apart.do(tasks.count, print, 0)
    until = time.monotonic() + 30
    while is_there(pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert not is_there(pid)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        os.waitpid(pid, os.WNOHANG)
    except OSError:
        return False
    return True


# -- reading --------------------------------------------------------------------------------------


def large(folder: Path) -> Path:
    path = folder / "长.txt"
    path.write_text(DIRTY * (LARGE // 60), "utf-8")
    assert path.stat().st_size >= LARGE
    return path


def read(apart: Apart, path: Path) -> list[intake.Item]:
    (arrival,) = arrivals([path])
    return [*apart.read(arrival, max_bytes(), AS_FOUND, default())]


def test_a_large_file_is_read_there_with_what_the_detectors_find(
    apart: Apart, tmp_path: Path
) -> None:
    path = large(tmp_path)
    (item,) = read(apart, path)
    document = item.content.content
    assert isinstance(document, Document)
    assert document.article.text == path.read_text("utf-8")
    assert item.proposed == propose(document.article.text) != ()


def test_a_small_file_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChildProcess, "start", lambda _: pytest.fail("a process for so little"))
    path = tmp_path / "短.txt"
    path.write_text(DIRTY, "utf-8")
    with Apart(nothing) as apart:
        (item,) = read(apart, path)
    assert item.proposed is None


def test_a_file_that_ends_the_process_is_refused_and_the_next_one_is_read(
    apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = large(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(work_child, "read", tasks.die)
        (item,) = read(apart, path)
    refusal = item.content.content
    assert isinstance(refusal, Refusal)
    assert (refusal.key, refusal.values) == ("reading-died", {"file": str(path)})
    (item,) = read(apart, path)
    assert isinstance(item.content.content, Document)


def test_reading_can_be_ended_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_child, "read", tasks.hang)
    looks = iter([None] * 20)

    def go_on() -> None:
        if next(looks, "no more") is not None:
            raise Cancelled

    with Apart(go_on) as apart, pytest.raises(Cancelled):
        read(apart, large(tmp_path))


@pytest.mark.parametrize("name", ["txt", "jsonl", "labelstudio", "brat"])
def test_what_comes_in_is_the_same_whoever_read_it(
    apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = large(tmp_path)
    if name != "txt":
        with open_project(tmp_path / "前.danqian", create=True, author="甲") as project:
            brought(project, path, intake.read)
            path, format = tmp_path / f"出.{name}", formats.named(name)
            exporting.export(project, format, path, exporting.context(project, format))
    monkeypatch.setattr(module, "LARGE", 0)
    states: list[object] = []
    for number, reads in enumerate((intake.read, apart.read)):
        with open_project(tmp_path / f"{number}.danqian", create=True, author="甲") as project:
            document = brought(project, path, reads)
            found = [(e.span, e.replacement, e.rule, e.status) for e in document.emendations]
            assert found
            states.append((document.article.text, document.article.title, found))
    assert states[0] == states[1]


def brought(project: Project, path: Path, read: intake.Read) -> Document:
    with project.bringing() as batch:
        assert [outcome.result for outcome in bring(batch, [path], read=read)] == ["new"]
    (row,) = project.articles()
    return project.document(row.id)
