"""What the lists to choose from offer: tags, commands, articles, by what is typed of a name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

import resources
from gui import keymap, language, wording
from gui.commands import COMMANDS, MENUS, Command, When
from gui.matching import matching, rank
from gui.panels.chooser import Offer
from gui.panels.tags import definition

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from annotations.project import Project
    from annotations.tagset import Label, MeasureType, Names, TagSet
    from gui.tagging import Recent

LABEL, TYPE, COMMAND, ARTICLE = "label", "type", "command", "article"
MOST = 200  # offers in a list
TITLES = 8  # articles
WHY_NOT: Mapping[When, str] = {  # a command cannot be used now
    "project": str(QT_TRANSLATE_NOOP("offers", "要先打开一个项目")),
    "article": str(QT_TRANSLATE_NOOP("offers", "要先打开一篇文章")),
    "active": str(QT_TRANSLATE_NOOP("offers", "要先打开一处标注")),
    "undo": str(QT_TRANSLATE_NOOP("offers", "没有可以撤销的")),
    "redo": str(QT_TRANSLATE_NOOP("offers", "没有可以重做的")),
}


def tag_of(id: str) -> tuple[str, str]:
    """What kind of thing an offer is, and the id of the thing."""
    kind, _, name = id.partition(":")
    return kind, name


class Offers:
    """Makes the offers; remembers only which articles were found for what was typed."""

    def __init__(self) -> None:
        self._titles: tuple[str, tuple[Offer, ...]] = "", ()

    # -- tags ---------------------------------------------------------------------------

    def tags(self, tagset: TagSet, recent: Sequence[Recent], typed: str) -> list[Offer]:
        """Labels and measure types that fit, those used lately first among equals."""
        lately = [f"{TYPE}:{one.type}" if one.type else f"{LABEL}:{one.label}" for one in recent]
        known = sorted(
            _tags(tagset),
            key=lambda one: lately.index(one[0].id) if one[0].id in lately else len(lately),
        )
        measure = tagset.measure.key

        def fit(one: tuple[Offer, Label | MeasureType]) -> int | None:
            offer, tag = one
            keys = (offer.keys, offer.keys.replace(" ", ""), *_own(tag, measure))
            return rank(typed, _names(tag.names), keys, tag.definition)

        return [offer for offer, _ in matching(known, fit)]

    # -- everything ---------------------------------------------------------------------

    def everything(
        self, actions: Mapping[str, QAction], tagset: TagSet | None, typed: str
    ) -> list[Offer]:
        """Commands that fit, then tags, then articles of such a title."""
        fitting = matching(
            [command for command in COMMANDS if command.id in actions],
            lambda command: rank(typed, called(command), map(keymap.native, command.bound)),
        )
        found = [_command(command, actions[command.id]) for command in fitting]
        if typed.strip():
            found += self.tags(tagset, (), typed) if tagset else []
            found += self._titles[1] if self._titles[0] == typed else ()
        return found[:MOST]

    def titles_wanted(self, typed: str) -> bool:
        """Whether articles are to be looked for that were not yet."""
        return bool(typed.strip()) and self._titles[0] != typed

    def find_titles(self, project: Project, typed: str) -> None:
        """Look for articles with what is typed in their title."""
        found = project.titled(typed.strip(), TITLES)
        told = QCoreApplication.translate("offers", "文章")
        self._titles = (
            typed,
            tuple(Offer(f"{ARTICLE}:{id}", wording.plain(title), told=told) for id, title in found),
        )

    def forget_titles(self) -> None:
        self._titles = "", ()


def _tags(tagset: TagSet) -> Iterator[tuple[Offer, Label | MeasureType]]:
    for label in tagset.offered:
        yield _tag(f"{LABEL}:{label.id}", label, label.key.upper(), label.hue, label.form), label
    for type in tagset.offered_types:
        keys = f"{tagset.measure.key} {type.code}".upper()
        yield _tag(f"{TYPE}:{type.id}", type, keys, type.hue, "outlined"), type


def _tag(id: str, tag: Label | MeasureType, keys: str, hue: int, form: str) -> Offer:
    name = wording.plain(language.name(tag.names))
    told = wording.plain(tag.definition)
    _, _, tip = definition(tag).partition("\n")
    return Offer(id, name, keys, told, tip, hue, form)


def _own(tag: Label | MeasureType, measure: str) -> tuple[str, ...]:
    """Its id, and the code alone of a type."""
    code = getattr(tag, "code", "")
    return (tag.id, code, f"{measure}{code}") if code else (tag.id,)


def _names(names: Names) -> tuple[str, ...]:
    return names.hans, names.hant, names.en


def _command(command: Command, action: QAction) -> Offer:
    menus = {menu.id: menu.label for menu in MENUS}
    why = "" if action.isEnabled() else WHY_NOT.get(command.when, "")
    told = QCoreApplication.translate("offers", why) if why else menus[command.menu]
    name = action.text().replace("&&", "&")
    keys = keymap.shown(command.bound)
    return Offer(f"{COMMAND}:{command.id}", name, keys, told, enabled=action.isEnabled())


def called(command: Command) -> tuple[str, ...]:
    """What a command is called in every language of the interface."""
    return (command.label, command.text, *(words.get(command.text, "") for words in _others()))


@cache
def _others() -> tuple[Mapping[str, str], ...]:
    """The names of the commands in the languages beside that of the code."""
    files = (f"languages/{name}.toml" for name in language.LANGUAGES if name != language.SOURCE)
    return tuple(tomllib.loads(resources.text(file)).get("commands", {}) for file in files)
