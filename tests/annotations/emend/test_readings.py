"""The table of readings, and the spellings of a syllable."""

from __future__ import annotations

import json
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotations.emend import readings


def test_the_table_is_that_of_pypinyin() -> None:
    spec = find_spec("pypinyin")
    assert spec is not None and spec.origin is not None
    table = json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_text("utf-8"))
    for code, listed in table.items():
        syllables = [unicodedata.normalize("NFC", reading) for reading in listed.split(",")]
        assert readings.is_first(chr(int(code)), syllables[0])
        assert all(readings.is_reading(chr(int(code)), reading) for reading in syllables)
    pairs = sum(len(listed.split(",")) for listed in table.values())
    assert (
        sum(len(readings.characters(s)) for s in readings.every() if readings.has_tone(s))
        + sum(
            readings.is_neutral(chr(int(code)), unicodedata.normalize("NFC", reading))
            for code, listed in table.items()
            for reading in listed.split(",")
            if not readings.has_tone(unicodedata.normalize("NFC", reading))
        )
        == pairs
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Qū", "qū"),
        ("lv4", "lǜ"),
        ("lu:4", "lǜ"),
        ("nü3", "nǚ"),
        ("nu\u0308\u030c", "nǚ"),
        ("guo2", "guó"),
        ("jiu4", "jiù"),
        ("gui4", "guì"),
        ("zhou1", "zhōu"),
        ("ɡuān", "guān"),
        ("jiăng", "jiǎng"),
        ("men5", "men"),
        ("men", "men"),
    ],
)
def test_spellings_of_one_syllable_become_one(written: str, meant: str) -> None:
    assert readings.normal(written) == meant


def test_without_tone_every_tone_fits() -> None:
    assert readings.is_reading("區", "qu")
    assert not readings.is_reading("區", "qù")
    assert not readings.known("hànyǔ")
