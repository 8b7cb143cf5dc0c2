"""The program, as it is started, with somebody who looks at it: `watched.py [PROJECT]`.

Questions come as lines of JSON, [name, *arguments], and are answered by one line each; see
`looking.py`. Nothing is done to the window from here: that is for the mouse and the keys.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from gui import app


def _watch() -> object:
    """Answer what is asked whenever the program has time to."""
    from PySide6.QtCore import QSocketNotifier

    unread = bytearray()

    def hear() -> None:
        unread.extend(os.read(0, 1 << 16))
        while (end := unread.find(b"\n")) >= 0:
            line = bytes(unread[:end])
            del unread[: end + 1]
            print(json.dumps(_answer(*json.loads(line))), flush=True)

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(hear)
    return notifier


def _answer(name: str, *arguments: Any) -> Any:
    from PySide6.QtWidgets import QApplication

    from gui.window import Window
    from tests.stories.looking import QUESTIONS

    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
    return QUESTIONS[name](windows[0], *arguments) if windows else None


def main() -> int:
    start, kept = app.start, []

    def started() -> Any:
        application = start()
        kept.append(_watch())
        return application

    app.start = started
    return app.main(sys.argv[1:])


if __name__ == "__main__":  # the word process imports this file again
    raise SystemExit(main())
