"""STAM JSON (github.com/annotation/stam): texts, annotations on them, and how the views align.

Of a source the other views go along as texts of their own, tied to it by transpositions (the
STAM extension stam-transpose): pairs of stretches that stand one for one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from annotations.formats import records, strict_json, viewed
from annotations.formats.kinds import Format
from annotations.formats.report import EVERY_CARRIED, Context, Report
from annotations.formats.withouttext.skeleton import whole
from annotations.model import Annotation, Document, Span, View, ViewName

SET = "danqian"
ATTRIBUTES = "danqian-attributes"
TRANSPOSE = "https://w3id.org/stam/extensions/stam-transpose/"
OWN = ("note", "author", "created", "modified")
"""Of an annotation these are told as data of their own, besides `label` and its attributes."""
_OTHER_VIEWS: tuple[ViewName, ...] = ("clean", "hans", "hant")
_SPOOL = 8_000_000
Json = dict[str, object]


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write one annotation store: the texts at once, the annotations by way of another file."""
    with tempfile.SpooledTemporaryFile(_SPOOL) as spool:
        out.write(b'{"@type": "AnnotationStore", "@id": ')
        out.write(_encoded(context.name) + b',\n"resources": [')
        is_first = is_first_mark = True
        for number, document in enumerate(documents):
            for resource in _resources(document, context):
                out.write((b"\n" if is_first else b",\n") + _encoded(resource))
                is_first = False
            for annotation in _annotations(number, document, context):
                spool.write((b"\n" if is_first_mark else b",\n") + _encoded(annotation))
                is_first_mark = False
            report.count(document, whole(document.article.text))
        out.write(b'\n],\n"annotationsets": [],\n"annotations": [')
        spool.seek(0)
        while block := spool.read(1 << 20):
            out.write(block)
        out.write(b"\n]}\n")


def resource_id(article: str, view: str) -> str:
    """The name of an article's text in one view."""
    return f"{article}/{view}"


def _encoded(value: object) -> bytes:
    return strict_json.dumps(value).encode("utf-8")


def _views(document: Document, context: Context) -> list[View]:
    """The other views that go along: none of a text that is a view itself."""
    if context.view != "source":
        return []
    made = viewed.views(document, context.conversion)
    return [made.of(name) for name in _OTHER_VIEWS]


def _resources(document: Document, context: Context) -> Iterator[Json]:
    article = document.article
    yield _resource(resource_id(article.id, context.view), article.text)
    for view in _views(document, context):
        yield _resource(resource_id(article.id, view.name), view.text)


def _resource(id: str, text: str) -> Json:
    return {"@type": "TextResource", "@id": id, "text": text}


# -- annotations ------------------------------------------------------------------------


def _annotations(number: int, document: Document, context: Context) -> Iterator[Json]:
    """The article's own data, then what stands on it, then how its views align."""
    record = records.record(document)
    told = ("annotations", "relations", "emendations", "readings", "text")
    known = {key: value for key, value in record.items() if key not in told}
    lists = {key: key in record for key in told if key != "text"}
    resource = resource_id(document.article.id, context.view)
    target: Json = {"@type": "ResourceSelector", "resource": resource}
    data = [_data("article", document.article.id), _data("title", document.article.title)]
    data += [_data("record", strict_json.dumps({"article": known, "lists": lists}))]
    yield _annotation(f"{number}", target, data)
    names: dict[str, str] = {}
    for n, annotation in enumerate(document.annotations):
        names[annotation.id] = f"{number}.t{n}"
        yield _annotation(names[annotation.id], _target(resource, annotation), _marks(annotation))
    yield from _linked(number, document, resource, names)
    yield from _corrected(number, record, resource)
    for view in _views(document, context):
        yield from _transposition(f"{number}.{view.name}", resource, document.article.id, view)


def _target(resource: str, annotation: Annotation) -> Json:
    parts = [_selector(resource, span) for span in annotation.fragments]
    return parts[0] if len(parts) == 1 else {"@type": "CompositeSelector", "selectors": parts}


def _marks(annotation: Annotation) -> list[Json]:
    record = records.annotation_record(annotation)
    data = [_data("id", annotation.id), _data("label", annotation.label)]
    for name, value in annotation.attributes.items():
        told = value if isinstance(value, str) else list(value)
        data.append(_data(name or " ", told, ATTRIBUTES))
    data += [_data(key, value) for key in OWN if isinstance(value := record.get(key), str)]
    left = {k: v for k, v in record.items() if k not in ("id", "label", "fragments")}
    return [*data, _data("record", strict_json.dumps(left))]


def _linked(
    number: int, document: Document, resource: str, names: Mapping[str, str]
) -> Iterator[Json]:
    """Relations lead from one annotation to another; one that leads nowhere is on the text."""
    for n, record in enumerate(_list(records.record(document), "relations")):
        relation = document.relations[n]
        ends = [relation.start, relation.end]
        target: Json = {"@type": "ResourceSelector", "resource": resource}
        if all(end in names for end in ends):
            parts = [{"@type": "AnnotationSelector", "annotation": names[end]} for end in ends]
            target = {"@type": "DirectionalSelector", "selectors": parts}
        data = [_data("relation", relation.type), _data("id", relation.id)]
        yield _annotation(f"{number}.r{n}", target, [*data, _data("record", _line(record))])


def _corrected(number: int, record: Mapping[str, object], resource: str) -> Iterator[Json]:
    """Emendations and pinned readings; STAM has no empty stretch, so some are on the text."""
    for key, letter in (("emendations", "e"), ("readings", "p")):
        for n, item in enumerate(_list(record, key)):
            span = Span(int(str(item["start"])), int(str(item["end"])))
            target: Json = {"@type": "ResourceSelector", "resource": resource}
            data = [
                _data(key[:-1], str(item.get("replacement") or "")),
                _data("record", _line(item)),
            ]
            name = f"{number}.{letter}{n}"
            yield _annotation(name, _selector(resource, span) if span else target, data)


def _transposition(name: str, resource: str, article: str, view: View) -> Iterator[Json]:
    """Two sides, stretch for stretch, and what ties them; nothing where nothing stayed."""
    runs = [run for run in view.alignment.runs if run.n]
    if not runs:
        return
    other = resource_id(article, view.name)
    sides = (
        (resource, [Span(run.s, run.s + run.n) for run in runs]),
        (other, [Span(run.t, run.t + run.n) for run in runs]),
    )
    made: list[Json] = []
    for n, (text, spans) in enumerate(sides):
        parts = [_selector(text, span) for span in spans]
        target: Json = {"@type": "DirectionalSelector", "selectors": parts}
        side = f"{name}.{n}"
        yield _annotation(side, target, [_data("TranspositionSide", None, TRANSPOSE)])
        made.append({"@type": "AnnotationSelector", "annotation": side})
    target = {"@type": "DirectionalSelector", "selectors": made}
    yield _annotation(name, target, [_data("Transposition", None, TRANSPOSE)])


def _selector(resource: str, span: Span) -> Json:
    def cursor(value: int) -> Json:
        return {"@type": "BeginAlignedCursor", "value": value}

    offset = {"@type": "Offset", "begin": cursor(span.start), "end": cursor(span.end)}
    return {"@type": "TextSelector", "resource": resource, "offset": offset}


def _annotation(id: str, target: Json, data: list[Json]) -> Json:
    return {"@type": "Annotation", "@id": id, "target": target, "data": data}


def _data(key: str, value: str | list[str] | None, set: str = SET) -> Json:
    told: Json = {"@type": "Null"}
    if isinstance(value, str):
        told = {"@type": "String", "value": value}
    elif value is not None:
        items = [{"@type": "String", "value": item} for item in value]
        told = {"@type": "List", "value": items}
    return {"@type": "AnnotationData", "set": set, "key": key, "value": told}


def _line(item: object) -> str:
    return strict_json.dumps(item)


def _list(record: Mapping[str, object], key: str) -> list[Mapping[str, str | int]]:
    return list(record.get(key, []))  # type: ignore


FORMAT = Format("stam", ".json", write, newline="as found", carries=EVERY_CARRIED)
