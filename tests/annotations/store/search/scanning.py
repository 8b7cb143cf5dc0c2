"""Searching without an index: all texts folded and looked through, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotations.model import PROVED, ZONES, Emendation, Hit, Span
from annotations.project import Project
from annotations.store.tables import ABOUT, SEARCH
from annotations.text.fold import fold
from annotations.text.views import Views


def hits(project: Project, query: str) -> dict[str, list[Span]]:
    """Where every article has `query`, in its source or its mended text."""
    found = {row.id: sorted(_spans(project, row.id, query)) for row in project.articles()}
    return {article: spans for article, spans in found.items() if spans}


def titled(project: Project, query: str) -> set[str]:
    """The articles whose title has it."""
    return {row.id for row in project.articles() if fold(query) in fold(row.title)}


def _spans(project: Project, article: str, query: str) -> set[Span]:
    text = project.article(article).text
    views = Views(text, _mending(project.emendations(article)))
    clean = views.of("clean")
    return {
        *_places(text, query),
        *(clean.alignment.to_source(span) for span in _places(clean.text, query)),
    }


def _places(text: str, query: str) -> Iterator[Span]:
    for start in range(len(text) - len(query) + 1):
        span = Span(start, start + len(query))
        if fold(span.of(text)) == fold(query):
            yield span


def _mending(emendations: tuple[Emendation, ...]) -> list[Emendation]:
    """What is accepted, and what is proved beside it, the first of those that meet."""
    chosen = [e for e in emendations if e.status == "accepted" and e.replacement is not None]
    for emendation in sorted(emendations, key=lambda e: e.span):
        is_proved = emendation.status == "proposed" and emendation.confidence == PROVED
        if is_proved and emendation.replacement is not None and emendation.kind not in ZONES:
            accepted = replace(emendation, status="accepted")
            if not any(_meet(accepted.span, other.span) for other in chosen):
                chosen.append(accepted)
    return chosen


def _meet(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one == other or _inside(one, other) or _inside(other, one)


def _inside(one: Span, other: Span) -> bool:
    """Whether an empty span is between two characters of another."""
    return not one and other.start < one.start < other.end


def found(project: Project, query: str, limit: int = 50) -> list[Hit]:
    """Everything that `search` finds, page after page."""
    hits: list[Hit] = []
    after = None
    while True:
        page = project.search(query, limit=limit, after=after)
        assert len(page.hits) <= limit
        hits += page.hits
        after = page.after
        if after is None:
            return hits


def matched(project: Project, query: str) -> set[str]:
    """The articles that the list panel shows."""
    return {row.id for row in project.article_list(wanted=query)}


def unindex(project: Project) -> None:
    """Have the project as one that was never indexed."""
    with project._file.tx() as db:  # pyright: ignore[reportPrivateUsage]
        db.execute(f"DELETE FROM {ABOUT} WHERE key = ?", (SEARCH,))


def agrees(project: Project, query: str, limit: int = 50) -> None:
    """Assert that all ways to search say what looking through all texts says."""
    expected = hits(project, query)
    pages = found(project, query, limit)
    texts = {row.id: project.article(row.id).text for row in project.articles()}
    by_article: dict[str, list[Span]] = {}
    for hit in pages:
        by_article.setdefault(hit.article, []).append(hit.span)
        text = texts[hit.article]
        assert hit.quote == hit.span.of(text)
        assert text[: hit.span.start].endswith(hit.left)
        assert text[hit.span.end :].startswith(hit.right)
    assert by_article == expected, query
    assert len(pages) == sum(map(len, expected.values()))
    count = project.search_count(query)
    assert (count.articles, count.hits) == (len(expected), len(pages))
    assert matched(project, query) == expected.keys() | titled(project, query)
    for article in texts:
        page = project.search(query, article=article, limit=1000)
        assert [hit.span for hit in page.hits] == expected.get(article, [])
