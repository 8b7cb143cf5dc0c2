"""What the tests of suggestions in the window ask and do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotations.project import Project
from gui.doing.judging import Judging
from gui.hands import Hands
from gui.window import Window
from tests.annotations.store.making import document, new_project
from tests.gui.suggesting import fake

TEXTS = {
    "甲": "上海市长到苏州。长三角一体化，上海和蘇州共建园区。𠮷，上海。",
    "乙": "上海与长三角合作。",
    "丙": "这一篇什么也没有。",
}
WAIT = 20_000  # milliseconds


def open_texts(window: Window, folder: Path, texts: Mapping[str, str]) -> Hands:
    """The window on these articles, with the fake process started."""
    new_project(folder, *(document(id, text) for id, text in texts.items())).close()
    assert window.files.open_path(folder / "p.danqian")
    proposals = window.doing.judging.proposals
    proposals.process._serve = fake.serve
    hands = Hands(window)
    hands.settle()
    proposals.start()
    window.reader.setFocus()
    return hands


def judging(hands: Hands) -> Judging:
    return hands.window.doing.judging


def project_of(hands: Hands) -> Project:
    project = hands.window.bridge.project
    assert isinstance(project, Project)
    return project


def state(hands: Hands) -> str:
    return judging(hands).proposals.state


def current(hands: Hands) -> str:
    """The label and text of what is judged."""
    draft = judging(hands).review.draft
    return f"{draft.label} {draft.quote}" if draft is not None else ""


def pending(hands: Hands) -> list[str]:
    return [one.quote for one in judging(hands).proposals.pending]


def tagged(hands: Hands, article: str = "甲") -> list[str]:
    return sorted(f"{a.label} {a.quote}" for a in project_of(hands).annotations(article))
