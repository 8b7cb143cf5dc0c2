"""Which annotations of which articles are exported; what is left out by choice is no loss."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotations.model import Document


@dataclass(frozen=True, slots=True)
class Selection:
    """Only these labels and authors ("" = unsigned), where any are named; articles by id.

    Relations stay where both their ends do.
    """

    articles: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()

    def of(self, document: Document) -> Document:
        """The document with what is chosen of it."""
        if not self.labels and not self.authors:
            return document
        kept = tuple(
            annotation
            for annotation in document.annotations
            if (not self.labels or annotation.label in self.labels)
            and (not self.authors or (annotation.author or "") in self.authors)
        )
        ids = {annotation.id for annotation in kept}
        relations = tuple(r for r in document.relations if r.start in ids and r.end in ids)
        return replace(document, annotations=kept, relations=relations)

    def told(self) -> dict[str, object]:
        """What an export's report says of it; empty where everything is exported."""
        told = {
            "articles": list(self.articles),
            "labels": sorted(self.labels),
            "authors": sorted(self.authors),
        }
        return {name: value for name, value in told.items() if value}


EVERYTHING = Selection()
