"""INCEpTION's own pairs of WebAnno TSV and XMI: both of our readers say the same of each.

The suite was made by INCEpTION from CASes: `reference.xmi` is the CAS, `reference.tsv` what its
writer makes of it.  What differs between the files of a pair is listed here and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations import formats, tagset
from annotations.formats.kinds import Reading
from annotations.model import Document, Span
from tests.annotations.formats.peers import UIMA, with_uima

pytestmark = with_uima
SUITE = UIMA / "tsv3-suite"
PAIRS = sorted(path.stem for path in SUITE.glob("*.xmi"))
ALONE = sorted(path.stem for path in SUITE.glob("*.tsv") if path.stem not in PAIRS)

# TSV has no row for white space: INCEpTION's writer moves ends that stand there to a token.
MOVED = {
    "testAnnotationWithLeadingWhitespace",
    "testAnnotationWithLeadingWhitespaceAtStart",
    "testAnnotationWithTrailingWhitespace",
    "testAnnotationWithTrailingWhitespaceAtEnd",
    "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken",
    "testZeroWidthAnnotationBetweenTokenIsMovedToEndOfPreviousToken",
    "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken",
}
# The TSV files were renewed when these names changed, the XMI files were not.
RENAMED = {"NamedEntity": "Span"}
RENAMED_FEATURES = {"intValue": "integerValue"}


def read(path: Path) -> tuple[Document, list[tuple[str, Any]]]:
    """The document of a file, and each misfit by its kind and what it is of."""
    name = "xmi" if path.suffix == ".xmi" else "webanno-tsv"
    reader = formats.readers()[name]
    assert reader.sniff(path, path.read_bytes()[:4096])
    (line,) = reader.read(path, Reading(10_000_000, tagset.default()))
    assert isinstance(line.content, Document), line.content
    return line.content, sorted((m.key, m.values.get("what")) for m in line.misfits)


def told(document: Document, tsv: Document, name: str) -> tuple[list[Any], list[Any]]:
    """Labels, offsets and values of annotations and relations, in the words of the TSV file."""
    has_span = name not in MOVED and any(a.label == "Span" for a in tsv.annotations)
    renamed = RENAMED if has_span else dict[str, str]()
    marks = {
        a.id: (
            renamed.get(a.label, a.label),
            [within(s, document.article.text) if name in MOVED else s for s in a.fragments],
            sorted((RENAMED_FEATURES.get(k, k), v) for k, v in a.attributes.items()),
        )
        for a in document.annotations
    }
    relations = [
        (
            r.type,
            marks[r.start],
            marks[r.end],
            sorted((RENAMED_FEATURES.get(k, k), v) for k, v in r.attributes.items()),
        )
        for r in document.relations
    ]
    return sorted(marks.values()), sorted(relations)


def within(span: Span, text: str) -> Span:
    """A span without the white space at its ends."""
    quote = span.of(text)
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))


def test_there_are_all_the_pairs() -> None:
    assert (len(PAIRS), ALONE) == (
        73,
        ["example2", "sampleSlotAnnotation1", "sampleSlotAnnotation2"],
    )


@pytest.mark.parametrize("name", PAIRS)
def test_both_files_of_a_pair_say_the_same(name: str) -> None:
    tsv, tsv_misfits = read(SUITE / f"{name}.tsv")
    xmi, xmi_misfits = read(SUITE / f"{name}.xmi")
    assert told(tsv, tsv, name) == told(xmi, tsv, name)
    assert [kind for kind, _ in tsv_misfits] == [kind for kind, _ in xmi_misfits]
    assert tsv.article.text.split() == xmi.article.text.split()
    if name not in MOVED:
        assert tsv.article.text == xmi.article.text
        assert tsv_misfits in (xmi_misfits, [(k, RENAMED.get(w, w)) for k, w in xmi_misfits])


def test_nothing_but_empty_annotations_is_left_out() -> None:
    kinds = {kind for name in PAIRS for kind, _ in read(SUITE / f"{name}.xmi")[1]}
    assert kinds == {"misfit-empty", "misfit-relation"}


def test_slots_without_an_xmi_lead_where_they_should() -> None:
    document, misfits = read(SUITE / "sampleSlotAnnotation1.tsv")
    quotes = {a.id: a.quote for a in document.annotations}
    found = [(r.type, quotes[r.start], quotes[r.end]) for r in document.relations]
    assert (sorted(found), misfits) == ([("pr1", "This", "is"), ("pr2", "This", "a")], [])


def test_dependencies_stand_on_the_parts_of_speech() -> None:
    document, misfits = read(SUITE / "example2.tsv")
    labels = {a.id: (a.label, a.quote) for a in document.annotations}
    found = [(r.type, labels[r.start], labels[r.end]) for r in document.relations]
    assert found[:2] == [
        ("SUBJ", ("VBD", "plays"), ("NNP", "Ms.")),
        ("SBJ", ("VBD", "plays"), ("NNP", "Haag")),
    ]
    assert ("PER", "Ms. Haag") in labels.values()
    assert misfits == []


def test_a_pair_that_is_changed_is_noticed() -> None:
    """What the comparison is worth: one offset off, or another label, and it fails."""
    name = "testMultiTokenSpanWithFeatureValue"
    tsv, _ = read(SUITE / f"{name}.tsv")
    (mark,) = tsv.annotations
    shorter = replace(mark, fragments=(Span(mark.hull.start, mark.hull.end - 1),))
    for wrong in (shorter, replace(mark, label="OTHER")):
        assert told(replace(tsv, annotations=(wrong,)), tsv, name) != told(tsv, tsv, name)
