"""The disk is full, or gone, at any write of a step: the step is refused, nothing else is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Span
from annotations.project import Project, open_project
from tests.annotations.store.making import TEXT, document, new_project
from tests.reliability.apsw_sqlite import Vfs, sqlite_through
from tests.reliability.full_disk import FullDisk
from tests.reliability.levels import Rounds
from tests.reliability.running import Found, Saved

resource = pytest.importorskip("resource")  # Windows has none
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="needs Linux to know and limit files"
)

Verb = Callable[[Project], object]
REASONS = {"disk-full", "disk-error", "journal-not-written"}


def bring(project: Project) -> None:
    """Bring in a long article, which needs pages enough to run out of memory's cache."""
    with project.bringing() as batch:
        batch.add(document(text=TEXT * 400), file="long.txt", line=1)


VERBS: dict[str, Verb] = {
    "tag": lambda project: project.annotate("A", Span(0, 2), "REGION"),
    "import": bring,
    "undo": lambda project: project.undo(),
}


@pytest.fixture
def root(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk that is going to be full, with the user's folder on it."""
    root = tmp_path / "disk"
    root.mkdir()
    monkeypatch.setenv("DANQIAN_HOME", str(root / "home"))
    return root


def tried(project: Project, verb: Verb) -> str:
    """Do it; "" when it was done, else why it was not."""
    try:
        verb(project)
    except Refusal as refusal:
        return refusal.key
    return ""


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("name", VERBS)
def test_a_full_disk_refuses_a_step_at_each_of_its_writes_and_keeps_the_rest(
    root: Path, name: str, copies: bool, rounds: Rounds
) -> None:
    disk, apart = FullDisk(root, copies), rounds(4 if name == "import" else 1, 1, 1)
    with sqlite_through(Vfs(disk)), disk.heard(), new_project(root, document("A")) as project:
        project.annotate("A", Span(3, 5), "GOV")
        points, before = 0, Saved.of(project)
        while True:
            disk.left, disk.refused = points, 0
            reason = tried(project, VERBS[name])
            if not disk.refused:
                break
            assert reason in REASONS
            if copies:  # there even what a step had begun stays until there is room
                disk.left = None
            assert Saved.of(project) == before
            points += apart
        assert reason == "" and points > 2
        disk.left = None
        project.annotate("A", Span(6, 8), "REGION")  # there is room again
        saved = Saved.of(project)
    print(f"{name}: {points} write points")
    assert Found.at(project.path) == Found(saved)


class Pulled:
    """A project whose drive goes away at each doing of one step, and comes back."""

    def __init__(self, root: Path, name: str, pragma: str = "") -> None:
        self._root, self._verb, self._pragma = root, VERBS[name], pragma
        self._kept = root.parent / "kept"
        with new_project(root, document("A")) as project:
            project.annotate("A", Span(3, 5), "GOV")
            self._path, self.before = project.path, Saved.of(project)
        shutil.copytree(root, self._kept)

    def at(self, point: int) -> tuple[Found, bool, bool]:
        """What is found after so many doings; whether the step was done, and anything refused."""
        shutil.rmtree(self._root)
        shutil.copytree(self._kept, self._root)
        disk = FullDisk(self._root, gone=True)
        with sqlite_through(Vfs(disk)), disk.heard(), open_project(self._path) as project:
            if self._pragma:
                project._file._conn.execute(self._pragma)  # pyright: ignore[reportPrivateUsage]
            disk.left = point
            reason = tried(project, self._verb)
            assert not reason or reason in REASONS
            refused, disk.left = disk.refused, None
        return Found.at(self._path), not reason, refused > 0

    def is_whole(self, found: Found, done: bool) -> bool:
        """The step, when it was done, and everything before it are there, and no half of it."""
        if found.saved is None or found.faults:
            return False
        added = len(found.saved.steps) - len(self.before.steps)
        return added == 1 or (added == 0 and not done and found.saved == self.before)


@pytest.mark.parametrize("name", VERBS)
def test_a_drive_that_is_pulled_out_in_a_step_has_it_whole_or_not_at_all(
    root: Path, name: str, rounds: Rounds
) -> None:
    """What was not shown as saved may still be there, but nothing that was may be gone."""
    pulled, point = Pulled(root, name), 0
    while True:
        found, done, refused = pulled.at(point)
        assert pulled.is_whole(found, done), (point, found)
        if not refused:
            break
        point += rounds(4, 1, 1)
    assert done


def test_without_a_rollback_journal_a_drive_that_is_pulled_out_is_seen_to_tear_steps(
    root: Path,
) -> None:
    pulled = Pulled(root, "import", "PRAGMA journal_mode = OFF")
    assert not all(pulled.is_whole(*pulled.at(point)[:2]) for point in range(4, 40, 4))


# -- the real thing ---------------------------------------------------------------------------


@contextmanager
def longest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_real_limit_refuses_a_step_wherever_it_strikes(root: Path, rounds: Rounds) -> None:
    with new_project(root, document("A")) as project:
        project.annotate("A", Span(3, 5), "GOV")
        limit, reasons, before = 0, [""], Saved.of(project)
        while reasons[-1] or not limit:
            with longest_file(limit):
                reasons.append(tried(project, bring))
            assert reasons[-1] == "" or Saved.of(project) == before
            limit += rounds(8192, 2048, 512)
        assert len(reasons) > 10 and set(reasons) - {""} <= REASONS
        assert project.verify() == ()
        saved = Saved.of(project)
    assert Found.at(project.path) == Found(saved)


FILL = """
from itertools import count
from pathlib import Path
from annotations.model import Span
from tests.annotations.store.making import document, new_project
from tests.reliability.running import Found, Saved
from tests.reliability.test_disk_full import tried

ballast = Path("ballast")
ballast.write_bytes(bytes(100_000))
with new_project(Path.cwd(), document("A")) as project:
    tag = lambda project: project.annotate("A", Span(0, 2), "REGION", note="註" * 200)
    done = next(done for done in count() if (reason := tried(project, tag)))
    assert len(project.annotations("A")) == done
    ballast.unlink()
    assert tried(project, tag) == ""
    saved = Saved.of(project)
assert Found.at(project.path) == Found(saved)
print(reason, done)
"""


def test_a_real_full_disk_loses_nothing_and_saves_again_when_there_is_room(tmp_path: Path) -> None:
    """On a small disk in memory, where the system lets us mount one."""
    place, here = tmp_path / "small", Path(__file__).parent.parent.parent
    place.mkdir()
    mount = f"mount -t tmpfs -o size=1500k none '{place}' && cd '{place}'"
    unshare = ["unshare", "-rm", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, mount], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    command = (
        f"{mount} && DANQIAN_HOME=$PWD/home PYTHONPATH='{here}' '{sys.executable}' -c '{FILL}'"
    )
    run = subprocess.run([*unshare, command], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    reason, done = run.stdout.split()
    assert reason in REASONS and int(done) > 50
