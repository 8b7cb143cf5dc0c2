"""A reading copy in one file: articles with their marks, for any browser, without network."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import BinaryIO

import resources
from annotations.formats import viewed
from annotations.formats.html.marked import Marked
from annotations.formats.kinds import Format
from annotations.formats.report import Carried, Context, Report
from annotations.formats.telling import LANGUAGE, Telling, Told, in_order
from annotations.formats.withouttext.skeleton import whole
from annotations.model import Document, ViewName
from annotations.tagset import Form, Palette
from annotations.tagset.values import HUES

_SPOOL = 8_000_000
_CARRIES: frozenset[Carried] = frozenset(
    {"metadata", "authors", "notes", "attributes", "relations"}
)
_SCRIPTS: tuple[ViewName, ...] = ("source", "hans", "hant")
_LANES = 24
_BRIGHT = 0.4  # hues of more luminance get a weaker tint, as in the window


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the list of articles."""

    number: int
    title: str
    facts: str
    count: int


def write(documents: Iterable[Document], out: BinaryIO, context: Context, report: Report) -> None:
    """Write the page: the articles first to a temporary file, for its head names what is in it."""
    telling = Telling(context)
    entries: list[_Entry] = []
    looks: dict[tuple[str, int, Form], None] = {}
    with tempfile.SpooledTemporaryFile(_SPOOL) as body:
        for number, document in enumerate(documents, start=1):
            told = telling.all(document)
            looks |= dict.fromkeys((t.name, t.hue, t.form) for t in told)
            article = document.article
            title = article.title or article.source.name
            entries.append(_Entry(number, title, telling.facts(article), len(told)))
            for piece in _article(number, document, told, telling, context, report):
                body.write(piece.encode("utf-8"))
            report.count(document, whole(article.text))
        for piece in _head(entries, looks, telling, context):
            out.write(piece.encode("utf-8"))
        body.seek(0)
        while block := body.read(1 << 20):
            out.write(block)
    out.write(_foot(telling, report).encode("utf-8"))


# -- head and foot ----------------------------------------------------------------------


def _head(
    entries: Sequence[_Entry],
    looks: Iterable[tuple[str, int, Form]],
    telling: Telling,
    context: Context,
) -> Iterator[str]:
    said = telling.said
    style = "".join(
        (_colours(context.tagset.palette), resources.text("html/reading.css"), _views())
    )
    lang = {"zh_CN": "zh-Hans", "zh_TW": "zh-Hant"}.get(telling.language, telling.language)
    name = escape(context.name)
    yield (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Danqian">\n<title>{name}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n"
    )
    first = 0 if context.view in ("source", "clean") else _SCRIPTS.index(context.view)
    for n, view in enumerate(_SCRIPTS):
        checked = " checked" if n == first else ""
        yield f'<input type="radio" name="view" id="v-{view}"{checked}>\n'
    labels = "".join(
        f'<label for="v-{view}">{escape(said(name_of))}</label>'
        for view, name_of in zip(_SCRIPTS, (_base(context), "hans", "hant"), strict=True)
    )
    yield (
        f'<div class="switch"><div>{labels}'
        f'<span class="small keys">{escape(said("keys"))}</span></div></div>\n'
    )
    counts = said("counts", articles=len(entries), annotations=sum(e.count for e in entries))
    yield f"<header>\n<h1>{name}</h1>\n<p class=facts>{escape(counts)}</p>\n"
    chips = "".join(
        f'<li><span class="chip h{hue} {form[0]}">{escape(label)}</span></li>'
        for label, hue, form in sorted(looks, key=lambda look: (look[2], look[1], look[0]))
    )
    if chips:
        yield f'<ul class="legend">{chips}</ul>\n'
    if len(entries) > 1:
        rows = "".join(
            f'<li><span>{e.count}</span><a href="#a{e.number}">{escape(e.title)}</a>'
            f"{' · ' if e.facts else ''}{escape(e.facts)}</li>\n"
            for e in entries
        )
        yield f"<nav><details open><summary>{escape(said('articles'))}</summary>\n<ol>{rows}</ol>"
        yield "</details></nav>\n"
    yield "</header>\n<main>\n"


def _base(context: Context) -> str:
    return context.view if context.view == "clean" else "source"


def _foot(telling: Telling, report: Report) -> str:
    made = telling.said("made", version=report.facts.get("program_version", ""))
    script = resources.text("html/reading.js")
    return (
        f"</main>\n<footer>{escape(made)}</footer>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _views() -> str:
    """Which of the texts of an article is shown: without a script, by what is chosen above."""
    rules = [f"#v-{view}:checked~main .t:not(.t-{view}){{display:none}}" for view in _SCRIPTS]
    rules += [
        f"#v-{view}:checked~.switch label[for=v-{view}]"
        "{background:var(--accent);border-color:var(--accent);color:var(--on_accent)}"
        for view in _SCRIPTS
    ]
    rules += [
        f"#v-{view}:focus-visible~.switch label[for=v-{view}]{{outline:2px solid var(--ink)}}"
        for view in _SCRIPTS
    ]
    return "\n".join(rules) + "\n"


_SANS = (
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",'
    '"Danqian Sans SC",sans-serif'
)


def _colours(palette: Palette) -> str:
    """The tag set's hues, and the paper and ink of the program's themes, light and dark."""
    light = _theme("light", palette.light, palette.light_ink)
    dark = _theme("dark", palette.dark, palette.dark_ink)
    hues = "".join(f".h{n}{{--hue:var(--h{n});--tint:var(--t{n})}}\n" for n in range(1, HUES + 1))
    lanes = "".join(f".l{n}{{--d:{0.12 + 0.78 * n:.2f}em}}\n" for n in range(_LANES))
    hant = _SANS.replace(" SC", " TC").replace("YaHei", "JhengHei")
    return (
        f":root{{--sans:{_SANS};{light}}}\n.t-hant:not(.t-hans),:lang(zh-Hant){{--sans:{hant}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        ".t{font-family:var(--sans)}\n"
        f"{hues}{lanes}"
    )


def _theme(name: str, hues: Sequence[str], chip_ink: str) -> str:
    theme = json.loads(resources.text(f"themes/{name}.json"))
    wanted = ("paper", "ink", "line", "muted", "accent", "on_accent", "hit", "emendation")
    tokens = {token: theme["tokens"][token] for token in wanted} | {"chip-ink": chip_ink}
    alpha = round(theme["tint"]["plain"] * 255)
    for n, hue in enumerate(hues, start=1):
        weaker = 0.6 if _luminance(hue) > _BRIGHT else 1
        tokens |= {f"h{n}": hue, f"t{n}": f"{hue}{round(alpha * weaker):02x}"}
    return ";".join(f"--{token}:{value}" for token, value in tokens.items())


def _luminance(colour: str) -> float:
    """Relative luminance of a colour such as #1650CC, 0 to 1, as WCAG defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- an article -------------------------------------------------------------------------


def _article(
    number: int,
    document: Document,
    told: Sequence[Told],
    telling: Telling,
    context: Context,
    report: Report,
) -> Iterator[str]:
    article = document.article
    title = escape(article.title or article.source.name)
    yield f'<article id="a{number}">\n<h2>{title}</h2>\n'
    yield f"<p class=facts>{escape(telling.facts(article))}</p>\n"
    if article.note:
        yield f"<p class=note>{escape(article.note)}</p>\n"
    numbers = {annotation.id: n for n, annotation in enumerate(in_order(document), start=1)}
    texts = _texts(document, context)
    for nth, (text, group) in enumerate(texts):
        marked = Marked(text, numbers, telling, f"a{number}" if not nth else f"a{number}{group[0]}")
        kinds = " ".join(f"t-{view}" for view in group)
        lang = "zh-Hant" if "hant" in group and "hans" not in group else "zh-Hans"
        yield f'<div class="text t {kinds}" lang="{lang}">\n'
        yield from marked.paragraphs()
        yield "</div>\n"
        if not nth:
            report.lost("character-replaced", article.id, count=marked.replaced)
            gone = (id for id, n in numbers.items() if n not in marked.drawn)
            report.lost("span-dropped", article.id, *gone)
    if told:
        yield f"<details><summary>{escape(telling.said('annotations', count=len(told)))}</summary>"
        yield "\n<table>\n"
        yield from (_row(number, item, told) for item in told)
        yield "</table></details>\n"
    yield "</article>\n"


def _texts(document: Document, context: Context) -> list[tuple[Document, list[ViewName]]]:
    """The document as it is, and in both scripts; texts that are the same stand once."""
    shown: list[tuple[Document, ViewName]] = [(document, "source")]
    for view in _SCRIPTS[1:]:
        made = viewed.in_view(document, view, context.conversion, Report("html"))
        shown.append((made, view))
    ordered = sorted(shown, key=lambda pair: (pair[0].article.text != document.article.text,))
    groups = groupby(ordered, key=lambda pair: pair[0].article.text)
    return [(pairs[0][0], [view for _, view in pairs]) for pairs in (list(g) for _, g in groups)]


def _row(article: int, item: Told, all: Sequence[Told]) -> str:
    rest = f'<span class="rest">{escape(item.signed)}</span>' if item.signed else ""
    relations = "".join(
        f'<span class="relation">{escape(name)} → '
        f'<a href="#a{article}-{target}">{target} {escape(_short(all[target - 1].quote))}</a>'
        "</span>"
        for name, target in item.relations
    )
    return (
        f'<tr data-row="a{article}-{item.number}"><td><a href="#a{article}-{item.number}">'
        f"{item.number}</a></td>"
        f'<td><span class="chip h{item.hue} {item.form[0]}">{escape(item.name)}</span></td>'
        f"<td>{escape(_short(item.quote, 80))}{rest}{relations}</td></tr>\n"
    )


def _short(text: str, most: int = 24) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


FORMAT = Format(
    "html", ".html", write, unit="none", newline="LF", carries=_CARRIES, options=(LANGUAGE,)
)
