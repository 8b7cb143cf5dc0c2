"""Somebody else's program as a suggester: it reads articles and writes names, a line each.

For each article one line of JSON goes to the program's input, and it answers with one:

    {"id": "…", "text": "…", "date": "2023-10-27", "names": [{"start": 0, "end": 2, "label": "…"}]}
    {"id": "…", "candidates": [{"start": 5, "end": 9, "label": "COMPANY", "confidence": 0.8}]}

`text` is the clean simplified text and places are code points in it; `date` is that of the
article or null, `names` are those found without the program.  A candidate may also have "type"
(of a measure), "rule" (a word for its reason) and "attributes"; a bare list of candidates is an
answer too.  The program is started once and has to answer each line before it gets the next.
"""

from __future__ import annotations

import json
import os
import queue
import shlex
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, cast

from annotations.errors import Refusal
from annotations.model import AttributeValue, Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

NAME = "with"  # of the suggester, so of its rules: "with.model"
STAGE = 4
USUAL = 0.7  # the confidence of what says none
PATIENCE = 60.0  # seconds for an answer
START = 300.0  # seconds for the first: models take long to load
LIVES = 3  # starts
LONGEST = 8_000_000  # bytes of an answer
MOST = 20_000  # candidates in it
_BEHIND = 100  # answers to earlier questions that are passed over


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments, to be started by whoever runs suggestions."""

    words: tuple[str, ...]
    patience: float = PATIENCE

    @classmethod
    def of(cls, line: str) -> Command:
        """From a line as one types it; no shell reads it.  Refusal "filter-missing"."""
        try:
            words = shlex.split(line, posix=os.name != "nt")
        except ValueError as error:
            raise Refusal("filter-missing", command=line, reason=str(error)) from error
        if not words:
            raise Refusal("filter-missing", command=line, reason="")
        return cls(tuple(words))

    def start(self, labels: frozenset[str] | None = None) -> Filter:
        """Start it; Refusal "filter-missing"."""
        return Filter(self, labels)


class Filter:
    """The program while it runs, which is a suggester.

    `begin` says which article comes next and where its faults are told.  A program that ends or
    does not answer is started again, `LIVES` times in all; then Refusal "filter-ended".
    """

    def __init__(self, command: Command, labels: frozenset[str] | None) -> None:
        self._command = command
        self._labels = labels
        self._lives = LIVES
        self._talk: _Talk | None = None
        self._article = ""
        self._faults: list[Refusal] = []
        self._asked: dict[str, None] = {}
        self.suggester = Suggester(NAME, STAGE, (), self._suggest)
        self._start()

    def begin(self, article: str, faults: list[Refusal]) -> None:
        """The next text is that of an article; `faults` takes what is wrong with the answer."""
        self._article, self._faults = article, faults

    def end(self) -> None:
        """End the program."""
        if self._talk is not None:
            self._talk.end()
            self._talk = None

    def _start(self) -> None:
        self.end()
        if not self._lives:
            raise Refusal("filter-ended", command=self._command.words[0], times=LIVES)
        self._lives -= 1
        self._talk = _Talk(self._command.words)
        self._asked.clear()

    def _suggest(self, passage: Passage) -> Iterator[Candidate]:
        answer = self._answer(_question(self._article, passage))
        for number, value in enumerate(answer, 1):
            try:
                yield _candidate(value, len(passage.text), self._labels)
            except _WrongError as wrong:
                self._fault("filter-candidate", number=number, reason=str(wrong))

    def _fault(self, key: str, **values: str | int) -> None:
        self._faults.append(Refusal(key, command=self._command.words[0], **values))

    def _answer(self, question: str) -> list[object]:
        """What the program answers; nothing where that is no answer, which is told."""
        talk = self._talk
        assert talk is not None
        patience = self._command.patience + (0 if self._asked else START)
        self._asked[self._article] = None
        line = talk.ask(question, patience)
        for _ in range(_BEHIND):
            if not isinstance(line, bytes):
                self._fault(line)
                self._start()
                return []
            try:
                return _candidates(line, self._article, self._asked)
            except _WrongError as wrong:
                self._fault("filter-line", reason=str(wrong))
                return []
            except _LateError:
                line = talk.next(patience)
        self._fault("filter-flood")
        self._start()
        return []


class _WrongError(Exception):
    """What is wrong with an answer."""


class _LateError(Exception):
    """It answers an earlier question."""


def _question(article: str, passage: Passage) -> str:
    names = [
        {"start": one.span.start, "end": one.span.end, "label": one.label} for one in passage.found
    ]
    fields = {
        "id": article,
        "text": passage.text,
        "date": str(passage.day) if passage.day else None,
        "names": names,
    }
    return json.dumps(fields, ensure_ascii=False)


def _candidates(line: bytes, article: str, asked: Mapping[str, None]) -> list[object]:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _WrongError(f"no JSON: {error}") from error
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        told = fields.get("id", article)
        if told != article:
            if isinstance(told, str) and told in asked:
                raise _LateError
            raise _WrongError(f"id {told!r:.80}")
        value = fields.get("candidates")
    if not isinstance(value, list):
        raise _WrongError("no list of candidates")
    several = cast("list[object]", value)
    if len(several) > MOST:
        raise _WrongError(f"{len(several)} > {MOST}")
    return several


def _candidate(value: object, length: int, labels: frozenset[str] | None) -> Candidate:
    if not isinstance(value, dict):
        raise _WrongError("no object")
    fields = cast("dict[str, object]", value)
    start, end = (_whole(fields, key) for key in ("start", "end"))
    if not 0 <= start < end <= length:
        raise _WrongError(f"{start}–{end} / {length}")
    label = _word(fields, "label", "")
    if not label or (labels is not None and label not in labels):
        raise _WrongError(f"label {label!r}")
    return Candidate(
        Span(start, end),
        label,
        _word(fields, "rule", "model"),
        _share(fields.get("confidence", USUAL)),
        "",
        dict(_attributes(fields)),
    )


def _whole(fields: Mapping[str, object], key: str) -> int:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _WrongError(f"{key}: {value!r:.80}")
    return value


def _word(fields: Mapping[str, object], key: str, usual: str) -> str:
    value = fields.get(key, usual)
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise _WrongError(f"{key}: {value!r:.80}")
    return value


def _share(value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _WrongError(f"confidence: {value!r:.80}")
    return float(value)


def _attributes(fields: Mapping[str, object]) -> Iterator[tuple[str, AttributeValue]]:
    given = fields.get("attributes", {})
    if not isinstance(given, dict):
        raise _WrongError(f"attributes: {given!r:.80}")
    for name, value in cast("dict[str, object]", given).items():
        if isinstance(value, list):
            several = cast("list[object]", value)
            yield name, tuple(_word({name: one}, name, "") for one in several)
        else:
            yield name, _word({name: value}, name, "")
    if "type" in fields:
        yield "type", _word(fields, "type", "")


# -- the program ------------------------------------------------------------------------


class _Talk:
    """A running program, asked and listened to by threads, so that nothing waits for ever."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        try:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=os.name != "nt",  # so that what it starts ends with it
            )
        except (OSError, ValueError) as error:
            raise Refusal("filter-missing", command=words[0], reason=str(error)) from error
        self._questions: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=4)  # who floods us waits
        self._is_over = False
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._write, self._read)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, question: str, patience: float) -> bytes | str:
        """A line that comes after a question, or what went wrong, as a key."""
        self._questions.put(question)
        return self.next(patience)

    def next(self, patience: float) -> bytes | str:
        """The next line, or what went wrong."""
        try:
            line = self._lines.get(timeout=patience)
        except queue.Empty:
            return "filter-late"
        if not line:
            return "filter-died"
        return line if len(line) <= LONGEST else "filter-flood"

    def end(self) -> None:
        """End it: it is told by the end of its input, and then by force."""
        self._is_over = True
        self._questions.put(None)
        for thread in self._threads:  # they end with their pipes
            thread.join(1.0)
        if self._process.poll() is None or any(thread.is_alive() for thread in self._threads):
            self._kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5.0)
        for thread in self._threads:
            thread.join(1.0)

    def _kill(self) -> None:
        """It, and what it started and left behind, which may hold the pipes open."""
        with suppress(OSError):
            if os.name == "nt":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _write(self) -> None:
        pipe = cast("IO[bytes]", self._process.stdin)
        with suppress(OSError, ValueError):
            while (question := self._questions.get()) is not None:
                pipe.write(question.encode("utf-8", "surrogatepass") + b"\n")
                pipe.flush()
        with suppress(OSError, ValueError):
            pipe.close()

    def _read(self) -> None:
        pipe = cast("IO[bytes]", self._process.stdout)
        with suppress(OSError, ValueError):
            while line := pipe.readline(LONGEST + 1):
                self._put(line)
        pipe.close()
        self._put(b"")

    def _put(self, line: bytes) -> None:
        while not self._is_over:
            with suppress(queue.Full):
                self._lines.put(line, timeout=0.2)
                return
