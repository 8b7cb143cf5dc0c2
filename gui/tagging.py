"""What a letter key does: it tags the selection, or opens the chord of the measure types.

The tag set gives the keys. Without a selection the word under the caret is tagged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotations.errors import Refusal
from annotations.model import AttributeValue, Changed, Span
from annotations.tagset import MeasureType, TagSet
from gui.bridge import Bridge
from gui.place import Place

if TYPE_CHECKING:
    from annotations.project import Project

STICKY = "last used"  # the default of an attribute that repeats its last value
MOST_RECENT = 5  # tags that are offered first


@dataclass(frozen=True, slots=True)
class Recent:
    """A label that was tagged with, and the type where it is a measure."""

    label: str
    type: str = ""


class Tagging(QObject):
    """Keys in, verbs out.

    `chord_changed(str | None)` tells the letters typed since the measure key, None when no
    measure is being tagged; `tagged(str)` tells the id of the annotation that was made, before
    those hear of the change that listen to the bridge after this.  `instead` may take a label
    (and attributes) for something else that is to have it, and then answers True.
    """

    chord_changed = Signal(object)
    tagged = Signal(str)

    def __init__(
        self, bridge: Bridge, place: Place, word: Callable[[], Span | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place = place
        self._word = word
        self._last: dict[str, AttributeValue] = {}
        self._latest: tuple[str, str, str, Mapping[str, AttributeValue]] | None = None
        self.recent: tuple[Recent, ...] = ()  # what was tagged, the latest first
        self._own: Changed | None = None  # what we did, until it is told
        self.chord: str | None = None
        self.instead: Callable[[str, Mapping[str, AttributeValue]], bool] = lambda *_: False
        bridge.changed.connect(self._on_changed)

    def key(self, letter: str) -> bool:
        """Take a letter typed in the reader; whether it meant something."""
        tagset = self._tagset()
        if tagset is None or not self._place.article:
            return False
        letter = letter.lower()
        if self.chord is not None:
            return self._chord_key(tagset, letter)
        label = tagset.by_key.get(letter)
        if label is tagset.measure and tagset.offered_types:
            self._set_chord("")
            return True
        return label is not None and self.tag(label.id)

    def tag(self, label: str, attributes: Mapping[str, AttributeValue] | None = None) -> bool:
        """Tag what is selected; whether it was done."""
        self.cancel()
        if self.instead(label, attributes or {}):
            return True
        span = self._place.selection or self._word()
        if not span:
            return False
        article, tagset = self._place.article, self._tagset()
        given = (self._sticky(tagset, label) if tagset else {}) | dict(attributes or {})

        def annotate(project: Project) -> Changed:
            self._own = project.annotate(article, span, label, given or None)
            return self._own

        done = self._bridge.do(annotate)
        if done is not None:
            self._keep_in_mind(label, given, done)
        return done is not None

    def again(self) -> bool | None:
        """Tag what is selected as what was tagged last is by now; None when nothing was.

        Values that belong to its text (a norm, a code) come along for the same text only.
        """
        project = self._bridge.project
        if self._latest is None or project is None:
            return None
        article, id, label, given = self._latest
        quote = ""
        with suppress(Refusal):  # it was deleted, or its article withdrawn
            latest = project.annotation(article, id)
            label, given, quote = latest.label, latest.attributes, latest.quote
        if self._text() != quote:
            own = {rule.id for rule in project.tagset.attributes if rule.kind == "text"}
            given = {key: value for key, value in given.items() if key not in own}
        return self.tag(label, given)

    def tag_measure(self, type: MeasureType) -> bool:
        """Tag what is selected as a measure of this type, with the values used last."""
        tagset = self._tagset()
        if tagset is None:
            return False
        return self.tag(tagset.measure.id, {"type": type.id})

    def begin_chord(self) -> None:
        """Wait for the two letters of a measure type."""
        tagset = self._tagset()
        if tagset is not None and self._place.article:
            if tagset.offered_types:
                self._set_chord("")
            else:
                self.tag(tagset.measure.id)

    def cancel(self) -> bool:
        """Leave the chord; whether there was one."""
        waiting = self.chord is not None
        if waiting:
            self._set_chord(None)
        return waiting

    def backspace(self) -> bool:
        """Take back the last letter of the chord; whether there was a chord."""
        if self.chord is None:
            return False
        self._set_chord(self.chord[:-1] if self.chord else None)
        return True

    def remember(self, attributes: Mapping[str, AttributeValue]) -> None:
        """Keep values for the attributes whose default is the last one used."""
        self._last.update(attributes)

    # -- within -----------------------------------------------------------------------

    def _tagset(self) -> TagSet | None:
        return self._bridge.project.tagset if self._bridge.project else None

    def _chord_key(self, tagset: TagSet, letter: str) -> bool:
        typed = (self.chord or "") + letter
        matching = [t for t in tagset.offered_types if t.code.startswith(typed)]
        if not matching:
            return True  # a letter that leads nowhere is swallowed, the chord stays
        exact = next((t for t in matching if t.code == typed), None)
        if exact is not None:
            self.tag_measure(exact)
        else:
            self._set_chord(typed)
        return True

    def _sticky(self, tagset: TagSet, label: str) -> dict[str, AttributeValue]:
        """The values a new annotation begins with: those used last, where the rules say so."""
        return {
            rule.id: self._last[rule.id]
            for rule in tagset.attributes_of(label)
            if rule.default == STICKY and rule.id in self._last
        }

    def _keep_in_mind(self, label: str, given: Mapping[str, AttributeValue], done: Changed) -> None:
        """What was tagged just now, for `again` and for those who offer what is recent."""
        type = given.get("type", "")
        recent = Recent(label, type if isinstance(type, str) else "")
        others = (known for known in self.recent if known != recent)
        self.recent = (recent, *others)[:MOST_RECENT]
        article, id = next(iter(done.annotations), (self._place.article, ""))
        self._latest = article, id, label, given

    def _text(self) -> str:
        """What is to be tagged, as the source writes it."""
        project, article = self._bridge.project, self._place.article
        span = self._place.selection or self._word()
        return span.of(project.views(article).of("source").text) if project and span else ""

    def _set_chord(self, typed: str | None) -> None:
        if typed != self.chord:
            self.chord = typed
            self.chord_changed.emit(typed)

    def _on_changed(self, changed: Changed) -> None:
        """Tell the mark before others hear of it: they find it open when they show it."""
        if changed is self._own:
            self._own = None
            for article, annotation in changed.annotations:
                if article == self._place.article:
                    self.tagged.emit(annotation)
