"""A PDF file, page after page to a stream: what of the format a report needs, and no more.

No library fits: those with a licence we can take embed no CFF font, or lose characters beyond
U+FFFF when text is searched.  ISO 32000-1 is the standard; the numbers are its sections.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from annotations.formats.pdf.typeface import UNITS, Boxes, Typeface, character_map

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
_CATALOG, _PAGES, _RESOURCES, _OUTLINES = 1, 2, 3, 4


class Paper:
    """An open PDF. `typefaces` are embedded when it is closed; `tint` is the alpha of /T."""

    def __init__(self, out: BinaryIO, typefaces: list[Typeface], title: str, tint: float) -> None:
        self._out, self._typefaces, self._title, self._tint = out, typefaces, title, tint
        self.boxes = Boxes()
        self._written = 0
        self._at: dict[int, int] = {}
        self._next = _OUTLINES + 1
        self._pages: list[int] = []
        self._marks: list[tuple[str, int, float]] = []
        self._write(b"%PDF-1.7\n%\xe4\xb8\xb9\xe9\x93\x85\n")

    @property
    def page(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def mark(self, title: str, top: float) -> None:
        """A bookmark to that height of the page that is added next."""
        self._marks.append((title, self.page, top))

    def add(self, content: str) -> None:
        """A page with these operators (7.8.2)."""
        stream = self._stream(content.encode("ascii"))
        self._pages.append(
            self._object(
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
                f"/Resources {_RESOURCES} 0 R /Contents {stream} 0 R >>"
            )
        )

    def close(self) -> None:
        """Write fonts, pages, bookmarks and the table of all objects (7.5.4)."""
        fonts = " ".join(f"/{face.name} {self._font(face)} 0 R" for face in self._used())
        fonts += "".join(f" /{name} {self._boxed(held)} 0 R" for name, held in self.boxes.fonts())
        state = f"/T << /Type /ExtGState /ca {self._tint} >> /O << /Type /ExtGState /ca 1 >>"
        resources = f"<< /Font << {fonts} >> /ExtGState << {state} >> >>"
        self._object(resources, _RESOURCES)
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._object(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>", _PAGES)
        self._bookmarks()
        more = f"/PageMode /UseOutlines /Outlines {_OUTLINES} 0 R" if self._marks else ""
        self._object(f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang (zh) {more} >>", _CATALOG)
        info = self._object(f"<< /Title {_text(self._title)} /Producer (Danqian) >>")
        start = self._written
        rows = "".join(f"{self._at.get(n, 0):010d} 00000 n \n" for n in range(1, self._next))
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n{rows}".encode("ascii"))
        trailer = f"<< /Size {self._next} /Root {_CATALOG} 0 R /Info {info} 0 R >>"
        self._write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _used(self) -> list[Typeface]:
        return [face for face in self._typefaces if face.glyphs]

    def _font(self, face: Typeface) -> int:
        """A composite font with its outlines and characters (9.7.4, 9.9)."""
        program = self._stream(face.program(), "/Subtype /CIDFontType0C")
        characters = self._stream(face.characters().encode("ascii"))
        name = f"AAAAAA+{face.name}"
        described = self._object(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-1000 -300 3000 1200] "
            "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 733 /StemV 90 "
            f"/FontFile3 {program} 0 R >>"
        )
        descendant = self._object(
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {described} 0 R /DW 1000 /W [{face.widths()}] >>"
        )
        return self._object(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {characters} 0 R >>"
        )

    def _boxed(self, chars: dict[int, str]) -> int:
        """A font of boxes (9.6.5)."""
        box = self._stream(
            f"{UNITS} 0 60 -110 940 870 d1 45 w 120 -50 760 860 re S".encode("ascii")
        )
        characters = self._stream(character_map(chars, 2).encode("ascii"))
        count = len(chars)
        return self._object(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] "
            f"/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /b {box} 0 R >> "
            f"/Encoding << /Type /Encoding /Differences [0{' /b' * count}] >> "
            f"/FirstChar 0 /LastChar {count - 1} /Widths [{f'{UNITS} ' * count}] "
            f"/Resources << >> /ToUnicode {characters} 0 R >>"
        )

    def _bookmarks(self) -> None:
        """The outline (12.3.3): one line of entries."""
        first = self._next
        last = first + len(self._marks) - 1
        for n, (title, page, top) in enumerate(self._marks):
            before = f"/Prev {first + n - 1} 0 R" if n else ""
            after = f"/Next {first + n + 1} 0 R" if first + n < last else ""
            self._object(
                f"<< /Title {_text(title)} /Parent {_OUTLINES} 0 R {before} {after} "
                f"/Dest [{self._pages[page]} 0 R /XYZ 0 {top:.1f} 0] >>"
            )
        ends = f"/First {first} 0 R /Last {last} 0 R /Count {len(self._marks)}"
        told = ends if self._marks else ""
        self._object(f"<< /Type /Outlines {told} >>", _OUTLINES)

    def _stream(self, data: bytes, more: str = "") -> int:
        packed = zlib.compress(data, 6)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n"
        return self._object(head.encode("ascii") + packed + b"\nendstream")

    def _object(self, body: str | bytes, number: int = 0) -> int:
        """Write an object, under a number of its own where none is kept for it."""
        if not number:
            number, self._next = self._next, self._next + 1
        self._at[number] = self._written
        data = body.encode("ascii") if isinstance(body, str) else body
        self._write(f"{number} 0 obj\n".encode("ascii") + data + b"\nendobj\n")
        return number

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._written += len(data)


def _text(text: str) -> str:
    """A string of any characters (7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
