"""A segment of a step journal read again: which steps are whole in it, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.safety import lines, records
from annotations.store.safety.lines import Record
from annotations.store.tables import Row

if TYPE_CHECKING:
    from annotations.store.union import Parcel

FORMAT = "danqian-journal/1"


class Tail(NamedTuple):
    """Where a segment ends in bytes, behind its last whole step or its header.

    The project had so many `steps` then; `last` is the id of the last one.
    """

    end: int
    chain: str
    steps: int
    last: str


class Entry(NamedTuple):
    """A whole step: its row, its place in the log, and its bytes in the segment."""

    step: Row
    number: int
    start: int
    end: int


@dataclass(slots=True)
class Segment:
    """What stands in a segment. `read` makes it.

    `damaged` counts the lines that are not what the chain says, without those torn off at the
    end; `broken` are the steps they were of, as far as that can be told.
    """

    path: Path
    tail: Tail | None = None
    entries: list[Entry] = field(default_factory=list[Entry])
    damaged: int = 0
    broken: list[Row] = field(default_factory=list[Row])
    _sources: dict[str, int] = field(default_factory=dict[str, int])  # by hash, where its line is

    @classmethod
    def read(cls, path: Path) -> Segment:
        """The whole segment, every line checked by the chain; texts stay on the disk."""
        segment = cls(path)
        end = start = 0  # of the line before; of the first line of this step
        events: list[str] = []
        damaged = 0
        for line in lines.read(path):
            record = line.record
            if record is None:
                damaged += 1
            elif "source" in record:
                segment._sources[record["source"]["hash"]] = end
            elif "event" in record:
                events.append(record["event"]["step"])
            else:
                segment.damaged, damaged = segment.damaged + damaged, 0
                segment._take(line, start, events)
                events.clear()
                start = line.end
            end = line.end
        return segment

    def _take(self, line: lines.Line, start: int, events: Sequence[str]) -> None:
        """A header, or a step with the events that came before it."""
        record = line.record or {}
        if "step" in record and events.count(record["step"]["id"]) != record["events"]:
            self.broken.append(records.step_of(record))
            return
        if "step" in record:
            step = records.step_of(record)
            self.entries.append(Entry(step, record["number"], start, line.end))
        self.tail = tail_of(line) or self.tail

    def events(self, entry: Entry) -> Iterator[Row]:
        """The events of a step."""
        for record in self._between(entry.start, entry.end):
            if "event" in record and record["event"]["step"] == entry.step["id"]:
                yield records.event_of(record)

    def source(self, hash: str) -> Row | None:
        """The text with this hash, if the segment brought it."""
        start = self._sources.get(hash)
        if start is None:
            return None
        return records.source_of(next(self._between(start, start + 1)))

    def _between(self, start: int, end: int) -> Iterator[Record]:
        with self.path.open("rb") as file:
            file.seek(start)
            while file.tell() < end:
                if (record := lines.record_of(file.readline())) is not None:
                    yield record


def tail(path: Path) -> Tail | None:
    """Where a segment ends, mostly from its last line alone; None when nothing in it is whole.

    That line's chain is not checked: the tail holds where the project has its `last` step,
    because the journal was synced before that.
    """
    line = lines.last(path)
    return (line and tail_of(line)) or Segment.read(path).tail


def began(path: Path) -> int:
    """How many steps the project had when the segment began; 0 when that cannot be read."""
    with path.open("rb") as file:
        record = lines.record_of(file.readline())
    return 0 if record is None or "header" not in record else record["header"]["steps"]


def tail_of(line: lines.Line) -> Tail | None:
    """Where a segment ended when this was its last line; None for lines inside a step."""
    record = line.record or {}
    try:
        if "header" in record:
            return Tail(line.end, line.chain, record["header"]["steps"], record["header"]["last"])
        return Tail(line.end, line.chain, record["number"], record["step"]["id"])
    except (LookupError, TypeError):
        return None


def parcel(segments: Sequence[Segment]) -> Parcel:
    """All steps of these segments, to be united with a project."""
    from annotations.store.union import Parcel

    entries = {
        str(entry.step["id"]): (segment, entry) for segment in segments for entry in segment.entries
    }

    def events(step: str) -> Iterator[Row]:
        segment, entry = entries[step]
        return segment.events(entry)

    def source(hash: str) -> Row | None:
        found = (segment.source(hash) for segment in segments)
        return next((row for row in found if row is not None), None)

    return Parcel([entry.step for _, entry in entries.values()], events, source)
