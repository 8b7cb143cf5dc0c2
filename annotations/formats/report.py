"""What a writer is given besides the documents, and what it tells of them afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.model import Document
from annotations.tagset import TagSet


@dataclass(frozen=True, slots=True)
class Context:
    """What belongs to the export as a whole.

    `project_line` is the first line of danqian/1, None for none; `byte_order_mark` asks for
    one where a format's readers want it in files but not in a stream; `guard_formulas` marks
    texts that a spreadsheet would calculate.
    """

    tagset: TagSet
    project_line: Mapping[str, object] | None = None
    byte_order_mark: bool = True
    guard_formulas: bool = False


@dataclass(slots=True)
class Report:
    """What was written and what the format could not carry, filled while writing.

    `losses` maps a kind ("attribute-to-note", "span-dropped" …) to the ids it struck, each
    as article/id.  `details` are what a format adds for `export-report.json`.
    """

    format: str
    documents: int = 0
    annotations: int = 0
    losses: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    details: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def count(self, document: Document) -> None:
        self.documents += 1
        self.annotations += len(document.annotations)

    def lost(self, kind: str, article: str, id: str) -> None:
        self.losses.setdefault(kind, []).append(f"{article}/{id}")
