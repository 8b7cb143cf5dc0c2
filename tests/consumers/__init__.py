"""What other programs read in our files: `./run test --consumers`, no part of the plain tests.

The first line of each module says what it needs, exactly and from where (parts between `|`, each
may name several):

    # needs: pip dkpro-cassis==0.12.0 | apt jing default-jdk-headless | npm jsdom==26.1.0

What stands there is looked for before the module is imported: where something lacks, its tests
are skipped and say so; with `--none-lacking`, as in CI, that is an error.  A `pip` package stands
in the extra `consumers` too, an `npm` one in package.json beside this; `./run` installs them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NODE_MODULES = Path(sys.prefix) / "npm" / "node_modules"
"""Where `./run` has npm put its packages."""
_LINE = re.compile(r"# needs: *(.*)")


def needs(module: Path) -> list[tuple[str, str, str]]:
    """What the first line of a module asks for: (pip, apt or npm; name; version or "")."""
    with module.open(encoding="utf-8") as file:
        found = _LINE.fullmatch(file.readline().rstrip("\n"))
    wanted: list[tuple[str, str, str]] = []
    for part in found[1].split("|") if found else ():
        kind, *packages = part.split()
        for package in packages:
            name, _, exact = package.partition("==")
            wanted.append((kind, name, exact))
    return wanted


def lacking(module: Path) -> list[str]:
    """What of that is not installed here, or only in another version."""
    installed = {"pip": _pip, "apt": _apt, "npm": _npm}
    told: list[str] = []
    for kind, name, wanted in needs(module):
        there = installed[kind](name)
        if there is None:
            told.append(f"{kind} {name}")
        elif wanted and there != wanted:
            told.append(f"{kind} {name} {wanted} (here is {there})")
    return told


@cache
def _pip(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def _apt(name: str) -> str | None:
    words = ["dpkg-query", "--show", "--showformat", "${Version} ${db:Status-Status}", name]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    except OSError:  # no Debian
        return None
    told, _, status = done.stdout.partition(" ")
    return told if status == "installed" else None


@cache
def _npm(name: str) -> str | None:
    try:
        return str(json.loads((NODE_MODULES / name / "package.json").read_bytes())["version"])
    except OSError:
        return None
