"""Finding a name in all articles, and giving many places their label at once.

The rules are those of `annotations.propagation`; here is what they are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import cast

from annotations.errors import Refusal
from annotations.model import (
    ZONES,
    Annotation,
    Attributes,
    Conversion,
    Mention,
    Span,
    TagSetRef,
)
from annotations.propagation import Scene, Sought, mentions
from annotations.store import check, decoding, reading
from annotations.store.file import ProjectFile
from annotations.store.marks import shown
from annotations.store.recording import Recording
from annotations.store.rows import annotation_row
from annotations.store.search import lookup, searched, texts
from annotations.store.tables import ANNOTATION, ARTICLE, EMENDATION, Row
from annotations.text.fold import fold
from annotations.text.user_words import UserWords
from annotations.text.views import Views

AT_ONCE = 100  # places of an article that are judged between two turns


def sought(
    file: ProjectFile, article: str, annotation: Annotation, conversion: Conversion, *, single: bool
) -> Sought | None:
    """What is looked for from one annotation; None where that is in several pieces."""
    if len(annotation.fragments) != 1:
        return None
    found, (span,) = searched(file, article), annotation.fragments
    mended, alignment = found.mended
    written = alignment.to_target(span).of(mended)
    here = Scene(article, found.text, mended, alignment).mention(span, conversion)
    return Sought(written, here.within.of(here.clause), annotation.label, single)


def names(strings: Iterable[str], conversion: Conversion) -> UserWords:
    """Tagged strings in simplified script, as they are written when they stand alone."""
    lines = sorted(string for string in strings if string.splitlines() == [string])
    hans = Views("\n".join(lines), conversion=conversion).of("hans").text
    return UserWords.of(hans.split("\n"))


def found(
    file: ProjectFile,
    sought: Sought,
    known: UserWords,
    conversion: Conversion,
    measure: str,
    article: str,
    *,
    only: bool,
) -> Iterator[tuple[Mention, ...]]:
    """Turn by turn what is found: `article` first, then all others unless it is the `only` one.

    A turn may bring nothing; each ends before it takes long, and no query is open between two.
    """
    if not sought.is_worth_it:
        return
    home = cast("int", file.value(f"SELECT rowid FROM main.{ARTICLE.name} WHERE id = ?", article))
    wanted = fold(sought.written)
    others = () if only else lookup.candidates(file, wanted, 0)
    for number in chain((home,), (other for other in others if other != home)):
        yield from _in_article(file, number, wanted, sought, known, conversion, measure)


def _in_article(
    file: ProjectFile,
    number: int,
    wanted: str,
    sought: Sought,
    known: UserWords,
    conversion: Conversion,
    measure: str,
) -> Iterator[tuple[Mention, ...]]:
    text = texts.searched(file, number)
    if text is None:
        return
    if text.edits:
        yield ()  # putting them in takes its time in a long text
    spans = texts.spans(text, wanted)
    first = next(spans, None)
    if first is None:
        return
    mended, alignment = text.mended
    if text.edits:
        yield ()
    laid = file.lines(_LAID, text.article, measure)
    yield ()  # there may be ten thousand
    marks, zones = _marks(laid), _zones(file, text.article)
    yield ()
    scene = Scene(text.article, text.text, mended, alignment, marks, zones)
    coming = chain((first,), spans)
    while several := list(islice(coming, AT_ONCE)):
        yield tuple(mentions(scene, sought, several, known, conversion))


# What is tagged on an article, but for measures: they hold names.
_LAID = f"SELECT label, fragments FROM {ANNOTATION.name} WHERE article = ? AND label <> ?"


def _marks(laid: Sequence[decoding.Line]) -> list[tuple[str, Span]]:
    """The same piece by piece."""
    found = decoding.fragments([fragments for _, fragments in laid])
    return [
        (str(label), span) for (label, _), parts in zip(laid, found, strict=True) for span in parts
    ]


def _zones(file: ProjectFile, article: str) -> list[Span]:
    """The by-lines and the like of an article, muted or removed, unless somebody said no."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(ZONES))
    rows = file.select(
        f'SELECT start, "end" FROM {EMENDATION.name}'
        f" WHERE article = ? AND status <> 'rejected' AND kind IN ({kinds})",
        article,
    )
    return [Span(cast("int", row["start"]), cast("int", row["end"])) for row in rows]


def annotate_all(
    step: Recording,
    chosen: Mapping[str, Sequence[Span]],
    label: str,
    attributes: Attributes,
    tagset: TagSetRef,
) -> None:
    """Put a label on spans of many articles, by article id."""
    if not label:
        raise Refusal("label-empty", id="")
    same = annotation_row("", Annotation("", label, (), "", attributes, tagset=tagset))
    same |= {"author": step.author, "created": step.at}
    rows: list[Row] = []
    ids = iter(step.new_ids(sum(map(len, chosen.values()))))
    for article, (text, seq) in reading.texts_to_mark(step.file, chosen).items():
        for place, span in enumerate(chosen[article], seq):
            id = next(ids)
            if not 0 <= span.start < span.end <= len(text):
                check.fragments(text, (span,), id)  # which says what is wrong
            own: Row = {
                "article": article,
                "id": id,
                "seq": place,
                "fragments": f"[[{span.start},{span.end}]]",  # as `dump` has it, thousands of them
                "quote": span.of(text),
            }
            rows.append(same | own)
    step.insert(ANNOTATION, *rows)
    quote = shown(str(rows[0]["quote"])) if rows else ""
    step.args |= {"count": len(rows), "articles": len(chosen), "quote": quote}
    if len(chosen) == 1:
        step.args |= {"article": next(iter(chosen))}
