"""What was said to be the article of a page holds when the page is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.ingest import remembered_bodies, web
from annotations.ingest.remembered_bodies import of_page, of_site, remember
from annotations.ingest.results import results_of
from tests.annotations.ingest.test_results import DOUBTFUL

SITE = "news.example.org"
HEAD = f'<head><link rel=canonical href="https://{SITE}/a/1">'
PAGE = DOUBTFUL.html.replace("<head>", HEAD).encode()
CLEAN = f"<html>{HEAD}</head><body><h1>题目一行字</h1><p>{'这是一句话，很长。' * 9}</p>".encode()


def chosen(data: bytes) -> object:
    told = web.read(data, "a.html").article.source.extra["extraction"]
    assert isinstance(told, dict)
    return told.get("chosen")


def test_a_page_of_which_something_was_said_is_read_so_again() -> None:
    assert chosen(PAGE) is None
    whole = web.read(PAGE, "a.html", body="whole").article
    found = results_of(PAGE)
    assert found is not None
    remember({found.sha256: "whole"}, {})
    again = web.read(PAGE, "a.html").article
    assert again.text == whole.text
    assert again.source.extra == whole.source.extra
    asked = results_of(PAGE)
    assert asked is not None and asked.said == "whole", "it is asked again, answered already"


def test_what_was_said_of_a_site_holds_for_its_doubtful_pages_only() -> None:
    remember({}, {SITE: "whole"})
    assert (of_site(SITE), of_site("")) == ("whole", None)
    assert chosen(PAGE) == "whole"
    assert chosen(DOUBTFUL.html.encode()) is None, "another site"
    assert chosen(CLEAN) is None, "it is not doubtful"


def test_what_was_said_of_the_page_goes_before_what_was_said_of_its_site() -> None:
    found = results_of(PAGE)
    assert found is not None
    remember({found.sha256: "density"}, {SITE: "whole"})
    assert chosen(PAGE) == "density"


def test_what_finds_nothing_on_the_page_is_not_taken() -> None:
    page = f'<link rel=canonical href="https://{SITE}/"><p>短</p><ul><li>又短</ul>'.encode()
    remember({}, {SITE: "readability"})
    assert web.read(page, "a.html").article.text.strip()


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"pages": 3}', '{"pages": {"a": "b"}}'])
def test_a_broken_memory_remembers_nothing(home: Path, broken: str) -> None:
    (home / "bodies.json").write_text(broken, "utf-8")
    assert of_page("a") is None and of_site("a") is None


def test_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_bodies, "_MOST", 3)
    remember({f"{n}": "whole" for n in range(4)}, {})
    remember({"1": "density"}, {})  # said again: it is the newest
    remember({"4": "whole"}, {})
    assert [of_page(f"{n}") for n in range(5)] == [None, "density", None, "whole", "whole"]
