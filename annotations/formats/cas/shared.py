"""What the formats of a CAS say of themselves before anything of it is imported."""

from __future__ import annotations

from pathlib import Path

from annotations.formats.kinds import Option

LAYER = Option("layer", ("custom", "named-entity"))
"""Which layer spans are written to: our own, or INCEpTION's named entities."""

TYPES_FILE = "TypeSystem.xml"


def is_type_system(path: Path) -> bool:
    """Whether a file has the name of a type system's, which comes in with the others."""
    return path.name.lower() == TYPES_FILE.lower()
