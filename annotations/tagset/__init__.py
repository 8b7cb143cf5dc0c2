"""Tag sets: which labels there are, what they are called, and how they look.

A tag set is a TOML file; every project keeps its own copy of the one it works with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import resources
from annotations.tagset.parsing import parse
from annotations.tagset.values import (
    AttributeRule,
    Choice,
    Form,
    Group,
    Label,
    MeasureType,
    Names,
    Palette,
    RelationRule,
    TagSet,
)

__all__ = [
    "AttributeRule",
    "Choice",
    "Form",
    "Group",
    "Label",
    "MeasureType",
    "Names",
    "Palette",
    "RelationRule",
    "TagSet",
    "default",
    "parse",
    "shipped",
]

_DEFAULT = "inter-regional-cooperation"


@cache
def shipped() -> Mapping[str, TagSet]:
    """The tag sets that come with the program, by id."""
    files = [name for name in resources.names("tagsets") if name.endswith(".toml")]
    sets = [parse(resources.text(f"tagsets/{name}")) for name in files]
    return MappingProxyType({tagset.id: tagset for tagset in sets})


def default() -> TagSet:
    """The tag set of a new project."""
    return shipped()[_DEFAULT]
