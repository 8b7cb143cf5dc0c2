"""Where a project's model is kept: in the user's cache, by the id of the project.

The name of the file has the digest of what is in it, so that another model is another file, and
one that is broken or was put there by somebody else is not read.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from annotations import places

VERSION = 1  # of features and file: a model of another version is not used
_ENDING = ".crfsuite"
_LARGEST = 256 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A model with by how much its probabilities are to be believed."""

    content: bytes
    honesty: float


def folder(project: str) -> Path:
    """Where the model of a project lies, by the project's id."""
    name = hashlib.sha256(project.encode()).hexdigest()[:32]
    return places.cache() / "learnt" / name


def keep(project: str, content: bytes, honesty: float) -> Path:
    """Write a model, switched off, in place of the one that was there; the file it is in."""
    home = folder(project)
    home.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    path = home / f"{digest}{_ENDING}"
    _write(path, content)
    _tell(home, {"version": VERSION, "model": path.name, "honesty": honesty, "on": False})
    for old in home.glob(f"*{_ENDING}"):
        if old != path:
            old.unlink(missing_ok=True)
    return path


def switch(project: str, on: bool) -> bool:
    """Have the model used, or not; whether there is one."""
    home = folder(project)
    told = _told(home)
    if told is None:
        return False
    _tell(home, {**told, "on": on})
    return True


def in_use(project: str) -> str:
    """The file of the model that is switched on; "" where there is none."""
    home = folder(project)
    told = _told(home)
    return str(home / str(told["model"])) if told and told.get("on") is True else ""


def read(path: Path) -> Kept | None:
    """What a file of `keep` has; None where it is not whole, or of another version."""
    told = _told(path.parent)
    if told is None or told.get("model") != path.name:
        return None
    try:
        if path.stat().st_size > _LARGEST:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != path.name.removesuffix(_ENDING):
        return None
    honesty = told.get("honesty")
    return Kept(content, min(max(float(honesty), 0.0), 1.0) if isinstance(honesty, float) else 1.0)


def _told(home: Path) -> dict[str, object] | None:
    try:
        found: object = json.loads((home / "model.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    told = cast("dict[str, object]", found)
    name = told.get("model")
    is_ours = isinstance(name, str) and name == Path(name).name and name.endswith(_ENDING)
    return told if is_ours and told.get("version") == VERSION else None


def _tell(home: Path, told: dict[str, object]) -> None:
    _write(home / "model.json", json.dumps(told).encode())


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(content)
    beside.replace(path)
