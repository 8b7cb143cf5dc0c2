"""Documents that come in: new, same, merged or refused, and never by half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import Refusal
from annotations.model import (
    Article,
    Document,
    Emendation,
    Outcome,
    Reading,
    Relation,
    Source,
    Span,
    TagSetRef,
)
from annotations.project import Project
from annotations.tagset import default
from tests.annotations.store.making import TEXT, article, document, everything, mark, new_project


@pytest.fixture
def project(tmp_path: Path):
    with new_project(tmp_path) as opened:
        yield opened


def bring(project: Project, *documents: Document, file: str = "d.jsonl") -> list[Outcome]:
    with project.bringing() as batch:
        return [batch.add(each, file=file, line=n) for n, each in enumerate(documents, 1)]


def full() -> Document:
    """A document with one of everything, and with what we do not know."""
    one = mark("T1", 0, 2)
    return Document(
        Article(
            "A",
            "題",
            TEXT,
            replace(article().source, extra={"page": 7}, absent=("bom",)),
            "reading",
            {"url": "https://example.org", "list": [1, None, {"深": True}]},
            None,
            None,
            None,
            repair=True,
            extra={"unknown": [1.5]},
            absent=("author", "created", "tagset"),
        ),
        (
            Emendation(
                *("E1", Span(12, 16), "", "pinyin", "pinyin-sparse", "accepted", 0.75),
                *({"reading": "qū", "n": [1, None]}, "乙", None),
            ),
        ),
        (Reading(Span(3, 4), "t2s", "与", {"why": "字"}),),
        (
            replace(
                one,
                fragments=(Span(0, 1), Span(2, 3)),
                quote=TEXT[0] + TEXT[2],
                attributes={"code": ("31", "22"), "certainty": "sure"},
                note="註\x00𠮷",
                tagset=TagSetRef("other", "9", {"k": 1}),
                extra={"x": {}},
                absent=("modified",),
            ),
            mark("T2", 4, 7, "GOV"),
        ),
        (Relation("R1", "same_as", "T1", "T2", {"a": "b"}, "n", "甲", "2026-01-01T00:00:00Z"),),
    )


def test_a_document_comes_back_exactly_as_it_came(project: Project):
    assert bring(project, full())[0].result == "new"
    assert project.document("A") == full()
    assert project.verify() == ()


def test_bringing_the_same_again_changes_nothing_and_is_no_step(project: Project):
    bring(project, full())
    before, log = everything(project), project.log()
    with project.bringing() as batch:
        assert batch.add(full(), file="d.jsonl", line=1).result == "same"
    assert batch.changed.step is None
    assert (everything(project), project.log()) == (before, log)


def test_order_is_kept_whatever_the_ids_are(project: Project):
    marks = [mark(id, 0, 1) for id in ("T9", "T10", "T1", "a", "Z")]
    bring(project, document("z", "一", []), document("a", annotations=marks), document("m", "二"))
    assert [row.id for row in project.articles()] == ["z", "a", "m"]
    assert [a.id for a in project.annotations("a")] == ["T9", "T10", "T1", "a", "Z"]


def test_the_same_text_from_another_file_is_the_same_article(project: Project):
    with project.bringing() as batch:
        first = batch.add(document("A"), file="a.txt")
        again = batch.add(document("B"), file="copy.txt")
    assert (first.result, again.result, again.article) == ("new", "same", "A")
    assert len(project.articles()) == 1


def test_a_found_text_is_signed_and_a_line_is_left_as_it_is(project: Project):
    with project.bringing() as batch:
        batch.add(document("A"), file="a.txt")
        batch.add(document("B", "乙"), file="d.jsonl", line=1)
    found, line = project.article("A"), project.article("B")
    assert (found.author, found.tagset) == ("甲", project.tagset.ref)
    assert found.created == project.log()[0].at
    assert (line.author, line.created, line.tagset) == (None, None, None)


def test_two_lines_of_one_file_with_the_same_text_are_two_articles(project: Project):
    twins = document("A"), document("B")
    assert [outcome.result for outcome in bring(project, *twins)] == ["new", "new"]
    assert [outcome.result for outcome in bring(project, *twins)] == ["same", "same"]
    assert [row.id for row in project.articles()] == ["A", "B"]


def test_an_annotated_twin_is_merged_into_the_article_that_is_there(project: Project):
    bring(project, document("A", annotations=[mark("T1", 0, 1)]))
    outcome = bring(project, document("B", annotations=[mark("T2", 1, 2)]), file="other.jsonl")[0]
    assert (outcome.result, outcome.article) == ("merged", "A")
    assert [a.id for a in project.annotations("A")] == ["T1", "T2"]


def test_one_article_twice_is_the_union_and_ours_wins(project: Project):
    bring(project, document("A", annotations=[mark("T1", 0, 1), mark("T2", 1, 2)]))
    theirs = [mark("T2", 1, 2, "GOV"), mark("T3", 2, 3), mark("T1", 0, 1)]
    outcome = bring(project, document("A", annotations=theirs))[0]
    assert (outcome.result, outcome.reason) == ("merged", "items-differ")
    assert outcome.values == {"count": 1}
    assert [(a.id, a.label) for a in project.annotations("A")] == [
        ("T1", "REGION"), ("T2", "REGION"), ("T3", "REGION"),
    ]  # fmt: skip


def test_what_an_article_says_of_itself_is_ours(project: Project):
    bring(project, document("A"))
    theirs = Document(replace(project.article("A"), repair=True))
    outcome = bring(project, theirs)[0]
    assert (outcome.result, outcome.reason) == ("same", "items-differ")
    assert not project.article("A").repair


def test_one_id_with_two_texts_is_refused_even_after_an_undo(project: Project):
    bring(project, document("A"))
    project.undo()
    assert bring(project, document("A", "別的"))[0].reason == "article-text-differs"
    project.redo()
    assert bring(project, document("A", "別的"))[0].reason == "article-text-differs"
    assert project.article("A").text == TEXT


E1 = Emendation("E1", Span(0, 3), "甲", status="accepted")


def marked(**spoilt: Any) -> Document:
    return document("B", annotations=[replace(mark("T1", 0, 1), **spoilt)])


def emended(*emendations: Emendation) -> Document:
    return document("B", emendations=emendations)


def dangling() -> Document:
    relation = Relation("R1", "party", "T1", "T2")
    return document("B", annotations=[mark("T1", 0, 1)], relations=[relation])


def pinned_twice() -> Document:
    return document("B", readings=[Reading(Span(0, n), "t2s", "甲") for n in (2, 3)])


def inserted_twice() -> Document:
    return emended(*(replace(E1, id=id, span=Span(2, 2)) for id in ("x", "y")))


def spoilt_bytes() -> Document:
    return Document(replace(article("B"), source=Source("b", "0" * 64, "utf-8", False, b"x")))


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        ("span-outside", lambda: marked(fragments=(Span(0, 999),))),
        ("span-empty", lambda: marked(fragments=())),
        ("span-empty", lambda: document("B", annotations=[mark("T1", 3, 3)])),
        ("fragments-overlap", lambda: marked(fragments=(Span(0, 3), Span(2, 4)))),
        ("fragments-overlap", lambda: marked(fragments=(Span(5, 6), Span(2, 4)))),
        ("quote-differs", lambda: marked(quote="吉")),
        ("label-empty", lambda: document("B", annotations=[mark("T1", 0, 1, "")])),
        ("id-twice", lambda: document("B", annotations=[mark("T1", 0, 1), mark("T1", 1, 2)])),
        ("id-empty", lambda: document("B", annotations=[mark("", 0, 1)])),
        ("relation-end-missing", dangling),
        ("emendations-overlap", lambda: emended(E1, replace(E1, id="E2", span=Span(2, 4)))),
        ("emendations-overlap", inserted_twice),
        ("emendation-unknown-text", lambda: emended(replace(E1, replacement=None))),
        ("span-outside", lambda: emended(replace(E1, span=Span(0, 999)))),
        ("status-unknown", lambda: emended(replace(E1, status="perhaps"))),  # type: ignore[arg-type]
        ("readings-overlap", pinned_twice),
        ("lone-surrogate", lambda: document("B", "前\ud800後")),
        ("lone-surrogate", lambda: marked(note="\udfff")),
        ("not-json", lambda: marked(extra={"x": float("nan")})),
        ("source-sum-differs", spoilt_bytes),
        ("status-unknown", lambda: Document(replace(article("B"), status="lost"))),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_spoilt_document_is_refused_whole_and_the_batch_goes_on(
    project: Project, key: str, spoil: Callable[[], Document]
):
    good = document("G", "好")
    refused, after = bring(project, spoil(), good)
    assert (refused.result, refused.reason, after.result) == ("refused", key, "new")
    assert [row.id for row in project.articles()] == ["G"]
    assert {place.article for place in everything(project)} == {"", "G"}
    assert project._file.value("SELECT count(*) FROM source") == 1  # pyright: ignore[reportPrivateUsage]
    assert project.log()[0].args == {"refused": 1, "new": 1}
    assert project.verify() == ()


def test_bytes_that_the_text_does_not_give_back_are_kept(project: Project):
    data = b"\xef\xbb\xbf" + "無法".encode() + b"\xff\r"
    source = Source("b.txt", sha256(data).hexdigest(), "utf-8", True, data)
    given = Document(replace(article("B", "無法\ufffd\r"), source=source))
    bring(project, given)
    project.undo()
    project.redo()
    assert project.article("B").source == source
    assert project.verify() == ()


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        *product(["utf-8", "utf-16-le", "utf-16", "gb18030"], [False, True]),
        ("big5", False),  # which has no mark
    ],
)
def test_a_source_is_proven_from_text_and_encoding(project: Project, encoding: str, bom: bool):
    text = "兩地簽約"
    plain = "utf-16-le" if encoding == "utf-16" else encoding
    data = (("\ufeff" if bom else "") + text).encode(plain)
    source = Source("b.txt", sha256(data).hexdigest(), encoding, bom)
    assert bring(project, Document(replace(article("B", text), source=source)))[0].reason == ""


def test_a_sum_that_cannot_be_proven_is_told_and_kept(project: Project):
    given = Document(replace(article("B"), source=Source("b", "0" * 64, "utf-8", False)))
    assert bring(project, given)[0].reason == "source-unproven"
    assert project.article("B").source.sha256 == "0" * 64
    assert project.verify() == ()


def test_a_project_line_is_kept_with_what_we_do_not_know(project: Project):
    line = {"schema": "danqian/1", "kind": "project", "overlay": {"s2t": {"云": "雲"}}, "x": [1]}
    assert project.project_line() is None
    with project.bringing() as batch:
        batch.adopt(line)
    assert project.project_line() == line
    assert project.undo().step is not None
    assert project.project_line() is None


def test_an_own_tag_set_comes_with_its_file_and_goes_with_undo(project: Project):
    toml = default().raw_toml.replace('version = "1.0"', 'version = "1.1"', 1)
    line = {"schema": "danqian/1", "kind": "project", "tagset": {"toml": toml, "y": 2}}
    with project.bringing() as batch:
        batch.adopt(line)
        batch.add(document("A"), file="d.jsonl", line=2)
    assert batch.changed.tagset
    assert project.tagset.version == "1.1"
    exported = project.project_line()
    assert exported is not None
    assert exported["tagset"] == {
        "id": project.tagset.id, "version": "1.1", "toml": toml, "y": 2,
    }  # fmt: skip
    with project.bringing() as batch:
        batch.adopt(exported)  # the same again
    assert project.undo().tagset
    assert project.tagset.version == "1.0"


def test_a_project_with_articles_keeps_its_tag_set(project: Project):
    bring(project, document("A"))
    toml = default().raw_toml.replace('version = "1.0"', 'version = "1.1"', 1)
    with project.bringing() as batch, pytest.raises(Refusal, match="tagset-differs"):
        batch.adopt({"tagset": {"toml": toml}})
    assert project.tagset.version == "1.0"
