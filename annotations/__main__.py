"""python -m annotations: the command line without the window."""

from __future__ import annotations

import sys

from annotations.cli import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
