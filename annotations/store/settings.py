"""What a project keeps for itself: its tag set, and the line a file brought for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from annotations import tagset
from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.model import OverlayEntry
from annotations.store import conversions, reading
from annotations.store.canonical import dump
from annotations.store.file import ProjectFile
from annotations.store.history import CREATED
from annotations.store.recording import Recording, recording
from annotations.store.tables import (
    ABOUT,
    ARTICLE,
    CONVERSION,
    OVERLAY,
    PROJECT,
    REPLICA,
    SETTING,
)
from annotations.tagset import TagSet

TAGSET, LINE = "tagset", "line"


def begin(file: ProjectFile, author: str, chosen: TagSet | None = None) -> None:
    """The first step of a new project: its identity and its copy of the chosen tag set."""
    ids = Ids()
    with file.tx() as db:
        db.table(ABOUT).insert_all({"key": key, "value": ids.new()} for key in (PROJECT, REPLICA))
    with recording(file, author, CREATED, {}) as step:
        put(step, TAGSET, (chosen or tagset.default()).raw_toml)


def tag_set(file: ProjectFile) -> TagSet:
    """The project's own copy of its tag set."""
    toml = reading.setting(file, TAGSET)
    return tagset.parse(cast("str", toml)) if toml is not None else tagset.default()


def put(step: Recording, key: str, value: object) -> None:
    """Write a setting, as part of a step."""
    row = reading.one(step.file, SETTING, key)
    if row is None:
        step.insert(SETTING, {"key": key, "value": dump(value)})
    else:
        step.update(SETTING, row, value=dump(value))


def put_overlay(step: Recording, entries: Sequence[OverlayEntry]) -> None:
    """Have these entries as the project's overlay, in place of all others."""
    found = conversions.checked(entries)
    if found != conversions.overlay(step.file):
        put(step, OVERLAY, conversions.overlay_json(found))


def put_configs(step: Recording, hans: str | None, hant: str | None) -> None:
    """Choose configurations; None keeps the one there is."""
    before = conversions.conversion(step.file)
    chosen = dict(conversions.configs(step.file))
    if hans is not None and conversions.config("hans", hans) != before.hans:
        chosen["hans"] = hans
    if hant is not None and conversions.config("hant", hant) != before.hant:
        chosen["hant"] = hant
    if chosen != conversions.configs(step.file):
        put(step, CONVERSION, chosen)


def identity(file: ProjectFile) -> str:
    """What tells a project from all others, also where its file is copied."""
    return str(file.value(f"SELECT value FROM {ABOUT} WHERE key = ?", PROJECT))


def project_line(file: ProjectFile) -> dict[str, object] | None:
    """The line an export begins with; None when a reader needs none.

    That is the line a file brought, unknown keys and all, with the project's own tag set,
    configurations and overlay.
    """
    line = cast("dict[str, object]", reading.setting(file, LINE) or {})
    converting = _converting(file, line)
    own = tag_set(file)
    is_shipped = any(own.raw_toml == known.raw_toml for known in tagset.shipped().values())
    if not line and is_shipped and not converting:
        return None
    brought = line.get("tagset")
    described: dict[str, object] = {"id": own.id, "version": own.version}
    if not is_shipped:
        described["toml"] = own.raw_toml
    if isinstance(brought, Mapping):
        described = {**cast("Mapping[str, object]", brought), **described}
    shown = {"tagset": described} if "tagset" in line or not is_shipped else {}
    return {"schema": "danqian/1", "kind": "project", **line, **shown, **converting}


def _converting(file: ProjectFile, line: Mapping[str, object]) -> dict[str, object]:
    """The keys `conversion` and `overlays`, where they say something or the line had them."""
    keys: dict[str, object] = {}
    chosen, overlay = conversions.configs(file), conversions.overlay(file)
    if chosen or "conversion" in line:
        keys["conversion"] = {**_fields(line.get("conversion")), **chosen}
    if overlay or "overlays" in line:
        brought = {
            _words(fields): fields
            for fields in map(_fields, cast("list[object]", line.get("overlays", [])))
        }
        keys["overlays"] = [
            {**brought.get(_words(own), {}), **own} for own in conversions.overlay_json(overlay)
        ]
    return keys


def _words(entry: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(entry.get(name) for name in ("to", "key", "value"))


def _fields(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def adopt(step: Recording, line: Mapping[str, object], *, brought: int) -> None:
    """Take over what a file's first line says of its project.

    Its tag set replaces ours only while all articles (`brought` of them) came with this
    batch; else another tag set raises Refusal "tagset-differs".  Its configurations too are
    taken over only then, and where we have chosen none.  Its overlay is united with ours,
    which wins where both have a key; of other keys ours win as well.  Raises Refusal
    "config-unknown" and those of `conversions.entries`.
    """
    toml = _toml(line)
    is_new = step.file.value(f"SELECT count(*) FROM {ARTICLE.name}") == brought
    if toml is not None and toml != tag_set(step.file).raw_toml:
        wanted = tagset.parse(toml)
        if not is_new:
            raise Refusal("tagset-differs", id=wanted.id, version=wanted.version)
        put(step, TAGSET, toml)
    chosen = _chosen(line.get("conversion", {}))
    if is_new and chosen:
        put(step, CONVERSION, {**chosen, **conversions.configs(step.file)})
    own = conversions.overlay(step.file)
    known = {(entry.to, entry.key) for entry in own}
    theirs = conversions.entries(line.get("overlays", []))
    put_overlay(step, (*own, *(e for e in theirs if (e.to, e.key) not in known)))
    ours = cast("dict[str, object]", reading.setting(step.file, LINE) or {})
    put(step, LINE, {**line, **ours})


def _chosen(value: object) -> dict[str, str]:
    """The configurations a project line carries, by script."""
    if not isinstance(value, Mapping):
        raise Refusal("json-key-type", what="conversion", wanted="object")
    fields = cast("Mapping[str, object]", value)
    return {
        script: conversions.config(script, str(fields[script]))
        for script in conversions.CONFIGS
        if script in fields
    }


def _toml(line: Mapping[str, object]) -> str | None:
    """The tag set a project line carries: written out, or by the name of a shipped one."""
    given = line.get("tagset")
    if not isinstance(given, Mapping):
        return None
    fields = cast("Mapping[str, object]", given)
    toml = fields.get("toml")
    if isinstance(toml, str):
        return toml
    known = tagset.shipped().get(str(fields.get("id")))
    return known.raw_toml if known and known.version == fields.get("version") else None
