# needs: pip networkx==3.6.1
"""The graph as networkx reads it: the same nodes, edges and values, and as it writes it again."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import pytest
from lxml import etree

from annotations import formats, tagset
from annotations.formats import Context
from annotations.model import VIEW_NAMES, ViewName
from tests.annotations.formats.golden import corpus, exported

_NS = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_networkx_reads_what_was_tagged(view: ViewName, tmp_path: Path) -> None:
    done = exported("graphml", tmp_path, view)
    graph = networkx.read_graphml(done.path, force_multigraph=True)
    measures = [n for n, kind in graph.nodes(data="kind") if kind == "measure"]
    known = [
        (a.attributes.get("type"), d.article.id)
        for d in done.documents
        for a in d.annotations
        if a.label == "MEASURE" and any(a.id in (r.start, r.end) for r in d.relations)
    ]
    told = [(graph.nodes[n].get("type"), graph.nodes[n]["article"]) for n in measures]
    assert told == known
    relations = [data["relation"] for _, _, data in graph.edges(data=True)]
    drawn = {r.type for d in done.documents for r in d.relations} - {"refers_to"}
    assert drawn <= set(relations)
    assert all(isinstance(n, int) and n > 0 for _, n in graph.nodes(data="count"))
    assert all(label for _, label in graph.nodes(data="label"))


@pytest.mark.parametrize("nodes", ["measures", "parties"])
def test_networkx_has_every_node_edge_and_value(nodes: str, tmp_path: Path) -> None:
    out = tmp_path / "g.graphml"
    context = Context(tagset.default(), options={"nodes": nodes})
    formats.export(formats.named("graphml"), corpus(), out, context)
    graph = networkx.read_graphml(out, force_multigraph=True)
    root = etree.fromstring(out.read_bytes())
    names = {k.get("id"): (k.get("attr.name"), k.get("attr.type")) for k in root.iter(f"{_NS}key")}

    def values(element: etree._Element) -> dict[str, object]:
        pairs = ((names[d.get("key")], d.text) for d in element.iter(f"{_NS}data"))
        return {name: int(text) if type == "int" else text for (name, type), text in pairs}

    assert dict(graph.nodes(data=True)) == {
        node.get("id"): values(node) for node in root.iter(f"{_NS}node")
    }
    ours = [(e.get("source"), e.get("target"), values(e)) for e in root.iter(f"{_NS}edge")]
    theirs = list(graph.edges(data=True))
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)
    again = io.BytesIO()
    networkx.write_graphml(graph, again)
    again.seek(0)
    back = networkx.read_graphml(again, force_multigraph=True)
    assert sorted(back.edges(data="relation"), key=repr) == sorted(
        graph.edges(data="relation"), key=repr
    )
