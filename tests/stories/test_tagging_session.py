"""The same working session inside the program by keys alone, and at a real (virtual) screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import open_project
from annotations.incoming import bring
from annotations.project import Project
from tests.stories.persons import Sitter
from tests.stories.screen import virtual_screen
from tests.stories.tagging import AREA, Session, make_project
from tests.stories.typist import Counted, Typist


@pytest.fixture
def project(home: Path) -> Path:
    """A project in the folder that the dialogs begin in: that of the sample, which is opened
    first.  The text is so large that one can go where its beginning is not seen."""
    (home / "settings.ini").write_text("[General]\nlanguage=zh_CN\nzoom=160\n", "utf-8")
    return make_project(home)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_working_session_by_keys_alone(project: Path, home: Path, qapp: object) -> None:
    typist = Typist()
    session = Session(Counted(typist, with_mouse=False))
    typist.tell(lambda: session.tell(project))
    assert not (home / "errors.log").exists()
    _check(session, project)


def test_a_working_session_by_real_mouse_and_keys(project: Path, home: Path) -> None:
    with virtual_screen(home) as screen:
        person = Sitter(screen)
        session = Session(Counted(person, with_mouse=True))
        try:
            session.tell(project)
        finally:
            if person.program is not None:
                person.program.kill()
                person.program.communicate()
    assert not (home / "errors.log").exists()
    _check(session, project)


def _check(session: Session, path: Path) -> None:
    """The project is sound, and it and the export hold what was made and nothing else."""
    by = session.by
    print(f"\n{by.keys} keys, {by.clicks} clicks, {by.drags} drags")
    print(*(f"{many:5} {name}" for name, many in by.parts.items()), sep="\n")
    with open_project(path) as project:
        assert project.verify() == ()
        _holds(session, project)
    assert session.exported is not None
    with open_project(path.with_stem("again"), create=True) as again:
        with again.bringing() as batch:
            assert {o.result for o in bring(batch, [session.exported])} == {"new"}
        _holds(session, again)


def _holds(session: Session, project: Project) -> None:
    labels: set[str] = set()
    for row in project.articles():
        found = {
            (one.label, one.quote, tuple((p.start, p.end) for p in one.fragments)): dict(
                one.attributes
            )
            for one in project.annotations(row.id)
        }
        wanted = {
            (one["label"], one["quote"], tuple(map(tuple, one["spans"]))): one["attributes"]
            for one in session.made.get(row.id, [])
        }
        assert found == wanted, row.title
        assert len(found) == len(project.annotations(row.id))
        labels |= {label for label, _, _ in found}
    assert labels == {AREA, "REF", "DATE", "DOC", "MEASURE"}
    links = sorted([r.type, r.start, r.end] for r in project.relations(session.article))
    assert links == session.linked
    assert [link[0] for link in links] == ["date", "instrument", "party"]
