"""Laws that every format keeps on the golden corpus, in every view, and what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import resources
from annotations import formats, tagset
from annotations.formats import Reader, Reading, landing
from annotations.formats.plain_text import PlainText
from annotations.formats.report import LOSSES
from annotations.model import VIEW_NAMES, Document, ViewName
from tests.annotations.formats import golden
from tests.annotations.formats.golden import Exported, Mark, exported
from tests.annotations.shell import Shell

ROOT = Path(__file__).parent.parent.parent.parent
LANGUAGES = ("zh_CN", "zh_TW", "en")
WRITTEN = [pytest.param(n, marks=_lacks) for n in formats.all() for _lacks in [pytest.mark.skipif(
    bool(formats.all()[n].lacking), reason=f"{n} needs {formats.all()[n].lacking}")]]  # fmt: skip
READ = [n for n in formats.all() if n in formats.readers() and not formats.readers()[n].lacking]
LIMIT = 64 * 1024 * 1024
# Losses by which a mark may stand otherwise than the document has it.
MOVED = ("span-trimmed", "discontinuous-split", "discontinuous-joined", "label-renamed",
         "character-replaced")  # fmt: skip


# -- the corpus itself ------------------------------------------------------------------


def test_the_torture_document_has_every_trap() -> None:
    found = golden.has_every_trap(golden.torture())
    assert [trap for trap, there in found.items() if not there] == []


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_every_view_of_the_corpus_is_exact(view: ViewName) -> None:
    for document in golden.corpus():
        shown = golden.seen(document, view)
        text = shown.article.text
        for annotation in shown.annotations:
            assert annotation.quote == "".join(s.of(text) for s in annotation.fragments)
    assert ("(qū)" in golden.seen(golden.torture(), view).article.text) == (view == "source")


# -- laws -------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEW_NAMES)
@pytest.mark.parametrize("name", WRITTEN)
class TestEveryFormat:
    def test_what_is_lost_is_what_goes_in_less_what_comes_out(
        self, name: str, view: ViewName, tmp_path: Path
    ) -> None:
        done = exported(name, tmp_path, view)
        entries = {entry["article"]: entry for entry in done.entries}
        assert list(entries) == [d.article.id for d in done.documents]
        for given in golden.corpus():
            entry = entries[given.article.id]
            assert entry["spans_in"] == len(given.annotations)
            assert entry["relations_in"] == len(given.relations)
            for effect in ("span", "relation"):
                counts = (loss["count"] for loss in entry["losses"] if _is(loss, effect))
                lost = entry[f"{effect}s_in"] - entry[f"{effect}s_out"]
                assert (effect, sum(counts)) == (effect, lost)
            for loss in entry["losses"]:  # who knows which ones says each once
                assert len(set(loss["ids"])) == len(loss["ids"]) in (0, loss["count"])

    def test_text_files_have_the_line_ends_and_marks_they_should(
        self, name: str, view: ViewName, tmp_path: Path
    ) -> None:
        form = formats.named(name)
        for path, content in _texts(exported(name, tmp_path, view).path):
            has_mark = content.startswith(b"\xef\xbb\xbf")
            assert has_mark <= form.byte_order_mark, path
            assert form.newline != "LF" or b"\r" not in content, path

    def test_what_is_read_back_is_what_was_written(
        self, name: str, view: ViewName, tmp_path: Path
    ) -> None:
        if name not in READ:
            pytest.skip(f"nothing reads {name}")
        done = exported(name, tmp_path, view)
        read = list(_read(name, done.path))
        assert len(read) == len(done.documents)
        for document, entry, found in zip(*_in_order(done, read), strict=True):
            assert len(found.annotations) - entry["spans_out"] in (0, _pieces(document, entry))
            assert len(found.relations) == entry["relations_out"]
            assert _missing(document, entry, found) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_corpus_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()
        exported(name, folder)
    assert dict(_files(once)) == dict(_files(again))


@pytest.mark.parametrize("name", [n for n in formats.all() if n in formats.readers()])
def test_no_other_reader_claims_what_a_format_wrote(name: str, tmp_path: Path) -> None:
    if formats.all()[name].lacking:
        pytest.skip(f"{name} needs {formats.all()[name].lacking}")
    out = exported(name, tmp_path).path
    told = {
        max(who, key=lambda reader: reader.rank).name
        for path, content in _files(out)
        if (who := _who_reads(out / path if out.is_dir() else path, content))
    }
    assert told == {name}


def _is(loss: dict[str, str], effect: str) -> bool:
    return LOSSES[loss["kind"]] == effect


def _files(path: Path) -> Iterator[tuple[Path, bytes]]:
    """A file, or those of a folder, without the report, with their contents."""
    found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in found:
        if not file.name.endswith(landing.REPORT):
            yield file.relative_to(path) if path.is_dir() else file, file.read_bytes()


def _texts(path: Path) -> Iterator[tuple[Path, bytes]]:
    for file, content in _files(path):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if b"\0" not in content and not content.startswith((b"%PDF", b"PK")):
            yield file, content


def _who_reads(path: Path, content: bytes) -> list[Reader]:
    readers = (reader for reader in formats.readers().values() if not reader.lacking)
    return [
        reader
        for reader in readers
        if path.name.lower().endswith(reader.suffixes) and reader.sniff(path, content[:4096])
    ]


def _read(name: str, path: Path) -> Iterator[Document]:
    """What the format's own reader makes of an export."""
    reader = formats.readers()[name]
    for file, content in _files(path):
        whole = path / file if path.is_dir() else path
        if reader.claims(whole) or reader not in _who_reads(whole, content):
            continue
        for line in reader.read(whole, Reading(LIMIT, tagset.default())):
            if not isinstance(line.content, formats.ProjectLine):
                assert isinstance(line.content, Document), line.content
                assert not line.misfits, line.misfits
                yield line.content


def _in_order(
    done: Exported, read: list[Document]
) -> tuple[list[Document], list[dict[str, Any]], list[Document]]:
    """Documents, entries and what was read, those of one article side by side.

    A format may forget ids, but not how much of the text there is.
    """
    by_id = {document.article.id: document for document in read}
    by_start = {_bare(document.article.text)[:40]: document for document in read}
    ours = list(done.documents)
    theirs = [
        by_id.get(d.article.id) or by_start[_bare(d.article.text)[:40]] for d in done.documents
    ]
    return ours, [dict(entry) for entry in done.entries], theirs


def _pieces(document: Document, entry: dict[str, Any]) -> int:
    """How many more there are of annotations that a format splits into their pieces."""
    split = golden.struck(entry, "discontinuous-split")
    return sum(len(a.fragments) - 1 for a in document.annotations if a.id in split)


def _missing(document: Document, entry: dict[str, Any], found: Document) -> list[str]:
    """Marks that should stand in `found` exactly and do not."""
    moved = {id for kind in MOVED for id in golden.struck(entry, kind)}
    gone = moved | golden.lost_ids(entry)
    for text in (None, PlainText.of, PlainText.for_xml):
        made = text(document.article.text).text if text else document.article.text
        if made == found.article.text:
            wanted = golden.marks(document, text=text)
            there = [_by_line(mark) for mark in golden.marks(found).values()]
            break
    else:  # the format has its own idea of the text: what is covered must be the same
        wanted = {i: _covered(mark) for i, mark in golden.marks(document).items()}
        there = [_by_line(_covered(mark)) for mark in golden.marks(found).values()]
    kept = [_by_line(mark) for id, mark in wanted.items() if id not in gone]
    return [line for line in golden.differences(kept, there) if line.startswith("-")]


def _by_line(mark: Mark) -> Mark:
    """A mark without the line ends in it, which some formats cannot have in a piece."""
    pieces = [
        (start + part.start(), start + part.end(), part[0])
        for start, _, text in mark.pieces
        for part in re.finditer(r"[^\r\n]+", text)
    ]
    return Mark(mark.label, tuple(pieces))


def _covered(mark: Mark) -> Mark:
    text = _bare("".join(text for _, _, text in mark.pieces))
    return Mark(mark.label, ((0, 0, text),))


def _bare(text: str) -> str:
    return "".join(PlainText.of(text).text.split())


# -- what is said of them ---------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_loss_and_every_format_has_its_sentence(language: str) -> None:
    known = resources.messages(language).keys()
    wanted = {f"loss-{kind}" for kind in LOSSES}
    wanted |= {f"format-{name}" for name in (*formats.all(), *formats.readers())}
    assert sorted(wanted - known) == []


def test_the_command_line_lists_every_format(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = {row["format"]: row for row in Shell(tmp_path, capsysbinary).json("formats")}
    assert [n for n, row in rows.items() if row["writes"]] == sorted(formats.all())
    assert [n for n, row in rows.items() if row["reads"]] == sorted(formats.readers())


@pytest.mark.parametrize("page", ["README.md", "resources/help/zh_CN/8-export.md",
                                  "resources/help/en/8-export.md"])  # fmt: skip
def test_every_format_stands_in_the_documentation(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    names = {*formats.all(), *formats.readers()}
    assert sorted(name for name in names if f"`{name}`" not in text) == []
