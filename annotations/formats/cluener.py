"""CLUENER 2020's JSONL: a text a line, and by label and by name where it stands.

`{"text": "…", "label": {"address": {"台湾": [[15, 16]]}}}`: the end is the last character
inside; files that count otherwise are found out by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from annotations.errors import Refusal
from annotations.formats import json_files, offsets
from annotations.formats.gathering import FACTS, Gathering, article_of
from annotations.formats.json_files import list_of, strings
from annotations.formats.kinds import Line, Reader, Reading
from annotations.formats.offsets import Convention

_INCLUSIVE = Convention(inclusive=True)
_Told = tuple[str, str, tuple[int, int] | None]
"""A label, a name and where it stands; None for what has no shape of a place."""


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The articles of a file. Misfits: misfit-shape, misfit-span, misfit-quote."""
    for number, value in json_files.items(path, reading.limit):
        if isinstance(value, Refusal):
            yield Line(number, value)
            continue
        record = strings(value)
        text = record.get("text")
        if not isinstance(text, str):
            refusal = Refusal("json-key-missing", file=str(path), line=number, what="text")
            yield Line(number, refusal)
            continue
        facts = {"meta": {k: v for k, v in record.items() if k not in ("text", "label", *FACTS)}}
        article = article_of(text, facts, "cluener", path.name, number, name=path.name)
        gathering = Gathering(article, path, number)
        _gather(gathering, list(_told(record)))
        yield gathering.line()


def _told(record: Mapping[str, Any]) -> Iterator[_Told]:
    for label, names in strings(record.get("label")).items():
        for name, places in strings(names).items():
            for place in list_of(places):
                match place:
                    case [int(start), int(end)]:
                        yield label, name, (start, end)
                    case _:
                        yield label, name, None


def _gather(gathering: Gathering, told: list[_Told]) -> None:
    text = gathering.article.text
    quoted = [(*place, name) for _, name, place in told if place]
    how = offsets.convention_of(text, quoted) or _INCLUSIVE
    spans = offsets.spans_in(text, how, [place or (0, 0) for _, _, place in told])
    for (label, name, place), span in zip(told, spans, strict=True):
        if place is None:
            gathering.misfit("misfit-shape", what=name)
        elif not span:
            gathering.misfit("misfit-span", what=name, start=place[0], end=place[1])
        elif span.of(text) != name:
            gathering.misfit("misfit-quote", what=name, start=span.start, end=span.end)
        else:
            gathering.annotate(label, [span])


def sniff(path: Path, head: bytes) -> bool:
    """A text, and labels by name."""
    record = json_files.first(path, head)
    label = record.get("label")
    if not isinstance(record.get("text"), str) or not isinstance(label, dict):
        return False
    return all(isinstance(names, dict) for names in cast("dict[str, object]", label).values())


READER = Reader("cluener", (".json", ".jsonl"), sniff, read)
