"""Every command in one table: menus, tool buttons and the shortcut sheet are made of it.

Keys of tags are not here: they come from the project's tag set (`gui/tagging.py`).
A command's text is its own translation key, in the context "commands".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

When = Literal["always", "project", "article", "active", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can ask for. `group` parts a menu with lines; `keys` may be empty."""

    id: str
    text: str
    keys: tuple[str, ...]
    menu: str
    icon: str = ""
    when: When = "always"
    checkable: bool = False
    group: int = 0

    @property
    def label(self) -> str:
        return QCoreApplication.translate("commands", self.text)


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu, or one inside `parent`: there it stands where its first command stands."""

    id: str
    text: str
    parent: str = ""

    @property
    def label(self) -> str:
        return QCoreApplication.translate("commands", self.text)


MENUS: tuple[Menu, ...] = (
    Menu("file", str(QT_TRANSLATE_NOOP("commands", "文件"))),
    Menu("edit", str(QT_TRANSLATE_NOOP("commands", "编辑"))),
    Menu("article", str(QT_TRANSLATE_NOOP("commands", "文章"))),
    Menu("view", str(QT_TRANSLATE_NOOP("commands", "视图"))),
    Menu("hans", str(QT_TRANSLATE_NOOP("commands", "简体用字")), "view"),
    Menu("hant", str(QT_TRANSLATE_NOOP("commands", "繁體用字")), "view"),
    Menu("help", str(QT_TRANSLATE_NOOP("commands", "帮助"))),
)

COMMANDS: tuple[Command, ...] = (
    Command("project-new", "新建项目…", ("Ctrl+N",), "file"),
    Command("project-open", "打开项目…", ("Ctrl+O",), "file", "open"),
    Command("import-files", "导入文件…", ("Ctrl+I",), "file", "import", "project", group=1),
    Command("import-folder", "导入文件夹…", ("Ctrl+Shift+I",), "file", "", "project", group=1),
    Command("export", "导出…", ("Ctrl+E",), "file", "export", "project", group=1),
    Command("merge", "合并另一份…", (), "file", "", "project", group=2),
    Command("conflicts", "冲突…", (), "file", "", "project", group=2),
    Command("copy", "另存副本…", ("Ctrl+Shift+S",), "file", "", "project", group=3),
    Command("backup", "立即备份", ("Ctrl+B",), "file", "", "project", group=3),
    Command("restore", "从安全副本恢复…", (), "file", group=3),
    Command("quit", "退出", ("Ctrl+Q",), "file", group=4),
    Command("undo", "撤销", ("Ctrl+Z",), "edit", "undo", "undo"),
    Command("redo", "重做", ("Ctrl+Shift+Z", "Ctrl+Y"), "edit", "redo", "redo"),
    Command("history", "历史", ("Ctrl+H",), "edit", "history", "project", checkable=True),
    Command("delete", "删除标注", ("Del",), "edit", "delete", "active", group=1),
    Command("note", "写备注", ("Ctrl+D",), "edit", "", "active", group=1),
    Command("mark-next", "下一处标注", ("Alt+Down",), "edit", "", "article", group=2),
    Command("mark-previous", "上一处标注", ("Alt+Up",), "edit", "", "article", group=2),
    Command("emend", "勘误…", ("Ctrl+M",), "edit", "", "article", group=3),
    Command("emendation-accept", "采纳光标处的勘误", ("Ctrl+J",), "edit", "", "article", group=3),
    Command(
        "emendation-reject", "不采纳光标处的勘误", ("Ctrl+Shift+J",), "edit", "", "article", group=3
    ),
    Command("filter", "搜索文章", ("Ctrl+F",), "article", "search", "project"),
    Command("article-next", "下一篇", ("Ctrl+PgDown",), "article", "", "article", group=1),
    Command("article-previous", "上一篇", ("Ctrl+PgUp",), "article", "", "article", group=1),
    Command("read", "回到正文", ("Ctrl+L",), "article", "", "article", group=1),
    Command("status", "切换阅读状态", ("F8",), "article", "", "article", group=2),
    Command("review", "校勘", ("Ctrl+R",), "article", "", "project", checkable=True, group=3),
    Command("view-source", "原文", ("F2",), "view", "", "article", checkable=True),
    Command("view-clean", "校文", ("F3",), "view", "", "article", checkable=True),
    Command("view-hans", "简体", ("F4",), "view", "", "article", checkable=True),
    Command("view-hant", "繁體", ("F5",), "view", "", "article", checkable=True),
    Command("view-next", "下一种视图", ("`",), "view", "", "article"),
    Command("hans-tw2s", "从台湾字形（tw2s，默认）", (), "hans", "", "project", True),
    Command("hans-hk2s", "从香港字形（hk2s）", (), "hans", "", "project", True),
    Command("hans-t2s", "从 OpenCC 标准（t2s）", (), "hans", "", "project", True),
    Command(
        "hans-tw2sp", "从台湾字形，换成大陆用词（tw2sp）", (), "hans", "", "project", True, group=1
    ),
    Command("hant-s2tw", "台湾字形（s2tw，默认）", (), "hant", "", "project", True),
    Command("hant-s2hk", "香港字形（s2hk）", (), "hant", "", "project", True),
    Command("hant-s2t", "OpenCC 标准（s2t）", (), "hant", "", "project", True),
    Command(
        "hant-s2twp", "台湾字形，换成台湾用词（s2twp）", (), "hant", "", "project", True, group=1
    ),
    Command(
        "hant-s2hkp", "香港字形，换成香港用词（s2hkp）", (), "hant", "", "project", True, group=1
    ),
    Command("repair", "修复半转换的繁体", ("Shift+F5",), "view", "", "article", True, group=1),
    Command("doubts", "标出可能另有转法的字", ("Ctrl+U",), "view", "", checkable=True, group=1),
    Command("pin", "指定光标处的转法…", ("Ctrl+P",), "view", "", "article", group=1),
    Command("overlay-add", "把所选加入转换表…", ("Ctrl+T",), "view", "", "article", group=1),
    Command("overlay", "本项目的转换表…", ("Ctrl+Shift+T",), "view", "", "project", group=1),
    Command("zoom-in", "放大文字", ("Ctrl+=", "Ctrl++"), "view", "plus", group=2),
    Command("zoom-out", "缩小文字", ("Ctrl+-",), "view", "minus", group=2),
    Command("zoom-reset", "原大小", ("Ctrl+0",), "view", "", group=2),
    Command("serif", "正文用宋体", ("F6",), "view", "", checkable=True, group=2),
    Command("theme", "切换配色（浅色、深色、跟随系统）", ("F7",), "view", "light", group=3),
    Command("sides", "显示两侧面板", ("F9",), "view", "sides", checkable=True, group=3),
    Command("shortcuts", "快捷键", ("F1",), "help"),
    Command("about", "关于丹铅", (), "help", group=1),
)


def actions(parent: QObject, run: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction a command, each bound to the function that `run` has for its id.

    A command without a function is a KeyError: the table and the window must agree.
    """
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.label, parent)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        action.triggered.connect(_silent(run[command.id]))
        action.setProperty("label", command.label)
        made[command.id] = action
    return made


def _silent(function: Callable[[], object]) -> Callable[[], None]:
    """Without the "checked" flag that Qt sends along."""

    def call(*_: object) -> None:
        function()

    return call


def usable(when: When, facts: Mapping[str, bool]) -> bool:
    """Whether a command can be used now; `facts` says what there is."""
    return when == "always" or facts.get(when, False)
