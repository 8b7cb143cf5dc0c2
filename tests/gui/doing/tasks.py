"""What the process of long works is given to do in tests."""

from __future__ import annotations

import os
import time
from pathlib import Path

from annotations.errors import Refusal
from gui.work_child import Say


def count(say: Say, many: int) -> int:
    for number in range(many):
        say(number)
    return os.getpid()


def refuse(_: Say) -> None:
    raise Refusal("file-empty", file="那个文件")


def fail(_: Say) -> None:
    raise ValueError("这里错了")


def give_what_cannot_be_sent(_: Say) -> object:
    return lambda: None


def die(_: Say, *__: object) -> None:
    os._exit(9)


def hang(_: Say, *__: object) -> None:
    time.sleep(600)


def write(say: Say, path: Path) -> None:
    """Say a number a thousand times, with a file that goes when it is not wanted."""
    path.write_text("写到一半")
    try:
        for number in range(1_000):
            say(number)
            time.sleep(0.01)
    except BaseException:
        path.unlink()
        raise
