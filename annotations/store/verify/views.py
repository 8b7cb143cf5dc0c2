"""Every annotation stands at its place in every view, and that place leads back to it."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.model import VIEW_NAMES, Finding, Span, View
from annotations.store import conversions, reading
from annotations.store.file import ProjectFile
from annotations.store.tables import ARTICLE
from annotations.text.views import Views


def projections(file: ProjectFile, id: str) -> Iterator[Finding]:
    """Each fragment of each annotation, from the source into each view and back."""
    annotations = reading.annotations_on(file, id)
    if not annotations or reading.one(file, ARTICLE, id) is None:
        return
    views = Views(
        reading.text(file, id),
        reading.emendations_on(file, id),
        reading.readings_on(file, id),
        conversions.conversion(file, repair=reading.repair(file, id)),
    )
    for name in VIEW_NAMES:
        view = views.of(name)
        for annotation in annotations:
            if not all(_returns(view, span) for span in annotation.fragments):
                yield Finding("verify-projection", id, {"id": annotation.id, "view": name})


def _returns(view: View, span: Span) -> bool:
    """Whether a span is shown inside the view, and what is shown leads back to it.

    A view may have removed characters of it, also all of them; those at its ends are then
    not asked for.
    """
    shown = view.alignment.to_target(span)
    back = view.alignment.to_source(shown)
    ends = (Span(span.start, span.start + 1), Span(span.end - 1, span.end))
    is_whole = all(view.alignment.to_target(end) for end in ends)
    return (
        shown.end <= len(view.text)
        and view.alignment.to_target(back) == shown
        and (not is_whole or back.contains(span))
    )
