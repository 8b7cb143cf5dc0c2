"""Which strings of a project stand for names: what words and suggestions learn from."""

from __future__ import annotations

from pathlib import Path

from annotations.model import Span
from annotations.project import open_project

TEXT = "𠮷安县与上海市松江区签署一项期限为二十二个字以上的很长的名字的战略合作协议，上海市牵头。"


def test_tagged_strings_are_names_in_one_piece_each_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "two.txt").write_text("滬甘合作", "utf-8")
    with open_project(tmp_path / "p.danqian", create=True) as project:
        from annotations.incoming import bring

        with project.bringing() as batch:
            list(bring(batch, [tmp_path / "one.txt", tmp_path / "two.txt"]))
        one, two = (row.id for row in project.articles())
        assert project.tagged_strings() == frozenset()
        last = TEXT.rindex("上海市")
        for span in (Span(0, 3), Span(4, 7), Span(last, last + 3), Span(4, 5), Span(0, 21)):
            project.annotate(one, span, "REGION")
        project.annotate(one, Span(10, 14), project.tagset.measure.id)
        project.annotate(one, [Span(0, 1), Span(2, 3)], "REGION")
        project.annotate(two, Span(0, 2), "REGION")
        assert project.tagged_strings() == {"𠮷安县", "上海市", "滬甘"}
        assert project.tagged_strings(two) == {"滬甘"}
        project.undo()
        assert project.tagged_strings() == {"𠮷安县", "上海市"}
