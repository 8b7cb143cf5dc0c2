"""`python -m tests.reliability.hostile_child FOLDER...`: a command line that is watched.

Each line on standard input is a JSON list of words for `danqian`; each line on standard output
tells what came of them.  Sockets and other programs are forbidden, memory is bounded, and every
file that is opened outside of the folders, of Python and of the program itself is told.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from annotations import cli

ROOT = Path(__file__).parents[2]
ROOM = 1200 * 1024 * 1024
"""Bytes of address space above what the idle program takes."""

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.")
_HARMLESS = ("socket.gethostname",)  # asks this machine alone: the lock names it
_FILES = {"open": 0, "os.listdir": 0, "os.scandir": 0, "os.remove": 0, "os.rename": 1}
_FILES |= {"os.mkdir": 0, "os.truncate": 0, "os.chmod": 0, "os.link": 1, "os.symlink": 1}


def watch(folders: list[Path]) -> list[str]:
    """From now on every forbidden deed is stopped, and told in the list that comes back."""
    python = {Path(folder).resolve() for folder in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    # sqlite-utils imports pandas where that is installed, which looks at the time zones.
    system = (Path(os.devnull), Path("/proc/self/status"), Path("/usr/share/zoneinfo"))
    readable = (*folders, *python, ROOT, *system)
    told: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN) and event not in _HARMLESS:
            told.append(event)
            raise PermissionError(event)
        if event in _FILES:
            path = arguments[_FILES[event]]
            if isinstance(path, str | bytes | os.PathLike):
                place = _above(event, arguments) / os.fsdecode(path)
                allowed = folders if _writes(event, arguments) else readable
                if not any(place.is_relative_to(folder) for folder in allowed):
                    told.append(f"{event} {place}")

    sys.addaudithook(hook)
    return told


def _above(event: str, arguments: tuple[object, ...]) -> Path:
    """What a path is relative to: where the program is, or the folder that it has open."""
    folder = arguments[1] if event == "os.remove" else -1
    return Path.cwd() if folder == -1 else Path(f"/proc/self/fd/{folder}").readlink()


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return event not in ("os.listdir", "os.scandir")
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return not mode.startswith("r") or "+" in mode
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def bound_memory() -> None:
    taken = _memory("VmSize") * 1024
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, taken + ROOM))


def _memory(name: str) -> int:
    """Kilobytes, as the system counts them."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0])


def captured(words: list[str]) -> dict[str, object]:
    """What the words print, their exit code and seconds of work; the peak of memory in MB."""
    streams = out, err = _stream(), _stream()
    started = time.process_time()
    with redirect_stdout(out), redirect_stderr(err):
        code = _run(lambda: cli.run(words))
    return {
        "code": code,
        **{name: _told(stream) for name, stream in zip(("out", "err"), streams, strict=True)},
        "seconds": round(time.process_time() - started, 2),
        "peak": _memory("VmHWM") // 1024,
    }


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")


def _told(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8", "surrogateescape")


def _run(work: Callable[[], int]) -> int | str:
    try:
        return work()
    except SystemExit as end:
        return str(end)


def main(folders: list[str]) -> None:
    captured(["--version"])
    import annotations.emend
    from annotations.store.file import ProjectFile

    annotations.emend.detectors()
    _ = ProjectFile
    told = watch([Path(folder).resolve() for folder in folders])
    bound_memory()
    for line in sys.stdin:
        told.clear()
        result = captured(json.loads(line))
        sys.stdout.write(json.dumps({**result, "outside": sorted(set(told))}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
