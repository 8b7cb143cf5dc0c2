"""Which type a measure has: what its verb does, what its object is, which field comes first.

Words of the list `measure-types` in the measure vote with their weights.  One that is the verb
decides more than one elsewhere, the last word of the object more than what describes it, a word
within a name little: 赴佳木斯工业园区考察 is a visit, no park.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.measuring.clauses import NAME
from annotations.suggest.measuring.context import Context
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.passage import Passage

TYPES = "measure-types"
OTHER, SEVERAL = "OTHER", "PAIR"
_NOT_VERB, _LAST, _NAMED, _NAMED_LAST, _LATER = 0.3, 1.6, 0.4, 1.2, 0.9
_FIELDS = 4  # so many fields in one list are cooperation as such
_VERB = "verb"


def type_of(draft: Draft, context: Context) -> tuple[str, str]:
    """The type of a measure and the word that says so; of the clause or sentence if none does."""
    passage = draft.passage
    sums: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, str]] = {}
    rank = 1.0
    found = list(_words(passage, draft.span))
    for span, kind, weight, role in found:
        vote = weight * _share(draft, span, role) * rank
        if role != _VERB:
            rank *= _LATER
        sums[kind] += vote
        best[kind] = max(best.get(kind, (0.0, "")), (vote, span.of(passage.text)))
    if not sums:
        return _around(passage, draft, context)
    kind = max(sums, key=lambda one: sums[one])
    fields = {other for _, other, _, role in found if role != _VERB}
    if len(fields) >= _FIELDS and draft.text.count("、") >= _FIELDS - 1 and "合作" in draft.text:
        return SEVERAL, best[kind][1]
    return kind, best[kind][1]


def _words(passage: Passage, part: Span) -> Iterator[tuple[Span, str, float, str]]:
    """Words of the list in a part of the text: place, type, weight and role."""
    words = passage.list(TYPES)
    text = part.of(passage.text)
    for place in words.matches(text):
        kind, weight, *role = words.rows[place.of(text)]
        span = Span(part.start + place.start, part.start + place.end)
        starts = passage.is_border(span.start)
        if starts or (not role and passage.is_border(span.end)):
            yield span, kind, float(weight), role[0] if role else ""


def _share(draft: Draft, span: Span, role: str) -> float:
    """How much of its weight a word has where it stands."""
    verb = Span(draft.verb.start, draft.verb.end)
    if role == _VERB:
        return 1.0 if span.overlaps(verb) or _is_led(draft, span) else _NOT_VERB
    is_last = span.end == draft.span.end or (draft.thing and _closes(draft, span))
    for unit in draft.inside:
        if unit.kind == NAME and unit.start <= span.start < unit.end:
            if unit.about == "EVENT" and span.end == unit.end:
                return _LAST
            return _NAMED_LAST if is_last and span.end == unit.end else _NAMED
    return _LAST if is_last else 1.0


def _is_led(draft: Draft, span: Span) -> bool:
    """Whether a verb stands behind the first one with its place: 赴…考察, 组织…参观."""
    return any(unit.start == span.start and unit.kind != NAME for unit in draft.inside[1:])


def _closes(draft: Draft, span: Span) -> bool:
    """Whether a word ends the noun phrase that a thing acted on is: …联席会议|在亳州召开."""
    after = next((unit for unit in draft.inside if unit.start >= span.end), None)
    if after is None:
        return True
    follows = after.kind in ("at", "by", "outer", "inner", "verb") or after.about == "DATE"
    return after.start == span.end and follows


def _around(passage: Passage, draft: Draft, context: Context) -> tuple[str, str]:
    """The type that the words of the clause say, else those of the sentence."""
    for part in (draft.clause.span, context.span):
        votes: Counter[str] = Counter()
        said: dict[str, str] = {}
        for span, kind, weight, role in _words(passage, part):
            votes[kind] += int(weight * 10 * (_NOT_VERB if role else 1.0))
            said.setdefault(kind, span.of(passage.text))
        if votes:
            kind = votes.most_common(1)[0][0]
            return kind, said[kind]
    return OTHER, ""
