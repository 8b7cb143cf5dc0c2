# needs: pip pyld==3.3.0 | npm jsdom==26.1.0 @recogito/text-annotator==4.1.1
"""Our Web Annotations as JSON-LD processors and Recogito read them.

The context that W3C publishes is not ours to ship: the terms that we use stand here in our own
words, after the vocabulary.  With the whole context, and the schemas of W3C's own tests, the
same is checked by hand.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from annotations.formats.plain_text import PlainText
from annotations.model import Document
from tests.annotations.formats.documents import article, mark
from tests.annotations.formats.golden import Mark, differences, expected, exported
from tests.consumers import NODE_MODULES

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
KINDS = ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector",
         "TextQuoteSelector")  # fmt: skip
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": {"@id": "@type", "@type": "@vocab"},
    **{name: OA + name for name in (*KINDS, "exact", "prefix", "suffix")},
    **{name: {"@id": f"{OA}{name}", "@type": "http://www.w3.org/2001/XMLSchema#integer"}
       for name in ("start", "end")},
    **{name: AS + name for name in ("totalItems", "first")},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "items": {"@id": f"{AS}items", "@container": "@list"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    **{name: OA + name for name in ("tagging", "linking", "commenting", "classifying")},
}  # fmt: skip
BASE = "http://localhost/corpus/"


def expanded(file: Path) -> Any:
    def loader(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    given = json.loads(file.read_bytes())
    return jsonld.expand(given, {"base": BASE, "documentLoader": loader})


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        yield from nodes(list(value.values()))


def only(node: dict[str, Any], name: str) -> Any:
    (value,) = node[OA + name]
    return value.get("@value", value.get("@id"))


@pytest.mark.parametrize("view", ["source", "clean", "hans", "hant"])
def test_the_graph_says_every_tag_and_relation(view: Any, tmp_path: Path) -> None:
    done = exported("w3c", tmp_path, view)
    for document, entry in zip(done.documents, done.entries, strict=True):
        file = done.path / entry["file"]
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        found: list[Mark] = []
        links = 0
        for node in nodes(expanded(file)):
            if f"{OA}Annotation" not in node.get("@type", []):
                continue
            links += only(node, "motivatedBy") == f"{OA}linking"
            if only(node, "motivatedBy") == f"{OA}tagging":
                tags = [b for b in node[f"{OA}hasBody"] if only(b, "hasPurpose") == f"{OA}tagging"]
                (label,) = (b[TERMS["value"]][0]["@value"] for b in tags)
                pieces = [dict(_selected(t, text)) for t in node[f"{OA}hasTarget"]]
                found.append(Mark(label, tuple((p["start"], p["end"], p["exact"]) for p in pieces)))
        assert differences(expected(document, entry, text=PlainText.of), found) == []
        assert links == entry["relations_out"]


def _selected(target: dict[str, Any], text: str) -> Iterator[tuple[str, Any]]:
    assert only(target, "hasSource").startswith(BASE)
    for selector in target[f"{OA}hasSelector"]:
        for name in ("start", "end", "exact"):
            if OA + name in selector:
                yield name, only(selector, name)


def test_recogito_finds_every_quote_where_the_text_is_in_the_basic_plane(tmp_path: Path) -> None:
    text = "无锡市与延安市签约，\r\n共建园区(qū)。\t末行"
    marks = (
        mark(text, "T1", (0, 3)),
        mark(text, "T2", (0, 7), label="自定 标签"),
        mark(text, "T3", (4, 7), (12, 16), note="注"),
        mark(text, "T4", (7, 14)),
    )
    given = [Document(article("一", text), annotations=marks)]
    done = exported("w3c", tmp_path, documents=given)
    file = done.path / done.entries[0]["file"]
    words = ["node", str(Path(__file__).with_name("recogito.mjs")), str(NODE_MODULES)]
    said = subprocess.run(
        [*words, str(file.with_suffix(".txt")), str(file)], check=True, capture_output=True
    ).stdout
    rows = [json.loads(line) for line in said.decode("utf-8").splitlines()]
    assert [row.get("error") for row in rows] == [None] * 4
    assert all(quote == covered for row in rows for _, _, quote, covered in row["pieces"])
    found = [
        Mark(row["tags"][0], tuple((start, end, quote) for start, end, quote, _ in row["pieces"]))
        for row in rows
    ]
    wanted = expected(done.documents[0], done.entries[0], text=PlainText.of)
    assert differences(wanted, found) == []
