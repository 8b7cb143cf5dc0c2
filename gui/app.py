"""Where the program starts: words of the command line first, the window otherwise.

Nothing here imports Qt before it is known that a window is wanted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import resources
from annotations.errors import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.window import Window

LANGUAGE = "zh_CN"
SUFFIX = ".danqian"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status: 0 done, 1 refused, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "tour":
        return _tour(given[1:])
    if given:
        from annotations import cli

        if given[0] in cli.WORDS or given[0].startswith("-"):
            return cli.run(given)
    if len(given) > 1:
        return _say(_told("usage-window"), 2)
    try:
        return _window(Path(given[0]) if given else None)
    except Refusal as refusal:
        return _say(resources.worded(refusal.key, refusal.values, LANGUAGE), 1)


def _tour(given: list[str]) -> int:
    if len(given) != 1 or given[0].startswith("-"):
        return _say(_told("usage-tour"), 2)
    from gui.tour import tour

    try:
        return tour(Path(given[0]))
    except Refusal as refusal:
        return _say(resources.worded(refusal.key, refusal.values, LANGUAGE), 1)


def _window(wanted: Path | None) -> int:
    if wanted is not None:
        check(wanted)
    if not has_display():
        return _say(_told("no-display"), 1)
    application = start()
    window = open_window(wanted)
    window.reader.setFocus()
    return application.exec()


def open_window(wanted: Path | None) -> Window:
    """The window on the named project, as `open_first`, on the screen."""
    from gui.window import Window

    window = Window()
    open_first(window, wanted)
    window.words.start_when_painted(window.reader.viewport())
    window.doing.safekeeping.copying.start()
    window.show()
    return window


def check(wanted: Path) -> None:
    """Refuse a project that is not there and cannot be made (file-missing)."""
    makable = wanted.suffix == SUFFIX and wanted.absolute().parent.is_dir()
    if not wanted.exists() and not makable:
        raise Refusal("file-missing", file=str(wanted))


def open_first(window: Window, wanted: Path | None) -> None:
    """Open the named project, else the last one, else the sample project.

    One that is gone or damaged is offered to be restored where there are safety copies of it;
    nothing empty is made in its place.  Refusal: the named one cannot be opened.
    """
    from annotations.project import open_project, safety_copies
    from gui import settings
    from gui.safekeeping import RESTORABLE

    if wanted is not None:
        known = not wanted.exists() and bool(safety_copies(wanted))
        try:  # before a window is up
            project = open_project(wanted, create=not wanted.exists() and not known)
        except Refusal as refusal:
            if refusal.key not in RESTORABLE or not safety_copies(wanted):
                raise
            window.files.open_path(wanted)
            return
        window.bridge.take(project)
        window.files.remember_project(wanted)
        return
    last = settings.get("project")
    known = bool(last) and (Path(last).exists() or bool(safety_copies(last)))
    if known and window.files.open_path(Path(last)):
        return
    from gui.sample import ensure

    try:
        window.files.open_path(ensure(settings.home()))
    except (Refusal, OSError) as error:
        refusal = error if isinstance(error, Refusal) else _unwritable(settings.home())
        window.bridge.refused.emit(refusal)


def _unwritable(folder: Path) -> Refusal:
    return Refusal("folder-read-only", file=str(folder), folder=str(folder))


def start() -> QApplication:
    """The application object, with everything that must be set before the first layout."""
    from PySide6.QtCore import QCoreApplication, QLocale
    from PySide6.QtWidgets import QApplication

    from gui import look

    # HarfBuzz takes glyph variants from the default locale: it must not have one.
    QLocale.setDefault(QLocale.c())
    QCoreApplication.setApplicationName("danqian")
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationDisplayName("丹铅")
    look.install_fonts()
    sys.excepthook = _on_exception
    return application


def has_display() -> bool:
    """Whether a window can be shown here (always, but on a Linux without display server)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _on_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A fault of the program: the trace goes to a file, a sentence to the user."""
    import traceback
    from datetime import UTC, datetime

    from gui import settings

    log = settings.home() / "errors.log"
    text = "".join(traceback.format_exception(kind, error, trace))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n{text}\n")
    except OSError:
        sys.stderr.write(text)
    sentence = _told("fault", file=str(log))
    _say(sentence, 1)
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        _show(sentence)


def _show(sentence: str) -> None:
    from PySide6.QtWidgets import QApplication

    from gui.window import Window

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Window):
            widget.desk.banner.tell(sentence)


def _told(key: str, **values: str) -> str:
    return resources.worded(key, values, LANGUAGE)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
