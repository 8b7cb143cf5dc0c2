"""The disk forgets: single bits, whole pages, the end of the file.

Whatever changes a text or a mark is noticed on opening or by `verify`, and the project is put
together again, as it was when it was last shown as saved, from a copy and the step journal.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from annotations.project import restore_project
from annotations.store.tables import EVENT, SOURCE, STEP
from annotations.store.verify import article, views, whole
from tests.annotations.store.making import TEXT, document, new_project
from tests.reliability.levels import Rounds
from tests.reliability.running import Found, Saved, work

PAGE = 4096
SUMS = [
    *((whole, "log"), (whole, "withdrawn"), (article, "source"), (article, "fold")),
    *((article, "rules"), (views, "projections")),
]
Harm = Callable[[bytes, Random], bytes]


def flip(content: bytes, luck: Random) -> bytes:
    """One bit is another."""
    bit = luck.randrange(len(content) * 8)
    return _with(content, bit // 8, bytes([content[bit // 8] ^ 1 << bit % 8]))


def blank(content: bytes, luck: Random) -> bytes:
    """A page is all zeros."""
    return _with(content, luck.randrange(len(content) // PAGE) * PAGE, bytes(PAGE))


def swap(content: bytes, luck: Random) -> bytes:
    """A page has the content of another."""
    here, there = (luck.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    return _with(content, here, content[there : there + PAGE])


def cut(content: bytes, luck: Random) -> bytes:
    """The end is missing."""
    return content[: luck.randrange(len(content))]


def _with(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]


@dataclass(frozen=True, slots=True)
class Whole:
    """A project with something of every kind in it, closed."""

    path: Path
    content: bytes
    saved: Saved
    kept: frozenset[tuple[object, ...]]

    @classmethod
    def make(cls, folder: Path) -> Whole:
        luck = Random(8)
        with new_project(folder, *(document(text=f"{TEXT * 30}{n}") for n in range(4))) as project:
            for number, _ in enumerate(work(project, luck, 60)):
                if number == 30:
                    project.backup()
            saved = Saved.of(project)
        content = project.path.read_bytes()
        return cls(project.path, content, saved, kept(project.path))

    def harmed(self, harm: Harm, luck: Random, times: int) -> Iterator[Found | None]:
        """What is found in the project after each harm; None when nothing changed by it."""
        for _ in range(times):
            bad = harm(self.content, luck)
            if bad != self.content:
                self.path.write_bytes(bad)
                found = Found.at(self.path)
                unchanged = found.saved == self.saved and kept(self.path) == self.kept
                yield None if unchanged and not found.faults else found


def kept(path: Path) -> frozenset[tuple[object, ...]]:
    """Every source text, step and event, read by other means; those that can be."""
    rows: set[tuple[object, ...]] = set()
    with closing(sqlite3.connect(path)) as conn:
        for table in (SOURCE, STEP, EVENT):
            with suppress(sqlite3.Error):
                rows.update((table, *row) for row in conn.execute(f"SELECT * FROM {table}"))
    return frozenset(rows)


@pytest.mark.parametrize("harm", [flip, blank, swap, cut])
def test_damage_is_noticed_and_all_that_was_saved_is_restored(
    tmp_path: Path, harm: Harm, rounds: Rounds
) -> None:
    project, seen = Whole.make(tmp_path), Counter[str]()
    times = rounds(15, 600, 3000) if harm is flip else rounds(4, 40, 300)
    for found in project.harmed(harm, Random(9), times):
        if found is None:
            seen["nothing changed"] += 1
            continue
        seen["refused" if found.saved is None else "found by verify"] += 1
        assert found.saved is None or found.faults, "changed, and nobody noticed"
        restored = restore_project(project.path)
        assert restored.lost == ()
        assert Found.at(project.path) == Found(project.saved)
    print(f"{harm.__name__}: {dict(seen)}")


def test_without_sums_damage_is_seen_to_be_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Whole.make(tmp_path)
    for module, name in SUMS:
        monkeypatch.setattr(module, name, lambda *_: iter(()))
    found = [each for each in project.harmed(flip, Random(9), 40) if each is not None]
    assert any(each.saved is not None and not each.faults for each in found)
