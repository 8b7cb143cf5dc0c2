"""The statistics of an article in a few quiet lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotations.model import ArticleStatistics
from annotations.tagset import TagSet
from gui import language, wording
from gui.panels.parts import label

MOST = 4  # names that are told of many; the tip tells all


class ArticleCounts(QWidget):
    """What was counted last; lines that have nothing to say are not there."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 3, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []

    def show_counts(self, counts: ArticleStatistics, tagset: TagSet) -> None:
        lines = list(_lines(counts, tagset))
        while len(self._lines) < len(lines):
            self._add()
        for number, (name, text) in enumerate(self._lines):
            for part in (name, text):
                part.setVisible(number < len(lines))
        for (name, text), (told, value, whole) in zip(self._lines, lines, strict=False):
            name.setText(told)
            text.setText(value)
            text.setToolTip(wording.tip(whole) if whole != value else "")

    def _add(self) -> None:
        name, text = label("", "muted"), label("", "count", wrap=True)
        row = len(self._lines)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)
        self._lines.append((name, text))


def _lines(counts: ArticleStatistics, tagset: TagSet) -> Iterator[tuple[str, str, str]]:
    """Name, value, and the value with nothing left out."""
    number = language.number
    chars = _say("{}（汉字 {}）").format(number(counts.chars), number(counts.han))
    parts = _say("汉字 {}，其他 {}，空白 {}")
    all_ = parts.format(number(counts.han), number(counts.other), number(counts.blank))
    yield _say("字数"), chars, all_
    pieces = _say("{} 段 · {} 句 · {} 小句").format(
        number(counts.paragraphs), number(counts.sentences), number(counts.clauses)
    )
    yield _say("篇章"), pieces, pieces
    script = _say("{}：简体字 {}，繁体字 {}").format(
        wording.word(wording.SCRIPTS, counts.script),
        number(counts.simplified),
        number(counts.traditional),
    )
    yield _say("文字"), script, script
    share = language.decimal(100 * counts.tagged_share)
    told = _say("{} 处，占全文 {}%").format(number(counts.annotations), share)
    yield _say("标注"), told, told
    labels = {language.name(tagset.look(id, {})[0]): many for id, many in counts.labels.items()}
    if labels:
        yield _say("标签"), *_names(labels)
    authors = {name or _say("未署名"): many for name, many in counts.authors.items()}
    if authors:
        yield _say("标注者"), *_names(authors)
    known = {rule.id: language.name(rule.names) for rule in tagset.relations}
    relations = {known.get(id, id): many for id, many in counts.relations.items()}
    if relations:
        yield _say("关系"), *_names(relations)
    emendations = {
        wording.word(wording.VERDICTS, status): many
        for status, many in counts.emendations.items()
        if many
    }
    if emendations:
        yield _say("勘误"), *_names(emendations)


def _names(counts: Mapping[str, int]) -> tuple[str, str]:
    """The first of these with their numbers, and all of them."""
    told = [f"{wording.plain(name)} {language.number(many)}" for name, many in counts.items()]
    all_ = " · ".join(told)
    return (" · ".join(told[:MOST]) + " …" if len(told) > MOST else all_), all_


def _say(text: str) -> str:
    return QCoreApplication.translate("article_counts", text)
