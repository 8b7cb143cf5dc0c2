"""Every command in one table: menus, tool buttons and the shortcut sheet are made of it.

Keys of tags are not here: they come from the project's tag set (`gui/tagging.py`).
A command's text is its own translation key, in the context "commands".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt

from gui import keymap

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeySequence

When = Literal["always", "project", "article", "active", "movable", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can ask for. `group` parts a menu with lines; `keys` may be empty.

    `shared` keys are heard by whatever has the keyboard, each time in its own way: the text does
    what the command says.  Those of a command `in_text` are heard only while the text has it.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    menu: str
    icon: str = ""
    when: When = "always"
    checkable: bool = False
    group: int = 0
    shared: bool = False
    in_text: bool = False

    @property
    def label(self) -> str:
        return QCoreApplication.translate("commands", self.text)

    @property
    def bound(self) -> tuple[str, ...]:
        """Its keys as they are: those the user gave it, else those of the table."""
        return keymap.changed().get(self.id, self.keys)


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu, or one inside `parent`: there it stands where its first command stands.

    `apart` has a line above it.
    """

    id: str
    text: str
    parent: str = ""
    apart: bool = False

    @property
    def label(self) -> str:
        return QCoreApplication.translate("commands", self.text)


MENUS: tuple[Menu, ...] = (
    Menu("file", str(QT_TRANSLATE_NOOP("commands", "文件"))),
    Menu("recent", str(QT_TRANSLATE_NOOP("commands", "最近的项目")), "file"),
    Menu("tagset", str(QT_TRANSLATE_NOOP("commands", "标签体系")), "file"),
    Menu("edit", str(QT_TRANSLATE_NOOP("commands", "编辑"))),
    Menu("marks", str(QT_TRANSLATE_NOOP("commands", "标注"))),
    Menu("ends", str(QT_TRANSLATE_NOOP("commands", "移动两端")), "marks"),
    Menu("suggest", str(QT_TRANSLATE_NOOP("commands", "建议")), "marks"),
    Menu("article", str(QT_TRANSLATE_NOOP("commands", "文章"))),
    Menu("view", str(QT_TRANSLATE_NOOP("commands", "视图"))),
    Menu("beside", str(QT_TRANSLATE_NOOP("commands", "对照的右栏")), "view"),
    Menu("dress", str(QT_TRANSLATE_NOOP("commands", "标注的样子")), "view"),
    Menu("hans", str(QT_TRANSLATE_NOOP("commands", "简体用字")), "view", apart=True),
    Menu("hant", str(QT_TRANSLATE_NOOP("commands", "繁體用字")), "view"),
    Menu("language", str(QT_TRANSLATE_NOOP("commands", "界面语言")), "view"),
    Menu("help", str(QT_TRANSLATE_NOOP("commands", "帮助"))),
)

COMMANDS: tuple[Command, ...] = (
    Command("project-new", "新建项目…", ("Ctrl+N",), "file"),
    Command("project-open", "打开项目…", ("Ctrl+O",), "file", "open"),
    Command("recent-clear", "清空这个列表", (), "recent"),
    Command("import-files", "导入文件…", ("Ctrl+I",), "file", "import", "project", group=1),
    Command("import-folder", "导入文件夹…", ("Ctrl+Shift+I",), "file", "", "project", group=1),
    Command("export", "导出…", ("Ctrl+E",), "file", "export", "project", group=1),
    Command("tagset", "编辑标签体系…", (), "tagset", "", "project", group=2),
    Command("tagset-change", "换用自带的标签体系…", (), "tagset", "", "project", group=2),
    Command("tagset-import", "导入标签体系…", (), "tagset", "", "project", group=3),
    Command("tagset-export", "导出标签体系…", (), "tagset", "", "project", group=3),
    Command("merge", "合并另一份…", (), "file", "", "project", group=2),
    Command("conflicts", "冲突…", (), "file", "", "project", group=2),
    Command("copy", "另存副本…", ("Ctrl+Shift+S",), "file", "", "project", group=3),
    Command("backup", "立即备份", ("Ctrl+B",), "file", "", "project", group=3),
    Command("restore", "从安全副本恢复…", (), "file", group=3),
    Command("author", "署名…", (), "file", group=4),
    Command("quit", "退出", ("Ctrl+Q",), "file", group=5),
    Command("undo", "撤销", ("Ctrl+Z",), "edit", "undo", "undo"),
    Command("redo", "重做", ("Ctrl+Shift+Z", "Ctrl+Y"), "edit", "redo", "redo"),
    Command("history", "历史", ("Ctrl+H",), "edit", "history", "project", checkable=True),
    Command("copy-text", "复制", ("Ctrl+C",), "edit", "", "article", group=1, shared=True),
    Command("copy-source", "复制原文", ("Ctrl+Shift+C",), "edit", "", "article", group=1),
    Command("copy-citation", "连同出处复制", ("Ctrl+Alt+C",), "edit", "", "article", group=1),
    Command(
        "select-more", "选词、选句、选段", (";",), "edit", "", "article", group=2, in_text=True
    ),
    Command("select-less", "缩小选区", (",",), "edit", "", "article", group=2, in_text=True),
    Command("emend", "勘误…", ("Ctrl+M",), "edit", "", "article", group=4),
    Command("emendation-accept", "采纳光标处的勘误", ("Ctrl+J",), "edit", "", "article", group=4),
    Command(
        "emendation-reject", "不采纳光标处的勘误", ("Ctrl+Shift+J",), "edit", "", "article", group=4
    ),
    Command("find", "在文章里查找…", ("Ctrl+F",), "edit", "search", "article", group=5),
    Command("find-next", "下一处查到的", ("Ctrl+G",), "edit", "", "article", group=5),
    Command("find-previous", "上一处查到的", ("Ctrl+Shift+G",), "edit", "", "article", group=5),
    Command("tag-pick", "按名称标注…", ("Return",), "marks", "", "article", in_text=True),
    Command("tag-same", "同上一处标注", (".",), "marks", "", "article", in_text=True),
    Command(
        "retag",
        "改标签…",
        ("Shift+Return",),
        "marks",
        "",
        "active",
        group=1,
        in_text=True,
    ),
    Command("attributes", "按键改属性…", ("=",), "marks", "", "movable", group=1, in_text=True),
    Command("slots", "填写槽位…", ("/",), "marks", "", "active", group=1, in_text=True),
    Command("slots-regions", "选区划…", (), "marks", "", "active", group=1),
    Command("note", "写备注", ("Ctrl+D",), "marks", "", "active", group=1),
    Command("delete", "删除标注", ("Del",), "marks", "delete", "active", group=1),
    Command("start-out", "起点左移一字", ("[",), "ends", "", "movable", group=2, in_text=True),
    Command("start-in", "起点右移一字", ("]",), "ends", "", "movable", group=2, in_text=True),
    Command("end-in", "终点左移一字", ("{",), "ends", "", "movable", group=2, in_text=True),
    Command("end-out", "终点右移一字", ("}",), "ends", "", "movable", group=2, in_text=True),
    Command(
        "start-word-out", "起点左移一词", ("Ctrl+[",), "ends", "", "movable", group=3, in_text=True
    ),
    Command(
        "start-word-in", "起点右移一词", ("Ctrl+]",), "ends", "", "movable", group=3, in_text=True
    ),
    Command(
        "end-word-in", "终点左移一词", ("Ctrl+{",), "ends", "", "movable", group=3, in_text=True
    ),
    Command(
        "end-word-out", "终点右移一词", ("Ctrl+}",), "ends", "", "movable", group=3, in_text=True
    ),
    Command("fragment-add", "把所选并入标注", ("+",), "marks", "", "active", group=2, in_text=True),
    Command(
        "fragment-remove", "从标注去掉所选", ("-",), "marks", "", "active", group=2, in_text=True
    ),
    Command(
        "mark-cycle", "轮换光标处的标注", ("'",), "marks", "", "article", group=3, in_text=True
    ),
    Command("mark-next", "下一处标注", ("Alt+Down",), "marks", "", "article", group=3),
    Command("mark-previous", "上一处标注", ("Alt+Up",), "marks", "", "article", group=3),
    Command(
        "everywhere",
        "全库找同名…",
        ("!", "Ctrl+Shift+A"),
        "marks",
        "",
        "active",
        group=4,
        in_text=True,
    ),
    Command(
        "everywhere-here", "标上本篇同名", ("@",), "marks", "", "article", group=4, in_text=True
    ),
    Command("slots-auto", "标完措施就打开表单", (), "marks", checkable=True, group=5),
    Command(
        "suggest-accept",
        "采纳这一组（本篇）",
        ("1",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=5,
    ),
    Command(
        "suggest-reject",
        "不采纳这一组（本篇）",
        ("2",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=5,
    ),
    Command("suggest-next", "下一组建议", ("3",), "suggest", "", "article", in_text=True, group=5),
    Command(
        "suggest-previous",
        "上一组建议",
        ("4",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=5,
    ),
    Command(
        "suggest-accept-one",
        "只采纳这一处",
        ("5",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=6,
    ),
    Command(
        "suggest-reject-one",
        "这一处不采纳",
        ("6",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=6,
    ),
    Command(
        "suggest-place",
        "这一组的下一处",
        ("7",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=6,
    ),
    Command(
        "suggest-accept-everywhere",
        "全库采纳这一组",
        ("Alt+1",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=7,
    ),
    Command(
        "suggest-reject-everywhere",
        "全库不采纳这一组",
        ("Alt+2",),
        "suggest",
        "",
        "article",
        in_text=True,
        group=7,
    ),
    Command("suggest-sure", "成批采纳…", ("0",), "suggest", "", "article", in_text=True, group=8),
    Command("suggest-corpus", "全库建议…", (), "suggest", "", "project", group=8),
    Command("suggestions", "建议面板", ("Ctrl+Alt+S",), "suggest", "", "project", True, group=9),
    Command(
        "suggest-shown", "在正文里画出建议", ("Shift+F11",), "suggest", "", "always", True, group=9
    ),
    Command("suggest", "打开建议", (), "suggest", "", "always", True, group=9),
    Command("suggest-words", "建议用的词表…", (), "suggest", "", "project", group=10),
    Command("filter", "搜索文章", ("Ctrl+Shift+F",), "article", "search", "project"),
    Command("articles-filter", "筛选文章", ("Ctrl+Alt+F",), "article", "", "project"),
    Command("article-next", "下一篇", ("Ctrl+PgDown",), "article", "", "article", group=1),
    Command("article-previous", "上一篇", ("Ctrl+PgUp",), "article", "", "article", group=1),
    Command("read", "回到正文", ("Ctrl+L",), "article", "", "article", group=1),
    Command("status", "切换阅读状态", ("F8",), "article", "", "article", group=2),
    Command("flag", "加上或去掉旗标", ("Shift+F8",), "article", "", "article", group=2),
    Command("about-article", "文章信息", ("Alt+Return",), "article", "", "article", group=2),
    Command("review", "校勘", ("Ctrl+R",), "article", "", "project", checkable=True, group=3),
    Command("withdraw", "撤下文章…", (), "article", "", "article", group=4),
    Command("view-source", "原文", ("F2",), "view", "", "article", checkable=True),
    Command("view-clean", "校文", ("F3",), "view", "", "article", checkable=True),
    Command("view-hans", "简体", ("F4",), "view", "", "article", checkable=True),
    Command("view-hant", "繁體", ("F5",), "view", "", "article", checkable=True),
    Command("view-next", "下一种视图", ("`",), "view", "", "article"),
    Command("beside", "对照", ("F12", "|"), "view", "", "article", checkable=True),
    Command("beside-source", "原文", (), "beside", "", "article", checkable=True),
    Command("beside-clean", "校文", (), "beside", "", "article", checkable=True),
    Command("beside-hans", "简体", (), "beside", "", "article", checkable=True),
    Command("beside-hant", "繁體", (), "beside", "", "article", checkable=True),
    Command("beside-next", "对照换一种视图", ("~",), "beside", "", "article", group=1),
    Command("dress-chips", "标签条", ("Ctrl+1",), "dress", checkable=True),
    Command("dress-lines", "仅划线", ("Ctrl+2",), "dress", checkable=True),
    Command("dress-none", "无标注", ("Ctrl+3",), "dress", checkable=True),
    Command("reading", "净读", ("F11", "\\"), "dress", checkable=True, group=1),
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
    Command("layers", "筛选标注、隐藏图层…", ("Ctrl+Alt+L",), "view", "", "article", group=2),
    Command("layers-all", "显示所有标注", ("Ctrl+Shift+L",), "view", "", "article", group=2),
    Command("links", "显示所有关系", ("Ctrl+Shift+R",), "view", checkable=True, group=2),
    Command("zoom-in", "放大文字", ("Ctrl+=", "Ctrl++"), "view", "plus", group=2),
    Command("zoom-out", "缩小文字", ("Ctrl+-",), "view", "minus", group=2),
    Command("zoom-reset", "原大小", ("Ctrl+0",), "view", "", group=2),
    Command("serif", "正文用宋体", ("F6",), "view", "", checkable=True, group=2),
    Command("theme", "切换配色（浅色、深色、跟随系统）", ("F7",), "view", "light", group=3),
    Command("language-system", "跟随系统", (), "language", checkable=True, group=3),
    Command("language-zh_CN", "简体中文", (), "language", checkable=True, group=3),
    Command("language-zh_TW", "繁體中文", (), "language", checkable=True, group=3),
    Command("language-en", "English", (), "language", checkable=True, group=3),
    Command("sides", "显示两侧面板", ("F9",), "view", "sides", checkable=True, group=3),
    Command("palette", "查找命令…", ("Ctrl+K",), "help"),
    Command("help", "使用说明", ("F1",), "help", group=1),
    Command("shortcuts", "快捷键", ("Ctrl+F1",), "help", group=1),
    Command("keys", "更改快捷键…", (), "help", group=1),
    Command("effort", "操作统计…", (), "help", group=2),
    Command("about", "关于丹铅", (), "help", group=3),
)


def named(id: str) -> Command:
    """The command with this id; a KeyError when there is none."""
    return {command.id: command for command in COMMANDS}[id]


def actions(parent: QObject, run: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction a command, each bound to the function that `run` has for its id.

    A command without a function is a KeyError: the table and the window must agree.
    """
    from PySide6.QtGui import QAction

    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.label, parent)
        action.setObjectName(command.id)
        action.setShortcuts(_sequences(command))
        if command.shared or command.in_text:  # shown in the menu, but not taken from others
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setCheckable(command.checkable)
        action.triggered.connect(_silent(run[command.id]))
        action.setProperty("label", command.label)
        made[command.id] = action
    return made


def rebind(made: Mapping[str, QAction]) -> None:
    """Have every action hear the keys its command has now."""
    for command in COMMANDS:
        made[command.id].setShortcuts(_sequences(command))


def _sequences(command: Command) -> list[QKeySequence]:
    """The keys as Qt hears them: of the two Enters of a keyboard one does what the other does."""
    from PySide6.QtGui import QKeySequence

    twins = (key.replace("Return", "Enter") for key in command.bound if "Return" in key)
    return [QKeySequence(key) for key in (*command.bound, *twins)]


def _silent(function: Callable[[], object]) -> Callable[[], None]:
    """Without the "checked" flag that Qt sends along."""

    def call(*_: object) -> None:
        function()

    return call


def usable(when: When, facts: Mapping[str, bool]) -> bool:
    """Whether a command can be used now; `facts` says what there is."""
    return when == "always" or facts.get(when, False)
