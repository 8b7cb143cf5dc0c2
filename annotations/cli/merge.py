"""`danqian merge`, `conflicts`, `settle` and `withdraw`: several people, one project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import plain, print_json, said, step_told
from annotations.errors import Refusal
from annotations.model import Conflict, Version
from annotations.project import open_project

_SHOWN = (
    *("title", "label", "type", "quote", "replacement", "status", "flag", "note", "value"),
    *("surface", "line"),
)


@click.command()
@click.argument("project")
@click.argument("other", type=click.Path(path_type=Path))
@as_json
def merge(project: str, other: Path, as_json: bool) -> None:
    """Take into PROJECT every step of OTHER, another copy of it. OTHER is only read.

    In either order, or twice, it comes to the same. Nothing is dropped: what two people did
    to one thing is listed by `conflicts`. A safety copy is made first.

    Example: danqian merge news.danqian from-lin/news.danqian
    """
    with open_project(project) as opened:
        merged = opened.merge(other)
    counts = {"steps": merged.steps, "events": merged.events, "articles": merged.articles}
    if as_json:
        print_json({**counts, "conflicts": [_fields(conflict) for conflict in merged.conflicts]})
        return
    print(said("merged", file=str(other), **counts))
    if merged.conflicts:
        print(said("merged-conflicts", count=len(merged.conflicts)))


@click.command()
@click.argument("project")
@as_json
def conflicts(project: str, as_json: bool) -> None:
    """List what was done to one thing in several copies of PROJECT and is not decided.

    The version marked with * holds. `settle` decides.

    Example: danqian conflicts news.danqian
    """
    with open_project(project, read_only=True) as opened:
        found = opened.conflicts()
        titles = {row.id: row.title for row in map(opened.article_row, _articles(found)) if row}
    for conflict in found:
        if as_json:
            print_json(_fields(conflict))
            continue
        title = titles.get(conflict.article, conflict.article)
        what = said(f"row-{conflict.table}")
        print(said(f"conflict-{conflict.reason}", what=what, row=conflict.row, title=title).strip())
        for version in conflict.versions:
            holds = "*" if version is conflict.versions[-1] else " "
            print(f"  {holds} {version.event}  {_told(version)}")
    if not found and not as_json:
        print(said("conflicts-none", file=project))


@click.command()
@click.argument("project")
@click.argument("event")
@as_author
def settle(project: str, event: str, author: str | None) -> None:
    """Decide a conflict of PROJECT: the version of EVENT holds. `undo` takes that back.

    EVENT is an id that `conflicts` shows, of another version or of the one that holds.

    Example: danqian settle news.danqian 0198c2d4-5a00-7cc2-8000-000000000001
    """
    with open_project(project, author=author) as opened:
        for conflict in opened.conflicts():
            if any(version.event == event for version in conflict.versions):
                opened.settle(conflict, event)
                print(said("settled", left=len(opened.conflicts())))
                return
    raise Refusal("version-missing", event=event)


@click.command()
@click.argument("project")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@as_author
def withdraw(project: str, articles: Sequence[str], author: str | None) -> None:
    """Take articles out of PROJECT with everything on them. `undo` brings them back.

    Example: danqian withdraw news.danqian 两市签署协议
    """
    with open_project(project, author=author) as opened:
        step = opened.withdraw([opened.find(article) for article in articles]).step
    if step is not None:
        print(step_told(step.key, step.args))


def _articles(found: Sequence[Conflict]) -> list[str]:
    return sorted({conflict.article for conflict in found} - {""})


def _fields(conflict: Conflict) -> dict[str, object]:
    return {
        "article": conflict.article or None,
        "table": conflict.table,
        "row": conflict.row,
        "reason": conflict.reason,
        "versions": [
            {
                "event": version.event,
                "step": version.step.id,
                "author": version.step.author,
                "at": version.step.at,
                "image": None if version.image is None else dict(version.image),
                "holds": version is conflict.versions[-1],
            }
            for version in conflict.versions
        ],
    }


def _told(version: Version) -> str:
    """Who made a version when, by which step, and what it says."""
    step, image = version.step, version.image
    if image is None:
        said_there = said("version-deleted")
    else:
        said_there = " ".join(f"{name}={image[name]}" for name in _SHOWN if image.get(name))
    words = (step.at, step.author, step_told(step.key, step.args), said_there)
    return "  ".join(plain(word) for word in words)
