"""What the clean-up review reads from the project: rules, their places bit by bit, the texts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from annotations.model import Changed, Emendation, EmendationStatus, RuleCount
from gui import look, wording
from gui.bridge import Bridge
from gui.panels import excerpts
from gui.panels.review_places import PlaceLine, Suggestion
from gui.rows import Rows

AT_ONCE = 200  # suggestions read before the list is painted, and again each time Qt is idle
FEW = 12  # articles; when a step touched more, the list is read again
TEXTS = 64  # articles whose text is kept


class ReviewSource(QObject):
    """Fills `rows` with the suggestions of one rule, in one article or in all of them.

    With `all_of_them` also those decided already. Those decided while they are shown stay.
    """

    def __init__(self, bridge: Bridge, rows: Rows, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self.rows = bridge, rows
        self._at: dict[str, dict[str, int]] = {}  # article → emendation → row
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._titles: dict[str, tuple[str, str]] = {}
        self._waiting: list[Suggestion] = []  # read and not yet shown
        self._rule: RuleCount | None = None
        self._article: str | None = None
        self._all = False
        self._coming: Iterator[Suggestion] = iter(())
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._load_more)

    def forget(self) -> None:
        """Another project was opened."""
        self._texts.clear()
        self._titles = {}

    # -- reading ----------------------------------------------------------------------

    def counts(self, article: str | None) -> tuple[RuleCount, ...]:
        """The rules that found anything, in the order of the review."""
        project = self._bridge.project
        if project is None:
            return ()
        return tuple(sorted(project.rule_counts(article), key=wording.rule_order))

    def load(self, rule: RuleCount | None, article: str | None, all_of_them: bool) -> None:
        """Show the places of a rule; `article` None means every article."""
        self._rule, self._article, self._all = rule, article, all_of_them
        self._coming = self._suggestions()
        first = list(islice(self._coming, AT_ONCE))
        self._at, self._waiting = {}, []
        self._note(first)
        self.rows.show_rows(first)
        self._more.start()

    @property
    def loading(self) -> bool:
        """Whether more rows are on their way."""
        return self._more.isActive()

    def hear(self, changed: Changed) -> Sequence[int] | None:
        """Take in what a step did: the rows that are not as they were; None: `load` again."""
        project = self._bridge.project
        if project is None or changed.everything or len(changed.articles) > FEW:
            return None
        new: dict[int, Suggestion] = {}
        for article in changed.articles:
            known = dict(self._at.get(article, {}))
            missing = {one.emendation.id for one in self._listed(article)} - known.keys()
            if missing and not self.loading:
                return None
            for emendation in project.emendations(article):
                row = known.pop(emendation.id, None)
                if row is not None and self.rows.rows[row].emendation != emendation:
                    new[row] = Suggestion(article, emendation)
            if known:
                return None
        self.rows.put_rows(new)
        return sorted(new)

    def proposed(self, rule: RuleCount, article: str | None) -> list[Suggestion]:
        """Every suggestion of a rule that is still to decide."""
        return list(self._read(article, rule.rule, rule.kind, "proposed"))

    def decided(self, rule: RuleCount, article: str | None) -> list[Suggestion]:
        """Every suggestion of a rule that was accepted or rejected."""
        found = self._read(article, rule.rule, rule.kind, None)
        return [one for one in found if one.emendation.status != "proposed"]

    def undecided(self, article: str | None) -> list[Suggestion]:
        """Every suggestion of any rule that is still to decide."""
        return list(self._read(article, None, None, "proposed"))

    # -- wording ----------------------------------------------------------------------

    def text(self, article: str) -> str:
        """The source text of an article; it never changes."""
        if article not in self._texts:
            project = self._bridge.project
            self._texts[article] = project.article(article).text if project else ""
            while len(self._texts) > TEXTS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(article)
        return self._texts[article]

    def line(self, suggestion: Suggestion) -> PlaceLine:
        """How a suggestion is shown; made for the rows in sight only."""
        emendation = suggestion.emendation
        title, _ = self._about(suggestion.article)
        return PlaceLine(
            excerpts.context(self.text(suggestion.article), emendation),
            title,
            wording.reason(emendation),
            wording.confidence(emendation),
            self.families(suggestion.article),
        )

    def families(self, article: str) -> tuple[str, ...]:
        """The fonts for the source text of an article."""
        return tuple(look.families("hant" if self._about(article)[1] == "hant" else "hans"))

    def accepted(self, article: str) -> list[Emendation]:
        """The emendations of an article that hold."""
        project = self._bridge.project
        if project is None:
            return []
        return [e for e in project.emendations(article) if e.status == "accepted"]

    # -- within -----------------------------------------------------------------------

    def _about(self, article: str) -> tuple[str, str]:
        if article not in self._titles:
            row = self._bridge.row(article)
            self._titles[article] = (wording.plain(row.title), row.script) if row else ("", "")
        return self._titles[article]

    def _suggestions(self) -> Iterator[Suggestion]:
        rule = self._rule
        if rule is None:
            return iter(())
        return self._read(self._article, rule.rule, rule.kind, None if self._all else "proposed")

    def _read(
        self,
        article: str | None,
        rule: str | None,
        kind: str | None,
        status: EmendationStatus | None,
    ) -> Iterator[Suggestion]:
        project = self._bridge.project
        if project is None:
            return
        for home, emendation in project.emendations_in(rule, kind, status, article):
            yield Suggestion(home, emendation)

    def _listed(self, article: str) -> Iterator[Suggestion]:
        """What of an article would be shown if the list were read again."""
        rule = self._rule
        if rule is None or self._article not in (None, article):
            return iter(())
        return self._read(article, rule.rule, rule.kind, None if self._all else "proposed")

    def _note(self, more: Sequence[Suggestion]) -> None:
        """Remember in which row each of those stands that are added now."""
        start = sum(map(len, self._at.values()))
        for row, one in enumerate(more, start):
            self._at.setdefault(one.article, {})[one.emendation.id] = row

    def _load_more(self) -> None:
        """Read on; the list grows by doubling, for it lays out every row each time it does."""
        more = list(islice(self._coming, AT_ONCE))
        self._waiting += more
        if more and len(self._waiting) < len(self.rows.rows):
            return
        self._note(self._waiting)
        self.rows.add_rows(self._waiting)
        self._waiting = []
        if not more:
            self._more.stop()


def chosen(suggestions: Sequence[Suggestion]) -> dict[str, list[str]]:
    """The ids of suggestions by article."""
    found: dict[str, list[str]] = {}
    for one in suggestions:
        found.setdefault(one.article, []).append(one.emendation.id)
    return found
