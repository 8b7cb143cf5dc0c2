"""The features of one structure: its label, its values, and what we wrote as JSON among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.cas.layers import PLAIN, REST, shown
from annotations.formats.cas.model import SOURCE, TARGET, Structure

NAMING = ("label", "value", "PosValue", "referenceType")
NAMING_RELATION = ("label", "value", "DependencyType", "relationType")


def is_relation(one: Structure) -> bool:
    return one.ref(SOURCE) is not None and one.ref(TARGET) is not None


def label_of(one: Structure, naming: Iterable[str]) -> str:
    return next((text for name in naming if (text := one.text(name))), one.short) or "?"


def record_of(
    one: Structure, naming: Iterable[str], attributes: dict[str, object]
) -> dict[str, object]:
    """A record of danqian/1 without places: plain features over what stands in our JSON."""
    told = rest_of(one)
    name = next((name for name in naming if one.text(name)), "")
    label = one.text(name) or one.short or "?"
    label = exact(told.pop("label", None), label)
    attributes.pop(name, None)
    more = told.pop("attributes", None)
    if isinstance(more, dict):
        attributes |= cast("dict[str, object]", more)
    plain = {key: one.text(key) for key in PLAIN if one.text(key)}
    return {**told, "label": label, "attributes": attributes, **plain}


def exact(told: object, seen: str) -> str:
    """The exact form of what a feature shows, as long as nobody has changed that."""
    return told if isinstance(told, str) and told and (shown(told) or "?") == seen else seen


def rest_of(one: Structure) -> dict[str, object]:
    text = one.text(REST)
    if not text:
        return {}
    try:
        value = strict_json.loads(text)
    except Refusal:
        return {REST: text}
    return dict(cast("dict[str, object]", value)) if isinstance(value, dict) else {REST: text}
