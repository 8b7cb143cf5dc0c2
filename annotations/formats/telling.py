"""What reports for people say of annotations: the tag set's own names, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import resources
from annotations.formats.kinds import Option
from annotations.formats.report import Context
from annotations.model import Annotation, Article, AttributeValue, Document
from annotations.tagset import Form, TagSet

LANGUAGE = Option("language", ("zh_CN", "zh_TW", "en"))
FACTS = ("date", "outlet", "author", "url")
"""What of an article's metadata stands under its title."""


@dataclass(frozen=True, slots=True)
class Told:
    """One annotation in words: its number in the article, name, colour, and what is on it."""

    number: int
    name: str
    hue: int
    form: Form
    quote: str
    rest: str
    author: str
    relations: tuple[tuple[str, int], ...]
    """Name of the relation and number of the annotation it leads to."""

    @property
    def signed(self) -> str:
        """`rest` and by whom."""
        return " · ".join(filter(None, (self.rest, self.author)))


class Telling:
    """The words of one tag set in one language."""

    def __init__(self, context: Context) -> None:
        self.language = context.options.get(LANGUAGE.name, LANGUAGE.default)
        self._tagset: TagSet = context.tagset
        self._relations = {rule.id: rule.names for rule in self._tagset.relations}

    def said(self, key: str, **values: object) -> str:
        """A sentence of `resources/messages`."""
        return resources.worded(f"reading-{key}", values, self.language)

    def look(self, annotation: Annotation) -> tuple[str, int, Form]:
        """What a chip shows: name, hue from 1, form."""
        names, hue, form = self._tagset.look(annotation.label, annotation.attributes)
        return names.brief(self.language), hue, form

    def full(self, annotation: Annotation) -> str:
        """The whole name of what a chip shows."""
        return self._tagset.look(annotation.label, annotation.attributes)[0].of(self.language)

    def all(self, document: Document) -> list[Told]:
        """Every annotation of a document in the order of the text."""
        ordered = in_order(document)
        numbers = {annotation.id: n for n, annotation in enumerate(ordered, start=1)}
        leading: dict[str, list[tuple[str, int]]] = {}
        for relation in document.relations:
            if relation.start in numbers and relation.end in numbers:
                told = (self.relation(relation.type), numbers[relation.end])
                leading.setdefault(relation.start, []).append(told)
        return [
            Told(
                numbers[annotation.id],
                *self.look(annotation),
                " … ".join(span.of(document.article.text) for span in annotation.fragments),
                self.rest(annotation),
                " ".join((annotation.author or "").split()),
                tuple(leading.get(annotation.id, ())),
            )
            for annotation in ordered
        ]

    def relation(self, type: str) -> str:
        names = self._relations.get(type)
        return names.brief(self.language) if names else type

    def rest(self, annotation: Annotation) -> str:
        """Attributes and note on one line; what the chip shows already is left out."""
        pairs = (
            f"{name}{self.said('colon')}{value}" for name, value in self._attributes(annotation)
        )
        note = " ".join((annotation.note or "").split())
        return " · ".join(filter(None, (*pairs, note)))

    def _attributes(self, annotation: Annotation) -> Iterator[tuple[str, str]]:
        rules = {rule.id: rule for rule in self._tagset.attributes_of(annotation.label)}
        for id, value in annotation.attributes.items():
            rule = rules.get(id)
            if rule is not None and rule.kind == "measure_type" and self._is_shown(annotation):
                continue
            known = {choice.id: choice.names for choice in rule.values} if rule else {}
            shown = (known[v].of(self.language) if v in known else v for v in _several(value))
            yield rule.names.brief(self.language) if rule else id, self.said("comma").join(shown)

    def _is_shown(self, annotation: Annotation) -> bool:
        type = annotation.attributes.get("type")
        return isinstance(type, str) and type in self._tagset.by_type

    def facts(self, article: Article) -> str:
        """Date, outlet and the like, as far as they are known."""
        found: Mapping[str, object] = article.meta
        told = (str(found[name]) for name in FACTS if found.get(name))
        return " · ".join(" ".join(text.split()) for text in told)


def in_order(document: Document) -> list[Annotation]:
    """The annotations of a document in the order of the text, longer ones first."""
    return sorted(document.annotations, key=lambda a: (a.hull.start, -a.hull.end, a.id))


def _several(value: AttributeValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
