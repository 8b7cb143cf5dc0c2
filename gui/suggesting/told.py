"""What a suggestion says of itself, in ready plain words: its label, why, how sure, its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

import resources
from annotations.model import AttributeValue, Record, Suggestion
from annotations.tagset import TagSet
from gui import language, wording
from gui.suggesting.groups import FAIRLY, HARDLY, SURE

LONGEST = 60  # characters of what a reason names
LEVELS = (
    (SURE, str(QT_TRANSLATE_NOOP("suggesting", "很有把握"))),
    (FAIRLY, str(QT_TRANSLATE_NOOP("suggesting", "较有把握"))),
    (HARDLY, str(QT_TRANSLATE_NOOP("suggesting", "把握一般"))),
    (0.0, str(QT_TRANSLATE_NOOP("suggesting", "把握不大"))),
)


def name(one: Suggestion, tagset: TagSet) -> str:
    """What its label is called; of a measure its type."""
    return wording.plain(language.name(tagset.look(one.label, one.attributes)[0]))


def confidence(value: float) -> str:
    """How sure something is, in words."""
    level = next(text for least, text in LEVELS if value >= least or not least)
    return QCoreApplication.translate("suggesting", level)


def heading(one: Suggestion, tagset: TagSet) -> str:
    """That it is a suggestion, of what, and how sure."""
    return " · ".join((_say("建议"), name(one, tagset), confidence(one.confidence)))


def reason(one: Suggestion) -> str:
    """Why it is suggested; by the name of its rule where that has no sentence."""
    key = f"suggest-{one.rule.replace('.', '-')}"
    if key not in resources.messages(language.spoken()):
        return wording.headed(_say("规则"), wording.plain(one.rule))
    cut = one.evidence if len(one.evidence) <= LONGEST else f"{one.evidence[: LONGEST - 1]}…"
    return wording.seen(resources.worded(key, {"evidence": cut}, language.spoken()))


def record(found: Record) -> str:
    """How often it was right so far; empty where nobody judged yet."""
    if not found.accepted and not found.rejected:
        return ""
    yes, no = language.number(found.accepted), language.number(found.rejected)
    return _say("采纳过 {}，不采纳 {}").format(yes, no)


def attributes(one: Suggestion, tagset: TagSet) -> Iterator[str]:
    """One line for each attribute, but for the type of a measure, which its name tells."""
    rules = {rule.id: rule for rule in tagset.attributes_of(one.label)}
    for key, value in one.attributes.items():
        rule = rules.get(key)
        if rule is not None and rule.kind == "measure_type":
            continue
        names = {choice.id: language.name(choice.names) for choice in rule.values} if rule else {}
        told = _joined(names.get(each, each) for each in _each(value))
        if told:
            yield wording.headed(wording.plain(language.name(rule.names) if rule else key), told)


def slots(one: Suggestion, tagset: TagSet, source: str) -> Iterator[str]:
    """One line for each slot that is taken along."""
    for slot in one.slots:
        if slot.ticked:
            text = "…".join(part.of(source) for part in slot.fragments)
            yield wording.headed(slot_name(slot.relation, tagset), wording.seen(text))


def slot_name(relation: str, tagset: TagSet) -> str:
    """What a slot is called."""
    found = next((rule for rule in tagset.relations if rule.id == relation), None)
    return wording.plain(language.name(found.names) if found else relation)


def _each(value: AttributeValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _joined(values: Iterable[str]) -> str:
    return wording.seen(_say("、").join(values))


def _say(text: str) -> str:
    return QCoreApplication.translate("suggesting", text)
