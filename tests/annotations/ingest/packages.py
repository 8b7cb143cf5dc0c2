"""Packages that office programs and makers of books write, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_KIND = f"{_R}/"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def packed(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """A file that is a zip archive of these files."""
    path.write_bytes(zipped(files))
    return path


def raw(path: Path, names: Mapping[bytes, bytes], extra: bytes = b"") -> Path:
    """An archive whose names are these bytes, of which nothing says how they are to be read."""
    stands = {chr(ord("A") + number) * len(name): name for number, name in enumerate(names)}
    with zipfile.ZipFile(path, "w") as archive:
        for stand, name in stands.items():
            entry = zipfile.ZipInfo(stand)
            entry.extra = extra
            archive.writestr(entry, names[name])
    data = path.read_bytes()
    for stand, name in stands.items():
        assert data.count(stand.encode()) == 2
        data = data.replace(stand.encode(), name)
    path.write_bytes(data)
    return path


# -- Word -----------------------------------------------------------------------------------


def docx(
    body: str,
    notes: str = "",
    *,
    title: str = "",
    creator: str = "",
    created: str = "",
    others: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A Word document with the XML of its body and, inside the namespace w, of its footnotes."""
    root = (
        f'xmlns:w="{_W}" xmlns:r="{_R}"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [("footnotes", "footnotes.xml"), ("header", "header1.xml"), ("hyperlink", "http://h/")]
        )
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_P}/relationships">'
        f'<Relationship Id="a" Type="{_KIND}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{_P}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{relations}'
        "</Relationships>",
        "word/footnotes.xml": f'<w:footnotes {root}><w:footnote w:type="separator" w:id="0">'
        f"<w:p><w:r><w:separator/></w:r></w:p></w:footnote>{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {root}><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>",
        "docProps/core.xml": core,
    }
    return zipped({**parts, **(others or {})})


def p(*texts: str) -> str:
    """A paragraph with a run for each text."""
    return "<w:p>" + "".join(run(text) for text in texts) + "</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


# -- books ------------------------------------------------------------------------------------


def epub(
    chapters: Mapping[str, str],
    *,
    title: str = "某某周刊",
    creator: str = "",
    date: str = "",
    others: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A book with these documents in its spine, in this order."""
    manifest = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:date>{date}</dc:date>"
        f"</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    parts: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": package,
        **{f"OEBPS/{name}": content for name, content in chapters.items()},
    }
    return zipped({**parts, **(others or {})})


def chapter(title: str, *paragraphs: str) -> str:
    """An XHTML document as books have them."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )
