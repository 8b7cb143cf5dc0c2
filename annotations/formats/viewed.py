"""A document as one of its views shows it: that text, and every offset and quote in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from annotations.formats.pieces import apart
from annotations.formats.report import Report
from annotations.model import (
    Annotation,
    Conversion,
    Document,
    Relation,
    Source,
    Span,
    View,
    ViewName,
)
from annotations.text.alignment import Alignment
from annotations.text.views import Views


def views(document: Document, conversion: Conversion) -> Views:
    """All views of a document, as the project it comes from makes them."""
    repairing = replace(conversion, repair=document.article.repair)
    return Views(document.article.text, document.emendations, document.readings, repairing)


def in_view(document: Document, name: ViewName, conversion: Conversion, report: Report) -> Document:
    """The document with a view's text for its source; what gets lost is noted in `report`.

    Accepted emendations and pinned readings are in the text then and no longer beside it.  Of
    an annotation stays what the view shows of it; fragments that a conversion joins are one.
    """
    if name == "source":
        return document
    view, article = views(document, conversion).of(name), document.article.id
    kept = [a for a in _projected(document.annotations, view) if a.fragments]
    ids = {annotation.id for annotation in kept}
    relations = tuple(r for r in document.relations if r.start in ids and r.end in ids)
    _tell(document, view, ids, relations, report)
    open_ = (e.id for e in document.emendations if e.status != "accepted")
    report.lost("emendation-dropped", article, *open_)
    shown = replace(document.article, text=view.text, source=_source(document, view))
    return Document(shown, (), (), tuple(kept), relations)


def _source(document: Document, view: View) -> Source:
    """The view's text as a file of its own, which says what it was made from."""
    found = document.article.source
    digest = hashlib.sha256(view.text.encode("utf-8")).hexdigest()
    made = {"view": view.name, "made_from": found.sha256}
    return Source(found.name, digest, "utf-8", bom=False, extra=made)


def _projected(annotations: Sequence[Annotation], view: View) -> list[Annotation]:
    images = iter(view.alignment.all_to_target([span for a in annotations for span in a.fragments]))
    return [
        _shown(annotation, [next(images) for _ in annotation.fragments], view.text)
        for annotation in annotations
    ]


def _shown(annotation: Annotation, images: list[Span], text: str) -> Annotation:
    spans = apart([span for span in images if span])
    return replace(annotation, fragments=spans, quote="".join(span.of(text) for span in spans))


def _tell(
    document: Document, view: View, ids: set[str], relations: Sequence[Relation], report: Report
) -> None:
    article = document.article.id
    vanished = (a.id for a in document.annotations if a.id not in ids)
    report.lost("span-vanished", article, *vanished, before=True)
    left = {relation.id for relation in relations}
    gone = (r.id for r in document.relations if r.id not in left)
    report.lost("relation-dropped", article, *gone, before=True)
    wider = (a.id for a in document.annotations if a.id in ids and _widened(a, view.alignment))
    report.lost("span-widened", article, *wider)


def _widened(annotation: Annotation, alignment: Alignment) -> bool:
    """Whether what a view shows of it says more of the source than the annotation did."""
    if alignment.is_identity:
        return False
    for fragment in annotation.fragments:
        image = alignment.to_target(fragment)
        if image and not fragment.contains(alignment.to_source(image)):
            return True
    return False
