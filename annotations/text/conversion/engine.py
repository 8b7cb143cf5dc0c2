"""OpenCC's conversion, stage by stage, with the alignment that goes with it.

Words are found by the longest match from the left.  Where a configuration cuts the text into
segments first, no word of a later stage is found across a cut.  An overlay comes before all:
where one of its words stands the text is cut, and its value is written whatever the
dictionaries say.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, partial
from operator import itemgetter

from annotations.text.alignment import Alignment
from annotations.text.conversion.cutting import (
    Edit,
    across,
    blocks,
    borders,
    confined,
    lengthened,
    moved,
    outside,
    searched_again,
    written,
)
from annotations.text.conversion.dictionaries import chain
from annotations.text.conversion.finder import Match
from annotations.text.conversion.guards import guards
from annotations.text.conversion.lexicon import lexicon
from annotations.text.conversion.overlay import Overlay
from annotations.text.conversion.sequences import sequences

_START, _END, _NUMBER = itemgetter(0), itemgetter(1), itemgetter(2)


class Engine:
    """One configuration. All threads may share it."""

    def __init__(self, config: str, plain: bool = False) -> None:
        recipes = chain(config)
        self._cuts = recipes.cut is not None
        self._cutter = recipes.cut or 0
        self._stages = [
            lexicon(recipe, recipes.normal if number == self._cutter else None, plain)
            for number, recipe in enumerate(recipes.stages)
        ]
        self._normalized = partial(lexicon, recipes.normal, plain=plain)
        self._guards = cache(lambda: guards(recipes.stages[0], "hant", self._alone))

    def convert(self, text: str, overlay: Overlay | None = None) -> tuple[str, Alignment]:
        """`text` converted, and its alignment."""
        return self._staged(*self._searched(text, overlay))

    def words(self, text: str, overlay: Overlay | None = None) -> tuple[list[Match], list[Edit]]:
        """The dictionary words that decide something in `text`, and the lines of the overlay."""
        text, segments, fixed, kept = self._searched(text, overlay)
        if self._cutter:
            segments = sorted(segments + outside(self._stages[0].find(text), fixed))
        return segments, [] if overlay is None else _edits(
            overlay, outside(overlay.hits(text), kept)
        )

    def _searched(
        self, text: str, overlay: Overlay | None
    ) -> tuple[str, list[Match], list[Edit], list[Edit]]:
        """The text without compatibility characters, its segments, and what is fixed in it.

        Fixed is what the overlay writes and what no stage touches; the latter also by itself.
        """
        cutter = self._stages[self._cutter]
        segments = cutter.find(text)
        kept: list[Edit] = []
        if cutter.is_special(segments):
            kept = sequences(text)
            text = written(self._normalized().table(text), kept)
            segments = cutter.find(text)
        fixed = kept
        hits = [] if overlay is None else outside(overlay.hits(text), kept)
        if overlay is not None and overlay.final:
            kept = fixed = sorted(_edits(overlay, hits) + kept)
        elif overlay is not None and hits:
            segments, fixed = self._around(text, segments, hits, overlay, kept)
        if fixed:
            segments = confined(cutter.find, text, segments, borders((), fixed))
            segments = outside(segments, fixed)
        return text, segments, fixed, kept

    def _around(
        self,
        text: str,
        segments: list[Match],
        hits: list[Match],
        overlay: Overlay,
        kept: list[Edit],
    ) -> tuple[list[Match], list[Edit]]:
        """The segments that an overlay leaves, and what it changes.

        A line that says what the dictionaries say acts only where a segment crosses it.
        """
        found, owned = self._guards(), overlay.owned
        changing = [hit for hit in hits if hit[2] < owned or hit[2] - owned in found.change]
        fixed = sorted(_edits(overlay, changing) + kept)
        acting = {(start, end) for start, end, _ in fixed}
        inside = {start + 1 for start, end, _ in hits if end - start > 1}
        inside.update(p for start, end, _ in hits if end - start > 2 for p in range(start + 2, end))
        find = self._stages[0].find
        new = segments = confined(find, text, segments, borders((), fixed))
        while True:
            places = inside.intersection(map(_START, new)) | inside.intersection(map(_END, new))
            crossed = {hits[bisect_left(hits, (place,)) - 1][:2] for place in places}
            if not found.against.isdisjoint(map(_NUMBER, new)):
                against = [segment for segment in new if segment[2] in found.against]
                crossed |= {hit[:2] for hit in across(against, hits)}
            if crossed <= acting:
                return segments, fixed
            acting |= crossed
            cuts = sorted({place for stretch in acting for place in stretch})
            segments, new = searched_again(find, text, segments, cuts)

    def _alone(self, word: str) -> str:
        """What the first stage makes of a word that stands by itself."""
        stage = self._stages[0]
        return written(stage.table(word), stage.changes(stage.find(word)))

    def _staged(
        self, text: str, segments: list[Match], fixed: list[Edit], kept: list[Edit]
    ) -> tuple[str, Alignment]:
        """Through all stages; the first one writes `fixed`, of which `kept` is left for good."""
        alignment = Alignment.identity(len(text))
        cuts = borders(segments if self._cuts else (), fixed) if len(self._stages) > 1 else []
        for number, stage in enumerate(self._stages):
            found = segments
            if number or self._cutter:
                found = outside(confined(stage.find, text, stage.find(text), cuts), fixed)
            edits = stage.changes(found)
            if fixed:
                edits = sorted(edits + fixed)
            plain = stage.table(text)
            changed = written(plain, edits)
            longer = lengthened(edits)
            if longer:
                parts = blocks(text, plain, longer)
                alignment = alignment.then(Alignment.of_blocks(len(text), parts))
                cuts = moved(cuts, longer)
            places = moved(borders((), kept), longer)
            ends = zip(places[::2], places[1::2], strict=True)
            fixed = kept = [(start, end, changed[start:end]) for start, end in ends]
            text = changed
        return text, alignment


def _edits(overlay: Overlay, hits: list[Match]) -> list[Edit]:
    return [(start, end, overlay.values[number]) for start, end, number in hits]


@cache
def engine(config: str, plain: bool = False) -> Engine:
    """The one engine of a configuration."""
    return Engine(config, plain)
