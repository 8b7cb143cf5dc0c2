"""The article of a CAS: as we wrote it beside the text, else made of the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import cast

from annotations import ids
from annotations.errors import Refusal
from annotations.formats import records, strict_json
from annotations.formats.cas.layers import ARTICLE_LAYER, REST
from annotations.formats.cas.model import METADATA, Structure
from annotations.formats.fields import Fields
from annotations.model import Article, Document, Source
from annotations.text.source import title_of

_ON_TEXT = ("emendations", "readings")


def article_of(
    structures: Iterable[Structure], text: str, name: str
) -> tuple[Document, list[Refusal]]:
    """The article with its emendations and readings, and what of them does not fit."""
    title = ""
    for structure in structures:
        if structure.type == ARTICLE_LAYER:
            try:
                return _as_told(Fields(strict_json.loads(structure.text(REST))).extra, text, name)
            except Refusal:
                return _plain(text, title or name), [Refusal("misfit-article")]
        if structure.type == METADATA:
            title = structure.text("documentTitle")
    return _plain(text, title or name), []


def _as_told(told: Mapping[str, object], text: str, name: str) -> tuple[Document, list[Refusal]]:
    """What we wrote of an article. Refusal where somebody broke it."""
    record = {key: value for key, value in told.items() if key not in ("schema", "kind")}
    record["text"] = text
    try:
        return records.document(Fields(record)), []
    except Refusal as refusal:
        if refusal.key != "line-source-differs":
            raise
    # The text is a source of its own: XML could not hold all of it, or somebody changed it.
    record["source"] = {"name": _name_in(record) or name}
    if "\ufffd" in text:
        return records.document(Fields(record)), []
    lost = [key for key in _ON_TEXT if record.pop(key, None)]
    misfits = [Refusal("misfit-emendations")] if lost else []
    return records.document(Fields(record)), misfits


def _name_in(record: Mapping[str, object]) -> str:
    source = record.get("source")
    name = cast("dict[str, object]", source).get("name") if isinstance(source, dict) else None
    return name if isinstance(name, str) else ""


def _plain(text: str, name: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    id = ids.named("cas", name, digest)
    return Document(Article(id, title_of(text), text, Source(name, digest, "utf-8", bom=False)))
