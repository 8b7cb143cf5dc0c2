"""What a project names by GUID: codes, users, variables, notes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.records import Record
from annotations.formats.refi_qda.archive import Archive
from annotations.formats.refi_qda.codes import OURS
from annotations.formats.refi_qda.spool import Spool
from annotations.formats.refi_qda.stream import Project

if TYPE_CHECKING:
    from annotations.formats.markup import Element

LINKED = ("originGUID", "targetGUID")
"""Where a link begins and where it ends."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one thing to another, by their GUIDs; `ours` is what our Note on it holds."""

    guid: str
    name: str
    start: str
    end: str
    ours: Record


class Named:
    """A project.qde, read once for this and once more for each time that its sources are asked.

    Of notes and links, of which there may be as many as annotations, memory has GUIDs alone;
    the rest is in the spool.
    Refusals: refi-no-project, those of the file.
    """

    def __init__(self, archive: Archive, spool: Spool) -> None:
        self._archive, self._spool = archive, spool
        self._notes: dict[str, int] = {}
        links: list[int] = []
        with archive.project() as entry:
            project = Project(entry)
            try:
                for element in project.elements():
                    self._keep(element, links)
            except Refusal as refusal:
                if refusal.key.startswith("xml-"):  # one that is too large is not looked into
                    deque(iter(entry.read, b""), maxlen=0)
                raise
        root = project.root
        if root is None:
            raise Refusal("refi-no-project")
        # Versions of the standard differ in the namespace; their elements are the same.
        self._space = str(root.tag).removesuffix("Project")
        self._ours = root.get("origin", "").startswith("Danqian")
        self._users = {guid(user): user.get("name", "") for user in root.iter(self.tag("User"))}
        variables = root.iter(self.tag("Variable"))
        self._variables = {guid(one): one.get("name", "") for one in variables}
        self._labels = dict(self._meant(root))
        self._links = self._linked(links)

    def tag(self, name: str) -> str:
        """An element's name in this version of the standard."""
        return f"{self._space}{name}"

    def sources(self) -> Iterator[Element]:
        """Every source, of whatever kind; each is gone when the next one is asked for."""
        with self._archive.project() as entry:
            for element in Project(entry).elements():
                if _is_section(element, "Sources"):
                    return
                if _is_section(element.getparent(), "Sources"):
                    yield element

    def links(self, guids: Iterable[str]) -> list[Link]:
        """The links that begin, end or, as our Notes on them say, belong there, in order."""
        places = {place for guid in guids for place in self._links.get(guid, ())}
        return [self._link(place) for place in sorted(places)]

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
        return self._ours_by(_targets(element))

    def noted(self, element: Element) -> Iterator[str]:
        """What somebody noted on an element."""
        for name, told in self._noted_by(_targets(element)):
            if not (self._ours and name == OURS):
                yield told

    def _ours_by(self, notes: Iterable[str]) -> Record:
        for name, told in self._noted_by(notes):
            if self._ours and name == OURS:
                return _json(told)
        return {}

    def _noted_by(self, notes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Name and content of each of these notes that there is."""
        for id in notes:
            if id in self._notes:
                name, told = self._spool.get(self._notes[id])
                yield name, told

    def _keep(self, element: Element, links: list[int]) -> None:
        """Put a note or link where it can be found; `links` gets the places of those."""
        space, brace, kind = str(element.tag).rpartition("}")
        if kind == "Note":
            told = content(element.find(f"{space}{brace}PlainTextContent"))
            self._notes[guid(element)] = self._spool.put(element.get("name", ""), told)
        elif kind == "Link" and _is_section(element.getparent(), "Links"):
            ends = (element.get(key, "").strip("{}") for key in LINKED)
            row = (guid(element), element.get("name") or "link", *ends)
            links.append(self._spool.put(*row, *_targets(element)))

    def _linked(self, links: Iterable[int]) -> dict[str, list[int]]:
        """The place of every link, by what it concerns."""
        found: dict[str, list[int]] = {}
        for place in links:
            link = self._link(place)
            for guid in {link.start, link.end, str(link.ours.get("in", ""))} - {""}:
                found.setdefault(guid, []).append(place)
        return found

    def _link(self, place: int) -> Link:
        guid, name, start, end, *notes = self._spool.get(place)
        return Link(guid, name, start, end, self._ours_by(notes))

    def _meant(self, root: Element) -> Iterator[tuple[str, Record]]:
        """Every code's GUID and what it says; of several with one name also what is above."""
        codes = list(root.iter(self.tag("Code")))
        often = Counter(code.get("name", "") for code in codes)
        for code in codes:
            name, above = code.get("name", ""), code.getparent()
            if often[name] > 1 and above is not None and above.tag == code.tag:
                name = f"{above.get('name', '')}/{name}"
            ours = self.ours_of(code)
            attributes: Record = {"attributes": {"type": ours["type"]}} if "type" in ours else {}
            yield guid(code), {"label": ours.get("label", name) or "code", **attributes}


def _is_section(element: Element | None, name: str) -> bool:
    """Whether it is the part of a project that is called so."""
    if element is None or str(element.tag).rpartition("}")[2] != name:
        return False
    root = element.getparent()
    return root is not None and root.getparent() is None


def _targets(element: Element) -> list[str]:
    """The GUIDs of the notes on an element."""
    space, brace, _ = str(element.tag).rpartition("}")
    return [target(ref) for ref in element.iterchildren(f"{space}{brace}NoteRef")]


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
