"""Articles found by a part of their title, in whichever script."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.incoming import bring
from annotations.project import open_project

TITLES = ("蘇州與浦东签约", "苏州共建园区", "𠮷林银行 IPO", "50%的电")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("苏州", [0, 1]),
        ("蘇州", [0, 1]),
        ("𠮷林", [2]),
        ("ipo", [2]),
        ("%", [3]),
        ("電", [3]),
        ("没有", []),
    ],
)
def test_a_title_is_found_in_either_script(tmp_path: Path, typed: str, found: list[int]) -> None:
    for number, title in enumerate(TITLES):
        (tmp_path / f"{number}.txt").write_text(f"{title}\n正文。", "utf-8")
    with open_project(tmp_path / "p.danqian", create=True) as project:
        with project.bringing() as batch:
            tuple(bring(batch, sorted(tmp_path.glob("*.txt"))))
        assert [title for _, title in project.titled(typed)] == [TITLES[n] for n in found]
        assert len(project.titled("", 2)) == 2
