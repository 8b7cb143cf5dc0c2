# needs: pip bratiaa==0.1.4
"""bratiaa reads our folders: two annotators with the same annotations agree wholly.

brat itself is no package; its own parser and verifier were run by hand on exports in every
view (nlplab/brat @44ecd825).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import bratiaa

from annotations import formats, tagset
from annotations.formats import Context
from annotations.model import Document
from tests.annotations.formats.documents import article, mark

TEXT = "𠮷林与延安签署协议。\r\n双方成立工作组😀，后来“合作” <b>&amp;</b>。\r\n"
SAME = (((0, 2),), ((3, 5),), ((0, 9),), ((12, 14),))


def agreement(root: Path, **places: tuple[tuple[tuple[int, int], ...], ...]) -> float:
    """The mean F1 of annotators, each with an export of its own in a folder of a new project."""
    root.mkdir()
    for name, each in places.items():
        marks = tuple(mark(TEXT, f"id-{n}", *spans) for n, spans in enumerate(each))
        out = root / name
        document = Document(article("文", TEXT), annotations=marks)
        formats.export(formats.named("brat"), [document], out, Context(tagset.default()))
        shutil.copy(out / "annotation.conf", root)
    mean, _ = bratiaa.compute_f1_agreement(str(root)).mean_sd_total()
    return float(mean)


def test_identical_annotators_agree_wholly(tmp_path: Path) -> None:
    assert agreement(tmp_path / "all", a=SAME, b=SAME) == 1


def test_annotators_that_differ_do_not(tmp_path: Path) -> None:
    assert 0 < agreement(tmp_path / "all", a=SAME, b=(*SAME[:2], ((14, 16),), ((16, 17),))) < 1
