"""The sheet of all keys, made from the table of commands and the tag set."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotations.tagset import TagSet
from gui import keymap, language
from gui.commands import COMMANDS, MENUS
from gui.panels.parts import label

Entry = tuple[str, str]
Part = tuple[str, list[Entry]]
EDGES = 40  # pixels beside the columns, with the scroll bar
REVIEW: tuple[Entry, ...] = (  # what the keys of the list of places do
    ("A  Enter", str(QT_TRANSLATE_NOOP("commands", "采纳"))),
    ("X", str(QT_TRANSLATE_NOOP("commands", "不采纳"))),
    ("U", str(QT_TRANSLATE_NOOP("commands", "改回待定"))),
    ("1 – 9", str(QT_TRANSLATE_NOOP("commands", "选一个候选读法"))),
    ("E", str(QT_TRANSLATE_NOOP("commands", "自己输入读法"))),
    ("G", str(QT_TRANSLATE_NOOP("commands", "到正文中去"))),
    ("← →", str(QT_TRANSLATE_NOOP("commands", "规则与各处之间"))),
)


def sheet(tagset: TagSet | None, *, keyless: bool = False) -> list[tuple[str, list[Entry]]]:
    """Headings with (keys, text) below them; with `keyless` also the commands without keys."""
    parts: list[tuple[str, list[Entry]]] = []
    for menu in MENUS:
        lines = [
            (shown_keys(c.bound), c.label.rstrip("…"))
            for c in COMMANDS
            if c.menu == menu.id and (c.bound or keyless)
        ]
        if lines:
            parts.append((menu.label, lines))
    parts.append((review_name(), review()))
    if tagset is not None:
        entities = [(e.key.upper(), language.name(e.names)) for e in tagset.offered]
        parts.append((QCoreApplication.translate("commands", "标注：实体"), entities))
        first = tagset.measure.key.upper()
        types = [
            (f"{first} {' '.join(t.code.upper())}", language.name(t.names))
            for t in tagset.offered_types
        ]
        if types:
            parts.append((QCoreApplication.translate("commands", "标注：合作措施"), types))
    return parts


def review() -> list[Entry]:
    """What the keys of the review's list do."""
    return [(key, QCoreApplication.translate("commands", text)) for key, text in REVIEW]


def review_name() -> str:
    return QCoreApplication.translate("commands", "校勘面板中")


def shown_keys(keys: tuple[str, ...]) -> str:
    """The keys of a command as this system writes them, two blanks between them."""
    return keymap.shown(keys)


def _halves(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """The parts in their order in two columns of about the same height."""
    heights = [len(entries) + 2 for _, entries in parts]
    sums = [abs(2 * sum(heights[:at]) - sum(heights)) for at in range(len(parts) + 1)]
    at = sums.index(min(sums))
    return parts[:at], parts[at:]


class ShortcutSheet(QDialog):
    """Three columns of keys."""

    def __init__(self, parent: QWidget | None, tagset: TagSet | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键"))
        body = QWidget()
        columns = QGridLayout(body)
        columns.setHorizontalSpacing(36)
        columns.setVerticalSpacing(18)
        parts = sheet(tagset)
        at = next(n for n, (name, _) in enumerate(parts) if name == review_name()) + 1
        whole = [*_halves(parts[:at]), *([parts[at:]] if tagset else [])]
        for number, column in enumerate(whole):
            lines = QVBoxLayout()
            lines.setSpacing(14)
            advance = self.fontMetrics().horizontalAdvance
            width = max(advance(keys) for _, entries in column for keys, _ in entries)
            for name, entries in column:
                lines.addLayout(self._part(name, entries, width))
            lines.addStretch(1)
            columns.addLayout(lines, 0, number)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        wanted = body.sizeHint().width() + EDGES
        room = self.screen().availableSize()
        self.resize(min(wanted, room.width()), min(700, room.height()))

    def _part(self, name: str, entries: list[Entry], width: int) -> QGridLayout:
        """One heading with its keys, which all groups of a column align at `width` pixels."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.addWidget(label(name, "heading"), 0, 0, 1, 2)
        for line, (keys, text) in enumerate(entries, 1):
            key = label(keys, "muted")
            key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(key, line, 0)
            grid.addWidget(label(text), line, 1)
        grid.setColumnMinimumWidth(0, width)
        grid.setColumnStretch(1, 1)
        return grid
