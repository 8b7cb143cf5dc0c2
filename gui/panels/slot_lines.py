"""What the form of slots shows of an annotation: lines of values and of what fills its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotations import regions
from annotations.measures import Filled, Proposal, lacking, slots
from annotations.tagset import AttributeRule, TagSet
from gui import language, wording
from gui.panels.attributes import CODE

if TYPE_CHECKING:
    from annotations.model import Annotation, AttributeValue, Relation, View, ViewName
    from annotations.project import Project
    from annotations.regions import Region

Kind = Literal["value", "offer", "filled", "code"]
State = Literal["filled", "ticked", "offered"]
LINES_OF_VALUES = 3  # one for each row of letters of the keyboard
MOST_CODES = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose. `id`: of the value, the annotation, the relation, or the code."""

    kind: Kind
    id: str
    text: str
    state: State
    hue: int = 0  # 0 for none
    form: str = "filled"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what may be chosen for it; `targets` are the labels a slot takes."""

    id: str
    name: str
    entries: tuple[Entry, ...]
    is_slot: bool = False
    targets: tuple[str, ...] = ()

    def takes(self, label: str) -> bool:
        """Whether an annotation of this label may fill it."""
        return "*" in self.targets or label in self.targets


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole form: what it is about, what that lacks, its lines."""

    name: str
    quote: str
    hue: int
    form: str
    lacking: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def ticked(self) -> tuple[tuple[Line, Entry], ...]:
        """What one key takes."""
        return tuple(
            (ln, entry) for ln in self.lines for entry in ln.entries if entry.state == "ticked"
        )


def shown(
    project: Project,
    article: str,
    annotation: Annotation,
    annotations: Sequence[Annotation],
    relations: Sequence[Relation],
    view: ViewName,
) -> Shown:
    """The form of an annotation; texts read as in `view`."""
    tagset, views = project.tagset, project.views(article)
    names, hue, form = tagset.look(annotation.label, annotation.attributes)
    rules = tagset.attributes_of(annotation.label)
    values = [_values(rule, annotation) for rule in rules if rule.kind == "choice"]
    found = list(values[:LINES_OF_VALUES])
    for rule in rules:
        if rule.id == CODE and rule.kind == "text":
            text = wording.quote(views.of("hans"), annotation.fragments)
            among = named_regions(annotation, annotations)
            found.append(_codes(rule, annotation, regions.read(text, among)))
    target = views.of(view)
    for slot in slots(annotation, annotations, relations, views.of("clean"), tagset):
        entries = tuple(_entry(choice, tagset, target) for choice in slot.choices)
        name = _short(language.brief(slot.rule.names))
        found.append(Line(slot.rule.id, name, entries, True, slot.rule.targets))
    lacks = lacking(annotation, relations, tagset)
    known: Mapping[tuple[str, str], str] = {
        **{("attribute", rule.id): language.brief(rule.names) for rule in rules},
        **{("relation", rule.id): language.brief(rule.names) for rule in tagset.relations},
    }
    return Shown(
        wording.plain(language.brief(names)),
        wording.quote(target, annotation.fragments),
        hue,
        form,
        tuple(_short(known[lack]) for lack in lacks),
        tuple(found),
    )


def _entry(choice: Filled | Proposal, tagset: TagSet, view: View) -> Entry:
    """What fills a slot, or may, as the view has it."""
    other = choice.annotation
    names, hue, form = tagset.look(other.label, other.attributes)
    text = wording.quote(view, other.fragments)
    tip = f"{wording.plain(language.name(names))} · {wording.place(other.fragments)}"
    if isinstance(choice, Filled):
        return Entry("filled", choice.relation, text, "filled", hue, form, tip)
    return Entry("offer", other.id, text, "ticked" if choice.ticked else "offered", hue, form, tip)


def _short(name: str) -> str:
    """The first of two names of a slot: 参与方 / 对象."""
    return wording.plain(name.partition(" / ")[0])


def _values(rule: AttributeRule, annotation: Annotation) -> Line:
    """The values of an attribute: one of them, or several where the rule allows that."""
    now = chosen(annotation, rule.id)
    entries = tuple(
        Entry(
            "value",
            choice.id,
            wording.plain(language.brief(choice.names)),
            "filled" if choice.id in now else "offered",
            tip=choice.note,
        )
        for choice in rule.values
        if not choice.retired or choice.id in now
    )
    return Line(rule.id, wording.plain(language.brief(rule.names)), entries)


def named_regions(annotation: Annotation, annotations: Sequence[Annotation]) -> list[Region]:
    """The regions that others of the same label were given."""
    others = (one for one in annotations if one.label == annotation.label and one.attributes)
    codes = dict.fromkeys(code for one in others for code in chosen(one, CODE))
    found = (regions.named(code) for code in codes)
    return [one for one in found if one is not None]


def _codes(rule: AttributeRule, annotation: Annotation, meant: regions.Reading) -> Line:
    """The regions that a name stands for; what it surely means is ticked until one is chosen."""
    now = chosen(annotation, rule.id)
    entries: list[Entry] = []
    for code in now:
        known = regions.named(code)
        path = "".join(one.name for one in regions.path(known)) if known else code
        entries.append(
            Entry("code", code, known.name if known else code, "filled", tip=f"{code} {path}")
        )
    for region in meant.every[:MOST_CODES]:
        if region.code not in now:
            state: State = "ticked" if region in meant.sure and not now else "offered"
            path = "".join(one.name for one in regions.path(region))
            entries.append(
                Entry("code", region.code, region.name, state, tip=f"{region.code} {path}")
            )
    return Line(rule.id, wording.plain(language.brief(rule.names)), tuple(entries))


def chosen(annotation: Annotation, attribute: str) -> tuple[str, ...]:
    """The values of an attribute, whether it has one, several or none."""
    value = annotation.attributes.get(attribute, ())
    return (value,) if isinstance(value, str) else tuple(value)


def as_attribute(attribute: str, values: Sequence[str]) -> dict[str, AttributeValue]:
    """An attribute with these values; nothing where there is none."""
    if not values:
        return {}
    return {attribute: tuple(values) if len(values) > 1 else values[0]}
