"""The lines that a project adds to the word lists of suggestions, each a row of its own.

So two people who add words in two copies of a project have both once they are merged.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotations.ids import named
from annotations.model import word_of
from annotations.store import reading
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording
from annotations.store.tables import WORD, Row

EVERYWHERE = ""


def lines(file: ProjectFile) -> dict[str, tuple[str, ...]]:
    """By the name of their list, in the order they came."""
    found: dict[str, list[str]] = {}
    for row in reading.items(file, WORD, EVERYWHERE):
        found.setdefault(str(row["list"]), []).append(str(row["line"]))
    return {name: tuple(found[name]) for name in sorted(found)}


def put(step: Recording, name: str, wanted: Sequence[str]) -> None:
    """Have these lines of a list and no others; what they are about is their first cell."""
    rows = reading.items(step.file, WORD, EVERYWHERE)
    known = {str(row["id"]): row for row in rows if row["list"] == name}
    ids = {_id(name, line): line for line in wanted}
    gone = [row for id, row in known.items() if id not in ids]
    changed = [(known[id], {**known[id], "line": line}) for id, line in ids.items() if id in known]
    fresh = [(id, line) for id, line in ids.items() if id not in known]
    seq = reading.next_seq(step.file, WORD, EVERYWHERE)
    step.delete(WORD, *gone)
    others = step.update_all(WORD, changed)
    step.insert(WORD, *(_row(step, name, id, line, at) for at, (id, line) in enumerate(fresh, seq)))
    step.args |= {"count": len(gone) + others + len(fresh), "total": len(ids)}


def _id(name: str, line: str) -> str:
    return named("word", name, word_of(line))


def _row(step: Recording, name: str, id: str, line: str, seq: int) -> Row:
    return {
        "article": EVERYWHERE,
        "id": id,
        "seq": seq,
        "list": name,
        "line": line,
        "author": step.author,
        "created": step.at,
        "rest": "{}",
    }
