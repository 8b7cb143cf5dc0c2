"""Web Annotations read: ours, and others' about a text file that lies beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

from annotations import ids
from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.assembly import Assembly
from annotations.formats.kinds import Line, Reading
from annotations.formats.line_feeds import Restored
from annotations.formats.offsets import spans_in, unit_of
from annotations.formats.records import Record
from annotations.formats.report import Unit
from annotations.formats.text_files import bytes_of
from annotations.formats.w3c.anchoring import anchored
from annotations.formats.w3c.items import Item, Selected, items_of
from annotations.formats.w3c.names import ARTICLE, CONTEXT, id_of
from annotations.model import Span

_JSON_FACTOR = 20  # a file of annotations may have so many times the bytes of a text
_MARKS = (b"TextQuoteSelector", b"TextPositionSelector", CONTEXT.encode())
_ENDINGS = (".w3c", ".annotations", ".anno")  # before the suffix, not in the text's name


def sniff(path: Path, head: bytes) -> bool:
    """Whether annotations of this model begin in the file."""
    return path.suffix.lower() == ".jsonld" or any(mark in head for mark in _MARKS)


def claims(path: Path) -> bool:
    """Whether a text is the one that annotations beside it are about."""
    beside = (path.with_suffix(suffix) for suffix in (".jsonld", ".w3c.json"))
    return path.suffix.lower() == ".txt" and any(map(Path.is_file, beside))


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """A document for each text that the annotations are about.

    Its Refusals: those of `bytes_of` and `strict_json`, file-not-text, w3c-none (no annotation
    in it), w3c-text-missing (`text` is the name that is looked for).
    """
    try:
        value = strict_json.loads(_decoded(bytes_of(path, reading.limit * _JSON_FACTOR)))
        items = list(items_of(value))
        article = _article(value)
        if not items and not article:
            raise Refusal("w3c-none")
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))
        return
    about: dict[str, list[Item]] = {"": []} if article else {}
    links = [item for item in items if item.is_link]
    for item in items:
        if not item.is_link:
            about.setdefault("" if article else item.source, []).append(item)
    texts: dict[Path | str, list[Item]] = {}
    for source, those in about.items():
        file = _text_file(path, source, article)
        texts.setdefault(file or source, []).extend(those)
    for number, (file, those) in enumerate(texts.items(), start=1):
        try:
            text = _text(path, file, reading.limit)
            yield _Text(path, text, file, article, reading.unit).line(number, those, links)
        except Refusal as refusal:
            yield Line(number, refusal.about(file=str(path)))


class _Text:
    """One text and the annotations about it, on their way into a document."""

    def __init__(
        self, path: Path, text: str, file: Path | str, article: Record, unit: Unit | None
    ) -> None:
        self._text = text
        self._unit: Unit | None = unit
        self._sum = hashlib.sha256(text.encode("utf-8")).hexdigest()
        self._article = article
        self._is_same = article.get("text_sha256") == self._sum
        self._restored = Restored(text, article.get("changes") if self._is_same else None)
        self._assembly = Assembly(str(path), self._restored.text)
        self._name = file.name if isinstance(file, Path) else file
        self._ids: dict[str, str] = {}

    def line(self, number: int, items: list[Item], links: list[Item]) -> Line:
        """The document with these annotations, and those of the links that are between them."""
        told = [
            (one.start, one.end, one.exact)
            for item in items
            for one in item.selected()
            if one.start is not None and one.end is not None and one.exact is not None
        ]
        unit = self._unit or unit_of(self._text, told) or "code points"
        for place, item in enumerate(items):
            self._annotation(place, item, unit)
        for place, link in enumerate(links):
            self._relation(place, link)
        for kind, add in (
            ("emendations", self._assembly.emendation),
            ("readings", self._assembly.reading),
        ):
            for record in _records(self._article.get(kind)) if self._is_same else ():
                add(record)
        document = self._assembly.document(self._record())
        return Line(number, document, tuple(self._assembly.misfits))

    def _annotation(self, place: int, item: Item, unit: Unit) -> None:
        spans = [self._span(one, unit) for one in item.selected()]
        id = self._id(item, "annotation", place)
        if item.id:
            self._ids[item.id] = id
        if not spans or None in spans:
            self._assembly.misfit("annotation", item.id or str(place + 1))
            return
        fragments = sorted({self._restored.span(span) for span in spans if span is not None})
        tags = item.tags()
        told = item.told()
        if len(tags) > 1 and "attributes" not in told:
            told["attributes"] = {"tag": tags[1:]}
        self._assembly.annotation(
            {
                "id": id,
                "label": tags[0] if tags else item.motivation(),
                "fragments": [[span.start, span.end] for span in fragments],
                **told,
            }
        )

    def _relation(self, place: int, link: Item) -> None:
        ends = [id_of(end) if self._article else self._ids.get(end) for end in link.ends()]
        if len(ends) != 2 or None in ends:
            if any(ends) or self._article:
                self._assembly.misfit("relation", link.id or str(place + 1))
            return
        type = next(iter(link.tags()), "") or link.motivation()
        record: Record = {"id": self._id(link, "relation", place), "type": type}
        self._assembly.relation({**record, "from": ends[0], "to": ends[1], **link.told()})

    def _span(self, one: Selected, unit: Unit) -> Span | None:
        """Where a target stands: as its position says if the quote is there, else by the quote."""
        place: Span | None = None
        if one.start is not None and one.end is not None:
            place = spans_in(self._text, unit, [(one.start, one.end)])[0]
        if one.exact is None or (place and place.of(self._text) == one.exact):
            return place
        near = None if one.start is None else one.start
        return anchored(self._text, one.exact, one.prefix, one.suffix, near)

    def _id(self, item: Item, kind: str, place: int) -> str:
        return id_of(item.id) or ids.named("w3c", kind, self._sum, item.id or place)

    def _record(self) -> Record:
        """The record of the article; of foreign annotations one made of the text."""
        own = {"text_file", "text_sha256", "changes", "emendations", "readings"}
        told = {key: value for key, value in self._article.items() if key not in own}
        if not self._is_same and told:
            self._assembly.misfit("article", str(told.get("id", "")))
        made: Record = {"id": ids.named("w3c", self._sum), "source": {"name": self._name}}
        return {**made, **told}


def _article(value: object) -> Record:
    """What a file of ours says of its article; nothing of others'."""
    told = cast("Mapping[str, object]", value).get(ARTICLE) if isinstance(value, dict) else None
    return cast("Record", told) if isinstance(told, dict) else {}


def _records(value: object) -> list[Record]:
    values = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("Record", one) for one in values if isinstance(one, dict)]


def _text_file(path: Path, source: str, article: Record) -> Path | None:
    """The text that annotations are about, in the folder they are in, whatever the source says."""
    told = article.get("text_file")
    named = told if isinstance(told, str) else unquote(urlsplit(source).path)
    stem = path.stem
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    for name in (PurePosixPath(named.replace("\\", "/")).name, f"{path.stem}.txt", f"{stem}.txt"):
        file = path.with_name(name) if name not in ("", ".", "..") and "\0" not in name else path
        if file.suffix.lower() == ".txt" and file.is_file() and not file.is_symlink():
            return file
    return None


def _text(path: Path, file: Path | str, limit: int) -> str:
    if isinstance(file, str):
        raise Refusal("w3c-text-missing", text=f"{path.stem}.txt")
    if file.stat().st_size == 0 or not file.read_bytes()[:limit].strip():
        return file.read_bytes()[:limit].decode("utf-8", "replace")
    return _decoded(bytes_of(file, limit))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("file-not-text") from error
