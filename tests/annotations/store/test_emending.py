"""Emendations: proposed by detectors, judged one by one or by rule, and never overlapping."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import Refusal
from annotations.incoming import bring
from annotations.model import Emendation, OverlayEntry, RuleCount, Span
from annotations.project import Project, open_project
from tests.annotations.detecting import found, stand_in
from tests.annotations.store.making import document, everything, new_project

DIRTY = "【甲网】（甲报 2024-05-06）𠮷林省新區(qū)與乙地鍚堜綔,两市签约。【甲网(qū)】"


@pytest.fixture(autouse=True)
def detectors(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path, document("A", DIRTY), document("B", "新區(qū),乙," * 3)) as opened:
        yield opened


def by_rule(project: Project, article: str, rule: str) -> list[Emendation]:
    return [e for e in project.emendations(article) if e.rule == rule]


def test_proposing_finds_everything_once_and_signs_it(project: Project):
    changed = project.propose()
    assert changed.articles == {"A", "B"}
    stored = project.emendations("A")
    assert [(e.span, e.replacement, e.rule) for e in stored] == [
        (e.span, e.replacement, e.rule) for e in found(DIRTY)
    ]
    assert {(e.author, e.status) for e in stored} == {("甲", "proposed")}
    assert all(e.id and e.created for e in stored)
    again = project.propose()
    assert again.step is None and again.undo == changed.step
    assert project.unproposed("A") == ()


def test_what_was_rejected_or_amended_is_never_proposed_again(project: Project):
    project.propose(["A"])
    (broken,), residue = by_rule(project, "A", "gbk-test"), by_rule(project, "A", "pinyin-test")
    project.judge("A", [residue[0].id], "rejected")
    project.amend("A", broken.id, "合作")
    project.amend("A", broken.id, "协作", "rejected")
    assert project.propose(["A"]).step is None
    (amended,) = by_rule(project, "A", "gbk-test")
    assert (amended.replacement, amended.status) == ("协作", "rejected")
    assert amended.evidence["was"] is None


def test_a_guess_that_is_chosen_is_read_in_the_clean_text(project: Project):
    project.propose(["A"])
    (broken,) = by_rule(project, "A", "gbk-test")
    with pytest.raises(Refusal, match="emendation-unknown-text"):
        project.judge("A", [broken.id], "accepted")
    project.amend("A", broken.id, "合作")
    assert "乙地合作" in project.view("A", "clean").text
    project.undo()
    assert "乙地鍚堜綔" in project.view("A", "clean").text
    with pytest.raises(Refusal, match="emendation-missing"):
        project.amend("A", "E9", "")


def test_an_accepted_zone_reopens_what_was_accepted_inside_it(project: Project):
    project.propose(["A"])
    zone, inner = by_rule(project, "A", "banner-test")[1], by_rule(project, "A", "pinyin-test")[1]
    assert zone.span.contains(inner.span)
    project.judge("A", [inner.id], "accepted")
    state = everything(project)
    project.judge("A", [zone.id], "accepted")
    statuses = {e.id: e.status for e in project.emendations("A")}
    assert (statuses[zone.id], statuses[inner.id]) == ("accepted", "proposed")
    assert project.view("A", "clean").text.endswith("签约。")
    with pytest.raises(Refusal, match="emendations-overlap") as caught:
        project.judge("A", [inner.id], "accepted")
    assert caught.value.values == {
        "article": "A", "start": inner.span.start, "end": inner.span.end,
    }  # fmt: skip
    project.undo()
    assert everything(project) == state


@pytest.mark.parametrize(
    ("zone", "other", "fits"),
    [
        ((2, 6), (2, 6), True),
        ((2, 6), (3, 3), True),
        ((2, 6), (2, 2), True),  # it stands before the zone and stays accepted
        ((2, 6), (5, 7), False),
        ((2, 6), (1, 8), False),
    ],
)
def test_a_zone_takes_the_place_only_of_what_it_contains(
    project: Project, zone: tuple[int, int], other: tuple[int, int], fits: bool
):
    project.emend("A", [Emendation("E1", Span(*other), "字", "typo", status="accepted")])
    given = Emendation("Z", Span(*zone), "", "boilerplate", status="accepted")
    if not fits:
        with pytest.raises(Refusal, match="emendations-overlap"):
            project.emend("A", [given])
        return
    project.emend("A", [given])
    statuses = {e.id: e.status for e in project.emendations("A")}
    assert statuses["Z"] == "accepted"
    assert statuses["E1"] == ("accepted" if other == (2, 2) else "proposed")


def test_judging_by_rule_is_one_step_and_leaves_what_overlaps(project: Project):
    project.propose()
    state = everything(project)
    project.emend("B", [Emendation("E1", Span(1, 4), "曲", "typo", status="accepted")])
    chosen: dict[str, list[str]] = {}
    for article, e in project.emendations_in(kind="pinyin", status="proposed"):
        chosen.setdefault(article, []).append(e.id)
    step = project.judge_all(chosen, "accepted").step
    assert step is not None
    assert step.args == {"count": 4, "skipped": 1, "unknown": 0, "rules": {"pinyin-test": 4}}
    assert project.view("B", "clean").text == "新曲ū),乙,新區,乙,新區,乙,"
    project.undo()
    project.undo()
    assert everything(project) == state
    assert project.verify() == ()


def test_judging_by_rule_counts_what_has_no_text_and_refuses_what_is_not_there(project: Project):
    project.propose(["A"])
    ids = [e.id for e in project.emendations("A") if e.kind in ("mojibake", "punctuation")]
    step = project.judge_all({"A": ids}, "accepted").step
    assert step is not None and (step.args["count"], step.args["unknown"]) == (1, 1)
    log = project.log()
    for chosen, status, key in (
        ({"A": ids, "B": ["E9"]}, "rejected", "emendation-missing"),
        ({"A": ids}, "perhaps", "status-unknown"),
    ):
        with pytest.raises(Refusal, match=key):
            project.judge_all(chosen, status)  # type: ignore[arg-type]
    assert project.log() == log


def test_finding_and_judging_are_one_step(project: Project):
    before = everything(project)
    step = project.judge_found("accepted").step
    assert step is not None and step.key == "all-accepted"
    # proved: three times residue in B, two in A, of which none is a zone; and the byline
    assert step.args["rules"] == {"pinyin-test": 5, "byline-test": 1}
    assert {e.status for e in by_rule(project, "A", "gbk-test")} == {"proposed"}
    project.judge_found("rejected", ["comma-test"], ["B"])
    assert {e.status for e in by_rule(project, "A", "comma-test")} == {"proposed"}
    assert {e.status for e in by_rule(project, "B", "comma-test")} == {"rejected"}
    assert project.judge_found("accepted").step is None
    project.undo()
    project.undo()
    assert everything(project) == before


def test_an_accepted_byline_fills_in_only_what_is_missing(project: Project):
    project.set_meta("A", {"date": "2024-01-01", "site": "甲网"})
    project.judge_found("accepted")
    assert project.article("A").meta == {"date": "2024-01-01", "site": "甲网", "outlet": "甲报"}
    project.undo()
    assert project.article("A").meta == {"date": "2024-01-01", "site": "甲网"}
    project.set_meta("A", {"date": None, "none": None})
    assert project.article("A").meta == {"site": "甲网"}


def test_rules_are_counted_by_what_became_of_them(project: Project):
    project.propose()
    project.judge("A", [by_rule(project, "A", "pinyin-test")[0].id], "rejected")
    counts = {count.rule: count for count in project.rule_counts()}
    assert counts["pinyin-test"] == RuleCount("pinyin", "pinyin-test", 4, 0, 1, 4)
    assert counts["gbk-test"] == RuleCount("mojibake", "gbk-test", 1, 0, 0, 0)
    assert {c.rule for c in project.rule_counts("B")} == {"pinyin-test", "comma-test"}
    places = [(article, e.span) for article, e in project.emendations_in()]
    assert places == sorted(places) and len(places) == sum(
        c.proposed + c.accepted + c.rejected for c in counts.values()
    )
    assert [a for a, _ in project.emendations_in(rule="pinyin-test", status="rejected")] == ["A"]


def test_what_an_accepted_zone_removed_waits_for_nobody(project: Project):
    project.propose(["A"])
    zone, inner = by_rule(project, "A", "banner-test")[1], by_rule(project, "A", "pinyin-test")[1]
    before = {count.rule: count.proved for count in project.rule_counts()}
    project.judge("A", [zone.id], "accepted")
    after = {count.rule: count.proved for count in project.rule_counts("A")}
    assert after["pinyin-test"] == before["pinyin-test"] - 1
    waiting = [e.id for _, e in project.emendations_in(status="proposed")]
    assert inner.id not in waiting and waiting
    assert inner.id in [e.id for _, e in project.emendations_in()]
    project.judge("A", [zone.id], "rejected")
    assert {c.rule: c.proved for c in project.rule_counts()} == before


def test_what_another_rule_found_at_the_same_place_is_known(project: Project):
    found_before = found(DIRTY)
    project.emend("A", [replace(e, rule="by-another-name") for e in found_before])
    assert project.propose(["A"]).step is None


def test_what_comes_in_judged_takes_the_place_of_the_same_proposal(tmp_path: Path):
    (tmp_path / "a.txt").write_text(DIRTY, "utf-8")
    judged = Emendation("E9", Span(0, 0), "", "pinyin", "theirs", "accepted")
    with new_project(tmp_path) as project:
        with project.bringing() as batch:
            (outcome,) = bring(batch, [tmp_path / "a.txt"])
        twin = next(e for e in project.emendations(outcome.article or "") if e.kind == "pinyin")
        theirs = replace(judged, span=twin.span)
        with project.bringing() as batch:
            merged = batch.add(
                replace(document("Z", DIRTY), emendations=(theirs,)), file="b", line=1
            )
        assert (merged.article, merged.result) == (outcome.article, "merged")
        there = [e for e in project.emendations(outcome.article or "") if e.span == twin.span]
        assert [(e.id, e.status) for e in there] == [("E9", "accepted")]
        project.undo()
        assert twin in project.emendations(outcome.article or "")
        assert project.verify() == ()


def test_found_texts_come_with_proposals_and_the_same_text_adds_none(tmp_path: Path):
    (tmp_path / "a.txt").write_text(DIRTY, "utf-8")
    with new_project(tmp_path) as project:
        for result in ("new", "same"):
            with project.bringing() as batch:
                (outcome,) = bring(batch, [tmp_path / "a.txt"])
            assert outcome.result == result
            assert len(project.emendations(outcome.article or "")) == len(found(DIRTY))
        assert batch.changed.step is None
        project.undo()
        assert project.articles() == ()


def test_importing_with_what_is_proved_accepts_it_in_the_same_step(tmp_path: Path):
    (tmp_path / "a.txt").write_text(DIRTY, "utf-8")
    with new_project(tmp_path) as project:
        with project.bringing() as batch:
            (outcome,) = bring(batch, [tmp_path / "a.txt"], accept_proved=True)
        article = outcome.article or ""
        accepted = {e.rule for e in project.emendations(article) if e.status == "accepted"}
        assert accepted == {"pinyin-test", "byline-test"}
        assert project.article(article).meta == {"outlet": "甲报", "date": "2024-05-06"}
        assert len(project.log()) == 2
        assert project.verify() == ()


def test_a_line_of_jsonl_is_taken_as_it_is(tmp_path: Path):
    with new_project(tmp_path, document("A", DIRTY)) as project:
        assert project.emendations("A") == ()
        assert len(project.unproposed("A")) == len(found(DIRTY))


def test_a_detector_that_points_outside_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    wrong = Emendation("", Span(0, 999), "", "typo", "wrong")
    monkeypatch.setattr("annotations.emend.propose", lambda _: (wrong,))
    with pytest.raises(Refusal, match="span-outside"):
        project.propose()


def test_a_confidence_outside_of_nought_and_one_is_refused(project: Project):
    with pytest.raises(Refusal, match="confidence-outside"):
        project.emend("A", [Emendation("", Span(0, 1), "", confidence=1.5)])


# -- the law ----------------------------------------------------------------------------

MOVES = st.one_of(
    st.tuples(st.just("emend"), st.integers(0, 9), st.integers(0, 4), st.booleans(), st.booleans()),
    st.tuples(st.just("judge"), st.integers(0, 9), st.sampled_from(["accepted", "rejected"])),
    st.tuples(st.just("all"), st.sampled_from(["accepted", "proposed", "rejected"])),
    st.tuples(st.just("found"), st.sampled_from(["accepted", "rejected"])),
    st.tuples(st.just("amend"), st.integers(0, 9), st.sampled_from(["", "字", "𠮷𠮷"])),
    st.tuples(st.just("pin"), st.integers(0, 9), st.sampled_from(["s2tw", "s2hk", "tw2s"])),
    st.tuples(st.just("unpin"), st.integers(0, 9)),
    st.tuples(st.just("overlay"), st.sampled_from(["", "云", "征程"])),
    st.tuples(st.just("conversion"), st.sampled_from(["s2tw", "s2hk"])),
    st.tuples(st.just("repair"), st.booleans()),
    st.sampled_from([("propose",), ("undo",), ("undo",), ("redo",)]),
)


def do(project: Project, move: tuple) -> None:  # type: ignore[type-arg]
    """One move; one that does not fit is refused and changes nothing."""
    name, *args = move
    ids = [e.id for e in project.emendations("A")]
    some = [ids[args[0] % len(ids)]] if ids and args and isinstance(args[0], int) else []
    match name, args:
        case "emend", [start, length, zone, accepted]:
            kind = "boilerplate" if zone else "typo"
            status = "accepted" if accepted else "proposed"
            span = Span(start, start + length)
            project.emend("A", [Emendation("", span, "改", kind, status=status)])
        case "judge", [_, status]:
            project.judge("A", some, status)
        case "all", [status]:
            project.judge_all({"A": ids}, status)
        case "found", [status]:
            project.judge_found(status, ["pinyin", "banner-test"])
        case "amend", [_, text] if some:
            project.amend("A", some[0], text)
        case "pin", [start, config]:
            project.pin("A", Span(start, start + 2), config, "讀")
        case "unpin", [start]:
            project.pin("A", Span(start, start + 2), "s2tw", None)
        case "overlay", [key]:
            project.set_overlay([OverlayEntry("hant", key, "雲", "名")] if key else [])
        case "conversion", [config]:
            project.set_conversion(hant=config)
        case "repair", [on]:
            project.set_repair("A", on)
        case "propose" | "undo" | "redo", []:
            getattr(project, name)()
        case _:
            pass


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(MOVES, max_size=14))
def test_accepted_emendations_stay_apart_and_undo_restores_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    moves: list[tuple],  # type: ignore[type-arg]
):
    """Whatever is done in whatever order; every state is met again on the way back."""
    with new_project(tmp_path_factory.mktemp("law"), document("A", DIRTY)) as project:
        states, undone = [everything(project)], list[object]()
        for move in moves:
            before, log = everything(project), len(project.log())
            try:
                do(project, move)
            except Refusal:
                assert everything(project) == before
            spans = sorted(e.span for e in project.emendations("A") if e.status == "accepted")
            assert all(a.end <= b.start and a != b for a, b in pairwise(spans))
            if len(project.log()) == log:
                assert everything(project) == before
            elif move == ("undo",):
                undone.append(states.pop())
            elif move == ("redo",):
                states.append(undone.pop())  # type: ignore[arg-type]
            else:
                states.append(everything(project))
                undone.clear()
            if not states:
                states = [everything(project)]  # the import itself was undone
                break
            assert everything(project) == states[-1]
        else:
            while len(states) > 1:
                project.undo()
                states.pop()
                assert everything(project) == states[-1]
        assert project.verify() == ()


def test_everything_survives_closing(project: Project):
    project.judge_found("accepted")
    project.set_overlay([OverlayEntry("hant", "征程", "征程", "文")])
    kept = [project.emendations("A"), project.overlay, project.rule_counts()]
    project.close()
    with open_project(project.path) as again:
        assert [again.emendations("A"), again.overlay, again.rule_counts()] == kept
