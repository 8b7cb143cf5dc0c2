"""The views of one article: source → clean → simplified or traditional, exactly aligned.

The source is what was found and never changes.  `clean` is the source with the accepted
emendations.  `hans` and `hant` are conversions of the clean text, paragraph by paragraph: a
paragraph already in the wanted script is shown as it stands.  Every chain starts from clean,
because converting twice is not the same as converting once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from annotations.model import (
    ZONES,
    Conversion,
    ConvertedScript,
    Doubt,
    Emendation,
    Reading,
    View,
    ViewName,
)
from annotations.text.alignment import Alignment, Span, replaced
from annotations.text.conversion import convert, doubts
from annotations.text.script import Script, detect, detect_paragraph, only_traditional

# The first of each is the default; those that end in p change words, not only characters.
HANS_CONFIGS = ("tw2s", "t2s", "hk2s", "tw2sp")
HANT_CONFIGS = ("s2tw", "s2hk", "s2t", "s2twp", "s2hkp")
_UNDOING = "tw2s"  # what a paragraph goes through before it is converted to traditional

AT_ONCE = 100_000  # characters that are converted in a moment

_PLACE = attrgetter("span.start", "span.end")
_BREAKS = "\n\r\u2028\u2029\u0085"
_LINES = re.compile(f"[^{_BREAKS}]*(?:[{_BREAKS}]+|$)")


def leads_to(config: str) -> ConvertedScript:
    """The script of what a configuration gives, by its OpenCC name such as "s2tw"."""
    return "hans" if config.partition("2")[2].startswith("s") else "hant"


class Views:
    """All views of one source text, each made when first asked for and then kept.

    `emendations` are in the order of the text; those that are not accepted, or whose replacement
    is not known, change nothing.
    Raises ValueError when accepted emendations overlap.
    """

    def __init__(
        self,
        text: str,
        emendations: Iterable[Emendation] = (),
        readings: Sequence[Reading] = (),
        conversion: Conversion | None = None,
    ) -> None:
        self._source = View("source", text, Alignment.identity(len(text)))
        self.emendations = tuple(sorted(emendations, key=_PLACE))
        self._readings = tuple(sorted(readings, key=lambda reading: reading.span))
        self._conversion = conversion or Conversion()
        self._made: dict[ViewName, View] = {"source": self._source}
        self._doubts: dict[ConvertedScript, tuple[Doubt, ...]] = {}
        self._script: Script | None = None

    @property
    def script(self) -> Script:
        """The script of the source text."""
        if self._script is None:
            self._script = detect(self._source.text)
        return self._script

    @cached_property
    def zones(self) -> tuple[Span, ...]:
        """The passages of the source that are muted: site banners, bylines, what stands twice."""
        return tuple(
            sorted(e.span for e in self.emendations if e.kind in ZONES and e.status == "proposed")
        )

    def of(self, name: ViewName) -> View:
        """The view of that name; its alignment leads from the source."""
        if name not in self._made:
            if name == "hans" or name == "hant":
                self._made[name] = self._converted(name)
            else:
                self._made[name] = self._clean()
        return self._made[name]

    def at_hand(self, name: ViewName) -> bool:
        """Whether this view has been asked for before, or is made in a moment."""
        return name in self._made or len(self._source.text) <= AT_ONCE

    def doubts(self, name: ConvertedScript) -> tuple[Doubt, ...]:
        """Where a converted view could read otherwise, in the order of the source."""
        if name not in self._doubts:
            found = sorted(self._doubted(name), key=lambda doubt: doubt.span)
            self._doubts[name] = tuple(found)
        return self._doubts[name]

    def _clean(self) -> View:
        edits = [
            (e.span, e.replacement)
            for e in self.emendations
            if e.status == "accepted" and e.replacement is not None
        ]
        return View("clean", *replaced(self._source.text, edits))

    def _converted(self, name: ConvertedScript) -> View:
        view = self._read(name)
        edits = [(place, reading.replacement) for reading, place in self._pinned(view)]
        if not edits:
            return view
        text, change = replaced(view.text, edits)
        return View(name, text, view.alignment.then(change))

    def _read(self, name: ConvertedScript) -> View:
        """A converted view as the dictionaries and overlays read it, without what was pinned."""
        texts: list[str] = []
        parts: list[Alignment] = []
        for passage, configs in self._passages(name):
            text, alignment = _chained(passage, configs, self._conversion)
            texts.append(text)
            parts.append(alignment)
        alignment = self.of("clean").alignment.then(Alignment.concatenated(parts))
        return View(name, "".join(texts), alignment)

    def _pinned(self, view: View) -> Iterator[tuple[Reading, Span]]:
        """The readings pinned for the script of `view`, each with the span it replaces there.

        One whose characters an emendation replaced together with another's gives way to it.
        """
        after = 0
        for reading in self._readings:
            place = view.alignment.to_target(reading.span)
            if leads_to(reading.config) == view.name and place and place.start >= after:
                after = place.end
                yield reading, place

    def _passages(self, name: ConvertedScript) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The clean text in pieces of whole lines, each with the conversions it goes through."""
        default: Script = "hant" if self.script == "hant" else "hans"
        lines = (line for line in _LINES.findall(self.of("clean").text) if line)
        way = _to_hans if name == "hans" else _to_hant
        planned = ((line, way(line, _script_of(line, default), self._conversion)) for line in lines)
        for configs, passage in groupby(planned, key=lambda plan: plan[1]):
            yield "".join(line for line, _ in passage), configs

    def _doubted(self, name: ConvertedScript) -> Iterator[Doubt]:
        view = self._read(name)
        found = {doubt.span: doubt for doubt in self._unsure(name)}
        for reading, place in self._pinned(view):
            doubt = found.pop(reading.span, None)
            choices = doubt.choices if doubt else (place.of(view.text),)
            offered = tuple(dict.fromkeys((*choices, reading.replacement)))
            yield Doubt(reading.span, reading.replacement, offered, "pinned")
        yield from found.values()

    def _unsure(self, name: ConvertedScript) -> Iterator[Doubt]:
        """The doubts of the conversions themselves."""
        to_source = self.of("clean").alignment.to_source
        start = 0
        for passage, configs in self._passages(name):
            if configs:
                before, first = _chained(passage, configs[:-1], self._conversion)

                for doubt in doubts(before, configs[-1], overlay=self._conversion.overlay):
                    place = first.to_source(doubt.span)
                    span = to_source(Span(place.start + start, place.end + start))
                    yield replace(doubt, span=span)
            start += len(passage)


def _script_of(line: str, default: Script) -> Script:
    script = detect_paragraph(line.rstrip(_BREAKS))
    return default if script == "none" else script


def _to_hans(line: str, script: Script, conversion: Conversion) -> tuple[str, ...]:
    """What a line goes through on its way to simplified script."""
    if script == "hans" and only_traditional().isdisjoint(line):
        return ()
    return (conversion.hans,)


def _to_hant(line: str, script: Script, conversion: Conversion) -> tuple[str, ...]:
    """What a line goes through on its way to traditional script."""
    if script == "hant":
        return (_UNDOING, conversion.hant) if conversion.repair else ()
    return (*_to_hans(line, script, Conversion(hans=_UNDOING)), conversion.hant)


def _chained(text: str, configs: Sequence[str], conversion: Conversion) -> tuple[str, Alignment]:
    alignment = Alignment.identity(len(text))
    for config in configs:
        text, step = convert(text, config, overlay=conversion.overlay)
        alignment = alignment.then(step)
    return text, alignment
