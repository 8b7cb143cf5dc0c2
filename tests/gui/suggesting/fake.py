"""A process of suggestions that knows a few words, and dies or fails when it is told to.

It answers in the source: what it suggests is where its words stand in the text.
"""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection

from annotations.model import SuggestedSlot, Suggestion, Taught
from annotations.suggest.subject import Subject

WORDS = {  # word: (label, rule, confidence)
    "上海": ("REGION", "places.name", 0.97),
    "苏州": ("REGION", "places.name", 0.97),
    "蘇州": ("REGION", "places.name", 0.97),
    "长三角": ("MACRO", "macro.list", 0.97),
    "市长": ("OFFICE", "offices.title", 0.7),
    "共建园区": ("MEASURE", "measures.verb", 0.65),
}
SURFACES = {"蘇州": "苏州"}
DEADLY, WRONG, SLOW = "死", "错", "慢"  # what a text says to end it, to have it fail, to be slow


def serve(pipe: Connection, cache: str) -> None:
    """As `gui.suggesting.child.serve`, without jieba."""
    taught = Taught()
    try:
        pipe.send(("ready", (), ""))
        while True:
            said: Subject | Taught = pipe.recv()
            if isinstance(said, Taught):
                taught = said
                continue
            if DEADLY in said.text:
                os._exit(1)
            if SLOW in said.text:
                time.sleep(60)
            if WRONG in said.text:
                pipe.send(("failed", (), "ValueError: 𠮷"))
                continue
            found = [one for one in suggested(said.text) if one.group not in taught.rejected]
            pipe.send(("some", tuple(found[:2]), ""))
            pipe.send(("some", tuple(found[2:]), ""))
            pipe.send(("all", (), ""))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def suggested(text: str) -> list[Suggestion]:
    found: list[Suggestion] = []
    from annotations.model import Span

    for word, (label, rule, confidence) in WORDS.items():
        at = text.find(word)
        while at >= 0:
            span = Span(at, at + len(word))
            slots: tuple[SuggestedSlot, ...] = ()
            attributes: dict[str, str | tuple[str, ...]] = {}
            if label == "MEASURE":
                attributes = {"type": "PARK", "status": "planned"}
                before = text.rfind("上海", 0, at)
                if before >= 0:
                    party = (Span(before, before + 2),)
                    slots = (SuggestedSlot("party", "REGION", party, ticked=True),)
            surface = SURFACES.get(word, word)
            found.append(
                Suggestion(label, (span,), word, surface, rule, confidence, word, attributes, slots)
            )
            at = text.find(word, at + 1)
    found.sort(key=lambda one: (one.label == "MEASURE", one.hull.start))
    return found
