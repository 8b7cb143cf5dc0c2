"""`python -m tests.reliability.big FILE`: a project of 100,000 articles from made-up text.

It is written as imports of a thousand annotated articles each, through the store's own steps:
real events with real sums, real ids, the step journal, so that `verify` finds nothing.  What is
left out is only what importing files does before that: decoding, the detectors, the search for
the same text under another id; and the search index is made at the end, all at once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.model import PROVED, Annotation, Article, Emendation, Source, TagSetRef
from annotations.store import settings, sources
from annotations.store.opening import create_file
from annotations.store.recording import Recording, recording
from annotations.store.rows import annotation_row, article_row, emendation_row
from annotations.store.search import index
from annotations.store.tables import ANNOTATION, ARTICLE, EMENDATION, Row, SqlValue, Table
from tests.reliability.prose import Piece, Prose

ARTICLES, CHARS, ANNOTATIONS = 100_000, 2_000, 1_000_000
STEP = 1_000  # articles
AUTHOR = "丹铅"


def build(
    path: Path,
    articles: int,
    chars: int,
    annotations: int,
    seed: int = 1,
    tell: Callable[[int], object] = lambda _: None,
) -> None:
    """A new project at `path`; `tell` hears after each step how many articles there are."""
    prose = Prose(seed)
    file = create_file(path, lambda file: settings.begin(file, AUTHOR))
    tagset = settings.tag_set(file).ref
    try:
        with file.unguarded() as db:
            index.give_up(db)
        for start in range(0, articles, STEP):
            end = min(start + STEP, articles)
            with recording(file, AUTHOR, "imported", {"new": end - start}) as step:
                bringing = _Bringing(step, tagset)
                for seq in range(start, end):
                    bringing.add(seq, prose.piece(chars, annotations // articles))
                bringing.write()
            tell(end)
        with file.unguarded() as db:
            index.rebuild(file, db)
    finally:
        file.close()


class _Bringing:
    """The rows of one step, collected to be written together."""

    def __init__(self, step: Recording, tagset: TagSetRef) -> None:
        self._step = step
        self._tagset = tagset
        self._rows: dict[Table, list[Row]] = {ARTICLE: [], EMENDATION: [], ANNOTATION: []}

    def add(self, seq: int, piece: Piece) -> None:
        """An article with its names tagged, and its residues, every other one accepted."""
        article, step = self._article(f"{seq:06}.txt", piece), self._step
        hash = sources.text_hash(piece.text, None)
        step.keep_source(hash, piece.text, None)
        columns: Row = {"seq": seq, "hash": hash, "proven": 1, "script": piece.script}
        self._rows[ARTICLE].append(article_row(article, **columns))
        made: dict[str, SqlValue] = {"author": AUTHOR, "created": step.at}
        for place, span in enumerate(piece.residues):
            status = "accepted" if seq % 2 else "proposed"
            emendation = Emendation(
                step.new_id(), span, "", "pinyin", "pinyin-residue", status, PROVED
            )
            row = {**emendation_row(article.id, emendation), **made, "seq": place}
            self._rows[EMENDATION].append(row)
        for place, (span, label) in enumerate(piece.names):
            annotation = Annotation(
                step.new_id(), label, (span,), span.of(piece.text), tagset=self._tagset
            )
            row = {**annotation_row(article.id, annotation), **made, "seq": place}
            self._rows[ANNOTATION].append(row)

    def _article(self, name: str, piece: Piece) -> Article:
        sum = hashlib.sha256(piece.text.encode("utf-8")).hexdigest()
        return Article(
            self._step.new_id(),
            piece.title,
            piece.text,
            Source(name, sum, "utf-8", bom=False),
            author=AUTHOR,
            created=self._step.at,
            tagset=self._tagset,
        )

    def write(self) -> None:
        for table, rows in self._rows.items():
            self._step.insert(table, *rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.big")
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--chars", type=int, default=CHARS, help="characters of each article")
    parser.add_argument("--annotations", type=int, default=ANNOTATIONS, help="of all articles")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.monotonic()

    def tell(done: int) -> None:
        print(f"\r{done:,} articles, {time.monotonic() - start:.0f} s", end="", flush=True)

    with TemporaryDirectory() as home:  # nobody will want the step journal of made-up text
        os.environ["DANQIAN_HOME"] = home
        build(given.file, given.articles, given.chars, given.annotations, given.seed, tell)
    print(f"; {given.file.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
