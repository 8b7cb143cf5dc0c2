"""Script conversion against the two OpenCCs, with full alignment on our side.

`DANQIAN_OPENCC_CPP=python ./run bench script` also measures OpenCC's C++, where `python` is an
interpreter of another environment that has it: both packages are called `opencc`.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from opencc import OpenCC

import resources
from annotations.text.conversion import convert, doubts
from annotations.text.conversion.engine import engine
from annotations.text.conversion.overlay import overlay
from annotations.text.fold import fold
from tests.benchmarks import Figure

CHARACTERS, ARTICLE, ROUNDS, REPEATS = 100_000, 3_000, 7, 3
LEAST = {"s2t": 40, "t2s": 40, "s2twp": 25, "tw2sp": 25}  # times opencc-python-reimplemented
PLAIN, CPP = 5, 1.0

_CPP = """
import json, sys, time, opencc
converters = {}
for line in sys.stdin:
    config, text = json.loads(line)
    if config not in converters:
        converters[config] = opencc.OpenCC(config)
    start = time.perf_counter()
    converters[config].convert(text)
    print(time.perf_counter() - start, flush=True)
"""
_FIRST = """
import time
from annotations.text.conversion import convert
start = time.perf_counter()
convert("踏上新征程", "s2tw")
print(time.perf_counter() - start)
"""


def figures() -> Iterator[Figure]:
    names = [name for name in resources.names("samples") if name.endswith(".txt")]
    found = "\n".join(resources.data(f"samples/{n}").decode("utf-8", "ignore") for n in names)
    hans = convert(found, "tw2s")[0]
    hans = (hans * (CHARACTERS // len(hans) + 1))[:CHARACTERS]
    texts = {"s": hans, "t": convert(hans, "s2tw")[0]}
    with _cpp() as cpp:
        for config, least in LEAST.items():
            yield from _against(config, texts[config[0]], least, cpp)
    article = hans[:ARTICLE]
    how = f"{ARTICLE} characters, least of {ROUNDS * 5}"
    for name, work, target in (
        ("convert", lambda: convert(article, "s2tw"), 1.0),
        ("doubts", lambda: doubts(article, "s2tw"), 3.0),
        ("fold", lambda: fold(article), 1.0),
    ):
        yield Figure(f"script.{name}.ms", _least(work, ROUNDS * 5) * 1000, "ms", target, how)
    yield _first()


def _against(
    config: str, text: str, least: int, cpp: Callable[[str, str], float] | None
) -> Iterator[Figure]:
    """One configuration in interleaved rounds; each one's least time counts."""
    package, ours, plain = OpenCC(config), engine(config), engine(config, plain=True)
    stack, plain_stack = overlay(config), overlay(config, plain=True)
    package.convert("头发頭髮")
    works: dict[str, Callable[[], float]] = {
        "ours": lambda: _timed(lambda: ours.convert(text, stack)),
        "plain": lambda: _timed(lambda: plain.convert(text, plain_stack)),
    }
    if cpp is not None:
        works["cpp"] = lambda: cpp(config, text)
    for work in works.values():
        work()
    times = {name: float("inf") for name in (*works, "package")}
    for turn in range(ROUNDS):
        for name, work in works.items():
            times[name] = min(times[name], *(work() for _ in range(REPEATS)))
        if turn < 3:  # half a second each
            times["package"] = min(times["package"], _timed(lambda: package.convert(text)))
    how = (
        f"{CHARACTERS} characters with alignment, least of {REPEATS} in {ROUNDS} interleaved rounds"
    )
    unit = "÷ opencc-python-reimplemented"
    ours_time = times["ours"]
    yield Figure(f"script.{config}", ours_time / times["package"], unit, 1 / least, how)
    yield Figure(f"script.{config}.plain", times["plain"] / times["package"], unit, 1 / PLAIN, how)
    target = CPP if config in ("s2t", "t2s") else None
    if cpp is None:
        how = "not measured: DANQIAN_OPENCC_CPP names no Python that has OpenCC's own package"
        yield Figure(f"script.{config}.cpp", -1, "÷ OpenCC (C++)", None, how)
    else:
        yield Figure(
            f"script.{config}.cpp", ours_time / times["cpp"], "÷ OpenCC (C++)", target, how
        )


def _first() -> Figure:
    """The first conversion of a new process that finds its tables in the cache."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DANQIAN_HOME": home}
        times = [
            float(subprocess.check_output([sys.executable, "-c", _FIRST], env=environment))
            for _ in range(6)
        ]
    how = "s2tw in a new process, least of 5 after one that filled the cache"
    return Figure("script.first.ms", min(times[1:]) * 1000, "ms", 60, how)


def _timed(work: Callable[[], object]) -> float:
    """As timeit does it: without the garbage collection that others' objects make slow."""
    gc.disable()
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    gc.enable()
    return took


def _least(work: Callable[[], object], rounds: int) -> float:
    work()
    return min(_timed(work) for _ in range(rounds))


@contextmanager
def _cpp() -> Iterator[Callable[[str, str], float] | None]:
    """What measures OpenCC's C++ in a process of its own; None where there is none."""
    python = os.environ.get("DANQIAN_OPENCC_CPP")
    if not python or not Path(python).exists():
        yield None
        return
    with subprocess.Popen(
        [python, "-c", _CPP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None and stdout is not None

        def measure(config: str, text: str) -> float:
            stdin.write(json.dumps([config, text]) + "\n")
            stdin.flush()
            return float(stdout.readline())

        yield measure
        stdin.close()
