"""What is opened, what is created, and what is refused with which key."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import open_project
from annotations.store import opening
from annotations.store.header import Header
from annotations.store.schema import APPLICATION_ID, TRIGGERS, VERSION
from tests.annotations.store.making import TEXT, document, new_project, raw


def refused(path: Path, *, create: bool = False) -> Refusal:
    """The refusal of opening; the file stays as it was and nothing is left beside it."""
    before = sha256(path.read_bytes()).digest() if path.is_file() else None
    with pytest.raises(Refusal) as caught:
        open_project(path, create=create)
    assert before == (sha256(path.read_bytes()).digest() if path.is_file() else None)
    if path.parent.is_dir():
        assert not list(path.parent.glob("*.lock")) + list(path.parent.glob(".*.new"))
    return caught.value


def test_a_new_project_is_recognised_by_its_first_bytes(tmp_path: Path):
    with new_project(tmp_path) as project:
        assert Header.read(project.path) == Header(APPLICATION_ID, VERSION)
        assert project.path.read_bytes()[68:72] == b"DQN1"


def test_a_missing_project_is_not_created_unless_asked(tmp_path: Path):
    assert refused(tmp_path / "none.danqian").key == "file-missing"


def test_a_missing_folder_is_named(tmp_path: Path):
    assert refused(tmp_path / "none" / "p.danqian", create=True).key == "folder-missing"


@pytest.mark.parametrize("content", [b"", b"news", b"SQLite format 3\x00", os.urandom(5000)])
def test_what_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes):
    path = tmp_path / "p.danqian"
    path.write_bytes(content)
    assert refused(path).key == "not-a-project"
    assert refused(path, create=True).key == "not-a-project"


def test_a_folder_is_not_a_project(tmp_path: Path):
    with pytest.raises(Refusal, match="file-not-readable"):
        open_project(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path):
    path = tmp_path / "p.danqian"
    with raw(path) as conn:
        conn.execute("CREATE TABLE other (x)")
    assert refused(path).key == "not-a-project"


def test_a_project_of_a_newer_version_is_only_read_and_says_why(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        path = project.path
    with raw(path) as conn:
        conn.execute(f"PRAGMA user_version = {VERSION + 1}")
        conn.execute("ALTER TABLE article ADD COLUMN later TEXT")
        conn.execute("CREATE TRIGGER later AFTER INSERT ON step BEGIN SELECT 1; END")
    before = path.read_bytes()
    with open_project(path) as project:
        obstacle = project.obstacle
        assert obstacle is not None and obstacle.key == "project-newer"
        assert (obstacle.values["found"], obstacle.values["known"]) == (VERSION + 1, VERSION)
        assert project.document("A").article.text == TEXT
        with pytest.raises(Refusal, match="project-newer"):
            project.annotate("A", Span(0, 1), "REGION")
    assert path.read_bytes() == before and not list(tmp_path.glob("*.lock"))


def test_a_newer_project_that_lacks_what_we_know_is_refused(tmp_path: Path):
    path = new_project(tmp_path).path
    with raw(path) as conn:
        conn.execute(f"PRAGMA user_version = {VERSION + 1}")
        conn.execute("ALTER TABLE annotation RENAME COLUMN label TO tag")
    (tmp_path / "p.danqian.lock").unlink(missing_ok=True)
    assert refused(path).key == "project-newer"


def test_a_second_opening_reads_and_says_who_writes(tmp_path: Path):
    with new_project(tmp_path, document("A")) as first, open_project(first.path) as second:
        assert second.read_only and not first.read_only
        assert [row.id for row in second.articles()] == ["A"]
        with pytest.raises(Refusal) as caught:
            second.annotate("A", Span(0, 1), "REGION")
        assert caught.value.key == "project-locked"
        assert str(caught.value.values["holder"]).startswith(f"{os.getpid()}@")
        first.annotate("A", Span(0, 1), "REGION")
        assert len(second.annotations("A")) == 1
    with open_project(first.path) as third:
        assert not third.read_only


def test_a_reader_keeps_nobody_from_writing(tmp_path: Path):
    path = new_project(tmp_path, document("A"))
    path.close()
    with open_project(path.path, read_only=True) as reader, open_project(path.path) as writer:
        writer.annotate("A", Span(0, 1), "REGION")
        assert len(reader.annotations("A")) == 1
        with pytest.raises(Refusal, match="project-read-only"):
            reader.undo()


def test_a_second_process_reads_only(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        code = (
            "import sys; from annotations.project import open_project\n"
            "p = open_project(sys.argv[1]); print(p.obstacle.key, len(p.articles()))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(project.path)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["project-locked", "1"]


def test_a_folder_that_takes_no_file_opens_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = new_project(tmp_path, document("A"))
    path.close()

    def take(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening.Lock, "take", take)
    with open_project(path.path) as project:
        assert project.obstacle is not None and project.obstacle.key == "folder-read-only"
        assert project.article("A").text == TEXT
    assert refused(tmp_path / "q.danqian", create=True).key == "folder-read-only"


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may not do everything: root lays its rights down for the while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_real_read_only_folder_opens_read_only():
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        path = new_project(folder, document("A"))
        path.close()
        folder.chmod(0o555)
        try:
            with without_rights(), open_project(path.path) as project:
                assert project.obstacle is not None
                assert project.obstacle.key == "folder-read-only"
                assert project.article("A").text == TEXT
                with pytest.raises(Refusal):
                    project.annotate("A", Span(0, 2), "REGION")
        finally:
            folder.chmod(0o700)


def test_nothing_is_left_of_a_creation_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "migrate", fail)
    with pytest.raises(OSError, match="No space"):
        open_project(tmp_path / "p.danqian", create=True)
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == []


def test_a_path_with_strange_characters_is_opened(tmp_path: Path):
    folder = tmp_path / "對口合作?100%#𠮷"
    folder.mkdir()
    with new_project(folder, document("A")) as project:
        assert project.find("A") == "A"


def test_every_trigger_stands_and_every_table_is_strict(tmp_path: Path):
    with new_project(tmp_path) as project, raw(project.path) as conn:
        triggers = {
            r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        }
        assert triggers == set(TRIGGERS)
        strict = dict(
            conn.execute(
                "SELECT name, strict FROM pragma_table_list"
                " WHERE schema = 'main' AND type = 'table'"  # none of FTS5's own
            )
        )
        assert [n for n, s in strict.items() if not s and not n.startswith("sqlite_")] == []


def test_opening_and_listing_import_no_sqlite_utils(tmp_path: Path):
    path = new_project(tmp_path, document("A"))
    path.close()
    code = (
        "import sys; from annotations.project import open_project\n"
        "open_project(sys.argv[1]).articles()\n"
        "print({'sqlite_utils', 'opencc', 'jieba'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(path.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(os.name == "nt", reason="Windows moves no open file")
@pytest.mark.parametrize("way", ["deleted", "moved", "replaced"])
def test_nothing_is_written_into_a_file_that_is_no_longer_in_its_place(tmp_path: Path, way: str):
    with new_project(tmp_path, document("A")) as project:
        path, aside = project.path, tmp_path / "aside.danqian"
        if way == "deleted":
            path.unlink()
        else:
            path.rename(aside)
        if way == "replaced":
            path.write_bytes(aside.read_bytes())
        with pytest.raises(Refusal, match="file-moved"):
            project.annotate("A", Span(0, 1), "REGION")
        if way == "moved":
            aside.rename(path)
            project.annotate("A", Span(0, 1), "REGION")
            assert len(project.annotations("A")) == 1
