"""PDF: the text of its pages in the order of the file, line by line as it was printed.

The source keeps every printed line; that a line goes on in the next, and what a printer put
on every page, are proposals (`_printed`).  A file that holds pictures of pages has no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.ingest import sniffing
from annotations.ingest.extracted import source
from annotations.model import Article, Document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

    from annotations.ingest._printed import Line

SUFFIXES = (".pdf",)
MOST_PAGES = 1000
MOST_CHARACTERS = 3_000_000
_LIBRARY = "pypdfium2"
_FEWEST = 5  # characters a page in the mean: with fewer the text is on pictures
_HYPHENS = (0x2, 0xFFFE, 0xAD)  # how PDFium writes a hyphen at the end of a line
_ids = Ids()
_one_at_a_time = Lock()  # PDFium is not made for threads


def read(data: bytes, name: str) -> Document:
    """The article of a file's bytes; `name` is the file's.

    Refusals: file-other-kind, file-encrypted, pdf-damaged, pdf-too-large, pdf-without-text.
    """
    from annotations.ingest import _printed, _properties

    sniffing.refuse_other(data, ".pdf")
    with _one_at_a_time:
        text, lines, pages, told = _read(data)
    if len("".join(text.split())) < _FEWEST * len(pages):
        raise Refusal("pdf-without-text", pages=len(pages))
    title = _properties.title(text, told.get("Title", ""))
    return Document(
        Article(
            id=_ids.new(),
            title=title or name.rpartition(".")[0],
            text=text,
            source=source(data, name, _LIBRARY, encoding="pdf", pages=pages),
            meta=_properties.meta(text, told.get("Author", ""), _day(told.get("CreationDate", ""))),
        ),
        emendations=_printed.emendations(text, lines),
    )


def _read(data: bytes) -> tuple[str, list[Line], list[int], dict[str, str]]:
    """Text, printed lines, where each page begins in the text, and what the file tells."""
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        password = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Refusal("file-encrypted" if password else "pdf-damaged") from error
    try:
        if len(document) > MOST_PAGES:
            raise Refusal("pdf-too-large", pages=len(document), limit=MOST_PAGES)
        text, lines, pages = _text(document)
        return text, lines, pages, document.get_metadata_dict()
    except PdfiumError as error:
        raise Refusal("pdf-damaged") from error
    finally:
        document.close()


def _text(document: PdfDocument) -> tuple[str, list[Line], list[int]]:
    from annotations.ingest._printed import Line

    texts: list[str] = []
    lines: list[Line] = []
    pages: list[int] = []
    length = 0
    for number in range(len(document)):
        pages.append(length)
        page = document[number]
        page_text = page.get_textpage()
        for written, places, hyphen in _lines(page_text):
            left, bottom, _, _ = page_text.get_charbox(places[0], loose=True)
            right = page_text.get_charbox(places[-1], loose=True)[2]
            end = length + len(written)
            size = _size(page_text, places[0])
            lines.append(Line(length, end, number, left, right, bottom, size, hyphen))
            texts.append(f"{written}\n")
            length = end + 1
            if length > MOST_CHARACTERS:
                raise Refusal("pdf-too-large", pages=len(document), limit=MOST_PAGES)
        page_text.close()
        page.close()
    return "".join(texts), lines, pages


def _lines(page_text: PdfTextPage) -> Iterator[tuple[str, list[int], bool]]:
    """The lines of a page: text, the places of what is printed of it, whether a word is divided.

    PDFium counts UTF-16 units, writes line ends itself and takes out those behind a hyphen.
    """
    from pypdfium2 import raw

    units: list[int] = []
    places: list[int] = []
    for place in range(page_text.count_chars()):
        unit = raw.FPDFText_GetUnicode(page_text, place)
        if unit in (0xD, 0xA) or unit in _HYPHENS:
            hyphen = unit in _HYPHENS and bool(places)
            units += [ord("-")] if hyphen else []
            if places:
                yield _decoded(units), places, hyphen
            units, places = [], []
        elif unit:
            units.append(unit)
            if not chr(unit).isspace():
                places.append(place)
    if places:
        yield _decoded(units), places, False


def _decoded(units: list[int]) -> str:
    """UTF-16 units, or whole code points, as text; half a pair is U+FFFD."""
    data = "".join(map(chr, units)).encode("utf-16-le", "surrogatepass")
    return data.decode("utf-16-le", "replace").rstrip(" ")


def _size(page_text: PdfTextPage, place: int) -> float:
    """The height of a character, as it is printed."""
    _, bottom, _, top = page_text.get_charbox(place, loose=True)
    return max(top - bottom, 1.0)


def _day(told: str) -> str:
    """The day of a PDF's date (D:20240305…) as ISO 8601, "" for none."""
    digits = told.removeprefix("D:")[:8]
    return (
        f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
    )
