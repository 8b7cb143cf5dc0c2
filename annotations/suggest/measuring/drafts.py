"""What may be a measure: a part of a clause from its verb on, with what the clause says of it."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.model import Span
from annotations.suggest.measuring.clauses import Clause, Unit
from annotations.suggest.passage import Passage


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of a clause that may be a measure.

    `inside` are its units and `verb` one of them, `subject` who or what stands before it, `marks`
    the small words passed over before it (将, 约定); `thing`: what is acted on begins it;
    `further`: another of the same clause stands before it.
    """

    span: Span
    verb: Unit
    clause: Clause
    inside: tuple[Unit, ...]
    subject: tuple[Unit, ...] = ()
    marks: tuple[Unit, ...] = ()
    thing: bool = False
    further: bool = False

    @property
    def passage(self) -> Passage:
        return self.clause.passage

    @property
    def text(self) -> str:
        return self.span.of(self.passage.text)
