"""A folder of CAS files: what XMI and JSON have in common when they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from annotations.formats.cas import layers as laying
from annotations.formats.cas import types
from annotations.formats.cas.layers import Laid, Layers
from annotations.formats.cas.model import SENTENCE, TOKEN, Cas, Structure
from annotations.formats.cas.segments import Tokens, sentences
from annotations.formats.cas.shared import LAYER, TYPES_FILE
from annotations.formats.file_names import FileNames
from annotations.formats.landing import REPORT, Folder
from annotations.formats.report import Context, Report
from annotations.model import Document, Span

_FIRST = 4  # ids of spans; 0 is nothing, 1 the text, 2 and 3 the article


def write(
    documents: Iterable[Document],
    out: Folder,
    context: Context,
    report: Report,
    suffix: str,
    written: Callable[[Cas, Iterable[types.Type]], bytes],
) -> None:
    """Write a file for each document, and at the end the types of all of them."""
    layers = Layers.chosen(context.options.get(LAYER.name, ""))
    names, known = FileNames(), types.Types(layers)
    for document in documents:
        name = f"{names.of(document.article)}{suffix}"
        if name.casefold() == REPORT:  # which the report of the export itself is called
            name = f"{names.of(document.article)}{suffix}"
        found = laying.laid(document, layers, _FIRST, report)
        own = types.Types(layers)
        for one in (known, own):
            one.meet(found.spans, found.relations)
        first = _FIRST + len(found.spans) + len(found.relations)
        cas = laying.whole(document, found, _segments(found, first), 2)
        out.write(name, written(cas, own.all()))
        digest = hashlib.sha256(found.text.encode("utf-8")).hexdigest()
        report.count(document, digest, file=name)
    out.write(TYPES_FILE, types.descriptor(known.all()))


def _segments(found: Laid, first_id: int) -> Iterator[Structure]:
    """Every sentence and its tokens."""
    tokens = Tokens(found.text, (Span(one.begin, one.end) for one in found.spans))
    id = first_id
    for sentence in sentences(found.text):
        within = tokens.of(sentence)
        if within:
            yield Structure(id, SENTENCE, within[0].start, within[-1].end)
            yield from (Structure(id + n, TOKEN, t.start, t.end) for n, t in enumerate(within, 1))
            id += len(within) + 1
