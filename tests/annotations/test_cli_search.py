"""`danqian search` and `danqian reindex`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import Emendation, Span
from annotations.project import open_project
from tests.annotations.shell import Shell
from tests.annotations.store.making import TEXT, document, new_project
from tests.annotations.store.search.scanning import unindex

PINYIN = Span(TEXT.index("(qū)"), TEXT.index("(qū)") + 4)


@pytest.fixture
def shell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setenv("DANQIAN_LANG", "en")
    proved = Emendation("E", PINYIN, "", "pinyin", confidence=1.0)
    texts = [document(f"A{n:03}", "江南" * 3) for n in range(150)]
    new_project(tmp_path, document("A", emendations=[proved]), document("B"), *texts).close()
    return Shell(tmp_path, capfdbinary)


def test_every_hit_is_one_line_of_json(shell: Shell):
    (hit,) = shell.json("search", shell.project, "区签")
    assert hit == {
        "article": "A",
        "start": PINYIN.start - 1,
        "end": PINYIN.end + 1,
        "quote": "區(qū)簽",
        "left": TEXT[: PINYIN.start - 1],
        "right": TEXT[PINYIN.end + 1 :][:24],
    }
    hits = shell.json("search", shell.project, "江南")
    assert [(hit["article"], hit["start"]) for hit in hits] == [
        (f"A{n:03}", start) for n in range(150) for start in (0, 2, 4)
    ]
    assert len(shell.json("search", shell.project, "江南", "--limit", 301)) == 301


def test_lines_for_people_show_title_place_and_context(shell: Shell):
    code, out, err = shell.run("search", shell.project, "浦东", "--limit", "1")
    assert (code, err) == (0, "")
    assert out == f"{TEXT[:6]}  7–9  {TEXT[:7]}【浦東】{TEXT[9:33]}\n".replace(
        "\r\n全", "⟨000D⟩⟨000A⟩全"
    )


def test_nothing_found_is_said_to_people_and_no_fault(shell: Shell):
    assert shell.run("search", shell.project, "龘") == (0, "", "danqian: Not found: 龘\n")
    assert shell.run("search", shell.project, "龘", "--json") == (0, "", "")


def test_counting_says_articles_and_hits(shell: Shell):
    assert shell.run("search", shell.project, "江南", "--count")[1] == (
        "Found in 150 articles, at 450 places.\n"
    )
    counted = shell.json("search", shell.project, "江南", "--count")
    assert counted == [{"articles": 150, "hits": 450}]


def test_nothing_to_look_for_is_refused(shell: Shell):
    code, out, err = shell.run("search", shell.project, "")
    assert (code, out, err) == (1, "", "danqian: There is nothing to look for.\n")


def test_a_query_of_options_and_controls_is_text(shell: Shell):
    assert shell.run("search", shell.project, "--", "--count")[0] == 0
    code, out, _ = shell.run("search", shell.project, "\r\n", "--limit", "1")
    assert code == 0
    assert "【⟨000D⟩⟨000A⟩】" in out


def test_reindex_says_how_large_the_index_is(shell: Shell):
    with open_project(shell.project) as project:
        unindex(project)
    before = shell.json("search", shell.project, "区签")
    code, out, err = shell.run("reindex", shell.project)
    assert (code, err) == (0, "")
    assert out.startswith(f"The search index of {shell.project} is made anew; it has 0.")
    with open_project(shell.project) as project:
        assert project.index_bytes() > 0
    assert shell.json("search", shell.project, "区签") == before


def test_reindex_needs_a_project_that_can_be_written(shell: Shell):
    with open_project(shell.project):
        code, out, err = shell.run("reindex", shell.project)
    assert (code, out) == (1, "")
    assert "danqian: " in err
