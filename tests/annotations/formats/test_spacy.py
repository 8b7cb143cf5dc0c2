"""spaCy: what is written comes back with all that is on it; hostile and broken files are told.

Where spaCy is not installed only that is tested; see tests/consumers/test_spacy.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context
from annotations.formats.spacy import FORMAT
from annotations.formats.spacy_reading import READER
from tests.annotations.formats.documents import hard


def test_without_spacy_the_program_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.formats.kinds.find_spec", lambda _: None)
    assert FORMAT.lacking == READER.lacking == ("spacy",)
    with pytest.raises(Refusal, match="format-needs-extra"):
        formats.export(FORMAT, hard(), tmp_path / "out", Context(tagset.default()))
    assert list(tmp_path.glob("out*")) == []


def test_the_list_of_formats_does_not_import_spacy() -> None:
    assert FORMAT in formats.all().values()
    assert READER in formats.readers().values()
    if "spacy" in sys.modules:
        pytest.skip("another test has imported spaCy")
    assert "spacy" not in sys.modules


def test_only_its_files_are_taken_for_it() -> None:
    assert READER.suffixes == (".spacy",)
    assert READER.sniff(Path("x.spacy"), b"x\x9c\x00")
    assert not READER.sniff(Path("x.spacy"), b"PK\x03\x04")
