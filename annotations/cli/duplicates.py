"""`danqian duplicates`: articles that are the same or nearly, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import plain, print_json, said
from annotations.project import Project, open_project

if TYPE_CHECKING:
    from annotations.analysis.duplicates import Group


@click.command("duplicates")
@click.argument("project")
@as_json
def duplicates(project: str, as_json: bool) -> None:
    """Show which articles of PROJECT are the same or nearly, whatever their script and dirt.

    A group is one line for what its articles have in common (1 = they differ in nothing but
    script, punctuation and dirt) and one for each article. Nothing is changed.

    Example: danqian duplicates news.danqian
    """
    with open_project(project, read_only=True) as opened:
        groups = opened.duplicates()
        for group in groups:
            if as_json:
                likeness = round(group.likeness, 3)
                print_json(
                    {"articles": list(group.ids), "exact": group.exact, "likeness": likeness}
                )
            else:
                print("\n".join(told(opened, group)))
        total = len(opened.articles())
    if not as_json:
        among = sum(len(group.ids) for group in groups)
        share = f"{100 * among / total:.1f}" if total else "0"
        key = "duplicates-found" if groups else "duplicates-none"
        print(said(key, groups=len(groups), count=among, total=total, share=share))


def told(project: Project, group: Group) -> Iterable[str]:
    """A group in words: how alike, then each article by file, id and title."""
    key = "duplicates-exact" if group.exact else "duplicates-near"
    yield said(key, count=len(group.ids), likeness=f"{group.likeness:.2f}")
    for id in group.ids:
        row = project.article_row(id)
        if row is not None:
            yield "  " + "  ".join(plain(word) for word in (row.name, id, row.title))


def others(groups: Sequence[Group], article: str | None) -> list[str]:
    """The articles that are in a group with this one."""
    return [id for g in groups if article in g.ids for id in g.ids if id != article]
