"""Which files come in, and what reads each: a format of annotations, or a kind of article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotations import formats, ingest
from annotations.errors import Refusal
from annotations.formats import Reader, jsonl, origins
from annotations.ingest.tables import is_table


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file and who reads it: a reader of annotations, or None = an article without any.

    `refusal` says why nobody does.  `within` is the folder that was given, in which it was found.
    """

    path: Path
    reader: Reader | None = None
    refusal: Refusal | None = None
    within: Path | None = None


def arrivals(
    paths: Iterable[Path],
    forced: str | None = None,
    told: Mapping[Path, str] | None = None,
) -> Iterator[Arrival]:
    """Every file meant by `paths`, folders walked; what belongs to another file is left out.

    `forced` is the name of a reader that has to read all of it, `told` those of single files.
    Raises Refusal "reader-unknown".
    """
    given = tuple(paths)
    chosen = formats.reader(forced) if forced else None
    wanted = frozenset(chosen.suffixes) if chosen else known_suffixes()
    readers = (chosen,) if chosen else tuple(formats.readers().values())
    for path in ingest.files(given, wanted):
        named = path in given
        if not named and (origins.is_report(path) or _is_claimed(path, readers)):
            continue
        if ingest.leads_out(path, given):
            yield Arrival(path, refusal=Refusal("link-leads-out", file=str(path)))
        else:
            within = None if named else _within(path, given)
            name = told.get(path) if told else None
            reader = formats.reader(name) if name else chosen
            yield replace(_arrival(path, reader), within=within)


def known_suffixes() -> frozenset[str]:
    """The endings, with their dot, of all files that can be read."""
    readers = formats.readers().values()
    return ingest.suffixes().union(*(reader.suffixes for reader in readers))


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
