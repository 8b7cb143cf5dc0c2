"""UIMA CAS as JSON: a folder with a `.json` for each article, types inside, and TypeSystem.xml.

Offsets are UTF-16 units of the text, CR and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats.cas.shared import LAYER, is_type_system
from annotations.formats.kinds import Format, Line, Reader, Reading
from annotations.formats.landing import Folder
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.text_files import bytes_of
from annotations.model import Document

_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS)"\s*:')


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the articles and their type system into the empty folder `out`."""
    from annotations.formats.cas import folders, json_file

    folders.write(documents, out, context, report, ".json", json_file.write)


def sniff(path: Path, head: bytes) -> bool:  # noqa: ARG001
    """Whether one of the three keys of such a file is its first."""
    return _BEGINNING.match(head) is not None


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The document of a file."""
    from annotations.formats.cas import json_file, understanding

    try:
        cas = json_file.read(bytes_of(path, reading.limit))
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path), line=1))
        return
    document, misfits = understanding.understood(cas, path.name)
    yield Line(0, document, tuple(misfit.about(file=str(path), line=1) for misfit in misfits))


FORMAT = Format(
    "casjson",
    ".json",
    write,
    kind="folder",
    unit="UTF-16 units",
    newline="as found",
    carries=EVERY_CARRIED,
    options=(LAYER,),
)
READER = Reader("casjson", (".json",), sniff, read, claims=is_type_system, rank=10)
