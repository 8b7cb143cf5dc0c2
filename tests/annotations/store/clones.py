"""Copies of one project that are worked on apart, for the tests of merging."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from annotations.errors import Refusal
from annotations.model import (
    Changed,
    Emendation,
    OverlayEntry,
    Span,
    SuggestedSlot,
    Suggestion,
)
from annotations.project import Project, open_project
from annotations.store.tables import CONTESTED, EVENT, ORPHAN, SOURCE, STATE, STEP
from tests.annotations.store.making import TEXT, document, mark, raw

# What a deed of `a_deed` may be refused for; anything else is a fault.
REFUSED = frozenset({
    "nothing-to-undo", "nothing-to-redo", "undo-blocked",
    "emendations-overlap", "readings-overlap", "emendation-unknown-text",
})  # fmt: skip
TABLES = (STEP, EVENT, SOURCE, ORPHAN, CONTESTED, *STATE)


def clone(project: Path, name: str) -> Path:
    """A copy of the file, which its first step makes a replica of its own."""
    path = project.with_name(f"{name}.danqian")
    shutil.copyfile(project, path)
    return path


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table but `about`, and what makes searching quick."""
    with raw(path) as conn:
        return {name: sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


def merged(into: Path, *others: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a copy of `into` holds once it has taken in the others; it must be sound."""
    path = clone(into, f"{into.stem}-{'-'.join(other.stem for other in others)}")
    with open_project(path) as project:
        for other in others:
            project.merge(other)
        assert project.verify() == ()
    found = contents(path)
    path.unlink()
    return found


def a_deed(project: Project, dice: random.Random) -> Changed:
    """Something that two people might do to the same things; may be refused."""
    ids = [row.id for row in project.articles()]
    if not ids or dice.random() < 0.04:
        with project.bringing() as batch:
            id = dice.choice(("B", "C", ""))
            text = {"B": TEXT, "C": TEXT * 2}.get(id, f"{TEXT}{dice.random()}")
            batch.add(document(id, text, annotations=[mark("T1", 0, 3)]), file="x", line=1)
        return batch.changed
    article = dice.choice(ids)
    marks = [annotation.id for annotation in project.annotations(article)]
    emendations = [emendation.id for emendation in project.emendations(article)]
    status = dice.choice(("accepted", "accepted", "rejected", "proposed"))
    start = dice.randrange(6)
    span = Span(start, start + dice.randint(1, 3))
    slot = SuggestedSlot("party", "REGION", (Span(0, 3),), True)
    quote = span.of(TEXT)
    suggested = Suggestion("MEASURE", (span,), quote, quote, "a.rule", 0.5, slots=(slot,))
    deeds: list[Callable[[], Changed]] = [
        lambda: project.annotate(article, span, dice.choice(("REGION", "GOV"))),
        lambda: project.annotate_all({article: [span, Span(6, 8), Span(0, 2)]}, "DATE"),
        lambda: project.set_status(article, dice.choice(("new", "reading", "done"))),
        lambda: project.rename(article, f"題{dice.randrange(3)}"),
        lambda: project.set_article(article, flag=dice.random() < 0.5, note=dice.choice("甲乙")),
        lambda: project.emend(
            article, [Emendation("", span, dice.choice(("字", "")), status=status)]
        ),
        lambda: project.pin(article, span, "s2tw", dice.choice(("字", "㐂", None))),
        lambda: project.set_overlay([OverlayEntry("hant", "云", dice.choice("雲云"))]),
        lambda: project.accept_suggestions({article: [suggested]}),
        lambda: project.reject_suggestions({article: [suggested]}, everywhere=dice.random() < 0.4),
        lambda: project.set_word_lines("macro", dice.choice((["甲帶"], ["-甲帶", "乙帶"], []))),
        project.undo,
        project.redo,
    ]
    if rejections := [one.id for one in project.rejections()]:
        deeds.append(lambda: project.reconsider([dice.choice(rejections)]))
    if dice.random() < 0.2:
        deeds += [lambda: project.withdraw([article]), project.undo]
    if marks:
        one, other = dice.choice(marks), dice.choice(marks)
        deeds += [
            lambda: project.retag(article, one, dice.choice(("REGION", "GOV", "MEASURE"))),
            lambda: project.describe(article, one, note=dice.choice("甲乙丙")),
            lambda: project.remove(article, [one]),
            lambda: project.relate(article, "party", one, other),
        ]
    if emendations:
        deeds += [lambda: project.judge(article, [dice.choice(emendations)], status)] * 3
    if conflicts := project.conflicts():
        conflict = dice.choice(conflicts)
        deeds += [lambda: project.settle(conflict, dice.choice(conflict.versions).event)] * 3
    return dice.choice(deeds)()


def work(path: Path, dice: random.Random, deeds: int) -> None:
    """Do things to a copy; some of them are refused and change nothing."""
    with open_project(path, author=path.stem) as project:
        for _ in range(deeds):
            try:
                a_deed(project, dice)
            except Refusal as refusal:
                assert refusal.key in REFUSED, refusal
