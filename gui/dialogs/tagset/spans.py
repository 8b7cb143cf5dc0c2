"""The annotations that an edit concerns: how many, and the first of them in their sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotations.model import Annotation, RelabellingPage
from annotations.project import Project
from gui import language, wording
from gui.panels.parts import label

SHOWN = 60  # annotations
AROUND = 10  # characters on each side
KEY = int(Qt.ItemDataRole.UserRole)


class Spans(QWidget):
    """A line that counts, and below it the first annotations; `pick` has each a box to set."""

    def __init__(self, project: Project, *, pick: bool = False) -> None:
        super().__init__()
        self._project, self._pick = project, pick
        self._texts: dict[str, tuple[str, str]] = {}  # title and text of an article
        self.told = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setAccessibleName(self.tr("涉及的标注"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)

    def show_page(self, page: RelabellingPage) -> None:
        """Show what a preview found."""
        self.told.setText(counted(page))
        self.list.clear()
        for article, annotation in page.first:
            item = QListWidgetItem(self._line(article, annotation))
            item.setToolTip(wording.tip(self._about(article)[0]))
            item.setData(KEY, (article, annotation.id))
            if self._pick:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setVisible(bool(page.first))

    def picked(self) -> frozenset[tuple[str, str]]:
        """Article and id of those whose box is set."""
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = (one for one in items if one.checkState() == Qt.CheckState.Checked)
        return frozenset((str(pair[0]), str(pair[1])) for one in chosen if (pair := one.data(KEY)))

    def _line(self, article: str, annotation: Annotation) -> str:
        title, text = self._about(article)
        hull = annotation.hull
        before = text[max(0, hull.start - AROUND) : hull.start]
        after = text[hull.end : hull.end + AROUND]
        words = (wording.seen(part) for part in (before, annotation.quote, after))
        return _say("{}【{}】{}　·　{}").format(*words, title)

    def _about(self, article: str) -> tuple[str, str]:
        if article not in self._texts:
            found = self._project.article(article)
            self._texts[article] = wording.plain(found.title), found.text
        return self._texts[article]


def counted(page: RelabellingPage) -> str:
    """How much is concerned, in words."""
    if not page.annotations and not page.relations:
        return _say("项目里没有用到。")
    parts: list[str] = []
    if page.annotations:
        told = language.counted(_say("{} 处标注"), page.annotations)
        parts.append(f"{told} · {language.counted(_say('{} 篇文章'), page.articles)}")
    if page.relations:
        parts.append(language.counted(_say("{} 条关系"), page.relations))
    if page.annotations > len(page.first) > 0:
        parts.append(language.counted(_say("下面是前 {} 处"), len(page.first)))
    return wording.listed(parts)


def _say(text: str) -> str:
    return QCoreApplication.translate("tagset", text)
