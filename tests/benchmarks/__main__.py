"""`python -m tests.benchmarks [NAME...]`: run all benchmarks, or those named."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile

import tests.benchmarks as here


def main(wanted: list[str]) -> int:
    names = [module.name for module in pkgutil.iter_modules(here.__path__)]
    known = [name for name in names if not name.startswith("_")]
    for name in wanted:
        if name not in known:
            print(f"There is no benchmark {name}; there are: {', '.join(known)}.", file=sys.stderr)
            return 2
    with tempfile.TemporaryDirectory() as home:  # nothing of the user's is read or written
        os.environ["DANQIAN_HOME"] = home
        for name in wanted or known:
            for figure in importlib.import_module(f"tests.benchmarks.{name}").figures():
                print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
