"""STAM JSON as our own writer makes it, read back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from annotations.errors import Refusal
from annotations.formats import records, strict_json
from annotations.formats.fields import Fields
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.stam import SET

_HEAD = re.compile(rb'\s*\{\s*"@type"\s*:\s*"AnnotationStore"')
Json = Mapping[str, object]
_KINDS = ("annotations", "relations", "emendations", "readings")


def sniff(_: Path, head: bytes) -> bool:
    """Whether a file is a STAM annotation store."""
    return bool(_HEAD.match(head.removeprefix(b"\xef\xbb\xbf")))


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a store; one that is not as we write it is refused."""
    try:
        store = _store(path, reading.limit)
        texts = {r.string("@id"): r.string("text") for r in store.objects("resources")}
        found = _Found(store.objects("annotations"))
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))
        return
    if not found.articles:
        yield Line(0, Refusal("stam-not-ours", file=str(path)))
    for number, resource in enumerate(found.articles, start=1):
        try:
            document = records.document(Fields(found.record(resource, texts)))
        except (Refusal, ValueError) as error:
            known = error if isinstance(error, Refusal) else Refusal("stam-not-ours")
            yield Line(number, known.about(file=str(path), line=number))
        else:
            yield Line(number, document)


def _store(path: Path, limit: int) -> Fields:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Refusal("file-missing") from None
    except OSError:
        raise Refusal("file-not-readable") from None
    if len(data) > limit:
        raise Refusal("file-too-large", limit=limit // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("line-not-utf8", line=1) from None
    return Fields(strict_json.loads(text))


class _Found:
    """The annotations of a store, each with the article that its text belongs to."""

    def __init__(self, items: list[Fields]) -> None:
        self.articles: dict[str, Json] = {}
        self._held: dict[str, dict[str, list[Json]]] = {}
        owners: dict[str, str] = {}
        for item in items:
            id, data = item.optional_string("@id"), _data(item)
            target = item.extra.get("target")
            resources = list(_resources(Fields(target), owners))
            if not resources or "record" not in data:
                continue
            owners[id] = resources[0]
            record = cast(dict[str, object], strict_json.loads(str(data["record"])))
            if "article" in data:
                self.articles[resources[0]] = record
                continue
            kind = next((k for k in _KINDS if k[:-1] in data), "annotations")
            if kind == "annotations":
                spans = _spans(Fields(target))
                told = {"id": data.get("id"), "label": data.get("label"), "fragments": spans}
                record = {**told, **record}
            self._held.setdefault(resources[0], {}).setdefault(kind, []).append(record)

    def record(self, resource: str, texts: Mapping[str, str]) -> Json:
        """The line of danqian/1 that says the same."""
        known = Fields(self.articles[resource])
        article, lists = known.object_("article").extra, known.object_("lists").extra
        article.pop("schema", None)
        article.pop("kind", None)
        held = self._held.get(resource, {})
        told = {key: held.get(key, []) for key in _KINDS if key in held or lists.get(key)}
        return {**article, "text": texts.get(resource, ""), **told}


def _data(item: Fields) -> dict[str, object]:
    """What our set says on an annotation, by key."""
    found: dict[str, object] = {}
    for data in item.objects("data"):
        if data.optional_string("set") == SET:
            found[data.string("key")] = data.object_("value").extra.get("value")
    return found


def _resources(target: Fields, owners: Mapping[str, str]) -> Iterator[str]:
    """The texts that a target is on, directly or by way of other annotations."""
    if "resource" in target.extra:
        yield target.string("resource")
    if "annotation" in target.extra:
        owner = owners.get(target.string("annotation"))
        if owner is not None:
            yield owner
    if "selectors" in target.extra:
        inner = [Fields(value) for value in cast(list[object], target.extra["selectors"])]
        for part in inner:
            yield from _resources(part, owners)


def _spans(target: Fields) -> list[list[int]]:
    parts = target.objects("selectors") if "selectors" in target.extra else [target]
    spans: list[list[int]] = []
    for part in parts:
        offset = part.object_("offset")
        ends = [offset.object_(key) for key in ("begin", "end")]
        if any(end.extra.get("@type") != "BeginAlignedCursor" for end in ends):
            raise Refusal("stam-not-ours")
        spans.append([end.integer("value") for end in ends])
    return spans


READER = Reader("stam", (".json",), sniff, read, rank=5)
