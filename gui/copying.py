"""Safety copies made while one works, by a child process: no step ever waits for one."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

from annotations.errors import Refusal
from annotations.model import SafetyCopy
from annotations.project import Project
from gui.bridge import Bridge

LOOK_MS = 20_000  # how often is looked whether a copy is due
QUIET_MS = 8_000  # nobody did anything for so long: a copy would hardly be interrupted


class Copying(QObject):
    """`copied(bool)` when a copy was made, and whether somebody had asked for it;
    `failed(str)` with what the child said when it was not."""

    copied = Signal(bool)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._child: QProcess | None = None
        self._last: SafetyCopy | None = None
        self._known = False  # whether `_last` was read
        self._started = False
        self._asked = False  # whether somebody waits for a copy
        self._quiet = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._attended: Project | None = None
        bridge.project_opened.connect(self._on_opened)
        bridge.waited.connect(self._attend)  # the same file may be open anew
        bridge.changed.connect(self._quiet.restart)

    def start(self) -> None:
        """Begin to look after the project that is open, and any that is opened later."""
        self._started = True
        self._attend()  # it may have been open before we were there
        self._timer.start()
        self._quiet.start()
        QTimer.singleShot(0, self, self.look)

    def stop(self) -> None:
        """End it when the window closes; what changed since the last copy is copied behind it."""
        self.give_way()
        self._timer.stop()
        project = self._bridge.project
        if self._started and project is not None and self._is_due(closing=True):
            program, *words = _command(project.path)
            child = QProcess()
            child.setProgram(program)
            child.setArguments(words)
            child.setStandardOutputFile(QProcess.nullDevice())
            child.setStandardErrorFile(QProcess.nullDevice())
            child.startDetached()
        self._started = False

    @property
    def last(self) -> SafetyCopy | None:
        """The newest safety copy of the project."""
        project = self._bridge.project
        if not self._known and project is not None:
            from annotations.project import safety_copies

            self._known = True
            copies = safety_copies(project.path)
            self._last = max(copies, key=lambda copy: copy.clock, default=None)
        return self._last

    @property
    def running(self) -> bool:
        return self._child is not None

    def look(self) -> None:
        """Copy when it is time and nobody is at work."""
        quiet = not self._quiet.isValid() or self._quiet.elapsed() > QUIET_MS
        if quiet and (self._asked or self._is_due()):
            self._copy()

    def copy(self) -> bool:
        """Begin a copy now; whether one is being made.

        If a step ends it, it is begun again when nobody is at work.
        """
        self._asked = True
        self._timer.start()
        return self._copy()

    def _copy(self) -> bool:
        project = self._bridge.project
        if project is None:
            return False
        if self._child is None:
            with suppress(Refusal):  # the child says it
                project.keep_safe()
            self._child = child = QProcess(self)
            child.finished.connect(self._on_finished)
            child.errorOccurred.connect(self._on_error)
            program, *words = _command(project.path)
            child.start(program, words)
        return True

    def give_way(self) -> None:
        """End a copy that is being made: a step is about to be written."""
        child, self._child = self._child, None
        if child is not None:
            child.blockSignals(True)
            child.kill()
            child.waitForFinished()
            child.deleteLater()

    # -- within -----------------------------------------------------------------------

    def _is_due(self, *, closing: bool = False) -> bool:
        project = self._bridge.project
        if project is None or project.read_only or self._child is not None:
            return False
        try:
            return project.backup_due(closing=closing)
        except Refusal:  # it is told when the copy is made
            return True

    def _on_opened(self) -> None:
        self.give_way()
        self._known = self._asked = False
        self._attend()
        if self._started:
            QTimer.singleShot(0, self, self.look)

    def _attend(self) -> None:
        """No step of the project that is open now waits for a copy."""
        project = self._bridge.project
        if project is not None and project is not self._attended:
            self._attended = project
            project.before_steps(self.give_way)

    def _on_finished(self, code: int) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        said = bytes(child.readAllStandardError().data()).decode("utf-8", "replace").strip()
        child.deleteLater()
        self._known = False
        asked, self._asked = self._asked, False
        if code == 0:
            self.copied.emit(asked)
        else:
            self.failed.emit(said)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._child is not None:
            child, self._child, self._asked = self._child, None, False
            self.failed.emit(child.errorString())
            child.deleteLater()


def _command(path: Path) -> list[str]:
    """What copies a project: the command line of this very program."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "annotations"]
    return [sys.executable, *module, "backup", str(path)]
