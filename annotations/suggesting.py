"""The verbs for suggestions: what they are made from, and what becomes of them.

Part of `Project`.  Making them takes long and is nobody's business here: `annotations.suggest`
does it from a `Subject` and what was `taught`, in whatever process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.labelling import Labelling
from annotations.model import Changed, Record, Rejection, Span, Suggestion, Taught
from annotations.store import metadata, reading, rejecting, settings, suggesting, wordlines

if TYPE_CHECKING:
    from annotations.store.lessons import Lessons
    from annotations.suggest.subject import Subject
    from annotations.tagset import TagSet


class Suggesting(Labelling):
    """What a project teaches, and suggestions accepted and rejected."""

    _lessons: Lessons | None = None
    _modelled: tuple[Taught, Taught] | None = None  # without the model and with it

    @property
    def identity(self) -> str:
        """What tells the project from all others, also where it is copied."""
        return settings.identity(self._file)

    # -- what they are made from ---------------------------------------------------------

    def subject(self, article: str) -> Subject:
        """All that suggestions for an article are made from, as values for any process.

        Raises Refusal "article-missing".
        """
        from annotations.suggest.subject import Subject
        from annotations.text.dates import day

        known = metadata.known(self._file, article)
        return Subject(
            reading.text(self._file, article),
            reading.emendations_on(self._file, article),
            reading.readings_on(self._file, article),
            self._conversion(article),
            day(known.get("meta", {}).get("date") or ""),
        )

    def taught(self) -> Taught:
        """What the project teaches: names that were tagged, what was rejected, word lists.

        The very same object as long as nothing changes it.  The first call reads every
        annotation; `learn` does that bit by bit.
        """
        own = self._own_tagset()
        offered = (label.id for label in own.labels.values() if not label.retired)
        return self._with_model(self._learnt().taught(frozenset(offered)))

    def _with_model(self, taught: Taught) -> Taught:
        """The same with the model that is switched on; the very same while neither is other."""
        from annotations.suggest.learning import keeping

        model = keeping.in_use(self.identity)
        if not model:
            return taught
        if (
            self._modelled is None
            or self._modelled[0] is not taught
            or (self._modelled[1].model != model)
        ):
            self._modelled = taught, replace(taught, model=model)
        return self._modelled[1]

    def learn(self, articles: int) -> bool:
        """Read for `taught` what is new, of so many articles at most; whether more is left."""
        return self._learnt().learn(articles)

    def suggestion_record(self) -> Mapping[str | tuple[str, str], Record]:
        """How often suggestions were accepted and rejected: by rule, and by label and surface.

        What was never judged is not in it.
        """
        return self._learnt().record()

    # -- judging them --------------------------------------------------------------------

    def accept_suggestions(self, chosen: Mapping[str, Sequence[Suggestion]]) -> Changed:
        """Make annotations of suggestions, by article id, as one step.

        They are signed by who accepts and say in `extra["suggested"]` by which "rule" they came
        and with which "confidence".  Ticked slots become relations where what fills them is
        there, or comes with the same step.  What is there already is not made twice.  Raises
        Refusal "article-missing" and as `annotate`.
        """
        with self._step("suggestions-accepted") as step:
            suggesting.accept(step, chosen, self._own_tagset())
        return step.changed

    def reject_suggestions(
        self, chosen: Mapping[str, Sequence[Suggestion]], *, everywhere: bool = False
    ) -> Changed:
        """Have suggestions not be made again, as one step: where they stand.

        With `everywhere` none of the same label and surface, on whatever article.
        """
        key = "suggestions-rejected-everywhere" if everywhere else "suggestions-rejected"
        with self._step(key) as step:
            if everywhere:
                rejecting.reject_everywhere(step, chosen)
            else:
                rejecting.reject(step, chosen)
        return step.changed

    def rejections(self) -> tuple[Rejection, ...]:
        """All that was rejected: first what is about all articles, then article by article."""
        return rejecting.rejections(self._file)

    def rejected_here(self, article: str) -> frozenset[tuple[str, tuple[Span, ...]]]:
        """The keys of the suggestions that were rejected on an article, for `pending`."""
        return frozenset(one.key for one in rejecting.rejected_on(self._file, article))

    def reconsider(self, ids: Collection[str]) -> Changed:
        """Take rejections back, by id, as one step; Refusal "rejection-missing"."""
        with self._step("suggestions-reconsidered") as step:
            rejecting.reconsider(step, ids)
        return step.changed

    # -- word lists ----------------------------------------------------------------------

    def word_lines(self) -> Mapping[str, tuple[str, ...]]:
        """What the project adds to word lists, by the name of the list, as it was typed."""
        return wordlines.lines(self._file)

    def set_word_lines(self, name: str, lines: Sequence[str]) -> Changed:
        """Add these lines to a word list and no others, as one step.

        As in `resources/words`: a word and its columns with tabs between, or "-" and a word
        that is not to be in the list.  Raises Refusal "words-list-unknown", "words-line",
        "words-twice", "words-columns", "words-value".
        """
        from annotations.suggest.wordlines import checked

        wanted = checked(name, lines, known=self.word_lines())
        with self._step("words-set", list=name) as step:
            wordlines.put(step, name, wanted)
        return step.changed

    # ------------------------------------------------------------------------------------

    def _own_tagset(self) -> TagSet:
        if self._tagset is None:
            self._tagset = settings.tag_set(self._file)
        return self._tagset

    def _learnt(self) -> Lessons:
        measure = self._own_tagset().measure.id
        if self._lessons is None or self._lessons.measure != measure:
            from annotations.store.lessons import Lessons

            self._lessons = Lessons(self._file, measure)
        return self._lessons
