"""What of a web page is the article, on the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.annotations.ingest.pages import FURNITURE, pages
from tests.annotations.ingest.test_results import DOUBTFUL
from tests.annotations.shell import Shell


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    return bare_shell


def text_of(shell: Shell, article: str) -> str:
    return shell.run("show", shell.project, article)[1]


@pytest.mark.parametrize("body", ["density", "readability", "whole"])
def test_the_body_that_is_named_comes_in_and_again_without_its_name(
    shell: Shell, body: str
) -> None:
    path = shell.file("a.html", DOUBTFUL.html)
    (found,) = shell.json("import", shell.project, path, "--body", body)
    text = text_of(shell, found["article"])
    assert (DOUBTFUL.body[0] in text, "网友0" in text) == (body != "readability", body != "density")
    (again,) = shell.json("import", shell.project, path)
    assert (again["result"], again["article"]) == ("same", found["article"])
    assert shell.run("verify", shell.project)[0] == 0


def test_another_body_of_the_same_page_is_another_article(shell: Shell) -> None:
    path = shell.file("a.html", DOUBTFUL.html)
    (one,) = shell.json("import", shell.project, path)
    (other,) = shell.json("import", shell.project, path, "--body", "whole")
    assert (one["result"], other["result"]) == ("new", "new")
    texts = [set(text_of(shell, found["article"]).split("\n")) for found in (one, other)]
    assert texts[0] < texts[1]


def test_pages_in_an_archive_are_read_and_remembered_as_those_beside_it(shell: Shell) -> None:
    path = shell.folder / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("新闻/a.html", DOUBTFUL.html)
    (found,) = shell.json("import", shell.project, path, "--body", "whole")
    assert "网友0" in text_of(shell, found["article"])
    (again,) = shell.json("import", shell.project, shell.file("a.html", DOUBTFUL.html))
    assert (again["result"], again["article"]) == ("same", found["article"])


def test_the_choice_goes_out_and_in_again_with_the_article(shell: Shell, tmp_path: Path) -> None:
    path = shell.file("a.html", DOUBTFUL.html)
    shell.run("import", shell.project, path, "--body", "whole")
    out = tmp_path / "out.jsonl"
    assert shell.run("export", shell.project, "--format", "jsonl", "--out", out)[0] == 0
    assert '"chosen": "whole"' in out.read_text("utf-8").replace('":"', '": "')
    (again,) = shell.json("import", shell.project, out)
    assert again["result"] == "same"
    other, back = str(tmp_path / "other.danqian"), tmp_path / "back.jsonl"
    assert shell.json("import", other, out)[0]["result"] == "new"
    assert shell.run("export", other, "--format", "jsonl", "--out", back)[0] == 0
    (line,), (ours,) = (
        [row for row in file.read_text("utf-8").splitlines() if '"chosen"' in row]
        for file in (back, out)
    )
    assert line == ours


def test_a_page_without_that_body_is_refused_and_the_rest_comes_in(shell: Shell) -> None:
    bad = shell.file("a.html", f"<p><a href=/1>{FURNITURE[8]}</a></p>")
    good = shell.file("b.html", pages("html5")[0].html)
    code, out, err = shell.run("import", shell.project, bad, good, "--body", "density")
    assert (code, out.splitlines()[1][:3]) == (1, "new")
    assert f'In {bad}, "density" finds nothing that could be the article' in err


def test_what_is_no_body_is_wrong_usage(shell: Shell) -> None:
    path = shell.file("a.html", DOUBTFUL.html)
    code, _, err = shell.run("import", shell.project, path, "--body", "klingon")
    assert (code, "--body" in err) == (2, True)
    assert not Path(shell.project).exists()
