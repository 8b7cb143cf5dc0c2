"""Many articles in processes of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Taught
from annotations.suggest.filtering import Command
from annotations.suggest.running import AHEAD, cores, run
from annotations.suggest.subject import Subject, suggestions

TEXT = "江西省与福建省签署协议。\n看甲乙丙丁。\n看戊己庚辛。\n"


def subjects(count: int, text: str = TEXT) -> Iterator[tuple[str, Subject]]:
    return ((f"A{n}", Subject(f"{text}第{n}篇。")) for n in range(count))


@pytest.fixture
def troubled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every process has one more suggester, from another package, which some texts upset."""
    package = tmp_path / "packages"
    info = package / "troubled-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: troubled\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[danqian.suggest]\ntroubled = troubled\n")
    (package / "troubled.py").write_text(
        "import os, time\n"
        "from annotations.suggest.kinds import Candidate, Suggester\n"
        "def suggest(passage):\n"
        "    if '僵' in passage.text: time.sleep(600)\n"
        "    if '慢' in passage.text: time.sleep(5)\n"
        "    if '崩' in passage.text: os._exit(3)\n"
        f"    once = {str(tmp_path / 'once')!r}\n"
        "    if '偶' in passage.text and not os.path.exists(once):\n"
        "        open(once, 'w').close()\n"
        "        os._exit(3)\n"
        "    if '错' in passage.text: raise KeyError('columns')\n"
        "    return ()\n"
        "SUGGESTER = Suggester('troubled', 5, (), suggest)\n"
    )
    monkeypatch.syspath_prepend(package)


def test_processes_find_what_one_finds_in_the_same_order():
    taught = Taught(words={"甲乙丙丁": "DOC"}, lines={"macro": ("戊己庚辛",)})
    alone = list(run(subjects(7), taught, 1))
    assert [one.article for one in alone] == [f"A{n}" for n in range(7)]
    found = {(one.surface, one.rule) for one in alone[0].suggestions}
    assert found >= {("甲乙丙丁", "taught.name"), ("戊己庚辛", "macro.list")}
    assert all(not one.faults for one in alone)
    assert list(run(subjects(7), taught, 2)) == alone
    assert alone[3].suggestions == suggestions(Subject(f"{TEXT}第3篇。"), taught)


def test_an_article_that_takes_a_process_down_is_told_and_the_rest_goes_on(troubled: None):
    given = list(subjects(6))
    given[1] = ("bad", Subject("崩溃的长三角"))
    given[3] = ("odd", Subject("错误的长三角"))
    given[4] = ("lucky", Subject("偶尔的长三角"))
    found = list(run(given, Taught(), 2))
    assert [one.article for one in found] == ["A0", "bad", "A2", "odd", "lucky", "A5"]
    assert [one.faults[0].key for one in found if one.faults] == [
        "suggesting-died",
        "suggesting-failed",
    ]
    assert "columns" in str(found[3].faults[0].values["reason"])
    assert all(one.suggestions for one in found if not one.faults)


def test_an_article_that_never_ends_is_told_and_the_rest_goes_on(
    troubled: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotations.suggest.running.START", 15.0)
    given = [*subjects(2), ("slow", Subject("僵住")), *subjects(2)]
    found = list(run(given, Taught(), 2, patience=3.0))
    assert [one.faults[0].key for one in found if one.faults] == ["suggesting-endless"]
    assert found[2].article == "slow" and len(found) == 5


def test_articles_are_asked_for_only_a_few_ahead(troubled: None):
    """Also while the first of them takes long, and nothing can be given on."""
    asked: list[int] = []

    def coming() -> Iterator[tuple[str, Subject]]:
        asked.append(0)
        yield "slow", Subject("慢慢来")
        for n, one in enumerate(subjects(200), 1):
            asked.append(n)
            yield one

    made = run(coming(), Taught(), 2)
    next(made)
    assert len(asked) <= 2 * AHEAD + 2
    made.close()
    assert len(asked) <= 2 * AHEAD + 2


def test_closing_ends_the_processes():
    import multiprocessing

    made = run(subjects(50), Taught(), 2)
    next(made)
    assert multiprocessing.active_children()
    made.close()
    assert not multiprocessing.active_children()


def test_each_process_has_a_filter_of_its_own(tmp_path: Path):
    script = tmp_path / "model.py"
    script.write_text(
        "import json, os, sys\n"
        "for line in sys.stdin:\n"
        "    text = json.loads(line)['text']\n"
        "    at = text.find('协议')\n"
        "    one = {'start': at, 'end': at + 2, 'label': 'DOC', 'rule': f'p{os.getpid()}'}\n"
        "    print(json.dumps([one]), flush=True)\n"
    )
    command = Command((sys.executable, str(script)))
    found = list(run(subjects(8), Taught(), 2, command))
    rules = {s.rule for one in found for s in one.suggestions if s.rule.startswith("with.")}
    assert len(rules) == 2 and all(not one.faults for one in found)


def test_a_filter_that_is_not_there_ends_the_run():
    command = Command(("/nowhere/to/be/found",))
    for processes in (1, 2):
        with pytest.raises(Refusal, match="filter-missing"):
            list(run(subjects(3), Taught(), processes, command))


def test_a_suggester_that_cannot_be_imported_ends_the_run_with_its_reason(
    troubled: None, tmp_path: Path
):
    (tmp_path / "packages" / "troubled.py").write_text("import no_such_module\n")
    with pytest.raises(Refusal, match="suggesters-broken") as refused:
        list(run(subjects(3), Taught(), 2))
    assert "no_such_module" in str(refused.value.values["reason"])


def test_there_is_at_least_one_process():
    assert cores() >= 1
    assert list(run((), Taught(), None)) == []
