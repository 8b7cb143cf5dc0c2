"""What several tests of the core and its command line begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotations.shell import Shell


@pytest.fixture
def bare_shell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """An English-speaking shell in an empty folder."""
    monkeypatch.setenv("DANQIAN_LANG", "en")
    folder = tmp_path / "place"
    folder.mkdir()
    return Shell(folder, capfdbinary)
