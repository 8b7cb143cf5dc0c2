"""A corpus without its text: nothing of it to read, and all of it back on anybody's copies."""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations import formats, tagset
from annotations.errors import Refusal
from annotations.formats import Context, Report, jsonl, records
from annotations.formats.fields import Fields
from annotations.formats.viewed import views
from annotations.formats.withouttext import outlines
from annotations.formats.withouttext.filling import filled
from annotations.formats.withouttext.outlines import Outline
from annotations.formats.withouttext.places import QUOTE, SHARE
from annotations.model import (
    VIEW_NAMES,
    Annotation,
    Conversion,
    Document,
    Emendation,
    Reading,
    Span,
    ViewName,
)
from annotations.rebuilding import Corpus, Rebuilt, rebuild_from
from annotations.text.alignment import replaced
from tests.annotations.formats.documents import article, hard, lines, mark
from tests.annotations.formats.golden import samples
from tests.annotations.shell import Shell

LIMIT = 10_000_000


@pytest.fixture
def shell(bare_shell: Shell) -> Shell:
    return bare_shell


def written(documents: Iterable[Document]) -> tuple[bytes, Report]:
    out = io.BytesIO()
    report = formats.stream(formats.named("withouttext"), documents, out, Context(tagset.default()))
    return out.getvalue(), report


def rebuilt(folder: Path, corpus: bytes, texts: dict[str, str]) -> dict[str, Rebuilt]:
    """Every article of a corpus, by id, put together with copies of these names and texts."""
    path, copies = folder / "corpus.jsonl", folder / "copies"
    path.write_bytes(corpus)
    copies.mkdir()
    for name, text in texts.items():
        (copies / name).write_bytes(text.encode("utf-8"))
    return {r.id: r for r in rebuild_from(Corpus.of(path, LIMIT), [copies], LIMIT)}


def spans(annotations: Iterable[Annotation]) -> dict[str, tuple[Span, ...]]:
    return {annotation.id: annotation.fragments for annotation in annotations}


def test_on_the_very_text_everything_comes_back(tmp_path: Path) -> None:
    documents = [d for d in [*hard(), *samples()] if d.article.text]
    texts = {f"{n}.txt": d.article.text for n, d in enumerate(documents)}
    corpus, report = written(documents)
    found = rebuilt(tmp_path, corpus, texts)
    for document in documents:
        content = found[document.article.id].content
        assert not isinstance(content, Refusal)
        assert content.how == "same"
        assert spans(content.document.annotations) == spans(document.annotations)
        back = content.document
        for ours, theirs in zip(back.annotations, document.annotations, strict=True):
            assert replace(ours, absent=(), extra={}) == replace(theirs, absent=(), extra={})
        assert [e.span for e in back.emendations] == [e.span for e in document.emendations]
        assert [r.id for r in back.relations] == [r.id for r in document.relations]
        assert back.article.title == document.article.title
    assert report.annotations == sum(len(d.annotations) for d in documents)


@pytest.mark.parametrize("name", VIEW_NAMES)
def test_on_a_copy_in_another_script_or_clean_up_places_are_those_of_our_views(
    tmp_path: Path, name: ViewName
) -> None:
    documents = samples()
    shown = {d.article.id: views(d, Conversion()).of(name) for d in documents}
    texts = {f"{n}.txt": view.text for n, view in enumerate(shown.values())}
    found = rebuilt(tmp_path, written(documents)[0], texts)
    compared = 0
    for document in documents:
        content = found[document.article.id].content
        assert not isinstance(content, Refusal)
        assert not content.annotations_missing
        view = shown[document.article.id]
        placed = spans(content.document.annotations)
        for annotation in document.annotations:
            image = tuple(map(view.alignment.to_target, annotation.fragments))
            assert placed[annotation.id] == image
            compared += 1
    assert compared > 300


def _cut(text: str) -> str:
    third = len(text) // 3
    return (
        f"本站讯 {text[:third]}{text[third + 60 : 2 * third]}（广告：订阅本报）{text[2 * third :]}"
    )


def _set_otherwise(text: str) -> str:
    return "".join(text.split()).replace("“", "「").replace("”", "」").replace("，", ",")


@pytest.mark.parametrize("changed", [_cut, _set_otherwise])
def test_on_a_copy_with_another_text_what_is_placed_says_the_same(
    tmp_path: Path, changed: Callable[[str], str]
) -> None:
    documents = samples()
    texts = {f"{n}.txt": changed(d.article.text) for n, d in enumerate(documents)}
    found = rebuilt(tmp_path, written(documents)[0], texts)
    placed = 0
    for document in documents:
        content = found[document.article.id].content
        assert not isinstance(content, Refusal)
        quotes = {a.id: _set_otherwise(a.quote) for a in document.annotations}
        back = content.document
        for annotation in back.annotations:
            assert _set_otherwise(annotation.quote) == quotes[annotation.id]
        placed += len(back.annotations)
        assert {*content.annotations_missing} | {*spans(back.annotations)} == {*quotes}
        held = {*spans(back.annotations)}
        assert all(r.start in held and r.end in held for r in back.relations)
        assert back.article.id != document.article.id
        assert back.article.extra == {"rebuilt_from": document.article.id}
    assert placed >= 0.9 * sum(len(d.annotations) for d in documents)


def test_what_stands_twice_is_placed_where_it_was(tmp_path: Path) -> None:
    text = "松江区与金华市签署协议。松江区还与宣城市签署协议。此后松江区再访合肥。"
    starts = [n for n in range(len(text)) if text.startswith("松江区", n)]
    marks = tuple(mark(text, f"T{n}", (at, at + 3)) for n, at in enumerate(starts))
    corpus, _ = written([Document(article("a", text), annotations=marks)])
    other = "  " + text.replace("，", ",").replace("。", "。\r\n")
    content = rebuilt(tmp_path, corpus, {"x.txt": other})["a"].content
    assert not isinstance(content, Refusal)
    assert [a.hull.start for a in content.document.annotations] == [
        n for n in range(len(other)) if other.startswith("松江区", n)
    ]


def test_a_strangers_text_is_no_copy(tmp_path: Path) -> None:
    first, second, *_ = samples()
    found = rebuilt(tmp_path, written([first])[0], {"a.txt": second.article.text})
    content = found[first.article.id].content
    assert isinstance(content, Refusal)
    assert content.key == "rebuild-no-copy"


def test_of_several_copies_the_nearest_is_taken(tmp_path: Path) -> None:
    first, *_ = samples()
    hant = views(first, Conversion()).of("hant").text
    texts = {"a.txt": _cut(first.article.text), "b.txt": first.article.text, "c.txt": hant}
    found = rebuilt(tmp_path, written([first])[0], texts)[first.article.id]
    assert Path(found.file).name == "b.txt"


def test_no_long_stretch_and_no_more_than_a_share_of_the_text_can_be_read() -> None:
    for document in samples():
        text = document.article.text
        corpus, _ = written([document])
        record = json.loads(corpus)
        shown: set[int] = set()
        for annotation in record["annotations"]:
            for place in annotation["fragments"]:
                quote = place.get("quote", [])
                assert sum(map(len, quote)) <= QUOTE
                if quote:
                    shown |= {*range(place["start"], place["start"] + len(quote[0]))}
                    shown |= {*range(place["end"] - len(quote[-1]), place["end"])}
        assert 0 < len(shown) <= SHARE * len(text)
        told = corpus.decode()
        pieces = {text[at : at + 2 * QUOTE] for at in range(len(text) - 2 * QUOTE)}
        assert record["title"] is None
        assert not any(piece in told for piece in pieces)


def test_what_might_be_the_text_stays_at_home_and_is_told() -> None:
    given = article("a", "文" * 300)
    long = Emendation("E1", Span(0, 1), "长" * 13, "user", "user", "proposed")
    shown = Emendation("E2", Span(1, 2), "短", evidence={"line": "长" * 13}, extra={"x": 1})
    reading = Reading(Span(2, 3), "s2tw", "長" * 13)
    known = replace(given, meta={"date": "今", "lead": "长" * 201}, extra={"html": "<p>"})
    corpus, report = written([Document(known, (long, shown), (reading,))])
    assert report.losses == {"emendation-dropped": 1, "reading-dropped": 1, "extra-dropped": 4}
    record = json.loads(corpus)
    assert record["meta"] == {"date": "今"}
    assert [e["id"] for e in record["emendations"]] == ["E2"]
    assert "长" * 13 not in corpus.decode()


@settings(max_examples=int(os.environ.get("DANQIAN_LAW_EXAMPLES", "60")))
@given(line=lines())
def test_any_document_comes_back_on_its_own_text(
    line: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    fields = Fields(dict(line))
    assert fields.string("schema") and fields.string("kind")
    document = records.document(fields)
    folder = tmp_path_factory.mktemp("law")
    path, copy = folder / "corpus.jsonl", folder / "copy.jsonl"
    path.write_bytes(written([document])[0])
    with copy.open("wb") as file:
        bare = Document(document.article)
        jsonl.write([bare], file, Context(tagset.default()), Report("jsonl"))
    (found,) = rebuild_from(Corpus.of(path, LIMIT), [copy], LIMIT)
    assert not isinstance(found.content, Refusal)
    back = found.content.document
    plain = [replace(a, absent=(), extra={}) for a in document.annotations]
    assert [replace(a, tagset=None) for a in back.annotations] == [
        replace(a, tagset=None) for a in plain
    ]
    assert {r.id for r in back.relations} <= {r.id for r in document.relations}
    assert back.article.source == document.article.source


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", None),
        (b"{}\n", "withouttext-not"),
        (b"\xff\n", "line-not-utf8"),
        (b'{"schema": "danqian-withouttext/1", "kind": "article"}\n', "json-key-missing"),
    ],
)
def test_what_is_no_such_corpus_is_refused(tmp_path: Path, content: bytes, key: str | None) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(content)
    corpus = Corpus.of(path, LIMIT)
    assert [refusal.key for refusal in corpus.refused] == ([key] if key else [])
    assert not corpus.entries


def test_the_command_brings_a_corpus_back_without_the_first_project(shell: Shell) -> None:
    document = samples()[0]
    shell.file("a.jsonl", jsonl_of(document))
    shell.run("import", shell.project, shell.folder / "a.jsonl")
    corpus = shell.folder / "corpus.jsonl"
    shell.run("export", shell.project, "--format", "withouttext", "--out", corpus)
    hant = views(document, Conversion()).of("hant").text
    copy, other = shell.file("mine.txt", hant), shell.folder / "other.danqian"
    code, out, err = shell.run("rebuild", corpus, copy, "--project", other)
    assert (code, err) == (0, "")
    assert str(len(document.annotations)) in out
    back = shell.folder / "back.jsonl"
    assert shell.run("export", other, "--format", "jsonl", "--out", back)[0] == 0
    record = json.loads(back.read_bytes().splitlines()[-1])
    assert record["text"] == hant
    assert len(record["annotations"]) == len(document.annotations)
    code, _, err = shell.run("rebuild", corpus, shell.file("x.txt", "别的"), "--out", back)
    assert code == 1 and document.article.source.name in err


def jsonl_of(document: Document) -> bytes:
    out = io.BytesIO()
    jsonl.write([document], out, Context(tagset.default()), Report("jsonl"))
    return out.getvalue()


def test_on_copies_that_were_cut_and_added_to_hardly_anything_is_placed_wrongly() -> None:
    """Thirty copies with up to twelve edits each, also in another script, by chance."""
    placed = wrong = whole_ones = 0
    for seed in range(30):
        chance = random.Random(seed)
        document = samples()[seed % 3]
        outline = next(_outlines(document))
        view = views(document, Conversion()).of(chance.choice(VIEW_NAMES))
        text, edited = replaced(view.text, _edits(view.text, chance))
        back = filled(outline, replace(document.article, text=text)).document
        found = spans(back.annotations)
        for annotation in document.annotations:
            shown = [view.alignment.to_target(span) for span in annotation.fragments]
            image = tuple(map(edited.to_target, shown))
            said = "".join(span.of(view.text) for span in shown)
            is_whole = all(image) and "".join(span.of(text) for span in image) == said
            whole_ones += is_whole
            placed += is_whole and found.get(annotation.id) == image
            if annotation.id in found and not any(image):
                wrong += 1
            elif annotation.id in found and is_whole:
                wrong += found[annotation.id] != image
    assert wrong <= placed / 1000
    assert placed >= 0.95 * whole_ones > 1000


def _edits(text: str, chance: random.Random) -> list[tuple[Span, str]]:
    edits: list[tuple[Span, str]] = []
    at = 0
    for _ in range(chance.randint(1, 12)):
        at += chance.randint(5, 200)
        if at >= len(text):
            break
        end = min(len(text), at + chance.choice([0, 0, 1, 2, 5, 40]))
        edits.append((Span(at, end), chance.choice(["", "据本报记者报道", "（广告）", text[:30]])))
        at = end
    return edits


def _outlines(document: Document) -> Iterator[Outline]:
    for line in written([document])[0].splitlines():
        outline = outlines.parsed(line)
        assert isinstance(outline, Outline)
        yield outline
