"""What a damaged file still gives: its articles one by one, and steps that have their sums."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import Refusal
from annotations.model import Finding
from annotations.store.file import UNREADABLE, ProjectFile
from annotations.store.safety.copies import UnsoundError, check
from annotations.store.sources import is_named
from annotations.store.tables import ABOUT, ARTICLE, EVENT, SOURCE, STEP, Row, SqlValue
from annotations.store.union import Parcel, is_sound
from annotations.store.verify import verify

JOURNAL = "-journal"  # what SQLite puts behind a file's name for its own journal


@dataclass(slots=True)
class Wreck:
    """A damaged file, opened so that it stays as it was found.

    `damage` is what is wrong with it, article by article; nothing when it is sound.
    """

    damage: list[Finding] = field(default_factory=list[Finding])
    _conn: sqlite3.Connection | None = None

    def about(self) -> dict[str, str]:
        """The facts the file says of itself, as far as they can be read."""
        return {str(r["key"]): str(r["value"]) for r in self._readable(ABOUT, "key")}

    def articles(self) -> dict[str, Row]:
        """The rows of its articles by their ids."""
        return {str(row["id"]): row for row in self._readable(ARTICLE.name, "id")}

    def steps(self) -> list[Row]:
        """The steps that are as they were written."""
        found = {str(row["id"]): row for row in self._readable(STEP, "rowid") if _is_sound(row)}
        return list(found.values())

    def parcel(self, steps: Iterable[Row]) -> Parcel:
        """Those of these steps that are whole here."""
        whole: list[Row] = []
        for step in steps:
            with suppress(*UNREADABLE):
                events = self._rows(f"SELECT * FROM {EVENT} WHERE step = ?", str(step["id"]))
                if events and all(map(_is_sound, events)):
                    whole.append(step)
        return Parcel(whole, self._events, self._source)

    def _events(self, step: str) -> list[Row]:
        return self._rows(f"SELECT * FROM {EVENT} WHERE step = ? ORDER BY id", step)

    def _source(self, hash: str) -> Row | None:
        with suppress(*UNREADABLE):
            for row in self._rows(f"SELECT * FROM {SOURCE} WHERE hash = ?", hash):
                if is_named(hash, row["text"], row["data"]):
                    return row
        return None

    def examine(self, path: Path) -> None:
        """Note what is wrong: with the file as a whole or, where that is sound, with its parts."""
        try:
            check(path)
            self.damage += _verified(path)
        except UnsoundError as error:
            self.damage.append(Finding("damaged-file", None, {"reason": str(error)}))
        for id, row in self.articles().items():
            if self._source(str(row["hash"])) is None:
                self.damage.append(Finding("damaged-article", id, {"title": str(row["title"])}))

    def _readable(self, table: str, order: str) -> Iterator[Row]:
        """The rows of a table from its start and from its end, up to where it cannot be read."""
        for direction in ("ASC", "DESC"):
            with suppress(*UNREADABLE):
                yield from self._each(f"SELECT * FROM {table} ORDER BY {order} {direction}")
                return

    def _rows(self, sql: str, *values: SqlValue) -> list[Row]:
        return list(self._each(sql, *values))

    def _each(self, sql: str, *values: SqlValue) -> Iterator[Row]:
        if self._conn is not None:
            cursor = self._conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))


def _verified(path: Path) -> list[Finding]:
    """What `verify` finds, apart from steps that the journal has and the file not yet."""
    with closing(ProjectFile(path, None, Refusal("project-read-only", file=str(path)))) as file:
        return [f for f in verify(file, quick=True) if f.key != "verify-journal"]


def _is_sound(row: Row) -> bool:
    try:
        return is_sound(row)
    except (LookupError, TypeError, ValueError):
        return False


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


@contextmanager
def wreck(path: Path) -> Generator[Wreck]:
    """What is at `path`, be it a sound project, a heap of bytes or nothing at all."""
    if not path.exists():
        yield Wreck([Finding("damaged-missing", None, {"file": str(path)})])
        return
    with _settled(path) as there, closing(_connect(there)) as conn:
        found = Wreck(_conn=conn)
        found.examine(there)
        yield found


@contextmanager
def _settled(path: Path) -> Generator[Path]:
    """The file; where a crash left half a step, a copy in which that is taken back."""
    journal = Path(f"{path}{JOURNAL}")
    if not journal.exists():
        yield path
        return
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, f"{copy}{JOURNAL}")
        with closing(sqlite3.connect(copy)) as conn, suppress(*UNREADABLE):
            conn.execute("PRAGMA schema_version")  # reading is what takes it back
        yield copy


def _connect(path: Path) -> sqlite3.Connection:
    """To a file that nobody writes; damaged characters are read as such."""
    conn = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
    conn.text_factory = _decoded
    return conn
