"""How a project converts between scripts: its overlay, its configurations, pinned readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from annotations.errors import Refusal
from annotations.model import Conversion, ConvertedScript, OverlayEntry, Reading, Span, ViewName
from annotations.store import check, reading
from annotations.store.canonical import load
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording
from annotations.store.rows import reading_of, reading_row
from annotations.store.tables import CONVERSION, OVERLAY, READING, SETTING
from annotations.text.views import HANS_CONFIGS, HANT_CONFIGS, leads_to

CONFIGS: Mapping[ConvertedScript, tuple[str, ...]] = {"hans": HANS_CONFIGS, "hant": HANT_CONFIGS}


def conversion(file: ProjectFile, *, repair: bool = False) -> Conversion:
    """How the views of an article are made that is repaired or not."""
    chosen = configs(file)
    return Conversion(**chosen, repair=repair, overlay=overlay(file))


def configs(file: ProjectFile) -> dict[str, str]:
    """The configurations that the project says, by script; the others are the default."""
    return cast("dict[str, str]", reading.setting(file, CONVERSION) or {})


def overlay(file: ProjectFile) -> tuple[OverlayEntry, ...]:
    """The project's own conversions."""
    query = f"SELECT value FROM {SETTING.name} WHERE key = ?"
    return _entries(cast("str | None", file.value(query, OVERLAY)))


@lru_cache(maxsize=8)
def _entries(json: str | None) -> tuple[OverlayEntry, ...]:
    return () if json is None else entries(load(json))


def entries(value: object) -> tuple[OverlayEntry, ...]:
    """An overlay from JSON, checked.

    Raises Refusal "overlay-broken", "overlay-empty" or "overlay-twice", each with the place,
    counted from 1.
    """
    if not isinstance(value, list):
        raise Refusal("overlay-broken", place=0)
    found: list[OverlayEntry] = []
    for place, item in enumerate(cast("list[object]", value), 1):
        fields = cast("Mapping[str, object]", item if isinstance(item, Mapping) else {})
        to, key, into = fields.get("to"), fields.get("key"), fields.get("value")
        reason = fields.get("reason", "")
        strings = all(isinstance(each, str) for each in (key, into, reason))
        if to not in CONFIGS or not strings:
            raise Refusal("overlay-broken", place=place)
        entry = OverlayEntry(cast("ConvertedScript", to), str(key), str(into), str(reason))
        found.append(entry)
    return checked(found)


def checked(found: Iterable[OverlayEntry]) -> tuple[OverlayEntry, ...]:
    """The same entries, none of them empty and none twice; else a Refusal, as `entries`."""
    kept: dict[tuple[str, str], OverlayEntry] = {}
    for place, entry in enumerate(found, 1):
        if entry.to not in CONFIGS:
            raise Refusal("overlay-broken", place=place)
        if not entry.key.strip() or not entry.value.strip():
            raise Refusal("overlay-empty", place=place)
        if (entry.to, entry.key) in kept:
            raise Refusal("overlay-twice", place=place, to=entry.to, name=entry.key)
        kept[entry.to, entry.key] = entry
    return tuple(kept.values())


def overlay_json(found: Iterable[OverlayEntry]) -> list[dict[str, object]]:
    """An overlay as the project file and danqian/1 have it."""
    told = ({"to": e.to, "key": e.key, "value": e.value, "reason": e.reason} for e in found)
    return [{name: value for name, value in entry.items() if value} for entry in told]


def under(usual: Conversion, name: ViewName, chosen: str) -> Conversion:
    """The usual way of making a view but for its configuration; Refusal "config-unknown"."""
    if name == "hans":
        return replace(usual, hans=config(name, chosen))
    if name == "hant":
        return replace(usual, hant=config(name, chosen))
    raise Refusal("config-unknown", config=chosen, known="")


def config(script: ConvertedScript, name: str) -> str:
    """`name`, if it is a configuration that makes this view; Refusal "config-unknown"."""
    if name not in CONFIGS[script]:
        raise Refusal("config-unknown", config=name, known=" ".join(CONFIGS[script]))
    return name


def pin(step: Recording, article: str, text: str, span: Span, name: str, into: str | None) -> None:
    """Pin a reading in place of what was pinned there for the same script; None pins nothing.

    Raises Refusal "config-unknown", "reading-empty", "span-outside" and, where another span
    that was pinned shares a character, "readings-overlap".
    """
    script = config_of(name)
    if not span or into == "":
        raise Refusal("reading-empty", start=span.start, end=span.end)
    check.inside(text, span, "reading")
    rows = reading.items(step.file, READING, article)
    same = [row for row in rows if leads_to(str(row["config"])) == script]
    there = [row for row in same if Span(*_place(row)) == span]
    others = [reading_of(row) for row in same if Span(*_place(row)) != span]
    if into is not None:
        if any(other.span.overlaps(span) for other in others):
            raise Refusal("readings-overlap", start=span.start, end=span.end)
        if [(row["config"], row["replacement"]) for row in there] == [(name, into)]:
            return
    step.delete(READING, *there)
    if into is not None:
        seq = reading.next_seq(step.file, READING, article)
        step.insert(READING, {**reading_row(article, Reading(span, name, into)), "seq": seq})


def _place(row: Mapping[str, object]) -> tuple[int, int]:
    return cast("int", row["start"]), cast("int", row["end"])


def config_of(name: str) -> ConvertedScript:
    """The script of the view that a configuration makes; Refusal "config-unknown"."""
    for script, names in CONFIGS.items():
        if name in names:
            return script
    known: Sequence[str] = (*HANS_CONFIGS, *HANT_CONFIGS)
    raise Refusal("config-unknown", config=name, known=" ".join(known))
