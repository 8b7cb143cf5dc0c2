"""The line that stays until something is done about it: actions not saved, a project only read."""

from __future__ import annotations

from PySide6.QtCore import Signal

from gui import language, wording
from gui.bridge import Bridge, Unsaved
from gui.panels.banner import Banner


class Notice(Banner):
    """Signals: `retry_wanted`, `elsewhere_wanted` and `discard_wanted` for what was not saved;
    `write_wanted` when a project that was only read is to be written."""

    retry_wanted = Signal()
    elsewhere_wanted = Signal()
    discard_wanted = Signal()
    write_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._free = False
        self.retry = self.offer(self.tr("再试"))
        self.elsewhere = self.offer(self.tr("另存到…"))
        self.discard = self.offer(self.tr("放弃"))
        self.write = self.offer(self.tr("改为可写"))
        self.retry.clicked.connect(self.retry_wanted)
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.write.clicked.connect(self.write_wanted)
        bridge.project_opened.connect(self._on_opened)
        bridge.waited.connect(self.refresh)
        self.refresh()

    def show_free(self, free: bool) -> None:
        """Say that a project which is only read could be written by now, or could not."""
        if free != self._free:
            self._free = free
            self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        project, unsaved = self._bridge.project, self._bridge.unsaved
        obstacle = project.obstacle if project else None
        for button in (self.retry, self.elsewhere, self.discard):
            button.setVisible(unsaved is not None)
        self.write.setVisible(unsaved is None and self._free)
        self.shut.setVisible(unsaved is None)
        self._colour("warning" if unsaved else "calm")
        if unsaved is not None:
            self.tell(wording.obstacle(unsaved.why), self._unsaved(unsaved))
        elif obstacle is not None and self._free:
            self.tell(self.tr("打开时不能写，现在可以了。"), self.tr("只读"))
        elif obstacle is not None:
            self.tell(wording.obstacle(obstacle), self.tr("只读"))
        else:
            self.hide()

    def _unsaved(self, unsaved: Unsaved) -> str:
        many = len(unsaved.verbs)
        if many == 1:
            return self.tr("刚才这一步还没有保存，先留在窗口里")
        return self.tr("有 {} 步还没有保存，先留在窗口里").format(language.number(many))

    def _on_opened(self) -> None:
        self._free = False
        self.refresh()

    def _colour(self, ground: str) -> None:
        """The style sheet knows the two kinds apart."""
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.style().unpolish(self)
            self.style().polish(self)
