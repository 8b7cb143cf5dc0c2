"""In and out: 1,000 usual articles, against doccano and Label Studio doing the same.

Imported is what is stored and can be searched; the index that makes searching quick, which
those two have not, is made after it and told apart.

Those two are found by DANQIAN_DOCCANO and DANQIAN_LABEL_STUDIO, each the python of an environment
with that program in it (doccano==1.8.4 "marshmallow<4" "numpy<2" "setuptools<80";
label-studio==1.23.0); where one is not named, only our own figures are told.  Each runs in a
process of its own without a server, on an empty project, and counts its processor time alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotations import exporting, formats, incoming, tagset
from annotations.formats import jsonl
from annotations.model import Annotation, Article, Document, Source
from annotations.project import open_project
from tests.benchmarks import Figure
from tests.reliability.prose import Prose

ARTICLES, CHARS, MARKS = 1000, 3000, 100
MANY, FEW_MARKS = 100_000, 10
PEERS = {"doccano": "DANQIAN_DOCCANO", "label-studio": "DANQIAN_LABEL_STUDIO"}
SCRIPTS = {"doccano": "_doccano.py", "label-studio": "_label_studio.py"}
HERE = Path(__file__).parent
MADE = "2026-01-01T00:00:00Z"
MANY_NAMED = "DANQIAN_MANY"


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = list(_documents(ARTICLES, CHARS, MARKS))
        _write(folder / "in.jsonl", documents)
        own = _own(folder)
        yield from _own_figures(folder, own)
        for peer, variable in PEERS.items():
            yield from _against(peer, os.environ.get(variable), folder, documents, own)
        if wanted := os.environ.get(MANY_NAMED):
            yield from _memory(folder, int(wanted))


# -- ours -------------------------------------------------------------------------------


def _own(folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds of processor and clock, each in a process of its own as the others have."""
    words = ("import", "index", "jsonl", "brat", "texts")
    return {word: _child(word, str(folder))[:2] for word in words}


def _own_figures(folder: Path, own: Mapping[str, tuple[float, float]]) -> Iterator[Figure]:
    how = f"{ARTICLES:,} articles of {CHARS:,} characters, {MARKS} annotations each; processor"
    yield Figure("exchange.import.s", own["import"][0], "s", None, f"danqian/1 in, {how}")
    both = own["import"][0] + own["index"][0]
    yield Figure("exchange.import.indexed.s", both, "s", None, f"with the search index, {how}")
    yield Figure("exchange.texts.s", own["texts"][0], "s", None, f"as bare .txt, {how}; no marks")
    yield Figure("exchange.jsonl.s", own["jsonl"][0], "s", None, f"danqian/1 out, {how}")
    yield Figure("exchange.brat.s", own["brat"][0], "s", None, f"brat out, {how}")
    lines = (folder / "in.jsonl").read_bytes().splitlines()
    rows, loading = _took(lambda: [json.loads(line) for line in lines])
    _, dumping = _took(lambda: [json.dumps(row, ensure_ascii=False) for row in rows])
    yield Figure("exchange.import.loads", own["import"][0] / loading, "÷ loads", None,
                 "import ÷ json.loads of the same rows")  # fmt: skip
    for name, target in (("jsonl", 2.0), ("brat", 3.0)):
        how = f"{name} out of a project ÷ json.dumps of the rows of danqian/1"
        yield Figure(f"exchange.{name}.dumps", own[name][0] / dumping, "÷ dumps", target, how)


def _took(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def _child(*words: str) -> tuple[float, float, float]:
    """What `main` of this module tells: processor, clock, MB."""
    command = [sys.executable, "-m", "tests.benchmarks.exchange", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, second, third = json.loads(done.stdout.splitlines()[-1])
    return first, second, third


def main(word: str, folder: Path) -> None:
    """Do one thing in this process, and tell what it took."""
    project, given = folder / "p.danqian", folder / "in.jsonl"
    formats.all()  # what a program has at hand once it is up
    start = time.process_time(), time.perf_counter()
    if word in ("import", "texts"):
        path = project if word == "import" else folder / "texts.danqian"
        _bring(path, given if word == "import" else folder / "texts")
    elif word == "index":
        with open_project(project) as opened:
            while opened.index_more(5_000_000):  # as `danqian import` does, before it ends
                pass
    else:
        with open_project(project, read_only=True) as opened:
            form = formats.named(word)
            out = folder / f"out-{word}{form.suffix if form.kind == 'file' else ''}"
            context = exporting.context(opened, form)
            assert exporting.export(opened, form, out, context).annotations
    took = time.process_time() - start[0], time.perf_counter() - start[1]
    print(json.dumps((*took, _held())))


def _held() -> float:
    """The most MB that this process had in memory; `getrusage` would count who started it too."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _bring(path: Path, given: Path) -> None:
    path.unlink(missing_ok=True)
    with open_project(path, create=True) as project, project.bringing() as batch:
        assert all(told.result == "new" for told in incoming.bring(batch, [given]))


# -- the others -------------------------------------------------------------------------


def _against(
    peer: str,
    python: str | None,
    folder: Path,
    documents: list[Document],
    own: Mapping[str, tuple[float, float]],
) -> Iterator[Figure]:
    if not python:
        told = f"{PEERS[peer]} names no python that has it: nothing to compare with"
        yield Figure(f"exchange.{peer}", 0.0, "not installed", None, told)
        return
    file = folder / f"{peer}.json"
    file.write_text(_TOLD[peer](documents), "utf-8")
    home = folder / peer
    words = [python, str(HERE / SCRIPTS[peer]), str(home), str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=folder)
    theirs = json.loads(done.stdout.splitlines()[-1])
    assert theirs["spans"] == sum(len(d.annotations) for d in documents)
    shutil.rmtree(home)
    for what, ours, most in (("import", "import", 0.25), ("export", "jsonl", 0.1),
                             ("export", "brat", 0.1)):  # fmt: skip
        for unit, place, target in (("", 0, most), (".clock", 1, None)):
            value = own[ours][place] / theirs[what][place]
            how = f"ours {own[ours][place]:.2f} s ÷ theirs {theirs[what][place]:.2f} s"
            name = f"exchange.{ours}.{peer}{unit}"
            yield Figure(name, value, f"× {peer}", target, f"{how}, {unit or 'processor'}")


def _for_doccano(documents: list[Document]) -> str:
    return "".join(
        json.dumps({"text": d.article.text, "label": [[*_ends(a), a.label] for a in d.annotations]},
                   ensure_ascii=False) + "\n"
        for d in documents
    )  # fmt: skip


def _for_label_studio(documents: list[Document]) -> str:
    def region(annotation: Annotation) -> dict[str, object]:
        start, end = _ends(annotation)
        value = {"start": start, "end": end, "text": annotation.quote, "labels": [annotation.label]}
        named = {"id": annotation.id, "from_name": "label", "to_name": "text", "type": "labels"}
        return {**named, "value": value}

    def task(document: Document) -> dict[str, object]:
        made = [{"result": [region(annotation) for annotation in document.annotations]}]
        return {"data": {"text": document.article.text}, "annotations": made}

    return json.dumps([task(document) for document in documents], ensure_ascii=False)


_TOLD = {"doccano": _for_doccano, "label-studio": _for_label_studio}


def _ends(annotation: Annotation) -> tuple[int, int]:
    (fragment,) = annotation.fragments
    return fragment.start, fragment.end


# -- what is brought --------------------------------------------------------------------


def articles(folder: Path, many: int, chars: int, marks: int) -> Path:
    """A file of so many articles in a folder, and beside it `texts`, the same as bare files."""
    _write(folder / "in.jsonl", _documents(many, chars, marks))
    return folder / "in.jsonl"


def _documents(articles: int, chars: int, marks: int) -> Iterator[Document]:
    prose, ref = Prose(7), tagset.default().ref
    for number in range(articles):
        piece = prose.piece(chars, marks)
        digest = hashlib.sha256(piece.text.encode()).hexdigest()
        source = Source(f"{number}.txt", digest, "utf-8", bom=False)
        meta = {"date": "2026-01-01", "outlet": "报"}
        article = Article(
            f"a{number:06}", piece.title, piece.text, source,
            meta=meta, author="甲", created=MADE, tagset=ref,
        )  # fmt: skip
        found = (
            Annotation(f"{number}-{n}", label, (span,), span.of(piece.text),
                       author="甲", created=MADE, tagset=ref)
            for n, (span, label) in enumerate(piece.names)
        )  # fmt: skip
        yield Document(article, annotations=tuple(found))


def _write(path: Path, documents: list[Document] | Iterator[Document]) -> None:
    """danqian/1, and beside it the bare texts."""
    texts = path.parent / "texts"
    texts.mkdir(exist_ok=True)

    def each() -> Iterator[Document]:
        for number, document in enumerate(documents):
            if number < ARTICLES:
                (texts / document.article.source.name).write_text(document.article.text, "utf-8")
            yield document

    with path.open("wb") as out:
        jsonl.write(each(), out, formats.Context(tagset.default()), formats.Report("jsonl"))


# -- memory -----------------------------------------------------------------------------


def _memory(folder: Path, articles: int) -> Iterator[Figure]:
    """The most a process holds while it brings and writes very many articles."""
    _write(folder / "in.jsonl", _documents(articles, CHARS // 3, FEW_MARKS))
    how = f"{articles:,} articles of {CHARS // 3:,} characters, {FEW_MARKS} annotations each"
    for word in ("import", "jsonl", "brat"):
        took = _child(word, str(folder))
        yield Figure(f"exchange.{word}.mb", took[2], "MB", 300.0, f"{how}; {took[0]:.0f} s")
        for left in folder.glob("out-*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
