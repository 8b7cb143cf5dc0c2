"""A journal read again: whole steps and nothing else, whatever became of the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.store.safety import lines, segment
from annotations.store.safety.home import Home
from annotations.store.safety.journal import Journal
from annotations.store.safety.lines import Record
from annotations.store.safety.records import event_of, source_of, step_of
from annotations.store.safety.segment import Segment

TEXT = "𠮷林省與上海市浦東新區(qū)簽約。\r\n\0全角ＡＢＣ，半角ABC,"
STEPS = 4


def records(number: int) -> list[Record]:
    """A step with so many events, and a text with bytes and one without."""
    id = f"step-{number}"
    event = dict.fromkeys(("tbl", "article", "row", "before", "after", "sum"), TEXT)
    step = dict.fromkeys(
        ("replica", "author", "at", "clock", "version", "key", "args", "undoes", "under", "sum")
    )
    return [
        {"source": {"hash": f"{id} a", "text": TEXT, "data": None}},
        {"source": {"hash": f"{id} b", "text": TEXT, "data": "AP8="}},
        *({"event": {**event, "step": id, "id": f"{id} {n}"}} for n in range(number)),
        {"step": {**step, "id": id}, "events": number, "number": number},
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path)


def written(folder: Path) -> Path:
    """A segment of four steps."""
    home = Home(folder, "project", "replica", folder / "p.danqian")
    journal = Journal.begin(home, 7, 0, "")
    for number in range(1, STEPS + 1):
        journal.append(records(number))
        journal.settle()
    journal.close()
    return home.segment(7)


def ids(found: Segment) -> list[str]:
    return [str(entry.step["id"]) for entry in found.entries]


def wanted(count: int = STEPS) -> list[str]:
    return [f"step-{number}" for number in range(1, count + 1)]


def test_every_step_comes_back_with_its_events_and_texts(path: Path):
    found = Segment.read(path)
    assert ids(found) == wanted()
    assert (found.damaged, found.broken) == (0, [])
    for number, entry in enumerate(found.entries, 1):
        *kept, step = records(number)
        assert entry.step == step_of(step)
        assert list(found.events(entry)) == [event_of(r) for r in kept if "event" in r]
        for record in kept[:2]:
            assert found.source(record["source"]["hash"]) == source_of(record)
    assert found.source("none") is None


def test_the_end_is_known_from_the_last_line_alone_and_from_all_lines(path: Path):
    assert segment.tail(path) == Segment.read(path).tail
    tail = segment.tail(path)
    assert tail is not None
    assert (tail.end, tail.steps, tail.last) == (path.stat().st_size, STEPS, f"step-{STEPS}")


@settings(max_examples=40)
@given(st.data())
def test_of_a_torn_journal_the_steps_before_the_tear_are_whole(data: st.DataObject):
    with TemporaryDirectory() as folder:
        path = written(Path(folder))
        content = path.read_bytes()
        ends = [entry.end for entry in Segment.read(path).entries]
        length = data.draw(st.integers(0, len(content)))
        garbage = data.draw(st.binary(max_size=600))
        path.write_bytes(content[:length] + (garbage if length < len(content) else b""))
        found = Segment.read(path)
        whole = sum(end <= length for end in ends)
        assert ids(found) == wanted(whole)
        assert found.damaged == 0 and found.broken == []
        assert found.tail is None or found.tail.end <= length


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_byte_costs_one_step_and_is_noticed(data: st.DataObject):
    with TemporaryDirectory() as folder:
        path = written(Path(folder))
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= 1 << data.draw(st.integers(0, 7))
        before = Segment.read(path)
        path.write_bytes(content)
        found = Segment.read(path)
        hit = [entry for entry in before.entries if entry.start <= place < entry.end]
        lost = [id for id in wanted() if id not in ids(found)]
        assert set(lost) <= {str(e.step["id"]) for e in before.entries if e.end > place}
        assert len(lost) <= 2  # a damaged line end makes two lines one
        if hit and hit[0].number < STEPS - 1 and lost:
            assert found.damaged > 0
        for entry in found.entries:
            assert entry.step == step_of(records(entry.number)[-1])
            assert len(list(found.events(entry))) == entry.number


def test_what_is_not_settled_is_cut_off_and_the_next_step_stands_there(tmp_path: Path):
    home = Home(tmp_path, "project", "replica", tmp_path / "p.danqian")
    journal = Journal.begin(home, 1, 0, "")
    before = home.segment(1).read_bytes()
    journal.append(records(3))
    assert len(home.segment(1).read_bytes()) > len(before)
    journal.cut()
    assert home.segment(1).read_bytes() == before
    journal.append(records(1))
    journal.settle()
    journal.close()
    assert ids(Segment.read(home.segment(1))) == ["step-1"]


def test_what_could_not_be_cut_off_is_gone_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = Home(tmp_path, "project", "replica", tmp_path / "p.danqian")
    journal = Journal.begin(home, 1, 0, "")
    journal.append(records(3))

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("os.ftruncate", fail)
        journal.cut()
    journal.append(records(1))
    journal.settle()
    journal.close()
    assert ids(Segment.read(home.segment(1))) == ["step-1"]


@given(st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5)), min_size=1))
def test_every_line_is_chained_to_the_one_before(kept: Sequence[Record]):
    with TemporaryDirectory() as folder:
        path, chain, content = Path(folder) / "lines", "", list[bytes]()
        for record in kept:
            chain, line = lines.line(chain, record)
            content.append(line)
        path.write_bytes(b"".join(content))
        assert [line.record for line in lines.read(path)] == list(kept)
        path.write_bytes(b"".join(content[1:]))
        assert [line.record for line in lines.read(path)][:1] in ([], [None])
