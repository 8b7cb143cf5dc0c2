"""The verbs that decide how an article reads: emendations, readings, overlay, configurations.

Half of `Project`; the views they make are here too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from annotations.model import (
    Changed,
    Conversion,
    Emendation,
    EmendationStatus,
    OverlayEntry,
    Reading,
    RuleCount,
    Span,
    View,
    ViewName,
)
from annotations.store import conversions, counting, emending, marks, proposing, reading, settings
from annotations.store.file import ProjectFile
from annotations.store.recording import Recording, recording
from annotations.store.tables import ARTICLE
from annotations.text.views import Views
from annotations.verbs import Verbs

_VIEWS_KEPT = 32  # articles


class Correcting(Verbs):
    """How the articles of a project read, and what changes it."""

    def __init__(self, file: ProjectFile, author: str | None) -> None:
        super().__init__(file, author)
        self._views: OrderedDict[str, _CachedViews] = OrderedDict()

    @contextmanager
    def _step(self, key: str, /, **args: object) -> Generator[Recording]:
        with recording(self._file, self.author, key, args) as step:
            yield step
        self._news(step.changed)

    def _news(self, changed: Changed) -> Changed:
        """Forget what was remembered and holds no longer."""
        if changed.tagset:
            self._tagset = None
        return changed

    # -- views --------------------------------------------------------------------------

    def views(self, article: str) -> Views:
        """All views of an article; kept until something changes that they are made from."""
        moment = self._file.moment
        cached = self._views.get(article)
        if cached is not None and moment is not None and cached.seen == moment:
            return cached.views
        made_from = (reading.mending(self._file, article), self._conversion(article))
        if cached is None or cached.made_from != made_from:
            views = Views(
                self._text(article),
                reading.emendations_on(self._file, article),
                reading.readings_on(self._file, article),
                made_from[1],
            )
        else:
            views = cached.views
        self._views[article] = _CachedViews(views, made_from, moment)
        self._views.move_to_end(article)
        while len(self._views) > _VIEWS_KEPT:
            self._views.popitem(last=False)
        return views

    def view(self, article: str, name: ViewName, config: str | None = None) -> View:
        """One view of an article, with its alignment from the source.

        `config` makes it by another configuration than the project's, this once; Refusal
        "config-unknown" where that does not make this view.
        """
        views = self.views(article)
        if config is not None:
            conversion = conversions.under(self._conversion(article), name, config)
            readings = reading.readings_on(self._file, article)
            views = Views(self._text(article), views.emendations, readings, conversion)
        return views.of(name)

    # -- emendations --------------------------------------------------------------------

    def emendations(self, article: str) -> tuple[Emendation, ...]:
        """The emendations of an article, judged or not, in the order they came."""
        return reading.emendations_on(self._file, article)

    def emendations_in(
        self,
        rule: str | None = None,
        kind: str | None = None,
        status: EmendationStatus | None = None,
        article: str | None = None,
    ) -> Iterator[tuple[str, Emendation]]:
        """Those of the project with the id of their article, in the order of the texts.

        What lies in a passage that an accepted zone removes is not among the proposed ones.
        """
        return counting.emendations_in(self._file, rule, kind, status, article)

    def rule_counts(self, article: str | None = None) -> tuple[RuleCount, ...]:
        """What became of the emendations of each rule, in an article or in all."""
        return counting.rule_counts(self._file, article)

    def unproposed(self, article: str) -> tuple[Emendation, ...]:
        """What `propose` would add to an article, without ids; changes nothing."""
        return proposing.missing(self._file, article)

    def propose(self, articles: Sequence[str] | None = None) -> Changed:
        """Run the detectors over articles (all of them) and add what is not known yet.

        What was rejected is known and stays rejected.
        """
        with self._step("proposed") as step:
            proposing.propose(step, self._ids(articles))
        return step.changed

    def emend(self, article: str, emendations: Sequence[Emendation]) -> Changed:
        """Add emendations; an empty id, author or time is filled in.

        Raises Refusal "span-outside", "emendations-overlap" (accepted ones, also with those
        that are there), "emendation-unknown-text", "confidence-outside", "id-twice".
        """
        text = self._text(article)
        with self._step("emended", article=article) as step:
            emending.emend(step, article, text, emendations)
        return step.changed

    def judge(self, article: str, ids: Sequence[str], status: EmendationStatus) -> Changed:
        """Accept, reject or reopen emendations, all or none.

        A zone that is accepted reopens what was accepted inside it; every other overlap is
        Refusal "emendations-overlap".  An accepted byline fills in metadata that are missing.
        """
        with self._step("judged", article=article, status=status) as step:
            emending.judge(step, article, ids, status)
        return step.changed

    def judge_all(self, chosen: Mapping[str, Sequence[str]], status: EmendationStatus) -> Changed:
        """Judge emendations of many articles, by article id, as one step.

        What would overlap something accepted is left proposed (`step.args["skipped"]` counts
        it), and so is what has no replacement (`"unknown"`).
        """
        with self._step(f"all-{status}") as step:
            proposing.judge_all(step, chosen, status)
        return step.changed

    def judge_found(
        self,
        status: EmendationStatus,
        rules: Collection[str] = (),
        articles: Sequence[str] | None = None,
    ) -> Changed:
        """`propose`, and judge all that is proposed by these rules or kinds, as one step.

        Accepting without rules accepts what is proved and has a replacement, never mojibake.
        Reopening ("proposed") takes back what was decided by these rules.
        """
        with self._step(f"all-{status}") as step:
            proposing.judge_found(step, status, frozenset(rules), self._ids(articles))
        return step.changed

    def amend(
        self,
        article: str,
        emendation: str,
        replacement: str | None,
        status: EmendationStatus = "accepted",
    ) -> Changed:
        """Give an emendation another replacement and judge it; refused as `judge`."""
        text = self._text(article)
        with self._step("amended", article=article, emendation=emendation) as step:
            emending.amend(step, article, text, emendation, replacement, status)
        return step.changed

    # -- conversions --------------------------------------------------------------------

    def readings(self, article: str) -> tuple[Reading, ...]:
        """The readings pinned on an article, in the order they came."""
        return reading.readings_on(self._file, article)

    def pin(self, article: str, span: Span, config: str, replacement: str | None) -> Changed:
        """Have a span of the source read so in the views of this configuration's script.

        None takes the pin away.  Raises Refusal "config-unknown", "reading-empty",
        "span-outside", "readings-overlap".
        """
        text = self._text(article)
        key = "unpinned" if replacement is None else "pinned"
        quote = marks.shown(span.of(text))
        with self._step(key, article=article, quote=quote, reading=replacement) as step:
            conversions.pin(step, article, text, span, config, replacement)
        return step.changed

    @property
    def overlay(self) -> tuple[OverlayEntry, ...]:
        """The project's own conversions, which win over all others."""
        return conversions.overlay(self._file)

    def set_overlay(self, entries: Sequence[OverlayEntry]) -> Changed:
        """Have these conversions and no others; Refusal "overlay-empty", "overlay-twice"."""
        with self._step("overlay-set", count=len(entries)) as step:
            settings.put_overlay(step, entries)
        return step.changed

    @property
    def conversion(self) -> Conversion:
        """How the project's views are made; `repair` is each article's own."""
        return conversions.conversion(self._file)

    def set_conversion(self, hans: str | None = None, hant: str | None = None) -> Changed:
        """Choose the configuration of a view; None leaves it.  Refusal "config-unknown"."""
        with self._step("conversion-set", hans=hans, hant=hant) as step:
            settings.put_configs(step, hans=hans, hant=hant)
        return step.changed

    def is_repaired(self, article: str) -> bool:
        """Whether `set_repair` is on; False where there is no such article."""
        return reading.repair(self._file, article)

    def set_repair(self, article: str, on: bool) -> Changed:
        """Whether a traditional article is shown as if it had been simplified first."""
        with self._step("repaired" if on else "unrepaired", article=article) as step:
            step.update(ARTICLE, reading.article_row(self._file, article), repair=int(on))
        return step.changed

    # -----------------------------------------------------------------------------------

    def _ids(self, articles: Sequence[str] | None) -> tuple[str, ...]:
        return reading.ids(self._file) if articles is None else tuple(dict.fromkeys(articles))

    def _conversion(self, article: str) -> Conversion:
        return conversions.conversion(self._file, repair=reading.repair(self._file, article))

    def _text(self, article: str) -> str:
        cached = self._views.get(article)
        return cached.views.of("source").text if cached else reading.text(self._file, article)


class _CachedViews(NamedTuple):
    """The views of an article, what they were made from, and when that was last looked at."""

    views: Views
    made_from: tuple[object, ...]
    seen: tuple[int, int] | None
