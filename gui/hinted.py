"""How suggestions are seen in the text: as pending marks, and what the card tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotations.model import Annotation, Record, Suggestion
from annotations.tagset import TagSet
from gui import language, wording
from gui.bridge import Bridge
from gui.reader.pages import Form, Mark, Tellable, Told, silent
from gui.suggesting import told

__all__ = ["HintTeller", "as_annotation", "id_of", "marks", "mended", "silent"]

LONGEST = 60  # characters of the article on a card


def id_of(one: Suggestion) -> str:
    """The id of the mark of a suggestion: no annotation has such a one."""
    parts = ",".join(f"{part.start}-{part.end}" for part in one.fragments)
    return f"?{one.label}:{parts}"


def marks(found: Iterable[Suggestion], tagset: TagSet) -> tuple[Mark, ...]:
    """The marks of suggestions."""
    looks: dict[tuple[str, object], tuple[str, int, Form]] = {}
    made: list[Mark] = []
    for one in found:
        key = one.label, one.attributes.get("type")
        if key not in looks:
            names, hue, form = tagset.look(one.label, one.attributes)
            looks[key] = language.brief(names), hue, form
        made.append(Mark(id_of(one), one.fragments, *looks[key], pending=True))
    return tuple(made)


def mended(
    made: tuple[Mark, ...], current: Suggestion, draft: Suggestion, tagset: TagSet
) -> tuple[Mark, ...]:
    """The same with one of them as it was mended."""
    id, (shown,) = id_of(current), marks((draft,), tagset)
    return tuple(shown._replace(id=id) if mark.id == id else mark for mark in made)


def as_annotation(one: Suggestion) -> Annotation:
    """A suggestion as if it were accepted, for what shows annotations."""
    return Annotation(id_of(one), one.label, one.fragments, one.quote, one.attributes)


class HintTeller:
    """Words a suggestion for the card, as it stands when somebody asks."""

    def __init__(
        self,
        bridge: Bridge,
        article: str,
        find: Callable[[str], Suggestion | None],
        record: Callable[[Suggestion], Record],
        hint: Callable[[], str],
    ) -> None:
        self._bridge, self._article = bridge, article
        self._find, self._record, self._hint = find, record, hint

    def __call__(self, about: Tellable) -> Told:
        project = self._bridge.project
        one = self._find(about.id) if isinstance(about, Mark) else None
        if one is None or project is None or self._bridge.row(self._article) is None:
            return Told("")
        source = project.views(self._article).of("source").text
        tagset = project.tagset
        lines = (
            told.reason(one),
            *told.attributes(one, tagset),
            *told.slots(one, tagset, source),
            told.record(self._record(one)),
            self._hint(),
        )
        quote = one.quote if len(one.quote) <= LONGEST else f"{one.quote[: LONGEST - 1]}…"
        heading = told.heading(one, tagset)
        return Told(heading, wording.seen(quote), tuple(filter(None, lines)))
