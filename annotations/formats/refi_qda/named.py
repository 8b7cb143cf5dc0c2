"""What a project names by GUID: codes, users, variables, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.records import Record
from annotations.formats.refi_qda.codes import OURS

if TYPE_CHECKING:
    from annotations.formats.markup import Element

LINKED = ("originGUID", "targetGUID")
"""Where a link begins and where it ends."""


class Named:
    """A project.qde. Refusals: refi-no-project, where the root is another element."""

    def __init__(self, root: Element) -> None:
        self._root = root
        # Versions of the standard differ in the namespace; their elements are the same.
        self._space = str(root.tag).removesuffix("Project")
        if root.tag != self.tag("Project"):
            raise Refusal("refi-no-project")
        self._ours = root.get("origin", "").startswith("Danqian")
        self._notes = {guid(note): note for note in root.iter(self.tag("Note"))}
        self._users = {guid(user): user.get("name", "") for user in root.iter(self.tag("User"))}
        variables = root.iter(self.tag("Variable"))
        self._variables = {guid(one): one.get("name", "") for one in variables}
        self._labels = dict(self._meant())
        self._links = self._linked()

    def tag(self, name: str) -> str:
        """An element's name in this version of the standard."""
        return f"{self._space}{name}"

    def sources(self) -> Iterator[Element]:
        """Every source, of whatever kind."""
        sources = self._root.find(self.tag("Sources"))
        if sources is not None:
            yield from (one for one in sources if isinstance(one.tag, str))

    def links(self, guids: Iterable[str]) -> list[Element]:
        """The links that begin, end or, as our Notes on them say, belong there, in order."""
        found = {place: link for guid in guids for place, link in self._links.get(guid, ())}
        return [link for _, link in sorted(found.items())]

    def label(self, code: str) -> Record:
        """What a code says of a selection: ours label and type, others' a name."""
        return self._labels.get(code, {})

    def user(self, element: Element) -> str | None:
        return self._users.get(element.get("creatingUser", "").strip("{}"))

    def values(self, source: Element) -> Iterator[tuple[str, str]]:
        """The variables of a source that have a value."""
        for value in source.iterchildren(self.tag("VariableValue")):
            ref = value.find(self.tag("VariableRef"))
            name = "" if ref is None else self._variables.get(target(ref), "")
            told = next((content(one) for one in value if one is not ref), "")
            if name and told:
                yield name, told

    def ours_of(self, element: Element) -> Record:
        """The rest of a record, which our Note on an element holds."""
        for note in self._notes_on(element):
            if self._ours and note.get("name") == OURS:
                return _json(content(note.find(self.tag("PlainTextContent"))))
        return {}

    def noted(self, element: Element) -> Iterator[str]:
        """What somebody noted on an element."""
        for note in self._notes_on(element):
            if not (self._ours and note.get("name") == OURS):
                yield content(note.find(self.tag("PlainTextContent")))

    def _linked(self) -> dict[str, list[tuple[int, Element]]]:
        """Every link with its place in the file, by what it concerns."""
        found: dict[str, list[tuple[int, Element]]] = {}
        links = self._root.iterfind(f"{self.tag('Links')}/{self.tag('Link')}")
        for place, link in enumerate(links):
            ends = {link.get(key, "").strip("{}") for key in LINKED}
            for guid in {*ends, str(self.ours_of(link).get("in", ""))} - {""}:
                found.setdefault(guid, []).append((place, link))
        return found

    def _notes_on(self, element: Element) -> Iterator[Element]:
        for ref in element.iterchildren(self.tag("NoteRef")):
            if target(ref) in self._notes:
                yield self._notes[target(ref)]

    def _meant(self) -> Iterator[tuple[str, Record]]:
        """Every code's GUID and what it says; of several with one name also what is above."""
        codes = list(self._root.iter(self.tag("Code")))
        often = Counter(code.get("name", "") for code in codes)
        for code in codes:
            name, above = code.get("name", ""), code.getparent()
            if often[name] > 1 and above is not None and above.tag == code.tag:
                name = f"{above.get('name', '')}/{name}"
            ours = self.ours_of(code)
            attributes: Record = {"attributes": {"type": ours["type"]}} if "type" in ours else {}
            yield guid(code), {"label": ours.get("label", name) or "code", **attributes}


def guid(element: Element) -> str:
    """The GUID of an element; some programs put braces around it."""
    return element.get("guid", "").strip("{}")


def target(ref: Element) -> str:
    """The GUID that a reference leads to."""
    return ref.get("targetGUID", "").strip("{}")


def content(element: Element | None) -> str:
    return "" if element is None else element.text or ""


def _json(text: str) -> Record:
    try:
        value = strict_json.loads(text) if text else None
    except Refusal:
        return {}
    return cast("Record", value) if isinstance(value, dict) else {}
