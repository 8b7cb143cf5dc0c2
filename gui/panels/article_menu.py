"""The menu of an article: how far one is with it, its flag and note, taking it out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from annotations.overview import ARTICLE_STATUSES, ArticleRow
from gui import commands, keymap, language, wording
from gui.bridge import Bridge, Verb


class ArticleMenu(QMenu):
    """Each entry is one undoable step, but `about_wanted(bool)`: to see all, or write the note."""

    about_wanted = Signal(bool)

    def __init__(self, bridge: Bridge, row: ArticleRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._row = bridge, row
        for status in ARTICLE_STATUSES:
            action = self.addAction(wording.word(wording.STATUSES, status))
            action.setCheckable(True)
            action.setChecked(status == row.status)
            action.triggered.connect(partial(self._do, lambda p, s=status: p.set_status(row.id, s)))
        self.addSeparator()
        self.flag = self.addAction(self.tr("去掉旗标") if row.flag else self.tr("加旗标"))
        self.flag.triggered.connect(
            partial(self._do, lambda project: project.set_flag(row.id, not row.flag))
        )
        self.note = self.addAction(self.tr("备注…"))
        self.note.triggered.connect(lambda: self.about_wanted.emit(True))
        self.about = self.addAction(commands.named("about-article").label)
        self.about.triggered.connect(lambda: self.about_wanted.emit(False))
        self.addSeparator()
        self.withdraw = self.addAction(commands.named("withdraw").label)
        self.withdraw.triggered.connect(lambda: withdraw(bridge, row, parent))

    def _do(self, verb: Verb) -> None:
        self._bridge.do(verb)


def withdraw(bridge: Bridge, row: ArticleRow, parent: QWidget) -> None:
    """Take an article out of the project; asks where annotations go with it."""
    if row.annotations and not _is_meant(row, parent):
        return
    bridge.do(lambda project: project.withdraw([row.id]))


def _is_meant(row: ArticleRow, parent: QWidget) -> bool:
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setWindowTitle(_say("撤下文章"))
    question.setText(
        _say("撤下《{}》和它的 {} 处标注？").format(
            wording.plain(row.title), language.number(row.annotations)
        )
    )
    undo = commands.named("undo")
    keys = keymap.shown(undo.bound) or undo.label
    told = _say("这是可以撤销的一步：{} 或在历史里都能找回来。")
    question.setInformativeText(told.format(keys))
    yes = question.addButton(_say("撤下"), QMessageBox.ButtonRole.DestructiveRole)
    no = question.addButton(_say("取消"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(no)
    question.setEscapeButton(no)
    question.exec()
    return question.clickedButton() is yes


def _say(text: str) -> str:
    return QCoreApplication.translate("article_menu", text)
