"""The ladder of encodings on windows of the samples and, where they are there, real articles.

`python -m tests.benchmarks.encodings [STEP]` prints the table: how many pieces of each length
were read in each encoding, and how many wrongly.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator

from annotations.ingest.decode import decode
from tests.annotations.ingest.reencoded import ENCODINGS, LENGTHS, cases, in_both_scripts
from tests.annotations.ingest.test_encodings import samples
from tests.benchmarks import Figure
from tests.conftest import SHARED

STEP = 23


def figures() -> Iterator[Figure]:
    read, wrong, seconds = counted(STEP)
    count = read.total()
    how = f"{count} windows of 20, 60, 200, 1000 and all characters, {len(ENCODINGS)} encodings"
    yield Figure("encodings.wrong", wrong.total(), "windows", 0, how)
    yield Figure("encodings.ms", seconds / count * 1000, "ms a window", None, how)


def counted(
    step: int,
) -> tuple[Counter[tuple[str, int | None]], Counter[tuple[str, int | None]], float]:
    """By encoding and length how many windows there were, and how many were read wrongly."""
    texts = samples() + [decode(path.read_bytes()).text for path in sorted(SHARED.glob("*.txt"))]
    read: Counter[tuple[str, int | None]] = Counter()
    wrong: Counter[tuple[str, int | None]] = Counter()
    seconds = 0.0
    for case in cases(in_both_scripts(texts), step):
        start = time.process_time()
        failed = bool(case.wrong())
        seconds += time.process_time() - start
        read[case.encoding, case.length] += 1
        wrong[case.encoding, case.length] += failed
    return read, wrong, seconds


def main(step: int) -> None:
    """Print the table."""
    read, wrong, _ = counted(step)
    print("encoding".ljust(20), *(str(length or "all").rjust(14) for length in LENGTHS))
    for encoding in ENCODINGS:
        row = (f"{wrong[encoding, n]} of {read[encoding, n]}".rjust(14) for n in LENGTHS)
        print(encoding.ljust(20), *row)
    print(f"{wrong.total()} of {read.total()} read wrongly")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STEP)
