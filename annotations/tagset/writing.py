"""A tag set's TOML written from its values: what `tomllib` reads back as the very same.

Everything is kept, also what we do not know; comments are not values and go.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import cast

_BARE = re.compile("[A-Za-z0-9_-]+")
_STEERING = re.compile(r'["\\\x00-\x08\x0a-\x1f\x7f]')


def write(values: Mapping[str, object]) -> str:
    """TOML for the values of a whole file; `tomllib.loads` gives them back."""
    lines = [f"{_key(name)} = {_value(value)}" for name, value in values.items() if _plain(value)]
    for name, value in values.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{_key(name)}]", *_fields(cast("Mapping[str, object]", value))]
        elif not _plain(value):
            for table in cast("Sequence[Mapping[str, object]]", value):
                lines += ["", f"[[{_key(name)}]]", *_fields(table)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _plain(value: object) -> bool:
    """Whether it stands in a line of its own: it is no table, and no array of them."""
    if isinstance(value, list):
        parts = cast("list[object]", value)
        return not parts or not all(isinstance(part, Mapping) for part in parts)
    return not isinstance(value, Mapping)


def _fields(table: Mapping[str, object]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, Mapping) or _plain(value):
            yield f"{_key(name)} = {_value(cast('object', value))}"
        else:
            yield f"{_key(name)} = ["
            yield from (f"  {_value(part)}," for part in cast("list[object]", value))
            yield "]"


def _value(value: object) -> str:
    """One value in one line. TypeError for what TOML has no word for."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else str(value)
        case str():
            return _string(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, cast('list[object]', value)))}]"
        case Mapping():
            pairs = cast("Mapping[str, object]", value).items()
            return f"{{ {', '.join(f'{_key(k)} = {_value(v)}' for k, v in pairs)} }}"
        case _:
            raise TypeError(f"no TOML for {type(value).__name__}")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    return f'"{_STEERING.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04X}"
