"""PDF files as a printer driver writes them: lines of characters at places, without a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SIZE = 12.0  # points of a character


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text on a page, its left end and its height from below, in points."""

    text: str
    x: float
    y: float
    size: float = SIZE


def page(lines: Sequence[str], x: float = 72, top: float = 760, lead: float = 20) -> list[Run]:
    """Lines below each other; U+3000 at the start is a shift to the right, as printers make it."""
    runs: list[Run] = []
    for n, line in enumerate(lines):
        text = line.lstrip("\u3000")
        runs.append(Run(text, x + SIZE * (len(line) - len(text)), top - n * lead))
    return runs


def pdf(pages: Sequence[Sequence[Run]], info: str = "", others: str = "") -> bytes:
    """A file of these pages; `info` is the inside of its information dictionary."""
    characters = sorted({c for runs in pages for run in runs for c in run.text})
    codes = {character: n for n, character in enumerate(characters, 1)}
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R %s>>" % others.encode()]
    first = 7
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    narrow = " ".join(f"{codes[c]} [500]" for c in characters if c.isascii())
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [%s] /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % narrow.encode()
    )
    objects.append(_stream(_to_unicode(codes)))
    objects.append(f"<< {info} >>".encode())
    for n, runs in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (first + 2 * n + 1)
        )
        shown = "".join(
            f"BT /F {run.size} Tf {run.x} {run.y} Td"
            f" <{''.join(f'{codes[c]:04X}' for c in run.text)}> Tj ET\n"
            for run in runs
        )
        objects.append(_stream(shown.encode()))
    return _file(objects)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _to_unicode(codes: dict[str, int]) -> bytes:
    rows = "".join(f"<{n:04X}> <{c.encode('utf-16-be').hex().upper()}>\n" for c, n in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}endbfchar endcmap end end"
    ).encode()


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    start = made.rindex(b"xref\n0")
    trailer = (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    return made + trailer.encode()
