"""What the labels, attributes and relations of files are in the project's tag set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotations.foreign import Foreign
from annotations.tagset import TagSet
from annotations.tagset.mapping import LEFT_OUT, Given, Kind, Name
from gui import language, wording
from gui.panels.choice import Choice
from gui.panels.parts import label

_MOST = 150  # names that are asked about; rarer ones are what they would be by themselves


class NamesPage(QWidget):
    """A line for each name: what the file calls it, how often, and what it becomes."""

    def __init__(self, asked: Sequence[Foreign], tagset: TagSet) -> None:
        super().__init__()
        self._tagset = tagset
        self.choices: dict[Name, Choice] = {}
        sheet = QWidget()
        sheet.setObjectName("report")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        heads = (self.tr("文件里的名称"), self.tr("次数"), self.tr("在这里是"))
        for place, text in enumerate(heads):
            grid.addWidget(label(text, "heading"), 0, place)
        for row, one in enumerate(asked[:_MOST], 1):
            shown = one.name.shown or one.name.name
            if shown != one.name.name:
                shown = self.tr("{}（{}）").format(shown, one.name.name)
            grid.addWidget(label(wording.plain(shown) + self._kind(one.name.kind)), row, 0)
            many = label(language.number(one.count), "muted")
            many.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(many, row, 1)
            choice = self.choices[one.name] = self._choice(one)
            grid.addWidget(choice, row, 2)
        grid.setRowStretch(len(self.choices) + 1, 1)
        area = QScrollArea()
        area.setObjectName("reportarea")
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        told = self.tr("标签体系里没有这些名称。可以当作已有的标签，可以加进去，也可以不导入。")
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(area, 1)
        self.setFocusProxy(next(iter(self.choices.values())))

    def chosen(self) -> Given:
        """What each name is: an id, its own name (which is added), or `LEFT_OUT`."""
        said: dict[tuple[Kind, str], str] = {}
        for name, choice in self.choices.items():
            said[name.kind, name.name] = choice.currentData()
        return said

    def _kind(self, kind: Kind) -> str:
        texts = {"attribute": self.tr(" · 属性"), "relation": self.tr(" · 关系"), "label": ""}
        return texts[kind]

    def _choice(self, one: Foreign) -> Choice:
        choice = Choice(one.name.shown or one.name.name)
        choice.addItem(self.tr("加进标签体系"), one.name.name)
        choice.addItem(self.tr("不导入"), LEFT_OUT)
        choice.insertSeparator(2)
        for id, name in self._offered(one.name.kind):
            choice.addItem(wording.plain(name), id)
        at = 0 if one.becomes is None else choice.findData(one.becomes)
        choice.setCurrentIndex(max(0, at))
        return choice

    def _offered(self, kind: Kind) -> list[tuple[str, str]]:
        tagset = self._tagset
        if kind == "label":
            return [(one.id, language.name(one.names)) for one in tagset.labels.values()]
        rules = tagset.attributes if kind == "attribute" else tagset.relations
        return list({rule.id: (rule.id, language.name(rule.names)) for rule in rules}.values())
