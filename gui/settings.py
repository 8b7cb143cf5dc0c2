"""Every setting in one table, kept in one file beside the user's sample project."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSettings, QStandardPaths


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, its default (whose type it has), its text on screen."""

    key: str
    default: str | int | bool
    text: str

    @property
    def label(self) -> str:
        return QCoreApplication.translate("settings", self.text)


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", str(QT_TRANSLATE_NOOP("settings", "配色"))),
    Setting("zoom", 100, str(QT_TRANSLATE_NOOP("settings", "文字大小（%）"))),
    Setting("serif", False, str(QT_TRANSLATE_NOOP("settings", "正文用宋体"))),
    Setting("view", "source", str(QT_TRANSLATE_NOOP("settings", "文本视图"))),
    Setting("parallel", False, str(QT_TRANSLATE_NOOP("settings", "两种视图对照"))),
    Setting("beside", "", str(QT_TRANSLATE_NOOP("settings", "对照的视图"))),
    Setting("dress", "chips", str(QT_TRANSLATE_NOOP("settings", "标注的样子"))),
    Setting("reading", False, str(QT_TRANSLATE_NOOP("settings", "净读"))),
    Setting("doubts", True, str(QT_TRANSLATE_NOOP("settings", "标出可能另有转法的字"))),
    Setting("links", False, str(QT_TRANSLATE_NOOP("settings", "显示所有关系"))),
    Setting("slots", True, str(QT_TRANSLATE_NOOP("settings", "标完措施就打开表单"))),
    Setting("suggest", True, str(QT_TRANSLATE_NOOP("settings", "打开建议"))),
    Setting("hints", True, str(QT_TRANSLATE_NOOP("settings", "在正文里画出建议"))),
    Setting("sides", True, str(QT_TRANSLATE_NOOP("settings", "显示两侧面板"))),
    Setting("about", False, str(QT_TRANSLATE_NOOP("settings", "展开文章信息"))),
    Setting("project", "", str(QT_TRANSLATE_NOOP("settings", "上次打开的项目"))),
    Setting("recent", "", str(QT_TRANSLATE_NOOP("settings", "最近的项目"))),
    Setting("author", "", str(QT_TRANSLATE_NOOP("settings", "署名"))),
    Setting("folder", "", str(QT_TRANSLATE_NOOP("settings", "上次使用的文件夹"))),
    Setting("synced", "", str(QT_TRANSLATE_NOOP("settings", "已提醒过的同步文件夹"))),
    Setting("keys", "", str(QT_TRANSLATE_NOOP("settings", "更改过的快捷键"))),
    Setting("language", "system", str(QT_TRANSLATE_NOOP("settings", "语言"))),
    Setting("geometry", "", str(QT_TRANSLATE_NOOP("settings", "窗口位置"))),
)
MOST_RECENT = 10  # projects
_DEFAULTS = {setting.key: setting.default for setting in SETTINGS}


def home() -> Path:
    """The folder of the user's own things; DANQIAN_HOME says another."""
    named = os.environ.get("DANQIAN_HOME")
    if named:
        return Path(named)
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place))


def _file() -> QSettings:
    return QSettings(str(home() / "settings.ini"), QSettings.Format.IniFormat)


def get(key: str) -> Any:
    """The value of a setting, of its default's type. An unknown key is a KeyError."""
    default = _DEFAULTS[key]
    value = _file().value(key, default, type=type(default))
    return default if value is None else value


def remember_project(path: Path) -> None:
    """Begin with this project the next time; it is the first of the recent ones."""
    put("project", str(path.absolute()))
    keep_recent([path.absolute(), *recent_projects()])
    put("folder", str(path.absolute().parent))


def recent_projects() -> list[Path]:
    """The projects that were opened last, the last one first."""
    import json

    try:
        kept = json.loads(get("recent") or "[]")
    except ValueError:  # somebody else wrote it
        return []
    return [Path(path) for path in kept if isinstance(path, str)] if isinstance(kept, list) else []


def keep_recent(paths: Iterable[Path]) -> None:
    """Keep these as the recent projects: each once, and no more than `MOST_RECENT`."""
    import json

    kept = list(dict.fromkeys(map(str, paths)))[:MOST_RECENT]
    told = json.dumps(kept)
    if told != get("recent"):
        put("recent", told)


def author() -> str | None:
    """Who signs what is made, as the user said it; None where nobody was asked yet."""
    return get("author").strip() or None


def put(key: str, value: str | int | bool) -> None:
    """Keep a value. An unknown key is a KeyError."""
    if not isinstance(value, type(_DEFAULTS[key])):
        raise TypeError(f"{key} takes {type(_DEFAULTS[key]).__name__}")
    settings = _file()
    settings.setValue(key, value)
    settings.sync()
