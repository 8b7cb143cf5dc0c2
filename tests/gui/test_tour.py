"""The tour ends well, may be made again, and overwrites nobody's files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.gui.test_app import run


def test_the_tour_ends_well_twice_and_leaves_pictures_and_exports(tmp_path: Path) -> None:
    folder = tmp_path / "旅程"
    for _ in range(2):
        done = run("tour", folder)
        assert done.returncode == 0, done.stdout + done.stderr
    names = set(json.loads((folder / "tour.json").read_text("utf-8")))
    assert {"corpus.jsonl", "corpus.csv", "brat", "window-hans-light.png"} <= names
    assert all((folder / name).exists() for name in names)
    assert (folder / "window-hant-dark-small.png").stat().st_size > 10_000


def test_the_tour_overwrites_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    mine = tmp_path / "corpus.jsonl"
    mine.write_text("mine", "utf-8")
    done = run("tour", tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert mine.read_text("utf-8") == "mine"


def test_a_tour_into_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")
    done = run("tour", taken)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
