"""The same day of reading at a real (virtual) screen, and inside the program off screen."""

from __future__ import annotations

from pathlib import Path

from tests.stories.persons import Insider, Sitter
from tests.stories.reading import OTHER, make_project, reading_day
from tests.stories.screen import virtual_screen


def test_a_day_of_reading_by_real_mouse_and_keys(tmp_path: Path, home: Path) -> None:
    project = make_project(tmp_path)
    with virtual_screen(home) as screen:
        person = Sitter(screen)
        try:
            reading_day(person, project)
        finally:
            if person.program is not None:
                person.program.kill()
                person.program.communicate()
    assert not (home / "errors.log").exists()
    _check(project)


def test_a_day_of_reading_by_events_off_screen(tmp_path: Path, home: Path, qapp: object) -> None:
    project = make_project(tmp_path)
    person = Insider()
    try:
        reading_day(person, project)
    finally:
        if person.window is not None:
            person.leave()
    assert not (home / "errors.log").exists()
    _check(project)


def _check(path: Path) -> None:
    """What was said of the article is in the file."""
    from annotations import open_project

    with open_project(path, read_only=True) as project:
        (row,) = (row for row in project.articles() if row.title == OTHER)
        known = project.known(row.id)
    assert known.get("meta") == {"outlet": "Heban Daily", "date": "2019-03-07"}
    assert (known.get("status"), known.get("flag")) == ("reading", True)
