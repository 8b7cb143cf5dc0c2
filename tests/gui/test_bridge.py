"""The open project as the panels see it."""

from __future__ import annotations

from random import Random

from annotations.model import Changed, Span
from annotations.project import Project
from gui.hands import Hands


def test_what_the_panels_see_is_what_the_file_has_after_every_step(hands: Hands) -> None:
    bridge = hands.window.bridge
    project = bridge.project
    assert project is not None
    article = bridge.articles()[0].id
    chance = Random(3)

    def a_step(project: Project) -> Changed:
        ids = [mark.id for mark in project.annotations(article)]
        kind = chance.randrange(5)
        if kind == 0:
            start = chance.randrange(900)
            return project.annotate(article, Span(start, start + 3), "REGION")
        if kind == 1:
            return project.retag(article, chance.choice(ids), "GOV")
        if kind == 2:
            return project.remove(
                article, chance.sample(ids, min(len(ids) - 1, chance.choice((1, 60))))
            )
        return project.undo() if kind == 3 and project.undoable else project.redo()

    for _ in range(40):
        bridge.do(a_step)  # what cannot be undone or redone is refused, which is a step as well
        kept = {mark.id: mark for mark in project.annotations(article)}
        assert {mark.id: mark for mark in bridge.annotations(article)} == kept
        assert bridge.articles()[0].annotations == len(kept)
        places = [(m.hull.start, -m.hull.end) for m in bridge.annotations(article)]
        assert places == sorted(places)
