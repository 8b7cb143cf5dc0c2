"""The texts that a web page may be taken as, for a choice where it is doubtful which."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.ingest.how import BODIES, Body

_KEPT, _KEPT_LESS = 6, 2  # paragraphs at each end of a run, and of one that is not in the text
_LONGEST = 400  # characters of a paragraph that are shown
_MOST_PIECES = 120
_MOST_COMPARED = 2_000  # paragraphs of a text, as a geometric mean of the two
_MOST_ALIKE = 20_000  # pairs of equal paragraphs: thousands of one kind would take minutes


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a result as it compares with the one that is taken by itself.

    "less" stands in that one only, "more" is not in it; a "gap" stands for `many` paragraphs
    that are not shown.
    """

    kind: Literal["same", "more", "less", "gap"]
    text: str = ""
    many: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """One text that a page may be taken as: how long it is, and what is in it.

    `characters` without blanks and line ends; `more` and `less` count its paragraphs against
    the text that is taken by itself.
    """

    body: Body
    characters: int
    paragraphs: int
    more: int
    less: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a page may be, in the order of `BODIES`; those alike are there once.

    `taken` = the program's own choice, `said` what a person said of this page or its site
    before.  `site` is the host the page comes from, "" where it does not say.
    """

    results: tuple[Result, ...]
    taken: Body
    said: Body | None
    sha256: str
    site: str


def results_of(data: bytes, encoding: str | None = None) -> Results | None:
    """The texts that a page's bytes may be; None where there is no doubt which is the article.

    Refusals: those of `web.read`.
    """
    from annotations.ingest import remembered_bodies, web

    page = web.page(data, encoding)
    if not page.bodies.is_doubtful:
        return None
    taken = page.bodies.taken
    heading = page.heading(taken)
    texts: dict[tuple[str, ...], Body] = {}
    for body in (taken, *BODIES):
        lines = page.text(body, heading)
        if page.bodies.lines(body):
            texts.setdefault(tuple(lines), body)
    if len(texts) < 2:
        return None
    usual = next(iter(texts))
    found = {body: _result(body, lines, usual) for lines, body in texts.items()}
    sha256 = hashlib.sha256(data).hexdigest()
    said = remembered_bodies.of_page(sha256) or remembered_bodies.of_site(page.site)
    return Results(
        tuple(found[body] for body in BODIES if body in found),
        taken,
        said if said in found else None,
        sha256,
        page.site,
    )


def _result(body: Body, lines: Sequence[str], usual: Sequence[str]) -> Result:
    pieces = list(_compared(lines, usual))
    return Result(
        body,
        sum(len("".join(line.split())) for line in lines),
        len(lines),
        sum(piece.kind == "more" for piece in pieces),
        sum(piece.kind == "less" for piece in pieces),
        tuple(_shortened(pieces)),
    )


def _compared(lines: Sequence[str], usual: Sequence[str]) -> Iterator[Piece]:
    """All paragraphs of both, in order."""
    known, here = Counter(usual), Counter(lines)
    alike = sum(many * here[line] for line, many in known.items())
    if len(lines) * len(usual) > _MOST_COMPARED**2 or alike > _MOST_ALIKE:
        yield from (Piece("same" if line in known else "more", line) for line in lines)
        yield from (Piece("less", line) for line in usual if line not in here)
        return
    matcher = difflib.SequenceMatcher(None, usual, lines, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal":
            yield from (Piece("same", line) for line in lines[from_:to])
        else:
            yield from (Piece("less", line) for line in usual[start:end])
            yield from (Piece("more", line) for line in lines[from_:to])


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The ends of each run of paragraphs of a kind, as far as one looks."""
    shown = 0
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and pieces[end].kind == pieces[start].kind:
            end += 1
        if shown >= _MOST_PIECES:
            yield Piece("gap", many=len(pieces) - start)
            return
        run = pieces[start:end]
        kept = _KEPT_LESS if run[0].kind == "less" else _KEPT
        if len(run) > 2 * kept + 1:
            yield from map(_cut, run[:kept])
            yield Piece("gap", many=len(run) - 2 * kept)
            yield from map(_cut, run[-kept:])
        else:
            yield from map(_cut, run)
        shown += min(len(run), 2 * kept + 1)
        start = end


def _cut(piece: Piece) -> Piece:
    if len(piece.text) <= _LONGEST:
        return piece
    return Piece(piece.kind, piece.text[: _LONGEST - 1] + "…")
