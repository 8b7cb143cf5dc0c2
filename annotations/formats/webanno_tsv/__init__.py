"""WebAnno TSV 3.3: a folder with a `.tsv` for each article and TypeSystem.xml with the layers.

INCEpTION and WebAnno read and write it.  Offsets are UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.formats.cas.shared import LAYER, is_type_system
from annotations.formats.kinds import Format, Line, Reader, Reading
from annotations.formats.landing import Folder
from annotations.formats.report import Context, Report
from annotations.model import Document


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the articles and the types of their layers into the empty folder `out`."""
    from annotations.formats.webanno_tsv import writing

    writing.write(documents, out, context, report)


def sniff(path: Path, head: bytes) -> bool:  # noqa: ARG001
    """Whether the first line names the format."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV ")


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The document of a file."""
    from annotations.formats.webanno_tsv import reading as table

    return table.read(path, reading)


FORMAT = Format(
    "webanno-tsv",
    ".tsv",
    write,
    kind="folder",
    unit="UTF-16 units",
    newline="as found",
    carries=frozenset({"authors", "notes", "attributes", "relations"}),
    options=(LAYER,),
)
READER = Reader("webanno-tsv", (".tsv",), sniff, read, claims=is_type_system, rank=10)
