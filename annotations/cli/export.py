"""`danqian export` and `formats`: a project out into the formats that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import click

from annotations import exporting, formats
from annotations.cli.options import as_json
from annotations.cli.terminal import complain, plain, print_json, print_table, said, stdout_bytes
from annotations.model import VIEW_NAMES, ViewName
from annotations.project import open_project

_STREAM = "-"


@click.command()
@click.argument("project")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(formats.all())),
    metavar="NAME",
    required=True,
    help="One of those that `danqian formats` lists.",
)
@click.option(
    "--out",
    required=True,
    metavar="PATH",
    help="The file or folder to write; - is standard output.",
)
@click.option(
    "--view",
    type=click.Choice(VIEW_NAMES),
    default="source",
    help="The text that is written, with offsets and quotes of it (default: source).",
)
@click.option(
    "--articles", multiple=True, metavar="ARTICLE", help="Only this one; may be repeated."
)
@click.option("--labels", multiple=True, metavar="LABEL", help="Only these annotations.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Only this one's work.")
@click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="Of the format.")
@click.option(
    "--guard-formulas",
    is_flag=True,
    help="Tables: put ' before what a spreadsheet would calculate; a column says where.",
)
def export(
    project: str,
    format_: str,
    out: str,
    view: ViewName,
    articles: Sequence[str],
    labels: Sequence[str],
    authors: Sequence[str],
    options: Sequence[str],
    guard_formulas: bool,
) -> None:
    """Write articles with their annotations, whole or not at all.

    A file that is there is replaced without a question; a folder only if it is empty or still
    holds just what an export left there. Beside it stands an export-report.json: what was
    written, and what the format lost of it.

    Example: danqian export news.danqian --format brat --view hans --out for-brat
    """
    form = formats.named(format_)
    if out == _STREAM and form.kind == "folder":
        raise click.UsageError(f"{format_} is a folder: --out needs its name.")
    given = dict(map(_pair, options))
    if guard_formulas:
        given["guard-formulas"] = "yes"
    with open_project(project, read_only=True) as opened:
        ids = tuple(map(opened.find, articles))
        selection = formats.Selection(ids, _named(labels), frozenset(authors))
        context = exporting.context(opened, form, view=view, selection=selection, options=given)
        if out == _STREAM:
            context = replace(context, byte_order_mark=False)
            report = exporting.export(opened, form, stdout_bytes(), context)
        else:
            report = exporting.export(opened, form, Path(out), context)
    if out != _STREAM:
        print(said("exported", file=out, articles=report.documents, annotations=report.annotations))
    for kind, count in report.losses.items():
        complain(said(f"loss-{kind}", count=count, format=format_))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"--option {text}: NAME=VALUE is wanted.")
    return name.strip(), value


def _named(labels: Sequence[str]) -> frozenset[str]:
    """Labels given one by one, or several with commas between."""
    return frozenset(name for text in labels for name in text.split(",") if name)


@click.command("formats")
@as_json
def formats_(as_json: bool) -> None:
    """List the formats: what can be written and read, with which options, and what is lacking.

    Example: danqian formats
    """
    rows = [_told(name) for name in sorted({*formats.all(), *formats.readers()})]
    if as_json:
        for row in rows:
            print_json(row)
        return
    heads = [said(f"column-{name}") for name in rows[0]]
    print_table([heads, *([_cell(value) for value in row.values()] for row in rows)])


def _told(name: str) -> dict[str, object]:
    writes, reads = formats.all().get(name), formats.readers().get(name)
    options = writes.options if writes else ()
    return {
        "format": name,
        "writes": writes is not None,
        "reads": reads is not None,
        "options": [f"{option.name}={'|'.join(option.choices) or '…'}" for option in options],
        "extra": next((kind.extra for kind in (writes, reads) if kind and kind.lacking), ""),
    }


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return plain(" ".join(cast("list[str]", value)) if isinstance(value, list) else value)
