"""Lengths of time: which of them are dates and which are quantities.

A length that tells how long something runs is a date (为期两年); one that tells how far, how
fast or how long the wait is a quantity (压缩到3天), and hours and minutes always are.  An
offset from a point that the text does not fix (半年后) is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from annotations.model import Span
from annotations.suggest.passage import Passage
from annotations.suggest.timing import numerals

_SPAN = re.compile(
    r"(?<![\d第.〇零一二三四五六七八九十每几数a-zA-Z])"
    r"(?P<lead>(?:今后|未来|过去|此后|近|最近|此前|接下来的?|前|头|这|后)?)"
    r"(?P<low>(?:(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个?[年月天])?(?:至|到|[—–～~-]))?)"
    r"(?P<count>(?:\d{1,4}(?:\.\d+)?|[一二两三四五六七八九十百]{1,5}|半)[多余几]?)"
    r"(?P<unit>(?:个(?=半?多?(?:季度|月|星期|小时|钟头))半?多?)?)"
    r"(?P<kind>季度|月(?!份)|星期|小时|钟头|周(?![一二三四五六日天年边岁报转])"
    r"|年(?![级代轻龄糕货度])|天(?![然津空气下河])|分钟|秒钟?|昼夜)"
    r"(?P<half>[半多]?)(?P<tail>(?:来|前(?![三两列沿往景提行])|间)?)"
)
_ISO = {"年": "Y", "月": "M", "周": "W", "星期": "W", "季度": "M"}
_CLOCK = ("小时", "钟头", "分钟", "秒", "秒钟")
_AHEAD = ("今后", "未来", "此后", "接下来", "接下来的")
_BACK = ("过去", "近", "最近", "此前")
_REACH = 14  # characters before and behind that tell what a length is for

_JOINT = re.compile("[至到—–~～-]{1,2}")
_DIGITS = re.compile("[一二三四五六七八九]{2,}|[百千].?")  # 一九九七年, 百年
_NO_LENGTH = ("一度", "一次", "一届", "如一日")
_NOT_BEHIND = re.compile("(?:[那第每年月新旧本当同万亿千百0-9]|每隔|星期)$")
_LATER = re.compile("多?(?:以后|之后|后)")
_RUNS = re.compile(
    "(?:为期|期限|期为|任期|时间|服务期|周期|连续|长达|历时|历经|持续|坚持|整整|止|满|干了|待了|住了"
    "|签了|订立|签下|签订|签署|免租|免费|跟班|任教|支教|挂职|不少于|租期|聘期|有效期|保修|深耕|走过"
    "|努力|约定|用|了)(?:一份|约|近|超过|了|为|共|的)*$"
)
_FASTER = re.compile(
    "(?:仅用|只用|缩短|压缩|缩减|压减|缩至|提前|就用|耗时)(?:至|到|了|为|约|近|仅|只|的|由|从|在)*$"
)
_WAIT = re.compile(
    "(?:仅用|只用|仅需|只需|需要|需|要|只要|耗时|缩短|压缩|缩减|压减|减少|缩至|缩|提前|提速|节省"
    "|省|少|快|延长|车程|航程|路程|通行|等|等候|等待|到达|抵达|直达|最快|平均|从|由|短短|就用|不到|不足)"
    "(?:至|到|了|为|约|近|仅|只|的|大约|由|从|在|出|下来|至少|左右)*$"
)
_ARRIVES = re.compile(
    "多?(?:左右)?(?:以内|之内|内)?(?:就|便|即)?(?:可|能)?"
    "(?:到|达|抵|缩|压|减|直达|车程|可达|生活圈|经济圈|交通圈|通勤圈|航程)"
)
_WITHIN = re.compile("以内|之内|内|里|期|不等")

Counted = Literal["", "ahead", "back", "ago"]


class Length(NamedTuple):
    """A length of time: its label, why, its ISO value or number, and from when it counts."""

    span: Span
    label: Literal["DATE", "QUANT"]
    rule: str
    norm: str
    sure: float
    counted: Counted = ""


def lengths(passage: Passage) -> Iterator[Length]:
    """Lengths of time that are dates or quantities, in order; two joined by 到 are one."""
    yield from passage.once(_all)


def _all(passage: Passage) -> tuple[Length, ...]:
    return tuple(_read(passage))


def _read(passage: Passage) -> Iterator[Length]:
    text = passage.text
    last: Length | None = None
    for found in _SPAN.finditer(text):
        length = _judged(text, found)
        if length is None:
            continue
        if last is not None and _JOINT.fullmatch(text[last.span.end : length.span.start]):
            norm = f"{last.norm}/{length.norm}" if last.norm and length.norm else ""
            last = last._replace(span=last.span.hull(length.span), norm=norm)
            continue
        if last is not None:
            yield last
        last = length
    if last is not None:
        yield last


def _judged(text: str, found: re.Match[str]) -> Length | None:
    kind, lead = found["kind"], found["lead"]
    before = text[max(0, found.start() - _REACH) : found.start()]
    if (_NOT_BEHIND.search(before) and not lead) or not _is_length(text, found):
        return None
    end = max(found.end("half"), found.end("kind"))
    span = Span(found.start("low"), end)
    if kind in _CLOCK:
        return Length(span, "QUANT", "length", _hours(found), 0.9)
    if lead in (*_AHEAD, *_BACK):
        return _led(text, found, span)
    return _bare(text, found, span, before)


def _is_length(text: str, found: re.Match[str]) -> bool:
    kind, count, unit = found["kind"], found["count"], found["unit"]
    if _DIGITS.fullmatch(count) or text.startswith(_NO_LENGTH, found.end("kind")):
        return False
    if not unit and (kind == "月" or (kind == "季度" and not found["lead"])):
        return False  # 3月 and 三季度 are points
    number = numerals.value(count)
    return not (kind == "年" and number is not None and number > 300)


def _led(text: str, found: re.Match[str], span: Span) -> Length:
    """今后三年 whole; 近三年 where it opens a clause, else 近 is only "nearly"."""
    whole = found["lead"] != "近" or _opens(text, found.start())
    end = found.end() if found["tail"] == "来" else span.end
    counted: Counted = "ahead" if found["lead"] in _AHEAD else "back" if whole else ""
    start = found.start() if whole else span.start
    return Length(Span(start, end), "DATE", "length-lead", _iso(found), 0.9, counted)


def _bare(text: str, found: re.Match[str], span: Span, before: str) -> Length | None:
    kind, count, lead, tail = found["kind"], found["count"], found["lead"], found["tail"]
    iso, behind = _iso(found), text[found.end() : found.end() + _REACH]
    if lead in ("前", "头"):
        if kind != "年" or count == "一":
            return None
        return Length(Span(found.start(), span.end), "DATE", "length-lead", iso, 0.8)
    if tail in ("来", "前") and kind != "季度":
        counted: Counted = "back" if tail == "来" else "ago"
        return Length(Span(span.start, found.end()), "DATE", "length-ago", iso, 0.9, counted)
    if tail in ("来", "前") or _LATER.match(behind):
        return None
    short = kind in ("天", "周", "星期")
    if _FASTER.search(before) or (short and (_WAIT.search(before) or _ARRIVES.match(behind))):
        return Length(span, "QUANT", "length-wait", "", 0.75)
    if _RUNS.search(before):
        return Length(span, "DATE", "length", iso, 0.85)
    if _WITHIN.match(behind):
        return Length(span, "DATE", "length", iso, 0.8)
    if count in ("一", "半", "1"):
        return None
    return Length(span, "DATE", "length-bare", iso, 0.75 if kind == "年" else 0.65)


def _opens(text: str, start: int) -> bool:
    """Whether a clause begins there: 近三年 is a time, 经过近三年 says nearly three."""
    return start == 0 or text[start - 1] in "，。；：、,;:\n“（( 　"


def _hours(found: re.Match[str]) -> str:
    number = numerals.value(found["count"])
    if number is None or found["low"] or "半" in found["unit"]:
        return ""
    return f"{numerals.plain(number)} {found['kind']}"


def _iso(found: re.Match[str]) -> str:
    count, kind = found["count"], found["kind"]
    if count == "半":
        return "P6M" if kind == "年" else ""
    number = numerals.value(count)
    if number is None or "半" in found["unit"]:
        return ""
    if found["low"]:
        low = numerals.value(re.split("[个年月天至到—–～~-]", found["low"])[0])
        return f"P{low}{_ISO.get(kind, 'D')}/P{number}{_ISO.get(kind, 'D')}"
    return f"P{int(number) * (3 if kind == '季度' else 1)}{_ISO.get(kind, 'D')}"
