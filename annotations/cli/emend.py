"""`danqian emend`: what is wrong with the texts, listed and judged by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

import click

import resources
from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import language, plain, print_json, print_table, said, worded
from annotations.emend.accepting import wanted
from annotations.errors import Refusal
from annotations.model import Emendation, EmendationStatus
from annotations.project import Project, open_project

_SHOWN = 20  # characters of a passage in the listing for people
Found = tuple[str, str, Emendation]  # article id, its source text, what was found there


@click.command()
@click.argument("project")
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only of this rule or kind.")
@click.option("--list", "listing", is_flag=True, help="Show what there is (the default).")
@click.option("--accept", is_flag=True, help="Accept; without --rule only what is proved.")
@click.option("--reject", is_flag=True, help="Reject; needs --rule.")
@click.option("--reopen", is_flag=True, help="Take back what was decided; needs --rule.")
@as_author
@as_json
def emend(
    project: str,
    articles: tuple[str, ...],
    rules: tuple[str, ...],
    listing: bool,
    accept: bool,
    reject: bool,
    reopen: bool,
    author: str | None,
    as_json: bool,
) -> None:
    """List and judge corrections of texts; the texts themselves never change.

    Listing shows what the project has and what can be found besides, and changes nothing.
    --accept and --reject store what is found and judge it, as one step for `undo`: with
    --rule all that is proposed by that rule or kind and has a replacement, without it what
    is proved and has one, never a guess at broken characters. What overlaps something
    accepted stays proposed. --reopen makes what was decided by a rule proposed again.

    Example: danqian emend news.danqian --rule pinyin --accept
    """
    deeds: dict[EmendationStatus, bool] = {
        "accepted": accept,
        "rejected": reject,
        "proposed": reopen,
    }
    wished: list[EmendationStatus] = [status for status, wish in deeds.items() if wish]
    if len(wished) + listing > 1:
        raise click.UsageError("--list, --accept, --reject and --reopen exclude each other.")
    if (reject or reopen) and not rules:
        raise click.UsageError("--reject and --reopen need --rule: say what is meant.")
    if wished:
        with open_project(project, author=author) as opened:
            _judge(opened, articles, rules, wished[0], as_json)
        return
    with open_project(project, read_only=True) as opened:
        found = _found(opened, articles, rules)
        if as_json:
            for one in found:
                print_json(_fields(one))
        else:
            _print_list(opened, list(found))


# -- listing ----------------------------------------------------------------------------


def _found(project: Project, articles: Sequence[str], rules: Sequence[str]) -> Iterator[Found]:
    """What is stored and what the detectors find besides, in the order of the texts."""
    _check_rules(project, rules)
    ids = [project.find(name) for name in articles] or [row.id for row in project.articles()]
    for id in dict.fromkeys(ids):
        text = project.article(id).text
        here = (*project.emendations(id), *project.unproposed(id))
        for emendation in sorted(here, key=lambda e: e.span):
            if not rules or not {emendation.rule, emendation.kind}.isdisjoint(rules):
                yield id, text, emendation


def _check_rules(project: Project, rules: Collection[str]) -> None:
    """Refuse a rule that nothing has, which is a slip of the pen. Refusal: rule-unknown."""
    from annotations.emend import detectors  # it brings its dictionaries along

    known = {name for d in detectors().values() for name in (d.kind, *d.rules)}
    known |= {name for count in project.rule_counts() for name in (count.kind, count.rule)}
    for rule in rules:
        if rule not in known:
            raise Refusal("rule-unknown", rule=rule, known=" ".join(sorted(known - {""})))


def _fields(found: Found) -> dict[str, object]:
    article, text, e = found
    fields: dict[str, object] = {
        "article": article,
        "start": e.span.start,
        "end": e.span.end,
        "raw": e.span.of(text),
        "replacement": e.replacement,
        "kind": e.kind,
        "rule": e.rule,
        "confidence": e.confidence,
        "status": e.status,
        "id": e.id or None,
        "reason": _reason(e),
    }
    if e.kind == "mojibake":
        fields["candidates"] = e.evidence.get("candidates", [])
    return fields


def _reason(e: Emendation) -> str:
    """Why it was proposed, as its rule words it; its kind where the rule is not ours."""
    keys = (f"rule-{e.rule}", f"kind-{e.kind}")
    known = resources.messages(language())
    return next((worded(key, e.evidence) for key in keys if key in known), plain(e.kind))


def _print_list(project: Project, found: Sequence[Found]) -> None:
    titles = {row.id: row.title or row.name for row in project.articles()}
    several = len({article for article, _, _ in found}) > 1
    table = [
        [
            *([plain(titles[article])] if several else []),
            f"{e.span.start}–{e.span.end}",
            said(f"emendation-{e.status}"),
            f"{_shown(e.span.of(text))} → {_replacement(e)}",
            _reason(e),
        ]
        for article, text, e in found
    ]
    if not table:
        print(said("emend-none"))
        return
    print_table(table, whole_last=True)
    print()
    _print_summary([e for _, _, e in found])


def _shown(raw: str) -> str:
    return plain(raw if len(raw) <= _SHOWN else f"{raw[: _SHOWN - 1]}…") or said("emend-nothing")


def _replacement(e: Emendation) -> str:
    return said("emend-unknown") if e.replacement is None else _shown(e.replacement)


def _print_summary(emendations: Sequence[Emendation]) -> None:
    """How many there are of each rule, by what became of them."""
    statuses = ("proposed", "accepted", "rejected")
    counts = Counter((e.kind, e.rule, e.status) for e in emendations)
    proved = Counter((e.kind, e.rule) for e in emendations if wanted(e, frozenset()))
    heads = ("kind", "rule", *statuses, "proved")
    table = [[said(f"column-{head}") for head in heads]]
    for kind, rule in sorted({(e.kind, e.rule) for e in emendations}):
        numbers = (*(counts[kind, rule, status] for status in statuses), proved[kind, rule])
        table.append([plain(kind), plain(rule), *map(str, numbers)])
    print_table(table)


# -- judging ----------------------------------------------------------------------------


def _judge(
    project: Project,
    articles: Sequence[str],
    rules: Sequence[str],
    status: EmendationStatus,
    as_json: bool,
) -> None:
    """Judge by rule, and tell for each how many were judged and how many overlap."""
    _check_rules(project, rules)
    ids = [project.find(name) for name in articles] or None
    changed = project.judge_found(status, rules, ids)
    told: object = changed.step.args["rules"] if changed.step else {}
    judged: Counter[str] = Counter(cast("Mapping[str, int]", told))
    skipped: Counter[str] = Counter()
    if status == "accepted":
        left = project.emendations_in(status="proposed")
        meant = (e for id, e in left if ids is None or id in ids)
        skipped.update(e.rule for e in meant if wanted(e, frozenset(rules)))
    table = [[said("column-rule"), said(f"column-{status}"), said("column-skipped")]]
    for rule in sorted(judged | skipped):
        if as_json:
            counts = {"count": judged[rule], "skipped": skipped[rule]}
            print_json({"rule": rule, "status": status, **counts})
        table.append([plain(rule), str(judged[rule]), str(skipped[rule])])
    if not as_json:
        if len(table) > 1:
            print_table(table)
        print(said(f"emend-{status}", count=judged.total(), skipped=skipped.total()))
