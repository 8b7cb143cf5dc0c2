"""Which columns of a table are what: given by a person, or guessed from names and values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, cast, get_args

import resources
from annotations.errors import Refusal

Field = Literal["title", "text", "date", "outlet", "author", "url", "id"]
FIELDS: tuple[Field, ...] = get_args(Field)
_ALIASES = {"source": "outlet"}

_IGNORED = re.compile(r"[\s_\-.:：/（）()\[\]【】*#]+")
_URL = re.compile(r"(?:https?://|www\.)\S+$")
_LONG = 40  # characters of a value, in the median, that make a column a text
_MOST = 0.8  # of the values of a column that are dates, or addresses
_DATE_LENGTH = 40
_NAMED = 20  # columns that a refusal names


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold what is known of an article; None = no column does.

    What stands in others is kept with the article's metadata under their names.
    """

    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    id: str | None = None

    def named(self) -> dict[Field, str]:
        """The columns that are something, by what they are."""
        found: dict[Field, str | None] = {name: getattr(self, name) for name in FIELDS}
        return {name: column for name, column in found.items() if column is not None}

    def within(self, header: Sequence[str]) -> Columns:
        """These columns as `header` writes them; Refusal "column-missing" for one it lacks."""
        exact = {name: name for name in header}
        alike = {_folded(name): name for name in reversed(header)}
        found: dict[str, str] = {}
        for field, wanted in self.named().items():
            name = exact.get(wanted) or alike.get(_folded(wanted))
            if name is None:
                raise Refusal("column-missing", column=wanted, found=", ".join(header[:_NAMED]))
            found[field] = name
        return Columns(**found)


def parsed(written: str) -> Columns:
    """The columns that `text=正文,title=标题` says; Refusal "columns-unclear"."""
    found: dict[str, str] = {}
    known = {field.name for field in fields(Columns)}
    for pair in re.split("[,，]", written):
        field, equals, column = (part.strip() for part in pair.partition("="))
        field = _ALIASES.get(field.lower(), field.lower())
        if not equals or not column or field not in known or field in found:
            raise Refusal("columns-unclear", found=written, known=" ".join(FIELDS))
        found[field] = column
    if "text" not in found:
        raise Refusal("columns-unclear", found=written, known=" ".join(FIELDS))
    return Columns(**found)


def guessed(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Columns | None:
    """The columns by the names of a header and the values of some rows; None without a text."""
    found: dict[str, str] = {}
    for field, names in _names().items():
        fitting = [(names[key], name) for name in header if (key := _folded(name)) in names]
        filled = [(rank, name) for rank, name in fitting if _values(rows, name) or not rows]
        if fitting:
            found[field] = min(filled or fitting, key=lambda one: one[0])[1]
    taken = set(found.values())
    free = [name for name in header if name not in taken]
    if "text" in found and rows and _median(rows, found["text"]) < _LONG:
        found = _with_longer(found, free, rows)
    for field, fits in (("text", _is_text), ("url", _is_url), ("date", _is_date)):
        if field not in found:
            column = next((name for name in _by_length(free, rows) if fits(rows, name)), None)
            if column is not None:
                found[field] = column
                free.remove(column)
    if "text" not in found and len(header) == 1:
        return Columns(header[0])
    return Columns(**found) if "text" in found else None


def knows(name: str) -> bool:
    """Whether a cell says what a column usually is called."""
    return any(_folded(name) in names for names in _names().values())


def _with_longer(
    found: dict[str, str], free: list[str], rows: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """`found` with a column of texts where what is called the text holds none."""
    longer = next((name for name in _by_length(free, rows) if _is_text(rows, name)), None)
    if longer is None:
        return found
    free.remove(longer)
    return {**found, "text": longer}


def _by_length(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[str]:
    return sorted(names, key=lambda name: -_median(rows, name))


def _is_text(rows: Sequence[Mapping[str, str]], name: str) -> bool:
    return _median(rows, name) >= _LONG and not _is_url(rows, name)


def _is_url(rows: Sequence[Mapping[str, str]], name: str) -> bool:
    values = _values(rows, name)
    return bool(values) and sum(map(bool, map(_URL.match, values))) >= _MOST * len(values)


def _is_date(rows: Sequence[Mapping[str, str]], name: str) -> bool:
    from annotations.text.dates import day_number

    values = _values(rows, name)
    dates = [v for v in values if len(v) <= _DATE_LENGTH and len(v) >= 6 and day_number(v)]
    return bool(values) and len(dates) >= _MOST * len(values)


def _median(rows: Sequence[Mapping[str, str]], name: str) -> int:
    lengths = sorted(map(len, _values(rows, name)))
    return lengths[len(lengths) // 2] if lengths else 0


def _values(rows: Sequence[Mapping[str, str]], name: str) -> list[str]:
    return [value for row in rows if (value := row.get(name, "").strip())]


@cache
def _names() -> Mapping[str, Mapping[str, int]]:
    """The usual names of each field, folded, with how usual they are (0 = most)."""
    table = cast("dict[str, list[str]]", tomllib.loads(resources.text("columns/names.toml")))
    return {
        field: {_folded(name): rank for rank, name in reversed(list(enumerate(names)))}
        for field, names in table.items()
    }


def _folded(name: str) -> str:
    """A name as names are compared. In one script by the character tables alone."""
    from annotations.text.fold import fold

    return _IGNORED.sub("", fold(name.strip()))
