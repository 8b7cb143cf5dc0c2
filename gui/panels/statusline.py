"""The line at the bottom: where one is, whether it is saved, what is selected, which view."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from annotations.model import ArticleRow
from gui import language, wording
from gui.bridge import Bridge
from gui.copying import Copying
from gui.guard import guarded
from gui.panels.parts import label, tool
from gui.place import Place


class StatusLine(QFrame):
    """Everything here is read from the project and the place when one of them tells news."""

    def __init__(self, bridge: Bridge, place: Place, copying: Copying) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self._bridge, self._place, self._copying = bridge, place, copying
        self.position, self.saved, self.counts = label(), label(), label()
        self.selection, self.view = label("", "muted"), label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(20)
        self.elsewhere = tool(self.tr("在别处找同名"), text=" ")
        self.elsewhere.hide()
        for part in (self.position, self.saved, self.counts, self.elsewhere, self.selection):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.view)
        for part in (self.position, self.saved, self.counts, self.selection, self.view):
            part.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        place.selected.connect(self._show_selection)
        place.arrived.connect(self.refresh)
        self.saved.installEventFilter(self)
        bridge.annotated.read.connect(self.refresh)
        for signal in (bridge.changed, bridge.project_opened, bridge.waited):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        article = self._place.article
        number, row = self._bridge.number(article), self._bridge.row(article)
        many = len(self._bridge.articles())
        self.position.setText(
            f"{language.number(number)} / {language.number(many)}" if number else ""
        )
        self.saved.setText(self._saved_text())
        self.counts.setText(self._counts_text(row) if row else "")
        self._show_selection()
        self._show_view()

    def show_elsewhere(self, told: str) -> None:
        """Say where else the name stands that was tagged last; nothing with ""."""
        self.elsewhere.setText(told)
        self.elsewhere.setVisible(bool(told))

    def _show_view(self) -> None:
        row = self._bridge.row(self._place.article)
        self.view.setText(self._view_text(row) if row else "")

    def _show_selection(self) -> None:
        self.selection.setText(self._selection_text())

    def _saved_text(self) -> str:
        project, unsaved = self._bridge.project, self._bridge.unsaved
        if project is None:
            return ""
        parts: list[str] = []
        if project.obstacle is not None:
            holder = wording.holder(str(project.obstacle.values.get("holder", "")))
            used = self.tr("只读 · {}在用").format(holder)
            parts.append(used if holder else self.tr("只读"))
        if unsaved is not None:
            parts.append(self.tr("{} 步没有保存").format(language.number(len(unsaved.verbs))))
        return " · ".join(parts) or self.tr("已保存")

    def _saved_tip(self) -> str:
        """When the last safety copy was made: read when somebody asks."""
        if self._bridge.project is None:
            return ""
        last = self._copying.last
        if last is None:
            return self.tr("每一步都已在磁盘上；还没有安全副本。")
        told = self.tr("每一步都已在磁盘上。\n最近的安全副本：{}（到第 {} 步）")
        return told.format(wording.clock(last.at), language.number(last.clock))

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and watched is self.saved:
            self.saved.setToolTip(wording.tip(self._saved_tip()))
        return False

    def _counts_text(self, row: ArticleRow) -> str:
        """Of very many annotations that are being read still, only how many there are."""
        project = self._bridge.project
        if project is None:
            return ""
        found = self._bridge.annotated.by_and_by(row.id, row.annotations)
        if found is None:
            return wording.count("annotations", row.annotations)
        measure = project.tagset.measure.id
        measures = list(map(attrgetter("label"), found)).count(measure)
        return self.tr("{}（实体 {} · 措施 {}）").format(
            wording.count("annotations", len(found)),
            language.number(len(found) - measures),
            language.number(measures),
        )

    def _selection_text(self) -> str:
        span = self._place.selection
        if not span:
            return ""
        return self.tr("选中 {} · 原文 {}–{}").format(
            wording.count("chars", len(span)),
            language.number(span.start),
            language.number(span.end),
        )

    def _view_text(self, row: ArticleRow) -> str:
        """The view, and what became of the text in it; or which two stand side by side."""
        names = [wording.word(wording.VIEWS, view) for view in self._place.views]
        return f"{names[0]} · {self._made(row)}" if len(names) == 1 else " | ".join(names)

    def _made(self, row: ArticleRow) -> str:
        view, project = self._place.view, self._bridge.project
        if view == "source" or project is None:
            return self.tr("逐字照录")
        views = project.views(row.id)
        source, clean, shown = (views.of(v).text for v in ("source", "clean", view))
        if shown == source:
            return self.tr("与原文相同")
        if shown == clean:
            return self.tr("采纳的勘误已代入，原文不动")
        config = getattr(project.conversion, view, "")
        return self.tr("由 OpenCC {} 转换，原文不动").format(config)
