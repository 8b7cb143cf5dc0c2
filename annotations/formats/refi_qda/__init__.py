"""REFI-QDA: one project (.qdpx) for the programs of qualitative analysis, and its codebook (.qdc).

Labels are codes, types of measures codes under theirs; a tag is a selection of a text with a
coding, one in several pieces a selection for each.  Notes and attributes are the selection's
description, which these programs show as its comment; what no element holds is JSON in a Note
called "danqian", which only we read.  Offsets are code points of texts with LF and no byte
order mark: QualCoder counts such a mark, and a CR twice.
"""

from __future__ import annotations

from annotations.formats.kinds import Format, Reader
from annotations.formats.refi_qda.reading import read, sniff
from annotations.formats.refi_qda.writing import write

FORMAT = Format(
    "refi-qda",
    ".qdpx",
    write,
    carries=frozenset({"metadata", "authors", "notes", "attributes", "relations"}),
)
READER = Reader("refi-qda", (".qdpx",), sniff, read)
