"""YEDDA's inline marks: `[@上海#Location*]` in the text itself, in files that end in .ann.

`[$上海#Location*]` is what YEDDA only suggests: its text comes in, and it is told.  Marks
stand on one line and may hold others; the label is what follows the last `#` (as jiesutd/YEDDA
has it in YEDDA.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats.gathering import Gathering, article_of
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.text_files import head_of, text_of
from annotations.model import Span

_MARK = re.compile(r"\[[@$][^\n]*?#[^#\n\[\]]*\*\]")
_EDGE = re.compile(r"\[([@$])|#([^#\n\[\]]*)\*\]|\n")
_BRAT = re.compile(r"[TREAMN*#]\d*\t", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked: where it stands in the text without marks, on which line (from 1)."""

    label: str
    span: Span
    line: int
    suggested: bool


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The article of a file.

    The option `suggestions=yes` takes what YEDDA suggests for annotations.  Misfits:
    misfit-suggestion, misfit-mark, misfit-empty, misfit-no-label.  Refusals: those of
    `text_of`, file-not-format where there is no mark.
    """
    try:
        marked = text_of(path, reading.limit)
        if not _MARK.search(marked):
            raise Refusal("file-not-format", file=str(path), format="yedda")
    except Refusal as refusal:
        yield Line(0, refusal)
        return
    text, marks, halves = unmarked(marked)
    gathering = Gathering(article_of(text, {}, "yedda", path.name, name=path.name), path, 0)
    suggestions = reading.options.get("suggestions") == "yes"
    for mark in marks:
        if mark.suggested and not suggestions:
            what = mark.span.of(text)
            gathering.misfit("misfit-suggestion", line=mark.line, what=what, label=mark.label)
        else:
            gathering.annotate(mark.label, [mark.span], line=mark.line)
    for line, half in halves:
        gathering.misfit("misfit-mark", line=line, found=half)
    yield gathering.line()


def unmarked(marked: str) -> tuple[str, list[Mark], list[tuple[int, str]]]:
    """A text without its marks, what they say of it, and the halves that were left in it.

    Marks are in the order in which they begin; a half is told by its line.
    """
    pairs, halves = _pairs(marked)
    edges = sorted([(opening, None) for opening, _, _ in pairs]
                   + [(closing, opening) for opening, closing, _ in pairs],
                   key=lambda edge: edge[0].start())  # fmt: skip
    lines = {opening.start(): line for opening, _, line in pairs}
    parts, found, starts, length, at = list[str](), list[Mark](), dict[int, int](), 0, 0
    for edge, opening in edges:
        parts.append(marked[at : edge.start()])
        length, at = length + len(parts[-1]), edge.end()
        if opening is None:
            starts[edge.start()] = length
        else:
            start = opening.start()
            span = Span(starts[start], length)
            found.append(Mark(edge[2].strip(), span, lines[start], opening[1] == "$"))
    text = "".join((*parts, marked[at:]))
    return text, sorted(found, key=lambda mark: (mark.span.start, -len(mark.span))), halves


_Pair = tuple[re.Match[str], re.Match[str], int]


def _pairs(marked: str) -> tuple[list[_Pair], list[tuple[int, str]]]:
    """Openings with what closes them and their line; and what has no other half."""
    pairs, halves = list[_Pair](), list[tuple[int, str]]()
    open_, line = list[re.Match[str]](), 1
    for edge in _EDGE.finditer(marked):
        if edge[1]:
            open_.append(edge)
        elif edge[0] == "\n":
            halves += ((line, marked[half.start() : half.start() + 20]) for half in open_)
            open_, line = [], line + 1
        elif open_:
            pairs.append((open_.pop(), edge, line))
        else:
            halves.append((line, edge[0]))
    halves += ((line, marked[half.start() : half.start() + 20]) for half in open_)
    return pairs, halves


def sniff(_: Path, head: bytes) -> bool:
    """A whole mark, and nothing of brat, whose lines begin with an id and a tab."""
    text = head_of(head)
    return _MARK.search(text) is not None and _BRAT.match(text) is None


READER = Reader("yedda", (".ann", ".anns", ".txt"), sniff, read, rank=1)
