"""Who wrote an article, where it came from and when: read as metadata, muted as text."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.emend import proposal
from annotations.emend._rules import names
from annotations.emend._zones import zones
from annotations.model import Emendation

KIND = "byline"
RULES = names(KIND)


def detect(text: str) -> Iterator[Emendation]:
    """Lines of source and author, datelines and what stands in brackets behind the text."""
    for zone in zones(text):
        if zone.rule.kind == KIND:
            rule, told = zone.rule, {"meta": zone.meta} if zone.meta else {}
            yield proposal(
                zone.span, "", KIND, rule.rule, rule.confidence, found=zone.shown, **told
            )
