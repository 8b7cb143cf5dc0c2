"""Import: what is doubtful is asked, then everything comes in as one step, off the thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

import resources
from annotations.errors import Refusal
from annotations.model import Changed, Outcome, RuleCount
from gui import language, wording, work_child
from gui.bridge import Bridge, Cancelled
from gui.doing.apart import LARGE_PROJECT, PATIENCE, Apart, is_large
from gui.doing.work import Work, Works

if TYPE_CHECKING:
    from annotations import questions as asking
    from annotations.analysis.duplicates import Group
    from annotations.ingest.archives import Archives
    from annotations.project import Project

    _Found = tuple[asking.Questions, asking.Answers]

_COMPARED = 20_000  # articles of a project in which duplicates are looked for after each import


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import was.

    `found` is how much the detectors proposed for new articles, by rule, `proved` the ids of
    what is proved of that, by article; `groups` are the duplicates that one of the new ones is
    in, `titles` those of the articles in them.
    """

    outcomes: tuple[Outcome, ...] = ()
    found: Sequence[RuleCount] = ()
    proved: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def _say(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def bring(bridge: Bridge, works: Works, window: QWidget, paths: Iterable[Path]) -> Brought | None:
    """Import files and folders; None when it was refused, or not wanted any more."""
    project, wanted = bridge.project, tuple(paths)
    if project is None:
        return None
    answers = None
    if not project.read_only:
        answers = _answers(project, works, window, wanted)
        if answers is None:
            return None
    kept: list[Brought] = []

    def bringing(project: Project) -> Changed:
        """Once more, if the disk was full and this had to wait."""
        kept.clear()
        bridge.hold()
        changed, brought = works.carry_out(
            _say("导入"), lambda work: _brought(work, project, wanted, answers)
        )
        kept.append(_compared(works, project, brought))
        return changed

    return kept[0] if bridge.do(bringing) is not None and kept else None


def _answers(
    project: Project, works: Works, window: QWidget, paths: Sequence[Path]
) -> asking.Answers | None:
    """What a person says of what is doubtful; None when they want nothing imported."""
    tagset = project.tagset

    def look(work: Work[_Found]) -> _Found:
        from annotations import ingest
        from annotations import questions as asking
        from annotations.arriving import known_suffixes
        from annotations.tagset.answered import recalled

        def heard(told: object) -> None:
            seen, name = cast("tuple[int, str]", told)
            work.tell(seen, at=name)

        large = any(map(is_large, ingest.files(paths, known_suffixes())))
        with Apart(work.go_on, wanted=large, patience=PATIENCE) as apart:
            try:
                found = apart.do(work_child.look, heard, paths, tagset)
            except Refusal:  # a file ended the process; it is refused when it comes in
                found = asking.Questions()
        return found, asking.Answers(names=recalled(tagset.id))

    try:
        found, known = works.carry_out(_say("查看文件"), look, leave=True)
    except Cancelled:
        return None
    if not found:
        return known
    from gui.dialogs.asking import AskDialog

    dialog = AskDialog(window, found, tagset)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return dialog.answers(known.names)


def _brought(
    work: Work[tuple[Changed, Brought]],
    project: Project,
    paths: Sequence[Path],
    answers: asking.Answers | None,
) -> tuple[Changed, Brought]:
    from annotations.ingest.archives import Archives

    with (
        Archives(lambda path: work.tell(0, at=path.name)) as archives,
        Apart(work.go_on) as apart,
    ):
        return _unpacked(work, project, paths, answers, archives, apart)


def _unpacked(
    work: Work[tuple[Changed, Brought]],
    project: Project,
    paths: Sequence[Path],
    answers: asking.Answers | None,
    archives: Archives,
    apart: Apart,
) -> tuple[Changed, Brought]:
    from annotations import questions as asking
    from annotations.arriving import how_many
    from annotations.incoming import bring

    work.tell(0)
    resources.messages(language.spoken())  # read here, before the window tells what was done
    import_module("gui.dialogs.imported")
    answers = answers or asking.NONE
    total, seen = how_many(paths, archives), 0
    outcomes: list[Outcome] = []

    def heard(path: Path) -> None:
        nonlocal seen
        work.tell(min(seen, total), total, path.name)
        seen += 1

    with project.bringing() as batch:
        coming = bring(
            batch,
            paths,
            how=answers.how,
            reader=answers.readers,
            names=answers.names,
            heard=heard,
            archives=archives,
            read=apart.read,
        )
        for outcome in coming:
            outcomes.append(outcome)
            told = work.told
            work.tell(told.done, told.total, told.at)
    work.may_stop = False
    if first := next((o.article for o in outcomes if o.result == "new"), None):
        _ = project.views(first).zones  # read here: where nothing is open it will be
    return batch.changed, Brought(tuple(outcomes), *_proposed(project, outcomes))


def _proposed(
    project: Project, outcomes: Iterable[Outcome]
) -> tuple[list[RuleCount], dict[str, list[str]]]:
    """What the detectors proposed for the articles that are new, in the order of the review."""
    many: Counter[tuple[str, str]] = Counter()
    sure: Counter[tuple[str, str]] = Counter()
    proved: dict[str, list[str]] = {}
    for article in (o.article for o in outcomes if o.result == "new" and o.article):
        for _, emendation in project.emendations_in(status="proposed", article=article):
            key = emendation.kind, emendation.rule
            many[key] += 1
            if wording.is_proved(emendation):
                sure[key] += 1
                proved.setdefault(article, []).append(emendation.id)
    rules = [
        RuleCount(*key, proposed=number, accepted=0, rejected=0, proved=sure[key])
        for key, number in many.items()
    ]
    return sorted(rules, key=wording.rule_order), proved


def _compared(works: Works, project: Project, brought: Brought) -> Brought:
    """With the duplicates of what is new; without, where one does not want to wait for them."""
    new = [o.article for o in brought.outcomes if o.result == "new" and o.article]
    if not new or len(project.article_list()) > _COMPARED:
        return brought
    path = project.path

    def compare(work: Work[Brought]) -> Brought:
        with Apart(work.go_on, wanted=is_large(path, LARGE_PROJECT)) as apart:
            groups, titles = apart.do(work_child.compare, lambda _: None, path, new)
        return replace(brought, groups=groups, titles=titles)

    try:
        return works.carry_out(_say("比对重复的文章"), compare, leave=True)
    except (Cancelled, Refusal):
        return brought
