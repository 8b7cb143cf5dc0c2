"""UIMA's JSON form of a CAS (version 0.4.0), with offsets in UTF-16 units."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import cast

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.cas.model import Cas, Ref, Structure, Value
from annotations.formats.cas.types import Type
from annotations.text.units import Units

_INITIAL = "_InitialView"
_SOFA = "uima.cas.Sofa"
_MOST_VALUES = 8_000_000  # a token has six
Object = Mapping[str, object]


def write(cas: Cas, types: Iterable[Type]) -> bytes:
    """A CAS with its types; the ids of its structures are from 2 on."""
    units = Units(cas.text)
    sofa = {
        "%ID": 1,
        "%TYPE": _SOFA,
        "sofaNum": 1,
        "sofaID": _INITIAL,
        "mimeType": "text",
        "sofaString": cas.text,
    }
    told = {type.name: _type(type) for type in types}
    views = {_INITIAL: {"%SOFA": 1, "%MEMBERS": [one.id for one in cas.structures]}}
    lines = [_dumped(sofa), *(_dumped(_structure(one, units)) for one in cas.structures)]
    parts = (
        '{"%TYPES": ',
        _dumped(told),
        ',\n"%FEATURE_STRUCTURES": [\n',
        ",\n".join(lines),
        '\n],\n"%VIEWS": ',
        _dumped(views),
        "}\n",
    )
    return "".join(parts).encode("utf-8")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _type(type: Type) -> dict[str, object]:
    features = {n: {"%NAME": n, "%RANGE": range} for n, range in type.features.items()}
    return {"%NAME": type.name, "%SUPER_TYPE": type.parent, **features}


def _structure(structure: Structure, units: Units) -> dict[str, object]:
    made: dict[str, object] = {"%ID": structure.id, "%TYPE": structure.type, "@sofa": 1}
    if structure.begin >= 0:
        made["begin"] = units.to_utf16(structure.begin)
        made["end"] = units.to_utf16(structure.end)
    for name, value in structure.features.items():
        if isinstance(value, Ref):
            made[f"@{name}"] = value.id
        elif isinstance(value, str):
            made[name] = value
    return made


def read(data: bytes) -> Cas:
    """The first view with a text.

    Refusals: line-not-utf8, those of `strict_json`, file-not-format, cas-no-text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("line-not-utf8") from error
    whole = strict_json.loads(text, _MOST_VALUES)
    found = tuple(_objects(whole))
    sofas = [one for one in found if one.get("%TYPE") == _SOFA and _is_text(one)]
    chosen = next((s for s in sofas if s.get("sofaID") == _INITIAL), sofas[0] if sofas else None)
    if chosen is None:
        raise Refusal("cas-no-text")
    sofa = chosen.get("%ID")
    return _cas(str(chosen["sofaString"]), sofa, found, _members(whole, sofa))


def _is_text(sofa: Object) -> bool:
    return isinstance(sofa.get("sofaString"), str)


def _objects(value: object) -> Iterator[Object]:
    """The feature structures of a file: a list of them, or an object by their ids."""
    if not isinstance(value, dict):
        raise Refusal("file-not-format", format="casjson")
    structures = cast("dict[str, object]", value).get("%FEATURE_STRUCTURES")
    if isinstance(structures, dict):
        for id, one in cast("dict[str, object]", structures).items():
            if isinstance(one, dict):
                yield {"%ID": _id(id), **cast("dict[str, object]", one)}
    elif isinstance(structures, list):
        for one in cast("list[object]", structures):
            if isinstance(one, dict):
                yield cast("dict[str, object]", one)
    else:
        raise Refusal("file-not-format", format="casjson")


def _members(whole: object, sofa: object) -> frozenset[int | None] | None:
    """What is in the index of a text; None where that is not told."""
    views = cast("dict[str, object]", whole).get("%VIEWS")
    for view in cast("dict[str, object]", views).values() if isinstance(views, dict) else ():
        told = cast("dict[str, object]", view) if isinstance(view, dict) else {}
        members = told.get("%MEMBERS")
        if told.get("%SOFA") == sofa and isinstance(members, list):
            return frozenset(map(_id, cast("list[object]", members)))
    return None


def _cas(
    text: str, sofa: object, found: Iterable[Object], members: frozenset[int | None] | None
) -> Cas:
    units, fresh = Units(text), count(-2, -1)
    structures: list[Structure] = []
    elsewhere = 0
    for one in found:
        type = one.get("%TYPE")
        if not isinstance(type, str) or type == _SOFA:
            continue
        if one.get("@sofa", sofa) != sofa:
            elsewhere += 1
            continue
        id = _id(one.get("%ID"))
        made = Structure(next(fresh) if id is None else id, type)
        begin, end = _id(one.get("begin")), _id(one.get("end"))
        is_there = members is None or id in members  # else it was taken away
        if is_there and begin is not None and end is not None:
            made.begin, made.end = units.from_utf16(begin), units.from_utf16(end)
        made.features = _features(one)
        structures.append(made)
    return Cas(text, tuple(structures), elsewhere)


def _features(one: Object) -> dict[str, Value]:
    features: dict[str, Value] = {}
    for key, value in one.items():
        if key == "%ELEMENTS" and isinstance(value, list):
            features["elements"] = _elements(str(one.get("%TYPE")), cast("list[object]", value))
        elif key[:1] in ("%", "^") or key in ("@sofa", "begin", "end") or value is None:
            continue
        elif key.startswith("@"):
            id = _id(value)
            if id is not None:
                features[key[1:]] = Ref(id)
        elif isinstance(value, list):
            features[key.lstrip("#")] = tuple(map(_text, cast("list[object]", value)))
        else:
            features[key.lstrip("#")] = _text(value)
    return features


def _elements(type: str, values: list[object]) -> Value:
    """What an array holds: structures, or values of one kind."""
    name = type.removesuffix("[]").removesuffix("Array")
    if type.endswith("[]") and not name.startswith("uima.cas."):
        return tuple(Ref(id) for id in map(_id, values) if id is not None)
    if type in ("uima.cas.FSArray", "uima.cas.TOP[]", "uima.cas.AnnotationBase[]"):
        return tuple(Ref(id) for id in map(_id, values) if id is not None)
    return tuple(map(_text, values))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _id(value: object) -> int | None:
    if type(value) is int and 0 <= value < 10**9:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return None
