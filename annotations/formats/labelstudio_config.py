"""Label Studio's labeling interface (config.xml) for a tag set and what documents use beyond it.

Values are our ids, so that results hold them; what is shown are the tag set's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.formats.markup import quoted, written
from annotations.model import AttributeValue
from annotations.tagset import AttributeRule, Choice, MeasureType, TagSet

CONFIG, LABEL, TEXT = "config.xml", "label", "text"
_KINDS = {"choice": False, "choices": True, "text": False, "texts": True}
"""How the name of an attribute's control begins, and whether its value is a list."""

_NAME = re.compile(r"(choices?|texts?)-(.*)", re.DOTALL)
_UNSAFE = re.compile(r"[^A-Za-z0-9-]")
_SAFE = re.compile(r"_([0-9A-F]{1,6})_")


def control(kind: str, key: str) -> str:
    """The name of an attribute's control: its key in what every XML name may hold."""
    return f"{kind}-{_UNSAFE.sub(lambda found: f'_{ord(found[0]):X}_', key)}"


def attribute(name: str) -> tuple[str, bool] | None:
    """The key that a control of ours stands for, and whether its value is a list; else None."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return _SAFE.sub(_character, found[2]), _KINDS[found[1]]


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0x110000 else found[0]


class Interface:
    """Labels, relations and attributes of a tag set, and those that were used so far."""

    def __init__(self, tagset: TagSet) -> None:
        self._tagset = tagset
        self._labels = dict.fromkeys(tagset.labels)
        self._relations = {rule.id: rule.names.hans for rule in tagset.relations}
        self._rules = {rule.id: rule for rule in tagset.attributes}
        self._choices: dict[tuple[str, str], dict[str, str]] = {}
        self._texts: dict[tuple[str, str], None] = {}
        for rule in tagset.attributes:
            kind = "text" if rule.kind == "text" else "choice"
            self._use(f"{kind}s" if rule.many else kind, rule.id)

    def label(self, id: str) -> str:
        """The label, from now on in the interface."""
        self._labels.setdefault(id)
        return id

    def relation(self, type: str) -> str:
        """The same for a relation."""
        self._relations.setdefault(type, type)
        return type

    def attribute(self, key: str, value: AttributeValue, label: str) -> tuple[str, str]:
        """The name and type of the control for an attribute's value.

        A choice where the tag set has all of it to choose from, else free text.
        """
        values, many = ((value,), False) if isinstance(value, str) else (value, True)
        rule = self._rules.get(key)
        known = _offered(rule, self._tagset) if rule and rule.applies_to(label) else {}
        kind = "choice" if set(values) <= known.keys() else "text"
        self._use(f"{kind}s" if many else kind, key)
        return control(f"{kind}s" if many else kind, key), (
            "choices" if kind == "choice" else "textarea"
        )

    def _use(self, kind: str, key: str) -> None:
        if kind.startswith("choice"):
            self._choices[kind, key] = _offered(self._rules[key], self._tagset)
        else:
            self._texts[kind, key] = None

    def xml(self) -> str:
        """config.xml."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "<View>"
        if self._relations:
            yield "  <Relations>"
            for id in self._relations:
                yield f"    <Relation value={quoted(id)}/>"
            yield "  </Relations>"
        yield f'  <Labels name="{LABEL}" toName="{TEXT}">'
        for id in self._labels:
            names, hue, _ = self._tagset.look(id, {})
            shown = f"{_shown(names.hans)} background={quoted(self._tagset.palette.light[hue - 1])}"
            yield f"    <Label value={quoted(id)} {shown}/>"
        yield "  </Labels>"
        yield f'  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>'
        for (kind, key), choices in self._choices.items():
            one = "multiple" if kind == "choices" else "single"
            yield self._header(key)
            yield f'  <Choices {self._about(kind, key)} choice="{one}">'
            for id, shown in choices.items():
                yield f"    <Choice value={quoted(id)} {_shown(shown)}/>"
            yield "  </Choices>"
        for kind, key in self._texts:
            yield self._header(key)
            yield f"  <TextArea {self._about(kind, key)}/>"
        yield "</View>"

    def _header(self, key: str) -> str:
        rule = self._rules.get(key)
        value = quoted(rule.names.hans if rule else key)
        return f'  <Header value={value} size="6"/>'

    def _about(self, kind: str, key: str) -> str:
        name = quoted(control(kind, key))
        return f'name={name} toName="{TEXT}" perRegion="true" visibleWhen="region-selected"'


def _offered(rule: AttributeRule, tagset: TagSet) -> dict[str, str]:
    """What an attribute may be, with the names of it; nothing where it is free text."""
    if rule.kind == "text":
        return {}
    given: tuple[Choice | MeasureType, ...] = (
        tagset.types if rule.kind == "measure_type" else rule.values
    )
    return {choice.id: choice.names.hans for choice in given}


def _shown(name: str) -> str:
    """What is shown instead of a value: HTML, and so escaped twice."""
    return f"html={quoted(written(name))}"
