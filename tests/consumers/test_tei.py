# needs: npm jsdom==26.1.0 CETEIcean==1.9.5
"""Our TEI as CETEIcean shows it on a page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotations.formats.plain_text import PlainText
from tests.annotations.formats.golden import exported
from tests.consumers import NODE_MODULES


@pytest.mark.parametrize("view", ["source", "clean", "hans", "hant"])
def test_ceteicean_shows_the_whole_text_and_has_every_tag(view: Any, tmp_path: Path) -> None:
    done = exported("tei", tmp_path, view)
    script = Path(__file__).with_name("ceteicean.mjs")
    for document, entry in zip(done.documents, done.entries, strict=True):
        words = ["node", str(script), str(NODE_MODULES), str(done.path / entry["file"])]
        said = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        assert said == {
            "text": PlainText.for_xml(document.article.text).text,
            "spans": entry["spans_out"],
            "relations": entry["relations_out"],
        }
