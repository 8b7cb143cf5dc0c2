"""A document put together from the records of a foreign file; what does not fit is told.

Formats that are not ours carry what they have a place for in their own way, and the rest of a
record of danqian/1 (see `records`) as JSON beside it.  Their readers join both again here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from annotations.errors import Refusal
from annotations.formats import records
from annotations.formats.fields import Fields
from annotations.formats.records import Record
from annotations.model import (
    Annotation,
    Article,
    Document,
    Emendation,
    Reading,
    Relation,
    Source,
)
from annotations.text.source import title_of

_Made = TypeVar("_Made")
_ON_ARTICLE = frozenset(
    {"schema", "kind", "text", "emendations", "readings", "annotations", "relations"}
)
_OFTEN_EMPTY = frozenset(
    {"author", "created", "modified", "tagset", "note", "replacement", "attributes"}
)


def article_record(article: Article) -> Record:
    """What danqian/1 says of an article besides its text and what is on it."""
    record = records.record(Document(article))
    return {key: value for key, value in record.items() if key not in _ON_ARTICLE}


def rest(record: Mapping[str, object], told: Collection[str]) -> Record:
    """The keys of a record that say something and are not `told` in another way."""
    return {
        key: value
        for key, value in record.items()
        if key not in told and not (key in _OFTEN_EMPTY and (value is None or value == {}))
    }


class Assembly:
    """One document on its way in: each part is checked alone, and one that is wrong left out.

    `misfits` collects why: misfit-record-article, -annotation, -relation and
    -emendation, each with `file` and `id`.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.misfits: list[Refusal] = []
        self._annotations: dict[str, Annotation] = {}
        self._relations: dict[str, Relation] = {}
        self._emendations: dict[str, Emendation] = {}
        self._readings: list[Reading] = []

    def annotation(self, record: Record) -> None:
        """Add an annotation; its quote need not be given."""
        self._add("annotation", record, self._annotations, records.annotation, self.text)

    def relation(self, record: Record) -> None:
        self._add("relation", record, self._relations, records.relation)

    def emendation(self, record: Record) -> None:
        self._add("emendation", record, self._emendations, records.emendation, self.text)

    def reading(self, record: Record) -> None:
        made = self._made("emendation", record, records.reading, self.text)
        self._readings += [made] if made else []

    def document(self, record: Record) -> Document:
        """The document of an article of this record, which needs an `id` and its source's name."""
        return Document(
            self._article(record),
            tuple(self._emendations.values()),
            tuple(self._readings),
            tuple(self._annotations.values()),
            tuple(self._relations.values()),
        )

    def misfit(self, kind: str, id: str) -> None:
        """Note that something of this kind and id was left out."""
        self.misfits.append(Refusal(f"misfit-record-{kind}", file=self.file, id=id))

    def _add(
        self,
        kind: str,
        record: Record,
        those: dict[str, _Made],
        make: Callable[..., _Made],
        *text: str,
    ) -> None:
        made, id = self._made(kind, record, make, *text), str(record.get("id", ""))
        if made is not None and id in those:
            self.misfit(kind, id)
        elif made is not None:
            those[id] = made

    def _made(
        self, kind: str, record: Record, make: Callable[..., _Made], *text: str
    ) -> _Made | None:
        try:
            return _whole(make(Fields(record), *text))
        except Refusal:
            self.misfit(kind, str(record.get("id", "")))
            return None

    def _article(self, record: Record) -> Article:
        """The article; where the text is not that of its source any more it is its own source."""
        source = record.get("source")
        told = cast("Record", source) if isinstance(source, dict) else {}
        name = str(told.get("name", ""))
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        itself: Record = {"name": name, "sha256": digest, "encoding": "utf-8", "bom": False}
        for attempt in (record, {**record, "source": itself}):
            try:
                article = _whole(records.article(Fields(attempt), self.text))
                return replace(article, source=_whole(article.source))
            except Refusal:
                continue
        id = str(record.get("id", ""))
        self.misfit("article", id)
        return Article(id, title_of(self.text), self.text, Source(name, digest, "utf-8", False))


def _whole(made: _Made) -> _Made:
    """The same without `absent`: that our JSON left a key out says nothing of the file."""
    return cast(_Made, replace(cast(Any, made), absent=())) if hasattr(made, "absent") else made
