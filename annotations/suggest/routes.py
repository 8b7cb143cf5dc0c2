"""Roads and lines that have a number: G60沪昆高速公路, 地铁11号线, 318国道."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_NUMBER = r"[0-9一二三四五六七八九十]{1,3}"
_ROUTE = re.compile(
    rf"(?:地铁|轨道交通|轻轨|城轨|有轨电车)?{_NUMBER}号线(?:[一二三四]期|[东西南北]延(?:伸)?段?)?"
    r"|(?<![A-Za-z0-9])[GSX][0-9]{1,4}(?:线|国道|省道|高速(?:公路)?"
    r"|[\u4e00-\u9fff]{2,4}?(?:高速(?:公路)?|国道))"
    r"|(?<![0-9])[0-9]{3}(?:国道|省道|县道)"
)


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Every numbered route, with the place whose it is right before it."""
    for match in _ROUTE.finditer(passage.text):
        place = passage.name_ending(match.start(), ("REGION",))
        start = place.span.start if place is not None else match.start()
        yield Candidate(Span(start, match.end()), "SITE", "number", 0.85, match[0])


SUGGESTER = Suggester("routes", 2, ("number",), suggest)
