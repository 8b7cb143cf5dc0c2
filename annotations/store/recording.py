"""One step while it is made: every change enters a state table and the log together."""

# pyright: reportUnknownMemberType=false
# (sqlite-utils annotates parameters as bare lists and dicts)

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from annotations.model import Changed, Step
from annotations.store import entries, folding, history
from annotations.store.canonical import digest, dump
from annotations.store.file import ProjectFile
from annotations.store.refolding import refold
from annotations.store.schema import VERSION
from annotations.store.search import index as search
from annotations.store.tables import (
    ABOUT,
    ANNOTATION,
    ARTICLE,
    EVENT,
    LESSONS,
    RELATION,
    REPLICA,
    SETTING,
    SOURCE,
    STEP,
    VIEW_SETTINGS,
    Place,
    Row,
    SqlValue,
    Table,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


_AT_ONCE = 1_000_000  # characters that are put into the search index between two looks
IMPORTED = "imported"  # the key of the step that brings articles


def now() -> str:
    """This moment as RFC 3339 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Recording:
    """What a verb writes through. `args` may be added to until the step ends.

    Made by `recording`; `changed` is what happened, complete once the step is committed.
    """

    def __init__(
        self,
        file: ProjectFile,
        db: Database,
        author: str,
        key: str,
        args: Mapping[str, object],
        undoes: str | None = None,
    ) -> None:
        self.file = file
        self.author = author
        self.at = now()
        self.args = dict(args)
        self.changed = Changed(None)
        self._db = db
        self._key = key
        self._undoes = undoes
        self._head = history.head(file)
        self._touched: list[Place] = []
        self._sources: list[str] = []  # hashes of the texts that are new
        self._new: dict[str, None] = {}  # articles that came in with this step
        self._is_loose = False
        file.ids.seen(history.last_id(file))
        self._id = self.new_id()

    def new_id(self) -> str:
        """An id above every id made in this project."""
        return self.file.ids.new()

    def new_ids(self, count: int) -> list[str]:
        """As many of them."""
        return self.file.ids.several(count)

    def insert(self, table: Table, *rows: Row) -> None:
        """Add rows to a state table."""
        self._log(table, [(None, row) for row in rows])
        self._write(table.name, rows)

    def update(self, table: Table, before: Row, **changes: SqlValue) -> bool:
        """Change columns of one row; False when that leaves it as it is."""
        return self.update_all(table, [(before, {**before, **changes})]) > 0

    def update_all(self, table: Table, images: Iterable[tuple[Row, Row]]) -> int:
        """Change rows from their first to their second image; how many became others by it."""
        changed = [(before, after) for before, after in images if after != before]
        self._log(table, list(changed))
        where = " AND ".join(f"{column} = ?" for column in table.key)
        for before, after in changed:
            changes = {k: v for k, v in after.items() if before[k] != v}
            columns = ", ".join(f'"{column}" = ?' for column in changes)
            self._db.execute(
                f"UPDATE {table.name} SET {columns} WHERE {where}",
                (*changes.values(), *table.key_of(before)),
            )
        return len(changed)

    def delete(self, table: Table, *rows: Row) -> None:
        """Take rows out of a state table; the log keeps them."""
        self._log(table, [(row, None) for row in rows])
        where = " AND ".join(f"{column} = ?" for column in table.key)
        for row in rows:
            self._db.execute(f"DELETE FROM {table.name} WHERE {where}", table.key_of(row))

    def loosen(self) -> None:
        """From here on the fold decides, when the step ends, what stands of what it changes.

        So rows can be changed that are aside, or that something else stands in the way of.
        """
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        self._is_loose = True

    def index_all(self) -> None:
        """Have every article in the search index before more of them come."""
        while search.catch_up(self.file, self._db, _AT_ONCE):
            pass

    def keep_source(self, hash: str, text: str, data: bytes | None) -> None:
        """Keep a text for ever. It is no event: the article's row names it by its hash."""
        if self.file.value(f"SELECT 1 FROM {SOURCE} WHERE hash = ?", hash) is None:
            self._write(SOURCE, [{"hash": hash, "text": text, "data": data}])
            self._sources.append(hash)

    @contextmanager
    def savepoint(self) -> Generator[None]:
        """If the block raises, nothing of it stays and the step goes on."""
        marks = len(self._touched), len(self._sources), len(self._new)
        try:
            with self._db.atomic():
                yield
        except BaseException:
            del self._touched[marks[0] :], self._sources[marks[1] :]
            for article in list(self._new)[marks[2] :]:
                del self._new[article]
            raise

    def _log(self, table: Table, images: Sequence[entries.Images]) -> None:
        """Write events. Before the rows: an image that cannot be stored is refused here."""
        events: list[Row] = []
        for changes in entries.grouped(table, images):
            event: Row = {"step": self._id, "id": self.new_id(), **entries.columns(table, changes)}
            events.append({**event, "sum": digest(*event.values())})
        self._touch(table, [before or after or {} for before, after in images])
        self._write(EVENT, events)

    def _touch(self, table: Table, rows: Sequence[Row]) -> None:
        """An article that came in is news as a whole: an import may have millions of marks."""
        if table is ARTICLE and self._key == IMPORTED:
            self._new.update((str(row["id"]), None) for row in rows)
        if table is ANNOTATION or table is RELATION:
            rows = [row for row in rows if row["article"] not in self._new]
        self._touched.extend(map(table.place, rows))

    def _write(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows that all have the columns of the first.

        `insert` of sqlite-utils takes a millisecond for one: it asks for the schema each time.
        """
        if rows:
            names = ", ".join(f'"{column}"' for column in rows[0])
            blanks = ", ".join("?" * len(rows[0]))
            sql = f"INSERT INTO {table} ({names}) VALUES ({blanks})"
            values = itemgetter(*rows[0])  # two at least, as every table has
            self._db.conn.executemany(sql, map(values, rows))

    def finish(self) -> None:
        """Write the step itself, unless it changed nothing."""
        head = self._head
        if not self._touched:
            self.changed = Changed(None, undo=head.undo, redo=head.redo)
            return
        under = head.redo if self._key == history.UNDONE else head.undo
        row: Row = {
            "id": self._id,
            "replica": str(self.file.value(f"SELECT value FROM {ABOUT} WHERE key = ?", REPLICA)),
            "author": self.author,
            "at": self.at,
            "clock": history.next_clock(self.file),
            "version": VERSION,
            "key": self._key,
            "args": dump(self.args),
            "undoes": self._undoes,
            "under": under.id if under else None,
        }
        self._write(STEP, [{**row, "sum": digest(*row.values())}])
        self._refold()
        self.file.keep(self._id, self._sources)
        search.keep(self.file, self._db, self._touched)
        self.changed = self._news(history.step_of(row))

    def _refold(self) -> None:
        """Fold anew where the fold decides, and where rows are aside that may stand again.

        Undoing a step lays aside nothing that came after it: Refusal "undo-blocked".
        """
        touched = {place.article for place in self._touched}
        for article in touched if self._is_loose else folding.with_aside(self.file, touched):
            before = folding.aside(self.file, article).keys() | set(self._touched)
            self._touched.extend(refold(self.file, self._db, article))
            if self._undoes is not None:
                laid = folding.aside(self.file, article).keys() - before
                history.check_earlier(self.file, laid, self._undoes)

    def _news(self, step: Step) -> Changed:
        head = history.head(self.file)
        touched = set(self._touched)
        return Changed(
            step,
            articles=frozenset(p.article for p in touched if p.article),
            annotations=frozenset(
                (p.article, p.row) for p in touched if p.table == ANNOTATION.name
            ),
            tagset=Place(SETTING.name, "", "tagset") in touched,
            everything=any(p.table == SETTING.name and p.row in VIEW_SETTINGS for p in touched),
            undo=head.undo,
            redo=head.redo,
            taught=any(p.table in LESSONS and not p.article for p in touched),
        )


@contextmanager
def recording(
    file: ProjectFile,
    author: str,
    key: str,
    args: Mapping[str, object],
    undoes: str | None = None,
) -> Generator[Recording]:
    """One step: a transaction around the block, the step row at its end, then the commit."""
    with file.tx() as db, recorded(file, db, author, key, args, undoes) as step:
        yield step


@contextmanager
def recorded(
    file: ProjectFile,
    db: Database,
    author: str,
    key: str,
    args: Mapping[str, object],
    undoes: str | None = None,
) -> Generator[Recording]:
    """One step of several in a transaction that is open already."""
    step = Recording(file, db, author, key, args, undoes)
    yield step
    step.finish()
