"""`danqian words`: the word lists that suggestions go by, and what a project adds to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import plain, print_json, print_table, said
from annotations.errors import Refusal
from annotations.model import word_of
from annotations.project import Project, open_project

_MOST = 10_000_000  # bytes of a file of lines


@click.command()
@click.argument("project")
@click.option("--list", "name", metavar="NAME", help="Which list; needed to change one.")
@click.option(
    "--add", multiple=True, metavar="LINE", help=r"Add a line: a word, and columns behind \t."
)
@click.option("--remove", multiple=True, metavar="WORD", help="Take our line on a word away.")
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add the lines of a text file in UTF-8.",
)
@as_author
@as_json
def words(
    project: str,
    name: str | None,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    file: Path | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Show or change what PROJECT adds to the word lists of suggestions.

    Without --list all lists are named, with how many words each has and how many lines the
    project adds; with --list the project's own lines are printed. A line such as -长三角 takes
    a word out of a list. All that one call changes is one step for `undo`.

    Example: danqian words news.danqian --list macro --add 甲乙协作带 --add -长三角
    """
    if (add or remove or file) and not name:
        raise click.UsageError("--add, --remove and --from need --list: say which.")
    is_change = bool(add or remove or file)
    with open_project(project, author=author, read_only=not is_change) as opened:
        if name is None:
            _lists(opened, as_json)
            return
        if is_change:
            coming = [line.replace("\\t", "\t") for line in add]
            wanted = _changed(opened, name, [*coming, *_read(file)], remove)
            opened.set_word_lines(name, wanted)
        _own(opened, name, as_json)


def _lists(project: Project, as_json: bool) -> None:
    """Every list with its numbers."""
    from annotations.suggest import lists

    own = project.word_lines()
    table = [[said(f"column-{head}") for head in ("list", "words", "own")]]
    for name in sorted({*lists.names(), *own}):
        counts = {"words": len(lists.shipped(name)), "own": len(own.get(name, ()))}
        if as_json:
            print_json({"list": name, **counts})
        table.append([plain(name), *map(str, counts.values())])
    if not as_json:
        print_table(table)


def _own(project: Project, name: str, as_json: bool) -> None:
    """The project's lines of one list."""
    from annotations.suggest.wordlines import checked

    own = project.word_lines().get(name, ())
    checked(name, own, known=project.word_lines())  # which says where there is no such list
    for line in own:
        if as_json:
            print_json({"list": name, "line": line})
        else:
            print("\t".join(map(plain, line.split("\t"))))


def _changed(project: Project, name: str, coming: Sequence[str], gone: Sequence[str]) -> list[str]:
    """The lines of a list after a change; a line on a word that has one takes its place."""
    from annotations.suggest.wordlines import checked

    known = project.word_lines()
    own = {word_of(line): line for line in known.get(name, ())}
    for each in gone:
        if own.pop(word_of(each), None) is None:
            raise Refusal("words-missing", list=name, word=each)
    own |= {word_of(line): line for line in checked(name, coming, known)}
    return list(own.values())


def _read(file: Path | None) -> Iterator[str]:
    """The lines of a file; Refusals "file-not-readable", "words-file-large", "text-not-utf8"."""
    if file is None:
        return
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST + 1)
    except OSError as error:
        raise Refusal("file-not-readable", file=str(file)) from error
    if len(data) > _MOST:
        raise Refusal("words-file-large", file=str(file), most=_MOST // 1_000_000)
    try:
        yield from data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refusal("text-not-utf8", file=str(file)) from error
