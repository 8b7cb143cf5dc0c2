"""What a project has taught, kept up with its steps article by article.

Reading 100,000 annotations takes a while; what one act changes is read in no time.  So for each
article it is remembered what it adds, and after a step only what it touched is read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from annotations.emend.accepting import with_proved
from annotations.model import ZONES, Conversion, Emendation, Record, Span, Taught
from annotations.store import conversions, decoding, reading, rejecting, rows, wordlines
from annotations.store.file import ProjectFile
from annotations.store.suggesting import SUGGESTED
from annotations.store.tables import ANNOTATION, EMENDATION, EVENT, ORPHAN, REJECTION, STEP
from annotations.text.alignment import replaced
from annotations.text.views import Views

SHORTEST, LONGEST = 2, 20  # characters of a name that is learnt
CLEAR = 0.8  # share of a surface's marks that must have one label
DOUBTED = 0.5  # from this share of rejections on, a name is no longer proposed
PASSING = frozenset({"DATE", "QUANT", "REF"})  # what they mean is another thing in each text

Group = tuple[str, str]  # label, surface
Key = str | Group


@dataclass(slots=True)
class _Added:
    """What one article adds: groups that are tagged, and what was accepted and rejected."""

    tagged: Counter[Group] = field(default_factory=Counter[Group])
    accepted: Counter[Key] = field(default_factory=Counter[Key])
    rejected: Counter[Key] = field(default_factory=Counter[Key])


class Lessons:
    """What was taught in one open project. Every method first looks for new steps."""

    def __init__(self, file: ProjectFile, measure: str) -> None:
        self._file = file
        self.measure = measure
        self._forget(conversions.conversion(file))

    def _forget(self, conversion: Conversion) -> None:
        self._conversion = conversion
        self._seen: tuple[object, ...] = (-1, 0)  # the row of the last step that was looked at
        self._left: dict[str, None] = {}  # articles to be read
        self._added: dict[str, _Added] = {}
        self._surfaces: dict[str, str] = {}  # by what the source has
        self._labels: dict[str, Counter[str]] = {}  # how often by surface and label
        self._accepted: Counter[Key] = Counter()
        self._rejected: Counter[Key] = Counter()
        self._words: dict[str, str] = {}
        self._lines: dict[str, tuple[str, ...]] = {}
        self._refused: frozenset[Group] = frozenset()
        self._taught: Taught | None = None
        self._record: dict[Key, Record] | None = None

    def learn(self, articles: int | None = None) -> bool:
        """Read what is new, of so many articles at most; whether anything is left to read."""
        self._look()
        for article in list(islice(self._left, articles)):
            self._read(article)
            del self._left[article]
        return bool(self._left)

    def taught(self, labels: frozenset[str]) -> Taught:
        """All that was taught; the very same as long as nothing changes it."""
        self.learn()
        if self._taught is None or self._taught.labels != labels:
            self._taught = Taught(dict(self._words), self._refused, self._lines, labels)
        return self._taught

    def record(self) -> Mapping[Key, Record]:
        """How often what was suggested was accepted and rejected."""
        self.learn()
        if self._record is None:
            keys = self._accepted.keys() | self._rejected.keys()
            self._record = {key: Record(self._accepted[key], self._rejected[key]) for key in keys}
        return self._record

    # -- which articles -----------------------------------------------------------------

    def _look(self) -> None:
        """Find out what has to be read: at first everything, then what new steps touched."""
        conversion = conversions.conversion(self._file)
        if conversion != self._conversion:
            self._forget(conversion)
        last = self._file.value(f"SELECT max(rowid) FROM main.{STEP}") or 0
        aside = self._file.value(f"SELECT count(*) FROM {ORPHAN}")
        if self._seen == (last, aside):
            return
        before, aside_before = self._seen
        if before == -1 or aside_before != aside:  # what was laid aside needs no step to come back
            query = f"SELECT DISTINCT article FROM {ANNOTATION.name} UNION"
            found = self._file.lines(f"{query} SELECT article FROM {REJECTION.name}")
            self._left |= dict.fromkeys(["", *self._added])
        else:
            found = self._file.lines(
                f"SELECT DISTINCT article FROM {EVENT} WHERE step IN"
                f" (SELECT id FROM main.{STEP} WHERE rowid > ?)",
                cast("int", before),
            )
        self._left |= {str(article): None for (article,) in found}
        self._seen = (last, aside)

    # -- one article --------------------------------------------------------------------

    def _read(self, article: str) -> None:
        if article:
            fresh = self._of(article)
        else:
            fresh = _Added()
            self._lines = self._converted(wordlines.lines(self._file))
        refused = rejecting.rejected_on(self._file, article)
        for one in refused:
            fresh.rejected[one.rule] += one.count
            fresh.rejected[one.group] += one.count
        if not article:
            self._refused = frozenset(one.group for one in refused)
        former = self._added.get(article, _Added())
        self._added[article] = fresh
        if not article or fresh != former:
            self._exchange(former, fresh)

    def _exchange(self, former: _Added, fresh: _Added) -> None:
        """Count what an article adds now, and no longer what it added."""
        touched = {surface for _, surface in former.tagged.keys() | fresh.tagged.keys()}
        judged = former.rejected.keys() | fresh.rejected.keys()
        touched |= {key[1] for key in judged if isinstance(key, tuple)}
        for group, count in former.tagged.items():
            self._count(group, -count)
        for group, count in fresh.tagged.items():
            self._count(group, count)
        _shift(self._accepted, former.accepted, fresh.accepted)
        _shift(self._rejected, former.rejected, fresh.rejected)
        for surface in touched:
            label = self._label(surface)
            if label is None:
                self._words.pop(surface, None)
            else:
                self._words[surface] = label
        self._taught = self._record = None

    def _count(self, group: Group, count: int) -> None:
        label, surface = group
        labels = self._labels.setdefault(surface, Counter())
        labels[label] += count
        if not labels[label]:
            del labels[label]
        if not labels:
            del self._labels[surface]

    def _label(self, surface: str) -> str | None:
        """What a surface is to be called, where that is clear and nobody objects."""
        labels = self._labels.get(surface)
        if not labels or not SHORTEST <= len(surface) <= LONGEST:
            return None
        label, count = min(labels.items(), key=lambda pair: (-pair[1], pair[0]))
        rejected = self._rejected[label, surface]
        is_clear = count >= CLEAR * labels.total() and rejected < DOUBTED * (rejected + count)
        return label if is_clear and label not in PASSING else None

    # -- its annotations ----------------------------------------------------------------

    def _of(self, article: str) -> _Added:
        found = self._file.lines(
            f"SELECT label, fragments, quote, rest FROM {ANNOTATION.name} WHERE article = ?",
            article,
        )
        edits = self._edits(article) if found else ()
        wanted: list[tuple[str, str, bool, str | None]] = []  # label, text, is a name, its rule
        for line in found:
            label, fragments, quote, rest = map(str, line)
            rule = None if rest == decoding.NOTHING else _rule(rest)
            is_name = label != self.measure and "],[" not in fragments
            if is_name or rule is not None:
                text = _mended(fragments, quote, edits) if edits else quote
                wanted.append((label, text, is_name, rule))
        surfaces = self._in_hans({text for _, text, _, _ in wanted})
        made = _Added()
        for label, text, is_name, rule in wanted:
            group = label, surfaces.get(text, text)
            if is_name:
                made.tagged[group] += 1
            if rule is not None:
                made.accepted[rule] += 1
                made.accepted[group] += 1
        return made

    def _edits(self, article: str) -> tuple[Emendation, ...]:
        query = (
            f"SELECT 1 FROM {EMENDATION.name} WHERE article = ? AND status <> 'rejected' LIMIT 1"
        )
        if self._file.value(query, article) is None:
            return ()
        mended = with_proved(reading.emendations_on(self._file, article))
        return tuple(e for e in mended if e.kind not in ZONES and e.replacement is not None)

    def _in_hans(self, strings: Iterable[str]) -> Mapping[str, str]:
        """Strings in simplified script, as they are written when they stand alone."""
        new = sorted(s for s in strings if s not in self._surfaces and s.splitlines() == [s])
        if new:
            hans = Views("\n".join(new), conversion=self._conversion).of("hans").text
            self._surfaces |= zip(new, hans.split("\n"), strict=True)
        return self._surfaces

    def _converted(self, lines: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Lines of word lists in simplified script, which the lists are in."""
        surfaces = self._in_hans(line for own in lines.values() for line in own)
        return {name: tuple(surfaces.get(s, s) for s in own) for name, own in lines.items()}


def _shift(counts: Counter[Key], former: Counter[Key], fresh: Counter[Key]) -> None:
    counts.subtract(former)
    counts.update(fresh)
    for key in former:
        if not counts[key]:
            del counts[key]


def _rule(rest: str) -> str | None:
    """The rule that an annotation was suggested by, if it was."""
    suggested = rows.rest_of(rest).extra.get(SUGGESTED)
    if not isinstance(suggested, Mapping):  # a file may say anything
        return None
    rule = cast("Mapping[str, object]", suggested).get("rule")
    return rule if isinstance(rule, str) else None


def _mended(fragments: str, quote: str, edits: Iterable[Emendation]) -> str:
    """A quote in one piece with the emendations that lie inside it."""
    pieces = decoding.fragments([fragments])[0]
    if len(pieces) != 1:
        return quote
    (place,) = pieces
    inside = [
        (Span(e.span.start - place.start, e.span.end - place.start), e.replacement)
        for e in edits
        if place.contains(e.span) and e.replacement is not None
    ]
    return replaced(quote, sorted(inside))[0] if inside else quote
