"""A document of a foreign file as it comes together: what fits is taken, the rest is told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from annotations.errors import Refusal
from annotations.formats.kinds import Line
from annotations.formats.pieces import apart
from annotations.ids import named
from annotations.model import (
    ARTICLE_STATUSES,
    Annotation,
    Article,
    Document,
    Relation,
    Source,
    Span,
)
from annotations.text.source import title_of

_MOST_MISFITS = 1000  # of one document; more say nothing new

# -- what is known of an article, in the formats that are JSON ---------------------------


def facts_of(article: Article) -> dict[str, object]:
    """An article's id, names and metadata as JSON, for formats that carry what they are given."""
    facts: dict[str, object] = {
        "article": article.id,
        "name": article.source.name,
        "title": article.title,
    }
    if article.status != "new":
        facts["status"] = article.status
    if article.flag:
        facts["flag"] = True
    if article.note:
        facts["note"] = article.note
    if article.meta:
        facts["meta"] = dict(article.meta)
    return facts


FACTS = ("article", "name", "title", "status", "flag", "note", "meta")


def article_of(text: str, facts: Mapping[str, Any], *origin: object, name: str) -> Article:
    """The article of a text and of what a file knows of it, be it ours or nothing.

    Without an id of ours it has one made of `origin` and the text, so that the same file
    read again gives the same; what is not of the right type does not count.
    """
    status = facts.get("status")
    return Article(
        id=_string(facts, "article") or named(*origin, text),
        title=_string(facts, "title") or title_of(text),
        text=text,
        source=_source(text, _string(facts, "name") or name),
        status=status if status in ARTICLE_STATUSES else "new",
        flag=facts.get("flag") is True,
        note=_string(facts, "note") or None,
        meta=_object(facts.get("meta")),
    )


def _string(facts: Mapping[str, Any], key: str) -> str:
    value = facts.get(key)
    return value if isinstance(value, str) else ""


def _object(value: object) -> dict[str, object]:
    return dict(cast("dict[str, object]", value)) if isinstance(value, dict) else {}


def _source(text: str, name: str) -> Source:
    return Source(name, hashlib.sha256(text.encode("utf-8")).hexdigest(), "utf-8", bom=False)


# -- its marks --------------------------------------------------------------------------


class Gathering:
    """Collects the marks of one document; file and line stand in whatever is told.

    `number` is the document's line, 0 where it is the whole file.
    """

    def __init__(self, article: Article, path: Path, number: int) -> None:
        self.article = article
        self.number = number
        self._place: dict[str, str | int] = {"file": str(path), "line": number or 1}
        self._annotations: dict[str, Annotation] = {}
        self._relations: dict[str, Relation] = {}
        self._misfits: list[Refusal] = []
        self._more = 0
        self._alike = Counter[tuple[object, ...]]()

    def annotate(
        self, label: str, spans: Iterable[Span], *, id: str = "", line: int = 0, **rest: Any
    ) -> str | None:
        """Take an annotation in, under `id` or one made of what it is; its id, None if it is told.

        `line` is where it stands in the file, if that is not the document's.

        Spans are put in order, those that overlap made one.  Misfits: misfit-no-label,
        misfit-empty.
        """
        text, line = self.article.text, line or self.number or 1
        fragments = apart([span for span in spans if span])
        if not fragments:
            self.misfit("misfit-empty", line=line, what=label or id)
            return None
        if not label:
            what, start = fragments[0].of(text), fragments[0].start
            self.misfit("misfit-no-label", line=line, what=what, start=start)
            return None
        places = tuple((span.start, span.end) for span in fragments)
        id = self._free(self._annotations, id, label, places)
        quote = "".join(span.of(text) for span in fragments)
        self._annotations[id] = Annotation(id, label, fragments, quote, **rest)
        return id

    def relate(
        self, type: str, start: str | None, end: str | None, *, id: str = "", **rest: Any
    ) -> None:
        """Take a relation in. Misfits: misfit-relation, where an end or the type is missing."""
        if not type or start not in self._annotations or end not in self._annotations:
            self.misfit("misfit-relation", what=type or id)
            return
        id = self._free(self._relations, id, type, start, end)
        self._relations[id] = Relation(id, type, start, end, **rest)

    def misfit(self, key: str, **values: str | int) -> None:
        """Tell what does not fit; after a thousand times only how many more."""
        if len(self._misfits) < _MOST_MISFITS:
            self._misfits.append(Refusal(key, **{**self._place, **values}))
        else:
            self._more += 1

    def line(self) -> Line:
        """What came together."""
        misfits = list(self._misfits)
        if self._more:
            misfits.append(Refusal("misfit-more", **self._place, count=self._more))
        marks = tuple(self._annotations.values()), tuple(self._relations.values())
        document = Document(self.article, annotations=marks[0], relations=marks[1])
        return Line(self.number, document, tuple(misfits))

    def _free(self, taken: Mapping[str, object], id: str, *parts: object) -> str:
        """The id where it is nobody else's, else one made of the parts."""
        while not id or id in taken:
            id = named(self.article.id, *parts, self._alike[parts])
            self._alike[parts] += 1
        return id
