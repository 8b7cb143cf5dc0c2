"""Was a file copied while it was being written? Then a part of its last step is missing.

What a commit writes is the last steps, the rows they changed, and indexes of both: where these
fit together no tear is left that matters.  `verify` compares all the rest.
"""

from __future__ import annotations

from annotations.errors import Refusal
from annotations.store import folding
from annotations.store.file import ProjectFile
from annotations.store.tables import EVENT, STEP

_STEPS, _ARTICLES = 3, 10  # of the newest


def refuse_torn(file: ProjectFile) -> None:
    """Raises Refusal "project-damaged" for a file that was not whole when it was copied."""
    fault = str(file.value("PRAGMA integrity_check(1)"))
    if fault != "ok":
        raise Refusal("project-damaged", file=str(file.path), reason=fault)
    newest = f"SELECT id FROM {STEP} ORDER BY rowid DESC LIMIT {_STEPS}"
    touched = f"SELECT DISTINCT article FROM {EVENT} WHERE step IN ({newest}) LIMIT {_ARTICLES}"
    for article in (str(row["article"]) for row in file.select(touched)):
        if folding.fold(file, article).standing != folding.state(file, article):
            raise Refusal("project-damaged", file=str(file.path), reason=article)
