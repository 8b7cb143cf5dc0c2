"""Word documents (.docx): paragraphs and tables as lines, as the document reads when printed.

docx2python reads the package; what it would write into a text (names of pictures, addresses
of links, signs of lists) is taken out of the tree first.  Insertions that are tracked are
taken, deletions are not; headers, footers, comments and automatic numbers are left out;
footnotes and endnotes stand at the end, a line each.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.ingest import sniffing
from annotations.ingest.extracted import source
from annotations.model import Article, Document

if TYPE_CHECKING:
    from docx2python.depth_collector import Par
    from docx2python.docx_reader import DocxReader, File
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

    from annotations.ingest._zips import Parts

SUFFIXES = (".docx", ".doc")
_ids = Ids()

_LIBRARY = "docx2python"
_NAMES = (
    "del moveFrom rt numPr tabs footnoteReference endnoteReference footnoteRef endnoteRef"
    " commentRangeStart commentRangeEnd commentReference blip imagedata ffData fldData"
    " instrText Fallback pPrChange rPrChange object tcPr"
)
_LEFT_OUT = frozenset(_NAMES.split())
_TEXT = re.compile(r"docProps/core\.xml|word/(?:document|footnotes|endnotes)\d*\.xml")
_UNWRAPPED = frozenset({"hyperlink", "oMath", "oMathPara", "footnote", "endnote"})


def read(data: bytes, name: str) -> Document:
    """The article of a document's bytes; `name` is the file's.

    Refusals: word-old (.doc, to be saved as .docx), file-encrypted, file-other-kind,
    docx-damaged, page-without-text, those of archives.
    """
    from annotations.ingest import _properties, _zips

    if sniffing.kind(data) == ".doc":  # a .docx with a password is such a file as well
        key = "file-encrypted" if b"E\0n\0c\0r\0y\0p\0t\0" in data else "word-old"
        raise Refusal(key)
    sniffing.refuse_other(data, ".zip")
    parts = _zips.opened(data)
    if "word/document.xml" not in parts.names and "[Content_Types].xml" not in parts.names:
        raise Refusal("file-other-kind", kind=".zip")
    lines, told = _read(_plain_package(parts))
    text = "\n".join(lines)
    sniffing.refuse_blank(text, "page-without-text")
    return Document(
        Article(
            id=_ids.new(),
            title=_properties.title(text, told.get("title") or "") or name.rpartition(".")[0],
            text=text,
            source=source(data, name, _LIBRARY, encoding="docx"),
            meta=_properties.meta(
                text, told.get("creator") or "", (told.get("created") or "")[:10]
            ),
        )
    )


def _plain_package(parts: Parts) -> bytes:
    """The package with its text and its properties alone, and nothing in them but text.

    Made before docx2python opens it: it joins runs that differ in what it does not look at.
    """
    from zipfile import ZIP_STORED, ZipFile

    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name in sorted(parts.names):
            if name.endswith(".rels"):
                archive.writestr(name, parts.read_xml(name))
            elif _TEXT.fullmatch(name):
                archive.writestr(name, _cleaned(parts.read_xml(name)))
    return made.getvalue()


def _cleaned(data: bytes) -> bytes:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("docx-damaged") from error
    _clean(root)
    return etree.tostring(root, encoding="utf-8")


def _read(data: bytes) -> tuple[list[str], dict[str, str | None]]:
    """The lines of a document and its core properties."""
    from docx2python.docx_context import collect_docProps
    from docx2python.docx_reader import DocxReader
    from lxml.etree import LxmlError

    reader = DocxReader(io.BytesIO(data), duplicate_merged_cells=False)  # not as a context:
    try:  # it swallows what is raised in there
        lines = [line for file in _texts(reader) for line in _lines(file)]
        told = reader.files_of_type("core-properties")[:1]
        return lines, collect_docProps(told[0].root_element) if told else {}
    except (
        *(LxmlError, LookupError, ValueError, TypeError, AttributeError),
        *(RecursionError, RuntimeError),
    ) as error:  # it takes for granted that a document is whole
        raise Refusal("docx-damaged") from error
    finally:
        reader.close()


def _texts(reader: DocxReader) -> Iterator[File]:
    """The parts that hold text: the document, then its notes."""
    yield reader.file_of_type("officeDocument")
    yield from reader.files_of_type("footnotes")
    yield from reader.files_of_type("endnotes")


def _lines(file: File) -> Iterator[str]:
    """The paragraphs of a part; rows of tables with a tab between their cells."""
    for table in file.content:
        for row in table:
            cells = [[text for par in cell if (text := _text(par)).strip()] for cell in row]
            in_table = any(par.lineage[2] == "tr" for cell in row for par in cell)
            if in_table and all(len(cell) <= 1 and "\n" not in "".join(cell) for cell in cells):
                line = "\t".join("".join(cell) for cell in cells)
                if line.strip():
                    yield line
            else:
                for text in (text for cell in cells for text in cell):
                    yield from (line for line in text.split("\n") if line.strip())


def _text(par: Par) -> str:
    return "".join(par.run_strings)


def _clean(root: _Element) -> None:
    """Take out of a tree what is not text, in the document's own words or docx2python's."""
    for element in list(root.iter()):
        name = _name(element)
        if name in _LEFT_OUT or _is_hidden(element) or _is_separator(element):
            _drop(element)
        elif name in _UNWRAPPED:
            element.tag = "{danqian}part"
        elif name == "docPr":
            element.attrib.pop("descr", None)
        elif name == "sym":
            _write(element, _symbol(element))
        elif name == "noBreakHyphen":
            _write(element, "\u2011")
        elif name == "cr":
            element.tag = str(element.tag).replace("}cr", "}br")


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_hidden(element: _Element) -> bool:
    """Whether it is a run in hidden letters (w:vanish)."""
    settings = [child for child in element if _name(element) == "r" and _name(child) == "rPr"]
    found = [e for s in settings for e in s if _name(e) == "vanish"]
    return any(_value(e, "val") not in ("0", "false", "off") for e in found)


def _is_separator(element: _Element) -> bool:
    """Whether it is the line that Word draws over notes."""
    return _name(element) in ("footnote", "endnote") and "eparator" in _value(element, "type")


def _value(element: _Element, attribute: str) -> str:
    found = (v for name, v in element.attrib.items() if str(name).rpartition("}")[2] == attribute)
    return str(next(found, ""))


def _symbol(element: _Element) -> str:
    """The character of a symbol's number, of the private use area as Word stores it."""
    try:
        character = chr(int(_value(element, "char"), 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" else character


def _write(element: _Element, text: str) -> None:
    element.tag = str(element.tag).rpartition("}")[0] + "}t"
    element.text = text


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
