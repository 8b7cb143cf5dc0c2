"""`danqian suggest`: names and measures that the program proposes, listed or accepted."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from contextlib import closing

import click

import resources
from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import complain, language, plain, print_json, said, worded
from annotations.model import Suggestion
from annotations.project import Project, open_project

_FEW = 8  # articles that this process does alone sooner than others would have started
_SHOWN = 40  # characters of a quote in the listing for people


@click.command()
@click.argument("project")
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Only of this label.")
@click.option(
    "--above",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="CONFIDENCE",
    help="Only what is at least so sure, from 0 to 1.",
)
@click.option("--accept-all", is_flag=True, help="Accept all of it, as one step for `undo`.")
@click.option(
    "--with",
    "command",
    metavar="COMMAND",
    help="Also ask this program: it reads articles and writes names as lines of JSON.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes share the work (else one for each core; one with --with).",
)
@as_author
@as_json
def suggest(
    project: str,
    articles: tuple[str, ...],
    labels: tuple[str, ...],
    above: float,
    accept_all: bool,
    command: str | None,
    processes: int | None,
    author: str | None,
    as_json: bool,
) -> None:
    """List the names and measures that are suggested for articles, all of them by default.

    Places are characters of the source, whatever was read. What is tagged or rejected already
    is left out. Nothing is stored without --accept-all.

    COMMAND gets each article as a line {"id", "text", "date", "names"} and answers with a line
    {"id", "candidates": [{"start", "end", "label", "type", "confidence", "rule"}]}; places are
    characters of the text it got, which is clean and simplified.

    Example: danqian suggest news.danqian 001.txt --label REGION --above 0.9
    """
    with open_project(project, author=author, read_only=not accept_all) as opened:
        if articles:
            ids = list(dict.fromkeys(map(opened.find, articles)))
        else:
            ids = [row.id for row in opened.articles()]
        if processes is None:
            processes = 1 if command or len(ids) <= _FEW else None
        chosen: dict[str, list[Suggestion]] = {}
        with closing(_found(opened, ids, command, processes)) as made:
            for article, found in made:
                kept = [one for one in found if _wanted(one, labels, above)]
                if kept:
                    chosen[article] = kept
                if as_json or not accept_all:
                    _tell(opened, article, kept, as_json)
        count = sum(map(len, chosen.values()))
        if accept_all and chosen:
            step = opened.accept_suggestions(chosen).step
            count = int(str(step.args["count"])) if step else 0
    if not as_json:
        key = "suggesting-accepted" if accept_all else "suggesting-count"
        print(said(key, count=count, articles=len(chosen)))


def _wanted(one: Suggestion, labels: Sequence[str], above: float) -> bool:
    return one.confidence >= above and (not labels or one.label in labels)


def _found(
    project: Project, ids: Sequence[str], command: str | None, processes: int | None
) -> Generator[tuple[str, tuple[Suggestion, ...]]]:
    """What is to be judged of each article; what went wrong is told as it comes."""
    from annotations.suggest.filtering import Command
    from annotations.suggest.pending import pending
    from annotations.suggest.running import run

    wanted = Command.of(command) if command else None
    subjects = ((id, project.subject(id)) for id in ids)
    measure = project.tagset.measure.id
    progress = _Progress(len(ids))
    with closing(run(subjects, project.taught(), processes, wanted)) as made:
        for article, found, faults in made:
            progress.clear()
            for fault in faults:
                place = _title(project, article)
                complain(f"{place}: {worded(fault.key, fault.values)}")
            here = project.annotations(article), project.rejected_here(article)
            yield article, pending(found, *here, measure)
            progress.show()
    progress.clear()


class _Progress:
    """How far it is, on a terminal that shows nothing else."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._begin = time.monotonic()
        self._is_on = sys.stderr.isatty() and not sys.stdout.isatty() and total > _FEW

    def show(self) -> None:
        self._done += 1
        if self._is_on:
            taken = max(time.monotonic() - self._begin, 0.001)
            speed = f"{self._done / taken:.1f}"
            told = said("suggesting-progress", done=self._done, total=self._total, speed=speed)
            print(f"\r{told}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._is_on:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


# -- telling ----------------------------------------------------------------------------


def _tell(project: Project, article: str, found: Sequence[Suggestion], as_json: bool) -> None:
    title = _title(project, article)
    for one in found:
        if as_json:
            print_json(_fields(article, one))
            continue
        places = ",".join(f"{span.start}–{span.end}" for span in one.fragments)
        words = (title, _label(one), places, _shown(one.quote), reason(one), _sure(one))
        print("  ".join(words))


def _title(project: Project, article: str) -> str:
    row = project.article_row(article)
    return plain((row.title or row.name) if row else article)


def _label(one: Suggestion) -> str:
    type = one.attributes.get("type")
    return plain(f"{one.label}/{type}" if isinstance(type, str) else one.label)


def _shown(quote: str) -> str:
    return plain(quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…")


def _sure(one: Suggestion) -> str:
    return f"{one.confidence:.2f}"


def reason(one: Suggestion) -> str:
    """Why it was proposed, as its rule words it; the rule itself where that is not ours."""
    key = f"suggest-{one.rule.replace('.', '-')}"
    known = resources.messages(language())
    return worded(key, {"evidence": one.evidence}) if key in known else plain(one.rule)


def _fields(article: str, one: Suggestion) -> dict[str, object]:
    type = one.attributes.get("type")
    return {
        "article": article,
        "label": one.label,
        "type": type if isinstance(type, str) else None,
        "fragments": [[span.start, span.end] for span in one.fragments],
        "quote": one.quote,
        "surface": one.surface,
        "rule": one.rule,
        "confidence": one.confidence,
        "reason": reason(one),
        "attributes": {name: _plain(value) for name, value in one.attributes.items()},
        "slots": [
            {
                "relation": slot.relation,
                "label": slot.label,
                "fragments": [[span.start, span.end] for span in slot.fragments],
                "ticked": slot.ticked,
            }
            for slot in one.slots
        ],
    }


def _plain(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)
