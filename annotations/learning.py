"""Having a project's own model trained on what is annotated in it, judged, and switched on or off.

What the model is and does is told in `annotations.suggest.learning`; here it meets a project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.project import Project
from annotations.suggest.learning import keeping

if TYPE_CHECKING:
    from annotations.suggest.learning.examples import Example
    from annotations.suggest.learning.training import Figures


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of it: how much was read, and what the model would be good for."""

    articles: int
    characters: int
    names: int
    figures: Figures


def train(project: Project, told: Callable[[int, int], object] | None = None) -> Learnt:
    """Train a model on a project's annotated articles and keep it, switched off.

    It takes minutes.  `told` hears how many of so many turns are done: one for each fold of the
    cross-validation, and one for the model that is kept, which is of all articles.  Raises
    Refusal "learn-too-few", "learn-extra", "learn-unwritable"; then the former one is still there.
    """
    from annotations.suggest.learning import training
    from annotations.suggest.learning.examples import check
    from annotations.suggest.learning.model import check_library

    check_library()
    chosen = list(_annotated(project))
    names = sum(annotations for _, _, annotations in chosen)
    check(len(chosen), names)
    examples = [_example(project, article) for article, _, _ in chosen]
    check(len(examples), sum(len(one.wanted) for one in examples))
    turns = training.FOLDS + 1
    tell = told or _silent
    figures = training.cross_validated(examples, told=lambda done: tell(done, turns))
    content = training.trained(examples)
    try:
        keeping.keep(project.identity, content, figures.honesty)
    except OSError as error:
        folder = str(keeping.folder(project.identity))
        raise Refusal("learn-unwritable", folder=folder, reason=str(error)) from error
    tell(turns, turns)
    characters = sum(characters for _, characters, _ in chosen)
    return Learnt(len(examples), characters, sum(len(one.wanted) for one in examples), figures)


def _silent(_done: int, _turns: int) -> None:
    """Nobody wants to hear it."""


def switch(project: Project, on: bool) -> None:
    """Have suggestions use the model, or not; Refusal "learn-none" where there is none."""
    if not keeping.switch(project.identity, on):
        raise Refusal("learn-none")


def _annotated(project: Project) -> Iterator[tuple[str, int, int]]:
    """Articles that look annotated to the end, the latest first: id, characters, annotations."""
    from annotations.suggest.learning.examples import MOST, is_annotated

    characters = 0
    for row in reversed(project.articles()):
        if row.annotations and (row.status == "done" or is_annotated(row.chars, row.annotations)):
            characters += row.chars
            if characters > MOST:
                return
            yield row.id, row.chars, row.annotations


def _example(project: Project, article: str) -> Example:
    from annotations.suggest.learning.examples import example
    from annotations.suggest.lists import Lists

    # Words that were taught are the names of these articles: rules that knew them would be
    # better here than on any other text.
    taught = replace(project.taught(), words={}, model="")
    subject, found = project.subject(article), project.annotations(article)
    return example(subject, found, project.tagset.measure.id, taught, Lists(taught.lines))
