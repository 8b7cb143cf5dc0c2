"""Regions: the names of provinces, cities, counties and townships, full and short.

Levels written together are one name (江苏省苏州市).  Short names that are common words too
count only where the text gives a reason: it names the region in full, or what it lies in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotations import regions
from annotations.model import Span
from annotations.regions import Region
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.placing import chains, townships
from annotations.suggest.placing.placenames import Hit, hits

_JOINTS = ("、", "和", "与", "及", "同", "至", "到", "—", "——", "-", "－", "·", "以及", "～")
_PLACING = "在到赴往从驻来至于抵返离去"
_CLOSING = "，。；、！？：”）,;\n"
_SURE = {"full": 0.97, "top": 0.96, "short": 0.85, "doubt": 0.8, "never": 0.75}


@dataclass
class Known:
    """Which regions a text names: those without doubt, and those it names in full."""

    codes: set[str] = field(default_factory=set[str])
    full: set[str] = field(default_factory=set[str])

    def add(self, hit: Hit) -> None:
        for region in hit.regions if len(hit.regions) == 1 else ():
            self.codes.update(one.code for one in regions.path(region))
        if hit.trust == "full":
            self.full.update(one.code for one in hit.regions)

    def meant(self, found: Sequence[Region]) -> tuple[Region, ...]:
        """Those of one name that the text speaks of: named, or in what is named."""
        if len(found) == 1:
            return tuple(found)
        named = [one for one in found if one.code in self.codes]
        named = named or [one for one in found if self.near(one)]
        return tuple(named) if len(named) == 1 else tuple(found)

    def near(self, region: Region) -> bool:
        """Whether the city a county lies in is named, or the province of a city."""
        above = regions.parent(region)
        return above is not None and above.code in self.codes


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names of the list, joined with what they lie in, townships, and chains of characters."""
    found = list(hits(passage))
    known = Known()
    for hit in found:
        if hit.trust in ("full", "top", "short"):
            known.add(hit)
    kept = _kept(found, known, passage)
    joined = list(_joined(kept, known))
    for span, meant, rule, sure in joined:
        yield _candidate(passage.text, span, rule, sure, known.meant(meant))
    places = [(span, known.meant(meant)) for span, meant, _, _ in joined]
    yield from townships.found(passage, places)
    yield from chains.found(passage, places)


def _candidate(text: str, span: Span, rule: str, sure: float, meant: Sequence[Region]) -> Candidate:
    codes = tuple(one.code for one in meant) if len(meant) == 1 else ()
    attributes = {"code": codes} if codes else {}
    return Candidate(span, "REGION", rule, sure, span.of(text), attributes)


# -- which are meant -------------------------------------------------------------------------


def _kept(found: Sequence[Hit], known: Known, passage: Passage) -> list[Hit]:
    """Those without doubt, and those in doubt that something speaks for."""
    text = passage.text
    kept: list[Hit] = []
    for at, hit in enumerate(found):
        if hit.trust in ("full", "top", "short"):
            kept.append(hit)
            continue
        before = kept[-1] if kept else None
        after = found[at + 1] if at + 1 < len(found) else None
        if _meant(hit, before, after, known, text) or _gone_to(hit, known, passage):
            kept.append(hit)
    return kept


def _meant(hit: Hit, before: Hit | None, after: Hit | None, known: Known, text: str) -> bool:
    in_full = any(one.code in known.full for one in hit.regions)
    beside = any(
        other is not None and other.trust != "never" and _between(one, two, text) in _JOINTS
        for one, two, other in ((before, hit, before), (hit, after, after))
    )
    if hit.trust == "doubt":
        inside = before is not None and before.span.end == hit.span.start and _inside(hit, before)
        return inside or in_full or beside or any(map(known.near, hit.regions))
    if in_full and beside:
        return True
    sibling = {one.code[:4] for one in hit.regions}
    return (
        beside
        and before is not None
        and before.trust == "full"
        and text[hit.span.end - 1] in "区县市"
        and any(one.code[:4] in sibling for one in before.regions)
    )


def _gone_to(hit: Hit, known: Known, passage: Passage) -> bool:
    """Whether it is named in full elsewhere and somebody goes to it, or does something there."""
    if not any(one.code in known.full for one in hit.regions):
        return False
    text, end = passage.text, hit.span.end
    if not hit.span.start or text[hit.span.start - 1] not in _PLACING:
        return False
    return end == len(text) or text[end] in _CLOSING or passage.word_at(end).tag == "v"


def _between(one: Hit | None, two: Hit | None, text: str) -> str | None:
    if one is None or two is None or not 0 < two.span.start - one.span.end < 3:
        return None
    return text[one.span.end : two.span.start]


# -- levels written together -----------------------------------------------------------------

Joined = tuple[Span, tuple[Region, ...], str, float]


def _inside(hit: Hit, before: Hit) -> bool:
    above = {one.code for one in before.regions}
    return any(above.intersection(p.code for p in regions.path(one)[:-1]) for one in hit.regions)


def _joined(kept: Sequence[Hit], known: Known) -> Iterator[Joined]:
    """Each name, and each row of names of which one lies in the other."""
    row: list[Hit] = []
    for hit in kept:
        if row and (row[-1].span.end != hit.span.start or not _inside(hit, row[-1])):
            yield from _row(row, known)
            row = []
        row.append(hit)
    yield from _row(row, known)


def _row(row: Sequence[Hit], known: Known) -> Iterator[Joined]:
    for hit in row:
        evident = any(one.code in known.full or known.near(one) for one in hit.regions)
        sure = max(_SURE[hit.trust], 0.94 if evident else 0)
        yield hit.span, hit.regions, hit.trust, sure
    if len(row) > 1:
        above = {one.code for one in row[0].regions}
        last = row[-1].regions
        meant = tuple(one for one in last if above.intersection(p.code for p in regions.path(one)))
        yield row[0].span.hull(row[-1].span), meant or last, "joined", 0.97


_RULES = ("full", "top", "short", "doubt", "never", "joined")

SUGGESTER = Suggester("places", 1, (*_RULES, *townships.RULES, *chains.RULES), suggest)
