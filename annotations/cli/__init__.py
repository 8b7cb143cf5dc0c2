"""The command line: every word of `danqian` that needs no window.

Exit codes: 0 done, 1 refused (one plain line on stderr), 2 wrong usage.  Output is UTF-8
whatever the system says.  Nothing here imports Qt, and what is slow is imported when used.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from annotations import ingest
from annotations.cli.articles import article, list_, set_
from annotations.cli.duplicates import duplicates, others, told
from annotations.cli.emend import emend
from annotations.cli.export import export, formats_
from annotations.cli.importing import (
    finish_index,
    how_told,
    keep_bodies,
    keep_columns,
    misfits_told,
    names_told,
)
from annotations.cli.learn import learn
from annotations.cli.marks import annotations_
from annotations.cli.merge import conflicts, merge, settle, withdraw
from annotations.cli.options import as_author, as_json
from annotations.cli.propagate import propagate
from annotations.cli.rebuild import rebuild
from annotations.cli.safety import backup, copy, restore
from annotations.cli.search import reindex, search
from annotations.cli.suggest import suggest
from annotations.cli.tagset import tagset
from annotations.cli.terminal import (
    PROGRAM,
    close_quietly,
    complain,
    plain,
    print_json,
    said,
    sentence_of,
    speak_utf8,
    stdout_bytes,
    step_told,
    worded,
)
from annotations.cli.words import words
from annotations.incoming import bring
from annotations.ingest.how import BODIES, Body
from annotations.model import VIEW_NAMES, Outcome, ViewName
from annotations.project import open_project
from annotations.text.views import HANS_CONFIGS, HANT_CONFIGS, leads_to


def run(argv: Sequence[str]) -> int:
    """Do what the words say and give the exit code; no exception leaves.

    A reader that closes its end of the pipe early gets no complaint, but exit code 1: what
    was asked for did not arrive.
    """
    debug = "--debug" in argv
    words = [word for word in argv if word != "--debug"]
    speak_utf8()
    try:
        # Not main.main(): it would end the process by itself where a pipe breaks.
        with main.make_context(PROGRAM, words) as context:
            main.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        close_quietly()
        return 1
    except (Exception, KeyboardInterrupt) as error:
        if debug:
            traceback.print_exc()
        return complain(sentence_of(error))
    return 0


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(PROGRAM)
    except PackageNotFoundError:  # run from a checkout that nothing installed
        return "?"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Danqian 丹铅, a reader and annotator for Chinese news.

    \b
    danqian [PROJECT]     opens the window
    danqian tour DIR      shows the program off screen, pictures in DIR

    The words below work without a window. PROJECT is a file such as news.danqian.
    ARTICLE is an id, a title or a file name, as `list` shows them.
    """


@main.command("import")
@click.argument("project")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--max-mb",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="Refuse files of more than N megabytes (else DANQIAN_MAX_MB, else 50).",
)
@click.option(
    "--accept-proved", is_flag=True, help="Accept the corrections of found texts that are proved."
)
@click.option(
    "--encoding", metavar="E", help="Read text and tables in this encoding, such as gb18030."
)
@click.option(
    "--columns",
    metavar="FIELD=NAME,...",
    help="Which columns of tables are what: text=正文,title=标题 (also date, source, author, url,"
    " id); remembered for tables with the same header.",
)
@click.option(
    "--body",
    type=click.Choice(BODIES),
    help="What of a web page is the article: its densest block, what readability keeps, or the"
    " whole page (else the likeliest); remembered for these pages.",
)
@click.option(
    "--from",
    "from_",
    metavar="FORMAT",
    help="Read all of it as this format, one of those that `formats` lists (else recognised).",
)
@click.option(
    "--map",
    "map_",
    multiple=True,
    metavar="OLD=NEW",
    help="What a label of the files is in the tag set; OLD= leaves it out. attribute:OLD=NEW and"
    " relation:OLD=NEW for those. May be repeated; what stays unknown is added to the tag set.",
)
@as_author
@as_json
def import_(
    project: str,
    paths: tuple[Path, ...],
    max_mb: float | None,
    accept_proved: bool,
    encoding: str | None,
    columns: str | None,
    body: Body | None,
    from_: str | None,
    map_: tuple[str, ...],
    author: str | None,
    as_json: bool,
) -> None:
    """Bring articles into PROJECT, which is created if needed.

    PATH is a text file (.txt), a table (.csv .tsv .xlsx .jsonl, one row an article), a web
    page or document, annotated texts in a format that `formats` lists, or a folder or .zip of
    them.
    The encoding is found and the file's bytes are kept. Corrections of found texts are
    proposed: `emend` shows them. What is the same as another article, or nearly, is listed at
    the end. All of it is one step for `undo`.

    Annotations made outside on a text that was exported come back to its article. What does
    not fit is listed under its file, and the rest comes in.

    Example: danqian import news.danqian articles/ --as 林
    """
    limit, is_new = ingest.max_bytes(max_mb), not Path(project).exists()
    how, names = how_told(encoding, columns, body), names_told(from_, map_)
    with open_project(project, author=author, create=True) as opened:
        with opened.bringing() as batch:
            brought = bring(batch, paths, limit, accept_proved, how, reader=from_, names=names)
            outcomes = list(brought)
        new = {outcome.article for outcome in outcomes if outcome.article}
        groups = opened.duplicates(new & set(batch.changed.articles))
        alike = [line for group in groups for line in told(opened, group)]
        finish_index(opened)
    if is_new and all(outcome.result == "refused" for outcome in outcomes):
        Path(project).unlink()  # nobody asked for an empty project
    keep_columns(how, outcomes, paths)
    keep_bodies(how, outcomes, paths, limit)
    for outcome in outcomes:
        if as_json:
            print_json(_outcome_fields(outcome) | {"duplicates": others(groups, outcome.article)})
        else:
            print(_outcome_line(outcome), *misfits_told(outcome), sep="\n  ")
    if not as_json:
        print(*alike, sep="\n", end="\n" if alike else "")
    _refuse_refused(outcomes)


def _outcome_fields(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.file,
        "line": outcome.line,
        "article": outcome.article,
        "result": outcome.result,
        "encoding": outcome.encoding,
        "reason": _reason(outcome) or None,
        "misfits": misfits_told(outcome),
    }


def _outcome_line(outcome: Outcome) -> str:
    result = said(f"result-{outcome.result}")
    if outcome.result == "refused":
        return f"{result}  {_reason(outcome)}"
    words = (result, _place(outcome), outcome.encoding, outcome.article, _reason(outcome))
    return "  ".join(plain(word) for word in words if word)


def _reason(outcome: Outcome) -> str:
    """What is to be said of an outcome, naming its file; "" when all went well."""
    if not outcome.reason:
        return ""
    place = {"file": outcome.file, "line": outcome.line or 0}
    sentence = worded(outcome.reason, {**place, **outcome.values})
    return sentence if plain(outcome.file) in sentence else f"{_place(outcome)}: {sentence}"


def _place(outcome: Outcome) -> str:
    return plain(f"{outcome.file}:{outcome.line}" if outcome.line else outcome.file)


def _refuse_refused(outcomes: Sequence[Outcome]) -> None:
    """Exit 1 with one line if anything was refused: the sentence, or where if there are more."""
    refused = [outcome for outcome in outcomes if outcome.result == "refused"]
    if not refused:
        return
    if len(refused) == 1:
        raise click.exceptions.Exit(complain(_reason(refused[0])))
    places = ", ".join(map(_place, refused))
    sentence = said("import-refused", count=len(refused), total=len(outcomes), places=places)
    raise click.exceptions.Exit(complain(sentence))


@main.command()
@click.argument("project")
@click.argument("article")
@click.option(
    "--view",
    type=click.Choice(VIEW_NAMES),
    help="source (default): as it came; clean: emended; hans, hant: in one script.",
)
@click.option(
    "--config",
    type=click.Choice((*HANS_CONFIGS, *HANT_CONFIGS)),
    metavar="CONFIG",
    help=f"Convert so this once: {' '.join(HANS_CONFIGS)} (hans) {' '.join(HANT_CONFIGS)} (hant).",
)
def show(project: str, article: str, view: ViewName | None, config: str | None) -> None:
    """Print an article's text in one view, exactly, with nothing added.

    Example: danqian show news.danqian 两市签署协议 --view hant --config s2hk
    """
    made = leads_to(config) if config else None
    if made and view not in (None, made):
        raise click.UsageError(f"--config {config} makes the view {made}, not {view}.")
    with open_project(project, read_only=True) as opened:
        text = opened.view(opened.find(article), made or view or "source", config).text
    stdout_bytes().write(text.encode("utf-8"))


@main.command()
@click.argument("project")
@click.option("--quick", is_flag=True, help="Leave out every annotation in every view.")
@as_json
def verify(project: str, quick: bool, as_json: bool) -> None:
    """Check everything that must be true of PROJECT; nothing is changed.

    Exit code 1 when anything is wrong.

    Example: danqian verify news.danqian
    """
    with open_project(project, read_only=True) as opened:
        findings = opened.verify(quick=quick)
    for finding in findings:
        values = {"article": finding.article or "", **finding.values}
        sentence = worded(finding.key, values)
        if as_json:
            fields = {"key": finding.key, "article": finding.article, "values": {**finding.values}}
            print_json({**fields, "reason": sentence})
        else:
            print(sentence)
    if findings:
        raise click.exceptions.Exit(
            complain(said("verify-faults", file=project, count=len(findings)))
        )
    if not as_json:
        print(said("verify-clean", file=project))


@main.command()
@click.argument("project")
@as_author
def undo(project: str, author: str | None) -> None:
    """Take the last step back. Undoing is a step itself: the log keeps both.

    Example: danqian undo news.danqian
    """
    _turn(project, author, "undo")


@main.command()
@click.argument("project")
@as_author
def redo(project: str, author: str | None) -> None:
    """Do again what was last undone.

    Example: danqian redo news.danqian
    """
    _turn(project, author, "redo")


def _turn(project: str, author: str | None, word: Literal["undo", "redo"]) -> None:
    with open_project(project, author=author) as opened:
        step = (opened.undo() if word == "undo" else opened.redo()).step
    if step is not None:
        print(step_told(step.key, step.args))


@main.command()
@click.argument("project")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the last N steps.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    help="Only steps from then on, by the clock of this machine's place.",
)
@as_json
def log(project: str, limit: int | None, since: datetime | None, as_json: bool) -> None:
    """List the steps of PROJECT, the newest first: when, who, in which copy, what.

    Example: danqian log news.danqian --limit 10
    """
    with open_project(project, read_only=True) as opened:
        steps = opened.log(limit)
    start = "" if since is None else since.astimezone(UTC).isoformat()[:19]
    for step in steps:
        if step.at < start:
            continue
        if as_json:
            print_json({**asdict(step), "args": dict(step.args)})
        else:
            words = (step.at, step.author, step.replica[-6:], step_told(step.key, step.args))
            print("  ".join(plain(word) for word in words))


main.add_command(list_)
main.add_command(article)
main.add_command(set_)
main.add_command(annotations_)
main.add_command(duplicates)
main.add_command(emend)
main.add_command(export)
main.add_command(formats_)
main.add_command(rebuild)
main.add_command(merge)
main.add_command(conflicts)
main.add_command(settle)
main.add_command(withdraw)
main.add_command(backup)
main.add_command(copy)
main.add_command(restore)
main.add_command(search)
main.add_command(propagate)
main.add_command(reindex)
main.add_command(suggest)
main.add_command(learn)
main.add_command(words)
main.add_command(tagset)
WORDS: frozenset[str] = frozenset(main.commands)
"""The first words that belong to the command line and not to the window."""
