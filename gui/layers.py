"""Layers of annotations that can be hidden: those of a label, those of an author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.model import Annotation


@dataclass(frozen=True, slots=True)
class Layers:
    """Which annotations are not shown: those of these labels, and of these authors ("" nobody)."""

    labels: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()

    def hides(self, annotation: Annotation) -> bool:
        return annotation.label in self.labels or (annotation.author or "") in self.authors

    def with_shown(self, annotation: Annotation) -> Layers:
        """These, less what hides an annotation."""
        author = annotation.author or ""
        return Layers(self.labels - {annotation.label}, self.authors - {author})


NOTHING_HIDDEN = Layers()
