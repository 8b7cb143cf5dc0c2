"""Zip archives that others made: opened in memory, never unpacked, bounded in every way."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.errors import Refusal

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_ENTRIES = 10_000
LONGEST_PART = 32 * 1024 * 1024  # bytes of one part, unpacked
LONGEST = 512 * 1024 * 1024  # of all parts together, as the archive says itself


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an archive by their names."""

    archive: ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of a part. Refusals: zip-damaged (also without it), zip-bomb."""
        from annotations import zips

        try:
            with self.archive.open(name) as file:
                data = file.read(LONGEST_PART + 1)
        except (KeyError, *zips.BROKEN) as error:
            raise Refusal("zip-damaged", part=name) from error
        if len(data) > LONGEST_PART:
            raise Refusal("zip-bomb", part=name)
        return data

    def read_xml(self, name: str) -> bytes:
        """The bytes of an XML part; one with a document type is refused: xml-doctype."""
        data = self.read(name)
        refuse_doctype(data, name)
        return data


def opened(data: bytes) -> Parts:
    """The archive of these bytes.

    Refusals: zip-damaged, zip-bomb (sizes, ratios, entries), file-encrypted, zip-leads-out.
    """
    from zipfile import ZipFile

    from annotations import zips

    try:
        archive = ZipFile(io.BytesIO(data))
    except zips.BROKEN as error:
        raise Refusal("zip-damaged", part="") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LONGEST:
        raise Refusal("zip-bomb", part="")
    for entry in entries:
        if entry.file_size > LONGEST_PART or zips.grows(entry) or not zips.is_plain(entry):
            raise Refusal("zip-bomb", part=entry.filename)
        if entry.flag_bits & 1:
            raise Refusal("file-encrypted")
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.split("/"):
            raise Refusal("zip-leads-out", part=entry.filename)
    return Parts(archive, frozenset(entry.filename for entry in entries))


def refuse_doctype(data: bytes, name: str) -> None:
    """Refuse XML that brings a document type along: entities can grow or lead out."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise Refusal("xml-doctype", part=name)
