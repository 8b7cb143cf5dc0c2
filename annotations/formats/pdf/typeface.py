"""The bundled fonts as a PDF holds them: measured, and only the glyphs that were used."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

UNITS = 1000  # of an em, as in the bundled fonts and in PDF
MISSING = UNITS  # width of the box for what the font lacks


class Typeface:
    """One family in one weight. `glyphs` are used so far: number of each in the font → text."""

    def __init__(self, name: str, file: str, index: int) -> None:
        self.name = name
        self._file, self._index = file, index
        self.glyphs: dict[int, str] = {}
        self._widths: dict[int, int] = {}

    @cached_property
    def _places(self) -> dict[int, str]:
        return _opened(self._file, self._index).getBestCmap()

    @cached_property
    def _metrics(self) -> dict[str, tuple[int, int]]:
        return _opened(self._file, self._index)["hmtx"].metrics

    def has(self, char: str) -> bool:
        return ord(char) in self._places

    def width(self, char: str) -> int:
        """In thousandths of an em."""
        name = self._places.get(ord(char))
        return MISSING if name is None else self._metrics[name][0]

    def encoded(self, char: str) -> str:
        """A character that the font has, as four hexadecimal digits; it is embedded then."""
        name = self._places[ord(char)]
        number = int(name.removeprefix("cid")) if name.startswith("cid") else 0
        self.glyphs.setdefault(number, char)
        self._widths[number] = self._metrics[name][0]
        return f"{number:04X}"

    def widths(self) -> str:
        """Widths of the used glyphs, as PDF writes them."""
        return " ".join(f"{number} [{width}]" for number, width in sorted(self._widths.items()))

    def program(self) -> bytes:
        """The outlines of the used glyphs as a bare CFF font."""
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        font = _opened(self._file, self._index)
        options = Options()
        options.layout_features = []
        options.desubroutinize = True
        options.notdef_outline = True
        subsetter = Subsetter(options)
        subsetter.populate(unicodes={ord(char) for char in self.glyphs.values()})
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
        out.seek(0)
        return TTFont(out).getTableData("CFF ")

    def characters(self) -> str:
        """Which character each used glyph is: for searching and copying."""
        return character_map(self.glyphs, 4)


class Boxes:
    """What the fonts lack: every character a box that says what it stands for.

    A font of boxes has 256 of them; there are as many fonts as are needed.
    """

    SIZE = 256

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def encoded(self, char: str) -> tuple[str, str]:
        """The name of its font, and its number there as two hexadecimal digits."""
        number = self._numbers.setdefault(char, len(self._numbers))
        return f"Box{number // self.SIZE}", f"{number % self.SIZE:02X}"

    def fonts(self) -> list[tuple[str, dict[int, str]]]:
        """Name and characters of each."""
        chars = list(self._numbers)
        parts = (chars[at : at + self.SIZE] for at in range(0, len(chars), self.SIZE))
        return [(f"Box{n}", dict(enumerate(part))) for n, part in enumerate(parts)]


def character_map(chars: Mapping[int, str], digits: int) -> str:
    """The CMap from the codes of a font, so many hexadecimal digits each, to characters."""
    pairs = [
        f"<{number:0{digits}X}> <{char.encode('utf-16-be', 'replace').hex().upper()}>"
        for number, char in sorted(chars.items())
    ]
    blocks = (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    body = "".join(f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange\n{body}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _opened(file: str, number: int) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(resources.data(f"fonts/{file}")), fontNumber=number, lazy=True)


def width(text: Iterable[str], face: Typeface, size: float) -> float:
    """How wide a text is, in points."""
    return sum(map(face.width, text)) * size / UNITS
