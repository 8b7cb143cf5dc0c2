"""Keys of marks as a keyboard sends them, with their Shift and Ctrl, at a virtual screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import resources
from annotations import open_project
from annotations.incoming import bring
from annotations.model import Annotation, Span
from gui.sample import ensure
from tests.stories.persons import Sitter
from tests.stories.screen import Screen, until, virtual_screen


def test_a_mark_is_made_and_mended_by_real_keys(home: Path) -> None:
    (home / "settings.ini").write_text("[General]\nlanguage=zh_CN\nslots=false\n", "utf-8")
    path = ensure(home)
    with open_project(path, read_only=True) as project:
        article = project.articles()[0].id
        known = {mark.id for mark in project.annotations(article)}

    def made() -> Annotation | None:
        with open_project(path, read_only=True) as project:
            found = [mark for mark in project.annotations(article) if mark.id not in known]
        return found[0] if len(found) == 1 else None

    def press(screen: Screen, keys: tuple[str, ...], true: Callable[[Annotation], bool]) -> None:
        screen.keys(*keys)
        until(lambda: (mark := made()) is not None and true(mark), keys)

    with virtual_screen(home) as screen:
        person = Sitter(screen)
        person.start()  # on the sample project
        try:
            screen.keys("ctrl+l", "ctrl+Home", "shift+Right", "shift+Right")
            press(screen, ("r",), _is("REGION", Span(0, 2)))
            press(
                screen,
                ("shift+Return", "q", "y", "Return"),
                _is("COMPANY", Span(0, 2)),
            )
            press(screen, ("braceright",), _is("COMPANY", Span(0, 3)))
            press(screen, ("bracketright",), _is("COMPANY", Span(1, 3)))
            press(screen, ("bracketleft",), _is("COMPANY", Span(0, 3)))
            press(screen, ("braceleft",), _is("COMPANY", Span(0, 2)))
            press(screen, ("ctrl+braceright",), lambda mark: mark.hull.end > 2)
            press(screen, ("ctrl+z",), _is("COMPANY", Span(0, 2)))
            press(screen, ("equal", "2"), lambda mark: mark.attributes == {"certainty": "doubt"})
            more = ("Escape", "ctrl+Home", "Right", "Right", "Right", "Right", "shift+Right")
            parts = (Span(0, 2), Span(4, 5))
            press(screen, (*more, "plus"), lambda mark: mark.fragments == parts)
            press(screen, ("minus",), _is("COMPANY", Span(0, 2)))
            person.leave()
        finally:
            if person.program is not None:
                person.program.kill()
                person.program.communicate()
    assert not (home / "errors.log").exists()


def test_the_same_name_is_tagged_all_over_the_article_by_a_real_key(home: Path) -> None:
    path = home / "names.danqian"
    with open_project(path, create=True) as project, project.bringing() as batch:
        list(bring(batch, [resources.path("samples/01-signing.txt")]))

    def tagged(quotes: list[str]) -> bool:
        with open_project(path, read_only=True) as project:
            article = project.articles()[0].id
            return sorted(mark.quote for mark in project.annotations(article)) == quotes

    with virtual_screen(home) as screen:
        person = Sitter(screen)
        person.start(path)
        try:
            screen.keys("ctrl+l", "ctrl+Home", "shift+Right", "shift+Right", "r", "at")
            until(lambda: tagged(["无锡"] * 10), "all of them")
            screen.keys("ctrl+z")
            until(lambda: tagged(["无锡"]), "one step undone")
            person.leave()
        finally:
            if person.program is not None:
                person.program.kill()
                person.program.communicate()
    assert not (home / "errors.log").exists()


def _is(label: str, span: Span) -> Callable[[Annotation], bool]:
    return lambda mark: (mark.label, mark.fragments) == (label, (span,))
