"""What a person said that the names of other programs are, for the next file that has them.

Kept with the user's own things, by the id of the tag set, because what somebody else's labels
mean does not depend on the project.
"""

from __future__ import annotations

from annotations import places
from annotations.tagset.mapping import KINDS, Given, Kind

_NAME = "names.json"
_MOST = 5_000  # names of one tag set; the oldest are forgotten


def recalled(tagset: str) -> Given:
    """What was said of names for this tag set."""
    kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
    said: dict[tuple[Kind, str], str] = {}
    for key, meaning in places.remembered(_NAME).get(tagset, {}).items():
        kind, _, name = key.partition(":")
        if kind in kinds and name:
            said[kinds[kind], name] = meaning
    return said


def remember(tagset: str, given: Given) -> None:
    """Keep what was said of names for this tag set, beside what was said before."""
    known = places.remembered(_NAME)
    rows = known.setdefault(tagset, {})
    for (kind, name), meaning in given.items():
        rows.pop(f"{kind}:{name}", None)
        rows[f"{kind}:{name}"] = meaning
    known[tagset] = dict(list(rows.items())[-_MOST:])
    places.remember(_NAME, known)
