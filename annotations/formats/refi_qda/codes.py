"""The codes of a project: the tag set's labels and types of measures, and labels besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotations.formats.markup import element, json_in, opening, written
from annotations.ids import named
from annotations.model import Annotation
from annotations.tagset import TagSet

OURS = "danqian"
"""The name of a Note that only we read."""

LONG_AGO = "1970-01-01T00:00:00Z"
"""When a Note was made that nobody dated: QualCoder cannot read one without a date."""


@dataclass(slots=True)
class _Code:
    guid: str
    name: str
    colour: str
    description: str
    means: dict[str, str]
    under: list[_Code] = field(default_factory=list["_Code"])


class Codes:
    """What a label is called in a project. Names are unique, as QualCoder wants them."""

    def __init__(self, tagset: TagSet) -> None:
        self._tagset = tagset
        self._names: set[str] = set()
        self._by_label: dict[str, _Code] = {}
        self._by_type: dict[str, _Code] = {}
        for id in tagset.labels:
            self._by_label[id] = self._label(id)
        measure = self._by_label.get(tagset.measure.id)
        for type in tagset.types if measure else ():
            means = {"label": tagset.measure.id, "type": type.id}
            code = self._code(type.names.hans, type.id, type.hue, type.definition, means)
            self._by_type[type.id] = code
            if measure:
                measure.under.append(code)

    def of(self, annotation: Annotation) -> str:
        """The GUID of an annotation's code; a label that is new joins the codes."""
        if said := self.says(annotation):
            return self._by_type[said["type"]].guid
        if annotation.label not in self._by_label:
            self._by_label[annotation.label] = self._label(annotation.label)
        return self._by_label[annotation.label].guid

    def says(self, annotation: Annotation) -> dict[str, str]:
        """The attributes that its code tells: the type of a measure."""
        type = annotation.attributes.get("type")
        if annotation.label != self._tagset.measure.id or not isinstance(type, str):
            return {}
        return {"type": type} if type in self._by_type else {}

    def written(self, *, with_notes: bool = True) -> str:
        """The `Codes` element, empty for no code; a project's has references to `notes`."""
        inside = "\n".join(_written(code, with_notes) for code in self._by_label.values())
        return element("Codes", f"\n{inside}\n") + "\n" if inside else ""

    def notes(self) -> Iterator[str]:
        """A Note for each code that says which label it is, whatever it is called."""
        for code in (*self._by_label.values(), *self._by_type.values()):
            yield note(named("refi-note", code.guid), json_in(code.means), LONG_AGO)

    def _label(self, id: str) -> _Code:
        names, hue, _ = self._tagset.look(id, {})
        known = self._tagset.labels.get(id)
        definition = known.definition if known else ""
        return self._code(names.hans, id, hue, definition, {"label": id})

    def _code(self, name: str, id: str, hue: int, text: str, means: dict[str, str]) -> _Code:
        shown = " ".join(name.split()) or id
        while shown in self._names:
            shown = f"{shown} ({id})"
        self._names.add(shown)
        colour = self._tagset.palette.light[hue - 1]
        return _Code(named("refi-code", *means.values()), shown, colour, text, means)


def _written(code: _Code, with_notes: bool) -> str:
    inside = element("Description", written(code.description)) if code.description else ""
    if with_notes:
        inside += element("NoteRef", targetGUID=named("refi-note", code.guid))
    inside += "".join(_written(one, with_notes) for one in code.under)
    return element(
        "Code", inside, guid=code.guid, name=code.name, isCodable="true", color=code.colour
    )


def note(guid: str, content: str, moment: str) -> str:
    """A Note that only we read."""
    told = element("PlainTextContent", content)
    return opening("Note", guid=guid, name=OURS, creationDateTime=moment) + f"{told}</Note>\n"
