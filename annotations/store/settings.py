"""What a project keeps for itself: its tag set, and the line a file brought for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from annotations import tagset
from annotations.errors import Refusal
from annotations.ids import Ids
from annotations.store import reading
from annotations.store.file import ProjectFile
from annotations.store.history import CREATED
from annotations.store.recording import Recording, recording
from annotations.store.rows import dump
from annotations.store.tables import ABOUT, ARTICLE, SETTING
from annotations.tagset import TagSet

TAGSET, LINE = "tagset", "line"


def begin(file: ProjectFile, author: str) -> None:
    """The first step of a new project: its identity and its copy of the tag set."""
    ids = Ids()
    with file.tx() as db:
        db.table(ABOUT).insert_all(
            {"key": key, "value": ids.new()} for key in ("project", "replica")
        )
    with recording(file, author, CREATED, {}) as step:
        put(step, TAGSET, tagset.default().raw_toml)


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


def project_line(file: ProjectFile) -> dict[str, object] | None:
    """The line an export begins with; None when a reader needs none.

    That is the line a file brought, unknown keys and all, with the project's tag set.
    """
    line = cast("dict[str, object]", reading.setting(file, LINE) or {})
    own = tag_set(file)
    is_shipped = any(own.raw_toml == known.raw_toml for known in tagset.shipped().values())
    if not line and is_shipped:
        return None
    brought = line.get("tagset")
    described: dict[str, object] = {"id": own.id, "version": own.version}
    if not is_shipped:
        described["toml"] = own.raw_toml
    if isinstance(brought, Mapping):
        described = {**cast("Mapping[str, object]", brought), **described}
    shown = {"tagset": described} if "tagset" in line or not is_shipped else {}
    return {"schema": "danqian/1", "kind": "project", **line, **shown}


def adopt(step: Recording, line: Mapping[str, object], *, brought: int) -> None:
    """Take over what a file's first line says of its project.

    Its tag set replaces ours only while all articles (`brought` of them) came with this
    batch; else another tag set raises Refusal "tagset-differs".  Of other keys ours win.
    """
    toml = _toml(line)
    if toml is not None and toml != tag_set(step.file).raw_toml:
        wanted = tagset.parse(toml)
        if step.file.value(f"SELECT count(*) FROM {ARTICLE.name}") != brought:
            raise Refusal("tagset-differs", id=wanted.id, version=wanted.version)
        put(step, TAGSET, toml)
    ours = cast("dict[str, object]", reading.setting(step.file, LINE) or {})
    put(step, LINE, {**line, **ours})


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
