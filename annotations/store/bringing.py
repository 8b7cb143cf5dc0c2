"""Documents that come in: a union with what the project has, one savepoint each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotations.errors import Refusal
from annotations.model import (
    Article,
    Changed,
    Conversion,
    Document,
    Emendation,
    Outcome,
    TagSetRef,
)
from annotations.store import (
    check,
    conversions,
    proposing,
    reading,
    rows,
    settings,
    sources,
)
from annotations.store.canonical import dump, load
from annotations.store.emending import fill_meta, signed
from annotations.store.recording import Recording
from annotations.store.search import alike
from annotations.store.tables import (
    ANNOTATION,
    ARTICLE,
    EMENDATION,
    EVENT,
    READING,
    RELATION,
    Row,
    Table,
)
from annotations.tagset import TagSet
from annotations.tagset.editing import Edit, edited
from annotations.text.script import detect

# Columns in which two rows of one thing may differ and still say the same.
_OURS = frozenset({"seq", "article", "rest"})


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a document stands: a file, and its line if it is one of several.

    `found` = nobody worked on the text yet; what did not come from us as a line is.
    `proposed` is what the detectors find in it, None where they were not asked yet.
    """

    file: str
    line: int | None
    found: bool
    proposed: Sequence[Emendation] | None = None


class Batch:
    """Everything brought in one step. `changed` is complete once the step is committed.

    `accept_proved` has what the detectors prove of found texts accepted at once.
    """

    def __init__(self, step: Recording, tagset: Callable[[], TagSetRef]) -> None:
        self.accept_proved = False
        self._step = step
        self._tagset = tagset
        self._new: dict[str, str] = {}  # articles this batch created → the file they came from
        self._results: Counter[str] = Counter()
        self._is_indexed = False
        self._had_articles = step.file.value(f"SELECT 1 FROM {ARTICLE.name} LIMIT 1") is not None

    @property
    def changed(self) -> Changed:
        return self._step.changed

    @property
    def tagset(self) -> TagSet:
        """The project's tag set as it is now."""
        return settings.tag_set(self._step.file)

    @property
    def conversion(self) -> Conversion:
        """How the project's views are made."""
        return conversions.conversion(self._step.file)

    def document(self, id: str) -> Document | None:
        """An article that the project has, with everything on it."""
        if reading.one(self._step.file, ARTICLE, id) is None:
            return None
        return reading.document(self._step.file, id)

    def alike(self, text: str) -> tuple[str, ...]:
        """Articles that may read like this in some view: those that have parts of it.

        Not those of this batch; none where there is no search index.
        """
        if not self._had_articles:
            return ()
        if not self._is_indexed:
            self._step.index_all()
            self._is_indexed = True
        return alike.articles(self._step.file, text)

    def extend_tagset(self, edits: Sequence[Edit]) -> None:
        """Add to the tag set, in the same step. Raises Refusal as `tagset.editing`."""
        with self._step.savepoint():
            made = edited(self.tagset, edits)
            settings.put(self._step, settings.TAGSET, made.tagset.raw_toml)
            self._step.args["version"] = made.tagset.version

    def add(
        self,
        document: Document,
        *,
        file: str,
        line: int | None = None,
        found: bool = False,
        proposed: Sequence[Emendation] | None = None,
    ) -> Outcome:
        """Bring one document; if it is refused nothing of it stays and the batch goes on.

        What is `found`, as is a file without lines, is looked over by the detectors, unless
        somebody did so: then `proposed` is what they find in the text.
        """
        origin = _Origin(file, line, found or line is None, proposed)
        try:
            with self._step.savepoint():
                outcome = self._brought(document, origin)
        except Refusal as refusal:
            outcome = Outcome(
                file,
                "refused",
                line,
                reason=refusal.key,
                values=refusal.about(article=document.article.id).values,
            )
        self._results[outcome.result] += 1
        self._step.args |= dict(self._results)
        return replace(outcome, encoding=document.article.source.encoding)

    def adopt(self, project_line: Mapping[str, object]) -> None:
        """Take over a file's first line: its tag set, configurations and overlay.

        Raises Refusal for what is broken in it or, in a project with articles, another tag set.
        """
        with self._step.savepoint():
            settings.adopt(self._step, project_line, brought=len(self._new))

    def _brought(self, document: Document, origin: _Origin) -> Outcome:
        check.document(document)
        hash = sources.text_hash(document.article.text, document.article.source.data)
        home = self._home(document.article, hash, origin)
        if home is None:
            return self._create(document, hash, origin)
        if origin.found:
            document = self._unjudged(document, home)
        return self._merge(document, home, origin)

    def _home(self, article: Article, hash: str, origin: _Origin) -> str | None:
        """The article of the project that this is: by its id, else by its text and bytes."""
        file = self._step.file
        for known in self._known_hashes(article.id):
            if known != hash:
                raise Refusal("article-text-differs", article=article.id)
        if reading.one(file, ARTICLE, article.id) is not None:
            return article.id
        twins = file.select(
            f"SELECT id, name, meta FROM {ARTICLE.name} WHERE hash = ? AND sha256 = ? ORDER BY seq",
            *(hash, article.source.sha256),
        )
        # Two lines of one file are two articles, however alike: the file says so.
        for twin in twins:
            elsewhere = origin.line is None or self._new.get(str(twin["id"])) != origin.file
            if elsewhere and (not origin.found or _is_same_row(twin, article)):
                return str(twin["id"])
        return None

    def _known_hashes(self, article: str) -> Iterable[str]:
        """Every text this id ever had here, also before an import was undone."""
        images = self._step.file.select(
            f"SELECT after FROM {EVENT} WHERE article = ? AND tbl = ? AND row = ?"
            " AND before IS NULL",
            *(article, ARTICLE.name, article),
        )
        return (load(image["after"])["hash"] for image in images)

    def _create(self, document: Document, hash: str, origin: _Origin) -> Outcome:
        step = self._step
        if origin.found:  # a line of our own says itself all that is to be said of it
            document = self._found(document, origin.proposed)
        article = document.article
        proven = sources.is_proven(article)
        step.keep_source(hash, article.text, article.source.data)
        row = rows.article_row(
            article,
            seq=reading.next_seq(step.file, ARTICLE),
            hash=hash,
            proven=int(proven),
            script=detect(article.text),
        )
        step.insert(ARTICLE, row)
        self._new[article.id] = origin.file
        self._unite(document, article.id)
        accepted = (e for e in document.emendations if e.status == "accepted")
        if origin.found:
            fill_meta(step, article.id, accepted)
        return Outcome(
            origin.file,
            "new",
            origin.line,
            article.id,
            reason="" if proven else "source-unproven",
        )

    def _found(self, document: Document, found: Sequence[Emendation] | None) -> Document:
        """A found text becomes an article here and now, under our tag set, and is looked over."""
        article = replace(
            document.article,
            author=document.article.author or self._step.author,
            created=document.article.created or self._step.at,
            tagset=document.article.tagset or self._tagset(),
        )
        read = [signed(self._step, emendation) for emendation in document.emendations]
        proposed = proposing.proposed(
            self._step, article.text, found, known=read, accept_proved=self.accept_proved
        )
        return replace(document, article=article, emendations=proposed)

    def _unjudged(self, document: Document, home: str) -> Document:
        """A found text with those of its proposals that nobody here has seen."""
        known = {emendation.id for emendation in reading.emendations_on(self._step.file, home)}
        new = (signed(self._step, e) for e in document.emendations if e.id not in known)
        return replace(document, emendations=tuple(new))

    def _merge(self, document: Document, home: str, origin: _Origin) -> Outcome:
        new, differing = self._unite(document, home)
        if document.article.id == home:
            ours = reading.article_row(self._step.file, home)
            theirs = rows.article_row(document.article)
            differing += any(
                ours[name] != theirs[name]
                for name in ("title", "status", "meta", "repair", "flag", "note")
            )
        return Outcome(
            origin.file,
            "merged" if new else "same",
            origin.line,
            home,
            reason="items-differ" if differing else "",
            values={"count": differing} if differing else {},
        )

    def _unite(self, document: Document, home: str) -> tuple[int, int]:
        """Add what the article has not. How many things are new, how many are known otherwise."""
        incoming: dict[Table, list[Row]] = {
            EMENDATION: [rows.emendation_row(home, e) for e in document.emendations],
            READING: [rows.reading_row(home, r) for r in document.readings],
            ANNOTATION: [rows.annotation_row(home, a) for a in document.annotations],
            RELATION: [rows.relation_row(home, r) for r in document.relations],
        }
        self._give_way(home, document.emendations)
        counts = [self._add(table, home, found) for table, found in incoming.items() if found]
        file = self._step.file
        check.apart(reading.emendations_on(file, home))
        check.pinned(reading.readings_on(file, home))
        return sum(new for new, _ in counts), sum(differing for _, differing in counts)

    def _give_way(self, home: str, incoming: Collection[Emendation]) -> None:
        """Take out what was only proposed here and comes in under another id."""
        ids = {emendation.id for emendation in incoming}
        read = {(e.span.start, e.span.end, e.replacement) for e in incoming}
        for row in reading.items(self._step.file, EMENDATION, home) if read else ():
            reads = row["start"], row["end"], row["replacement"]
            if row["status"] == "proposed" and row["id"] not in ids and reads in read:
                self._step.delete(EMENDATION, row)

    def _add(self, table: Table, home: str, incoming: list[Row]) -> tuple[int, int]:
        file = self._step.file
        known = {row["id"]: row for row in reading.items(file, table, home)}
        if table is RELATION:
            marks = {str(row["id"]) for row in reading.items(file, ANNOTATION, home)}
            for relation in incoming:
                check.ends(rows.relation_of(relation), marks)
        seq = reading.next_seq(file, table, home)
        fresh = [row for row in incoming if row["id"] not in known]
        if fresh:
            for number, row in enumerate(fresh, seq):
                row["seq"] = number
            self._step.insert(table, *fresh)
        differing = sum(
            row["id"] in known and not _says_same(row, known[row["id"]]) for row in incoming
        )
        return len(fresh), differing


def _is_same_row(known: Row, article: Article) -> bool:
    """Whether a text that was found says no more of itself than what is known of its twin.

    The same text in another newspaper's row of a table is another article.
    """
    meta = load(known["meta"])
    return known["name"] == article.source.name or all(
        meta.get(name) == value for name, value in article.meta.items()
    )


def _says_same(one: Row, other: Row) -> bool:
    """Whether both say the same; which optional keys a file left out says nothing."""
    extra = (load(row["rest"]).get("extra") for row in (one, other))
    return len({dump(value or {}) for value in extra}) == 1 and all(
        one[name] == other[name] for name in one if name not in _OURS
    )
