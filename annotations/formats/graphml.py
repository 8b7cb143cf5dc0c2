"""GraphML: who does what with whom, for networkx, Gephi and R.

Nodes are the measures, and what fills their slots: regions, governments, companies … of the
same name in simplified characters are one node in all articles.  Edges are the relations.  With
the option `nodes=parties` measures are edges themselves, from party to partner.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import combinations, product
from typing import BinaryIO

from annotations.formats import viewed
from annotations.formats.kinds import Format, Option
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Document, Relation
from annotations.tagset import TagSet

NODES = Option("nodes", ("measures", "parties"))
REFERS, PARTY, PARTNER, DATE = "refers_to", "party", "partner", "date"
_TOLD = ("type", "status", "level")  # attributes of a measure
_SPOOL = 8_000_000
_KEYS = (
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("tag", "node", "string"),
    ("codes", "node", "string"),
    ("count", "node", "int"),
    ("type", "node", "string"),
    ("status", "node", "string"),
    ("level", "node", "string"),
    ("article", "node", "string"),
    ("relation", "edge", "string"),
    ("type", "edge", "string"),
    ("status", "edge", "string"),
    ("level", "edge", "string"),
    ("date", "edge", "string"),
    ("article", "edge", "string"),
    ("count", "edge", "int"),
)
_IDS = {(name, of): f"{of[0]}-{name}" for name, of, _ in _KEYS}
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"  # a name, never looked up
Values = Mapping[str, "str | int"]


@dataclass(slots=True)
class _Party:
    """A node for everybody of that name: how often it fills a slot, and its codes."""

    number: int
    label: str
    tag: str
    count: int = 0
    codes: dict[str, None] = field(default_factory=dict[str, None])


class _Parties:
    """Parties by name and tag; a reference that is not resolved is one in its article alone."""

    def __init__(self, tagset: TagSet) -> None:
        self._tagset = tagset
        self.all: dict[tuple[str, str, str], _Party] = {}

    def node(self, annotation: Annotation, name: str, article: str) -> str:
        known = self._tagset.labels.get(annotation.label)
        alone = article if known is not None and known.slot_only else ""
        key = (name, annotation.label, alone)
        party = self.all.get(key)
        if party is None:
            party = self.all[key] = _Party(len(self.all), name, annotation.label)
        party.count += 1
        codes = annotation.attributes.get("code", ())
        party.codes |= dict.fromkeys((codes,) if isinstance(codes, str) else codes)
        return f"p{party.number}"


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write parties, measures and edges; what has no part in a relation is not in the graph."""
    parties = _Parties(context.tagset)
    merged = context.options.get(NODES.name) == "parties"
    edges: Counter[tuple[str, str, tuple[tuple[str, str | int], ...]]] = Counter()
    with tempfile.SpooledTemporaryFile(_SPOOL) as spool:
        for number, document in enumerate(documents):
            graph = _Graph(number, document, context, parties)
            told = graph.between_parties() if merged else graph.relations()
            for start, end, values in told:
                edges[start, end, tuple(values.items())] += 1
            if not merged:
                for piece in graph.measures():
                    spool.write(piece.encode("utf-8"))
            for (start, end, values), count in edges.items():
                edge = _edge(start, end, {**dict(values), "count": count})
                spool.write(edge.encode("utf-8"))
            edges.clear()  # edges say their article: none of another is the same
            graph.tell(report)
            report.count(document)
        out.write(_head().encode("utf-8"))
        for party in parties.all.values():
            out.write(_node_of(party).encode("utf-8"))
        spool.seek(0)
        while block := spool.read(1 << 20):
            out.write(block)
        out.write(b"</graph>\n</graphml>\n")


class _Graph:
    """What one article adds to the graph."""

    def __init__(
        self, number: int, document: Document, context: Context, parties: _Parties
    ) -> None:
        self._number, self._document, self._parties = number, document, parties
        self._measure = context.tagset.measure.id
        self._marks = {annotation.id: annotation for annotation in document.annotations}
        self._places = {id: place for place, id in enumerate(self._marks)}
        self._names = _names(document, context)
        self._members: dict[str, list[Relation]] = {}
        for relation in document.relations:
            if relation.type == REFERS and {relation.start, relation.end} <= self._marks.keys():
                self._members.setdefault(relation.start, []).append(relation)
        self._drawn: dict[str, None] = {}
        self._said: dict[str, None] = {}
        self._slots: dict[str, list[Relation]] = {}
        for relation in document.relations:
            if self._is_measure(relation.start):
                self._slots.setdefault(relation.start, []).append(relation)

    def relations(self) -> Iterator[tuple[str, str, Values]]:
        """An edge for every relation; one to a reference leads to what that stands for."""
        for relation in self._document.relations:
            if not {relation.start, relation.end} <= self._marks.keys():
                continue
            self._said[relation.id] = None
            if relation.type == REFERS and self._members.get(relation.start):
                self._drawn |= dict.fromkeys((relation.start, relation.end))
                continue
            ends = product(self._stands_for(relation.start), self._stands_for(relation.end))
            for start, end in ends:
                yield self._node(start), self._node(end), self._values(relation)

    def between_parties(self) -> Iterator[tuple[str, str, Values]]:
        """Edges from each party of a measure to each partner; without one, among the parties."""
        for measure, relations in self._slots.items():
            filled = {
                role: [
                    end
                    for relation in relations
                    if relation.type == role
                    for end in self._stands_for(relation.end)
                ]
                for role in (PARTY, PARTNER)
            }
            role = PARTNER if filled[PARTNER] else PARTY
            others = filled[PARTNER]
            pairs = product(filled[PARTY], others) if others else combinations(filled[PARTY], 2)
            for start, end in pairs:
                self._drawn[measure] = None
                told = [r for r in relations if r.type in (PARTY, PARTNER, DATE)]
                self._said |= dict.fromkeys(relation.id for relation in told)
                self._drawn |= dict.fromkeys(r.end for r in told if r.end in self._marks)
                values = {"relation": role, **self._of_measure(measure)}
                yield self._node(start), self._node(end), values

    def measures(self) -> Iterator[str]:
        """The nodes of the measures that have a relation."""
        for annotation in self._document.annotations:
            if annotation.label == self._measure and annotation.id in self._drawn:
                values: dict[str, str | int] = {
                    "label": self._names[annotation.id],
                    "kind": "measure",
                    "tag": annotation.label,
                    "count": 1,
                    **self._of_measure(annotation.id),
                }
                values.pop("date", None)
                yield _element("node", f'id="{self._own(annotation.id)}"', values)

    def tell(self, report: Report) -> None:
        """Note what is not in the graph."""
        article = self._document.article.id
        report.lost("span-dropped", article, *(id for id in self._marks if id not in self._drawn))
        gone = (r.id for r in self._document.relations if r.id not in self._said)
        report.lost("relation-dropped", article, *gone)
        report.lost("attribute-dropped", article, *filter(self._has_more, self._drawn))

    def _has_more(self, id: str) -> bool:
        """Whether something has attributes that no node has."""
        told = _TOLD if self._is_measure(id) else ("code",)
        return bool(self._marks[id].attributes.keys() - {*told})

    def _stands_for(self, id: str) -> list[str]:
        """The members of a reference, else itself; only what is there."""
        if id not in self._marks:
            return []
        members = self._members.get(id, [])
        if not members:
            return [id]
        self._drawn[id] = None
        self._said |= dict.fromkeys(relation.id for relation in members)
        return [relation.end for relation in members]

    def _node(self, id: str) -> str:
        self._drawn[id] = None
        if self._is_measure(id):
            return self._own(id)
        name, article = self._names[id], self._document.article.id
        return self._parties.node(self._marks[id], name, article)

    def _own(self, id: str) -> str:
        return f"m{self._number}-{self._places[id]}"

    def _is_measure(self, id: str) -> bool:
        return id in self._marks and self._marks[id].label == self._measure

    def _values(self, relation: Relation) -> Values:
        values: Values = {"relation": relation.type, "article": self._document.article.id}
        if self._is_measure(relation.start):
            values = {"relation": relation.type, **self._of_measure(relation.start)}
        return values

    def _of_measure(self, id: str) -> Values:
        attributes = self._marks[id].attributes
        told = {name: value for name in _TOLD if isinstance(value := attributes.get(name), str)}
        dates = [r.end for r in self._slots.get(id, ()) if r.type == DATE and r.end in self._marks]
        when = " ".join(self._names[end] for end in dates)
        return {**told, **({"date": when} if when else {}), "article": self._document.article.id}


def _names(document: Document, context: Context) -> dict[str, str]:
    """What each annotation says in simplified characters, without blanks."""
    shown = viewed.in_view(document, "hans", context.conversion, Report("graphml"))
    quotes = {annotation.id: annotation.quote for annotation in document.annotations}
    quotes |= {annotation.id: annotation.quote for annotation in shown.annotations}
    return {id: "".join(quote.split()) for id, quote in quotes.items()}


# -- XML --------------------------------------------------------------------------------


def _head() -> str:
    keys = "".join(
        f'<key id="{_IDS[name, of]}" for="{of}" attr.name="{name}" attr.type="{type}"/>\n'
        for name, of, type in _KEYS
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n'
        f'{keys}<graph edgedefault="directed">\n'
    )


def _node_of(party: _Party) -> str:
    values: Values = {
        "label": party.label,
        "kind": "party",
        "tag": party.tag,
        "codes": " ".join(party.codes),
        "count": party.count,
    }
    return _element("node", f'id="p{party.number}"', values)


def _edge(start: str, end: str, values: Values) -> str:
    return _element("edge", f'source="{start}" target="{end}"', values)


def _element(of: str, attributes: str, values: Values) -> str:
    data = "".join(
        f'<data key="{_IDS[name, of]}">{_plain(value)}</data>'
        for name, value in values.items()
        if value != ""
    )
    return f"<{of} {attributes}>{data}</{of}>\n"


def _plain(value: str | int) -> str:
    return escape(PlainText.for_xml(" ".join(str(value).split())).text, quote=False)


FORMAT = Format(
    "graphml",
    ".graphml",
    write,
    unit="none",
    carries=frozenset({"relations", "attributes"}),
    options=(NODES,),
)
