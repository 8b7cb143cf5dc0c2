"""What the card over the text tells of an annotation, of a relation, and of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from annotations.model import Annotation, AttributeValue, ConvertedScript, Relation, Span
from annotations.tagset import TagSet
from annotations.text.views import Views
from gui import language, wording
from gui.reader.pages import Told

LONGEST, LONGEST_NOTE = 60, 160  # characters of the article, and of a note
MOST_RELATIONS = 3


def annotation(
    about: Annotation, tagset: TagSet, views: Views, relations: Sequence[tuple[Relation, str]] = ()
) -> Told:
    """What is told of an annotation; `relations` are its own, each with the other end's text."""
    name = language.name(tagset.look(about.label, about.attributes)[0])
    known = tagset.labels.get(about.label)
    label = language.name(known.names) if known else name
    heading = name if label == name else f"{label} · {name}"
    reading, *others = _readings(views, about.fragments)
    lines = [
        *others,
        wording.place(about.fragments),
        _definition(about, tagset),
        *_attributes(about, tagset),
        *_relations(about, tagset, relations),
        wording.headed(_say("备注"), _cut(about.note, LONGEST_NOTE)) if about.note else "",
        _made(about.author, about.modified or about.created),
    ]
    return Told(wording.plain(heading), reading, tuple(filter(None, lines)))


def relation(about: Relation, tagset: TagSet, ends: tuple[str, str]) -> Told:
    """What is told of a relation between two annotations with these texts."""
    note = wording.headed(_say("备注"), _cut(about.note, LONGEST_NOTE)) if about.note else ""
    lines = (note, _made(about.author, about.created))
    return Told(named(about, tagset), " → ".join(ends), tuple(filter(None, lines)))


def words(span: Span, views: Views) -> Told:
    """What is told of words that are neither tagged nor noted: how they read, where they are."""
    reading, *others = _readings(views, (span,))
    return Told(wording.place((span,)), reading, tuple(others))


def named(relation: Relation, tagset: TagSet) -> str:
    """What the type of a relation is called; one the tag set does not know, by its id."""
    found = next((rule for rule in tagset.relations if rule.id == relation.type), None)
    return wording.plain(language.name(found.names) if found else relation.type)


def text_of(annotation: Annotation, views: Views) -> str:
    """The annotated text as the source has it, not too long."""
    return _cut(wording.quote(views.of("source"), annotation.fragments), LONGEST // 4)


def _readings(views: Views, fragments: Sequence[Span]) -> Iterator[str]:
    """The source's text, then the other scripts' where they differ.

    A view of a very long text that nobody has asked for yet is not made for this.
    """
    raw = wording.quote(views.of("source"), fragments)
    yield _cut(raw)
    heads: Mapping[ConvertedScript, str] = {"hans": _say("简　{}"), "hant": _say("繁　{}")}
    for view, head in heads.items():
        if views.at_hand(view):
            shown = wording.quote(views.of(view), fragments)
            if shown != raw:
                yield head.format(_cut(shown) or _say("〔删去〕"))


def _definition(about: Annotation, tagset: TagSet) -> str:
    type = about.attributes.get("type")
    chosen = tagset.by_type.get(type) if isinstance(type, str) else None
    if about.label == tagset.measure.id and chosen is not None:
        return wording.plain(chosen.definition)
    known = tagset.labels.get(about.label)
    return wording.plain(known.definition) if known else ""


def _attributes(about: Annotation, tagset: TagSet) -> Iterator[str]:
    """One line an attribute; the type of a measure stands in the heading already."""
    rules = {rule.id: rule for rule in tagset.attributes_of(about.label)}
    for key, value in about.attributes.items():
        rule = rules.get(key)
        if rule is None:
            yield wording.headed(wording.plain(key), _cut(_joined(value)))
        elif rule.kind != "measure_type":
            names = {choice.id: language.name(choice.names) for choice in rule.values}
            each = (value,) if isinstance(value, str) else value
            told = _joined(tuple(names.get(one, one) for one in each))
            if told:
                yield wording.headed(language.name(rule.names), _cut(told))


def _relations(
    about: Annotation, tagset: TagSet, relations: Sequence[tuple[Relation, str]]
) -> Iterator[str]:
    for found, other in relations[:MOST_RELATIONS]:
        arrow = "→" if found.start == about.id else "←"
        yield f"{arrow} {wording.headed(named(found, tagset), other)}"
    if len(relations) > MOST_RELATIONS:
        yield "…"


def _made(author: str | None, time: str | None) -> str:
    made = (wording.plain(author or ""), wording.clock(time))
    return " · ".join(part for part in made if part)


def _joined(value: AttributeValue) -> str:
    return value if isinstance(value, str) else _say("、").join(value)


def _cut(text: str, longest: int = LONGEST) -> str:
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return wording.seen(cut)


def _say(text: str) -> str:
    return QCoreApplication.translate("telling", text)
