"""Which command is to have which keys, before that is kept; and whose a key is already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotations.tagset import TagSet
from gui import keymap, language
from gui.commands import COMMANDS, Command

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """What a key does already: a command (its id), else something that keeps it."""

    name: str
    command: str = ""


@dataclass(frozen=True)
class Plan:
    """The keys of every command, as Qt writes them; `tags` are the keys of the tag set, by
    letter, with the names of their tags."""

    keys: Mapping[str, Keys]
    tags: Mapping[str, str]

    @classmethod
    def now(cls, tagset: TagSet | None) -> Plan:
        """What holds."""
        return cls({c.id: _portable(c.bound) for c in COMMANDS}, _tags(tagset))

    def owner(self, key: str, command: str) -> Owner | None:
        """What a key does that this command is to have; None where it is free, or its own."""
        key = keymap.portable(key)
        if key in map(keymap.portable, keymap.OF_THE_TEXT):
            return Owner(keymap.text_has())
        letter = key.removeprefix("Shift+").lower()
        if letter in self.tags:
            return Owner(keymap.tag_has(self.tags[letter]))
        for other in COMMANDS:
            if other.id != command and key in self.keys[other.id]:
                return Owner(other.label.rstrip("…"), other.id)
        return None

    def with_keys(self, command: str, keys: Iterable[str]) -> Plan:
        """The plan with these keys for a command; they are not taken from anybody."""
        own = tuple(dict.fromkeys(filter(None, map(keymap.portable, keys))))
        return replace(self, keys={**self.keys, command: own})

    def freed(self, key: str, command: str) -> Plan:
        """The plan with the key taken from whatever command has it beside this one."""
        key = keymap.portable(key)
        others = {
            id: tuple(own for own in keys if own != key) if id != command else keys
            for id, keys in self.keys.items()
        }
        return replace(self, keys=others)

    def restored(self, command: Command) -> Plan:
        """The plan with the keys of the table for a command."""
        return self.with_keys(command.id, command.keys)

    @property
    def changed(self) -> dict[str, Keys]:
        """The commands that have other keys than those of the table."""
        table = {command.id: _portable(command.keys) for command in COMMANDS}
        return {id: keys for id, keys in self.keys.items() if keys != table[id]}

    @property
    def clashes(self) -> dict[str, list[str]]:
        """Keys that more than one command has, with the ids of those."""
        found: dict[str, list[str]] = {}
        for id, keys in self.keys.items():
            for key in keys:
                found.setdefault(key, []).append(id)
        return {key: ids for key, ids in found.items() if len(ids) > 1}


def _portable(keys: Iterable[str]) -> Keys:
    return tuple(map(keymap.portable, keys))


def _tags(tagset: TagSet | None) -> dict[str, str]:
    labels = tagset.by_key.items() if tagset else ()
    return {key.lower(): language.name(label.names) for key, label in labels}
