"""Files into a project: articles, and annotated documents of any format, in one batch.

What the window and the command line both do.  Each file or line stands or falls alone: one
that is refused leaves nothing behind, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotations import ingest
from annotations.arriving import Arrival, arrivals
from annotations.coming_home import at_home
from annotations.errors import Refusal
from annotations.foreign import mapped, names_in
from annotations.formats import Line, ProjectLine, Reader, Reading, jsonl
from annotations.formats.kinds import WITHIN
from annotations.model import Document, Outcome
from annotations.project import Batch
from annotations.tagset.mapping import Given, LabelMap, Name, additions

_MOST_NAMES = 500  # that one import adds to a tag set; what is beyond is shown by its id


def bring(
    batch: Batch,
    paths: Iterable[Path],
    limit: int | None = None,
    accept_proved: bool = False,
    how: ingest.How | Callable[[Path], ingest.How] = ingest.AS_FOUND,
    *,
    reader: str | Mapping[Path, str] | None = None,
    names: Given | None = None,
    heard: Callable[[Path], object] = lambda _: None,
) -> Iterator[Outcome]:
    """Add the files and folders of `paths` to `batch`; what became of each, as it is done.

    `limit` is the most bytes a file may have (default: the setting).  Articles from found
    texts come with what the detectors propose; `accept_proved` accepts what is proved of it.
    `how` is what a person said of their encoding, or of the columns of tables, of all or of
    each; `heard` is told of each file before it is read.

    `reader` is the format that all of it, or each of some files, has to be read as (Refusal
    "reader-unknown"), `names` what a person said labels, attributes and relations of the files
    are.  What the tag set does not know of them is added to it at the end.

    Refusals become outcomes; only what concerns the project itself is raised.
    """
    batch.accept_proved = accept_proved
    limit = ingest.max_bytes() if limit is None else limit
    bringing = _Bringing(batch, limit, names or {})
    forced, told = (reader, None) if isinstance(reader, str) else (None, reader)
    for arrival in arrivals(paths, forced, told):
        heard(arrival.path)
        if arrival.refusal is not None:
            yield _refused(arrival.refusal, str(arrival.path), None)
        elif arrival.reader is None:
            found = how if isinstance(how, ingest.How) else how(arrival.path)
            yield from _articles(batch, arrival.path, limit, found)
        else:
            yield from bringing.documents(arrival, arrival.reader)
    yield from bringing.finish()


def _articles(batch: Batch, path: Path, limit: int, how: ingest.How) -> Iterator[Outcome]:
    for part in ingest.read_all(path, limit, how):
        if isinstance(part.content, Refusal):
            outcome = _refused(part.content, str(path), part.number)
        else:
            outcome = batch.add(part.content, file=str(path), line=part.number, found=True)
        yield _with_note(outcome, part.note)


class _Bringing:
    """Annotated documents on their way in, and the names they bring that are not known."""

    def __init__(self, batch: Batch, limit: int, given: Given) -> None:
        self._batch, self._limit, self._given = batch, limit, given
        self._map = LabelMap(batch.tagset, given)
        self._unknown: dict[Name, None] = {}
        self._last = ""

    def documents(self, arrival: Arrival, reader: Reader) -> Iterator[Outcome]:
        """Everything in one file."""
        if (tagset := self._batch.tagset) != self._map.tagset:
            self._map = LabelMap(tagset, self._given)
        file = self._last = str(arrival.path)
        options = {WITHIN: str(arrival.within)} if arrival.within else {}
        reading = Reading(self._limit, self._map.tagset, options=options)
        for line in reader.read(arrival.path, reading):
            number = line.number or None
            match line.content:
                case ProjectLine(record):
                    yield from _adopted(self._batch, record, file, number)
                case Document():
                    outcome = self._brought(line, line.content, arrival.path, reader)
                    yield replace(outcome, misfits=(*line.misfits, *outcome.misfits))
                case Refusal():
                    yield replace(_refused(line.content, file, number), misfits=line.misfits)

    def finish(self) -> Iterator[Outcome]:
        """Add to the tag set what came in and what it did not know; told where it cannot be."""
        known = LabelMap(self._batch.tagset)
        new = [name for name in self._unknown if not known.knows(name.kind, name.name)]
        if edits := additions(known.tagset, new[:_MOST_NAMES]):
            try:
                self._batch.extend_tagset(edits)
            except Refusal as refusal:
                yield _refused(refusal, self._last, None)

    def _brought(self, line: Line, document: Document, path: Path, reader: Reader) -> Outcome:
        is_ours = reader is jsonl.READER  # which brings its tag set itself
        told: tuple[Refusal, ...] = ()
        if not is_ours or self._given:
            document, told = mapped(line, document, self._map)
        home, misfits = at_home(self._batch, document, path, is_lossless=is_ours)
        found = not is_ours and not document.emendations
        number = line.number or None
        outcome = self._batch.add(home, file=str(path), line=number, found=found)
        if outcome.result in ("new", "merged") and not is_ours:
            self._note(home, line.shown)
        return replace(outcome, misfits=(*told, *misfits))

    def _note(self, document: Document, shown: Mapping[str, str]) -> None:
        for name in names_in(document, {**shown, **self._shown_after(shown)}):
            if not self._map.knows(name.kind, name.name):
                self._unknown.setdefault(name)

    def _shown_after(self, shown: Mapping[str, str]) -> Mapping[str, str]:
        """No name is shown for what a person renamed."""
        return {new: "" for (_, old), new in self._given.items() if old in shown}


def _adopted(
    batch: Batch, record: Mapping[str, object], file: str, number: int | None
) -> Iterator[Outcome]:
    """Take the project line in; an outcome only where it is refused, for it is no article."""
    try:
        batch.adopt(record)
    except Refusal as refusal:
        yield _refused(refusal, file, number)


def _with_note(outcome: Outcome, note: Refusal | None) -> Outcome:
    if note is None or outcome.reason:
        return outcome
    return replace(outcome, reason=note.key, values=note.values)


def _refused(refusal: Refusal, file: str, line: int | None) -> Outcome:
    return Outcome(file, "refused", line, reason=refusal.key, values=refusal.values)
