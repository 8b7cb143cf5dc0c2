"""The graph: one node for everybody of a name, measures with what fills their slots."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from annotations import formats, tagset
from annotations.formats import Context, Report
from annotations.model import Document, Relation
from tests.annotations.formats.documents import article, mark
from tests.annotations.formats.golden import corpus

_NS = "{http://graphml.graphdrawing.org/xmlns}"
Values = dict[str, str]


def graph(
    documents: Iterable[Document], **options: str
) -> tuple[dict[str, Values], list[tuple[str, str, Values]], Report]:
    """Nodes by their id, edges by their ends, and what was lost."""
    out, form = io.BytesIO(), formats.named("graphml")
    context = Context(tagset.default(), options=form.chosen(options))
    report = formats.stream(form, documents, out, context)
    root = etree.fromstring(out.getvalue())
    names = {k.get("id", ""): k.get("attr.name", "") for k in root.iter(f"{_NS}key")}

    def values(element: etree._Element) -> Values:  # pyright: ignore[reportPrivateUsage]
        return {names[d.get("key", "")]: d.text or "" for d in element.iter(f"{_NS}data")}

    nodes = {n.get("id", ""): values(n) for n in root.iter(f"{_NS}node")}
    edges = root.iter(f"{_NS}edge")
    return nodes, [(e.get("source", ""), e.get("target", ""), values(e)) for e in edges], report


HANS, HANT = "无锡与延安在3月签订协议，双方共建。", "無錫與延安簽訂協議。"


def _documents() -> list[Document]:
    one = Document(
        article("a", HANS),
        annotations=(
            mark(HANS, "w", (0, 2), attributes={"code": "320200"}),
            mark(HANS, "y", (3, 5)),
            mark(HANS, "d", (6, 8), label="DATE"),
            mark(HANS, "m", (8, 12), label="MEASURE", attributes={"type": "AGREE", "status": "x"}),
            mark(HANS, "s", (13, 15), label="REF"),
            mark(HANS, "k", (15, 17), label="MEASURE"),
            mark(HANS, "alone", (0, 1), label="GOV"),
        ),
        relations=(
            Relation("r1", "party", "m", "w"),
            Relation("r2", "partner", "m", "y"),
            Relation("r3", "date", "m", "d"),
            Relation("r4", "party", "k", "s"),
            Relation("r5", "refers_to", "s", "w"),
            Relation("r6", "refers_to", "s", "y"),
        ),
    )
    other = Document(
        article("b", HANT),
        annotations=(
            mark(HANT, "w", (0, 2)),
            mark(HANT, "y", (3, 5)),
            mark(HANT, "m", (5, 9), label="MEASURE", attributes={"type": "AGREE"}),
        ),
        relations=(Relation("r1", "party", "m", "w"), Relation("r2", "partner", "m", "y")),
    )
    return [one, other]


def test_who_has_one_name_in_two_scripts_is_one_node() -> None:
    nodes, edges, report = graph(_documents())
    parties = {n["label"]: n for n in nodes.values() if n["kind"] == "party"}
    assert {name: party["tag"] for name, party in parties.items()} == {
        "无锡": "REGION",
        "延安": "REGION",
        "3月": "DATE",
    }
    assert (parties["无锡"]["count"], parties["无锡"]["codes"]) == ("3", "320200")
    measures = [n["label"] for n in nodes.values() if n["kind"] == "measure"]
    assert measures == ["签订协议", "共建", "签订协议"]
    told = Counter(
        (nodes[s]["label"], values["relation"], nodes[t]["label"]) for s, t, values in edges
    )
    assert told == {
        ("签订协议", "party", "无锡"): 2,
        ("签订协议", "partner", "延安"): 2,
        ("签订协议", "date", "3月"): 1,
        ("共建", "party", "无锡"): 1,
        ("共建", "party", "延安"): 1,
    }
    assert {values["type"] for _, _, values in edges if "type" in values} == {"AGREE"}
    assert report.losses == {"span-dropped": 1}


def test_measures_can_be_edges_between_parties() -> None:
    nodes, edges, report = graph(_documents(), nodes="parties")
    assert {node["label"] for node in nodes.values()} == {"无锡", "延安"}
    told = [
        (nodes[s]["label"], nodes[t]["label"], v["relation"], v["article"], v.get("date", ""))
        for s, t, v in edges
    ]
    assert told == [
        ("无锡", "延安", "partner", "a", "3月"),
        ("无锡", "延安", "party", "a", ""),
        ("无锡", "延安", "partner", "b", ""),
    ]
    assert not report.losses["relation-dropped"]  # the date is no node here, but on the edge


def test_a_reference_to_nothing_is_not_that_of_another_article() -> None:
    first, _ = _documents()
    lost = replace(first, relations=first.relations[3:4])
    again = replace(lost, article=replace(lost.article, id="c"))
    nodes, _, _ = graph([lost, again])
    assert [node["label"] for node in nodes.values() if node["tag"] == "REF"] == ["双方", "双方"]


def test_every_relation_is_an_edge_or_told() -> None:
    documents = corpus()
    nodes, edges, report = graph(documents)
    assert all(start in nodes and end in nodes for start, end, _ in edges)
    there = sum(d.article.id != "" for d in documents)
    assert report.documents == there
    assert (
        report.relations
        == sum(len(d.relations) for d in documents) - report.losses["relation-dropped"]
    )
    assert len(edges) > 100
