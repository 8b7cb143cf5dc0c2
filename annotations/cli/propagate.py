"""`danqian propagate`: where else the text of an annotation stands, and tagging all of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import complain, plain, print_json, said
from annotations.model import Mention, Span
from annotations.project import Project, open_project
from annotations.propagation import whole


@click.command()
@click.argument("project")
@click.argument("article")
@click.argument("annotation")
@click.option("--here", is_flag=True, help="Only in this article.")
@click.option("--single", is_flag=True, help="Also a name of one character.")
@click.option("--accept", is_flag=True, help="Tag all of it, as one step.")
@as_author
@as_json
def propagate(
    project: str,
    article: str,
    annotation: str,
    here: bool,
    single: bool,
    accept: bool,
    author: str | None,
    as_json: bool,
) -> None:
    """List where else in PROJECT the text of ANNOTATION stands and should have its label.

    Found is what stands alone, in either script and through dirt: not inside a longer name
    that is tagged somewhere, on borders of words, not in a by-line. ANNOTATION is an id, as
    `annotations --json` shows them.

    Example: danqian propagate news.danqian 001.txt 0198c2f0-… --accept
    """
    with open_project(project, author=author, read_only=not accept) as opened:
        home = opened.find(article)
        chosen: dict[str, list[Span]] = {}
        for mention in _found(opened, home, annotation, here=here, single=single):
            chosen.setdefault(mention.article, []).append(mention.span)
            _tell(opened, mention, as_json)
        if accept and chosen:
            origin = opened.annotation(home, annotation)
            opened.annotate_all(chosen, origin.label, origin.attributes)
    if not as_json:
        count = sum(map(len, chosen.values()))
        key = "propagate-done" if accept and count else "propagate-count"
        told = said(key, count=count, articles=len(chosen))
        print(told) if count else complain(said("propagate-none"))


def _found(
    project: Project, article: str, annotation: str, *, here: bool, single: bool
) -> Iterator[Mention]:
    for turn in project.mentions(article, annotation, only=here, single=single):
        yield from whole(turn)


def _tell(project: Project, mention: Mention, as_json: bool) -> None:
    if as_json:
        fields = asdict(mention)
        span = fields.pop("span")
        shown = ("quote", "left", "right")
        print_json({"article": mention.article, **span, **{key: fields[key] for key in shown}})
        return
    row = project.article_row(mention.article)
    title = row.title if row else mention.article
    place = f"{mention.span.start}–{mention.span.end}"
    text = f"{mention.left}【{mention.quote}】{mention.right}"
    print("  ".join((plain(title), place, plain(text))))
