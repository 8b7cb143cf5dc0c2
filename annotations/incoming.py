"""Files into a project: articles, and annotated documents of any format, in one batch.

What the window and the command line both do.  Each file or line stands or falls alone: one
that is refused leaves nothing behind, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotations import ingest, intake
from annotations.arriving import Arrival, arrivals
from annotations.coming_home import at_home
from annotations.errors import Refusal
from annotations.foreign import mapped, names_in
from annotations.formats import Line, ProjectLine, jsonl
from annotations.ingest import Part
from annotations.ingest.archives import Archives
from annotations.intake import is_found
from annotations.model import Document, Emendation, Outcome
from annotations.project import Batch
from annotations.tagset import TagSet
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
    read: intake.Read = intake.read,
    archives: Archives | None = None,
) -> Iterator[Outcome]:
    """Add the files and folders of `paths` to `batch`; what became of each, as it is done.

    `limit` is the most bytes a file may have (default: the setting).  Articles from found
    texts come with what the detectors propose; `accept_proved` accepts what is proved of it.
    `how` is what a person said of their encoding, or of the columns of tables, of all or of
    each; `heard` is told of each file before it is read, and `read` reads it.  What is in an
    archive has a path as if that were a folder, in the answers and the outcomes, too;
    `archives` unpack it.

    `reader` is the format that all of it, or each of some files, has to be read as (Refusal
    "reader-unknown"), `names` what a person said labels, attributes and relations of the files
    are.  What the tag set does not know of them is added to it at the end.

    Refusals become outcomes; only what concerns the project itself is raised.
    """
    batch.accept_proved = accept_proved
    limit = ingest.max_bytes() if limit is None else limit
    bringing = _Bringing(batch, names or {})
    forced, told = (reader, None) if isinstance(reader, str) else (None, reader)
    for arrival in arrivals(paths, forced, told, archives):
        heard(arrival.shown)
        if arrival.refusal is not None:
            yield arrival.told(_refused(arrival.refusal, str(arrival.path), None))
            continue
        found = how if isinstance(how, ingest.How) else how(arrival.shown)
        for item in read(arrival, limit, found, bringing.tagset(arrival)):
            match item.content:
                case Part() as part:
                    yield arrival.told(_article(batch, arrival, part, item.proposed))
                case Line() as line:
                    yield from map(arrival.told, bringing.line(arrival, line, item.proposed))
    yield from bringing.finish()


def _article(
    batch: Batch, arrival: Arrival, part: Part, proposed: tuple[Emendation, ...] | None
) -> Outcome:
    if isinstance(part.content, Refusal):
        outcome = _refused(part.content, str(arrival.path), part.number)
    else:
        outcome = batch.add(
            part.content,
            file=str(arrival.path),
            line=part.number,
            found=True,
            proposed=proposed,
        )
    return _with_note(outcome, part.note)


class _Bringing:
    """Annotated documents on their way in, and the names they bring that are not known."""

    def __init__(self, batch: Batch, given: Given) -> None:
        self._batch, self._given = batch, given
        self._map = LabelMap(batch.tagset, given)
        self._unknown: dict[Name, None] = {}
        self._last = ""

    def tagset(self, arrival: Arrival) -> TagSet:
        """What a file is to be read for: an earlier one may have brought another tag set."""
        if arrival.reader is not None:
            self._last = str(arrival.shown)
            if (tagset := self._batch.tagset) != self._map.tagset:
                self._map = LabelMap(tagset, self._given)
        return self._map.tagset

    def line(
        self, arrival: Arrival, line: Line, proposed: tuple[Emendation, ...] | None
    ) -> Iterator[Outcome]:
        """One line of an annotated file."""
        file, number = str(arrival.path), line.number or None
        match line.content:
            case ProjectLine(record):
                yield from _adopted(self._batch, record, file, number)
            case Document():
                outcome = self._brought(arrival, line, line.content, proposed)
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

    def _brought(
        self,
        arrival: Arrival,
        line: Line,
        document: Document,
        proposed: tuple[Emendation, ...] | None,
    ) -> Outcome:
        is_ours = arrival.reader is jsonl.READER  # which brings its tag set itself
        told: tuple[Refusal, ...] = ()
        if not is_ours or self._given:
            document, told = mapped(line, document, self._map)
        home, misfits = at_home(self._batch, document, arrival.path, is_lossless=is_ours)
        outcome = self._batch.add(
            home,
            file=str(arrival.path),
            line=line.number or None,
            found=is_found(arrival, line),
            proposed=proposed if home.article.text == document.article.text else None,
        )
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
