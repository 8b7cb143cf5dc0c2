"""Which copies others stand for: the older they are, the fewer are kept.

Their order is that of their numbers.  Of the clock only the time that passed from one copy to
the next is believed, and not where it went back: set back a year it makes no copy older.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

_HOUR, _DAY = 3600.0, 86400.0
_KEPT = ((_DAY, _HOUR), (30 * _DAY, _DAY))  # up to this age one of so many seconds
_LATER = 7 * _DAY
_AT_ONCE = 2  # copies that may go when one comes, so that a wrong clock costs few


def superfluous(times: Sequence[float], sure: int) -> list[int]:
    """The places of the copies to remove, of those made at `times`, in their order.

    The `sure` newest stay, then one an hour for a day, one a day for a month, one a week.
    """
    passed = list(accumulate((max(0.0, b - a) for a, b in pairwise(times)), initial=0.0))
    out: list[int] = []
    last: float | None = None  # when the kept copy before this one was made
    for place in range(len(times) - sure):
        age = passed[-1] - passed[place]
        if last is not None and passed[place] - last < _spacing(age):
            out.append(place)
        else:
            last = passed[place]
    return out[-_AT_ONCE:]


def beyond(sizes: Sequence[int], sure: int, room: int) -> list[int]:
    """The places of the oldest copies, until those left besides the `sure` ones fit into `room`."""
    older = sizes[: max(0, len(sizes) - sure)]
    taken = list(accumulate(reversed(older)))[::-1]  # by each and those after it
    return [place for place, size in enumerate(taken) if size > room]


def _spacing(age: float) -> float:
    return next((spacing for limit, spacing in _KEPT if age <= limit), _LATER)
