"""The pages of the help: what is in `resources/help`, with keys and names from the tables.

A page is Markdown, of which it uses little: headings, paragraphs, lists, tables, **bold**,
`code`, lines of code behind four blanks, [links](page) to other pages, and keys as [[Space]].
Blanks are filled from what the program really does, so that no page can tell of another key or
name:

    {key:undo}      the keys of a command        {menu:undo}    where it stands in the menus
    {command:undo}  what it is called            {tag:REGION}   the key of a label and its name
    {sheet}         all commands and their keys  {review}       the keys of the review
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import resources
from annotations import tagset as tagsets
from annotations.tagset import TagSet
from gui import language, wording
from gui.commands import COMMANDS, MENUS, Command
from gui.dialogs.shortcuts import review, sheet, shown_keys

_BLANK = re.compile(r"\{(\w+)(?::([\w-]+))?\}")
_INLINE = re.compile(
    r"\[\[(?P<key>.+?)\]\](?!\])|\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`"
    r"|\[(?P<text>[^\]]+)\]\((?P<page>[a-z-]+)\)"
)
KEYS, HEADS = 210, 150  # pixels of the first column: of keys, of anything
_BAR = "\\|"  # as it stands in a cell
_PARTING = re.compile(r"(?<!\\)\|")
_CODE = " " * 4
_ITEM = re.compile(r"(?:-|(\d+)\.) +(.*)")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its name in every language, its title, its text as Markdown without blanks."""

    name: str
    title: str
    text: str

    @property
    def words(self) -> str:
        """The text without its markup, to search in."""
        lines = [line for line in self.text.split("\n") if not line.startswith("|--")]
        return _INLINE.sub(_unmarked, "\n".join(lines)).replace(_BAR, "|")


def pages(tagset: TagSet | None = None) -> tuple[HelpPage, ...]:
    """All pages in the language of the interface, in their order.

    The tags are those of a project; those of the carried tag set where none is open.
    """
    folder = f"help/{language.spoken()}"
    made: list[HelpPage] = []
    for file in resources.names(folder):
        number, _, name = file.removesuffix(".md").partition("-")
        if file.endswith(".md") and number.isdigit():
            text = filled(resources.text(f"{folder}/{file}"), tagset or tagsets.default())
            made.append(HelpPage(name, text.partition("\n")[0].lstrip("# "), text))
    return tuple(made)


# -- blanks -----------------------------------------------------------------------------------


def filled(text: str, tagset: TagSet) -> str:
    """A text with its blanks filled; KeyError for one that says nothing."""
    commands = {command.id: command for command in COMMANDS}
    labels = {label.id: label for label in (*tagset.entities, tagset.measure)}
    of_command: Mapping[str, Callable[[Command], str]] = {
        "key": _keys,
        "menu": _menu,
        "command": lambda command: command.label.rstrip("…"),
    }

    def fill(found: re.Match[str]) -> str:
        kind, id = found.groups()
        if kind == "sheet":
            return _sheet(tagset)
        if kind == "review":
            return "\n".join(f"- {_press(keys)} {told}" for keys, told in review())
        if kind == "tag":
            label = labels.get(id) or tagsets.default().labels[id]
            return f"[[{label.key.upper()}]] {language.name(label.names)}"
        return of_command[kind](commands[id])

    return _BLANK.sub(fill, text)


def _keys(command: Command) -> str:
    """The keys of a command, or where it is in the menus if it has none."""
    return _press(shown_keys(command.bound)) if command.bound else _menu(command)


def _press(keys: str) -> str:
    return _escaped(" ".join(f"[[{key}]]" for key in re.split(" {2,}", keys)))


def _menu(command: Command) -> str:
    menus = {menu.id: menu for menu in MENUS}
    way, menu = [command.label.rstrip("…")], menus.get(command.menu)
    while menu is not None:
        way.append(menu.label)
        menu = menus.get(menu.parent)
    return f"**{' › '.join(reversed(way))}**"


def _sheet(tagset: TagSet) -> str:
    parts: list[str] = []
    for name, entries in sheet(tagset, keyless=True):
        lines = [
            f"| {_press(keys) if keys else ''} | {_escaped(wording.plain(told))} |"
            for keys, told in entries
        ]
        parts.append("\n".join((f"## {name}", "", "| | |", "|---|---|", *lines, "")))
    return "\n".join(parts)


def _escaped(text: str) -> str:
    """So that it parts no cells."""
    return text.replace("|", _BAR)


# -- what is shown ----------------------------------------------------------------------------


def html(page: HelpPage) -> str:
    """A page as the HTML that Qt's rich text knows; what is not markup is escaped."""
    made: list[str] = []
    lines = page.text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        taken = at + 1
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            made.append(f"<h{level}>{_inline(line.lstrip('# '))}</h{level}>")
        elif line.startswith("|"):
            taken = _behind(lines, at, lambda text: text.startswith("|"))
            made.append(_table(lines[at:taken]))
        elif _ITEM.match(line):
            taken = _behind(lines, at, lambda text: _ITEM.match(text) is not None)
            made.append(_list(lines[at:taken]))
        elif line.startswith(_CODE):
            taken = _behind(lines, at, lambda text: text.startswith(_CODE))
            code = "\n".join(each.removeprefix(_CODE) for each in lines[at:taken])
            made.append(f"<pre>{escape(code, quote=False)}</pre>")
        elif line.strip():
            made.append(f"<p>{_inline(line)}</p>")
        at = taken
    return "\n".join(made)


def _behind(lines: list[str], at: int, belongs: Callable[[str], bool]) -> int:
    while at < len(lines) and belongs(lines[at]):
        at += 1
    return at


def _list(lines: list[str]) -> str:
    """A table, because Qt puts the sign of a list item too near to a Chinese character."""
    items = [found.groups() for found in map(_ITEM.match, lines) if found]
    rows = (
        f"<tr><td class='sign'>{f'{number}.' if number else '•'}</td>"
        f"<td class='item'>{_inline(text)}</td></tr>"
        for number, text in items
    )
    return f"<table class='list' cellspacing='0'>{''.join(rows)}</table>"


def _table(lines: list[str]) -> str:
    """The first line is the head, which may be blank; the second one only parts it off."""
    kept = (lines[0], *lines[2:])
    rows = [[cell.strip() for cell in _PARTING.split(line.strip("|"))] for line in kept]
    blank = not any(rows[0])
    made = ["<table class='lines' cellspacing='0'>"]
    for number, row in enumerate(rows):
        if number or not blank:
            tag = "td" if number else "th"
            first = f" width='{KEYS if blank else HEADS}'"
            cells = "".join(
                f"<{tag}{'' if column else first}>{_inline(cell)}</{tag}>"
                for column, cell in enumerate(row)
            )
            made.append(f"<tr>{cells}</tr>")
    return "".join((*made, "</table>"))


def _inline(text: str) -> str:
    return _INLINE.sub(_marked, escape(text, quote=False)).replace(_BAR, "|")


def _unmarked(found: re.Match[str]) -> str:
    return found["key"] or found["bold"] or found["code"] or found["text"]


def _marked(found: re.Match[str]) -> str:
    if found["key"]:
        return f"<span class='key'>&nbsp;{found['key'].replace(' ', '&nbsp;')}&nbsp;</span>"
    if found["bold"]:
        return f"<b>{found['bold']}</b>"
    if found["code"]:
        return f"<code>{found['code']}</code>"
    return f"<a href='{found['page']}'>{found['text']}</a>"
