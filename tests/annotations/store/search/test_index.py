"""The index is in line with the state after every step, or is not asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.errors import Refusal
from annotations.model import Document, Emendation, Finding, Span
from annotations.project import Project, open_project
from annotations.store.search import checking, index
from annotations.store.tables import SEARCH_ARTICLE, SEARCH_PIECE
from annotations.text import fold
from tests.annotations.store.making import TEXT, document, new_project, raw
from tests.annotations.store.search.scanning import agrees, found, unindex

FILES = Path(__file__).parents[3] / "files"


def rows(project: Project) -> list[object]:
    file = project._file  # pyright: ignore[reportPrivateUsage]
    tables = (SEARCH_ARTICLE, SEARCH_PIECE)
    return [file.select(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def faults(project: Project) -> list[Finding]:
    return [finding for finding in project.verify() if finding.key == "verify-search"]


def is_current(project: Project) -> bool:
    return index.is_current(project._file)  # pyright: ignore[reportPrivateUsage]


def test_what_is_kept_in_step_is_what_is_made_anew(tmp_path: Path):
    emendations = [Emendation(f"E{n}", Span(n, n + 1), "〇", "k", confidence=1.0) for n in range(9)]
    with new_project(tmp_path, document("A", emendations=emendations), document("B")) as project:
        project.judge("A", ["E2", "E3"], "rejected")
        project.rename("B", "新的題目")
        project.withdraw(["A"])
        project.undo()
        kept = rows(project)
        project.reindex()
        assert rows(project) == kept
        assert project.verify() == ()


def test_accepting_what_is_proved_changes_nothing_in_the_index(tmp_path: Path):
    proved = Emendation("E", Span(3, 5), "甲乙丙", "k", confidence=1.0)
    with new_project(tmp_path, document("A", emendations=[proved])) as project:
        before = rows(project)
        project.judge("A", ["E"], "accepted")
        assert rows(project) == before


def test_a_step_that_fails_leaves_the_index_as_it_was(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        with pytest.raises(ZeroDivisionError), project.bringing() as batch:
            batch.add(document("B", "失敗的文章"), file="b")
            _ = 1 / 0
        assert found(project, "失败") == []
        assert project.verify() == ()


def test_articles_that_come_back_under_another_number_are_found(tmp_path: Path):
    with new_project(tmp_path, document("A", "甲文"), document("B", "乙文")) as project:
        project.withdraw(["A", "B"])
        with project.bringing() as batch:
            batch.add(document("C", "丙文"), file="c")
        project.undo()
        project.undo()
        for query in ("甲文", "乙文", "丙文", "文"):
            agrees(project, query)
        assert project.verify() == ()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_file_is_searched_as_it_is_and_indexed_when_it_is_migrated(
    tmp_path: Path, version: int
):
    path = tmp_path / "old.danqian"
    shutil.copyfile(FILES / f"version-{version}.danqian", path)
    with open_project(path, read_only=True) as project:
        assert not is_current(project)
        text = project.article(project.articles()[0].id).text
        queries = [text[start : start + 3] for start in range(0, min(len(text), 60), 7)]
        for query in queries:
            agrees(project, query)
        before = [found(project, query) for query in queries]
        assert any(before)
    with open_project(path) as project:
        assert is_current(project)
        assert [found(project, query) for query in queries] == before
        assert project.verify() == ()


def test_an_index_that_a_file_has_is_not_made_anew_when_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "old.danqian"
    shutil.copyfile(FILES / "version-3.danqian", path)
    with raw(path) as conn:
        (stored,) = conn.execute("SELECT value FROM about WHERE key = 'search'").fetchone()
    made: list[object] = []
    monkeypatch.setattr(index, "rebuild", lambda *_: made.append(1))
    with monkeypatch.context() as patch:
        patch.setattr(index, "_version", lambda: stored)
        with open_project(path) as project:
            assert is_current(project)
    assert made == []
    shutil.copyfile(FILES / "version-2.danqian", path.with_name("older.danqian"))
    with open_project(path.with_name("older.danqian")):
        assert made == [1]


def test_another_fold_gives_the_index_up_until_it_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with new_project(tmp_path, document("A")) as project:
        with monkeypatch.context() as patch:
            patch.setattr(fold, "fingerprint", lambda: "another")
            assert not is_current(project)
            assert project.index_bytes() == 0
            agrees(project, "浦东")
            project.rename("A", "別的題目")  # the index does not follow
        assert not is_current(project)
        agrees(project, "别的题")
        assert project.reindex() > 0
        assert is_current(project)
        agrees(project, "别的题")


def test_tagging_leaves_an_index_of_another_fold_to_those_who_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with new_project(tmp_path, document("A")) as project:
        with monkeypatch.context() as patch:
            patch.setattr(fold, "fingerprint", lambda: "another")
            project.annotate("A", Span(0, 2), "REGION")
        assert is_current(project)


def test_making_the_index_anew_is_no_step_and_only_for_who_may_write(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        log = project.log()
        unindex(project)
        assert project.reindex() == project.index_bytes() > len(TEXT)
        assert project.log() == log
    with open_project(project.path, read_only=True) as project:
        with pytest.raises(Refusal, match="project-read-only"):
            project.reindex()
        agrees(project, "浦东")


@pytest.mark.parametrize("statement", ["VACUUM", "VACUUM INTO '{copy}'"])
def test_articles_keep_their_numbers_when_a_file_is_packed(tmp_path: Path, statement: str):
    """SQLite may give new rowids to a table without an integer key; this one has indexes."""
    with new_project(tmp_path, *(document(f"{n}", f"文{n}") for n in range(9))) as project:
        project.withdraw(["0", "3", "7"])
    packed = tmp_path / "copy.danqian"
    with raw(project.path) as conn:
        conn.execute(statement.format(copy=packed))
    with open_project(packed if packed.exists() else project.path) as again:
        agrees(again, "文5")
        assert again.verify() == ()


DAMAGES = {
    "search_article": "UPDATE search_article SET number = 99 WHERE article = 'A'",
    "search_piece": "UPDATE search_piece SET text = '別'",
    "search_word": "INSERT INTO search_word (search_word) VALUES ('delete-all')",
    "search_pair": "INSERT INTO search_pair (search_pair) VALUES ('delete-all')",
    "search_character": "INSERT INTO search_character (search_character) VALUES ('delete-all')",
}


@pytest.mark.parametrize("table", DAMAGES)
def test_an_index_that_says_something_else_is_found_and_can_be_mended(tmp_path: Path, table: str):
    with new_project(tmp_path, document("A"), document("B", "别的文章")) as project:
        assert faults(project) == []
        with raw(project.path) as conn:
            conn.execute(DAMAGES[table])
        assert table in {finding.values["table"] for finding in faults(project)}
        project.reindex()
        assert faults(project) == []


def test_a_text_too_many_in_the_index_is_found(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        with raw(project.path) as conn:
            conn.execute("INSERT INTO search_pair (rowid, words) VALUES (99, '多余 余的')")
        assert [finding.values["table"] for finding in faults(project)] == ["search_pair"]


def test_an_index_that_cannot_be_read_is_a_finding(tmp_path: Path):
    with new_project(tmp_path, document("A")) as project:
        with raw(project.path) as conn:
            conn.execute("UPDATE search_pair_data SET block = x'00' WHERE id > 10")
        assert project.verify() != ()
        file = project._file  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(Refusal, match="project-damaged"):
            list(checking.check(file))
        project.reindex()
        assert project.verify() == ()


def many(count: int, chars: int = 0) -> list[Document]:
    texts = (f"第{n}條{TEXT}" + "寬" * (chars if n == 7 else 0) for n in range(count))
    return [document(f"N{n:03}", text) for n, text in enumerate(texts)]


def behind(project: Project) -> int:
    return len(index.behind(project._file))  # pyright: ignore[reportPrivateUsage]


QUERIES = ("第", "条浦东", "第3条", "第7條", "人" * 9, "第59条" + TEXT[:9])


def test_many_that_come_in_are_found_before_the_index_has_them(tmp_path: Path):
    with new_project(tmp_path, document("A", "第3條浦東")) as project:
        with project.bringing() as batch:
            for each in many(60, chars=index.LONG):
                batch.add(each, file="f")
        assert behind(project) == 59  # the long one is in it, as is the one before
        for query in QUERIES:
            agrees(project, query, limit=7)
        assert project.verify() == ()
        left = [behind(project)]
        while project.index_more(12 * len(TEXT)):
            left.append(behind(project))
            for query in QUERIES:
                agrees(project, query, limit=7)
        assert left[0] > left[1] > left[-1] > 0 == behind(project)
        kept = rows(project)
        for query in QUERIES:
            agrees(project, query, limit=7)
        assert project.verify() == ()
        project.reindex()
        assert rows(project) == kept


def test_few_that_come_in_are_in_the_index_at_once(tmp_path: Path):
    with new_project(tmp_path, *many(index.FEW)) as project:
        assert behind(project) == 0
        assert not project.index_more()


def test_what_happens_to_an_article_that_the_index_has_not_yet_is_found(tmp_path: Path):
    with new_project(tmp_path, *many(60)) as project:
        project.rename("N003", "改了的題目")
        project.withdraw(["N058", "N059"])
        assert behind(project) == 57
        with project.bringing() as batch:
            batch.add(document("B", "第3條浦東"), file="b")
        project.undo()
        project.undo()
        for query in ("改了", *QUERIES):
            agrees(project, query)
        assert project.verify() == ()
        while project.index_more(100):
            pass
        assert project.verify() == ()
        project.undo()
        project.undo()
        assert project.articles() == ()
        assert project.verify() == ()
        project.redo()
        for query in QUERIES:
            agrees(project, query)


def test_a_batch_that_looks_for_what_is_alike_has_the_index_complete(tmp_path: Path):
    text = "此文與眾不同，獨一無二的話在這裏。"
    with new_project(tmp_path, *many(60), document("X", text)) as project:
        assert behind(project) == 61
        with project.bringing() as batch:
            assert batch.alike(text) == ("X",)
            batch.add(document("B"), file="b")
        assert behind(project) == 0
        assert project.verify() == ()


def test_catching_up_is_no_news_and_waits_for_nobody(tmp_path: Path):
    with new_project(tmp_path, *many(60)) as project:
        file = project._file  # pyright: ignore[reportPrivateUsage]
        moment, log = file.moment, project.log()
        with raw(project.path) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM about").fetchall()
            with pytest.raises(Refusal, match="project-busy"):
                project.index_more()
        assert behind(project) == 60
        assert not project.index_more()
        assert (file.moment, project.log()) == (moment, log)
        assert file.value("PRAGMA busy_timeout") == 5000
    with open_project(project.path, read_only=True) as project:
        assert not project.index_more()
