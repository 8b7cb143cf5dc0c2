"""Whatever is in a file: no network, no other file, bounded memory, a plain reason each.

The real command line works in a child process whose every opening of a file is watched
(`hostile_child`).  What is refused is refused alone: a good article comes in with each.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.hostile import ALL, TEXT, Hostile, line
from tests.reliability.hostile_projects import HARM, Harm, harmed
from tests.reliability.levels import Rounds
from tests.reliability.watched import Watched, says, watching

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
SECRET = "此处不可读"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for everything, beside another that nothing may touch."""
    base = tmp_path_factory.mktemp("hostile")
    for name in ("place", "outside"):
        (base / name).mkdir()
    (base / "outside" / "secret.txt").write_text(SECRET, encoding="utf-8")
    return base / "place"


@pytest.fixture(scope="module")
def watched(place: Path) -> Iterator[Watched]:
    with watching(place) as child:
        yield child


def outside(place: Path) -> dict[str, bytes]:
    folder = place.parent / "outside"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_hostile_file_is_refused_or_read_alone(
    place: Path, watched: Watched, rounds: Rounds
) -> None:
    small = [each for each in ALL if not each.big]
    assert len(small) >= 80
    chosen = ALL if rounds(0, 1, 1) else small[::4]
    untouched = outside(place)
    project = place / "p.danqian"
    faults: list[str] = []
    for number, each in enumerate(chosen):
        try:
            _brought(each, number, place, watched, project)
        except AssertionError as error:
            faults.append(f"{each.name!a}: {str(error)[:600]}")
    assert faults == []
    assert outside(place) == untouched
    _everything_else_works(watched, project)


def _brought(each: Hostile, number: int, place: Path, watched: Watched, project: Path) -> None:
    folder = place / f"{number:03}"
    path = each.put(folder / "in")
    good = folder / "good.txt"
    good.write_text(f"{TEXT}{number}", encoding="utf-8")
    given = path.parent if path.parent.name == "packed" else path
    done = watched.run("import", project, "--json", "--", given, good).check()
    outcomes = [json.loads(line) for line in done.out.splitlines()]
    assert outcomes and outcomes[-1]["result"] == "new", f"the rest stays out: {done.err}"
    refused = [one for one in outcomes if one["result"] == "refused"]
    if each.reason:
        assert any(says(one["reason"], each.reason) for one in refused), outcomes[:3]
        assert done.code == 1
    else:
        assert (refused, done.code) == ([], 0)


def _everything_else_works(watched: Watched, project: Path) -> None:
    """On the project that holds what came in: every word of the command line, and all views."""
    folder = project.parent
    listed = watched.run("list", project, "--json").check()
    rows = [json.loads(row) for row in listed.out.splitlines()]
    for words in (
        ["list", project],
        ["log", project],
        ["verify", project],
        ["emend", project],
        ["export", project, "--format", "csv", "--out", folder / "out.csv", "--guard-formulas"],
        ["export", project, "--format", "brat", "--out", folder / "brat"],
        ["export", project, "--format", "jsonl", "--out", folder / "out.jsonl"],
        ["import", folder / "again.danqian", folder / "out.jsonl"],
    ):
        done = watched.run(*words).check()
        assert done.code == 0, (words, done.err)
    short = [row["id"] for row in rows if row["chars"] < 20_000]
    for id in short:
        for view in ("clean", "hant"):
            done = watched.run("show", project, "--view", view, "--", id)
            assert (done.code, done.outside) == (0, []), (id, done.err)
            assert SECRET not in done.out
    names = {path.name for path in (folder / "brat").iterdir()}
    assert not any("/" in name or name.startswith(".") for name in names)


def test_a_formula_is_guarded_where_it_is_asked_for(place: Path, watched: Watched) -> None:
    mark = {"id": "T1", "label": "A", "fragments": [[0, 4]], "note": "-1", "author": "林"}
    line = {
        "schema": "danqian/1",
        "kind": "article",
        "id": "f",
        "text": "=1+1",
        "annotations": [mark],
    }
    path = place / "formula.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    project = place / "formula.danqian"
    assert watched.run("import", project, path).code == 0
    words = ("export", project, "--format", "csv", "--out", "-")
    assert watched.run(*words).out.splitlines()[1].endswith(",0,4,=1+1,,,{},-1,林,,=1+1,,,new,0,")
    guarded = watched.run(*words, "--guard-formulas").out.splitlines()
    assert guarded[0].endswith(",article_note,guarded")
    assert guarded[1].endswith(",0,4,'=1+1,,,{},'-1,林,,'=1+1,,,new,0,,quote note title")


def test_the_watch_itself_sees_what_is_forbidden(place: Path, watched: Watched) -> None:
    """Else the tests above could not fail."""
    secret = place.parent / "outside" / "secret.txt"
    digest = hashlib.sha256(secret.read_bytes()).digest()
    done = watched.run("import", place / "secret.danqian", secret)
    assert done.outside == [f"open {secret}"]
    assert hashlib.sha256(secret.read_bytes()).digest() == digest


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.name)
def test_a_hostile_project_does_no_harm(harm: Harm, place: Path, watched: Watched) -> None:
    good = place / "good.danqian"
    if not good.exists():
        path = place / "good.jsonl"
        path.write_text(line(id="A"), encoding="utf-8")
        assert watched.run("import", good, path).code == 0
    project = harmed(harm, good, place / harm.name, place.parent / "outside" / "secret.txt")
    untouched = outside(place)
    for words in (
        ["list"],
        ["export", "--format", "csv", "--out", "-"],
        ["verify"],
        ["log"],
        ["undo"],
    ):
        word, *rest = words
        done = watched.run(word, project, *rest).check()
        if harm.key:
            assert done.code == 1
            assert says(done.err, harm.key), done.err
        elif word == "undo" and not harm.writes:
            assert done.code == 1
        elif word == "list" and harm.writes:
            assert done.code == 0
    assert outside(place) == untouched
