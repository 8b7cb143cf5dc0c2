"""What a suggestion stores stands at its place in every view, and leads back to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.model import VIEW_NAMES, Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.subject import suggestions
from tests.annotations.store.making import document, new_project

PIECES = (
    *("浦東新區(qū)", "長三角", "𠮷林省", "共建產業(yè)園", "园区", "乾隆", "頭發", "后來"),
    *(
        "\u200b",
        "\xa0",
        "（甲網 2024-05-06）",
        ",",
        "。",
        "\r\n",
        "ABC",
        "ＡＢＣ",
        "３.５億元",
        "鐵(tiě)路",
    ),
)


def _every(size: int, step: int) -> Suggester:
    """Suggests stretches of so many characters, however they fall."""

    def suggest(passage: Passage):
        for start in range(0, len(passage.text) - size + 1, step):
            span = Span(start, start + size)
            label = "MEASURE" if start % 3 == 0 else "REGION"
            yield Candidate(span, label, "any", 0.5)

    return Suggester("any", 1, ("any",), suggest)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14),
    size=st.integers(1, 5),
    judge=st.booleans(),
)
def test_any_stretch_of_the_clean_text_comes_to_a_source_that_leads_back(
    tmp_path_factory: pytest.TempPathFactory, pieces: Sequence[str], size: int, judge: bool
):
    text = "".join(pieces)
    with new_project(tmp_path_factory.mktemp("p"), document("A", text)) as project:
        project.propose(["A"])
        subject = project.subject("A")
        found = suggestions(subject, suggesters=[_every(size, size)])
        view = subject.view()
        for one in found:
            (span,) = one.fragments
            assert one.quote == span.of(text)
            shown = view.alignment.to_target(span)
            assert one.surface in shown.of(view.text)
            assert view.alignment.to_source(shown) == span
        project.accept_suggestions({"A": found})
        if judge:  # what the suggestions read is what everybody reads now
            project.judge_found("accepted")
        assert project.verify() == ()
        for name in VIEW_NAMES:
            alignment = project.view("A", name).alignment
            for annotation in project.annotations("A"):
                shown = alignment.to_target(annotation.hull)
                assert alignment.to_target(alignment.to_source(shown)) == shown
