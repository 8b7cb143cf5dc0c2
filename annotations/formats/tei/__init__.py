"""TEI P5: a folder with one file for each article, the text in `text`, all tags in `standOff`.

Every border of a tag is an `anchor` in the text, called after its place in code points, so
that tags may nest, cross and lie in pieces.  An accepted emendation is a `choice` of `sic` and
`corr` in the text: a reader that takes `sic` has the source, one that takes `corr` the clean
text.  Proposed and rejected ones stand in `standOff` in the same form, and so do pinned
readings as `orig` and `reg`; in the text they would make it one that nobody accepted.
What TEI has no place for is JSON in the feature `danqian.rest` and, of the article, in
`xenoData`.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotations.formats.file_names import FileNames
from annotations.formats.kinds import Format, Reader
from annotations.formats.landing import Folder
from annotations.formats.plain_text import PlainText
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.tei.reading import read, sniff
from annotations.formats.tei.writing import written_file
from annotations.model import Document


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write a file for each document into the empty folder `out`."""
    names = FileNames()
    for document in documents:
        name = f"{names.of(document.article)}.xml"
        digest = out.write(name, written_file(document, context.tagset).encode("utf-8"))
        replaced = PlainText.for_xml(document.article.text).replaced
        report.lost("character-replaced", document.article.id, count=replaced)
        report.count(document, digest, file=name)


FORMAT = Format("tei", ".xml", write, kind="folder", newline="as found", carries=EVERY_CARRIED)
READER = Reader("tei", (".xml", ".tei"), sniff, read, rank=10)
