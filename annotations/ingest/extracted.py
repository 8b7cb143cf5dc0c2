"""Where a text that was taken out of a file comes from, told honestly.

The bytes are kept, because the text encoded again is not the file; `extraction` in the
source's extra fields says what read them.  `encoding` is how the bytes became characters; of
files that are no text it is the name of their format.
"""

from __future__ import annotations

import hashlib
from functools import cache

from annotations.model import Source

_PACKAGES = frozenset({"docx2python", "pypdfium2", "readability-lxml"})


def source(
    data: bytes, name: str, by: str, *, encoding: str, bom: bool = False, **more: object
) -> Source:
    """The source of a text that `by` (a package, or a method of ours) read out of `data`."""
    extraction: dict[str, object] = {"by": _with_version(by), **more}
    sum = hashlib.sha256(data).hexdigest()
    return Source(name, sum, encoding, bom, data, {"extraction": extraction})


@cache
def _with_version(by: str) -> str:
    """A package with its version; a method of ours with the version of the program."""
    from importlib.metadata import version

    return f"{by} {version(by)}" if by in _PACKAGES else f"danqian {version('danqian')} {by}"
