"""Suggestions accepted: what the verb of `Project` does inside its step.

What is made has an id that says of what: where two people accept the same suggestion in two
copies of a project, the copies have one annotation of it once they are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from annotations.errors import Refusal
from annotations.ids import named
from annotations.model import Annotation, Relation, Span, Suggestion
from annotations.store import check, reading
from annotations.store.canonical import dump
from annotations.store.marks import shown
from annotations.store.recording import Recording
from annotations.store.rows import annotation_row, attributes_json, relation_row
from annotations.store.tables import ANNOTATION, RELATION, Row
from annotations.tagset import TagSet

SUGGESTED = "suggested"
"""The key of an annotation's `extra` that says which rule suggested it, and how sure it was."""

Chosen = Mapping[str, Sequence[Suggestion]]
"""Suggestions by the id of their article."""


def accept(step: Recording, chosen: Chosen, tagset: TagSet) -> None:
    """Make annotations of suggestions, and relations of their ticked slots.

    A slot is filled by what is on the article with its label and fragments, or comes there with
    this step.  What is there already is not made twice.
    """
    rows: list[Row] = []
    relations: list[Row] = []
    there = reading.marks_there(step.file, chosen)
    for article, (text, seq) in reading.texts_to_mark(step.file, chosen).items():
        page = _Page(step, article, text, seq, there[article], tagset)
        rows += [row for one in chosen[article] if (row := page.row(one))]
        relations += page.relations(chosen[article])
    step.insert(ANNOTATION, *rows)
    step.insert(RELATION, *relations)
    tell(step, [str(row["quote"]) for row in rows], {str(row["label"]) for row in rows}, chosen)
    measures = sum(row["label"] == tagset.measure.id for row in rows)
    step.args |= {"relations": len(relations), "measures": measures}


class _Page:
    """One article that suggestions are accepted on."""

    def __init__(
        self,
        step: Recording,
        article: str,
        text: str,
        seq: int,
        there: Iterable[tuple[str, ...]],
        tagset: TagSet,
    ) -> None:
        self._step = step
        self._article = article
        self._text = text
        self._seq = seq
        self._rules = {rule.id: rule for rule in tagset.relations if not rule.derived}
        empty = annotation_row(article, Annotation("", "", (), "", tagset=tagset.ref))
        self._same = empty | {"author": step.author, "created": step.at}
        self._known: dict[tuple[str, str], str] = {}
        self._ids: set[str] = set()
        for label, fragments, id in there:
            self._known[label, fragments] = id
            self._ids.add(id)

    def row(self, one: Suggestion) -> Row | None:
        """The annotation to be made of a suggestion; None where it is there."""
        fragments = written(one.fragments)
        if (one.label, fragments) in self._known:
            return None
        id = named(SUGGESTED, self._article, one.label, fragments)
        if id in self._ids:  # what it was made of has another label or other ends by now
            id = self._step.new_id()
        if not one.label:
            raise Refusal("label-empty", id=id)
        span = one.fragments[0] if len(one.fragments) == 1 else None
        if span is None or not 0 <= span.start < span.end <= len(self._text):
            check.fragments(self._text, one.fragments, id)  # which says what is wrong
        self._known[one.label, fragments] = id
        own: Row = {
            "id": id,
            "seq": self._seq,
            "label": one.label,
            "fragments": fragments,
            "quote": span.of(self._text) if span else check.quote(self._text, one.fragments),
            "attributes": attributes_json(one.attributes),
            "rest": _rest(one.rule, one.confidence),
        }
        self._seq += 1
        return self._same | own

    def relations(self, chosen: Sequence[Suggestion]) -> list[Row]:
        """Those from the chosen to what fills their ticked slots, where the tag set allows it."""
        wanted = [
            (slot.relation, _key(one), (slot.label, written(slot.fragments)))
            for one in chosen
            for slot in one.slots
            if slot.ticked
        ]
        ends = [
            (type, self._known[start], self._known[end])
            for type, start, end in wanted
            if end in self._known and self._allows(type, start[0], end[0])
        ]
        if not ends:
            return []
        found = self._step.file.lines(
            f'SELECT type, start, "end" FROM {RELATION.name} WHERE article = ?', self._article
        )
        known = {(str(type), str(start), str(end)) for type, start, end in found}
        fresh = [end for end in dict.fromkeys(ends) if end not in known]
        return self._led(fresh)

    def _led(self, ends: Sequence[tuple[str, str, str]]) -> list[Row]:
        step, seq = self._step, reading.next_seq(self._step.file, RELATION, self._article)
        taken = {str(row["id"]) for row in reading.items(step.file, RELATION, self._article)}
        rows: list[Row] = []
        for place, (type, start, end) in enumerate(ends, seq):
            id = named(SUGGESTED, self._article, type, start, end)
            relation = Relation(
                id if id not in taken else step.new_id(),
                *(type, start, end),
                author=step.author,
                created=step.at,
            )
            rows.append({**relation_row(self._article, relation), "seq": place})
        return rows

    def _allows(self, type: str, start: str, end: str) -> bool:
        rule = self._rules.get(type)
        return rule is not None and rule.allows(start, end)


def _key(one: Suggestion) -> tuple[str, str]:
    return one.label, written(one.fragments)


def written(fragments: Iterable[Span]) -> str:
    """Fragments as their column has them."""
    return f"[{','.join([f'[{span.start},{span.end}]' for span in fragments])}]"


@lru_cache(maxsize=1024)
def _rest(rule: str, confidence: float) -> str:
    return dump({"extra": {SUGGESTED: {"rule": rule, "confidence": confidence}}})


def tell(step: Recording, quotes: Sequence[str], labels: set[str], chosen: Chosen) -> None:
    """What the sentence of the step says: how many, where, and the first of them."""
    step.args |= {"count": len(quotes), "articles": len(chosen)}
    step.args["quote"] = shown(quotes[0]) if quotes else ""
    if len(labels) == 1:
        step.args |= {"label": next(iter(labels))}
    if len(chosen) == 1:
        step.args |= {"article": next(iter(chosen))}
