"""What is asked before files come in, and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations import exporting, formats
from annotations.ingest import How
from annotations.project import open_project
from annotations.questions import Answers, questions
from annotations.tagset import default
from annotations.tagset.answered import recalled, remember
from tests.annotations.ingest.pages import TEMPLATES, pages
from tests.annotations.ingest.test_results import DOUBTFUL

TEXT = "昌都市与滨海新区签署合作协议，共建产业园区，双方就教育、医疗、交通等方面达成一致。"


def test_clear_files_bring_no_question(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16"):
        (tmp_path / f"{encoding}.txt").write_bytes(TEXT.encode(encoding))
    (tmp_path / "a.csv").write_text(f"标题,正文\n甲,{TEXT}\n", "utf-8")
    (tmp_path / "short.txt").write_text("签约", "utf-8")
    (tmp_path / "ascii.txt").write_text("ok", "utf-8")
    assert not questions([tmp_path], default())


def test_two_words_that_may_be_of_two_encodings_are_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("签约".encode("gb18030"))
    (asked,) = questions([tmp_path], default()).encodings
    assert asked.path == tmp_path / "a.txt"
    assert {"签约", "ǩԼ"} <= {guess.head for guess in asked.guesses}


def test_a_table_is_asked_about_once_for_each_header(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"甲,乙\n1,{TEXT}\n", "utf-8")
    (asked,) = questions([tmp_path], default()).tables
    assert asked.preview.header == ("甲", "乙")


def test_names_are_asked_about_until_it_is_said_what_they_are(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "label": [[0, 3, "没听说过"]]}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    (asked,) = questions([tmp_path], default()).names
    assert (asked.name.name, asked.count, asked.becomes) == ("没听说过", 1, None)
    remember(default().id, {("label", "没听说过"): "REGION"})
    assert recalled(default().id) == {("label", "没听说过"): "REGION"}
    assert not questions([tmp_path], default())


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"a": 3}', '{"a": {"label:b": 4}}'])
def test_a_broken_memory_remembers_nothing(home: Path, broken: str) -> None:
    (home / "names.json").write_text(broken, "utf-8")
    assert recalled("a") == {}


def test_of_a_hundred_pages_only_the_doubtful_one_is_asked_about(tmp_path: Path) -> None:
    clean = [page.html for name in TEMPLATES for page in pages(name) if page != DOUBTFUL]
    for number, html in enumerate((clean * 3)[:99]):
        (tmp_path / f"{number}.html").write_text(html, "utf-8")
    (tmp_path / "z.xhtml").write_text(DOUBTFUL.html, "utf-8")
    asked = questions([tmp_path], default())
    (one,) = asked.pages
    assert asked and one.path == tmp_path / "z.xhtml"
    assert one.site == str(tmp_path), "it does not say where it is from"
    assert len(one.results.results) == 3


def test_what_is_the_article_is_not_asked_where_the_encoding_is(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes("签约".encode("gb18030"))
    asked = questions([tmp_path], default())
    assert asked.encodings and not asked.pages


def test_the_answer_for_a_page_is_how_it_is_read(tmp_path: Path) -> None:
    said = Answers(bodies={tmp_path / "a.html": "whole"})
    assert said.how(tmp_path / "a.html") == How(body="whole")
    assert said.how(tmp_path / "b.html") == How()


def test_files_that_cannot_be_read_are_no_question(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"\x00\x01\xff")
    (tmp_path / "c.html").write_bytes(b"<div>" * 100_000)
    (tmp_path / "d.html").write_bytes(b"%PDF-1.7")
    assert not questions([tmp_path, tmp_path / "gone.txt"], default())


def test_a_preview_begins_as_the_export_does(sample: Path, tmp_path: Path) -> None:
    with open_project(sample, read_only=True) as project:
        for format in formats.all().values():
            if format.lacking:
                continue
            context = exporting.context(project, format)
            shown = exporting.preview(project, format, context)
            assert shown.text or shown.rows, format.name
        form = formats.named("conll")
        context = exporting.context(project, form)
        out = tmp_path / "o.conll"
        exporting.export(project, form, out, context)
        begun = exporting.preview(project, form, context).text
    assert out.read_text("utf-8").startswith(begun)
