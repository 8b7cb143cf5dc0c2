"""`python -m tests.pictures FOLDER [STATE...]`: pictures of all states of the window, or of some.

Each state is made in a program of its own, by its own commands and keys, on a fresh copy of the
sample project; `DOUBLE` ones on a screen of twice the density.  Nothing is compared: look.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.pictures import states


def main(given: Sequence[str]) -> int:
    if not given:
        print(__doc__, file=sys.stderr)
        return 2
    folder, wanted = Path(given[0]), given[1:] or list(states.STATES)
    unknown = [name for name in wanted if name not in states.STATES]
    if unknown:
        print(f"There is no state {', '.join(unknown)}; there are: {', '.join(states.STATES)}.")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in wanted if not _made(name, folder / f"{name}.png")]
    print(f"{len(wanted) - len(missing)} pictures in {folder}")
    if missing:
        print(f"not made: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


def _made(name: str, picture: Path) -> bool:
    """Whether a child made the picture without a fault of the program."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "DANQIAN_HOME": home,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": "2" if states.STATES[name].double else "1",
        }
        words = [sys.executable, "-m", "tests.pictures.states", name, str(picture)]
        done = subprocess.run(words, env=environment, check=False, timeout=120)
        faults = Path(home) / "errors.log"
        if faults.exists():
            print(f"{name}: {faults.read_text('utf-8')}", file=sys.stderr)
        return done.returncode == 0 and picture.exists() and not faults.exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
