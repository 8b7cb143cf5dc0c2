"""Label Studio: the tasks with their annotations, and the labeling interface they need.

Offsets are code points of the text, whose only line end is LF.  An annotation is a region; its
attributes are further results with the same id.  Of a discontinuous one every fragment is a
region: the first has our id, the others this id with ~2, ~3 … and the first as their parent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count

from annotations.formats import strict_json
from annotations.formats.doccano import spans_of
from annotations.formats.gathering import facts_of
from annotations.formats.kinds import Format
from annotations.formats.labelstudio_config import CONFIG, LABEL, TEXT, Interface
from annotations.formats.landing import Folder
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Document, Relation, Span

_MOST_BYTES = 32 * 1024 * 1024
"""Of one file of tasks: Label Studio takes a file into memory at once."""


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write tasks.json (tasks-2.json … where there are many) and config.xml.

    Attributes and notes of relations have no place and are dropped, lists of nothing too.
    """
    interface, number = Interface(context.tagset), 1
    tasks, size = list[bytes](), 0
    for document in documents:
        task = _Task(document, interface, report)
        tasks.append(strict_json.dumps(task.record()).encode("utf-8"))
        task.tell()
        size += len(tasks[-1])
        if size > _MOST_BYTES:
            _flush(out, tasks, number)
            tasks, size, number = list[bytes](), 0, number + 1
    if tasks or number == 1:
        _flush(out, tasks, number)
    out.write(CONFIG, interface.xml().encode("utf-8"))


def _flush(out: Folder, tasks: list[bytes], number: int) -> None:
    name = "tasks.json" if number == 1 else f"tasks-{number}.json"
    out.write(name, b"[\n" + b",\n".join(tasks) + b"\n]\n")


class _Task:
    """One article on its way into a task."""

    def __init__(self, document: Document, interface: Interface, report: Report) -> None:
        self.document, self.interface, self.report = document, interface, report
        self.plain = PlainText.of(document.article.text)
        self.spans = {a.id: spans_of(self.plain, a) for a in document.annotations}
        self._lost: dict[str, list[str]] = {}

    def record(self) -> dict[str, object]:
        results = [result for a in self.document.annotations for result in self._results(a)]
        results += (self._relation(r) for r in self.document.relations if self._has_ends(r))
        data = {TEXT: self.plain.text} | facts_of(self.document.article)
        return {"data": data, "annotations": [{"result": results}]}

    def tell(self) -> None:
        """What was written and what was not; after `record`."""
        article = self.document.article.id
        for kind, ids in self._lost.items():
            self.report.lost(kind, article, *ids)
        for relation in self.document.relations:
            if not self._has_ends(relation):
                self.report.lost("relation-dropped", article, relation.id)
            elif relation.attributes:
                self.report.lost("attribute-dropped", article, relation.id)
            if self._has_ends(relation) and relation.note:
                self.report.lost("note-dropped", article, relation.id)
        self.report.lost("character-replaced", article, count=self.plain.replaced)
        digest = hashlib.sha256(self.plain.text.encode("utf-8")).hexdigest()
        self.report.count(self.document, digest)

    def _results(self, annotation: Annotation) -> Iterator[dict[str, object]]:
        id, label = annotation.id, self.interface.label(annotation.label)
        spans = self.spans[id]
        if not spans:
            self._lose("span-dropped", id)
            return
        if len(spans) > 1:
            self._lose("discontinuous-split", id)
        free = (f"{id}~{n}" for n in count(2) if f"{id}~{n}" not in self.spans)
        for number, span in enumerate(spans, start=1):
            region = self._region(id if number == 1 else next(free), LABEL, "labels", span)
            region["value"] = self._value(span) | {"labels": [label]}
            if number > 1:
                region["parentID"] = id
            elif annotation.note:
                region["meta"] = {"text": [annotation.note]}
            yield region
        for key, value in annotation.attributes.items():
            values = [value] if isinstance(value, str) else list(value)
            if not values:
                self._lose("attribute-dropped", id)
                continue
            name, type = self.interface.attribute(key, value, annotation.label)
            result = self._region(id, name, type, spans[0])
            kind = "choices" if type == "choices" else "text"
            result["value"] = self._value(spans[0]) | {kind: values}
            yield result

    def _region(self, id: str, name: str, type: str, span: Span) -> dict[str, object]:
        about = {"id": id, "from_name": name, "to_name": TEXT, "type": type}
        return {**about, "value": self._value(span)}

    def _value(self, span: Span) -> dict[str, object]:
        return {"start": span.start, "end": span.end, "text": span.of(self.plain.text)}

    def _relation(self, relation: Relation) -> dict[str, object]:
        labels = [self.interface.relation(relation.type)]
        ends = {"from_id": relation.start, "to_id": relation.end}
        return {"type": "relation", **ends, "direction": "right", "labels": labels}

    def _has_ends(self, relation: Relation) -> bool:
        return bool(self.spans.get(relation.start) and self.spans.get(relation.end))

    def _lose(self, kind: str, id: str) -> None:
        ids = self._lost.setdefault(kind, [])
        if id not in ids[-1:]:
            ids.append(id)


FORMAT = Format(
    "labelstudio",
    "",
    write,
    kind="folder",
    carries=frozenset({"metadata", "notes", "attributes", "relations"}),
)
