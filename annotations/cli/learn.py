"""`danqian learn`: a model of the project's own for suggestions, trained, judged, switched on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from annotations.cli.options import as_json
from annotations.cli.terminal import print_json, print_table, said
from annotations.project import open_project

if TYPE_CHECKING:
    from annotations.learning import Learnt
    from annotations.suggest.learning.training import Counts

_LEAST = 0.005  # of F1 gained: less is no reason to switch it on


@click.command()
@click.argument("project")
@click.option(
    "--switch-on", "switched", flag_value="on", help="Have suggestions use it from now on."
)
@click.option("--switch-off", "switched", flag_value="off", help="Have suggestions without it.")
@as_json
def learn(project: str, switched: str | None, as_json: bool) -> None:
    """Train a small model on what is annotated in PROJECT, and show what it is good for.

    It adds names where the rules of the program find none, above all those of labels of your
    own. Each article is judged by a model that has not seen it; the figures are F1, exact, for
    the rules alone and for both. Needs ten articles that are annotated to the end, 500 names,
    and python-crfsuite; it takes a few minutes. It is kept on this machine, outside of the
    project, and is not used until --switch-on. Training it again switches it off.

    Example: danqian learn news.danqian; danqian learn news.danqian --switch-on
    """
    from annotations import learning

    with open_project(project, read_only=True) as opened:
        if switched:
            learning.switch(opened, switched == "on")
            if not as_json:
                print(said(f"learn-{switched}"))
            return
        learnt = learning.train(opened, _show)
    if as_json:
        print_json(_fields(learnt))
    else:
        _tell(learnt)


def _show(done: int, turns: int) -> None:
    if sys.stderr.isatty():
        end = "\r" if done < turns else "\r\x1b[K"
        print(said("learn-progress", done=done, turns=turns), end=end, file=sys.stderr, flush=True)


def _tell(learnt: Learnt) -> None:
    figures = learnt.figures
    counts = {"articles": learnt.articles, "characters": learnt.characters, "names": learnt.names}
    print(said("learn-read", **counts))
    every = sorted(figures.both.items(), key=lambda pair: (-pair[1].wanted, pair[0]))
    rows = [said("learn-columns").split("|")]
    rows += [
        [label, str(both.wanted), _f1(figures.rules.get(label)), _f1(both)]
        for label, both in every
        if both.wanted
    ]
    without, both = figures.without, figures.with_model
    print_table([*rows, [said("learn-all"), str(both.wanted), _f1(without), _f1(both)]])
    added = figures.added
    print(said("learn-added", count=added.proposed, right=added.right))
    helps = both.f1 - without.f1 >= _LEAST
    print(said("learn-helps" if helps else "learn-helps-not"))


def _f1(counts: Counts | None) -> str:
    return f"{counts.f1:.3f}" if counts is not None else "0.000"


def _fields(learnt: Learnt) -> dict[str, object]:
    figures = learnt.figures
    labels = {
        label: {
            "wanted": both.wanted,
            "rules": round(figures.rules[label].f1 if label in figures.rules else 0.0, 4),
            "both": round(both.f1, 4),
        }
        for label, both in sorted(figures.both.items())
    }
    return {
        "articles": learnt.articles,
        "characters": learnt.characters,
        "names": learnt.names,
        "rules": round(figures.without.f1, 4),
        "both": round(figures.with_model.f1, 4),
        "added": figures.added.proposed,
        "right": figures.added.right,
        "labels": labels,
    }
