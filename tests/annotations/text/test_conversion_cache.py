"""What is kept for the next start: found again, and never trusted when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.text.conversion import cache
from annotations.text.conversion.dictionaries import chain
from annotations.text.conversion.lexicon import lexicon

KEY, OTHER = b"k" * 32, b"o" * 32


def test_what_was_kept_is_found_under_its_key_alone():
    cache.save("name", KEY, [b"one", b"", b"two" * 1000])
    assert cache.load("name", KEY) == [b"one", b"", b"two" * 1000]
    assert cache.load("name", OTHER) is None
    assert cache.load("another", KEY) is None


def test_a_damaged_file_is_none_wherever_the_damage_is(home: Path):
    cache.save("name", KEY, [b"one", b"two"])
    path = home / "cache" / "name"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place])
        assert cache.load("name", KEY) is None
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.load("name", KEY) is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    (home / "file").write_text("")
    monkeypatch.setenv("DANQIAN_HOME", str(home / "file"))
    cache.save("name", KEY, [b"one"])
    assert cache.load("name", KEY) is None


def test_no_half_written_file_stays_behind(home: Path):
    (home / "cache" / "name").mkdir(parents=True)  # replacing it fails
    cache.save("name", KEY, [b"one"])
    assert [path.name for path in (home / "cache").iterdir()] == ["name"]


@pytest.mark.parametrize("plain", [False, True])
def test_a_stage_built_anew_and_one_from_the_cache_convert_alike(home: Path, plain: bool):
    recipes = chain("tw2s")
    made = [
        lexicon.__wrapped__(recipe, recipes.normal, plain)  # not the one of this run
        for recipe in recipes.stages * 2
    ]
    assert len(list((home / "cache").iterdir())) == 2
    text = "著作和隨著，乾隆豈⿰髮"
    for built, restored in zip(made[:2], made[2:], strict=True):
        assert built.find(text) == restored.find(text) != []
        assert (built.values, built.special) == (restored.values, restored.special)
        assert built.table(text) == restored.table(text)


@pytest.mark.parametrize("damage", [b"", b"danqian cache 1\n", b"\0" * 4096])
def test_a_start_with_a_broken_cache_builds_it_again(home: Path, damage: bytes):
    program = "from annotations import convert; print(convert('新征程头发', 's2tw')[0])"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}

    def started() -> str:
        words = [sys.executable, "-c", program]
        return subprocess.run(
            words, capture_output=True, encoding="utf-8", timeout=60, env=environment, check=True
        ).stdout.strip()

    assert started() == "新征程頭髮"
    files = sorted((home / "cache").iterdir())
    whole = [file.read_bytes() for file in files]
    for file in files:
        file.write_bytes(damage)
    assert started() == "新征程頭髮"
    assert [file.read_bytes() for file in files] == whole
