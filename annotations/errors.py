"""What the core refuses, as a key and values; the window and the command line word it.

A core function that cannot do what was asked raises `Refusal`.  It carries a key of
`resources/messages/*.toml` and the values that sentence names (file, line, article …),
never a sentence: the same refusal is shown in the language of whoever reads it.
"""

from __future__ import annotations

_LONGEST = 4096  # characters of a value


class Refusal(Exception):
    """Something was refused and nothing was changed.

    `key` names the sentence in `resources/messages`, `values` fill its blanks; of a value that
    is longer than any path only the beginning is kept, because files are quoted in it.
    """

    def __init__(self, key: str, /, **values: str | int) -> None:
        short = {name: _short(value) for name, value in values.items()}
        super().__init__(key, short)
        self.key = key
        self.values = short

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.key, self.values)  # for a way between processes

    def __str__(self) -> str:
        return f"{self.key} {self.values}"

    def about(self, **values: str | int) -> Refusal:
        """The same refusal with a place added (values already named win)."""
        return Refusal(self.key, **{**values, **self.values})


def _again(key: str, values: dict[str, str | int]) -> Refusal:
    return Refusal(key, **values)


def _short(value: str | int) -> str | int:
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[: _LONGEST - 1]}…"
    return value
