"""The views of one article: source → clean → simplified or traditional, exactly aligned.

The source is what was found and never changes.  `clean` is the source with the accepted
emendations.  `hans` and `hant` are conversions of the clean text, paragraph by paragraph: a
paragraph already in the wanted script is shown as it stands.  Every chain starts from clean,
because converting twice is not the same as converting once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotations.model import Emendation, Reading, View, ViewName
from annotations.text.alignment import Alignment, Span, replaced
from annotations.text.script import (
    Script,
    convert,
    detect,
    detect_paragraph,
    only_traditional,
    simplified_forms,
)

_LINES = re.compile(r"[^\n\r\u2028\u2029\u0085]+|[\n\r\u2028\u2029\u0085]+")


class Views:
    """All views of one source text, each made when first asked for and then kept.

    Emendations that are not accepted, or whose replacement is not known, change nothing.
    Raises ValueError when accepted emendations overlap.
    """

    def __init__(
        self,
        text: str,
        emendations: Iterable[Emendation] = (),
        readings: Sequence[Reading] = (),
    ) -> None:
        self._source = View("source", text, Alignment.identity(len(text)))
        self.emendations = tuple(emendations)
        self._readings = tuple(readings)
        self._made: dict[ViewName, View] = {"source": self._source}
        self._script: Script | None = None

    @property
    def script(self) -> Script:
        """The script of the source text."""
        if self._script is None:
            self._script = detect(self._source.text)
        return self._script

    def of(self, name: ViewName) -> View:
        """The view of that name; its alignment leads from the source."""
        if name not in self._made:
            self._made[name] = self._clean() if name == "clean" else self._converted(name)
        return self._made[name]

    def _clean(self) -> View:
        edits = [
            (e.span, e.replacement)
            for e in self.emendations
            if e.status == "accepted" and e.replacement is not None
        ]
        return View("clean", *replaced(self._source.text, edits))

    def _converted(self, name: ViewName) -> View:
        clean = self.of("clean")
        convert_line = _to_hans if name == "hans" else _to_hant
        default = "hant" if self.script == "hant" else "hans"
        lines = _LINES.findall(clean.text)
        text = "".join(convert_line(line, _script_of(line, default)) for line in lines)
        alignment = clean.alignment
        pinned = self._pinned("tw2s" if name == "hans" else "s2tw", alignment)
        if pinned:
            text, change = replaced(text, pinned)
            alignment = alignment.then(change)
        return View(name, text, alignment)

    def _pinned(self, config: str, to_clean: Alignment) -> list[tuple[Span, str]]:
        """The readings the user pinned for a configuration, as edits of the converted text.

        One whose characters an emendation replaced together with another's gives way to it.
        """
        pinned: list[tuple[Span, str]] = []
        for reading in sorted(self._readings, key=lambda reading: reading.span):
            span = to_clean.to_target(reading.span)
            after = pinned[-1][0].end if pinned else 0
            if reading.config == config and span and span.start >= after:
                pinned.append((span, reading.replacement))
        return pinned


def _script_of(line: str, default: Script) -> Script:
    script = detect_paragraph(line)
    return default if script == "none" else script


def _to_hans(line: str, script: Script) -> str:
    """`line` in simplified script, length unchanged.

    What is simplified already stays: the Taiwan tables would turn 什么 into 什幺.
    """
    if script == "hans" and only_traditional().isdisjoint(line):
        return line
    keep = simplified_forms()
    converted = convert(line, "tw2s")[0]
    return "".join(old if old in keep else new for old, new in zip(line, converted, strict=True))


def _to_hant(line: str, script: Script) -> str:
    """`line` in traditional script (Taiwan forms), length unchanged."""
    if script == "hant":
        return line
    return convert(_to_hans(line, script), "s2tw")[0]
