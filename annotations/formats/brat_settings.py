"""brat's configuration: the tag set, and what the documents hold beyond it.

brat knows only ASCII names; the Chinese ones stand in visual.conf as what is shown.  It calls
everything a configuration does not foresee an error, so that labels and ends of relations
which only the documents know are added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotations.model import AttributeValue
from annotations.tagset import AttributeRule, TagSet

_MARK = "# danqian"
_ESCAPE = re.compile("_([0-9A-F]{2,6})")
_PAPER, _INK = "#FFFFFF", "#000000"
# Without it brat calls every nested or crossing annotation an error.
_OVERLAPS = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"


class Settings:
    """Names in ASCII for a tag set's ids, and what the documents written so far use."""

    def __init__(self, tagset: TagSet) -> None:
        self.tagset = tagset
        self.labels: dict[str, str] = {}
        self.relations: dict[str, tuple[set[str], set[str]]] = {}
        self._rules = [rule for rule in tagset.attributes if _choices(rule, tagset)]
        for id in tagset.labels:
            self.label(id)
        for rule in tagset.relations:
            self.relations[rule.id] = (self._all(rule.sources), self._all(rule.targets))

    def label(self, id: str) -> str:
        """brat's name for a label; a label unknown so far joins the configuration."""
        if id not in self.labels:
            self.labels[id] = _ascii(id, self.labels.values())
        return self.labels[id]

    def relation(self, type: str, source: str, target: str) -> str:
        """brat's name for a relation, from now on allowed between these two labels."""
        sources, targets = self.relations.setdefault(type, (set(), set()))
        sources.add(self.label(source))
        targets.add(self.label(target))
        return _ascii(type, ())

    def attribute(self, key: str, value: AttributeValue, label: str) -> str | None:
        """brat's name for an attribute with this value; None where brat could not check it."""
        for rule in self._rules:
            if rule.id == key and label in (*self._on(rule),):
                return _ascii(key, ()) if value in _choices(rule, self.tagset) else None
        return None

    def plain(self, name: str) -> str:
        """A name that no configuration has to foresee."""
        return _ascii(name, ())

    def attributes(self) -> Iterable[tuple[str, list[str], list[str]]]:
        """Every attribute brat can check: its name, its labels' names, its values."""
        for rule in self._rules:
            labels = [self.label(id) for id in self._on(rule)]
            yield _ascii(rule.id, ()), labels, _choices(rule, self.tagset)

    def _on(self, rule: AttributeRule) -> list[str]:
        return list(self.labels) if rule.on == "*" else [rule.on, *rule.also]

    def _all(self, ids: Iterable[str]) -> set[str]:
        return {name for id in ids for name in (self.labels.values() if id == "*" else [id])}


def annotation_conf(settings: Settings) -> str:
    """annotation.conf: what may be annotated."""
    lines = [_MARK, "[entities]", *settings.labels.values(), "", "[relations]", _OVERLAPS]
    for type, (sources, targets) in settings.relations.items():
        ends = "|".join(sorted(sources)), "|".join(sorted(targets))
        lines.append(f"{_ascii(type, ())}\tArg1:{ends[0]}, Arg2:{ends[1]}")
    lines += ["", "[events]", "", "[attributes]"]
    for name, labels, values in settings.attributes():
        lines.append(f"{name}\tArg:{'|'.join(labels)}, Value:{'|'.join(values)}")
    return "\n".join(lines) + "\n"


def visual_conf(settings: Settings) -> str:
    """visual.conf: how it looks. Names of the tag set, colours of its light palette."""
    tagset = settings.tagset
    lines = ["[labels]"]
    for id, name in settings.labels.items():
        lines.append(f"{name} | {_shown(tagset.look(id, {})[0].hans)}")
    for rule in (*tagset.relations, *tagset.attributes):
        lines.append(f"{_ascii(rule.id, ())} | {_shown(rule.names.hans)}")
    lines += ["", "[drawing]", f"SPAN_DEFAULT\tfgColor:{_INK}, bgColor:{_PAPER}"]
    lines.append("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5")
    for id, name in settings.labels.items():
        _, hue, form = tagset.look(id, {})
        colour = tagset.palette.light[hue - 1]
        ink, ground = (_PAPER, colour) if form == "filled" else (colour, _PAPER)
        lines.append(f"{name}\tfgColor:{ink}, bgColor:{ground}, borderColor:{colour}")
    lines.append("ATTRIBUTE_DEFAULT\tglyph:*")
    return "\n".join(lines) + "\n"


def _choices(rule: AttributeRule, tagset: TagSet) -> list[str]:
    """The values of an attribute that brat can check: one of a list, without a space."""
    if rule.many or rule.kind == "text":
        return []
    given = tagset.types if rule.kind == "measure_type" else rule.values
    return [choice.id for choice in given if re.fullmatch(r"[!-{}~]+", choice.id)]


def is_ours(annotation_conf: str) -> bool:
    """Whether a configuration was written here, and its names are to be turned back."""
    return annotation_conf.startswith(_MARK)


def shown_names(visual_conf: str) -> dict[str, str]:
    """What a visual.conf calls types, where it is something else."""
    _, _, rest = f"\n{visual_conf}".partition("\n[labels]")
    shown: dict[str, str] = {}
    for line in re.split(r"\n\[", rest)[0].splitlines():
        name, *others = (part.strip() for part in line.split("|"))
        if name and others and others[0] and not name.startswith("#") and others[0] != name:
            shown[name] = others[0]
    return shown


def _ascii(id: str, taken: Iterable[str]) -> str:
    """`id` where brat can read it, else one made of it: its code points in hexadecimal."""
    if _is_plain(id):
        return id
    name = _escaped(id)
    return name if name not in taken else _ascii(f"{name}_", taken)


def _is_plain(id: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", id)) and not id.startswith("U_")


def _escaped(id: str) -> str:
    parts = ["U"]
    for char in id:
        is_plain = char.isascii() and char.isalnum()
        if is_plain and not (parts[-1].startswith("_") and char in "0123456789ABCDEF"):
            parts.append(char)
        else:
            parts.append(f"_{ord(char):02X}")
    return "".join(parts)


def unascii(name: str) -> str:
    """The id that such a name was made of; a name that was not is left as it is."""
    try:
        id = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name[1:])
    except (ValueError, OverflowError):
        return name
    return id if not _is_plain(id) and _escaped(id) == name else name


def _shown(name: str) -> str:
    return re.sub(r"[|\s,]+", " ", name)
