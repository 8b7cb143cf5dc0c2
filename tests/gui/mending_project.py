"""A small invented project for the tests of the review: two dirty articles, every kind of row."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from annotations.model import Article, Document, Emendation, Source, Span
from annotations.project import open_project

FIRST = (
    "滨海新区(qū)与昌都签约\n"
    "来源:滨海日报 记者 𠮷田\n"
    "滨海新區(qū)與昌都市卡若區(qū)簽訂合作協(xié)議,雙方共建園區(qū)。\n"
    "會議强調要加快發?!?/span>,資金鏈要穩。\n"
)
SECOND = "另一篇\n昌都市卡若區(qū)的幹部說,協(xié)議已經簽了。\n"
RESIDUE = re.compile(r"\([a-zǎěǐǒǔāēīōūáéíóúàèìòùü]+\)")
CANDIDATES = [{"text": "展。”", "score": 0.7}, {"text": "展”", "score": 0.2}]


def article(id: str, text: str) -> Article:
    digest = sha256(text.encode()).hexdigest()
    return Article(id, text.split("\n")[0], text, Source(f"{id}.txt", digest, "utf-8", False))


def residues(text: str) -> list[Emendation]:
    """Every residue, proved, but for the last one of the text."""
    found = [Span(*match.span()) for match in RESIDUE.finditer(text)]
    return [
        Emendation(
            "",
            span,
            "",
            "pinyin",
            "reading",
            confidence=1.0 if span != found[-1] else 0.8,
            evidence={"char": text[span.start - 1], "reading": span.of(text)[1:-1]},
        )
        for span in found
    ]


def others(text: str) -> list[Emendation]:
    broken, byline = text.index("?!?"), text.index("来源")
    end = text.index("\n", byline) + 1
    return [
        Emendation(
            "",
            Span(broken, broken + len("?!?/span>")),
            None,
            "mojibake",
            "slip",
            confidence=0.9,
            evidence={"candidates": CANDIDATES},
        ),
        Emendation(
            "",
            Span(byline, end),
            "",
            "byline",
            "byline-source",
            confidence=0.95,
            evidence={"meta": {"outlet": "滨海日报", "author": "𠮷田"}},
        ),
    ]


def make(path: Path, *, copies: int = 1) -> Path:
    """The project; with more `copies` of the second article it becomes a long list."""
    with open_project(path, create=True) as project:
        seconds = [article(f"b{n}", SECOND.replace("一", f"一{n}", 1)) for n in range(copies)]
        articles = [article("a", FIRST), *seconds]
        with project.bringing() as batch:
            for number, one in enumerate(articles, 1):  # lines: no detector looks at them
                assert batch.add(Document(one), file="校.jsonl", line=number).result == "new"
        project.emend("a", [*residues(FIRST), *others(FIRST)])
        for one in seconds:
            project.emend(one.id, residues(one.text))
    return path
