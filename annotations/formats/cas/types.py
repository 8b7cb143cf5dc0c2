"""Which types and features there are: written beside what we write, read beside what comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from annotations.errors import Refusal
from annotations.formats.cas.layers import (
    ARTICLE_LAYER,
    ID,
    PART,
    PLAIN,
    RELATION_LAYER,
    REST,
    Layers,
)
from annotations.formats.cas.model import (
    ANNOTATION,
    METADATA,
    NAMED_ENTITY,
    SENTENCE,
    SOURCE,
    TARGET,
    TOKEN,
    Structure,
)
from annotations.formats.cas.shared import TYPES_FILE

STRING = "uima.cas.String"
_NAMESPACE = "http://uima.apache.org/resourceSpecifier"
_MOST_BYTES = 4 * 1024 * 1024  # INCEpTION's own has 100 kB
_PRIMITIVE = frozenset(
    f"uima.cas.{name}"
    for name in ("String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double")
)


@dataclass(frozen=True, slots=True)
class Type:
    """A type with the features of its own: their names and ranges."""

    name: str
    parent: str
    features: Mapping[str, str]


class Types:
    """The types of what was written so far: attributes become features as they are met."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        # What a layer has in any case, in the order in which one wants to see it.
        spans: list[str] = [layers.label, ID, *PLAIN, PART, REST]
        relations: list[str] = ["label", ID, *PLAIN, REST]
        self._spans, self._relations = (
            dict.fromkeys(spans, STRING),
            dict.fromkeys(relations, STRING),
        )

    def meet(self, spans: Iterable[Structure], relations: Iterable[Structure]) -> None:
        """Take in the features of some structures."""
        for met, known in ((spans, self._spans), (relations, self._relations)):
            for structure in met:
                for name in structure.features:
                    if name not in (SOURCE, TARGET):
                        known.setdefault(name, STRING)

    def features(self, layer: str) -> list[str]:
        """The features of text of a layer, those of attributes in the order of the alphabet."""
        known = self._relations if layer == RELATION_LAYER else self._spans
        base = 6 if layer == RELATION_LAYER else 7
        names = list(known)
        return [*names[:base], *sorted(names[base:])]

    def all(self) -> Iterator[Type]:
        """Every type, none before its parent."""
        yield Type(
            METADATA,
            "uima.tcas.DocumentAnnotation",
            dict.fromkeys(("documentTitle", "documentId"), STRING),
        )
        yield Type(SENTENCE, ANNOTATION, {"id": STRING})
        yield Type(TOKEN, ANNOTATION, {})
        span = dict.fromkeys(self.features(self._layers.span), STRING)
        if self._layers.span == NAMED_ENTITY:
            span["identifier"] = STRING
        yield Type(self._layers.span, ANNOTATION, span)
        ends = dict.fromkeys((SOURCE, TARGET), self._layers.span)
        relation = dict.fromkeys(self.features(RELATION_LAYER), STRING)
        yield Type(RELATION_LAYER, ANNOTATION, relation | ends)
        yield Type(ARTICLE_LAYER, "uima.cas.AnnotationBase", {REST: STRING})


def descriptor(types: Iterable[Type]) -> bytes:
    """A type system descriptor of UIMA; names are of ASCII letters and need no escape."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += [f'<typeSystemDescription xmlns="{_NAMESPACE}">', "  <types>"]
    for type in types:
        lines += ["    <typeDescription>", f"      <name>{type.name}</name>"]
        lines += ["      <description/>"]
        lines += [f"      <supertypeName>{type.parent}</supertypeName>"]
        lines += ["      <features>"]
        for name, range in type.features.items():
            lines.append("        <featureDescription>")
            lines.append(f"          <name>{name}</name>")
            lines.append("          <description/>")
            lines.append(f"          <rangeTypeName>{range}</rangeTypeName>")
            lines.append("        </featureDescription>")
        lines += ["      </features>", "    </typeDescription>"]
    lines += ["  </types>", "</typeSystemDescription>", ""]
    return "\n".join(lines).encode("utf-8")


class Ranges:
    """Of what kind the features of every type are; knows nothing where no one told."""

    def __init__(self, types: Iterable[Type] = ()) -> None:
        self._types = {type.name: type for type in types}
        self.known = bool(self._types)

    def of(self, type: str, feature: str) -> str:
        """The range of a feature, its parents' also; "" where it is not told."""
        seen: set[str] = set()
        while type in self._types and type not in seen:
            seen.add(type)
            found = self._types[type]
            if feature in found.features:
                return found.features[feature]
            type = found.parent
        return ""

    def is_reference(self, type: str, feature: str) -> bool | None:
        """Whether a feature holds other structures, one or many; None where it is not told."""
        found = self.of(type, feature)
        if not found:
            return None
        is_array = found.endswith("Array") and found.startswith("uima.cas.")
        return found == "uima.cas.FSArray" or (found not in _PRIMITIVE and not is_array)


def beside(path: Path) -> Ranges:
    """What a type system in the folder of a file says; nothing where there is none to read."""
    for name in (TYPES_FILE, TYPES_FILE.lower()):
        file = path.with_name(name)
        try:
            stat = file.stat()
            if file.is_file() and stat.st_size <= _MOST_BYTES:
                return _read(file, stat.st_mtime_ns)
        except OSError:
            continue
    return Ranges()


@lru_cache(maxsize=4)
def _read(file: Path, _: int) -> Ranges:
    return ranges(file.read_bytes())


def ranges(data: bytes) -> Ranges:
    """What a descriptor says; a broken one says nothing."""
    from annotations.formats.markup import parsed

    try:
        root = parsed(data[:_MOST_BYTES])
    except Refusal:
        return Ranges()
    space = f"{{{_NAMESPACE}}}"
    found: list[Type] = []
    for type in root.iter(f"{space}typeDescription"):
        features = {
            (feature.findtext(f"{space}name") or "").strip(): (
                feature.findtext(f"{space}rangeTypeName") or ""
            ).strip()
            for feature in type.iter(f"{space}featureDescription")
        }
        name, parent = (type.findtext(f"{space}{tag}") or "" for tag in ("name", "supertypeName"))
        found.append(Type(name.strip(), parent.strip(), features))
    return Ranges(found)
