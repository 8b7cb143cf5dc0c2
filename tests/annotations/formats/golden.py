"""The golden corpus that every format writes, and how what its readers say is compared.

The annotated samples, and one document with every trap: spans that nest, cross, are the same or
in pieces; attributes, relations, slots of a measure; 𠮷 and an emoji before every span; CRLF and
other line ends, tabs, U+3000, what XML and spreadsheets take for their own.

A consumer's test writes it with `exported`, has the consumer read the files, says what that
found as `Mark`s, and asks for `differences` from `expected`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import resources
from annotations import formats, tagset
from annotations.formats import Context, Report, jsonl, viewed
from annotations.formats.plain_text import PlainText
from annotations.formats.report import LOSSES, Unit
from annotations.model import (
    Annotation,
    Article,
    Attributes,
    Conversion,
    Document,
    Emendation,
    Reading,
    Relation,
    Source,
    Span,
    ViewName,
)
from annotations.text.units import Units

TEXT = (
    "𠮷😀无锡市与延安市的签约仪式\r\n"
    "　　𠮷😀3月18日，“无锡—延安”区(qū)协作：\t甲<b>&amp;</b>乙>丙\"'𠮷\r\n"
    "=SUM(A1)😀𠮷@风险+1-2%\\n_[]|;->*\r\n"
    "\r\n"
    "𠮷😀第一批教师与干部互派，里面共建𠮷林园区，后来落地。\r\n"
    "末行\u2028😀分\x85𠮷页\x0b竖\x0c换\x01控\ufeff零\r单\u202e倒\ue000私用"
)
MADE = "2026-03-18T08:00:00Z"


# -- the corpus -------------------------------------------------------------------------


def corpus() -> list[Document]:
    """The samples that are annotated, and the document of every trap."""
    return [*samples(), torture()]


@cache
def samples() -> tuple[Document, ...]:
    """The annotated sample articles, as they are shipped."""
    names = (n for n in resources.names("samples") if n.endswith(".annotations.jsonl"))
    lines = (line for n in names for line in jsonl.read(resources.path(f"samples/{n}")))
    return tuple(line.content for line in lines if isinstance(line.content, Document))


@cache
def torture() -> Document:
    """One article with everything that any format has trouble with."""
    data, ref = TEXT.encode("utf-8"), tagset.default().ref
    article = Article(
        "折磨/1",
        "签约 <&> 𠮷",
        TEXT,
        Source("签约 仪式.txt", hashlib.sha256(data).hexdigest(), "utf-8", bom=False),
        status="reading",
        meta={"date": "2026-03-18", "outlet": "=某报 <甲>", "url": "x:?a=1&b=2"},
        author="甲",
        created=MADE,
        tagset=ref,
        flag=True,
        note="一\n二",
    )
    return Document(article, _emendations(), _readings(), _annotations(), _relations())


def place(part: str, nth: int = 0) -> tuple[int, int]:
    """Where a part of the text stands, for the `nth` time."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(part, at + 1)
    return at, at + len(part)


def _mark(id: str, label: str, *spans: tuple[int, int], **rest: Any) -> Annotation:
    fragments = tuple(Span(*span) for span in spans)
    quote = "".join(fragment.of(TEXT) for fragment in fragments)
    made = {"author": "甲", "created": MADE, "tagset": tagset.default().ref}
    return Annotation(id, label, fragments, quote, **(made | rest))


def _annotations() -> tuple[Annotation, ...]:
    wuxi, whole = place("无锡市"), place("第一批教师与干部互派，里面共建𠮷林园区")
    measure: Attributes = {"type": "TALENT", "status": "agreed", "level": "C"}
    return (
        _mark("wuxi", "REGION", wuxi, attributes={"code": ("320200", "36 0")}),
        _mark("wuxi-gov", "GOV", wuxi),  # the same span, another label
        _mark("wuxi-twin", "REGION", wuxi, author="乙"),  # the same span and label
        _mark("crossing-1", "ORG 组织", place("无锡市与")),
        _mark("crossing-2", "REGION", place("与延安市"), note="交叉\n第二行"),
        _mark("yanan", "REGION", place("延安市"), attributes={"certainty": "doubt"}),
        _mark("doc", "DOC", (place("无锡市")[0], place("仪式")[1])),
        _mark("date", "DATE", place("3月18日"), attributes={"norm": "2026-03-18 <&> =1"}),
        _mark("bare", "REF", place("区(qū)协")),
        _mark("residue", "自定 标签", place("(qū)")),  # gone in all but the source
        _mark("xml", "PRODUCT", place("<b>&amp;</b>")),
        _mark("quotes", "SITE", place("乙>丙\"'𠮷")),
        _mark("formula", "QUANT", place("=SUM(A1)"), note="=1+1"),
        _mark("escapes", "QUANT", place("@风险+1-2%\\n_[]|;->*")),
        _mark("tab", "REF", place("：\t甲")),
        _mark("blank", "REF", place("\t")),
        _mark("indent", "REF", place("　　𠮷")),
        _mark("wide", "REF", place("　　")),
        _mark("measure", "MEASURE", whole, attributes=measure, note="整句"),
        _mark(
            "pieces", "MEASURE", place("第一批"), place("互派"), attributes={"type": "EDU"}
        ),
        _mark("three", "MEASURE", place("教师"), place("干部"), place("后来落地。")),
        _mark("teachers", "PERSON", place("教师")),
        _mark("cadres", "PERSON", place("干部"), modified=MADE),
        _mark("park", "ZONE", place("𠮷林园区")),
        _mark("inner", "REGION", place("𠮷林")),
        _mark("astral", "PERSON", place("𠮷", 4)),
        _mark("emoji", "REF", place("😀", 3)),
        _mark("lines", "POLICY", (place("仪式")[0], place("3月")[1])),  # over a line end
        _mark("line-end", "REF", place("\r\n")),  # of nothing else
        _mark("half-end", "REF", (place("1-2%")[0], place("*\r")[1])),  # between CR and LF
        _mark("controls", "EVENT", (place("末行")[0], len(TEXT))),
        _mark("feff", "EVENT", place("控\ufeff零")),
    )  # fmt: skip


def _relations() -> tuple[Relation, ...]:
    made: Mapping[str, Any] = {"author": "甲", "created": MADE}
    slots = (("party", "wuxi"), ("partner", "yanan"), ("date", "date"), ("party", "teachers"))
    return (
        *(
            Relation(f"slot-{n}", type, "measure", end, **made)
            for n, (type, end) in enumerate(slots, 1)
        ),
        Relation("pieces-place", "place", "pieces", "park", {"certainty": "doubt"}, **made),
        Relation("same", "same_as", "inner", "park", {}, "註 <&>\n二", **made),
        Relation("own", "自定", "crossing-1", "crossing-2", **made),
        Relation("vanishing", "refers_to", "residue", "bare", **made),
        Relation("line", "refers_to", "line-end", "date", **made),
    )


def _emendations() -> tuple[Emendation, ...]:
    said: Mapping[str, Any] = {"author": "甲", "created": MADE}
    return (
        Emendation("E1", Span(*place("(qū)")), "", "pinyin", "pinyin", "accepted", **said),
        Emendation("E2", Span(*place("风险")), "丰县", "slip", "slip", "accepted", 0.9, **said),
        Emendation("E3", Span(*place("，里面")), "，", "repeat", "", "proposed", 0.5, **said),
        Emendation("E4", Span(*place("页")), "葉", "slip", "", "rejected", **said),
        Emendation("E5", Span(len(TEXT), len(TEXT)), "完", "slip", "", "accepted", **said),
        Emendation("E6", Span(*place("私")), None, "slip", "", "proposed", **said),
    )


def _readings() -> tuple[Reading, ...]:
    return (Reading(Span(*place("里面")), "s2tw", "裡面"),)


# -- what is compared -------------------------------------------------------------------


class Mark(NamedTuple):
    """What every consumer must find: a label, and where which text has it, piece by piece.

    `start` and `end` are in the unit of the format, on the text it exported.
    """

    label: str
    pieces: tuple[tuple[int, int, str], ...]


class Arrow(NamedTuple):
    """A relation between two marks."""

    type: str
    start: Mark
    end: Mark


@dataclass(frozen=True, slots=True)
class Exported:
    """A corpus written in a format: where, what the report says, and what went into it.

    `documents` are in the view, before the format had its way; `entries` go with them.
    """

    path: Path
    report: Report
    documents: tuple[Document, ...]
    entries: tuple[Mapping[str, Any], ...]


def exported(
    name: str,
    folder: Path,
    view: ViewName = "source",
    options: Mapping[str, str] | None = None,
    documents: Iterable[Document] | None = None,
    file: str = "",
) -> Exported:
    """The golden corpus (or other documents) in a format, written into a folder that is there."""
    form, given = formats.named(name), list(corpus() if documents is None else documents)
    context = Context(tagset.default(), view=view, options=form.chosen(options or {}))
    path = folder / (file or f"golden{form.suffix if form.kind == 'file' else ''}")
    report = formats.export(form, given, path, context)
    return Exported(path, report, tuple(seen(d, view) for d in given), tuple(report.entries()))


def seen(document: Document, view: ViewName) -> Document:
    """A document in a view, as formats are given it."""
    return viewed.in_view(document, view, Conversion(), Report("golden"))


def expected(
    document: Document,
    entry: Mapping[str, Any],
    unit: Unit = "code points",
    text: Callable[[str], PlainText] | None = None,
) -> list[Mark]:
    """The marks of a document that a report does not call lost, in a unit.

    `text` is what the format makes of the text (`PlainText.of`, `PlainText.for_xml`, None for
    the text as it is).
    """
    gone = lost_ids(entry)
    found = marks(document, unit, text)
    return [found[a.id] for a in document.annotations if a.id not in gone]


def expected_arrows(
    document: Document,
    entry: Mapping[str, Any],
    unit: Unit = "code points",
    text: Callable[[str], PlainText] | None = None,
) -> list[Arrow]:
    """The relations that a report does not call lost."""
    gone, found = lost_ids(entry, "relation"), marks(document, unit, text)
    kept = (r for r in document.relations if r.id not in gone)
    return [Arrow(r.type, found[r.start], found[r.end]) for r in kept]


def marks(
    document: Document,
    unit: Unit = "code points",
    text: Callable[[str], PlainText] | None = None,
) -> dict[str, Mark]:
    """Every annotation of a document by its id, as a mark in a unit."""
    source = document.article.text
    plain = text(source) if text else None
    units = Units(plain.text if plain else source)
    return {
        a.id: Mark(a.label, tuple(_pieces(a, source, plain, units, unit)))
        for a in document.annotations
    }


def _pieces(
    annotation: Annotation,
    source: str,
    plain: PlainText | None,
    units: Units,
    unit: Unit,
) -> Iterable[tuple[int, int, str]]:
    to = {"UTF-16 units": units.to_utf16, "UTF-8 bytes": units.to_utf8}.get(unit, int)
    for fragment in annotation.fragments:
        span = plain.span(fragment) if plain else fragment
        yield to(span.start), to(span.end), span.of(plain.text if plain else source)


def lost_ids(entry: Mapping[str, Any], effect: str = "span") -> set[str]:
    """The ids that a report calls lost in an article."""
    return {id for loss in entry["losses"] if LOSSES[loss["kind"]] == effect for id in loss["ids"]}


def struck(entry: Mapping[str, Any], kind: str) -> set[str]:
    """The ids that one kind of loss struck in an article."""
    return {id for loss in entry["losses"] if loss["kind"] == kind for id in loss["ids"]}


def differences(wanted: Iterable[object], found: Iterable[object]) -> list[str]:
    """What is missing (-) and too much (+) of what was found, however often; [] = equal."""
    ours, theirs = Counter(wanted), Counter(found)
    return [
        *(f"- {item!r}" for item in sorted((ours - theirs).elements(), key=repr)),
        *(f"+ {item!r}" for item in sorted((theirs - ours).elements(), key=repr)),
    ]


def split(marks: Iterable[Mark]) -> list[Mark]:
    """Every piece as a mark of its own: for formats that have no pieces."""
    return [Mark(mark.label, (piece,)) for mark in marks for piece in mark.pieces]


def without(document: Document, *ids: str) -> Document:
    """A document without these annotations and what hangs on them."""
    kept = tuple(a for a in document.annotations if a.id not in ids)
    relations = tuple(
        r for r in document.relations if r.start not in ids and r.end not in ids
    )  # fmt: skip
    return replace(document, annotations=kept, relations=relations)


def has_every_trap(document: Document) -> Mapping[str, bool]:
    """Whether a document has each trap of the list; `torture` must."""
    text = document.article.text
    spans = [a.fragments for a in document.annotations]
    hulls = sorted((a.hull.start, a.hull.end) for a in document.annotations)
    pairs = [(a, b) for n, a in enumerate(hulls) for b in hulls[n + 1 :]]
    return {
        "nested": any(a[0] < b[0] and b[1] < a[1] for a, b in pairs),
        "crossing": any(a[0] < b[0] < a[1] < b[1] for a, b in pairs),
        "identical": any(a == b for a, b in pairwise(hulls)),
        "discontinuous": any(len(parts) > 1 for parts in spans),
        "attributes": any(a.attributes for a in document.annotations),
        "relations": bool(document.relations),
        "slots": any(r.type == "party" for r in document.relations),
        "astral before": all("𠮷" in text[: parts[0].start] for parts in spans),
        "emoji before": all("😀" in text[: parts[0].start] for parts in spans),
        "CRLF": "\r\n" in text,
        "tab": "\t" in text,
        "U+3000": "\u3000" in text,
        "XML": all(char in text for char in "<>&\"'"),
        "formula": any(line.startswith("=") for line in text.splitlines()),
    }
