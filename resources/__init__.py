"""Everything the program carries that is not code, reached in one way.

The same calls work in a checkout, an installed wheel and a frozen bundle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_COUNTED = re.compile(r"\{(\w+):([^{}/]+)/([^{}/]+)\}")
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})  # parts of the names of locales


def path(name: str) -> Path:
    """The resource `name`, a path with slashes below `resources/`."""
    return _FOLDER.joinpath(*name.split("/"))


def text(name: str) -> str:
    """A resource as UTF-8 text, line ends as they are."""
    return data(name).decode("utf-8")


def data(name: str) -> bytes:
    """A resource's bytes."""
    return path(name).read_bytes()


def names(folder: str) -> list[str]:
    """The file names in a folder of resources, sorted."""
    return sorted(item.name for item in path(folder).iterdir() if item.is_file())


def language_of(locale: str) -> str | None:
    """Which of the languages that there are sentences in a locale means, if it means one.

    A locale is written as "zh_TW.UTF-8" or as "zh-Hant-HK".
    """
    language, *parts = locale.lower().partition(".")[0].replace("_", "-").split("-")
    if language == "zh":
        return "zh_TW" if _TRADITIONAL.intersection(parts) else "zh_CN"
    return language if language == "en" else None


@cache
def messages(language: str) -> Mapping[str, str]:
    """The sentences of one language ("zh_CN", "zh_TW", "en"): key → template with {blanks}."""
    import tomllib

    return tomllib.loads(text(f"messages/{language}.toml"))


def worded(key: str, values: Mapping[str, object], language: str) -> str:
    """The sentence for a key of the core; without one, the key and its values."""
    for catalogue in map(messages, (language, "en")):  # the second is hardly ever read
        if key in catalogue:
            return _filled(catalogue[key], values)
    return f"{key} {dict(values)}"


def _filled(template: str, values: Mapping[str, object]) -> str:
    """The template with its blanks filled; as it is where a value from a file does not fit."""
    if "/" in template:
        template = _COUNTED.sub(lambda found: _agreeing(found, values), template)
    try:
        return template.format_map(_Blanks(values))
    except (LookupError, TypeError, AttributeError, ValueError):
        return template


def _agreeing(found: re.Match[str], values: Mapping[str, object]) -> str:
    """Of "{count:place/places}" the blank with the word that fits its number."""
    name, one, many = found.groups()
    return f"{{{name}}} {one if str(values.get(name)) == '1' else many}"


class _Blanks(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"
