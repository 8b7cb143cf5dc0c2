"""Which article of the project an annotated text is, and what it brings to it.

A text says itself that it was made here (`made_from`), or the report of the export beside it
does, or it reads like a view of an article of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats import homing
from annotations.formats.origins import origins
from annotations.ids import named
from annotations.model import (
    VIEW_NAMES,
    Alignment,
    Annotation,
    Document,
    Emendation,
    Reading,
    Relation,
    ViewName,
)
from annotations.project import Batch

_COMPARED = 200_000  # characters of a text that changed, up to which it is compared
_ALIKE = 0.6  # of its characters that must be those of the article then


@dataclass(frozen=True, slots=True)
class _Clue:
    """An article that a text may be one with; `told` = somebody said so, in this view.

    `reshaped` are those of its annotations that the export wrote in parts, or as one.
    """

    article: str
    view: ViewName
    told: bool
    reshaped: frozenset[str] = frozenset()


def at_home(
    batch: Batch, document: Document, path: Path, *, is_lossless: bool
) -> tuple[Document, tuple[Refusal, ...]]:
    """What `document` brings to its article of the project, on that one's source.

    The document itself where it is none, or where it says everything in our own way; under
    another id where the project has another text under its own.
    """
    if is_lossless and "made_from" not in document.article.source.extra:
        return document, ()
    for clue in _clues(batch, document, path):
        home = batch.document(clue.article)
        if home is None:
            continue
        alignment, told = _aligned(batch, document, home, clue)
        if alignment is not None:
            found = homing.brought(document, home, alignment, clue.reshaped)
            place = {"file": str(path)}
            misfits = (*told, *(misfit.about(**place) for misfit in found.misfits))
            return _for(home, document, found.annotations, found.relations), misfits
    return _apart(batch, document), ()


def _for(
    home: Document,
    document: Document,
    annotations: tuple[Annotation, ...],
    relations: tuple[Relation, ...],
) -> Document:
    """What is new, on the article of the project; emendations only where both texts are one."""
    emendations: tuple[Emendation, ...] = ()
    readings: tuple[Reading, ...] = ()
    if document.article.text == home.article.text:
        said = {(e.span, e.replacement) for e in home.emendations}
        ids = {e.id for e in home.emendations}
        emendations = tuple(
            e
            for e in document.emendations
            if e.id not in ids and (e.span, e.replacement) not in said
        )
        pinned = {(r.span, r.config) for r in home.readings}
        readings = tuple(r for r in document.readings if (r.span, r.config) not in pinned)
    return Document(home.article, emendations, readings, annotations, relations)


def _clues(batch: Batch, document: Document, path: Path) -> Iterator[_Clue]:
    article = document.article
    known = origins(path)
    digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    origin = known.of(digest, path.stem, article.id) if known else None
    if origin is not None:
        yield _Clue(origin.article, origin.view, told=True, reshaped=origin.reshaped)
    said = article.source.extra
    yield _Clue(article.id, _view(said.get("view")), told="made_from" in said)
    for id in batch.alike(article.text):
        yield _Clue(id, "source", told=False)


def _aligned(
    batch: Batch, document: Document, home: Document, clue: _Clue
) -> tuple[Alignment | None, tuple[Refusal, ...]]:
    text = document.article.text
    names = dict.fromkeys((clue.view, *VIEW_NAMES))
    exact = homing.alignment_of(text, home, batch.conversion, tuple(names))
    if exact is not None or not clue.told or len(text) > _COMPARED:
        return exact, ()
    near = homing.nearest(text, home, batch.conversion, clue.view)
    if near.target_length == 0 or _shared(near) < _ALIKE * len(text):
        return None, ()
    return near, (Refusal("misfit-text-changed", article=home.article.id),)


def _shared(alignment: Alignment) -> int:
    """How many characters of the target stand for one of the source."""
    return sum(run.n for run in alignment.runs)


def _apart(batch: Batch, document: Document) -> Document:
    article = document.article
    known = batch.document(article.id)
    if known is None or known.article.text == article.text:
        return document
    digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(document, article=replace(article, id=named("view", article.id, digest)))


def _view(value: object) -> ViewName:
    known: dict[object, ViewName] = {name: name for name in VIEW_NAMES}
    return known.get(value, "source") if isinstance(value, str) else "source"
