"""The codebook of REFI-QDA alone (.qdc): the labels, without a text or a tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotations.formats.kinds import Format
from annotations.formats.refi_qda.codes import Codes
from annotations.formats.report import Context, Report
from annotations.model import Document


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the tag set and the labels that documents have besides; every tag is left out."""
    codes = Codes(context.tagset)
    for document in documents:
        for annotation in document.annotations:
            codes.of(annotation)
        ids = (annotation.id for annotation in document.annotations)
        report.lost("span-dropped", document.article.id, *ids)
        report.count(document)
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Danqian">\n'
        f"{codes.written(with_notes=False)}</CodeBook>\n".encode()
    )


FORMAT = Format("refi-qdc", ".qdc", write, unit="none", newline="none")
