"""spaCy's DocBin files: the spans of every group, else the entities, as annotations."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from annotations.errors import Refusal
from annotations.formats.gathering import Gathering, article_of
from annotations.formats.json_files import strings
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.spacy import DATA, SPANS, SUFFIX
from annotations.formats.text_files import bytes_of
from annotations.model import AttributeValue, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SWELL = 40  # times a file may be larger unpacked; eight bytes of a token are one of text
_ZLIB = b"\x78"


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a file.

    All groups of spans come in (ours is "sc"); where there is none, the entities do.
    Refusals: those of `bytes_of`, file-too-large for what is too large unpacked,
    file-not-format.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        data = bytes_of(path, reading.limit)
        _refuse_bomb(data, reading.limit * _SWELL, str(path))
        docs = iter(DocBin().from_bytes(data).get_docs(Vocab()))
    except Refusal as refusal:
        yield Line(0, refusal)
        return
    except Exception:  # whatever a file that is none brings msgpack, numpy or spaCy to raise
        yield Line(0, Refusal("file-not-format", file=str(path), format="spacy"))
        return
    number = 0
    while True:
        number += 1
        try:
            doc = next(docs, None)
            if doc is None:
                return
            line = _line(doc, path, number)
        except Exception:
            yield Line(number, Refusal("file-not-format", file=str(path), format="spacy"))
            return
        yield line


def _refuse_bomb(data: bytes, limit: int, file: str) -> None:
    unpacker = zlib.decompressobj()
    size, rest = 0, data
    try:
        while rest and size <= limit:
            size += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise Refusal("file-not-format", file=file, format="spacy") from error
    if size > limit:
        raise Refusal("file-too-large", file=file, limit=f"{limit / (1 << 20):g}")


def _line(doc: Doc, path: Path, number: int) -> Line:
    known = strings(doc.user_data.get(DATA))
    article = article_of(doc.text, known, "spacy", path.name, number, name=path.name)
    gathering = Gathering(article, path, number)
    rests = strings(known.get("annotations"))
    for group in _groups(doc):
        for (id, label), spans in group.items():
            gathering.annotate(label, spans, id=id[0], **_rest(rests.get(id[0])))
    for relation in map(strings, _listed(known.get("relations"))):
        type, start, end, id = (str(relation.get(k, "")) for k in ("type", "from", "to", "id"))
        gathering.relate(type, start, end, id=id, **_rest(relation))
    return gathering.line()


_Key = tuple[tuple[str, int], str]
"""The id of a span and its label; where it has none its number in the group, which is its own."""


def _groups(doc: Doc) -> Iterator[dict[_Key, list[Span]]]:
    """The spans of every group, in characters; those with one id belong together."""
    names = sorted(doc.spans, key=lambda name: (name != SPANS, name))
    given = [list(doc.spans[name]) for name in names if len(doc.spans[name])]
    for spans in given or [list(doc.ents)]:
        group: dict[_Key, list[Span]] = {}
        for number, span in enumerate(spans):
            key = ((span.id_, -1 if span.id_ else number), span.label_)
            group.setdefault(key, []).append(Span(span.start_char, span.end_char))
        yield group


def _rest(value: object) -> dict[str, Any]:
    """What our own writer put beside an annotation or a relation."""
    said = strings(value)
    found: dict[str, Any] = {
        key: said[key] for key in ("note", "author", "created") if isinstance(said.get(key), str)
    }
    attributes: dict[str, AttributeValue] = {}
    for key, held in strings(said.get("attributes")).items():
        values = _listed(held)
        attributes[key] = held if isinstance(held, str) else tuple(map(str, values))
    return found | ({"attributes": attributes} if attributes else {})


def _listed(value: object) -> list[Any]:
    """A list, which msgpack gives as a tuple."""
    return list(cast("tuple[Any, ...]", value)) if isinstance(value, list | tuple) else []


def sniff(_: Path, head: bytes) -> bool:
    """What begins as zlib's streams do; the ending of the name says the rest."""
    return head.startswith(_ZLIB)


READER = Reader("spacy", (SUFFIX,), sniff, read, extra="spacy", needs=("spacy",))
