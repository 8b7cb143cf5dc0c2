"""A conflict in words: what it is about, and how its versions differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from annotations.model import Conflict, Version
from annotations.tagset import TagSet
from gui import language, wording

Image = Mapping[str, object]
FIELDS: Mapping[str, str] = {  # in the order in which they are told
    "title": str(QT_TRANSLATE_NOOP("versions", "标题")),
    "status": str(QT_TRANSLATE_NOOP("versions", "状态")),
    "flag": str(QT_TRANSLATE_NOOP("versions", "旗标")),
    "label": str(QT_TRANSLATE_NOOP("versions", "标签")),
    "type": str(QT_TRANSLATE_NOOP("versions", "关系")),
    "quote": str(QT_TRANSLATE_NOOP("versions", "文字")),
    "fragments": str(QT_TRANSLATE_NOOP("versions", "位置")),
    "replacement": str(QT_TRANSLATE_NOOP("versions", "改为")),
    "attributes": str(QT_TRANSLATE_NOOP("versions", "属性")),
    "meta": str(QT_TRANSLATE_NOOP("versions", "信息")),
    "note": str(QT_TRANSLATE_NOOP("versions", "备注")),
    "repair": str(QT_TRANSLATE_NOOP("versions", "修复繁体")),
    "value": str(QT_TRANSLATE_NOOP("versions", "内容")),
    # of a rejected suggestion, and of a word list
    "surface": str(QT_TRANSLATE_NOOP("versions", "文字")),
    "line": str(QT_TRANSLATE_NOOP("versions", "内容")),
}
SETTINGS: Mapping[str, str] = {
    "tagset": str(QT_TRANSLATE_NOOP("versions", "标签体系")),
    "overlay": str(QT_TRANSLATE_NOOP("versions", "转换表")),
    "conversion": str(QT_TRANSLATE_NOOP("versions", "转换方案")),
}
NAMING = (
    "title",
    "quote",
    "key",
    "type",
    "replacement",
    "surface",
    "line",
)  # what a row is known by
LONGEST = 160  # characters of a value


def heading(conflict: Conflict) -> str:
    """What the conflict is about, in a few words."""
    kind = wording.kind_of_row(conflict.table)
    images = [version.image for version in reversed(conflict.versions) if version.image]
    for field in NAMING:
        for image in images:
            if isinstance(value := image.get(field), str) and value:
                known = _tr(SETTINGS[value]) if value in SETTINGS else value
                return _tr("{}“{}”").format(kind, wording.seen(known[:40]))
    return kind


def told(version: Version, conflict: Conflict, tagset: TagSet) -> list[tuple[str, str]]:
    """What is peculiar to a version: (field, value); empty when it is the deleted one."""
    if version.image is None:
        return []
    others = [v.image for v in conflict.versions if v.image is not None]
    differing = [name for name in FIELDS if _differ(name, others)]
    names = differing or [name for name in FIELDS if version.image.get(name) not in (None, "")]
    return [
        (QCoreApplication.translate("versions", FIELDS[name]), value(name, version.image, tagset))
        for name in names
        if name in version.image
    ]


def value(name: str, image: Image, tagset: TagSet) -> str:
    """One field of a row as a reader knows it."""
    raw = image.get(name)
    if name == "label" and isinstance(raw, str):
        attributes = cast("dict[str, Any]", _loaded(image.get("attributes")) or {})
        return language.name(tagset.look(raw, attributes)[0])
    if name == "status" and isinstance(raw, str):
        return wording.word({**wording.VERDICTS, **wording.STATUSES}, raw)
    if name == "fragments":
        spans = _spans(_loaded(raw))
        return wording.listed(f"{language.number(a)}–{language.number(b)}" for a, b in spans)
    if name in ("flag", "repair"):
        return _tr("是") if raw else _tr("否")
    loaded = _loaded(raw) if name in ("attributes", "meta") else raw
    if isinstance(loaded, Mapping):
        pairs = cast("Mapping[str, object]", loaded).items()
        return wording.listed(wording.headed(key, _flat(one)) for key, one in pairs) or _tr(
            "〔无〕"
        )
    if raw is None:
        return _tr("〔无〕")
    text = wording.seen(str(raw))
    return (text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…") or _tr("〔空〕")


def _differ(name: str, images: Sequence[Image]) -> bool:
    return len({json.dumps(image.get(name), default=str, sort_keys=True) for image in images}) > 1


def _loaded(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _spans(raw: object) -> list[tuple[int, int]]:
    if not isinstance(raw, list):
        return []
    return [(int(pair[0]), int(pair[1])) for pair in cast("list[list[int]]", raw)]


def _flat(raw: object) -> str:
    parts = cast("list[object]", raw) if isinstance(raw, list) else [raw]
    return _tr("、").join(map(str, parts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("versions", text)
