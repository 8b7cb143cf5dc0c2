"""Documents that are hard to write: for the battery, and at random for the laws."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

from annotations.model import Annotation, Article, Document, Relation, Source, Span

HARD_TEXT = (
    "𠮷林与區(qū)协作\r\n"
    "=SUM(A1)\t全角　ＡＢ，“引” <b>&amp;</b> \"'\r\n"
    "末行\u2028分\x85页\x0b竖\x0c换\x01控\ufeff零\r单\n"
)
_TRICKY = '𠮷區(qū)，。,.“"\\/<>&=\t\r\n　 aＡ0\u2028\u2029\x85\x0b\x0c\x00\x1b\u202e\ufeff'


def article(id: str, text: str, name: str = "新闻.txt") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id, "题", text, Source(name, digest, "utf-8", bom=False))


def mark(document_text: str, id: str, *spans: tuple[int, int], **rest: Any) -> Annotation:
    fragments = tuple(Span(*span) for span in spans)
    quote = "".join(fragment.of(document_text) for fragment in fragments)
    return Annotation(id, rest.pop("label", "REGION"), fragments, quote, **rest)


def hard() -> list[Document]:
    """Every trap in one batch: empty, astral, nested, crossing, split, over line ends."""
    text = HARD_TEXT
    end = text.index("\r\n")
    marks = (
        mark(text, "T1", (0, 2)),
        mark(text, "T2", (0, 5), label="MEASURE", attributes={"type": "PAIR", "status": "agreed"}),
        mark(text, "T3", (1, 7), label="GOV", attributes={"certainty": "sure"}),
        mark(text, "T4", (0, 1), (3, 4), (end - 1, end + 4), note="一\n二"),
        mark(text, "T5", (end, end + 2), label="DATE"),
        mark(text, "T6", (end + 1, end + 5), label="自定 标签"),
        mark(text, "T7", (end + 2, len(text)), attributes={"code": ("36", "36 0")}),
        mark(text, "T8", (end + 2, end + 11), label="DATE", attributes={"norm": "=1 <&>"}),
    )
    relations = (
        Relation("R1", "party", "T2", "T1"),
        Relation("R2", "自定", "T6", "T5", note="注"),
        Relation("R3", "same_as", "T6", "T7"),
    )
    return [
        Document(article("空", "")),
        Document(article("a/b", text), annotations=marks, relations=relations),
        Document(article("同名", "只有一行𠮷"), annotations=(mark("只有一行𠮷", "T1", (4, 5)),)),
    ]


# -- lines of danqian/1 at random -------------------------------------------------------

words = st.text(st.sampled_from(_TRICKY) | st.characters(codec="utf-8"), max_size=8)
names = words.filter(bool)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
_extras = st.dictionaries(words.map("x-{}".format), _json, max_size=2)
_nullable = st.none() | words
_attributes = st.dictionaries(words, words | st.lists(words, max_size=2), max_size=2)
_tagsets = st.none() | st.builds(
    lambda id, version, extra: {"id": id, "version": version, **extra}, words, words, _extras
)


def _objects(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    known = st.fixed_dictionaries(required, optional=optional)
    return st.builds(lambda extra, known: {**extra, **known}, _extras, known)


@st.composite
def _spans(draw: st.DrawFn, length: int) -> tuple[int, int]:
    start, end = sorted(draw(st.tuples(*[st.integers(0, length)] * 2)))
    return start, end


@st.composite
def _annotations(draw: st.DrawFn, text: str) -> dict[str, Any]:
    cuts = draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6))
    ordered = sorted(cuts)
    fragments = [list(pair) for pair in zip(ordered[::2], ordered[1::2], strict=False)]
    quote = st.just("".join(text[start:end] for start, end in fragments))
    return draw(
        _objects(
            {"id": names, "label": names, "fragments": st.just(fragments)},
            {"quote": quote, "attributes": _attributes, "note": _nullable, "author": _nullable,
             "created": _nullable, "modified": _nullable, "tagset": _tagsets},
        )
    )  # fmt: skip


@st.composite
def _emendations(draw: st.DrawFn, text: str) -> dict[str, Any]:
    start, end = draw(_spans(len(text)))
    return draw(
        _objects(
            {"id": names, "start": st.just(start), "end": st.just(end)},
            {"replacement": _nullable, "kind": words, "rule": words, "author": _nullable,
             "status": st.sampled_from(["proposed", "rejected"]), "created": _nullable,
             "confidence": st.none() | st.floats(0, 1) | st.integers(0, 1),
             "evidence": st.dictionaries(words, _json, max_size=2)},
        )
    )  # fmt: skip


@st.composite
def _readings(draw: st.DrawFn, text: str) -> dict[str, Any]:
    start, end = draw(_spans(len(text)))
    places = {"start": st.just(start), "end": st.just(end)}
    return draw(_objects({**places, "config": names, "replacement": words}, {}))


def _lists(of: st.SearchStrategy[Any], key: str = "id") -> st.SearchStrategy[list[Any]]:
    return st.lists(of, max_size=3, unique_by=lambda item: item[key])


_relations = _objects(
    {"id": names, "type": names, "from": names, "to": names},
    {"attributes": _attributes, "note": _nullable, "author": _nullable, "created": _nullable},
)


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """An article line with any optional key absent or there, and unknown keys everywhere."""
    text = draw(st.text(st.sampled_from(_TRICKY) | st.characters(codec="utf-8"), max_size=20))
    encoding, bom = draw(st.sampled_from(["utf-8", "utf-16-le", "gb18030"])), draw(st.booleans())
    data = (("\ufeff" if bom else "") + text).encode(encoding)
    source = {"encoding": encoding, "bom": bom}
    known = _objects(
        {key: st.just(value) for key, value in source.items()},
        {"name": words, "sha256": st.just(hashlib.sha256(data).hexdigest())},
    )
    annotations = _lists(_annotations(text)) if len(text) > 1 else st.just([])
    whole = _objects(
        {"schema": st.just("danqian/1"), "kind": st.just("article"), "id": names,
         "text": st.just(text)},
        {"title": words, "status": st.sampled_from(["new", "reading", "done"]), "source": known,
         "meta": st.dictionaries(words, _json, max_size=2), "author": _nullable,
         "created": _nullable, "tagset": _tagsets, "repair": st.booleans(),
         "flag": st.booleans(), "note": _nullable,
         "annotations": annotations,
         "emendations": _lists(_emendations(text)),
         "readings": st.lists(_readings(text), max_size=2),
         "relations": _lists(_relations)},
    )  # fmt: skip
    return draw(whole)
