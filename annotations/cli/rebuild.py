"""`danqian rebuild`: a corpus without its text joined with one's own copies of the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotations import formats, ingest, tagset
from annotations.cli.importing import finish_index
from annotations.cli.options import as_author, as_json
from annotations.cli.terminal import complain, print_json, said, sentence_of
from annotations.errors import Refusal
from annotations.formats.withouttext.filling import Filled
from annotations.model import Document
from annotations.project import open_project
from annotations.rebuilding import Corpus, Rebuilt, rebuild_from

_LINE_FACTOR = 4


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.argument(
    "copies", metavar="COPY...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--out", metavar="FILE", help="The .jsonl to write; one that is there is replaced.")
@click.option("--project", metavar="PROJECT", help="The project to bring it into.")
@as_author
@as_json
def rebuild(
    corpus: Path,
    copies: Sequence[Path],
    out: str | None,
    project: str | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Put a corpus that was exported `withouttext` together again with your own copies.

    COPY is a file of an article or a folder of them, called anything, in either script, cleaned
    or not. Exit code 1 where an article has no copy, or something on it no place there.

    Example: danqian rebuild corpus.jsonl my-articles/ --project news.danqian
    """
    if bool(out) == bool(project):
        raise click.UsageError("Either --out FILE or --project PROJECT is wanted.")
    limit = ingest.max_bytes()
    read = Corpus.of(corpus, limit * _LINE_FACTOR)
    if not read.entries:
        raise read.refused[0] if read.refused else Refusal("file-empty", file=str(corpus))
    telling = _Telling(rebuild_from(read, copies, limit), as_json)
    if out:
        _write(telling, read, Path(out))
    else:
        _bring(telling, read, str(project), author)
    telling.close(len(read.entries))


def _write(telling: _Telling, corpus: Corpus, path: Path) -> None:
    line = corpus.project_line
    context = formats.Context(tagset.default(), line.record if line else None)
    documents = (document for document, _ in telling.documents())
    formats.export(formats.named("jsonl"), documents, path, context)


def _bring(telling: _Telling, corpus: Corpus, project: str, author: str | None) -> None:
    with open_project(project, author=author, create=True) as opened:
        with opened.bringing() as batch:
            if corpus.project_line is not None:
                batch.adopt(corpus.project_line.record)
            for number, (document, file) in enumerate(telling.documents(), start=1):
                outcome = batch.add(document, file=file, line=number)
                if outcome.result == "refused":
                    telling.refused(Refusal(outcome.reason, **outcome.values))
        finish_index(opened)


class _Telling:
    """What became of each article, said as it is done."""

    def __init__(self, all: Iterator[Rebuilt], as_json: bool) -> None:
        self._all = all
        self._as_json = as_json
        self._articles = self._missing = 0
        self._is_whole = True

    def documents(self) -> Iterator[tuple[Document, str]]:
        for rebuilt in self._all:
            if isinstance(rebuilt.content, Refusal):
                self.refused(rebuilt.content)
            else:
                self._filled(rebuilt, rebuilt.content)
                yield rebuilt.content.document, rebuilt.file

    def refused(self, refusal: Refusal) -> None:
        self._is_whole = False
        if self._as_json:
            values = {**refusal.values}
            print_json({"result": "refused", "reason": sentence_of(refusal), "values": values})
        else:
            complain(sentence_of(refusal))

    def _filled(self, rebuilt: Rebuilt, filled: Filled) -> None:
        self._articles += 1
        placed, missing = len(filled.document.annotations), len(filled.annotations_missing)
        self._missing += missing + len(filled.relations_missing)
        self._missing += len(filled.emendations_missing) + filled.readings_missing
        if self._as_json:
            print_json(_fields(rebuilt, filled))
            return
        name = rebuilt.name or rebuilt.id
        print(said(f"rebuild-{filled.how}", name=name, annotations=placed, missing=missing))
        lost = (filled.annotations_missing, filled.relations_missing, filled.emendations_missing)
        if any(lost) or filled.readings_missing:
            annotations, relations, emendations = (" ".join(ids) or "–" for ids in lost)
            told = said(
                "rebuild-missing",
                name=name,
                file=rebuilt.file,
                annotations=annotations,
                relations=relations,
                emendations=emendations,
                readings=filled.readings_missing,
            )
            complain(told)

    def close(self, all: int) -> None:
        """Say how much there is in the end; exit code 1 where it is not all."""
        if not self._as_json:
            print(said("rebuilt", articles=self._articles, all=all, missing=self._missing))
        if self._missing or not self._is_whole:
            raise click.exceptions.Exit(1)


def _fields(rebuilt: Rebuilt, filled: Filled) -> dict[str, object]:
    return {
        "result": filled.how,
        "article": rebuilt.id,
        "name": rebuilt.name,
        "file": rebuilt.file,
        "id": filled.document.article.id,
        "annotations": len(filled.document.annotations),
        "annotations_missing": list(filled.annotations_missing),
        "relations_missing": list(filled.relations_missing),
        "emendations_missing": list(filled.emendations_missing),
        "readings_missing": filled.readings_missing,
    }
