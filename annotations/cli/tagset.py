"""`danqian tagset`: what a project is tagged with: shown, edited, written and read as TOML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import language, plain, print_json, print_table, said, stdout_bytes
from annotations.errors import Refusal
from annotations.project import open_project
from annotations.tagset import Label, MeasureType, RelationRule, TagSet
from annotations.tagset.editing import Edit, Item, Merge, Put, Rename, Split, Table, restore, retire
from annotations.tagset.rewriting import Chosen

_MAX_BYTES = 4_000_000  # of a file that is looked at at all
_TABLES: tuple[Table, ...] = (
    *("entity", "measure_layer", "measure_type", "measure_group", "attribute", "relation"),
)
_Tag = tuple[Table, Label | MeasureType | RelationRule, str]
_dry = click.option("--dry-run", is_flag=True, help="Only tell what it would rewrite.")


@dataclass(frozen=True)
class _About:
    """What the words before the second one say."""

    project: str
    author: str | None
    as_json: bool


class _Words(click.Group):
    """A group whose own options may also stand behind its argument, as elsewhere."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first: list[str] = []
        rest: list[str] = []
        words = iter(args)
        for word in words:
            own = first if word in ("--json", "--as") else rest
            own += [word, *([next(words, "")] if word == "--as" else [])]
        return super().parse_args(ctx, [*first, *rest])


@click.group("tagset", cls=_Words, invoke_without_command=True)
@click.argument("project")
@as_author
@as_json
@click.pass_context
def tagset(context: click.Context, project: str, author: str | None, as_json: bool) -> None:
    """Show the tag set of PROJECT and how often each tag stands in it; or edit it.

    ID is that of a label, a measure type, a relation, an attribute or a group; where two
    tables have it, say which: measure_type:PROJECT. Every edit is one step for `undo`.

    Example: danqian tagset news.danqian
             danqian tagset news.danqian import ontonotes.toml
             danqian tagset news.danqian merge MEDIA COMPANY --dry-run
    """
    context.obj = _About(project, author, as_json)
    if context.invoked_subcommand is None:
        _show(context.obj)


def _show(about: _About) -> None:
    with open_project(about.project, read_only=True) as opened:
        own, used = opened.tagset, opened.tagset_used()
    rows = [
        (table, one.id, key, one.names.of(language()), used.of(table).get(one.id, 0), one.retired)
        for table, one, key in _tags(own)
    ]
    if about.as_json:
        print_json({"id": own.id, "version": own.version, "name": own.names.hans})
        for table, id, key, name, many, is_retired in rows:
            fields = {"table": table, "id": id, "key": key, "name": name}
            print_json({**fields, "count": many, "retired": is_retired})
        return
    print(f"{plain(own.id)}  {plain(own.version)}  {plain(own.names.of(language()))}")
    if rows:
        marks = {True: said("tagset-retired"), False: ""}
        print_table(
            [
                [plain(id), plain(key), plain(name), str(n), marks[r]]
                for _, id, key, name, n, r in rows
            ]
        )


def _tags(own: TagSet) -> list[_Tag]:
    """Everything one can tag with, each with its table and its key or code."""
    tags: list[_Tag] = [("entity", one, one.key) for one in own.entities]
    if own.measure.id:
        tags.append(("measure_layer", own.measure, own.measure.key))
    tags.extend(("measure_type", one, one.code) for one in own.types)
    tags.extend(("relation", one, "") for one in own.relations)
    return tags


# -- as files -------------------------------------------------------------------------------


@tagset.command()
@click.argument("file", metavar="FILE")
@click.pass_obj
def export(about: _About, file: str) -> None:
    """Write the tag set as TOML, to the letter; - is standard output."""
    with open_project(about.project, read_only=True) as opened:
        content = opened.tagset.raw_toml.encode()
    if file == "-":
        stdout_bytes().write(content)
        return
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise Refusal("file-not-written", file=file) from error
    print(said("tagset-exported", file=file))


@tagset.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@_dry
@click.pass_obj
def import_(about: _About, file: Path, dry_run: bool) -> None:
    """Have the tag set of a TOML file. What is in use and not in it is kept, retired."""
    toml = _read(file)
    with open_project(about.project, author=about.author, read_only=dry_run) as opened:
        adopted = opened.tagset_adopting(toml)
        if not dry_run:
            opened.adopt_tagset(toml)
    print(said("tagset-adopted", name=adopted.tagset.names.hans, version=adopted.tagset.version))
    for kept in adopted.kept:
        print(said("tagset-kept", id=kept.id, count=kept.many))


def _read(file: Path) -> str:
    """The text of a TOML file. Refusal "file-missing", "file-not-readable", "tagset-not-toml"."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise Refusal("file-missing", file=str(file)) from error
    except OSError as error:
        raise Refusal("file-not-readable", file=str(file)) from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refusal("tagset-not-toml", reason=f"UTF-8: {error.reason}") from error


# -- editing --------------------------------------------------------------------------------


@tagset.command()
@click.argument("id")
@click.argument("new")
@_dry
@click.pass_obj
def rename(about: _About, id: str, new: str, dry_run: bool) -> None:
    """Give ID another id, wherever it stands."""
    _edit(about, id, lambda item: Rename(item, new), dry_run)


@tagset.command()
@click.argument("id")
@click.argument("into")
@_dry
@click.pass_obj
def merge(about: _About, id: str, into: str, dry_run: bool) -> None:
    """Make ID one with INTO: whatever is ID becomes INTO."""
    _edit(about, id, lambda item: Merge(item, into.rpartition(":")[2]), dry_run)


@tagset.command()
@click.argument("id")
@click.argument("new")
@click.option("--key", default="", metavar="KEY", help="Of the new one: a letter, or a code.")
@click.option("--attribute", default="", metavar="NAME[=VALUE]", help="Those that have it.")
@click.option("--text", "texts", multiple=True, metavar="TEXT", help="Those that read so.")
@_dry
@click.pass_obj
def split(
    about: _About,
    id: str,
    new: str,
    key: str,
    attribute: str,
    texts: Sequence[str],
    dry_run: bool,
) -> None:
    """Part a label or measure type: NEW is like ID, for those of its annotations that are meant."""
    if not attribute and not texts:
        raise click.UsageError("Say which: --attribute or --text.")
    name, equals, value = attribute.partition("=")
    wanted = ((name, value if equals else None),) if attribute else ()
    by = Chosen(attributes=wanted, quotes=frozenset(texts) if texts else None)

    def parted(item: Item) -> Edit:
        name = "code" if item.table == "measure_type" else "key"
        return Split(item, {"id": new, **({name: key} if key else {})}, by)

    _edit(about, id, parted, dry_run)


@tagset.command("retire")
@click.argument("id")
@_dry
@click.pass_obj
def retire_(about: _About, id: str, dry_run: bool) -> None:
    """Offer ID no longer; what is tagged with it stays."""
    _edit(about, id, retire, dry_run)


@tagset.command("restore")
@click.argument("id")
@_dry
@click.pass_obj
def restore_(about: _About, id: str, dry_run: bool) -> None:
    """Offer ID again."""
    _edit(about, id, restore, dry_run)


def _edit(about: _About, id: str, edit: Callable[[Item], Edit], dry_run: bool) -> None:
    with open_project(about.project, author=about.author, read_only=dry_run) as opened:
        item = _item(opened.tagset, id)
        edits = [edit(item)]
        under = [item] if isinstance(edits[0], Put) else []  # it rewrites nothing
        concerned = opened.tagset_preview(edits, *under, limit=0)
        made = None if dry_run else opened.edit_tagset(edits).step
    counts = {"annotations": concerned.annotations, "articles": concerned.articles}
    if about.as_json:
        print_json({**counts, "relations": concerned.relations, "done": made is not None})
        return
    print(said("tagset-concerned", **counts, relations=concerned.relations))
    if made is not None:
        print(said("tagset-version", version=str(made.args["version"])))


def _item(own: TagSet, named: str) -> Item:
    """The entry that is meant; Refusal "tagset-missing"."""
    asked, colon, id = named.rpartition(":")
    known: dict[Table, list[str]] = {
        "entity": [one.id for one in own.entities],
        "measure_layer": [own.measure.id] if own.measure.id else [],
        "measure_type": [one.id for one in own.types],
        "measure_group": [one.id for one in own.groups],
        "attribute": [one.id for one in own.attributes],
        "relation": [one.id for one in own.relations],
    }
    for table in _TABLES:
        if id in known[table] and (not colon or asked == table):
            return Item(table, id)
    raise Refusal("tagset-missing", place=named, field="id")
