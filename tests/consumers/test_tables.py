# needs: pip pandas==3.1.1 openpyxl==3.1.5
"""Tables as pandas reads them: offsets are numbers, texts are texts, nothing is calculated."""

from __future__ import annotations

import json
from pathlib import Path

import pandas
import pytest

from annotations.formats.plain_text import PlainText
from annotations.model import VIEW_NAMES, ViewName
from tests.annotations.formats.golden import exported


def _as_cells(text: str) -> str:
    """LF alone, and what XML cannot hold replaced."""
    return PlainText.for_xml(PlainText.of(text).text).text


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("view", VIEW_NAMES)
def test_pandas_reads_every_fragment(name: str, view: ViewName, tmp_path: Path) -> None:
    done = exported(name, tmp_path, view)
    if name == "csv":
        told = pandas.read_csv(done.path, keep_default_na=False, encoding="utf-8-sig")
    else:
        told = pandas.read_excel(done.path, sheet_name="annotations", keep_default_na=False)
    fit = str if name == "csv" else _as_cells
    columns = ["article", "annotation", "fragment", "label", "start", "end", "quote"]
    found = [tuple(row) for row in told[columns].itertuples(index=False)]
    wanted = [
        (d.article.id, a.id, n, a.label, s.start, s.end, fit(s.of(d.article.text)))
        for d in done.documents
        for a in d.annotations
        for n, s in enumerate(a.fragments, start=1)
    ]
    if name == "csv":  # its tokenizer takes a lone CR in quotes for a line end
        found = [(*row[:-1], row[-1].replace("\r\n", "\n").replace("\r", "\n")) for row in found]
        wanted = [(*row[:-1], row[-1].replace("\r\n", "\n").replace("\r", "\n")) for row in wanted]
    assert found == wanted
    attributes = [json.loads(value) for value in told["attributes"]]
    assert attributes == [
        json.loads(json.dumps(dict(a.attributes)))
        for d in done.documents
        for a in d.annotations
        for _ in a.fragments
    ]
