"""Leftovers of HTML: tags, entities, scripts and style rules that came along with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from annotations.emend import PROVED, around, proposal
from annotations.model import Emendation, Span

KIND = "html"
RULES = (
    "html-tag",
    "html-tag-torn",
    "html-entity",
    "html-entity-torn",
    "html-blank",
    "html-block",
    "html-style",
)

_BLOCK = (
    "p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|section|article|header|footer"
    "|nav|main|blockquote|figure|figcaption|center|html|body|head|pre|form"
)
_INLINE = (
    "span|strong|font|em|img|a|b|i|u|s|sup|sub|small|big|mark|label|button|input|iframe|video"
    "|audio|source|script|style|meta|link|title|embed|object|param|noscript|o:p|st1:[a-z]+|wbr"
)
_NAMES = rf"(?:{_BLOCK}|{_INLINE})"
_ATTRIBUTES = r"(?:[\s/][^<>]{0,1000})?"
_OPEN, _CLOSE = "(?:<|&lt;)", "(?:>|&gt;)"
_ONE_TAG = rf"{_OPEN}/?(?:{_NAMES}){_ATTRIBUTES}{_CLOSE}"
_BLANKS = r"nbsp|ensp|emsp|thinsp|\#160|\#12288|\#x(?:a0|3000)"
_USUAL = "lt|gt|quot|amp|[lr][ds]quo|mdash|hellip|middot"
_PATTERNS = re.compile(
    rf"""
    (?P<block><!--.{{0,5000}}?--> | <(?P<of>script|style)\b[^<>]*>.{{0,5000}}?</(?P=of)\s*>)
    | (?P<tags>{_ONE_TAG}(?:[ \t]*{_ONE_TAG})*)
    | (?P<torn></?(?:{_NAMES})(?:\s[^<>\n]{{0,300}})?(?=\n|\Z)
      | (?<![<?？\ufffdA-Za-z0-9_])/(?:{_NAMES})>)
    | (?P<blanks>(?:[&＆](?:amp;)*(?:{_BLANKS})[;；][ \t]*)+
      | (?<![A-Za-z])(?:[&＆]?nbsp[;；]?(?![A-Za-z]))+)
    | (?P<entity>&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{{1,31}}|\#[0-9]{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}});)
    | (?P<half>(?<![&A-Za-z0-9_])\#(?:[0-9]{{2,6}}|[xX][0-9A-Fa-f]{{2,6}});
      | &(?:\#[0-9]{{2,6}}(?![0-9])|(?:{_USUAL})(?![A-Za-z0-9;])))
    | (?P<rule>^[ \t]*(?:[.\#@]?[A-Za-z_][\w .,\#>:-]{{0,120}})
      \{{[^{{}}\n]{{0,2000}}:[^{{}}\n]{{0,2000}}\}})
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_RULES = {
    "block": "html-block",
    "tags": "html-tag",
    "torn": "html-tag-torn",
    "blanks": "html-blank",
    "entity": "html-entity",
    "half": "html-entity-torn",
    "rule": "html-style",
}
_IS_BLOCK = re.compile(rf"{_OPEN}/?(?:{_BLOCK})[\s/>&]", re.IGNORECASE)
_SUBJECT = re.compile("标签|標籤|标记|標記|元素|代码|代碼|HTML")  # a text on HTML means its tags
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_CLOSE_TO = 6  # characters around a tag where its subject would be named


def detect(text: str) -> Iterator[Emendation]:
    """What a browser would not have shown, and what it would have shown otherwise."""
    if not any(sign in text for sign in "<>&＆#{") and "nbsp" not in text:
        return
    for found in _PATTERNS.finditer(text):
        part = next(name for name in _RULES if found[name] is not None)
        replacement, confidence = _meant(text, found, part)
        if replacement is not None:
            span = Span(*found.span())
            raw = found[0] if len(found[0]) <= 60 else found[0][:59] + "…"
            yield proposal(span, replacement, KIND, _RULES[part], confidence, raw=raw)


def _meant(text: str, found: re.Match[str], part: str) -> tuple[str | None, float]:
    """What the match stands for (None: nothing to mend), and how sure that is."""
    if part == "tags":
        return _gap(text, found) if _IS_BLOCK.search(found[0]) else "", _tag_sure(text, found)
    if part in ("block", "rule"):
        return "", PROVED if part == "block" else 0.9
    if part == "torn":
        return "", 0.8
    if part == "blanks":
        return _blank(text, found), PROVED if ";" in found[0] and "&" in found[0] else 0.95
    character = _character(found[0])
    return character, PROVED if part == "entity" else 0.95


def _tag_sure(text: str, found: re.Match[str]) -> float:
    nearby = text[max(0, found.start() - _CLOSE_TO) : found.end() + _CLOSE_TO]
    if _SUBJECT.search(nearby.replace(found[0], " ")):
        return 0.4
    lone = re.fullmatch("<([abisu])>", found[0], re.IGNORECASE)
    if lone and f"</{lone[1].lower()}>" not in text[found.end() : found.end() + 2000].lower():
        return 0.6  # it may be a comparison: a<b>c
    return PROVED


def _gap(text: str, found: re.Match[str]) -> str:
    """A block's border is a line break, where there is none yet."""
    before, after = around(text, found)
    return "" if before in "\n\r" or after in "\n\r" else "\n"


def _blank(text: str, found: re.Match[str]) -> str:
    """One blank, or none at a line's end and between Chinese characters."""
    before, after = around(text, found)
    if not before.strip() or not after.strip():
        return ""
    chinese = re.compile(f"[{_HAN}\u3000-\u303f\uff00-\uffef“”‘’…—]")
    return "" if chinese.match(before) and chinese.match(after) else " "


def _character(entity: str) -> str | None:
    """The character it stands for; None where it is no entity."""
    name = re.sub("^&?(?:amp;)*", "", entity)
    if not name:
        return "&"
    written = "&" + name.rstrip(";") + ";"
    meant = unescape(written)
    if meant == written:
        return None
    return "".join(c for c in meant if c.isprintable() or c in "\n\t").replace("\u00ad", "")
