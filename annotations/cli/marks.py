"""`danqian annotations`: the annotations of a project, or those that are asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import plain, print_json
from annotations.formats.records import annotation_record
from annotations.model import Annotation, AnnotationFilter
from annotations.project import Project, open_project

_PAGE = 500


@click.command("annotations")
@click.argument("project")
@click.option("--article", metavar="ARTICLE", help="Only those on one article.")
@click.option("--label", "labels", metavar="LABEL", multiple=True, help="By a label's id.")
@click.option("--attribute", default="", metavar="NAME[=VALUE]", help="With it, or so.")
@click.option("--author", metavar="NAME", help="Made by this author.")
@click.option("--noted/--not-noted", default=None, help="With a note, or without.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N.")
@as_json
def annotations_(
    project: str,
    article: str | None,
    labels: Sequence[str],
    attribute: str,
    author: str | None,
    noted: bool | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the annotations of PROJECT in the order of the texts: all, or those asked for.

    Example: danqian annotations news.danqian --label MEASURE --attribute type=PLAN --noted
    """
    name, equals, value = attribute.partition("=")
    only = AnnotationFilter(frozenset(labels), name, value if equals else None, author, noted)
    with open_project(project, read_only=True) as opened:
        home = None if article is None else opened.find(article)
        titles: dict[str, str] = {}
        for id, found in _found(opened, only, home, limit):
            if as_json:
                print_json({"article": id, **annotation_record(found)})
            else:
                print(_line(titles.get(id) or titles.setdefault(id, _title(opened, id)), found))


def _found(
    project: Project, only: AnnotationFilter, article: str | None, limit: int | None
) -> Iterator[tuple[str, Annotation]]:
    """All of them, or the first `limit`."""
    left, after = limit or sys.maxsize, None
    while left > 0:
        page = project.annotations_in(only, article=article, limit=min(left, _PAGE), after=after)
        yield from page.annotations
        left, after = left - len(page.annotations), page.after
        if after is None:
            return


def _title(project: Project, article: str) -> str:
    row = project.article_row(article)
    return row.title if row else article


def _line(title: str, annotation: Annotation) -> str:
    spans = " ".join(f"{span.start}–{span.end}" for span in annotation.fragments)
    attributes = dict(annotation.attributes)
    words = (
        title,
        spans,
        annotation.label,
        f"【{annotation.quote}】",
        json.dumps(attributes, ensure_ascii=False) if attributes else "",
        annotation.note or "",
    )
    return "  ".join(plain(word) for word in words if word)
