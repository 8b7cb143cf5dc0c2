"""Whether the index says what the texts say, for `verify`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from annotations.model import Finding
from annotations.store.file import ProjectFile
from annotations.store.search import index, texts, words, writer
from annotations.store.tables import (
    SEARCH_ARTICLE,
    SEARCH_CHARACTER,
    SEARCH_COUNTS,
    SEARCH_PAIR,
    SEARCH_PIECE,
    SEARCH_WORD,
    Row,
)
from annotations.text.fold import fold

_PROBES = 3  # phrases of each text that must be found in it


def check(file: ProjectFile) -> Iterator[Finding]:
    """Every article is in the index, as it is, and nothing else; but for one not in use.

    Articles that it is behind with are not there yet.
    Numbers, titles and pieces are compared whole; texts by phrases out of them, which must be
    found, and by how often their characters and pairs are there in all.
    """
    if not index.is_current(file):
        return
    expected: Counter[str] = Counter()
    missing = {*index.behind(file)}
    for row in writer.articles(file):
        if row["number"] in missing:
            continue
        pieces = writer.pieces(file, row)
        for table in _astray(file, row, pieces):
            yield Finding("verify-search", str(row["id"]), {"table": table})
        folded = fold(str(row["text"]))
        expected[SEARCH_ARTICLE] += 1
        expected[SEARCH_PIECE] += len(pieces)
        expected[SEARCH_CHARACTER] += len(set(folded))
        expected[SEARCH_PAIR] += _count(words.pairs(folded))
        expected[SEARCH_WORD] += sum(_count(words.both(fold(piece))) for piece in pieces.values())
    for table, rows in expected.items():
        if _rows(file, table) != rows:
            yield Finding("verify-search", None, {"table": table})


def _astray(file: ProjectFile, row: Row, pieces: dict[int, str]) -> Iterator[str]:
    """The tables of the index that say something else of an article."""
    number, folded = cast("int", row["number"]), fold(str(row["text"]))
    query = f"SELECT 1 FROM {SEARCH_ARTICLE} WHERE article = ? AND number = ? AND hash = ?"
    if file.value(query, row["id"], number, row["hash"]) is None:
        yield SEARCH_ARTICLE
    if writer.stored_pieces(file, number) != pieces:
        yield SEARCH_PIECE
    if not all(_finds(file, SEARCH_PAIR, number, probe) for probe in _probes(folded)):
        yield SEARCH_PAIR
    if not all(_finds(file, SEARCH_CHARACTER, number, probe) for probe in folded[:_PROBES]):
        yield SEARCH_CHARACTER
    found = (
        _finds(file, SEARCH_WORD, n, p) for n, text in pieces.items() for p in _probes(fold(text))
    )
    if not all(found):
        yield SEARCH_WORD


def _probes(folded: str) -> list[str]:
    """Phrases from the start, the middle and the end of a text."""
    last = max(len(folded) - texts.WHOLE, 0)
    places = {last * turn // (_PROBES - 1) for turn in range(_PROBES)}
    return [folded[place : place + texts.WHOLE] for place in places] if len(folded) > 1 else []


def _finds(file: ProjectFile, table: str, number: int, wanted: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?"
    return file.value(query, words.phrase(wanted), number) is not None


def _count(words: str) -> int:
    """How many different words there are."""
    return len(set(words.split(" ")) - {""})


def _rows(file: ProjectFile, table: str) -> int:
    """How many rows a table has; of a full-text table, how often a word is in a row."""
    counts = SEARCH_COUNTS.get(table)
    query = f"SELECT total(doc) FROM {counts}" if counts else f"SELECT count(*) FROM {table}"
    return int(cast("float", file.value(query)))
