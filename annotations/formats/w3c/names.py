"""The names that the writer and the reader of Web Annotations agree on."""

from __future__ import annotations

from urllib.parse import quote, unquote

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ARTICLE = "danqian:article"
ATTRIBUTE = "danqian:attribute"
SEVERAL = "danqian:several"
REST = "danqian:rest"
OURS = {
    "danqian": "urn:danqian:",
    ARTICLE: {"@id": "urn:danqian:article", "@type": "@json"},
    REST: {"@id": "urn:danqian:rest", "@type": "@json"},
}


def iri(article: str, kind: str = "", id: str = "") -> str:
    """The IRI of an article, or of an annotation or a relation on it."""
    parts = (article, kind, id) if kind else (article,)
    return "urn:danqian:" + ":".join(quote(part, safe="") for part in parts)


def id_of(iri: str) -> str | None:
    """Our id of what an IRI names; None where it is not one of ours."""
    parts = iri.split(":")
    if len(parts) != 5 or parts[:2] != ["urn", "danqian"]:
        return None
    return unquote(parts[4])
