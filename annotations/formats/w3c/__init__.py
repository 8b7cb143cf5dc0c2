"""Web Annotations (W3C): a folder with a text and a `.jsonld` beside it for each article.

The `.jsonld` is an AnnotationCollection with one page.  Every fragment of a tag is a target
with its position, in code points of the text, and its quote; label, attributes and note are
bodies, and a relation is an annotation that links from one to the other.  Emendations, pinned
readings and what is known of the article are a JSON value of the collection, `danqian:article`:
as annotations of their own other programs would show them as tags.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotations.formats.file_names import FileNames
from annotations.formats.kinds import Format, Reader
from annotations.formats.landing import Folder
from annotations.formats.line_feeds import LineFeeds
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.w3c.reading import claims, read, sniff
from annotations.formats.w3c.writing import collection
from annotations.model import Document


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the pairs into the empty folder `out`."""
    del context
    names = FileNames()
    for document in documents:
        name = names.of(document.article)
        lines = LineFeeds(document, report)
        digest = out.write(f"{name}.txt", lines.text.encode("utf-8"))
        made = collection(document, lines, f"{name}.txt", digest)
        out.write(f"{name}.jsonld", made.encode("utf-8"))
        report.count(document, digest, file=f"{name}.jsonld")


FORMAT = Format("w3c", ".jsonld", write, kind="folder", carries=EVERY_CARRIED)
READER = Reader("w3c", (".jsonld", ".json"), sniff, read, claims)
