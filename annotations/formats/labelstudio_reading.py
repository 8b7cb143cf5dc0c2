"""Label Studio's exports: JSON (tasks with annotations) and JSON-MIN (a task's data and marks).

Which unit counts is found by the texts of the regions: code points, in files from before
October 2021 UTF-16 (Label Studio's PR #1559).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.errors import Refusal
from annotations.formats import json_files, labelstudio_config, offsets
from annotations.formats.gathering import FACTS, Gathering, article_of
from annotations.formats.json_files import list_of, strings
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.report import Unit
from annotations.model import Article, AttributeValue, Span

_LABELS = ("labels", "hypertextlabels")
_PIECE = re.compile(r"(.*)~[0-9]+", re.DOTALL)
_Result = Mapping[str, Any]


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a file, one a task.

    Marks of several people come in together, each with its author.  Of others' predictions
    and of what somebody skipped nothing comes in.  Misfits: misfit-shape, misfit-span,
    misfit-quote, misfit-relation, misfit-no-label, misfit-suggestions, misfit-cancelled;
    a task without text is refused (task-without-text).
    """
    for number, value in json_files.items(path, reading.limit):
        if isinstance(value, Refusal):
            yield Line(number, value)
            continue
        task = strings(value)
        data = strings(task.get("data")) or task
        key = _text_key(data, _annotations(task))
        if key is None:
            yield Line(number, Refusal("task-without-text", file=str(path), line=number))
            continue
        article = _article(data, _of_the_text(_annotations(task)), key, path, number)
        yield _Task(task, Gathering(article, path, number), key, reading.unit).line()


_WHOLE = ("choices", "textarea", "rating", "number", "datetime", "taxonomy")


def _of_the_text(annotations: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What is said of the text as a whole, by the names of the controls."""
    results = [strings(r) for a in annotations for r in list_of(a.get("result"))]
    return {
        str(result.get("from_name")): given
        for result in results
        if _is_whole(result) and (given := _given(result)) is not None
    }


def _is_whole(result: _Result) -> bool:
    return result.get("type") in _WHOLE and "start" not in strings(result.get("value"))


def _given(result: _Result) -> object:
    """What a control was given."""
    type = result.get("type")
    return strings(result.get("value")).get("text" if type == "textarea" else str(type))


def _article(
    data: Mapping[str, Any], said: Mapping[str, Any], key: str, path: Path, number: int
) -> Article:
    known = {key, *FACTS, *_MIN}
    more = {k: v for k, v in data.items() if k not in known and not _are_regions(v)}
    facts = {**data, "meta": strings(data.get("meta")) | more | dict(said)}
    return article_of(data[key], facts, "labelstudio", path.name, number, name=path.name)


def _annotations(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The annotations of a task, under the name they have now or had before 2021."""
    return [strings(a) for key in ("annotations", "completions") for a in list_of(task.get(key))]


def _text_key(data: Mapping[str, Any], annotations: list[Mapping[str, Any]]) -> str | None:
    """Which of the data is the text: "text", else what fits the regions, else the longest."""
    if isinstance(data.get("text"), str):
        return "text"
    keys = [key for key, value in data.items() if isinstance(value, str) and key not in _MIN]
    quoted = [q for a in annotations for r in list_of(a.get("result")) if (q := _quoted(r))]
    if not quoted and not any(_are_regions(value) for value in data.values()):
        return None
    quoted += [q for value in data.values() for r in list_of(value) if (q := _quoted_value(r))]
    fitting = [key for key in keys if offsets.unit_of(data[key], quoted)]
    return max(fitting or keys, key=lambda key: len(data[key]), default=None)


_MIN = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def _are_regions(value: object) -> bool:
    return bool(list_of(value)) and any(_quoted_value(item) for item in list_of(value))


def _quoted(result: object) -> tuple[int, int, str] | None:
    return _quoted_value(strings(result).get("value"))


def _quoted_value(value: object) -> tuple[int, int, str] | None:
    found = strings(value)
    text = found.get("text")
    match found.get("start"), found.get("end"):
        case int(start), int(end):
            return start, end, text if isinstance(text, str) else ""
        case _:
            return None


class _Task:
    """One task on its way into a document."""

    def __init__(
        self, task: Mapping[str, Any], gathering: Gathering, key: str, unit: Unit | None
    ) -> None:
        self.task, self.gathering, self.key = task, gathering, key
        self.sets = list(self._sets())
        quoted = [q for _, results in self.sets for r in results if (q := _quoted(r))]
        self.unit: Unit = unit or offsets.unit_of(gathering.article.text, quoted) or "code points"

    def _sets(self) -> Iterator[tuple[str, list[_Result]]]:
        """Who made the results of each annotation, and these."""
        for annotation in _annotations(self.task):
            if annotation.get("was_cancelled") is True or annotation.get("skipped") is True:
                self.gathering.misfit("misfit-cancelled")
                continue
            yield _author(annotation), [strings(r) for r in list_of(annotation.get("result"))]
        if "data" not in self.task:
            yield _author({"completed_by": self.task.get("annotator")}), list(self._short())
        suggested = sum(
            len(list_of(strings(p).get("result"))) for p in list_of(self.task.get("predictions"))
        )
        if suggested:
            self.gathering.misfit("misfit-suggestions", count=suggested)

    def _short(self) -> Iterator[_Result]:
        """The regions of JSON-MIN: lists of values under the names of their controls."""
        for name, value in self.task.items():
            if name != self.key and _are_regions(value):
                for item in list_of(value):
                    yield {"from_name": name, "type": "labels", "value": item}

    def line(self) -> Line:
        for author, results in self.sets:
            _Set(results, author, self.gathering, self.unit).gather()
        return self.gathering.line()


def _author(annotation: Mapping[str, Any]) -> str:
    """Who made an annotation: the address where it is told, else the number, else nobody."""
    who = annotation.get("completed_by")
    person = strings(who)
    for value in (person.get("email"), person.get("id"), who):
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""


class _Set:
    """The results that one person made on one text."""

    def __init__(
        self, results: list[_Result], author: str, gathering: Gathering, unit: Unit
    ) -> None:
        self.results, self.author, self.gathering = results, author, gathering
        values = [_quoted(result) for result in results]
        pairs = [(value[0], value[1]) if value else (0, 0) for value in values]
        self.values = values
        self.spans = offsets.spans_in(gathering.article.text, unit, pairs)
        self.ids: dict[str, str] = {}

    def gather(self) -> None:
        regions = [n for n, result in enumerate(self.results) if result.get("type") in _LABELS]
        known = {_id(self.results[n]) for n in regions} - {""}
        pieces: dict[str | int, list[int]] = {}  # by id, by place where there is none
        for n in regions:
            parent = self._parent(self.results[n], known)
            pieces.setdefault(parent or _id(self.results[n]) or n, []).append(n)
        attributes = self._attributes(known)
        for key, places in pieces.items():
            id = key if isinstance(key, str) else ""
            self._annotate(id, places, attributes.get(id, {}))
        for result in self.results:
            if result.get("type") == "relation":
                self._relate(result)

    def _parent(self, result: _Result, known: set[str]) -> str:
        """The id of the region of which this one is a further fragment; "" where it is none."""
        parent, found = result.get("parentID"), _PIECE.fullmatch(_id(result))
        return found[1] if found and parent == found[1] and parent in known else ""

    def _annotate(self, id: str, places: list[int], attributes: dict[str, AttributeValue]) -> None:
        spans = list[Span]()
        for n in places:
            span = self._span(n)
            if span is not None:
                spans.append(span)
        if not spans:
            return
        found = [self.results[n] for n in places]
        values = [strings(result.get("value")) for result in found]
        labels = dict.fromkeys(
            label for value in values for key in _LABELS for label in _strings(value.get(key))
        )
        note = "\n".join(_strings(strings(found[0].get("meta")).get("text"))) or None
        for place, label in enumerate(labels or [""]):
            made = self.gathering.annotate(
                label,
                spans,
                id=id if place == 0 else "",
                attributes=attributes,
                note=note,
                author=self.author or None,
            )
            if made and id and place == 0:
                self.ids[id] = made

    def _span(self, n: int) -> Span | None:
        value, span, text = self.values[n], self.spans[n], self.gathering.article.text
        if value is None:
            what = _id(self.results[n]) or str(self.results[n].get("type"))
            self.gathering.misfit("misfit-shape", what=what)
        elif not span:
            self.gathering.misfit("misfit-span", what=value[2], start=value[0], end=value[1])
        elif value[2] and span.of(text) != value[2]:
            self.gathering.misfit("misfit-quote", what=value[2], start=value[0], end=value[1])
        else:
            return span
        return None

    def _attributes(self, known: set[str]) -> dict[str, dict[str, AttributeValue]]:
        """What is said of each region besides its labels; the rest is told."""
        found: dict[str, dict[str, AttributeValue]] = {}
        for result in self.results:
            type, id = result.get("type"), _id(result)
            if type in _LABELS or type == "relation" or (_is_whole(result) and id not in known):
                continue
            given = _given(result)
            values = [given] if isinstance(given, str) else _strings(given)
            name = str(result.get("from_name", ""))
            if not values or id not in known:
                self.gathering.misfit("misfit-shape", what=name or str(type))
                continue
            key, many = labelstudio_config.attribute(name) or (name, len(values) > 1)
            found.setdefault(id, {})[key] = tuple(values) if many else "\n".join(values)
        return found

    def _relate(self, result: _Result) -> None:
        labels = _strings(result.get("labels"))
        start, end = (self.ids.get(str(result.get(key))) for key in ("from_id", "to_id"))
        if result.get("direction") == "left":
            start, end = end, start
        for label in labels or ["related"]:
            self.gathering.relate(label, start, end)


def _strings(value: object) -> list[str]:
    return [item for item in list_of(value) if isinstance(item, str)]


def _id(result: _Result) -> str:
    id = result.get("id")
    return id if isinstance(id, str) else ""


def sniff(path: Path, head: bytes) -> bool:
    """Tasks with their results, or a text with regions under the name of a control."""
    first = json_files.first(path, head)
    if strings(first.get("data")):
        return any(strings(a).get("result") is not None for a in _annotations(first))
    return any(
        _are_regions(value) and any("labels" in strings(item) for item in list_of(value))
        for value in first.values()
    )


def claims(path: Path) -> bool:
    """Whether a file is the configuration that our export writes beside its tasks."""
    return path.name == "config.xml" and path.with_name("tasks.json").is_file()


READER = Reader("labelstudio", (".json", ".jsonl"), sniff, read, claims=claims, rank=1)
