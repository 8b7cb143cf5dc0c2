"""TEI files as we write them, back into documents: text, offsets and ids to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotations import ids
from annotations.errors import Refusal
from annotations.formats import strict_json
from annotations.formats.assembly import Assembly
from annotations.formats.kinds import Line, Reading
from annotations.formats.markup import parsed, text_of
from annotations.formats.records import Record
from annotations.formats.tei.names import NAMESPACE, REST, SIGN, text_of_key
from annotations.formats.text_files import bytes_of

if TYPE_CHECKING:
    from annotations.formats.markup import Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def sniff(path: Path, head: bytes) -> bool:
    """Whether it is a TEI file that Danqian wrote."""
    del path
    return SIGN.encode() in head and NAMESPACE.encode() in head


def read(path: Path, reading: Reading) -> Iterator[Line]:
    """The one document of a file; its Refusals: those of `bytes_of` and `parsed`, tei-foreign."""
    try:
        root = parsed(bytes_of(path, reading.limit))
        if root.tag != _tag("TEI"):
            raise Refusal("tei-foreign")
        yield _File(root, path).line()
    except Refusal as refusal:
        yield Line(0, refusal.about(file=str(path)))


class _File:
    """One file on its way into a document."""

    def __init__(self, root: Element, path: Path) -> None:
        self._root = root
        self._rests = {_id(fs): _features(fs) for fs in root.iter(_tag("fs"))}
        self._people = dict(self._named())
        self._record = self._article(path)
        self._parts = _Text(root)
        text = _restored(self._parts.text, self._record.pop("characters", None))
        self._assembly = Assembly(str(path), text)

    def line(self) -> Line:
        """The document, and what did not fit."""
        for choice, start, end in self._parts.choices:
            self._emended(choice, choice, start, end)
        for group in self._root.iter(_tag("spanGrp")):
            self._group(group)
        for relation in self._root.iter(_tag("relation")):
            self._relation(relation)
        document = self._assembly.document(self._record)
        return Line(1, document, tuple(self._assembly.misfits))

    # -- the header ---------------------------------------------------------------------

    def _named(self) -> Iterator[tuple[str, str]]:
        for person in self._root.iter(_tag("respStmt")):
            yield _id(person), _content(person.find(_tag("name")))

    def _article(self, path: Path) -> Record:
        """The record of the article, where there is none with an id made of the file's name."""
        told = _json(_content(self._root.find(f".//{_tag('xenoData')}")))
        name, title = path.name, _content(self._root.find(f".//{_tag('title')}"))
        made: Record = {"id": ids.named("tei", name), "title": title, "source": {"name": name}}
        return {**made, **told}

    # -- what stands off the text -------------------------------------------------------

    def _group(self, group: Element) -> None:
        kind = group.get("type", "")
        for span in group.iterchildren(_tag("span")):
            if span.get("type") == "part":
                continue
            if kind == "annotation":
                self._annotation(span)
                continue
            places = self._fragment(span)
            if places is None:
                self._assembly.misfit("emendation", _text_id(span))
            elif kind == "emendation":
                self._emended(span, span.find(_tag("choice")), *places)
            elif kind == "reading":
                reg = _content(span.find(f"{_tag('choice')}/{_tag('reg')}"))
                ends: Record = {"start": places[0], "end": places[1], "replacement": reg}
                self._assembly.reading({**ends, **self._rest(span)})

    def _annotation(self, span: Element) -> None:
        label = next((one for one in _pointers(span, "ana") if one.startswith("l.")), "l.")
        parts = [self._parts.spans.get(one) for one in _pointers(span, "target")]
        fragments = [part if part is None else self._fragment(part) for part in parts or [span]]
        if None in fragments:
            self._assembly.misfit("annotation", _text_id(span))
            return
        self._assembly.annotation(
            {
                "id": _text_id(span),
                "label": text_of(label[2:]),
                "fragments": [list(pair) for pair in fragments if pair is not None],
                **({"note": span.text} if span.text is not None else {}),
                **self._signed(span),
                **self._rest(span),
            }
        )

    def _emended(self, element: Element, choice: Element | None, start: int, end: int) -> None:
        """Add the emendation that an element is; it has a replacement where there is a choice."""
        record: Record = {"id": _text_id(element), "start": start, "end": end}
        if choice is not None:
            record["replacement"] = _content(choice.find(_tag("corr")))
        self._assembly.emendation({**record, **self._signed(element), **self._rest(element)})

    def _relation(self, relation: Element) -> None:
        note = relation.find(_tag("desc"))
        self._assembly.relation(
            {
                "id": _text_id(relation),
                "type": text_of_key(relation.get("name", "")),
                "from": _pointed(relation, "active"),
                "to": _pointed(relation, "passive"),
                **({} if note is None else {"note": _content(note)}),
                **self._signed(relation),
                **self._rest(relation),
            }
        )

    def _fragment(self, span: Element) -> tuple[int, int] | None:
        """The places that a span lies between; None where the text has no such anchors."""
        places = [self._parts.places.get(span.get(end, "")[1:]) for end in ("from", "to")]
        match places:
            case [int(start), int(end)]:
                return start, end
            case _:
                return None

    def _signed(self, element: Element) -> Record:
        name = self._people.get(element.get("resp", "")[1:])
        return {} if name is None else {"author": name}

    def _rest(self, element: Element) -> Record:
        for id in _pointers(element, "ana"):
            if id in self._rests:
                return self._rests[id]
        return {}


class _Text:
    """The text of a body as its source has it, and what stands in it, each with its place."""

    def __init__(self, root: Element) -> None:
        self.places: dict[str, int] = {}
        self.choices: list[tuple[Element, int, int]] = []
        self.spans = {_id(span): span for span in root.iter(_tag("span"))}
        self._length = 0
        body = root.find(f"{_tag('text')}/{_tag('body')}")
        paragraphs = () if body is None else body.iterchildren(_tag("p"))
        self.text = "".join(part for p in paragraphs for part in self._inside(p))

    def _inside(self, element: Element) -> Iterator[str]:
        """The text in an element without its tail."""
        yield self._counted(element.text)
        for child in element:
            if child.tag == _tag("anchor"):
                self.places[_id(child)] = self._length
            elif child.tag == _tag("choice"):
                start = self._length
                sic = child.find(_tag("sic"))
                yield from () if sic is None else self._inside(sic)
                self.choices.append((child, start, self._length))
            elif isinstance(child.tag, str):
                yield from self._inside(child)
            yield self._counted(child.tail)

    def _counted(self, text: str | None) -> str:
        self._length += len(text or "")
        return text or ""


def _features(fs: Element) -> Record:
    """The rest of a record that a feature structure tells."""
    attributes: dict[str, object] = {}
    more: Record = {}
    for feature in fs.iterchildren(_tag("f")):
        name = feature.get("name", "")
        several = feature.find(_tag("vColl"))
        if name == REST:
            more = _json(_content(feature.find(_tag("string"))))
        elif several is not None:
            attributes[text_of_key(name)] = [_content(one) for one in several]
        else:
            attributes[text_of_key(name)] = _content(feature.find(_tag("string")))
    return {**({"attributes": attributes} if attributes else {}), **more}


def _json(text: str) -> Record:
    """The object that a file has in JSON; broken it is none."""
    try:
        value = strict_json.loads(text) if text else None
    except Refusal:
        return {}
    return cast("Record", value) if isinstance(value, dict) else {}


def _restored(text: str, characters: object) -> str:
    """The text with those characters in it again that XML could not hold."""
    if not isinstance(characters, list):
        return text
    own = list(text)
    for pair in cast("list[object]", characters):
        match pair:
            case [int(place), str(character)] if (
                0 <= place < len(own) and len(character) == 1 and own[place] == "\ufffd"
            ):
                own[place] = character
            case _:
                pass
    return "".join(own)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _id(element: Element) -> str:
    return element.get(_ID, "")


def _text_id(element: Element) -> str:
    """Our id of what an element stands for."""
    return text_of(_id(element)[2:])


def _pointers(element: Element, name: str) -> list[str]:
    return [pointer.removeprefix("#") for pointer in element.get(name, "").split()]


def _pointed(element: Element, name: str) -> str:
    return text_of(element.get(name, "")[len("#a.") :])


def _content(element: Element | None) -> str:
    return "" if element is None else element.text or ""
