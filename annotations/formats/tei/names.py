"""The names that the writer and the reader of TEI files agree on."""

from __future__ import annotations

from annotations.formats.markup import name_of, text_of

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SIGN = "danqian tei/1"
REST = "danqian.rest"
XENO = "danqian"
_NO_LETTER = "x._"  # before a name that does not begin with a letter; `name_of` gives no "._"


def key_of(text: str) -> str:
    """Any text as a whole XML name; `text_of_key` gives it back."""
    name = name_of(text)
    return name if name[:1].isalpha() else f"{_NO_LETTER}{name}"


def text_of_key(key: str) -> str:
    return text_of(key.removeprefix(_NO_LETTER))
