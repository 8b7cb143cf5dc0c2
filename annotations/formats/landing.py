"""Where an export lands: whole or not at all, and never on somebody else's work.

Everything is written beside its place under a temporary name and renamed at the end, and
beside it what was lost: in a folder `export-report.json`, beside a file the same after its name.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from annotations.errors import Refusal
from annotations.formats.report import Report

REPORT = "export-report.json"


class Folder:
    """An empty folder that a writer fills; it knows the SHA-256 of all that it was given."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.sums: dict[str, str] = {}

    def write(self, name: str, data: bytes) -> str:
        """Write a file, in folders where the name has `/`, and give its SHA-256.

        Raises ValueError for a name that is taken or leads out of the folder.
        """
        if name in self.sums or ".." in name.split("/") or name.startswith("/"):
            raise ValueError(f"no name for a file of this folder: {name}")
        if "/" in name:
            (self._path / name).parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self._path}{os.sep}{name}", "wb") as file:  # noqa: PTH123 (thousands)
            file.write(data)
        self.sums[name] = hashlib.sha256(data).hexdigest()
        return self.sums[name]


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
def folder(path: Path) -> Generator[Folder]:
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
            yield Folder(made)
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


def standing(
    path: Path, kind: Literal["file", "folder"], project: Path | None = None
) -> Literal["nothing", "file", "export"]:
    """What an export to `path` would take the place of, at a glance.

    Whether an earlier export was touched since, for which all of it is read, `folder` finds out.
    Refusals: out-is-folder, out-is-file, out-is-project, out-not-ours, out-not-writable.
    """
    try:
        if path.is_dir():
            if kind == "file":
                raise Refusal("out-is-folder", file=str(path))
            if next(path.iterdir(), None) is None:
                return "nothing"
            if not (path / REPORT).is_file():
                raise Refusal("out-not-ours", file=str(path))
            return "export"
        if not path.exists():
            return "nothing"
        if kind == "folder":
            raise Refusal("out-is-file", file=str(path))
        if project is not None:
            refuse_project(path, project)
        return "file"
    except OSError as error:
        raise _not_writable(path, error) from error


def sign(folder: Folder, report: Report) -> None:
    """Add export-report.json: what was lost, and the SHA-256 of every file written.

    By these sums a later export knows that the folder still holds nothing but our work.
    """
    out = io.BytesIO()
    report.write(out, dict(sorted(folder.sums.items())))
    folder.write(REPORT, out.getvalue())


def report_path(path: Path) -> Path:
    """Where the report of an export to the file or folder `path` stands."""
    return path / REPORT if path.is_dir() else path.with_name(f"{path.name}.{REPORT}")


def _is_ours(folder: Path) -> bool:
    """Whether a folder is empty, or holds an export that nobody has touched since."""
    held = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    if not held:
        return True
    report = held.pop(REPORT, None)
    files = {name: path for name, path in held.items() if not path.is_dir()}
    if report is None or not all(path.is_file() for path in files.values()):
        return False
    try:
        told = json.loads(report.read_bytes())["files"]
    except (ValueError, KeyError, TypeError):
        return False
    return told == {name: sum_of(path) for name, path in files.items()}


def sum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
        raise _not_writable(path, error) from error


def _not_writable(path: Path, error: OSError) -> Refusal:
    reason = error.strerror or type(error).__name__
    return Refusal("out-not-writable", file=str(path), reason=reason)


def refuse_project(path: Path, project: Path) -> None:
    """Refuse (out-is-project) to write over the project that is being exported."""
    if path.exists() and path.samefile(project):
        raise Refusal("out-is-project", file=str(path))
