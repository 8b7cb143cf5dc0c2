"""What a site puts round an article: banners, buttons, licence numbers, related links."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.emend import proposal
from annotations.emend._rules import names
from annotations.emend._zones import zones
from annotations.model import Emendation

KIND = "boilerplate"
RULES = names(KIND)


def detect(text: str) -> Iterator[Emendation]:
    """Whole lines, each with its line end and the blank lines behind it."""
    for zone in zones(text):
        if zone.rule.kind == KIND:
            rule = zone.rule
            yield proposal(zone.span, "", KIND, rule.rule, rule.confidence, found=zone.shown)
