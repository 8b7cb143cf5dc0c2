"""The text of a file that another program wrote: within a limit, in the encodings those use."""

from __future__ import annotations

import codecs
from pathlib import Path

from annotations.errors import Refusal

_MEGABYTE = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def bytes_of(path: Path, limit: int) -> bytes:
    """All bytes of a file of at most `limit` bytes.

    Refusals: file-missing, file-not-readable, file-too-large, file-empty.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe or device might never end
            raise OSError
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise Refusal("file-missing", file=str(path)) from error
    except OSError as error:
        raise Refusal("file-not-readable", file=str(path)) from error
    if len(data) > limit:
        raise Refusal("file-too-large", file=str(path), limit=f"{limit / _MEGABYTE:g}")
    if not data.strip():
        raise Refusal("file-empty", file=str(path))
    return data


def text_of(path: Path, limit: int) -> str:
    """The text of such a file without its byte order mark, line ends as they are.

    A mark decides, then strict UTF-8, then GB18030, in which older Chinese corpora stand.
    Refusals: those of `bytes_of`, file-not-text.
    """
    data = bytes_of(path, limit)
    mark, named = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", ""))
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("file-not-text", file=str(path))


def head_of(head: bytes) -> str:
    """The first bytes of a file as text, for looking at; what is broken or cut is left out."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("gb18030", "ignore")
