"""Where an export lands: whole or not at all, and never on somebody else's work.

Everything is written beside its place under a temporary name and renamed at the end.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from annotations.errors import Refusal
from annotations.formats.report import Report

REPORT = "export-report.json"


@contextmanager
def file(path: Path) -> Generator[BinaryIO]:
    """A stream whose content becomes the file `path` when the block ends well.

    Refusals: folder-missing, out-is-folder, out-not-writable.
    """
    if path.is_dir():
        raise Refusal("out-is-folder", file=str(path))
    with _telling(path):
        target = path.resolve()
        handle, name = tempfile.mkstemp(prefix=".danqian-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def folder(path: Path) -> Generator[Path]:
    """An empty folder that becomes `path` when the block ends well.

    Refusals: folder-missing, out-is-file, out-not-ours, out-not-writable.
    """
    if path.exists() and not path.is_dir():
        raise Refusal("out-is-file", file=str(path))
    with _telling(path):
        if path.is_dir() and not _is_ours(path):
            raise Refusal("out-not-ours", file=str(path))
        target = path.resolve()
        room = Path(tempfile.mkdtemp(prefix=".danqian-", dir=target.parent))
        try:
            made, old = room / "new", room / "old"
            made.mkdir()
            yield made
            if target.is_dir():
                target.rename(old)
            try:
                made.rename(target)
            except OSError:
                if old.is_dir():
                    old.rename(target)
                raise
        finally:
            shutil.rmtree(room, ignore_errors=True)


def sign(folder: Path, report: Report) -> None:
    """Add export-report.json: what was lost, and the SHA-256 of every file written.

    By these sums a later export knows that the folder still holds nothing but our work.
    """
    sums = {name.name: _sum(name) for name in sorted(folder.iterdir())}
    text = json.dumps({**asdict(report), "files": sums}, ensure_ascii=False, indent=1)
    (folder / REPORT).write_bytes(text.encode("utf-8") + b"\n")


def _is_ours(folder: Path) -> bool:
    """Whether a folder is empty, or holds an export that nobody has touched since."""
    held = {path.name: path for path in folder.iterdir()}
    if not held:
        return True
    report = held.pop(REPORT, None)
    if report is None or not all(path.is_file() for path in held.values()):
        return False
    try:
        told = json.loads(report.read_bytes())["files"]
    except (ValueError, KeyError, TypeError):
        return False
    return told == {name: _sum(path) for name, path in held.items()}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _telling(path: Path) -> Generator[None]:
    """What the system refuses, as a Refusal that names `path`."""
    if not path.resolve().parent.is_dir():
        raise Refusal("folder-missing", file=str(path))
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("out-not-writable", file=str(path), reason=reason) from error


def refuse_project(path: Path, project: Path) -> None:
    """Refuse (out-is-project) to write over the project that is being exported."""
    if path.exists() and path.samefile(project):
        raise Refusal("out-is-project", file=str(path))
