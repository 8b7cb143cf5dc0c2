"""What has to be asked before files come in: where reading them by themselves would be a guess.

Where nothing is doubtful nothing is asked.  What was answered once is remembered: columns by
their header (`ingest.remembered`), names by the tag set (`tagset.answered`).  What is the article
of a web page is remembered, too, but asked again: importing it again is how one changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotations import formats, ingest
from annotations.arriving import Arrival, arrivals
from annotations.errors import Refusal
from annotations.foreign import Foreign, foreign_labels
from annotations.ingest import results, tables, web
from annotations.ingest.archives import Archives
from annotations.ingest.columns import Columns, knows
from annotations.ingest.decode import bom_of
from annotations.ingest.how import Body
from annotations.ingest.limits import read_within
from annotations.tagset import TagSet
from annotations.tagset.answered import recalled
from annotations.tagset.mapping import Given

_TEXTS = (".txt", ".html", ".htm")
_SURE = 1.5  # by which the likeliest encoding is ahead of the next: 2.0 at least where it is right
_HARDLY_TEXT = -11.0  # the mean score below which nothing is likely (see `ingest.Guess`)
_SHORT = 64  # bytes
_MOST = 200  # files that are asked about; the rest comes in as it is found


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text whose encoding is doubtful, with the ways to read it, the likeliest first."""

    path: Path
    guesses: tuple[ingest.Guess, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table of which it is not clear what its columns are."""

    path: Path
    preview: tables.Preview


@dataclass(frozen=True, slots=True)
class Paged:
    """A web page of which it is doubtful what the article is, with the texts it may be."""

    path: Path
    results: results.Results

    @property
    def site(self) -> str:
        """Whose pages are made alike: the host it comes from, else the folder it lies in."""
        return self.results.site or str(self.path.parent)


@dataclass(frozen=True, slots=True)
class Several:
    """A file that several readers claim; the first would read it."""

    path: Path
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """All that is doubtful about some files; false where nothing is."""

    encodings: tuple[Encoded, ...] = ()
    tables: tuple[Tabled, ...] = ()
    readers: tuple[Several, ...] = ()
    names: tuple[Foreign, ...] = ()
    pages: tuple[Paged, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.encodings or self.tables or self.readers or self.names or self.pages)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of files, by their paths, and of the names in all of them."""

    encodings: Mapping[Path, str] = field(default_factory=dict[Path, str])
    columns: Mapping[Path, Columns] = field(default_factory=dict[Path, Columns])
    readers: Mapping[Path, str] = field(default_factory=dict[Path, str])
    names: Given = field(default_factory=dict)  # pyright: ignore[reportUnknownVariableType]
    bodies: Mapping[Path, Body] = field(default_factory=dict[Path, Body])

    def how(self, path: Path) -> ingest.How:
        """How one file is to be read."""
        found = self.encodings.get(path), self.columns.get(path), self.bodies.get(path)
        return ingest.How(*found)


NONE = Answers()


def questions(
    paths: Iterable[Path],
    tagset: TagSet,
    limit: int | None = None,
    heard: Callable[[Path], object] = lambda _: None,
    archives: Archives | None = None,
) -> Questions:
    """What is doubtful about the files of `paths`; `heard` is told of each file that is looked at.

    Nothing is changed and nothing is raised but what `heard` raises: a file that cannot be
    read is no question, it is refused when it comes in.  What is in an archive has a path as if
    that were a folder; `archives` unpack it.
    """
    limit = ingest.max_bytes() if limit is None else limit
    with Archives() if archives is None else nullcontext(archives) as held:
        return _questions(arrivals(paths, archives=held), tagset, limit, heard)


def _questions(
    coming: Iterable[Arrival], tagset: TagSet, limit: int, heard: Callable[[Path], object]
) -> Questions:
    encodings: list[Encoded] = []
    asked: dict[tuple[str, ...], Tabled] = {}
    several: list[Several] = []
    annotated: list[Path] = []
    pages: list[Paged] = []
    for arrival in coming:
        heard(arrival.shown)
        if arrival.refusal is not None:
            continue
        if arrival.reader is not None:
            annotated.append(arrival.path)
            several.extend(arrival.as_shown(_several(arrival)))
        elif tables.is_table(arrival.path):
            for tabled in arrival.as_shown(_tabled(arrival.path, limit)):
                asked.setdefault(tabled.preview.header, tabled)
        else:
            doubtful = list(arrival.as_shown(_encoded(arrival.path, limit)))
            encodings.extend(doubtful)
            if not doubtful and len(pages) < _MOST:
                pages.extend(arrival.as_shown(_paged(arrival.path, limit)))
    return Questions(
        tuple(encodings[:_MOST]),
        tuple(asked.values())[:_MOST],
        tuple(several[:_MOST]),
        _names(annotated, tagset, limit),
        tuple(pages),
    )


def _encoded(path: Path, limit: int) -> Iterator[Encoded]:
    if path.suffix.lower() not in _TEXTS:
        return
    try:
        data = read_within(path, limit)
    except Refusal:
        return
    if bom_of(data)[1] or _is_clear(data):
        return
    guesses = ingest.readings_of(data)
    if guesses and _is_doubtful(guesses):
        yield Encoded(path, guesses)


def _is_clear(data: bytes) -> bool:
    """Whether it can only be UTF-8: two or three words of GB18030 may be valid as that, too."""
    if b"\0" in data or (len(data) <= _SHORT and not data.isascii()):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_doubtful(guesses: tuple[ingest.Guess, ...]) -> bool:
    best, *others = guesses
    if best.taken and best.encoding == "utf-8":  # what is valid as that hardly is by chance
        return any(other.score - best.score > _SURE for other in others)
    if not best.taken or best.score < _HARDLY_TEXT:
        return best.score > 2 * _HARDLY_TEXT  # no text at all in any of them
    return any(best.score - other.score < _SURE for other in others)


def _tabled(path: Path, limit: int) -> Iterator[Tabled]:
    with suppress(Refusal):
        for preview in tables.previews(path, limit=limit):
            sure = preview.columns is not None and knows(preview.columns.text)
            if not preview.remembered and not sure:
                yield Tabled(path, preview)


def _paged(path: Path, limit: int) -> Iterator[Paged]:
    """Not where its encoding is asked for: nobody knows yet what stands on the page."""
    if path.suffix.lower() in web.SUFFIXES:
        with suppress(Refusal):
            if found := results.results_of(read_within(path, limit)):
                yield Paged(path, found)


def _several(arrival: Arrival) -> Iterator[Several]:
    found = formats.claimants(arrival.path)
    if len(found) > 1 and found[0].rank == found[1].rank:
        rank = found[0].rank
        yield Several(arrival.path, tuple(r.name for r in found if r.rank == rank))


def _names(annotated: list[Path], tagset: TagSet, limit: int) -> tuple[Foreign, ...]:
    """Names that nothing in the tag set is called by, unless a person said what they are."""
    known = recalled(tagset.id)
    found = foreign_labels(annotated, tagset, limit) if annotated else ()
    asked = [one for one in found if (one.name.kind, one.name.name) not in known]
    return tuple(asked) if any(one.becomes is None for one in asked) else ()
