"""What a writer is given besides the documents, and what an export tells of itself afterwards."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, get_args

from annotations.formats.selection import EVERYTHING, Selection
from annotations.model import Article, Conversion, Document, ViewName
from annotations.tagset import TagSet

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes", "lines", "none"]
Carried = Literal[
    "metadata", "emendations", "readings", "authors", "notes", "attributes", "relations"
]
EVERY_CARRIED: frozenset[Carried] = frozenset(get_args(Carried))

LOSSES: Mapping[str, Literal["span", "relation", "kept"]] = {
    "span-vanished": "span",  # the view has nothing of it
    "span-dropped": "span",  # the format's text has nothing of it
    "nested-dropped": "span",  # a flat layer has another one there
    "relation-dropped": "relation",
    "span-trimmed": "kept",
    "span-widened": "kept",  # a conversion changes the length of a word that it cuts
    "discontinuous-split": "kept",
    "discontinuous-joined": "kept",
    "attribute-dropped": "kept",
    "attribute-to-note": "kept",
    "note-dropped": "kept",
    "authors-dropped": "kept",
    "metadata-dropped": "kept",
    "emendation-dropped": "kept",
    "reading-dropped": "kept",
    "character-replaced": "kept",
    "whitespace-dropped": "kept",
    "label-renamed": "kept",
    "extra-dropped": "kept",
    "cell-cut": "kept",
}
"""Every kind of loss, and what is missing by it: a span, a relation, or a part of something.

Each has its sentence `loss-KIND` in `resources/messages`.
"""

_LOSS_OF: Mapping[Carried, str] = {
    "metadata": "metadata-dropped",
    "emendations": "emendation-dropped",
    "readings": "reading-dropped",
    "authors": "authors-dropped",
    "notes": "note-dropped",
    "attributes": "attribute-dropped",
}
_MOST_IDS = 1000  # of one kind in one article


@dataclass(frozen=True, slots=True)
class Context:
    """What belongs to an export as a whole.

    `view` is the text that is exported, made under `conversion`; `project_line` the first
    line of danqian/1, None for none; `byte_order_mark` asks for one where a format's readers
    want it in files but not in a stream; `options` are the format's own, all of them.
    """

    tagset: TagSet
    project_line: Mapping[str, object] | None = None
    byte_order_mark: bool = True
    view: ViewName = "source"
    conversion: Conversion = field(default_factory=Conversion)
    selection: Selection = EVERYTHING
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    name: str = "danqian"


class Report:
    """What was written and what the format could not carry, filled while writing.

    `losses` counts by kind (see `LOSSES`) over all documents; which annotations and relations
    it struck stands in `entries`, one for each document.
    """

    def __init__(self, format: str, facts: Mapping[str, object] | None = None) -> None:
        self.format = format
        self.facts = dict(facts or {})
        self.documents = self.annotations = self.relations = 0
        self.losses: Counter[str] = Counter()
        self._pending: dict[str, dict[str, list[str]]] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._before: dict[str, Counter[str]] = {}
        self._kept = _Kept()

    def lost(
        self, kind: str, article: str, *ids: str, count: int = 0, before: bool = False
    ) -> None:
        """Note a loss in an article: the ids it struck, or how many where they have none.

        `before` says that the document that will be counted does not have them any more.
        """
        if kind not in LOSSES:
            raise ValueError(f"no such kind of loss: {kind}")
        number = len(ids) + count
        if number:
            self.losses[kind] += number
            self._counts.setdefault(article, Counter())[kind] += number
            self._pending.setdefault(article, {}).setdefault(kind, []).extend(ids)
        if before:
            self._before.setdefault(article, Counter())[LOSSES[kind]] += number

    def lacks(self, document: Document, carries: Iterable[Carried]) -> None:
        """Note everything on a document that a format with these features leaves out."""
        article = document.article.id
        for feature in EVERY_CARRIED - frozenset(carries):
            if feature == "relations":
                self.lost("relation-dropped", article, *(r.id for r in document.relations))
            else:
                self.lost(_LOSS_OF[feature], article, count=_held(document, feature))

    def count(self, document: Document, sha256_export: str = "", **more: object) -> None:
        """Note that a document was written, after all its losses; `more` joins its entry."""
        article = document.article
        counts = self._counts.pop(article.id, Counter[str]())
        ids = self._pending.pop(article.id, {})
        before = self._before.pop(article.id, Counter[str]())
        gone = Counter[str]()
        for kind, number in counts.items():
            gone[LOSSES[kind]] += number
        spans_in = len(document.annotations) + before["span"]
        relations_in = len(document.relations) + before["relation"]
        entry = {
            "article": article.id,
            "name": article.source.name,
            "sha256_source": article.source.sha256,
            **({"sha256_export": sha256_export} if sha256_export else {}),
            "spans_in": spans_in,
            "spans_out": spans_in - gone["span"],
            "relations_in": relations_in,
            "relations_out": relations_in - gone["relation"],
            "losses": [
                {"kind": kind, "count": number, "ids": ids.get(kind, [])[:_MOST_IDS]}
                for kind, number in sorted(counts.items())
            ],
            **more,
        }
        self.documents += 1
        self.annotations += spans_in - gone["span"]
        self.relations += relations_in - gone["relation"]
        self._kept.add(json.dumps(entry, ensure_ascii=False).encode("utf-8"))

    def entries(self) -> Iterator[Mapping[str, Any]]:
        """What is told of each document, in the order they were written."""
        return map(json.loads, self._kept.lines())

    def write(self, out: BinaryIO, files: Mapping[str, str]) -> None:
        """Write `export-report.json`; `files` are the SHA-256 of what was written, by name."""
        head = {
            "format": self.format,
            **self.facts,
            "articles": self.documents,
            "annotations": self.annotations,
            "relations": self.relations,
            "losses": dict(sorted(self.losses.items())),
            "files": dict(files),
        }
        text = json.dumps(head, ensure_ascii=False, indent=1)
        out.write(text.removesuffix("\n}").encode("utf-8") + b',\n "documents": [')
        for number, line in enumerate(self._kept.lines()):
            out.write((b",\n  " if number else b"\n  ") + line)
        out.write(b"\n ]\n}\n")


class _Kept:
    """Lines kept in little room: a hundred thousand articles have many, and much alike."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._packed = bytearray()

    def add(self, line: bytes) -> None:
        self._packed += self._packer.compress(line + b"\n")

    def lines(self) -> Iterator[bytes]:
        """Every line so far; none may be added meanwhile."""
        packed = bytes(self._packed) + self._packer.copy().flush()
        unpacker, rest = zlib.decompressobj(), b""
        for at in range(0, len(packed), 1 << 16):
            *lines, rest = (rest + unpacker.decompress(packed[at : at + (1 << 16)])).split(b"\n")
            yield from lines


def _held(document: Document, feature: Carried) -> int:
    """How many things on a document have a feature."""
    marks = (*document.annotations, *document.relations)
    match feature:
        case "metadata":
            return _has_metadata(document.article)
        case "emendations":
            return len(document.emendations)
        case "readings":
            return len(document.readings)
        case "authors":
            return sum(bool(mark.author or mark.created) for mark in marks)
        case "notes":
            return sum(bool(mark.note) for mark in marks)
        case "attributes":
            return sum(bool(mark.attributes) for mark in marks)
        case "relations":
            return len(document.relations)


def _has_metadata(article: Article) -> bool:
    return bool(article.meta or article.note or article.flag or article.status != "new")
