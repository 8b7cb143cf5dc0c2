"""spaCy's DocBin: a folder of .spacy files, as `spacy train` and `spacy debug data` take it.

Every character is a token, as `spacy.blank("zh")` cuts Chinese, white space too: so no span
has to be trimmed.  `doc.spans["sc"]` holds all annotations, `doc.ents` what is left of them
in one layer; everything else is in `doc.user_data["danqian"]`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.formats import flat
from annotations.formats.doccano import spans_of
from annotations.formats.gathering import facts_of
from annotations.formats.kinds import Format, Option
from annotations.formats.landing import Folder
from annotations.formats.plain_text import PlainText
from annotations.formats.report import Context, Report
from annotations.model import Annotation, Document, Relation, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SPANS, DATA = "sc", "danqian"
SUFFIX = ".spacy"
_FLATTEN = Option("flatten", ("outermost", "innermost"))
_MOST_TOKENS = 500_000
"""Of one file: a DocBin takes a hundred bytes of memory for each."""

_MOST_INTEGER = 2**63
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")  # of tokens, besides what they are


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write corpus-1.spacy, corpus-2.spacy …

    A discontinuous annotation is several spans with its id in `span.id_`.  What spaCy calls
    an invalid entity (white space at its ends) is not in `doc.ents`, but among the spans.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    policy: flat.Policy = (
        "innermost" if context.options.get(_FLATTEN.name) == "innermost" else "outermost"
    )
    number, tokens, vocab = 0, 0, Vocab()
    bin = DocBin(_ATTRIBUTES, store_user_data=True)
    for document in documents:
        if tokens and tokens + len(document.article.text) > _MOST_TOKENS:
            number, tokens = number + 1, 0
            out.write(f"corpus-{number}{SUFFIX}", bin.to_bytes())
            bin, vocab = DocBin(_ATTRIBUTES, store_user_data=True), Vocab()
        article = _Article(document, report)
        bin.add(article.doc(vocab, policy))
        tokens += len(article.plain.text)
        article.tell()
    out.write(f"corpus-{number + 1}{SUFFIX}", bin.to_bytes())


class _Article:
    """One article on its way into a Doc."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document, self.report = document, report
        self.plain = PlainText.of(document.article.text)
        self.spans = {a.id: spans_of(self.plain, a) for a in document.annotations}
        self.kept = [a for a in document.annotations if self.spans[a.id]]

    def doc(self, vocab: Vocab, policy: flat.Policy) -> Doc:
        from spacy.tokens import Doc
        from spacy.tokens import Span as SpacySpan

        text = self.plain.text
        doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
        doc.spans[SPANS] = [
            SpacySpan(doc, span.start, span.end, label=a.label, span_id=a.id)
            for a in self.kept
            for span in self.spans[a.id]
        ]
        marks = [list(map(self._entity, self.spans[a.id])) for a in self.kept]
        layer = flat.layers([[s for s in spans if s] for spans in marks], policy, most=1)
        ents = [
            SpacySpan(doc, span.start, span.end, label=self.kept[n].label)
            for n in (layer[0] if layer else [])
            for span in marks[n]
            if span
        ]
        doc.set_ents(ents, default="outside")
        doc.user_data[DATA] = self._data()
        return doc

    def _entity(self, span: Span) -> Span:
        """A span without white space at its ends; empty where there is nothing else."""
        quote = span.of(self.plain.text)
        start = span.start + len(quote) - len(quote.lstrip())
        return Span(start, max(start, span.start + len(quote.rstrip())))

    def _data(self) -> dict[str, object]:
        """What of the article a Doc has no place for."""
        relations = [r for r in self.document.relations if self._has_ends(r)]
        data = {
            **facts_of(self.document.article),
            "annotations": {a.id: rest for a in self.kept if (rest := _rest(a))},
            "relations": [
                {"id": r.id, "type": r.type, "from": r.start, "to": r.end} | _rest(r)
                for r in relations
            ],
        }
        return json.loads(json.dumps(data), parse_int=_packable)

    def _has_ends(self, relation: Relation) -> bool:
        return bool(self.spans.get(relation.start) and self.spans.get(relation.end))

    def tell(self) -> None:
        """What was written and what was not."""
        id, lost = self.document.article.id, self.report.lost
        lost("span-dropped", id, *(a for a, spans in self.spans.items() if not spans))
        lost("discontinuous-split", id, *(a for a, spans in self.spans.items() if len(spans) > 1))
        gone = (r.id for r in self.document.relations if not self._has_ends(r))
        lost("relation-dropped", id, *gone)
        lost("character-replaced", id, count=self.plain.replaced)
        digest = hashlib.sha256(self.plain.text.encode("utf-8")).hexdigest()
        self.report.count(self.document, digest)


def _rest(mark: Annotation | Relation) -> dict[str, object]:
    """What a mark has besides its label and its place, as far as it has it."""
    attributes = {
        key: value if isinstance(value, str) else list(value)
        for key, value in mark.attributes.items()
    }
    rest: dict[str, object] = {"note": mark.note, "author": mark.author, "created": mark.created}
    said: dict[str, object] = {key: value for key, value in rest.items() if value is not None}
    return said | ({"attributes": attributes} if attributes else {})


def _packable(digits: str) -> int | str:
    """A number as msgpack can hold it, which ends at 64 bits."""
    number = int(digits)
    return number if -_MOST_INTEGER <= number < _MOST_INTEGER else digits


FORMAT = Format(
    "spacy",
    "",
    write,
    kind="folder",
    carries=frozenset({"metadata", "authors", "notes", "attributes", "relations"}),
    options=(_FLATTEN,),
    extra="spacy",
    needs=("spacy",),
)
