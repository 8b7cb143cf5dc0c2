"""Files into a project: articles, and annotated JSONL line by line, in one batch.

What the window and the command line both do.  Each file or line stands or falls alone: one
that is refused leaves nothing behind, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations import ingest
from annotations.errors import Refusal
from annotations.formats import jsonl
from annotations.model import Document, Outcome
from annotations.project import Batch

_LINE_FACTOR = 4  # a line of JSON may hold a file's bytes in base64 beside its text


def bring(
    batch: Batch,
    paths: Iterable[Path],
    limit: int | None = None,
    accept_proved: bool = False,
) -> Iterator[Outcome]:
    """Add the files and folders of `paths` to `batch`; what became of each, as it is done.

    `limit` is the most bytes a file may have (default: the setting).  Articles from found
    texts come with what the detectors propose; `accept_proved` accepts what is proved of it.
    Refusals become outcomes; only what concerns the project itself is raised.
    """
    batch.accept_proved = accept_proved
    limit = ingest.max_bytes() if limit is None else limit
    given = tuple(paths)
    for path in ingest.files(given, ingest.suffixes() | {jsonl.SUFFIX}):
        if ingest.leads_out(path, given):
            yield _refused(Refusal("link-leads-out", file=str(path)), str(path), None)
        elif path.suffix.lower() == jsonl.SUFFIX and not path.is_dir():
            for line in jsonl.read(path, limit * _LINE_FACTOR):
                content, number = line.content, line.number or None
                if isinstance(content, jsonl.ProjectLine):
                    yield from _adopted(batch, content, str(path), number)
                else:
                    yield _added(batch, content, str(path), number)
        else:
            yield _added(batch, _read(path, limit), str(path), None)


def _adopted(
    batch: Batch, line: jsonl.ProjectLine, file: str, number: int | None
) -> Iterator[Outcome]:
    """Take the project line in; an outcome only where it is refused, for it is no article."""
    try:
        batch.adopt(line.record)
    except Refusal as refusal:
        yield _refused(refusal, file, number)


def _read(path: Path, limit: int) -> Document | Refusal:
    try:
        return ingest.read(path, limit)
    except Refusal as refusal:
        return refusal


def _added(batch: Batch, content: Document | Refusal, file: str, line: int | None) -> Outcome:
    if isinstance(content, Document):
        return batch.add(content, file=file, line=line)
    return _refused(content, file, line)


def _refused(refusal: Refusal, file: str, line: int | None) -> Outcome:
    return Outcome(file, "refused", line, reason=refusal.key, values=refusal.values)
