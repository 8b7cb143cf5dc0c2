"""Invented news of a harbour with names of ships: what no rule of ours knows."""

from __future__ import annotations

import random
from pathlib import Path

from annotations.model import Annotation, Document, Span
from annotations.project import Project
from tests.annotations.store.making import document, new_project

LABEL = "PRODUCT"
_FIRST, _SECOND = "云鹤松兰帆霞虹雁鸥鲸", "舟泰顺发丰祥昌隆盛恒"
_BEFORE = ("拖船", "渔船", "驳船", "补给船")
_BEHIND = ("靠上了码头", "一直没有出海", "在坞里换了缆绳", "装完货就走了")


def article(number: int, names: int = 60) -> Document:
    """An article in which so many ships are tagged."""
    chance = random.Random(number)
    text, marks = f"港口见闻之{number}\n", list[Annotation]()
    for _ in range(names):
        text += chance.choice(_BEFORE)
        name = chance.choice(_FIRST) + chance.choice(_SECOND) + "轮"
        span = Span(len(text), len(text) + len(name))
        marks.append(Annotation(f"A{len(marks)}", LABEL, (span,), name))
        text += f"{name}{chance.choice(_BEHIND)}。"
    return document(f"甲{number}", text, marks)


def project(folder: Path, articles: int = 10) -> Project:
    """A project with so many annotated articles, and one with other ships, where none is."""
    plain = document("乙", "拖船鹏骏轮靠上了码头。补给船霄岳轮装完货就走了。")
    return new_project(folder, plain, *map(article, range(articles)))
