"""Another program as a suggester, honest or not."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Suggestion, Taught
from annotations.suggest import filtering
from annotations.suggest.filtering import LIVES, Command
from annotations.suggest.kinds import Suggester
from annotations.suggest.running import Suggested, run
from annotations.suggest.subject import Subject
from annotations.text.dates import Day

TEXT = "贛深集團與長三角簽約。"
HEAD = "import json, sys, os, time\n"
ALL = "for line in sys.stdin:\n    asked = json.loads(line)\n    "


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch):
    """No other suggester, and little patience."""
    from annotations import suggest

    only = {"macro": suggest.all()["macro"]}
    monkeypatch.setattr(suggest, "all", lambda: only)
    monkeypatch.setattr(filtering, "START", 20.0)


def program(folder: Path, body: str, patience: float = 20.0) -> Command:
    path = folder / "own model.py"
    path.write_text(HEAD + body, "utf-8")
    return Command((sys.executable, str(path)), patience)


def answers(command: Command, *texts: str, labels: frozenset[str] | None = None) -> list[Suggested]:
    given = [(f"A{n}", Subject(text)) for n, text in enumerate(texts)]
    return list(run(given, Taught(labels=labels), 1, command))


def made(one: Suggested) -> list[Suggestion]:
    return [each for each in one.suggestions if each.rule.startswith("with.")]


def test_it_reads_clean_simplified_text_and_its_places_come_to_the_source(tmp_path: Path):
    body = ALL + (
        "open('asked', 'a').write(line)\n"
        "    one = {'start': 0, 'end': 4, 'label': 'COMPANY', 'confidence': 0.5, 'rule': 'tf'}\n"
        "    two = {'start': 8, 'end': 10, 'label': 'MEASURE', 'type': 'AGREE',"
        " 'attributes': {'level': 'P'}}\n"
        "    print(json.dumps({'id': asked['id'], 'candidates': [one, two]}), flush=True)\n"
    ).replace("'asked', 'a'", repr(str(tmp_path / "asked")) + ", 'a'")
    subject = Subject(TEXT, day=Day(2023, 10))
    (found,) = run([("甲", subject)], Taught(), 1, program(tmp_path, body))
    firm, measure = made(found)
    assert (firm.quote, firm.surface) == ("贛深集團", "赣深集团")
    assert (firm.rule, firm.confidence) == ("with.tf", 0.5)
    assert measure.attributes == {"type": "AGREE", "level": "P"}
    assert (measure.rule, measure.quote) == ("with.model", "簽約")
    asked = json.loads((tmp_path / "asked").read_text("utf-8"))
    assert asked == {
        "id": "甲",
        "text": "赣深集团与长三角签约。",
        "date": "2023-10",
        "names": [{"start": 5, "end": 8, "label": "MACRO"}],
    }


@pytest.mark.parametrize(
    "answer",
    [
        "not json",
        '{"candidates": 3}',
        '{"id": "B", "candidates": []}',
        "[" * 5000,
        "3",
        '{"candidates": [' + "1," * 20_001 + "1]}",
    ],
)
def test_an_answer_that_is_none_is_told_and_the_rest_goes_on(tmp_path: Path, answer: str):
    path = tmp_path / "answer"
    path.write_text(answer)
    good = '[{"start": 0, "end": 2, "label": "GOV"}]'
    body = (
        f"bad = open({str(path)!r}).read()\n"
        + ALL
        + (f"print(bad if asked['id'] == 'A0' else {good!r}, flush=True)\n")
    )
    first, second = answers(program(tmp_path, body), TEXT, TEXT)
    assert [fault.key for fault in first.faults] == ["filter-line"]
    assert not made(first) and len(made(second)) == 1 and not second.faults


@pytest.mark.parametrize(
    "candidate",
    [
        {"start": 0, "end": 99, "label": "GOV"},
        {"start": 3, "end": 3, "label": "GOV"},
        {"start": -1, "end": 3, "label": "GOV"},
        {"start": "0", "end": 3, "label": "GOV"},
        {"start": True, "end": 3, "label": "GOV"},
        {"start": 0, "end": 3},
        {"start": 0, "end": 3, "label": "ORG"},
        {"start": 0, "end": 3, "label": 7},
        {"start": 0, "end": 3, "label": "GOV", "confidence": 2},
        {"start": 0, "end": 3, "label": "GOV", "confidence": float("nan")},
        {"start": 0, "end": 3, "label": "GOV", "rule": "\x1b[2J"},
        {"start": 0, "end": 3, "label": "GOV", "attributes": {"code": 1}},
        {"start": 0, "end": 3, "label": "GOV", "attributes": [1]},
        7,
    ],
)
def test_a_candidate_that_is_none_is_told_with_its_number(tmp_path: Path, candidate: object):
    good = {"start": 0, "end": 2, "label": "GOV"}
    body = ALL + f"print({json.dumps([candidate, good])!r}, flush=True)\n"
    (found,) = answers(program(tmp_path, body), TEXT, labels=frozenset({"GOV"}))
    assert [(fault.key, fault.values["number"]) for fault in found.faults] == [
        ("filter-candidate", 1)
    ]
    assert [one.quote for one in made(found)] == ["贛深"]


def test_chatter_before_the_first_answer_costs_that_article_only(tmp_path: Path):
    body = (
        "print('loading …', flush=True)\n"
        + ALL
        + (
            "print(json.dumps({'id': asked['id'], 'candidates':"
            " [{'start': 0, 'end': 2, 'label': 'GOV'}]}), flush=True)\n"
        )
    )
    found = answers(program(tmp_path, body), TEXT, TEXT, TEXT)
    assert [[fault.key for fault in one.faults] for one in found] == [["filter-line"], [], []]
    assert [len(made(one)) for one in found] == [0, 1, 1]


def test_a_program_that_dies_is_started_again(tmp_path: Path):
    body = ALL + "sys.exit(1) if asked['id'] == 'A1' else print('[]', flush=True)\n"
    found = answers(program(tmp_path, body), *[TEXT] * 4)
    assert [[fault.key for fault in one.faults] for one in found] == [[], ["filter-died"], [], []]


def test_a_program_that_always_dies_ends_the_run(tmp_path: Path):
    with pytest.raises(Refusal, match="filter-ended") as refused:
        answers(program(tmp_path, "sys.exit(1)\n"), *[TEXT] * 9)
    assert refused.value.values["times"] == LIVES


def test_a_program_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(filtering, "START", 5.0)
    alive = tmp_path / "alive"
    child = f"import time\nwhile 1: open({str(alive)!r}, 'a').write('x'); time.sleep(.05)"
    body = (
        f"import subprocess\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
        + ALL
        + "time.sleep(600) if asked['id'] == 'A0' else print('[]', flush=True)\n"
    )
    found = answers(program(tmp_path, body, patience=0.5), TEXT, TEXT)
    assert [[fault.key for fault in one.faults] for one in found] == [["filter-late"], []]
    time.sleep(0.3)
    size = alive.stat().st_size
    time.sleep(0.5)
    assert alive.stat().st_size == size, "what it had started still runs"


def test_a_program_that_does_not_read_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(filtering, "START", 0.5)
    long = "江" * 100_000
    with pytest.raises(Refusal, match="filter-ended"):
        answers(program(tmp_path, "time.sleep(600)\n", patience=0.2), *[long] * 4)


def test_a_program_that_floods_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(filtering, "LONGEST", 100_000)
    body = ALL + "\n    while True: sys.stdout.write('x' * 65536)\n"
    with pytest.raises(Refusal, match="filter-ended"):
        answers(program(tmp_path, body), *[TEXT] * 5)
    body = (
        "print('[]', flush=True)\n"
        + ALL
        + ("\n    while True: print(json.dumps({'id': 'A0', 'candidates': []}), flush=True)\n")
    )
    first, second = answers(program(tmp_path, body), TEXT, TEXT)
    assert [fault.key for fault in (*first.faults, *second.faults)] == ["filter-flood"]


def test_a_command_is_read_as_it_is_typed_and_by_no_shell():
    assert Command.of("python 'own model.py' --x \"a b\"").words == (
        *("python", "own model.py", "--x", "a b"),
    )
    for line in ("", "  ", "python 'own"):
        with pytest.raises(Refusal, match="filter-missing"):
            Command.of(line)
    with pytest.raises(Refusal, match="filter-missing"):
        Command.of("/nowhere/at/all; echo").start()


def test_it_is_a_suggester_like_any_other(tmp_path: Path):
    own = program(tmp_path, ALL + "print('[]', flush=True)\n").start()
    try:
        assert isinstance(own.suggester, Suggester) and own.suggester.name == "with"
    finally:
        own.end()
