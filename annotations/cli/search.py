"""`danqian search` and `danqian reindex`: what stands where in the texts of a project."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import complain, plain, print_json, said
from annotations.model import Hit
from annotations.project import Project, open_project

_PAGE = 200


@click.command()
@click.argument("project")
@click.argument("query")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N hits.")
@click.option("--count", "counting", is_flag=True, help="Only how many articles, and hits if few.")
@as_json
def search(project: str, query: str, limit: int | None, counting: bool, as_json: bool) -> None:
    """Find QUERY in the texts of PROJECT, in either script, dirty or mended.

    Every character finds all its forms, so 里 also finds 裡 and 裏. What was found in a
    mended text is shown as the source has it.

    Example: danqian search news.danqian 浦东新区 --limit 20
    """
    with open_project(project, read_only=True) as opened:
        if counting:
            _tell_count(opened, query, as_json)
            return
        found = False
        for hit in _hits(opened, query, limit):
            found = True
            if as_json:
                print_json(_fields(hit))
            else:
                print(_line(opened, hit))
    if not found and not as_json:
        complain(said("search-none", query=query))


def _hits(project: Project, query: str, limit: int | None) -> Iterator[Hit]:
    """All hits, or the first `limit` of them."""
    left, after = limit or sys.maxsize, None
    while left > 0:
        page = project.search(query, limit=min(left, _PAGE), after=after)
        yield from page.hits
        left, after = left - len(page.hits), page.after
        if after is None:
            return


def _fields(hit: Hit) -> dict[str, object]:
    fields = asdict(hit)
    span = fields.pop("span")
    return {"article": fields.pop("article"), **span, **fields}


def _line(project: Project, hit: Hit) -> str:
    row = project.article_row(hit.article)
    title = row.title if row else hit.article
    text = f"{hit.left}【{hit.quote}】{hit.right}"
    return "  ".join((plain(title), f"{hit.span.start}–{hit.span.end}", plain(text)))


def _tell_count(project: Project, query: str, as_json: bool) -> None:
    count = project.search_count(query)
    if as_json:
        print_json(asdict(count))
    elif count.hits is None:
        print(said("search-articles", articles=count.articles))
    else:
        print(said("search-hits", articles=count.articles, hits=count.hits))


@click.command()
@click.argument("project")
def reindex(project: str) -> None:
    """Make the search index of PROJECT anew and print its size.

    Searching is right without it, but slow; that is so after a change of the dictionaries.

    Example: danqian reindex news.danqian
    """
    with open_project(project) as opened:
        size = opened.reindex()
    print(said("reindexed", file=project, megabytes=f"{size / 1e6:.1f}"))
