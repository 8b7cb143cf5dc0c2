"""UIMA CAS as XMI: a folder with an `.xmi` for each article and TypeSystem.xml.

INCEpTION reads them (a layer's type system first), and what it writes is read here: a file, a
folder, or the zip of one document.  Offsets are UTF-16 units of the text, CR and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.formats.cas.shared import LAYER, is_type_system
from annotations.formats.kinds import Format, Line, Reader, Reading
from annotations.formats.landing import Folder
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.text_files import bytes_of
from annotations.model import Document

if TYPE_CHECKING:
    import zipfile

    from annotations.formats.cas.model import Cas

_ZIP = b"PK\x03\x04"
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?XMI\s")
_MOST_ENTRIES = 1000


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the articles and their type system into the empty folder `out`."""
    from annotations.formats.cas import folders, xmi_file

    folders.write(documents, out, context, report, ".xmi", lambda cas, _: xmi_file.write(cas))


def sniff(path: Path, head: bytes) -> bool:
    """Whether it is XMI, or a zip of nothing but one XMI and its types."""
    if not head.startswith(_ZIP):
        return _ROOT.search(head) is not None and b"http://www.omg.org/XMI" in head
    from annotations import zips

    try:
        with zips.opened(path) as packed:
            names = [Path(name) for name in packed.namelist()]
    except Refusal:
        return False
    rest = [name for name in names if not is_type_system(name)]
    return len(rest) == 1 and rest[0].suffix.lower() == ".xmi"


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The document of a file, or those of a zip."""
    is_zip = path.suffix.lower() == ".zip"
    inside = _packed if is_zip else _plain
    try:
        for number, (name, found) in enumerate(inside(path, reading.limit), start=int(is_zip)):
            yield _line(path, number, name, found)
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path), part=path.name))


def _line(path: Path, number: int, name: str, found: Cas | Refusal) -> Line:
    if isinstance(found, Refusal):
        return Line(number, found.about(file=str(path), part=name))
    from annotations.formats.cas import understanding

    document, misfits = understanding.understood(found, name)
    return Line(number, document, tuple(m.about(file=str(path), line=1) for m in misfits))


def _plain(path: Path, limit: int) -> Iterator[tuple[str, Cas | Refusal]]:
    from annotations.formats.cas import types, xmi_file

    yield path.name, xmi_file.read(bytes_of(path, limit), types.beside(path))


def _packed(path: Path, limit: int) -> Iterator[tuple[str, Cas | Refusal]]:
    """Every CAS of a zip with its type system; nothing is unpacked to disk."""
    from annotations import zips
    from annotations.formats.cas import types, xmi_file

    try:
        with zips.opened(path) as packed:
            names = packed.infolist()
            if len(names) > _MOST_ENTRIES:
                raise Refusal("zip-bomb")
            ranges = types.Ranges()
            for entry in names:
                if is_type_system(Path(entry.filename)):
                    ranges = types.ranges(_entry(packed, entry, limit))
            for entry in names:
                if entry.filename.lower().endswith(".xmi"):
                    name = Path(entry.filename).name
                    try:
                        yield name, xmi_file.read(_entry(packed, entry, limit), ranges)
                    except Refusal as refusal:
                        yield name, refusal
    except zips.BROKEN as error:
        raise Refusal("zip-damaged") from error


def _entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """What an entry holds, whatever size it says: not more than `limit` is ever unpacked."""
    from annotations import zips

    if entry.flag_bits & 1:
        raise Refusal("zip-encrypted")
    if not zips.is_plain(entry):
        raise Refusal("zip-method")
    with packed.open(entry) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refusal("file-too-large", limit=f"{limit / 1024 / 1024:g}")
    return data


FORMAT = Format(
    "xmi",
    ".xmi",
    write,
    kind="folder",
    unit="UTF-16 units",
    newline="as found",
    carries=EVERY_CARRIED,
    options=(LAYER,),
)
READER = Reader("xmi", (".xmi", ".xml", ".zip"), sniff, read, claims=is_type_system, rank=10)
