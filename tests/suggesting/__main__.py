"""`python -m tests.suggesting [open|held|shared] [--errors LABEL] [--article NAME]`.

Figures by label; with --errors what is wrong of one label with its context, never of "held".
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from annotations.model import Span
from annotations.suggest import MEASURE, Candidate, propose
from tests.suggesting.corpus import PARTS, Gold, golds
from tests.suggesting.scoring import REF, Score, Tally, half

CONTEXT = 12


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("part", nargs="?", choices=PARTS, default="open")
    reader.add_argument("--errors", metavar="LABEL")
    reader.add_argument("--article", default="")
    asked = reader.parse_args()
    if asked.part == "held" and (asked.errors or asked.article):
        reader.error("nobody who writes rules looks into the part that is held back")
    score = Score()
    for gold in golds(asked.part):
        if gold.name.startswith(asked.article):
            found = propose(gold.passage)
            score.add(gold, found)
            if asked.errors:
                _errors(gold, found, asked.errors)
    _table(score)


def _table(score: Score) -> None:
    print(f"{'label':9}{'exact P':>9}{'R':>6}{'F1':>6}{'overlap P':>11}{'R':>6}{'F1':>6}{'n':>6}")
    for label in (*score.labels, REF, MEASURE):
        _row(label, score.exact[label], score.overlap[label])
    _row("names", score.micro(score.exact), score.micro(score.overlap))
    print(f"type of measures right: {score.type_right:.3f} of {score.paired}")


def _row(label: str, exact: Tally, overlap: Tally) -> None:
    told = [exact.precision, exact.recall, exact.f1, overlap.precision, overlap.recall, overlap.f1]
    cells = [f"{value:.3f}" for value in told]
    print(
        f"{label:9}{cells[0]:>9}{cells[1]:>6}{cells[2]:>6}"
        f"{cells[3]:>11}{cells[4]:>6}{cells[5]:>6}{exact.wanted:>6}"
    )


def _errors(gold: Gold, found: Sequence[Candidate], label: str) -> None:
    text = gold.view.text
    wanted = {span for mark, span in gold.marks if mark.label == label}
    proposed = {one.span: one for one in found if one.label == label}
    for span in sorted(wanted ^ proposed.keys()):
        inside = any(other.contains(span) and other != span for _, other in gold.names)
        near = "~" if any(span != o and half(span, o) for o in {*wanted, *proposed}) else " "
        sign = ("-" if not inside else "·") if span in wanted else "+"
        told = f"  [{proposed[span].rule} {proposed[span].evidence}]" if sign == "+" else ""
        print(f"{gold.name:16}{sign}{near} {_shown(text, span)}{told}")


def _shown(text: str, span: Span) -> str:
    left, right = text[max(0, span.start - CONTEXT) : span.start], text[span.end :][:CONTEXT]
    return f"{left}【{span.of(text)}】{right}".replace("\n", "⏎").replace("\r", "")


if __name__ == "__main__":
    main()
