"""Reading WebAnno TSV 3: any layers, as WebAnno and INCEpTION write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats.cas import understanding
from annotations.formats.kinds import Line, Reading
from annotations.formats.offsets import spans_in, unit_of
from annotations.formats.report import Unit
from annotations.formats.text_files import bytes_of
from annotations.formats.webanno_tsv.annotated import Row, annotated
from annotations.formats.webanno_tsv.cells import unescaped_java, unescaped_text
from annotations.formats.webanno_tsv.header import Header, header

_TEXT, _ID = "#Text=", "#Sentence.id="
_ROW = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)\t([0-9]{1,9})-([0-9]{1,9})\t")
_MOST_GAP = 1_000_000  # characters between sentences that a file may leave out, all together


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The document of a file."""
    try:
        lines = _lines(bytes_of(path, reading.limit))
        head = header(lines)
        found = list(_sentences(lines, head))
        text, misfits = _text(found, reading.unit)
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))
        return
    rows = [row for sentence in found for row in sentence.rows]
    cas, more = annotated(text.text, text.unit, head, rows)
    document, rest = understanding.understood(cas, f"{path.stem}.txt")
    told = (*misfits, *more, *rest)
    yield Line(0, document, tuple(misfit.about(file=str(path), line=1) for misfit in told))


@dataclass(slots=True)
class _Sentence:
    lines: list[str] = field(default_factory=list[str])
    rows: list[Row] = field(default_factory=list[Row])


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    unit: Unit


def _lines(data: bytes) -> list[str]:
    """The lines of a file, whose text has CR only escaped. Refusal: line-not-utf8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refusal("line-not-utf8", line=line) from error
    return [line.removesuffix("\r") for line in text.split("\n")]


def _sentences(lines: list[str], head: Header) -> Iterator[_Sentence]:
    """The sentences with their rows. Refusals: tsv-row, tsv-cells, tsv-no-text."""
    plain = unescaped_text if head.minor >= 2 else unescaped_java
    sentence = _Sentence()
    for number, line in enumerate(lines[head.lines :], start=head.lines + 1):
        if line.startswith("#"):
            if sentence.rows:
                yield sentence
                sentence = _Sentence()
            if line.startswith(_TEXT):
                sentence.lines.append(plain(line.removeprefix(_TEXT)))
        elif line:
            found = _ROW.match(line)
            if not found:
                raise Refusal("tsv-row", line=number)
            row = Row(number, line, int(found[2]), int(found[3]))
            if line.count("\t") + 1 < head.cells:
                count = len(row.cells)
                raise Refusal("tsv-cells", line=number, wanted=head.cells, found=count)
            if not sentence.lines:
                raise Refusal("tsv-no-text", line=number)
            sentence.rows.append(row)
    if sentence.lines:
        yield sentence


def _text(found: list[_Sentence], asked: Unit | None) -> tuple[_Text, tuple[Refusal, ...]]:
    """The text that the sentences are parts of, and what the offsets of their tokens count.

    The format says UTF-16 units; of files by other programs the tokens tell.
    """
    units: tuple[Unit, ...] = (asked,) if asked else ("UTF-16 units", "code points")
    first: Refusal | None = None
    for unit in units:
        try:
            text = _joined(found, unit)
        except Refusal as refusal:
            first = first or refusal
            continue
        told = unit_of(text, _quoted(found))
        if asked or told in (unit, None) or text.isascii() or not _is_astral(text):
            wrong = _differing(text, unit, found)
            misfits = (Refusal("misfit-tokens", count=wrong),) if wrong else ()
            return _Text(text, unit), misfits
    if first is not None:
        raise first
    return _Text(_joined(found, "UTF-16 units"), "UTF-16 units"), ()


def _is_astral(text: str) -> bool:
    return max(text, default="") > "\uffff"


def _quoted(found: list[_Sentence]) -> Iterator[tuple[int, int, str]]:
    """Every token with what stands there."""
    for sentence in found:
        for row in sentence.rows:
            yield row.begin, row.end, unescaped_text(row.cells[2])


def _differing(text: str, unit: Unit, found: list[_Sentence]) -> int:
    spans = spans_in(text, unit, ((begin, end) for begin, end, _ in _quoted(found)))
    return sum(
        span is None or span.of(text) != quote
        for span, (_, _, quote) in zip(spans, _quoted(found), strict=True)
    )


def _joined(found: list[_Sentence], unit: Unit) -> str:
    """The sentences with what stood between them: a line end, nothing, or white space.

    Refusal: tsv-offsets, where a sentence begins within the one before or too far off.
    """
    parts: list[str] = []
    length = gaps = 0
    for sentence in found:
        begin = sentence.rows[0].begin if sentence.rows else length
        line = sentence.rows[0].line if sentence.rows else 0
        if begin == length - 1 and parts and parts[-1].endswith("\n"):
            parts[-1] = parts[-1][:-1]
        elif 0 <= begin - length <= _MOST_GAP - gaps:
            gaps += begin - length
            parts.append(" " * (begin - length))
        else:
            raise Refusal("tsv-offsets", line=line, start=begin, wanted=length)
        parts.append("\n".join(sentence.lines) + "\n")
        length = begin + _length(parts[-1], unit)
    return "".join(parts).removesuffix("\n")


def _length(text: str, unit: Unit) -> int:
    if unit == "UTF-16 units":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8")) if unit == "UTF-8 bytes" else len(text)
