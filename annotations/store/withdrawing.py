"""Articles taken out of the project: what the verb `withdraw` does inside its step."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.store import reading
from annotations.store.marks import shown
from annotations.store.recording import Recording
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    EMENDATION,
    READING,
    REJECTION,
    RELATION,
)


def withdraw(step: Recording, articles: Iterable[str]) -> None:
    """Take articles away with everything on them; their texts stay, for undo.

    Raises Refusal "article-missing".
    """
    found = [reading.article_row(step.file, id) for id in dict.fromkeys(articles)]
    for row in found:
        for table in (REJECTION, RELATION, ANNOTATION, READING, EMENDATION):
            step.delete(table, *reading.items(step.file, table, str(row["id"])))
    step.delete(ARTICLE, *found)
    step.args["count"] = len(found)
    if len(found) == 1:
        step.args["title"] = shown(str(found[0]["title"]))
