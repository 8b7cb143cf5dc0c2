"""Where the program starts: words of the command line first, the window otherwise.

Nothing here imports Qt before it is known that a window is wanted.
"""

from __future__ import annotations

import gc
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

NAME = "danqian"
SUFFIX = ".danqian"
# An article brings ten thousand objects that stay: looking among all there are for garbage each
# time 700 more came took a third of the time to open it.
COLLECTED = (50_000, 20, 20)
# A thread that works may keep the interpreter so long from the window, which asks for it anew
# after each file that it looks at: with the usual 5 ms ten of them are a stall.
SWITCH = 0.0005  # seconds
PAUSE_MS = 20  # in which the list is flushed to the screen, and hears what came meanwhile


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status: 0 done, 1 refused, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "tour":
        return _tour(given[1:])
    if given and not given[0].endswith(SUFFIX):  # no word does: the window need not know them
        from annotations import cli

        if given[0] in cli.WORDS or given[0].startswith("-"):
            return cli.run(given)
    if len(given) > 1:
        return _say(_told("usage-window"), 2)
    try:
        return _window(Path(given[0]) if given else None)
    except Refusal as refusal:
        return _say(_told(refusal.key, **refusal.values), 1)


def _tour(given: list[str]) -> int:
    if len(given) != 1 or given[0].startswith("-"):
        return _say(_told("usage-tour"), 2)
    from gui.tour import tour

    try:
        return tour(Path(given[0]))
    except Refusal as refusal:
        return _say(_told(refusal.key, **refusal.values), 1)


def _window(wanted: Path | None) -> int:
    if wanted is not None:
        check(wanted)
    if not has_display():
        return _say(_told("no-display"), 1)
    # WORKAROUND: PySide6 6.11 reads the source of every module that is imported after it.
    import annotations.verbs  # noqa: F401

    application = start()
    kept: list[object] = []  # what nobody holds is gone
    window = open_window(wanted)
    if window.is_furnished:
        _keep(kept, window)
    window.furnished.connect(lambda: _keep(kept, window))
    status = application.exec()
    kept.clear()
    return status


def _keep(kept: list[object], window: Window) -> None:
    """Hold the window, and the one that is made anew when another language is chosen."""
    from gui.anew import Shown

    kept[:] = [Shown(window, _begin)]


def open_window(wanted: Path | None) -> Window:
    """The window on the named project, as `open_first`, on the screen."""
    from PySide6.QtCore import QTimer

    from gui.painted import WhenPainted
    from gui.window import Window

    window = Window()
    window.furnished.connect(lambda: _begin(window))
    open_first(window, wanted)
    if not window.is_furnished:
        window.articles.list.setFocus()
    WhenPainted(window, lambda: QTimer.singleShot(PAUSE_MS, window, window.furnish_by_and_by))
    window.show()
    return window


def _begin(window: Window) -> None:
    """What goes on beside the user's work; the keys go to the text, unless they are in use."""
    from gui import settings
    from gui.painted import WhenPainted

    if window.bridge.path is not None:
        settings.remember_project(window.bridge.path)
    WhenPainted(window.reader.viewport(), window.words.start)
    WhenPainted(window.reader.viewport(), window.doing.judging.proposals.start)
    window.doing.safekeeping.copying.start()
    window.doing.indexing.start()
    unused = window.focusWidget() in (None, window.articles.list)
    if unused and window.place.article == window.opened_at:
        window.reader.setFocus()


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
    from gui import settings

    last = settings.get("project")
    path = wanted or (Path(last) if last else None)
    if path is not None and _is_opened(window, path, named=wanted is not None):
        return
    from gui.sample import ensure

    try:
        window.furnish()
        window.files.open_path(ensure(settings.home()))
    except (Refusal, OSError) as error:
        refusal = error if isinstance(error, Refusal) else _unwritable(settings.home())
        window.bridge.refused.emit(refusal)


def _is_opened(window: Window, path: Path, *, named: bool) -> bool:
    """Whether there is no more to be done: it is open, or its restoring was offered."""
    from annotations.verbs import Verbs
    from gui import settings
    from gui.bridge import RESTORABLE

    if path.exists() or (named and not _has_copies(path)):
        try:
            opened = Verbs.open(path, author=settings.author(), create=named)
            window.bridge.take(opened)
            return True
        except Refusal as refusal:
            restorable = refusal.key in RESTORABLE and _has_copies(path)
            if named and not restorable:
                raise  # before a window is up
    elif not _has_copies(path):
        return False
    window.furnish()  # it tells what is wrong, and offers what can be done
    return window.files.open_path(path) or named


def _has_copies(path: Path) -> bool:
    from annotations.project import safety_copies

    return bool(safety_copies(path))


def _unwritable(folder: Path) -> Refusal:
    return Refusal("folder-read-only", file=str(folder), folder=str(folder))


def start() -> QApplication:
    """The application object, with everything that must be set before the first layout."""
    gc.set_threshold(*COLLECTED)
    sys.setswitchinterval(SWITCH)
    from PySide6.QtCore import QCoreApplication, QLocale
    from PySide6.QtWidgets import QApplication

    from gui import language, look

    # HarfBuzz takes glyph variants from the default locale: it must not have one.
    QLocale.setDefault(QLocale.c())
    QCoreApplication.setApplicationName(NAME)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    language.speak(language.wanted())
    application.setApplicationDisplayName(QCoreApplication.translate("app", "丹铅"))
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


def _told(key: str, **values: object) -> str:
    """A sentence, also where no window is up yet that speaks a language."""
    from PySide6.QtCore import QCoreApplication

    from gui import language

    QCoreApplication.setApplicationName(NAME)  # by which the settings are found
    return resources.worded(key, values, language.wanted())


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
