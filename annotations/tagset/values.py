"""The nouns of a tag set: frozen values, as its TOML file says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from zlib import crc32

from annotations.model import Attributes, TagSetRef

Form = Literal["filled", "outlined"]
Use = Literal["required", "optional"]
Kind = Literal["choice", "text", "measure_type"]
HUES = 8
ANY = "*"  # any label, in a rule


@dataclass(frozen=True, slots=True)
class Names:
    """What something is called in the three languages of the interface; English names are long
    and may have a short form, else ""."""

    hans: str
    hant: str
    en: str
    en_short: str = ""

    def of(self, language: str) -> str:
        """The name for "hans"/"zh_CN", "hant"/"zh_TW"/"zh_HK", and English for all else."""
        code = language.replace("-", "_").lower()
        if code in ("hant", "zh_tw", "zh_hk", "zh_mo") or code.startswith("zh_hant"):
            return self.hant
        return self.hans if code == "hans" or code.startswith("zh") else self.en

    def brief(self, language: str) -> str:
        """The same where there is little room."""
        name = self.of(language)
        return self.en_short if self.en_short and name == self.en else name


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of span, tagged by one `key`. `slot_only`: only fills a measure's slots.

    `retired`: what is tagged with it stays and is shown, but it is not offered any more.
    """

    id: str
    names: Names
    definition: str
    example: str
    counter_example: str
    key: str
    hue: int
    form: Form
    slot_only: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Measure types of one family; they share its hue and form."""

    id: str
    names: Names
    hue: int
    form: Form


@dataclass(frozen=True, slots=True)
class MeasureType:
    """One type of the measure label, picked by its `code` after the label's key."""

    id: str
    names: Names
    definition: str
    example: str
    counter_example: str
    code: str
    group: str
    hue: int
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value an attribute may take."""

    id: str
    names: Names
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """An attribute of the label `on` ("*" = of every label) and of those in `also`.

    `many`: several values at once.
    """

    id: str
    on: str
    names: Names
    use: Use
    kind: Kind
    values: tuple[Choice, ...] = ()
    default: str | None = None
    many: bool = False
    also: tuple[str, ...] = ()

    def applies_to(self, label: str) -> bool:
        return self.on in (ANY, label) or label in self.also


@dataclass(frozen=True, slots=True)
class RelationRule:
    """A relation and the labels it may lead from and to. `derived`: computed, not drawn."""

    id: str
    names: Names
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    derived: bool = False
    retired: bool = False

    def allows(self, source: str, target: str) -> bool:
        """Whether it may lead from a span of label `source` to one of label `target`."""
        ends = ((source, self.sources), (target, self.targets))
        return all(ANY in allowed or label in allowed for label, allowed in ends)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the hues 1–8 on light and dark paper, and of the ink on a filled chip."""

    light: tuple[str, ...]
    light_ink: str
    dark: tuple[str, ...]
    dark_ink: str


NO_MEASURE = Label("", Names("", "", ""), "", "", "", "", HUES, "outlined")


@dataclass(frozen=True)
class TagSet:
    """A whole tag set. `raw_toml` is the file it was read from, to the letter.

    `measure` is `NO_MEASURE`, which has no id, where the file has no layer of measures.
    """

    id: str
    version: str
    names: Names
    entities: tuple[Label, ...]
    measure: Label
    groups: tuple[Group, ...]
    types: tuple[MeasureType, ...]
    attributes: tuple[AttributeRule, ...]
    relations: tuple[RelationRule, ...]
    palette: Palette
    rules: Mapping[str, str]
    raw_toml: str

    @property
    def ref(self) -> TagSetRef:
        return TagSetRef(self.id, self.version)

    @cached_property
    def labels(self) -> Mapping[str, Label]:
        """Every label by id, the measure last; also those that are retired."""
        return {label.id: label for label in (*self.entities, self.measure) if label.id}

    @cached_property
    def offered(self) -> tuple[Label, ...]:
        """The entities that one may tag with: all but the retired ones."""
        return tuple(label for label in self.entities if not label.retired)

    @cached_property
    def offered_types(self) -> tuple[MeasureType, ...]:
        """The measure types that one may tag with: none where measures are retired."""
        return tuple(type for type in self.types if not type.retired and not self.measure.retired)

    @cached_property
    def by_key(self) -> Mapping[str, Label]:
        """Every label that is offered by the key that tags with it."""
        offered = (label for label in self.labels.values() if not label.retired)
        return {label.key: label for label in offered if label.key}

    @cached_property
    def by_code(self) -> Mapping[str, MeasureType]:
        """Every measure type that is offered by its code."""
        return {type.code: type for type in self.offered_types}

    @cached_property
    def by_type(self) -> Mapping[str, MeasureType]:
        """Every measure type by id."""
        return {type.id: type for type in self.types}

    def attributes_of(self, label: str) -> tuple[AttributeRule, ...]:
        """The rules for the attributes of a label, in the order of the file."""
        return tuple(rule for rule in self.attributes if rule.applies_to(label))

    def look(self, label: str, attributes: Attributes) -> tuple[Names, int, Form]:
        """What a chip shows: names, hue 1–8, form.

        A measure shows its type.  A label that the tag set does not know shows its id.
        """
        known = self.labels.get(label)
        if known is None:
            return Names(label, label, label), crc32(label.encode()) % HUES + 1, "filled"
        type = attributes.get("type")
        chosen = self.by_type.get(type) if isinstance(type, str) else None
        if label != self.measure.id or chosen is None:
            return known.names, known.hue, known.form
        return chosen.names, chosen.hue, known.form
