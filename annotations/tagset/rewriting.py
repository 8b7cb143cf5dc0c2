"""What becomes of annotations when their tag set is edited: pure values, carried out by the store.

A rewriting says which annotations are meant, and what of them becomes what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.model import Attributes, AttributeValue


@dataclass(frozen=True, slots=True)
class Marked:
    """What of an annotation decides whether it is rewritten."""

    article: str
    id: str
    label: str
    attributes: Attributes
    quote: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which annotations are meant: those that all of it is true of.

    An empty label and None ask for nothing.  Each of `attributes` is a name that must be there,
    with the value that it must have, be it among others, or None for any; `quotes` are texts as
    their sources write them; `picked` are (article id, annotation id) pairs.
    """

    label: str = ""
    attributes: tuple[tuple[str, str | None], ...] = ()
    quotes: frozenset[str] | None = None
    picked: frozenset[tuple[str, str]] | None = None

    def fits(self, mark: Marked) -> bool:
        """Whether an annotation is one of those."""
        return (
            (not self.label or mark.label == self.label)
            and all(_has(mark.attributes, *wanted) for wanted in self.attributes)
            and (self.quotes is None or mark.quote in self.quotes)
            and (self.picked is None or (mark.article, mark.id) in self.picked)
        )


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What becomes of the `chosen`: the label, an attribute's name, or one of its values.

    `attribute` is its name before and after, `value` an attribute with a value of it before
    and after.
    """

    chosen: Chosen
    label: str | None = None
    attribute: tuple[str, str] | None = None
    value: tuple[str, str, str] | None = None

    def label_of(self, label: str) -> str:
        return label if self.label is None else self.label

    def attributes_of(self, attributes: Attributes) -> dict[str, AttributeValue]:
        """The attributes as they are to be, in the order they were."""
        made = dict(attributes)
        if self.attribute is not None and self.attribute[0] in made:
            made = _renamed(made, *self.attribute)
        if self.value is not None and self.value[0] in made:
            name, old, new = self.value
            made[name] = _replaced(made[name], old, new)
        return made


def _has(attributes: Attributes, name: str, value: str | None) -> bool:
    found = attributes.get(name)
    return found is not None and (value is None or value in _parts(found))


def _parts(value: AttributeValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _renamed(
    attributes: Mapping[str, AttributeValue], old: str, new: str
) -> dict[str, AttributeValue]:
    """With another name; where that is there already its values come first."""
    if new not in attributes:
        return {new if name == old else name: value for name, value in attributes.items()}
    both = tuple(dict.fromkeys((*_parts(attributes[new]), *_parts(attributes[old]))))
    kept = {name: value for name, value in attributes.items() if name != old}
    return {**kept, new: both[0] if len(both) == 1 else both}


def _replaced(value: AttributeValue, old: str, new: str) -> AttributeValue:
    if isinstance(value, str):
        return new if value == old else value
    return tuple(dict.fromkeys(new if part == old else part for part in value))
