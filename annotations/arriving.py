"""Which files come in, and what reads each: a format of annotations, or a kind of article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotations import formats, ingest
from annotations.errors import Refusal
from annotations.formats import Reader, jsonl, origins
from annotations.ingest.archives import SUFFIX as ARCHIVE
from annotations.ingest.archives import Archives, Unpacked
from annotations.ingest.tables import is_table
from annotations.model import Outcome

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file and who reads it: a reader of annotations, or None = an article without any.

    `refusal` says why nobody does.  `within` is the folder that was given, in which it was
    found; or the one that the `archive` was unpacked to, which people must not be shown.
    """

    path: Path
    reader: Reader | None = None
    refusal: Refusal | None = None
    within: Path | None = None
    archive: Path | None = None

    @property
    def shown(self) -> Path:
        """The path by which people know the file: in an archive as if that were a folder."""
        if self.archive is None or self.within is None:
            return self.path
        return self.archive / self.path.relative_to(self.within)

    def told(self, outcome: Outcome) -> Outcome:
        """What became of the file, with the names by which people know it."""
        if self.archive is None:
            return outcome
        misfits = tuple(Refusal(one.key, **self._told(one.values)) for one in outcome.misfits)
        values = self._told(outcome.values)
        return replace(outcome, file=self._name(outcome.file), values=values, misfits=misfits)

    def as_shown(self, found: Iterable[T]) -> Iterator[T]:
        """Whatever has a `path`, with that by which people know it."""
        for one in found:
            yield one if self.archive is None else replace(one, path=self.shown)

    def _told(self, values: Mapping[str, str | int]) -> dict[str, str | int]:
        return {key: self._name(v) if isinstance(v, str) else v for key, v in values.items()}

    def _name(self, text: str) -> str:
        return text.replace(str(self.within), str(self.archive))


def arrivals(
    paths: Iterable[Path],
    forced: str | None = None,
    told: Mapping[Path, str] | None = None,
    archives: Archives | None = None,
) -> Iterator[Arrival]:
    """Every file meant by `paths`, folders walked; what belongs to another file is left out.

    So is an archive walked, unless somebody reads it as it is, but none in another.  Its files
    are there until the end, or, where `archives` are given, as long as those keep them.

    `forced` is the name of a reader that has to read all of it, `told` those of single files,
    by the paths that people know.  Raises Refusal "reader-unknown".
    """
    chosen = formats.reader(forced) if forced else None
    given = tuple(paths)
    if archives is not None:
        yield from _Arriving(chosen, told or {}, archives).found(given)
    else:
        with Archives() as own:
            yield from _Arriving(chosen, told or {}, own).found(given)


def how_many(paths: Iterable[Path], archives: Archives) -> int:
    """How many files there are in `paths`, those included that belong to others: for a progress."""
    given, known, many = tuple(paths), known_suffixes(), 0
    for path in ingest.files(given, known):
        inner = is_archive(path) and not ingest.leads_out(path, given)
        made = archives.unpacked(path) if inner else None
        inside = ingest.files([made.folder], known) if isinstance(made, Unpacked) else (path,)
        many += sum(1 for _ in inside)
    return many


def known_suffixes() -> frozenset[str]:
    """The endings, with their dot, of all files that can be read."""
    readers = formats.readers().values()
    return (ingest.suffixes() | {ARCHIVE}).union(*(reader.suffixes for reader in readers))


def is_archive(path: Path, readers: Collection[Reader] | None = None) -> bool:
    """Whether a file has others in it, and none of the readers (default: all) reads it as it is."""
    if path.suffix.lower() != ARCHIVE or not path.is_file():
        return False
    return not any(readers is None or one in readers for one in formats.claimants(path))


class _Arriving:
    """Who reads what is found in given places."""

    def __init__(self, chosen: Reader | None, told: Mapping[Path, str], archives: Archives) -> None:
        self._chosen, self._told, self._archives = chosen, told, archives
        self._wanted = frozenset(chosen.suffixes) | {ARCHIVE} if chosen else known_suffixes()
        self._readers = (chosen,) if chosen else tuple(formats.readers().values())

    def found(self, given: Collection[Path]) -> Iterator[Arrival]:
        for place in self._places(given):
            yield place if place.refusal is not None else self._read(place)

    def _places(self, given: Collection[Path]) -> Iterator[Arrival]:
        """Every file, not yet with its reader."""
        for path in self._files(given):
            if ingest.leads_out(path, given):
                yield Arrival(path, refusal=Refusal("link-leads-out", file=str(path)))
            elif is_archive(path, self._readers):
                yield from self._unpacked(path)
            else:
                yield Arrival(path, within=None if path in given else _within(path, given))

    def _files(self, given: Collection[Path]) -> Iterator[Path]:
        for path in ingest.files(given, self._wanted):
            if path in given or not (origins.is_report(path) or _is_claimed(path, self._readers)):
                yield path

    def _unpacked(self, archive: Path) -> Iterator[Arrival]:
        """What is in an archive, and what would have been wanted of it and is not there."""
        made = self._archives.unpacked(archive)
        if isinstance(made, Refusal):
            yield Arrival(archive, refusal=made.about(file=str(archive)))
            return
        is_empty = True
        for place in self._inside(made, archive):
            is_empty = False
            yield place
        if is_empty:
            yield Arrival(archive, refusal=Refusal("zip-without", file=str(archive)))

    def _inside(self, made: Unpacked, archive: Path) -> Iterator[Arrival]:
        here = Arrival(made.folder, within=made.folder, archive=archive)
        for one in made.left_out:
            if one.path.suffix.lower() in self._wanted:
                path = made.folder / one.path
                yield replace(here, path=path, refusal=one.refusal.about(file=str(path)))
        for path in self._files([made.folder]):
            place = replace(here, path=path)
            if is_archive(path, self._readers):
                yield replace(place, refusal=Refusal("zip-in-zip", file=str(path)))
            elif path != made.folder:  # which comes itself where it has nothing that is wanted
                yield place

    def _read(self, place: Arrival) -> Arrival:
        name = self._told.get(place.shown)
        found = _arrival(place.path, formats.reader(name) if name else self._chosen)
        return replace(found, within=place.within, archive=place.archive)


def _within(path: Path, given: Collection[Path]) -> Path | None:
    return next((folder for folder in given if path.is_relative_to(folder)), None)


def _is_claimed(path: Path, readers: Collection[Reader]) -> bool:
    return any(reader.claims(path) for reader in readers)


def _unknown(path: Path, suffix: str) -> Refusal:
    known = known_suffixes()
    if suffix in known:
        return Refusal("annotations-unknown", file=str(path))
    return Refusal("kind-unknown", file=str(path), known=" ".join(sorted(known)))


def _arrival(path: Path, chosen: Reader | None) -> Arrival:
    if path.is_dir():
        return Arrival(path)  # which says what is wrong with it
    suffix = path.suffix.lower()
    reader = chosen or formats.recognised(path)
    if reader is None and suffix == jsonl.SUFFIX and not is_table(path):
        reader = jsonl.READER
    if reader is None and suffix not in ingest.suffixes() | {jsonl.SUFFIX}:
        return Arrival(path, refusal=_unknown(path, suffix) if path.exists() else None)
    if reader is not None and reader.lacking:
        missing = " ".join(reader.lacking)
        wanted = {"name": reader.name, "extra": reader.extra, "missing": missing}
        return Arrival(path, refusal=Refusal("format-needs-extra", **wanted))
    return Arrival(path, reader)
