"""The sample project: the carried articles, made into a project of the user's own."""

from __future__ import annotations

import os
from collections import deque
from importlib.resources import as_file
from pathlib import Path

import resources
from annotations.incoming import bring
from annotations.project import open_project

NAME = "示例.danqian"


def ensure(folder: Path) -> Path:
    """The sample project in a folder, made when it is not there yet.

    It appears under its name only when it is complete. Refusals: those of `open_project`
    and folder-read-only.
    """
    path = folder / NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / f"{NAME}.{os.getpid()}.new"
        half.unlink(missing_ok=True)
        try:
            with (
                open_project(half, create=True) as project,
                as_file(resources.path("samples")) as samples,
                project.bringing() as batch,
            ):
                files = [f for f in samples.iterdir() if f.suffix in (".txt", ".jsonl")]
                files.sort(key=lambda file: (file.suffix != ".txt", file.name))
                deque(bring(batch, files), maxlen=0)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return path
