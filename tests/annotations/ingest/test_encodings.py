"""The ladder of encodings: every piece of every text, in every encoding that can hold it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import resources
from annotations.ingest.decode import decode
from tests.annotations.ingest.reencoded import ENCODINGS, LENGTHS, cases, in_both_scripts


def samples() -> list[str]:
    found = sorted(resources.path("samples").iterdir(), key=lambda file: file.name)
    return [decode(file.read_bytes()).text for file in found if file.name.endswith(".txt")]


def test_the_samples_are_read_in_every_encoding_and_length() -> None:
    seen: Counter[tuple[str, int | None]] = Counter()
    for case in cases(in_both_scripts(samples()), step=67):
        assert not case.wrong(), (case.encoding, case.length, case.wrong(), case.text[:60])
        seen[case.encoding, case.length] += 1
    assert set(seen) == {(encoding, length) for encoding in ENCODINGS for length in LENGTHS}


def test_the_real_articles_are_read_in_every_encoding_and_length(
    shared_articles: list[Path],
) -> None:
    texts = [path.read_bytes().decode("utf-8") for path in shared_articles]
    wrong = [
        (case.encoding, case.length, case.wrong())
        for case in cases(in_both_scripts(texts), step=149)
        if case.wrong()
    ]
    assert wrong == []
