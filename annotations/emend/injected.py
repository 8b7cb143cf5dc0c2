"""Addresses of other sites that were put into the sentences of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.emend import around, likelihood, proposal
from annotations.model import Emendation, Span

KIND = "injected"
RULES = ("injected-bracket", "injected-notice", "injected-bare", "injected-named")

_DOT = r"[ ]?[.．。][ ]?"
_TOP = "com|cn|net|org|cc|info|top|xyz|vip|la|tv|me|co|hk|tw|site|club|pw|biz|icu|shop|wang|io"
_LABEL = "[A-Za-z0-9ａ-ｚＡ-Ｚ０-９-]{1,40}"
_ADDRESS = (
    rf"(?:https?\s?[:：]\s?//)?(?:{_LABEL}{_DOT}){{1,4}}(?:{_TOP})(?![A-Za-z0-9])"
    r"(?:[:：]\d{2,5})?(?:/[A-Za-z0-9./?%&=\#~_-]*)?"
)
_PLAIN = _ADDRESS.replace("．。", "．")  # outside brackets a full stop ends a sentence
_OPEN, _CLOSE = "[(（【\\[［〔<＜{「『]", "[)）】\\]］〕>＞}」』]"
_NOTICE = (
    "(?:本文|本篇|此文|文章|原文|内容|內容|资料|資料|更多[^，。；\\n]{0,10}|转载|轉載|转自|轉自|"
    "欢迎访问|歡迎訪問|请关注|請關注|关注|關注|手机阅读|手機閱讀|最新章节|最新章節)"
    "(?:来源于|來源於|来源自|來源自|来源|來源|来自|來自|出自|转载自|轉載自|引自|摘自|首发于|首發於|"
    "请访问|請訪問|请到|請到|请上|請上|请注明|請註明|由|见|見|尽在|盡在)?"
)
_PATTERN = re.compile(
    rf"(?P<bracketed>{_OPEN}\s?(?:(?P<said>{_NOTICE})?[^()（）【】\[\]\n]{{0,8}}?){_ADDRESS}\s?{_CLOSE})"
    rf"|(?P<notice>{_OPEN}?{_NOTICE}[^，。；\n]{{0,10}}?[:：]?\s?{_PLAIN}{_CLOSE}?)"
    rf"|(?P<bare>(?<=[\u3400-\u9fff])\s?{_PLAIN}\s?(?=[\u3400-\u9fff]))",
    re.IGNORECASE,
)
_NAMING = re.compile(
    "网址|網址|官网|官網|网站|網站|网页|網頁|主页|主頁|登录|登錄|登陆|登陸|邮箱|郵箱|访问|訪問|域名|"
    "地址|平台|链接|連結|鏈接|网[，,：:为為是即]?$|網[，,：:为為是即]?$|社$|报$|報$|公司$|[站台]$"
)
_OFFICIAL = re.compile(r"(?:gov|edu|org|mil)[ .．]", re.IGNORECASE)
_BEFORE = 10  # characters before an address in which it would be announced
_ENDS = "\n。！？!?；;"


def detect(text: str) -> Iterator[Emendation]:
    """Addresses that are no part of their sentence; never proved, as any address may be meant."""
    if not re.search(rf"[.．。][ ]?(?:{_TOP})(?![A-Za-z0-9])", text, re.IGNORECASE):
        return
    for found in _PATTERN.finditer(text):
        if "@" in text[max(0, found.start() - 1) : found.end()]:
            continue
        rule, confidence = _judged(text, found)
        span = Span(*found.span())
        yield proposal(span, "", KIND, rule, confidence, address=found[0].strip())


def _judged(text: str, found: re.Match[str]) -> tuple[str, float]:
    """By which rule, and how sure: an address that is announced or official is likely meant."""
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    if _NAMING.search(before) or _OFFICIAL.search(found[0]):
        return "injected-named", 0.2
    if found["notice"] is not None or found["said"]:
        return "injected-notice", 0.9
    inside = _inside_sentence(text, found)
    if found["bare"] is not None:
        return "injected-bare", 0.8 if _inside_word(text, found) else 0.6
    if _inside_word(text, found):
        return "injected-bracket", 0.95
    return "injected-bracket", 0.85 if inside else 0.5


def _inside_sentence(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + 1]
    return bool(after) and after not in _ENDS


def _inside_word(text: str, found: re.Match[str]) -> bool:
    """Whether the characters on both sides make a word."""
    before, after = around(text, found)
    return likelihood.is_word(before + after)
