"""The command line in the hands of a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations import cli


class Shell:
    """Runs words in-process and keeps what they printed."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self._capture = folder, capture
        self.project = str(folder / "p.danqian")

    def run(self, *words: object) -> tuple[int, str, str]:
        code = cli.run([str(word) for word in words])
        out, err = self._capture.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    def json(self, *words: object) -> list[dict[str, Any]]:
        _, out, _ = self.run(*words, "--json")
        return [json.loads(line) for line in out.splitlines()]

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
