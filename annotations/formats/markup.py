"""XML as our writers make it, and as our readers take it: nothing comes from outside a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.plain_text import PlainText

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile("[ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
# Not by xml.sax.saxutils, which brings urllib and ssl along when it is imported.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_NO_NAME = re.compile(r"[^A-Za-z0-9_\u4e00-\u9fa5-]")
_ESCAPED = re.compile(r"\.([0-9A-F]+)\.")


def written(text: str) -> str:
    """Text between tags: what XML cannot hold is U+FFFD, and a CR stays one."""
    if _PLAIN.fullmatch(text):  # as most are, and much faster
        return text
    return PlainText.for_xml(text).text.translate(_IN_TEXT)


def element(name: str, content: str = "", /, **attributes: str | None) -> str:
    """An element with content that is XML already; attributes as for `opening`."""
    tag = opening(name, **attributes)
    return f"{tag}{content}</{name}>" if content else f"{tag[:-1]}/>"


def opening(name: str, /, **attributes: str | None) -> str:
    """A tag. An attribute `xml_id` is `xml:id`, `from_` is `from`, and one of None is none."""
    told = [name]
    for key, value in attributes.items():
        if value is not None:
            told.append(f"{key.replace('_', ':').rstrip(':')}={quoted(value)}")
    return f"<{' '.join(told)}>"


def quoted(value: str) -> str:
    """An attribute's value between its quotation marks."""
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    return f'"{PlainText.for_xml(value).text.translate(_IN_ATTRIBUTE)}"'


def holds(text: str) -> bool:
    """Whether XML can hold a text as it is."""
    return _NOT_XML.search(text) is None


def json_in(value: object) -> str:
    """JSON between tags, with every character kept: what XML cannot hold is `\\uXXXX`."""
    text = strict_json.dumps(value)
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text).translate(_IN_TEXT)


def name_of(text: str) -> str:
    """Any text as the rest of an XML name, so that `text_of` gives it back.

    Han characters stay (those of XML 1.0's fourth edition, which schema checkers know); one
    that cannot be in a name is its code point between full stops.
    """
    return _NO_NAME.sub(lambda found: f".{ord(found[0]):X}.", text)


def text_of(name: str) -> str:
    """The text that `name_of` made a name of."""
    return _ESCAPED.sub(lambda found: _character(found[1]), name)


def _character(code: str) -> str:
    return chr(int(code, 16)) if len(code) <= 6 and int(code, 16) <= 0x10FFFF else "\ufffd"


def parsed(data: bytes) -> Element:
    """The root of an XML file. Refusals: xml-broken (with `line`), xml-unsafe.

    Nothing is fetched and nothing expanded: a file that declares a document type, and could
    so define entities, is refused.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("xml-broken", line=error.lineno or 1) from error
    if root.getroottree().docinfo.doctype:
        raise Refusal("xml-unsafe")
    return root


def parts(stream: Readable) -> Iterator[Element]:
    """Every element of an XML file as it ends; who takes them frees them. Refusals: `parsed`'s.

    Elements that were given before the file turned out to be broken have been given.
    """
    from lxml import etree

    first = True
    try:
        for _, element in etree.iterparse(
            stream,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=False,
        ):
            if first and element.getroottree().docinfo.doctype:
                raise Refusal("xml-unsafe")
            first = False
            yield element
    except etree.XMLSyntaxError as error:
        raise Refusal("xml-broken", line=error.lineno or 1) from error
