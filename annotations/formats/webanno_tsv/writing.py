"""Writing WebAnno TSV: a row a token, a column a feature, and every annotation numbered.

Tokens are cut where annotations begin and end, so that no sub-tokens are needed.  Sentences
have no gaps, because text between them would be lost: white space belongs to the one before.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from annotations.formats.cas import layers as laying
from annotations.formats.cas import types
from annotations.formats.cas.layers import RELATION_LAYER, Laid, Layers
from annotations.formats.cas.model import SOURCE, TARGET, Structure
from annotations.formats.cas.segments import Tokens, sentences
from annotations.formats.cas.shared import LAYER, TYPES_FILE
from annotations.formats.file_names import FileNames
from annotations.formats.landing import Folder
from annotations.formats.report import Context, Report
from annotations.formats.webanno_tsv.cells import EMPTY, NOTHING, escaped, escaped_text
from annotations.formats.webanno_tsv.header import FORMAT_LINE, RELATION, SPAN
from annotations.model import Document, Span
from annotations.text.units import Units


def write(documents: Iterable[Document], out: Folder, context: Context, report: Report) -> None:
    """Write the articles and the types of their layers into the empty folder `out`."""
    layers = Layers.chosen(context.options.get(LAYER.name, ""))
    names, known = FileNames(), types.Types(layers)
    for document in documents:
        name = f"{names.of(document.article)}.tsv"
        found = laying.laid(document, layers, 1, report)
        known.meet(found.spans, found.relations)
        lines = _Rows(found, layers).lines()
        out.write(name, "".join(f"{line}\n" for line in lines).encode("utf-8"))
        digest = hashlib.sha256(found.text.encode("utf-8")).hexdigest()
        report.count(document, digest, file=name)
    out.write(TYPES_FILE, types.descriptor(known.all()))


class _Rows:
    """One article on its way into its file. Its spans are numbered from 1, as their ids are."""

    def __init__(self, found: Laid, layers: Layers) -> None:
        self._text = found.text
        self._found = found
        self._layers = layers
        own = types.Types(layers)
        own.meet(found.spans, found.relations)
        self._span_features = _used(own.features(layers.span), found.spans)
        self._relation_features = _used(own.features(RELATION_LAYER), found.relations)
        self._units = Units(self._text)
        self._sentences = list(sentences(self._text))
        tokens = Tokens(self._text, (Span(one.begin, one.end) for one in found.spans))
        self._tokens = [tokens.of(sentence, first=True) for sentence in self._sentences]
        self._place()

    def _place(self) -> None:
        """Which annotations each token has, which relations lead to it, and where each begins."""
        numbered = [
            (token.start, f"{s}-{t}")
            for s, tokens in enumerate(self._tokens, start=1)
            for t, token in enumerate(tokens, start=1)
        ]
        starts, names = [start for start, _ in numbered], [name for _, name in numbered]
        self._on: dict[str, list[Structure]] = {}
        self._begun: dict[int, str] = {}
        for span in self._found.spans:
            first, last = bisect_left(starts, span.begin), bisect_left(starts, span.end)
            self._begun[span.id] = names[first]
            for name in names[first:last]:
                self._on.setdefault(name, []).append(span)
        self._to: dict[str, list[Structure]] = {}
        for relation in self._found.relations:
            target = relation.ref(TARGET) or 0
            self._to.setdefault(self._begun[target], []).append(relation)

    def lines(self) -> Iterator[str]:
        """The lines of the file."""
        yield FORMAT_LINE
        if self._found.spans:
            yield f"{SPAN}{self._layers.span}|{'|'.join(self._span_features)}"
        if self._found.relations:
            features = "|".join((*self._relation_features, f"BT_{self._layers.span}"))
            yield f"{RELATION}{RELATION_LAYER}|{features}"
        yield ""
        last = len(self._sentences)
        for s, sentence in enumerate(self._sentences, start=1):
            yield ""
            text = sentence.of(self._text)
            # The line end of the last line is there in any case, but behind the last sentence.
            for line in (text if s == last else text.removesuffix("\n")).split("\n"):
                yield f"#Text={escaped_text(line)}"
            for t, token in enumerate(self._tokens[s - 1], start=1):
                yield self._row(f"{s}-{t}", token)

    def _row(self, name: str, token: Span) -> str:
        begin, end = self._units.to_utf16(token.start), self._units.to_utf16(token.end)
        cells = [name, f"{begin}-{end}", escaped_text(token.of(self._text))]
        spans, relations = self._on.get(name, []), self._to.get(name, [])
        for feature in self._span_features:
            cells.append(_stacked(f"{_value(one, feature)}[{one.id}]" for one in spans))
        if self._found.relations:
            for feature in self._relation_features:
                cells.append(_stacked(_value(one, feature) for one in relations))
            cells.append(_stacked(map(self._other_end, relations)))
        return "\t".join((*cells, ""))

    def _other_end(self, relation: Structure) -> str:
        source, target = relation.ref(SOURCE) or 0, relation.ref(TARGET) or 0
        return f"{self._begun[source]}[{source}_{target}]"


def _used(features: Iterable[str], structures: Sequence[Structure]) -> list[str]:
    """Those features that any of the structures has."""
    held = {name for one in structures for name in one.features}
    return [name for name in features if name in held]


def _value(one: Structure, feature: str) -> str:
    return escaped(one.text(feature)) if feature in one.features else EMPTY


def _stacked(values: Iterable[str]) -> str:
    return "|".join(values) or NOTHING
