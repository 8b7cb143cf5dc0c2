"""Cooperation measures as events: which slots a measure has, what fills them, what may.

A slot is a relation that the tag set lets lead from the measure's label; what is said here of
measures holds of every annotation that relations may lead from (a reference and what it refers
to, a person and the office).  Nothing here is stored: what is kept becomes a relation.
"""

from __future__ import annotations

from annotations.measures.lacking import lacking
from annotations.measures.proposing import Proposal
from annotations.measures.slots import Filled, Slot, slots

__all__ = ["Filled", "Proposal", "Slot", "lacking", "slots"]
