"""Make the first version of the help for Taiwan, or say where it has fallen behind (run by hand).

.venv/bin/python resources/help/build.py

A page of zh_CN that zh_TW lacks is converted, with the words of resources/languages/terms.tsv,
and is to be read by a person.  Of the others the difference to a conversion is printed: what a
person changed, and what is new in zh_CN.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from resources.languages.build import taiwan

_HERE = Path(__file__).parent


def main() -> None:
    for source in sorted((_HERE / "zh_CN").glob("*.md")):
        page = _HERE / "zh_TW" / source.name
        made = taiwan(source.read_text("utf-8"))
        if not page.exists():
            page.write_text(made, encoding="utf-8", newline="\n")
            print(f"new: {page.name}")
        else:
            before, now = page.read_text("utf-8").splitlines(), made.splitlines()
            print(*difflib.unified_diff(before, now, page.name, "converted", "", "", 0), sep="\n")


if __name__ == "__main__":
    main()
