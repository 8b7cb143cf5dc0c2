"""`danqian list`, `article` and `set`: the articles of a project and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import get_args

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import complain, plain, print_json, print_table, said, step_told
from annotations.model import (
    ARTICLE_STATUSES,
    SCRIPTS,
    Article,
    ArticleFields,
    ArticleFilter,
    ArticleRow,
    ArticleStatistics,
    ArticleStatus,
    Script,
)
from annotations.project import open_project
from annotations.store.listing import Sort

FLAG = "⚑"
_COLUMNS = (
    *("title", "date", "outlet", "name", "chars", "script", "annotations", "status", "flag"),
    "id",
)
_COUNTS = (
    *("chars", "han", "other", "blank", "paragraphs", "sentences", "clauses"),
    *("simplified", "traditional", "annotations"),
)
_BY_NAME = ("labels", "authors", "relations", "emendations")


@click.command("list")
@click.argument("project")
@click.option("--sort", type=click.Choice(get_args(Sort)), default="order", help="In this order.")
@click.option("--find", default="", metavar="TEXT", help="Only those with TEXT, in either script.")
@click.option("--status", "statuses", type=click.Choice(ARTICLE_STATUSES), multiple=True)
@click.option("--script", "scripts", type=click.Choice(SCRIPTS), multiple=True)
@click.option("--flagged/--not-flagged", default=None)
@click.option("--noted/--not-noted", default=None, help="With a note on the article, or without.")
@click.option("--annotated/--not-annotated", default=None)
@click.option("--outlet", default="", metavar="TEXT", help="TEXT is in the outlet's name.")
@click.option("--author", default="", metavar="TEXT", help="TEXT is in the writers' names.")
@click.option("--since", default="", metavar="DATE", help="2019-03-07, 2019年3月, 2019 …")
@click.option("--until", default="", metavar="DATE", help="That day, month or year is in it.")
@as_json
def list_(
    project: str,
    sort: Sort,
    find: str,
    statuses: Sequence[ArticleStatus],
    scripts: Sequence[Script],
    flagged: bool | None,
    noted: bool | None,
    annotated: bool | None,
    outlet: str,
    author: str,
    since: str,
    until: str,
    as_json: bool,
) -> None:
    """List the articles of PROJECT: all, or those that every option given is true of.

    Example: danqian list news.danqian --sort date --status new --outlet 日报 --since 2019-03
    """
    only = ArticleFilter(
        frozenset(statuses), frozenset(scripts), flagged, noted, annotated,
        outlet, author, since, until,
    )  # fmt: skip
    with open_project(project, read_only=True) as opened:
        rows = tuple(opened.article_list(sort, find, only))
    if as_json:
        for row in rows:
            print_json(asdict(row))
        return
    print_table([[said(f"column-{name}") for name in _COLUMNS], *map(_cells, rows)])


def _cells(row: ArticleRow) -> list[str]:
    fields = {**asdict(row), "flag": FLAG if row.flag else ""}
    return [plain(fields[name]) for name in _COLUMNS]


@click.command()
@click.argument("project")
@click.argument("article")
@as_json
def article(project: str, article: str, as_json: bool) -> None:
    """Show what is known of an article, and what can be counted of it.

    Example: danqian article news.danqian 两市签署协议
    """
    with open_project(project, read_only=True) as opened:
        id = opened.find(article)
        found, counted = opened.article(id), opened.statistics(id)
    if as_json:
        print_json({**_known(found), "statistics": _counted(counted)})
        return
    rows = [*_known_rows(found), *_counted_rows(counted)]
    print_table([[said(f"column-{name}"), plain(value)] for name, value in rows], whole_last=True)


def _known(article: Article) -> dict[str, object]:
    source = article.source
    return {
        "id": article.id,
        "title": article.title,
        "name": source.name,
        "encoding": source.encoding,
        "sha256": source.sha256,
        "status": article.status,
        "flag": article.flag,
        "note": article.note,
        "meta": dict(article.meta),
        "author": article.author,
        "created": article.created,
    }


def _known_rows(article: Article) -> Iterator[tuple[str, object]]:
    """What there is, metadata of other names as one."""
    known = _known(article)
    meta = dict(article.meta)
    for name in ("title", "id", "name", "encoding", "status"):
        yield name, known[name]
    if article.flag:
        yield "flag", FLAG
    if article.note:
        yield "note", article.note
    for name in ("date", "outlet", "author", "url"):
        if (value := meta.pop(name, None)) is not None:
            yield name, value
    if meta:
        yield "meta", "  ".join(f"{name}={value}" for name, value in meta.items())


def _counted(counted: ArticleStatistics) -> dict[str, object]:
    return {**asdict(counted), "other": counted.other, "tagged_share": counted.tagged_share}


def _counted_rows(counted: ArticleStatistics) -> Iterator[tuple[str, object]]:
    yield "script", counted.script
    for name in _COUNTS:
        yield name, f"{getattr(counted, name):,}"
    yield "tagged", f"{counted.tagged:,} ({counted.tagged_share:.1%})"
    for name in _BY_NAME:
        numbers: Mapping[str, int] = getattr(counted, name)
        told = [f"{key or '?'} {number:,}" for key, number in numbers.items() if number]
        if told:
            yield name, "  ".join(told)


@click.command("set")
@click.argument("project")
@click.argument("article")
@click.option("--title", metavar="TEXT")
@click.option("--status", type=click.Choice(ARTICLE_STATUSES))
@click.option("--flag/--no-flag", default=None, help="Mark the article to be found again, or not.")
@click.option("--note", metavar="TEXT", help="A remark on the article.")
@click.option("--date", metavar="TEXT", help="When it appeared; kept as it is written.")
@click.option("--outlet", metavar="TEXT", help="Where it appeared.")
@click.option("--author", metavar="TEXT", help="Who wrote it.")
@click.option("--url", metavar="TEXT", help="Its address.")
@click.option("--meta", "pairs", metavar="NAME=TEXT", multiple=True, help="Any other metadata.")
@click.option("--as", "as_author", metavar="NAME", help="Work under this author's name.")
def set_(
    project: str,
    article: str,
    title: str | None,
    status: ArticleStatus | None,
    flag: bool | None,
    note: str | None,
    date: str | None,
    outlet: str | None,
    author: str | None,
    url: str | None,
    pairs: Sequence[str],
    as_author: str | None,
) -> None:
    """Set what is known of an article, all in one step for `undo`. An empty TEXT takes it away.

    Example: danqian set news.danqian 两市签署协议 --status done --flag --date 2019年3月7日
    """
    named = {"date": date, "outlet": outlet, "author": author, "url": url}
    meta: dict[str, str | None] = {k: v for k, v in named.items() if v is not None}
    fields = _given(title, status, flag, note, meta | dict(map(_pair, pairs)))
    if not fields:
        raise click.UsageError("Nothing is given that is to be set.")
    with open_project(project, author=as_author) as opened:
        step = opened.set_article(opened.find(article), **fields).step
    print(step_told(step.key, step.args) if step is not None else said("nothing-changed"))
    _doubt(date)


def _given(
    title: str | None,
    status: ArticleStatus | None,
    flag: bool | None,
    note: str | None,
    meta: Mapping[str, str | None],
) -> ArticleFields:
    fields: ArticleFields = {}
    if title is not None:
        fields["title"] = title
    if status is not None:
        fields["status"] = status
    if flag is not None:
        fields["flag"] = flag
    if note is not None:
        fields["note"] = note
    if meta:
        fields["meta"] = meta
    return fields


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"--meta {text}: NAME=TEXT is wanted.")
    return name.strip(), value


def _doubt(date: str | None) -> None:
    """Say so where a date was not understood; it is kept all the same."""
    from annotations.text.dates import day

    if date and date.strip() and day(date) is None:
        complain(said("date-as-written", date=date))
