"""What the core refuses, as a key and values; the window and the command line word it.

A core function that cannot do what was asked raises `Refusal`.  It carries a key of
`resources/messages/*.toml` and the values that sentence names (file, line, article …),
never a sentence: the same refusal is shown in the language of whoever reads it.
"""

from __future__ import annotations


class Refusal(Exception):
    """Something was refused and nothing was changed.

    `key` names the sentence in `resources/messages`, `values` fill its blanks.
    """

    def __init__(self, key: str, /, **values: str | int) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return f"{self.key} {self.values}"

    def about(self, **values: str | int) -> Refusal:
        """The same refusal with a place added (values already named win)."""
        return Refusal(self.key, **{**values, **self.values})
