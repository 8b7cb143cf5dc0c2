"""A CAS: one text and the feature structures on it, with offsets in code points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

ANNOTATION = "uima.tcas.Annotation"
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
TOKEN = f"{DKPRO}.segmentation.type.Token"
SENTENCE = f"{DKPRO}.segmentation.type.Sentence"
METADATA = f"{DKPRO}.metadata.type.DocumentMetaData"
NAMED_ENTITY = f"{DKPRO}.ner.type.NamedEntity"
POS = f"{DKPRO}.lexmorph.type.pos.POS"
DEPENDENCY = f"{DKPRO}.syntax.type.dependency.Dependency"

SOURCE, TARGET = "Governor", "Dependent"  # of a relation, as INCEpTION calls them


class Ref(NamedTuple):
    """A feature's value that is another structure, by its id."""

    id: int


Value = str | Ref | tuple[str | Ref, ...]


@dataclass(slots=True)
class Structure:
    """A feature structure; `begin` is -1 where it stands on no text. Grows while it is read.

    `line` is where in a file it was found, counted from 1.
    """

    id: int
    type: str
    begin: int = -1
    end: int = -1
    features: dict[str, Value] = field(default_factory=dict[str, Value])
    line: int = 1

    @property
    def short(self) -> str:
        """The name of its type without what it belongs to."""
        return self.type.rpartition(".")[2]

    def text(self, feature: str) -> str:
        """The value of a feature of text, "" where it has none."""
        value = self.features.get(feature, "")
        return value if isinstance(value, str) else ""

    def ref(self, feature: str) -> int | None:
        """The structure that a feature refers to."""
        value = self.features.get(feature)
        return value.id if isinstance(value, Ref) else None


@dataclass(frozen=True, slots=True)
class Cas:
    """One view of a CAS file. `elsewhere` counts annotations of its other views."""

    text: str
    structures: tuple[Structure, ...]
    elsewhere: int = 0
