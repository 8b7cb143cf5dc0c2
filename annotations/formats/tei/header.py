"""The header of a TEI file: what is known of the article, who tagged it, and the labels used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotations.formats.assembly import article_record
from annotations.formats.markup import element, json_in, name_of, written
from annotations.formats.plain_text import PlainText
from annotations.formats.tei.names import XENO
from annotations.model import Article, Document
from annotations.tagset import TagSet

_BIBL = {"author": "author", "outlet": "publisher", "date": "date", "url": "idno"}
_LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant", "en": "en"}


def header(document: Document, tagset: TagSet, people: Mapping[str, str]) -> str:
    """The `teiHeader`; `people` are the xml:id of everybody by name."""
    article = document.article
    parts = [
        element("titleStmt", element("title", written(article.title)) + "".join(_people(people))),
        element("publicationStmt", element("p", "Written by Danqian.")),
        element("sourceDesc", element("bibl", "".join(_bibl(article)))),
    ]
    described = element("fileDesc", "\n".join(parts))
    if document.annotations:
        labels = sorted({annotation.label for annotation in document.annotations})
        categories = "\n".join(_category(label, tagset) for label in labels)
        declared = element("classDecl", element("taxonomy", categories, xml_id="labels"))
        described += "\n" + element("encodingDesc", declared)
    xeno = element("xenoData", json_in(_record(article)), type=XENO)
    return element("teiHeader", f"\n{described}\n{xeno}\n") + "\n"


def _people(people: Mapping[str, str]) -> Iterator[str]:
    for name, id in people.items():
        did = element("resp", "annotation") + element("name", written(name))
        yield element("respStmt", did, xml_id=id)


def _bibl(article: Article) -> Iterator[str]:
    """What is known of the source, in the words of those who do not know us."""
    yield element("title", written(article.title))
    for key, name in _BIBL.items():
        value = article.meta.get(key)
        if isinstance(value, str) and value:
            yield element(name, written(value), type="URL" if name == "idno" else None)


def _category(id: str, tagset: TagSet) -> str:
    """A label with what the tag set says of it."""
    label = tagset.labels.get(id)
    if label is None:
        inside = element("gloss", written(id))
    else:
        glosses = (
            element("gloss", written(label.names.of(ours)), xml_lang=theirs)
            for ours, theirs in _LANGUAGES.items()
        )
        inside = "".join(glosses) + element("desc", written(label.definition))
    return element("category", inside, xml_id=f"l.{name_of(id)}")


def _record(article: Article) -> dict[str, object]:
    """All of the article's record, and which characters of its text XML cannot hold."""
    record = article_record(article)
    plain = PlainText.for_xml(article.text)
    if plain.replaced:
        pairs = enumerate(zip(plain.text, article.text, strict=True))
        record["characters"] = [
            [place, theirs] for place, (ours, theirs) in pairs if ours != theirs
        ]
    return record
