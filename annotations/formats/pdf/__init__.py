"""A report on paper: articles with their marks as PDF, searchable, with the fonts it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import BinaryIO

from annotations.formats.html.lanes import CHIP, Stroke
from annotations.formats.html.marked import Readable
from annotations.formats.kinds import Format
from annotations.formats.pdf.paper import HEIGHT, WIDTH, Paper
from annotations.formats.pdf.setting import SetLine, lines
from annotations.formats.pdf.typeface import UNITS, Typeface, width
from annotations.formats.report import Context, Report
from annotations.formats.telling import LANGUAGE, Telling, Told, in_order
from annotations.formats.withouttext.skeleton import whole
from annotations.model import Document
from annotations.tagset import Form, Palette

_MARGIN = 62.0
_ROOM = WIDTH - 2 * _MARGIN
_BODY, _SMALL, _TITLE, _HEAD = 10.8, 7.6, 15.0, 22.0
_LANE = 9.4  # points from one lane to the next: the stroke and the chip under it
_LEADING = 17.6
_TINT = 0.13
_INK, _MUTED, _LINE = "#1F2328", "#62666D", "#DCDAD3"
Look = tuple[str, int, Form]


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write every article in the view of the export, then how often each label stands there.

    Traditional text has the traditional shapes.  What the bundled fonts lack is a box, but can
    be searched and copied.
    """
    sheet = _Sheet(out, context)
    telling = Telling(context)
    counts: Counter[Look] = Counter()
    sheet.text(context.name, sheet.bold, _HEAD, _INK, 30)
    sheet.space(10)
    for document in documents:
        told = telling.all(document)
        counts.update((item.name, item.hue, item.form) for item in told)
        sheet.article(document, told, telling, report)
        report.count(document, whole(document.article.text))
    sheet.space(14)
    said = telling.said("counts", articles=report.documents, annotations=sum(counts.values()))
    sheet.need(60)
    sheet.text(said, sheet.bold, _BODY, _INK, 20)
    sheet.counted(counts)
    version = report.facts.get("program_version", "")
    sheet.text(telling.said("made", version=version), sheet.plain, _SMALL, _MUTED, 16)
    sheet.close()


class _Sheet:
    """The page that is being filled, from its top down; a full one begins the next."""

    def __init__(self, out: BinaryIO, context: Context) -> None:
        self._faces = {
            (script, weight): Typeface(f"Danqian{script}{weight}", f"DanqianSans-{weight}.ttc", n)
            for n, script in enumerate(("SC", "TC"))
            for weight in ("Regular", "Bold")
        }
        self._script = "SC"
        self._palette: Palette = context.tagset.palette
        self._paper = Paper(out, list(self._faces.values()), context.name, _TINT)
        self._begin()

    @property
    def plain(self) -> Typeface:
        return self._faces[self._script, "Regular"]

    @property
    def bold(self) -> Typeface:
        return self._faces[self._script, "Bold"]

    # -- pages --------------------------------------------------------------------------

    def _begin(self) -> None:
        """Text comes first in a page, chips after it: a search reads over the ends of lines."""
        self._under: list[str] = []
        self._text: list[str] = []
        self._over: list[str] = []
        self._y = HEIGHT - _MARGIN

    def _end(self) -> None:
        number = str(self._paper.page + 1)
        x = WIDTH / 2 - width(number, self.plain, _SMALL) / 2
        foot = self._shown(number, x, _MARGIN / 2, self.plain, _SMALL, _MUTED)
        self._paper.add("\n".join((*self._under, *self._text, *self._over, foot)))

    def need(self, height: float) -> None:
        """Go on to the next page where this one has no such room."""
        if self._y - height < _MARGIN:
            self._end()
            self._begin()

    def space(self, height: float) -> None:
        self._y -= height

    def close(self) -> None:
        self._end()
        self._paper.close()

    # -- what is on them ----------------------------------------------------------------

    def text(self, text: str, face: Typeface, size: float, colour: str, leading: float) -> None:
        """A text of as many lines as it takes."""
        for line in lines(" ".join(text.split()), face, size, _ROOM):
            self.need(leading)
            self._y -= leading
            said = " ".join(text.split())[line.start : line.end]
            self._text.append(self._shown(said, _MARGIN, self._y, face, size, colour))

    def article(
        self, document: Document, told: Sequence[Told], telling: Telling, report: Report
    ) -> None:
        """Title, what is known of it, the text with its marks, and what is on them."""
        from annotations.text.script import detect

        article = document.article
        self._script = "TC" if detect(article.text) == "hant" else "SC"
        self.space(16)
        self.need(90)
        title = article.title or article.source.name
        self._paper.mark(title, self._y)
        self._under.append(_rule(_MARGIN, self._y, _MARGIN + _ROOM, 0.6, _LINE))
        self.space(4)
        self.text(title, self.bold, _TITLE, _INK, 21)
        for line in filter(None, (telling.facts(article), article.note or "")):
            self.text(line, self.plain, _SMALL, _MUTED, 13)
        self.space(8)
        readable = Readable.of(article.text)
        strokes = _strokes(document, readable, told)
        at = 0
        for paragraph in readable.text.split("\n"):
            here = [s for s in strokes if at <= s.start < at + max(1, len(paragraph))]
            local = [
                Stroke(s.start - at, min(s.end - at, len(paragraph)), s.mark, s.chip) for s in here
            ]
            self._paragraph(paragraph, local, told)
            at += len(paragraph) + 1
        drawn = {stroke.mark for stroke in strokes}
        ids = [annotation.id for annotation in in_order(document)]
        gone = (id for n, id in enumerate(ids, start=1) if n not in drawn)
        report.lost("span-dropped", article.id, *gone)
        report.lost("character-replaced", article.id, count=readable.replaced)
        unsaid = sum(bool(t.author) and not (t.rest or t.relations) for t in told)
        report.lost("authors-dropped", article.id, count=unsaid)
        self._rows(told)
        self._script = "SC"

    def _paragraph(self, text: str, strokes: Sequence[Stroke], told: Sequence[Told]) -> None:
        if not text:
            self.space(5)
            return
        for line in lines(text, self.plain, _BODY, _ROOM, strokes):
            self.need(_LEADING + line.lanes * _LANE)
            self._y -= _LEADING
            self._line(text[line.start : line.end], line, told)
            self._y -= line.lanes * _LANE
        self.space(4)

    def _line(self, text: str, line: SetLine, told: Sequence[Told]) -> None:
        edges = [_MARGIN]
        for char in text:
            edges.append(edges[-1] + self.plain.width(char) * _BODY / UNITS)
        self._text.append(self._shown(text, _MARGIN, self._y, self.plain, _BODY, _INK))
        for stroke in line.strokes:
            item = told[stroke.mark - 1]
            colour = self._hue(item.hue)
            left, right = edges[stroke.start], edges[stroke.end]
            self._under.append(_tinted(left, self._y - 2.6, right - left, _BODY + 1.6, colour))
            low = self._y - 4.4 - stroke.lane * _LANE
            thick = 1.1 if item.form == "filled" else 0.45
            self._under.append(_rule(left, low, right, thick, colour))
            if item.form == "outlined":
                self._under.append(_rule(left, low - 1.5, right, thick, colour))
            if stroke.chip:
                self._chip(stroke.chip, item.form, left, low - 8.0, colour)

    def _chip(self, name: str, form: Form, x: float, y: float, colour: str) -> float:
        """A name in its colour; gives how wide it is."""
        size = _BODY * CHIP * 0.9
        wide = width(name, self.plain, size) + 3.2
        box = f"{x:.2f} {y:.2f} {wide:.2f} {size + 1.4:.2f} re"
        ink = self._palette.light_ink if form == "filled" else colour
        if form == "filled":
            self._over.append(f"{_colour(colour)} rg {box} f")
        else:
            self._over.append(f"1 1 1 rg {_colour(colour)} RG 0.4 w {box} B")
        self._over.append(self._shown(name, x + 1.6, y + 1.7, self.plain, size, ink))
        return wide

    def _rows(self, told: Sequence[Told]) -> None:
        """What is on the marks besides their names; of most there is only who made them."""
        rows = [item for item in told if item.rest or item.relations]
        if rows:
            self.space(6)
        for item in rows:
            leads = (f"{name} → {_short(told[n - 1].quote)}" for name, n in item.relations)
            rest = " · ".join(filter(None, (item.signed, "；".join(leads))))
            self.text(
                f"{item.name}「{_short(item.quote)}」 {rest}", self.plain, _SMALL, _MUTED, 11.5
            )

    def counted(self, counts: Mapping[Look, int]) -> None:
        """Every label with how often it stands there, in rows."""
        x = _MARGIN
        self.space(16)
        for (name, hue, form), count in sorted(
            counts.items(), key=lambda pair: (-pair[1], pair[0])
        ):
            number = f"{count}"
            wide = width(name, self.plain, _BODY * CHIP * 0.9) + 12
            wide += width(number, self.plain, _SMALL)
            if x + wide > _MARGIN + _ROOM:
                x = _MARGIN
                self.need(15)
                self.space(15)
            done = self._chip(name, form, x, self._y, self._hue(hue))
            at = x + done + 3
            self._over.append(self._shown(number, at, self._y + 1, self.plain, _SMALL, _MUTED))
            x += wide + 6
        self.space(10)

    def _hue(self, number: int) -> str:
        return self._palette.light[(number - 1) % len(self._palette.light)]

    def _shown(
        self, text: str, x: float, y: float, face: Typeface, size: float, colour: str
    ) -> str:
        """Operators that show a text (9.4); what the font lacks is a box that can be read."""
        pieces = [f"BT {_colour(colour)} rg {x:.2f} {y:.2f} Td"]
        font = ""
        for has, chars in groupby(text, face.has):
            part = list(chars)
            codes = (
                [(face.name, "".join(map(face.encoded, part)))]
                if has
                else map(self._paper.boxes.encoded, part)
            )
            for name, code in codes:
                if name != font:
                    pieces.append(f"/{name} {size:.2f} Tf")
                    font = name
                pieces.append(f"<{code}> Tj")
        return " ".join((*pieces, "ET"))


def _strokes(document: Document, readable: Readable, told: Sequence[Told]) -> list[Stroke]:
    """Where each annotation is drawn, in the whole text; what is only blank is not."""
    found: list[Stroke] = []
    for item, annotation in zip(told, in_order(document), strict=True):
        for nth, fragment in enumerate(annotation.fragments):
            chip = item.name if not nth else f"⋯{item.name}"
            for part in readable.spans(fragment):
                found.append(Stroke(part.start, part.end, item.number, chip))
                chip = ""
    return found


def _short(text: str, most: int = 26) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _rule(left: float, y: float, right: float, thick: float, colour: str) -> str:
    return f"{_colour(colour)} RG {thick} w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"


def _tinted(x: float, y: float, wide: float, high: float, colour: str) -> str:
    return f"/T gs {_colour(colour)} rg {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re f /O gs"


FORMAT = Format(
    "pdf",
    ".pdf",
    write,
    unit="none",
    newline="none",
    carries=frozenset({"metadata", "authors", "notes", "attributes", "relations"}),
    options=(LANGUAGE,),
)
