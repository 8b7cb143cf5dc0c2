"""A JSON object taken apart key by key; what nobody asks for stays over as `extra`."""

from __future__ import annotations

from typing import cast

from annotations.errors import Refusal
from annotations.model import Attributes, AttributeValue


class Fields:
    """One JSON object of a line, `place` its path for refusals, as in `annotations[3]`.

    Every method takes a key out.  `absent` collects the optional keys that were not there.
    Refusals: json-key-missing, json-key-type (`what` = the path, `wanted` = a type's name).
    """

    def __init__(self, value: object, place: str = "") -> None:
        self._place = place
        if not isinstance(value, dict):
            raise self._wrong("", "object")
        self.extra = dict(cast(dict[str, object], value))
        self._absent: list[str] = []

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(self._absent)

    def path(self, key: str) -> str:
        """How a refusal names this key."""
        return f"{self._place}.{key}".strip(".")

    def string(self, key: str) -> str:
        """A string that must be there."""
        return self._string(key, self._required(key))

    def identifier(self, key: str) -> str:
        """A string that must be there and not be empty."""
        value = self.string(key)
        if not value:
            raise self._wrong(key, "string")
        return value

    def integer(self, key: str) -> int:
        """An integer that must be there; 1.0 and true are none."""
        value = self._required(key)
        if type(value) is not int:
            raise self._wrong(key, "integer")
        return value

    def list_(self, key: str) -> list[object]:
        """A list that must be there."""
        return self._list(key, self._required(key))

    def optional_string(self, key: str, default: str = "") -> str:
        return self._string(key, self._taken(key, default))

    def optional_bool(self, key: str) -> bool:
        value = self._taken(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "boolean")
        return value

    def later_bool(self, key: str) -> bool:
        value = self._later(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "boolean")
        return value

    def later_string(self, key: str) -> str | None:
        """A string, null or nothing."""
        value = self._later(key, None)
        return None if value is None else self._string(key, value)

    def later_strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, or nothing."""
        values = self._list(key, self._later(key, []))
        return tuple(self._string(f"{key}[{i}]", value) for i, value in enumerate(values))

    def later_object(self, key: str) -> dict[str, object]:
        empty: dict[str, object] = {}
        return Fields(self._later(key, empty), self.path(key)).extra

    def later_share(self, key: str) -> float | None:
        """A number from 0 to 1, null or nothing."""
        value = self._later(key, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._wrong(key, "0 … 1")
        return float(value)

    def nullable_string(self, key: str) -> str | None:
        """A string, null or nothing."""
        value = self._taken(key, None)
        return None if value is None else self._string(key, value)

    def nullable_object(self, key: str) -> Fields | None:
        """An object, null or nothing."""
        value = self._taken(key, None)
        return None if value is None else Fields(value, self.path(key))

    def object_(self, key: str) -> Fields:
        """An object; nothing counts as an empty one."""
        empty: dict[str, object] = {}
        return Fields(self._taken(key, empty), self.path(key))

    def objects(self, key: str) -> list[Fields]:
        """A list of objects; nothing counts as an empty one."""
        return [self.inner(key, turn, value) for turn, value in enumerate(self.values(key))]

    def values(self, key: str) -> list[object]:
        """A list of whatever; nothing counts as an empty one."""
        nothing: list[object] = []
        return self._list(key, self._taken(key, nothing))

    def inner(self, key: str, turn: int, value: object) -> Fields:
        """One of those values, which has to be an object."""
        return Fields(value, f"{self.path(key)}[{turn}]")

    def attributes(self, key: str) -> Attributes:
        """An object whose values are strings or lists of strings."""
        values = self.object_(key)
        return {name: values.attribute(name) for name in tuple(values.extra)}

    def attribute(self, key: str) -> AttributeValue:
        value = self._required(key)
        if isinstance(value, list):
            items = cast(list[object], value)
            return tuple(self._string(f"{key}[{i}]", item) for i, item in enumerate(items))
        return self._string(key, value)

    def _required(self, key: str) -> object:
        if key not in self.extra:
            raise Refusal("json-key-missing", what=self.path(key))
        return self.extra.pop(key)

    def _taken(self, key: str, default: object) -> object:
        if key not in self.extra:
            self._absent.append(key)
            return default
        return self.extra.pop(key)

    def _later(self, key: str, empty: object) -> object:
        """A key that came after the first files of the format, which is never written empty.

        One that is there and empty stays in `extra` and comes back from there; so files that
        were read before the key was known still come back as they were.
        """
        value = self.extra.get(key, empty)
        if type(value) is type(empty) and value == empty:
            return empty
        return self.extra.pop(key)

    def _string(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "string")
        return value

    def _list(self, key: str, value: object) -> list[object]:
        if not isinstance(value, list):
            raise self._wrong(key, "list")
        return cast(list[object], value)

    def _wrong(self, key: str, wanted: str) -> Refusal:
        return Refusal("json-key-type", what=self.path(key) or "{}", wanted=wanted)
