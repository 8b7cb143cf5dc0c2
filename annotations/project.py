"""The verbs: a project is opened, read, and changed one undoable step at a time.

Every changing method is one step in one transaction and returns what it `Changed`; if it
raises, nothing was stored.  Positions are code points of the article's source text.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from annotations.model import (
    Annotation,
    Article,
    ArticleRow,
    Attributes,
    Changed,
    Document,
    Finding,
    Mention,
    Relation,
    Restored,
    SafetyCopy,
    Span,
)
from annotations.store import (
    conversions,
    listing,
    marks,
    propagating,
    reading,
    settings,
    withdrawing,
)
from annotations.store import verify as verifying
from annotations.store.bringing import Batch
from annotations.store.rows import annotation_of, attributes_json
from annotations.suggesting import Suggesting
from annotations.tagset import TagSet
from annotations.text.user_words import UserWords

TAGGED = (2, 20)  # characters of a tagged string that may stand for a name


class Keep(Enum):
    """What `describe` leaves as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP


def open_project(
    path: Path | str,
    *,
    author: str | None = None,
    create: bool = False,
    read_only: bool = False,
    tagset: TagSet | None = None,
) -> Project:
    """The project at `path`; with `create` a new one where there is none, with this `tagset`.

    `author` signs what is made, by default DANQIAN_AUTHOR or the system's user.  A project
    that somebody else has open, or that cannot be written, opens read-only: `obstacle` says
    why.  What only reads asks for `read_only` and then keeps nobody else from writing.

    Raises Refusal "file-missing", "file-not-readable", "not-a-project", "project-newer",
    "project-damaged"; on creating "folder-missing", "folder-read-only", "project-locked".
    """
    return Project.open(path, author=author, create=create, read_only=read_only, tagset=tagset)


def safety_copies(path: Path | str) -> tuple[SafetyCopy, ...]:
    """The safety copies of the project that is, or was, at `path`, newest first."""
    from annotations.store.safety import restoring

    return restoring.listed(Path(path))


def restore_project(
    path: Path | str, *, to: Path | str | None = None, copy: str | None = None
) -> Restored:
    """Put a damaged or vanished project together again, in its place or at `to`.

    It begins with the newest sound safety copy and takes in every step of the journal and
    what the damaged file has besides; that file is laid aside.  With `copy`, the name of one
    (`0007`), the project is as it was then.  Raises Refusal "nothing-to-restore",
    "copy-missing", "copy-damaged", "file-exists", "folder-missing", "folder-read-only",
    "project-locked".
    """
    from annotations.store.safety import restoring

    return restoring.restore(Path(path), None if to is None else Path(to), copy)


class Project(Suggesting):
    """An open project. Use it in `with`, or `close` it."""

    @property
    def tagset(self) -> TagSet:
        """The project's own tag set."""
        return self._own_tagset()

    # -- reading ------------------------------------------------------------------------

    def articles(self) -> tuple[ArticleRow, ...]:
        """All articles in the order they came, without their texts."""
        return listing.articles(self._file)

    def find(self, ref: str) -> str:
        """The id of the article with this id, or else this title, or else this file name.

        Raises Refusal "article-missing" or "article-ambiguous".
        """
        return reading.find(self._file, ref)

    def article(self, id: str) -> Article:
        """One article with its text; Refusal "article-missing"."""
        return reading.article(self._file, id)

    def document(self, id: str) -> Document:
        """One article with everything on it, in the order it came; "article-missing"."""
        return reading.document(self._file, id)

    def annotations(self, article: str) -> tuple[Annotation, ...]:
        """The annotations on an article, in the order they came."""
        return reading.annotations_on(self._file, article)

    def annotations_page(
        self, article: str, after: str, limit: int
    ) -> tuple[tuple[Annotation, ...], str | None]:
        """`annotations` bit by bit: the next `limit` by id, and `after` for those that follow.

        "" begins, and None ends it.
        """
        return reading.annotations_page(self._file, article, after, limit)

    def annotations_from(self, article: str, span: Span) -> tuple[Annotation, ...]:
        """The annotations on an article that begin in a span, in the order they came."""
        return reading.annotations_from(self._file, article, span)

    def annotation(self, article: str, id: str) -> Annotation:
        """One annotation; Refusal "annotation-missing"."""
        return annotation_of(reading.annotation_row(self._file, article, id))

    def tagged_strings(
        self, article: str | None = None, annotation: str | None = None
    ) -> frozenset[str]:
        """The strings tagged in the project, on one article or by one annotation of it.

        As their sources write them.  Names are wanted: of 2 to 20 characters, in one piece,
        and no measures.
        """
        asked = {"article": article, "id": annotation}
        only = {column: value for column, value in asked.items() if value is not None}
        return reading.tagged_strings(self._file, self.tagset.measure.id, TAGGED, **only)

    def tagged_page(
        self, after: tuple[str, str] | None, limit: int
    ) -> tuple[frozenset[str], tuple[str, str] | None]:
        """`tagged_strings` bit by bit: those of `limit` annotations, and `after` for the next.

        None begins, and None ends it.
        """
        measure = self.tagset.measure.id
        return reading.tagged_page(self._file, measure, TAGGED, after or ("", ""), limit)

    def relations(self, article: str) -> tuple[Relation, ...]:
        """The relations on an article, in the order they came."""
        return reading.relations_on(self._file, article)

    def project_line(self) -> Mapping[str, object] | None:
        """The line a lossless export begins with, or None when it needs none."""
        return settings.project_line(self._file)

    def verify(self, *, quick: bool = False) -> tuple[Finding, ...]:
        """Check every promise of the file anew; empty when all hold. Changes nothing.

        `quick` does without what takes longest: every annotation into every view and back.
        """
        return tuple(verifying.verify(self._file, quick=quick))

    # -- annotations --------------------------------------------------------------------

    def annotate(
        self,
        article: str,
        fragments: Span | Sequence[Span],
        label: str,
        attributes: Attributes | None = None,
        note: str | None = None,
    ) -> Changed:
        """Put a label on one or more fragments of the source.

        Raises Refusal "span-empty", "span-outside", "fragments-overlap", "label-empty".
        """
        text, spans = self._text(article), marks.spans_of(fragments)
        with self._step("annotated", article=article, label=label) as step:
            marks.annotate(
                step, article, text, spans, label, attributes or {}, note, self.tagset.ref
            )
        return step.changed

    def retag(
        self, article: str, annotation: str, label: str, attributes: Attributes | None = None
    ) -> Changed:
        """Give an annotation another label; its attributes stay unless others are given."""
        with self._step("retagged", article=article, annotation=annotation) as step:
            marks.retag(step, article, annotation, label, attributes, self.tagset.ref)
        return step.changed

    def describe(
        self,
        article: str,
        annotation: str,
        *,
        note: str | Keep | None = KEEP,
        attributes: Attributes | Keep = KEEP,
    ) -> Changed:
        """Set the note (None = none), the attributes (all of them), or both."""
        columns = {} if note is KEEP else {"note": note}
        if attributes is not KEEP:
            columns["attributes"] = attributes_json(attributes)
        with self._step("described", article=article, annotation=annotation) as step:
            marks.change(step, article, annotation, **columns)
        return step.changed

    def reshape(self, article: str, annotation: str, fragments: Span | Sequence[Span]) -> Changed:
        """Move an annotation to other fragments of the source."""
        text, spans = self._text(article), marks.spans_of(fragments)
        with self._step("reshaped", article=article, annotation=annotation) as step:
            marks.reshape(step, article, text, annotation, spans)
        return step.changed

    def remove(self, article: str, annotations: Sequence[str]) -> Changed:
        """Delete annotations together with the relations they are ends of."""
        with self._step("removed", article=article) as step:
            marks.remove(step, article, annotations)
        return step.changed

    def relate(
        self,
        article: str,
        type: str,
        start: str,
        end: str,
        attributes: Attributes | None = None,
        note: str | None = None,
    ) -> Changed:
        """Link two annotations of an article, from `start` to `end`."""
        with self._step("related", article=article, type=type) as step:
            marks.relate(step, article, type, start, end, attributes or {}, note)
        return step.changed

    def link(
        self,
        article: str,
        start: str,
        ends: Sequence[tuple[str, str]] = (),
        gone: Sequence[str] = (),
    ) -> Changed:
        """Fill and empty slots of an annotation in one step: `annotations.measures` proposes.

        `ends` are pairs (relation type, id of the annotation that fills it), `gone` the ids of
        relations that lead from it; what is there already is not made twice.  Raises Refusal
        "annotation-missing", "relation-missing", "relation-not-allowed" by the tag set.
        """
        with self._step("linked", article=article, annotation=start) as step:
            marks.link(step, article, start, ends, gone, self.tagset)
        return step.changed

    def unrelate(self, article: str, relation: str) -> Changed:
        """Delete a relation; Refusal "relation-missing"."""
        with self._step("unrelated", article=article, relation=relation) as step:
            marks.unrelate(step, article, relation)
        return step.changed

    # -- everywhere ---------------------------------------------------------------------

    def mentions(
        self,
        article: str,
        annotation: str,
        *,
        only: bool = False,
        single: bool = False,
        known: UserWords | None = None,
    ) -> Iterator[tuple[Mention, ...]]:
        """Where else the text of an annotation stands and should have its label, turn by turn.

        In either script and through dirt, on this article first, then on all others unless
        `only` this one is wanted; `single` finds one character too.  A turn may bring nothing
        and never takes long.  What comes is still to be asked for word borders: see
        `annotations.propagation`.  `known` are names that are not to be cut, by default
        everything tagged; who gives them saves the reading of it.

        Raises Refusal "article-missing", "annotation-missing".
        """
        origin = self.annotation(article, annotation)
        conversion = conversions.conversion(self._file)
        sought = propagating.sought(self._file, article, origin, conversion, single=single)
        if sought is None:
            return iter(())
        if known is None:
            known = propagating.names(self.tagged_strings(), conversion)
        measure = self.tagset.measure.id
        file = self._file
        return propagating.found(file, sought, known, conversion, measure, article, only=only)

    def annotate_all(
        self,
        chosen: Mapping[str, Sequence[Span]],
        label: str,
        attributes: Attributes | None = None,
    ) -> Changed:
        """Put a label on many spans, by article id, as one step; refused as `annotate`."""
        with self._step("annotated-all", label=label) as step:
            propagating.annotate_all(step, chosen, label, attributes or {}, self.tagset.ref)
        return step.changed

    # -- articles -----------------------------------------------------------------------

    def withdraw(self, articles: Sequence[str]) -> Changed:
        """Take articles away with everything on them; Refusal "article-missing"."""
        with self._step("withdrawn") as step:
            withdrawing.withdraw(step, articles)
        return step.changed

    @contextmanager
    def bringing(self) -> Generator[Batch]:
        """One step for all documents that are added inside the block.

        If the block raises, nothing of the batch is stored.
        """
        with self._step("imported") as step:
            yield Batch(step, lambda: settings.tag_set(self._file).ref)
