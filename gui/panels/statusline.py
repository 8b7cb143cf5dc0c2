"""The line at the bottom: where one is, whether it is saved, what is selected, which view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from annotations.model import ArticleRow
from gui import wording
from gui.bridge import Bridge
from gui.panels.parts import label
from gui.place import Place


class StatusLine(QFrame):
    """Everything here is read from the project and the place when one of them tells news."""

    def __init__(self, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self._bridge, self._place = bridge, place
        self.position, self.saved, self.counts = label(), label(), label()
        self.selection, self.view = label("", "muted"), label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(20)
        for part in (self.position, self.saved, self.counts, self.selection):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.view)
        for part in (self.position, self.saved, self.counts, self.selection, self.view):
            part.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        for signal in (place.article_shown, place.view_shown, place.activated, place.selected):
            signal.connect(self.refresh)
        for signal in (bridge.changed, bridge.project_opened, bridge.refused):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        rows = self._bridge.articles()
        number = next((n for n, r in enumerate(rows, 1) if r.id == self._place.article), 0)
        self.position.setText(f"{number} / {len(rows)}" if number else "")
        self.saved.setText(self._saved_text())
        self.counts.setText(self._counts_text() if number else "")
        self.selection.setText(self._selection_text())
        self.view.setText(self._view_text(rows[number - 1]) if number else "")

    def _saved_text(self) -> str:
        if self._bridge.project is None:
            return ""
        if self._bridge.project.read_only:
            return self.tr("只读")
        return self.tr("已保存") if self._bridge.saved else self.tr("上一步没有保存")

    def _counts_text(self) -> str:
        project = self._bridge.project
        if project is None:
            return ""
        found = self._bridge.annotations(self._place.article)
        measures = sum(a.label == project.tagset.measure.id for a in found)
        return self.tr("{}（实体 {} · 措施 {}）").format(
            wording.count("annotations", len(found)), len(found) - measures, measures
        )

    def _selection_text(self) -> str:
        span = self._place.selection
        if not span:
            return ""
        return self.tr("选中 {} · 原文 {}–{}").format(
            wording.count("chars", len(span)), f"{span.start:,}", f"{span.end:,}"
        )

    def _view_text(self, row: ArticleRow) -> str:
        """The view, and what became of the text in it."""
        return f"{wording.word(wording.VIEWS, self._place.view)} · {self._made(row)}"

    def _made(self, row: ArticleRow) -> str:
        view, project = self._place.view, self._bridge.project
        if view == "source" or project is None:
            return self.tr("逐字照录")
        source, clean, shown = (project.view(row.id, v).text for v in ("source", "clean", view))
        if shown == source:
            return self.tr("与原文相同")
        if shown == clean:
            return self.tr("采纳的勘误已代入，原文不动")
        config = getattr(project.conversion, view, "")
        return self.tr("由 OpenCC {} 转换，原文不动").format(config)
