"""Files of a CAS that anything happened to: a reason or a document, and never an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats.kinds import Reading
from annotations.model import Document
from tests.annotations.formats.documents import hard
from tests.annotations.formats.peers import UIMA, with_uima
from tests.annotations.formats.round_trip import law

OWN = ("webanno-tsv", "xmi", "casjson")
OTHERS = (
    ("webanno-tsv", "tsv3-suite/testStackedComplexSlotFeatureWithoutValues.tsv"),
    ("webanno-tsv", "tsv3-suite/testSubtokenChain.tsv"),
    ("webanno-tsv", "tsv3-suite/testDependencyWithValues.tsv"),
    ("webanno-tsv", "tsv3-suite/testSubMultiTokenSpanWithFeatureValue.tsv"),
    ("xmi", "tsv3-suite/testStackedChain.xmi"),
    ("xmi", "tsv3-suite/testMultiTokenStackedSlotFeature.xmi"),
    ("xmi", "dkpro-cassis/cas_with_array_features.xmi"),
    ("casjson", "dkpro-cassis/testSimpleSlotFeature.json"),
    ("casjson", "dkpro-cassis/casWithEmojiUnicodeTextAndAnnotations.json"),
)
_PIECES = ["", "[", "]", "|", "_", "*", "->", ";", "\\", "\t", "\n", "0", "9", "-1", "99999999999",
           "1-1", "#", "𠮷", "\ud7ff", '"', "<", "&", "null", "{", "\r", "1-1[7_9]"]  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_what_happened_to_a_file_of_ours_is_told_and_nothing_breaks(
    name: str, tmp_path: Path
) -> None:
    form, context = formats.named(name), formats.Context(tagset.default())
    formats.export(form, hard(), tmp_path / "out", context)
    files = (file for file in (tmp_path / "out").iterdir() if file.suffix == form.suffix)
    _check(name, max(files, key=lambda file: file.stat().st_size), tmp_path)


@with_uima
@pytest.mark.parametrize(("name", "path"), OTHERS)
def test_what_happened_to_a_file_of_others_is_told_and_nothing_breaks(
    name: str, path: str, tmp_path: Path
) -> None:
    _check(name, UIMA / path, tmp_path)


def _check(name: str, path: Path, folder: Path) -> None:
    whole = path.read_text("utf-8")
    cuts = st.tuples(st.integers(0, len(whole)), st.integers(0, 12), st.sampled_from(_PIECES))

    @law
    @given(st.lists(cuts, min_size=1, max_size=4))
    def check(edits: list[tuple[int, int, str]]) -> None:
        text = whole
        for at, length, piece in edits:
            text = text[:at] + piece + text[at + length :]
        damaged = folder / f"damaged{path.suffix}"
        damaged.write_text(text, "utf-8", newline="")
        for line in formats.readers()[name].read(damaged, Reading(1_000_000, tagset.default())):
            assert isinstance(line.content, Document | Refusal)
            told = [line.content] if isinstance(line.content, Refusal) else line.misfits
            assert all(refusal.values["file"] == str(damaged) for refusal in told)
            if isinstance(line.content, Document):
                ids = {a.id for a in line.content.annotations}
                assert len(ids) == len(line.content.annotations)
                for annotation in line.content.annotations:
                    spans = [s.of(line.content.article.text) for s in annotation.fragments]
                    assert annotation.quote == "".join(spans) and all(spans)
                assert all({r.start, r.end} <= ids for r in line.content.relations)

    check()
