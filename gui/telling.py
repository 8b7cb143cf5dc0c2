"""What the card over the text tells, in ready plain sentences; here of emendations and doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from annotations.model import ZONES, Doubt, Emendation, Relation
from gui import commands, marked, wording
from gui.bridge import Bridge
from gui.reader.pages import Link, Mark, Noted, Tellable, Told

LONGEST = 40  # characters of the article in one card
MOST_CANDIDATES = 5
CAUSES: Mapping[str, str] = {
    "character": str(QT_TRANSLATE_NOOP("telling", "一字多形")),
    "phrase": str(QT_TRANSLATE_NOOP("telling", "依词语而定")),
    "overlay": str(QT_TRANSLATE_NOOP("telling", "依转换表")),
    "pinned": str(QT_TRANSLATE_NOOP("telling", "已指定转法")),
}


class Teller:
    """Tells of one article, as it stands when something is asked."""

    def __init__(self, bridge: Bridge, article: str) -> None:
        self._bridge, self._article = bridge, article

    def __call__(self, about: Tellable) -> Told:
        project = self._bridge.project
        if project is None or self._bridge.row(self._article) is None:
            return Told("")
        views = project.views(self._article)
        if isinstance(about, Mark):
            found = self._bridge.annotation(self._article, about.id)
            known = self._relations(about.id)
            return marked.annotation(found, project.tagset, views, known) if found else Told("")
        if isinstance(about, Link):
            relation = self._relation(about.id)
            ends = (self._text(about.start), self._text(about.end))
            return marked.relation(relation, project.tagset, ends) if relation else Told("")
        if isinstance(about, Emendation | Doubt):
            return told(about, views.of("source").text)
        return marked.words(about, views)

    def _relations(self, annotation: str) -> list[tuple[Relation, str]]:
        """The relations of an annotation, each with the text of its other end."""
        found = [r for r in self._bridge.relations(self._article) if annotation in (r.start, r.end)]
        return [(r, self._text(r.end if r.start == annotation else r.start)) for r in found]

    def _relation(self, id: str) -> Relation | None:
        return next((r for r in self._bridge.relations(self._article) if r.id == id), None)

    def _text(self, annotation: str) -> str:
        project, found = self._bridge.project, self._bridge.annotation(self._article, annotation)
        if project is None or found is None:
            return "…"
        return marked.text_of(found, project.views(self._article))


def told(about: Noted, source: str) -> Told:
    """What is told of an emendation or a doubt of this source text."""
    return _emendation(about, source) if isinstance(about, Emendation) else _doubt(about, source)


def change(emendation: Emendation, source: str) -> str:
    """What an emendation makes of what, in one line: 聞?dòng) → 動."""
    raw, new = emendation.span.of(source), emendation.replacement
    before = _short(raw) if raw else _say("〔插入〕")
    after = _short(new) if new else _say("〔原字不详〕" if new is None else "〔删去〕")
    return f"{before} → {after}"


def candidates(emendation: Emendation) -> tuple[str, ...]:
    """What it could have been, best first, where a detector ranked that."""
    ranked = emendation.evidence.get("candidates")
    if not isinstance(ranked, (list, tuple)):
        return ()
    found = (item.get("text") for item in ranked if isinstance(item, Mapping))
    return tuple(text for text in found if isinstance(text, str))[:MOST_CANDIDATES]


def _emendation(emendation: Emendation, source: str) -> Told:
    heading = (
        wording.kind(emendation.kind),
        wording.word(wording.VERDICTS, emendation.status),
        wording.confidence(emendation),
    )
    return Told(
        " · ".join(filter(None, heading)),
        change(emendation, source),
        tuple(_reasons(emendation)),
    )


def _reasons(emendation: Emendation) -> Iterator[str]:
    if emendation.rule:
        yield wording.reason(emendation)
    if emendation.kind in ZONES and emendation.status == "proposed":
        yield _say("淡化显示；采纳后不再出现在校文中。")
    if ranked := candidates(emendation):
        numbered = "　".join(f"{n} {_short(text)}" for n, text in enumerate(ranked, 1))
        yield _say("可能是：") + numbered


def _doubt(doubt: Doubt, source: str) -> Told:
    raw = _short(doubt.span.of(source))
    keys = next((c.bound for c in commands.COMMANDS if c.id == "pin"), ())
    choices = _say("可作：") + _say("、").join(_short(choice) for choice in doubt.choices)
    how = _say("右键单击或按 {} 另选。").format(keys[0]) if keys else _say("右键单击可以另选。")
    heading = QCoreApplication.translate("telling", CAUSES[doubt.cause])
    return Told(heading, f"{raw} → {_short(doubt.shown)}", (choices, how))


def _short(text: str) -> str:
    """A piece of the article in one line, every character visible, not too long."""
    if text and not text.strip(" \u00a0\u3000"):
        return _say("〔空格〕")
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return wording.seen(cut)


def _say(text: str) -> str:
    return QCoreApplication.translate("telling", text)
