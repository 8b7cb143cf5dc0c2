"""Files that are surely on the disk when a function here returns."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sync_content(descriptor: int) -> None:
    """Make what was written durable, and its length; the file's times are nobody's affair."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync(path: Path) -> None:
    """Make the content of a file durable; its name is so after `sync_folder`."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does that by itself and opens no folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(path: Path, to: Path) -> None:
    """Give a synced file its own name, in place of what has it; durable like its content."""
    path.replace(to)
    sync_folder(to.parent)


def write(path: Path, content: bytes) -> None:
    """Have a small file hold this and nothing else: at every moment the old or the new content."""
    unfinished = unfinished_beside(path)
    try:
        unfinished.write_bytes(content)
        sync(unfinished)
        rename(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def unfinished_beside(path: Path) -> Path:
    """Another name in the same folder, under which a file is made before it gets its own."""
    return path.with_name(f".{path.name}.{os.urandom(16).hex()}.new")
