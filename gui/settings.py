"""Every setting in one table, kept in one file beside the user's sample project."""

from __future__ import annotations

import os
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
    Setting("doubts", True, str(QT_TRANSLATE_NOOP("settings", "标出可能另有转法的字"))),
    Setting("sides", True, str(QT_TRANSLATE_NOOP("settings", "显示两侧面板"))),
    Setting("project", "", str(QT_TRANSLATE_NOOP("settings", "上次打开的项目"))),
    Setting("folder", "", str(QT_TRANSLATE_NOOP("settings", "上次使用的文件夹"))),
    Setting("synced", "", str(QT_TRANSLATE_NOOP("settings", "已提醒过的同步文件夹"))),
    Setting("geometry", "", str(QT_TRANSLATE_NOOP("settings", "窗口位置"))),
)
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


def put(key: str, value: str | int | bool) -> None:
    """Keep a value. An unknown key is a KeyError."""
    if not isinstance(value, type(_DEFAULTS[key])):
        raise TypeError(f"{key} takes {type(_DEFAULTS[key]).__name__}")
    settings = _file()
    settings.setValue(key, value)
    settings.sync()
