"""The measures of a column, all from the size of one character: em, pitch, measure, lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontMetricsF

__all__ = ["MEASURE", "PLAIN_SIZE", "Lettering", "Style", "em_at"]

PLAIN_SIZE = 18  # pixels at 100 %
SMALLEST = 9
SMALLEST_CHIP = 10.0  # Han characters cannot be read below
MEASURE = 38  # characters in a line
PITCH, CALM_PITCH = 2.12, 1.75  # of a line, in characters; calm: nothing hangs under it
CHIP_WEIGHT = QFont.Weight.Medium  # heavier, and ten pixels of Han run together


@dataclass(frozen=True, slots=True)
class Lettering:
    """How one kind of line is set. Heights in pixels from the line's top.

    The glyph body is `top`..`bottom`; under it hang the lines and chips.
    """

    font: QFont
    em: int
    pitch: int
    top: int
    baseline: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in pixels for one family and zoom, with so many `characters` in a line."""

    text: Lettering
    title: Lettering
    chip_font: QFont
    note_font: QFont  # the small ink under what is struck out
    number_font: QFont
    em: int
    stroke: int  # a single line
    hair: int  # each half of a double line, rings, boxes
    under: int  # from the glyph body down to the first line
    chip_height: int
    chip_padding: int
    chip_longest: int
    lane: int
    thin_lane: int  # one in which no chip stands
    gap: int  # between paragraphs
    blank: int
    margin: int
    characters: int
    measure: int

    @classmethod
    def of(
        cls,
        families: Sequence[str],
        zoom: int,
        characters: int = MEASURE,
        *,
        calm: bool = False,
    ) -> Style:
        """At `zoom` per cent; `calm` leaves no room for marks."""
        em = em_at(zoom)
        stroke, hair = max(1, round(em / 9)), max(1, round(em / 18))
        chip_font = _font(families, max(SMALLEST_CHIP, em * 0.6), CHIP_WEIGHT)
        chip_height = round(_han_height(chip_font) * 1.1) + hair  # an outlined chip has a ring
        under, lane = max(1, round(em / 12)), stroke + hair + chip_height + hair
        text = _lettering(_font(families, em), em, CALM_PITCH if calm else PITCH)
        if not calm:  # small sizes need a little more, so that one lane changes no rhythm
            text = replace(text, pitch=max(text.pitch, text.bottom + under + lane))
        return cls(
            text=text,
            title=_lettering(_font(families, em * 1.5, QFont.Weight.Bold), em * 1.5, 1.5),
            chip_font=chip_font,
            note_font=_font(families, max(SMALLEST_CHIP, em * 0.66)),
            number_font=_font(families, max(9.0, em * 11 / 18)),
            em=em,
            stroke=stroke,
            hair=hair,
            under=under,
            chip_height=chip_height,
            chip_padding=max(2, round(em * 3.5 / 18)),
            chip_longest=em * 7,
            lane=lane,
            thin_lane=max(3 * hair + 2, round(em * 0.33)),
            gap=round(em * 0.55),
            blank=round(em * 0.6),
            margin=round(em * 1.6),
            characters=characters,
            measure=characters * em,
        )

    def note_width(self, text: str) -> float:
        """How wide a piece of small ink is."""
        return QFontMetricsF(self.note_font).horizontalAdvance(text)

    def lane_tops(self, lettering: Lettering, chips: Sequence[bool]) -> list[int]:
        """Where the lanes under a line begin, from the line's top, and where the last one
        ends; `chips` says of each lane whether a chip stands in it."""
        tops = [lettering.bottom + self.under]
        for chip in chips:
            tops.append(tops[-1] + (self.lane if chip else self.thin_lane))
        return tops

    def line_height(self, lettering: Lettering, lanes: Sequence[int]) -> int:
        """How much a line takes whose lanes stand like this."""
        air = 2 * self.hair if len(lanes) > 2 else 0
        return max(lettering.pitch, lanes[-1] + air)


def em_at(zoom: int) -> int:
    """How large a character is at `zoom` per cent, in pixels."""
    return max(SMALLEST, round(PLAIN_SIZE * zoom / 100))


def _han_height(font: QFont) -> float:
    """How much a Han character takes: full-width glyphs are as high as they are wide."""
    return max(QFontMetricsF(font).horizontalAdvance("国"), font.pixelSize())


def _lettering(font: QFont, em: float, pitch: float) -> Lettering:
    top = 0
    baseline = top + round(em * 0.92)
    return Lettering(font, round(em), round(em * pitch), top, baseline, baseline + round(em * 0.17))


def _font(families: Sequence[str], size: float, weight: QFont.Weight | None = None) -> QFont:
    font = QFont()
    if families:
        font.setFamilies(list(families))
    font.setPixelSize(max(1, round(size)))
    if weight is not None:
        font.setWeight(weight)
    return font
