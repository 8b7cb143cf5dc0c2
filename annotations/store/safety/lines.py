"""The lines of a step journal: JSON, only ever appended, each chained to the one before.

{"chain":"<sha256 of the former chain and of what is kept>","kept":{…}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotations.errors import Refusal
from annotations.store.canonical import dump, load

Record = Mapping[str, Any]

_BEFORE, _BETWEEN, _AFTER = b'{"chain":"', b'","kept":', b"}\n"
_CHAIN = slice(len(_BEFORE), len(_BEFORE) + 64)
_KEPT = slice(_CHAIN.stop + len(_BETWEEN), -len(_AFTER))
_BLOCK = 1 << 16  # bytes read at the end of a segment to find its last line


class Line(NamedTuple):
    """A line as it was read, and where it ends in bytes.

    `record` is None where the line is not what the chain says, so that it is damaged.
    """

    end: int
    chain: str
    record: Record | None


def line(chain: str, record: Record) -> tuple[str, bytes]:
    """A record as the line after the one with this chain ("" = the first); its own chain."""
    body = dump(record).encode()
    own = _link(chain, body)
    return own, _framed(own, body)


def read(path: Path) -> Iterator[Line]:
    """All lines of a segment, damaged ones too; a last one without its end is none."""
    end, before = 0, {""}  # the chain before as it stands there, and as it follows
    with path.open("rb") as file:
        for content in file:
            end += len(content)
            if not content.endswith(_AFTER[-1:]):
                return
            said, body = content[_CHAIN].decode("latin-1"), content[_KEPT]
            linked = {_link(chain, body) for chain in before}
            is_intact = said in linked and content == _framed(said, body)
            yield Line(end, said, load(body.decode()) if is_intact else None)
            before = {said, *linked}


def last(path: Path) -> Line | None:
    """The last line, read without the others and so without its chain being checked.

    None when it has no end, or is too long.
    """
    with path.open("rb") as file:
        end = file.seek(0, 2)
        file.seek(max(0, end - _BLOCK))
        block = file.read()
    start = block.rfind(b"\n", 0, -1) + 1
    content = block[start:]
    if (start == 0 and end > _BLOCK) or not content.endswith(_AFTER):
        return None
    return Line(end, content[_CHAIN].decode("latin-1"), record_of(content))


def record_of(content: bytes) -> Record | None:
    """What a single line keeps, its chain unchecked; None when it is not one of ours."""
    chain, body = content[_CHAIN].decode("latin-1"), content[_KEPT]
    try:
        return load(body.decode()) if content == _framed(chain, body) else None
    except (ValueError, Refusal):
        return None


def _link(chain: str, body: bytes) -> str:
    import hashlib

    return hashlib.sha256(chain.encode("latin-1") + body).hexdigest()


def _framed(chain: str, body: bytes) -> bytes:
    return b"".join((_BEFORE, chain.encode("latin-1"), _BETWEEN, body, _AFTER))
