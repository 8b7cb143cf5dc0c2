"""XMI: a CAS as XML, with offsets in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from annotations.errors import Refusal
from annotations.formats.cas.model import (
    SENTENCE,
    SOURCE,
    TARGET,
    TOKEN,
    Cas,
    Ref,
    Structure,
    Value,
)
from annotations.formats.cas.types import Ranges
from annotations.text.units import Units

if TYPE_CHECKING:
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

_XMI = "http://www.omg.org/XMI"
_ID = f"{{{_XMI}}}id"
_CAS = "http:///uima/cas.ecore"
_SOFA, _VIEW = f"{{{_CAS}}}Sofa", f"{{{_CAS}}}View"
_NO_STRUCTURES = frozenset({_SOFA, _VIEW, f"{{{_CAS}}}NULL"})
_SEGMENTS = frozenset(
    f"{{http:///{type.rpartition('.')[0].replace('.', '/')}.ecore}}{type.rpartition('.')[2]}"
    for type in (SENTENCE, TOKEN)
)
_INITIAL = "_InitialView"
# Line ends and tabs as references: raw, every parser makes spaces of them.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;",
     "\t": "&#9;", "\x85": "&#133;", "\u2028": "&#8232;"}
)  # fmt: skip
_IDS = re.compile("[0-9]{1,9}(?: [0-9]{1,9})*")
# Features that hold another structure in every CAS of INCEpTION, type system or not.
_REFERENCES = frozenset({SOURCE, TARGET, "first", "next", "target"})


def write(cas: Cas) -> bytes:
    """A CAS in XMI; the ids of its structures are from 2 on."""
    units = Units(cas.text)
    spaces: dict[str, str] = {}
    lines = [line for one in cas.structures for line in _element(one, units, spaces)]
    declared = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in spaces.items())
    members = " ".join(str(structure.id) for structure in cas.structures)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xmi:XMI xmlns:xmi="{_XMI}" xmlns:cas="{_CAS}"{declared} xmi:version="2.0">',
        '<cas:NULL xmi:id="0"/>',
    ]
    foot = [
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="{_INITIAL}" mimeType="text"'
        f' sofaString="{_escaped(cas.text)}"/>',
        f'<cas:View sofa="1" members="{members}"/>',
        "</xmi:XMI>",
        "",
    ]
    return "\n".join((*head, *lines, *foot)).encode("utf-8")


def _element(structure: Structure, units: Units, spaces: dict[str, str]) -> Iterator[str]:
    package, _, short = structure.type.rpartition(".")
    uri = f"http:///{package.replace('.', '/')}.ecore"
    prefix = spaces.setdefault(uri, f"n{len(spaces)}")
    parts = [f'<{prefix}:{short} xmi:id="{structure.id}" sofa="1"']
    if structure.begin >= 0:
        begin, end = units.to_utf16(structure.begin), units.to_utf16(structure.end)
        parts.append(f' begin="{begin}" end="{end}"')
    for name, value in structure.features.items():
        text = str(value.id) if isinstance(value, Ref) else value
        if isinstance(text, str):
            parts.append(f' {name}="{_escaped(text)}"')
    yield "".join((*parts, "/>"))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def read(data: bytes, ranges: Ranges) -> Cas:
    """The first view with a text. Refusals: those of `parsed`, file-not-format, cas-no-text."""
    from annotations.formats.markup import parsed

    root = parsed(data)
    if root.tag != f"{{{_XMI}}}XMI":
        raise Refusal("file-not-format", format="xmi")
    sofas = [element for element in root if element.tag == _SOFA and "sofaString" in element.attrib]
    chosen = next((s for s in sofas if s.get("sofaID") == _INITIAL), sofas[0] if sofas else None)
    if chosen is None:
        raise Refusal("cas-no-text")
    text, sofa = chosen.get("sofaString") or "", chosen.get(_ID)
    units, fresh = Units(text), count(-2, -1)
    members, known = _members(root, sofa), _Known(root)
    structures: list[Structure] = []
    elsewhere = 0
    for element in root:  # which keeps none of them in memory
        id = _number(element.get(_ID))
        if element.tag in _NO_STRUCTURES or (element.tag in _SEGMENTS and id not in known.ends):
            continue
        if element.get("sofa", sofa) != sofa:
            elsewhere += 1
            continue
        made = Structure(next(fresh) if id is None else id, _type(element))
        if members is None or id in members:  # what is in no index was taken away
            made.begin, made.end = _place(element, units)
        made.line = element.sourceline or 1
        made.features = _features(element, made.type, ranges, known)
        structures.append(made)
    return Cas(text, tuple(structures), elsewhere)


class _Known:
    """The ids of a file: all, those of links, and those that relations have for ends."""

    def __init__(self, root: _Element) -> None:
        self.ids: set[int | None] = set()
        self.links: set[int | None] = set()
        self.ends: set[int | None] = set()
        for element in root:
            id = _number(element.get(_ID))
            self.ids.add(id)
            if "target" in element.attrib and "begin" not in element.attrib:
                self.links.add(id)
            self.ends.update(_number(element.get(end)) for end in (SOURCE, TARGET))
        self.ends.discard(None)


def _members(root: _Element, sofa: str | None) -> frozenset[int | None] | None:
    for view in root.iter(_VIEW):
        if view.get("sofa") == sofa:
            return frozenset(map(_number, (view.get("members") or "").split()))
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else None


def _type(element: _Element) -> str:
    """`{http:///webanno/custom.ecore}Span` → webanno.custom.Span"""
    uri, _, short = str(element.tag).removeprefix("{").rpartition("}")
    package = uri.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return short if package == "uima.noNamespace" else f"{package}.{short}"


def _place(element: _Element, units: Units) -> tuple[int, int]:
    begin, end = _number(element.get("begin")), _number(element.get("end"))
    if begin is None or end is None:
        return -1, -1
    return units.from_utf16(begin), units.from_utf16(end)


def _features(element: _Element, type: str, ranges: Ranges, known: _Known) -> dict[str, Value]:
    features: dict[str, Value] = {}
    for key, value in element.attrib.items():
        name = str(key)
        if name not in (_ID, "sofa", "begin", "end"):
            features[name] = _value(type, name, str(value), ranges, known)
    many: dict[str, list[str]] = {}
    for child in element:
        if not isinstance(child.tag, str):
            continue  # a comment
        many.setdefault(str(child.tag), []).append(child.text or "")
    return features | {name: tuple(texts) for name, texts in many.items()}


def _value(type: str, name: str, text: str, ranges: Ranges, known: _Known) -> Value:
    """An attribute's value: text, or the ids of other structures."""
    told = type == "uima.cas.FSArray" or ranges.is_reference(type, name)
    if told is False or not _IDS.fullmatch(text):
        return () if told and not text else text
    ids = [int(id) for id in text.split(" ")]
    if told is None and not _looks_like_reference(name, ids, known):
        return text
    range = ranges.of(type, name)
    if len(ids) == 1 and not (
        range == "uima.cas.FSArray" or (told is None and known.links.issuperset(ids))
    ):
        return Ref(ids[0])
    return tuple(Ref(id) for id in ids)


def _looks_like_reference(name: str, ids: list[int], known: _Known) -> bool:
    """Where no type system tells: by the name, or because links are what the ids are of."""
    if not known.ids.issuperset(ids):
        return False
    return (len(ids) == 1 and name in _REFERENCES) or known.links.issuperset(ids)
