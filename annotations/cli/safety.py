"""`danqian backup`, `copy` and `restore`: what keeps a project when its file does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import complain, plain, print_json, print_table, said, worded
from annotations.errors import Refusal
from annotations.model import Finding, Restored, SafetyCopy
from annotations.project import open_project, restore_project, safety_copies

_MB = 1_000_000
_a_path = click.Path(path_type=Path)


@click.command()
@click.argument("project")
@as_json
def backup(project: str, as_json: bool) -> None:
    """Make a safety copy of PROJECT and check it to the last character.

    Danqian makes them by itself while one works; `restore --list` shows them. Older ones are
    thinned: the newest three stay, then one an hour, a day, a week.

    Example: danqian backup news.danqian
    """
    made = _backed_up(project)
    if as_json:
        print_json(_fields(made))
    else:
        size = _megabytes(made.bytes)
        print(said("backup-made", copy=made.path.stem, file=project, size=size))


def _backed_up(project: str) -> SafetyCopy:
    """First without asking to write, so that nobody who opens it meanwhile is turned away."""
    with open_project(project, read_only=True) as opened:
        try:
            return opened.backup()
        except Refusal as refusal:
            if refusal.key != "backup-not-begun":
                raise
    with open_project(project) as opened:
        return opened.backup()


@click.command()
@click.argument("project")
@click.argument("to", type=_a_path)
def copy(project: str, to: Path) -> None:
    """Write a copy of PROJECT to the file TO, whole even while PROJECT is being written.

    Example: danqian copy news.danqian /media/stick/news.danqian
    """
    with open_project(project, read_only=True) as opened:
        opened.copy_to(to)
    print(said("copied", file=project, to=str(to)))


@click.command()
@click.argument("project", type=_a_path)
@click.option("--list", "listing", is_flag=True, help="Show the safety copies there are.")
@click.option("--from", "copy", metavar="NNNN", help="As it was in this copy, nothing added.")
@click.option("--to", type=_a_path, metavar="FILE", help="Restore there; PROJECT stays.")
@as_json
def restore(project: Path, listing: bool, copy: str | None, to: Path | None, as_json: bool) -> None:
    """Put PROJECT together again when its file is damaged or gone.

    The newest sound safety copy and every step that was saved after it make the project as
    it was shown last. What was in the damaged file alone is taken in as far as it is whole.
    That file is kept under another name. Exit code 1 when anything could not be saved.

    Example: danqian restore news.danqian
    """
    if listing:
        _list(project, as_json)
        return
    restored = restore_project(project, to=to, copy=copy)
    if as_json:
        print_json(_told(restored))
    else:
        _print(restored)
    if restored.lost:
        raise click.exceptions.Exit(1)


def _list(project: Path, as_json: bool) -> None:
    found = safety_copies(project)
    if as_json:
        for one in found:
            print_json(_fields(one))
    elif found:
        table = [[said(f"column-{name}") for name in ("copy", "at", "step", "size")]]
        table += [[c.path.stem, c.at, str(c.clock), _megabytes(c.bytes)] for c in found]
        print_table(table)
    else:
        raise click.exceptions.Exit(complain(said("restore-copies-none", file=str(project))))


def _print(restored: Restored) -> None:
    key = "restored-copy" if restored.copy else "restored"
    print(
        said(
            key,
            file=str(restored.path),
            copy=restored.copy or "",
            steps=restored.steps,
            replayed=restored.replayed,
        )
    )
    if restored.aside is not None:
        print(said("restore-aside", file=str(restored.aside)))
    for finding in (*restored.damaged, *restored.lost):
        print(_sentence(finding))


def _sentence(finding: Finding) -> str:
    return worded(finding.key, {"article": finding.article or "", **finding.values})


def _fields(one: SafetyCopy) -> Mapping[str, object]:
    return {
        "copy": one.path.stem,
        "at": one.at,
        "clock": one.clock,
        "bytes": one.bytes,
        "path": str(one.path),
    }


def _told(restored: Restored) -> Mapping[str, object]:
    return {
        "path": str(restored.path),
        "aside": None if restored.aside is None else str(restored.aside),
        "copy": restored.copy,
        "steps": restored.steps,
        "replayed": restored.replayed,
        "lost": [_of(finding) for finding in restored.lost],
        "damaged": [_of(finding) for finding in restored.damaged],
    }


def _of(finding: Finding) -> Mapping[str, object]:
    return {"key": finding.key, "article": finding.article, **finding.values}


def _megabytes(count: int) -> str:
    return plain(f"{count / _MB:.1f}")
