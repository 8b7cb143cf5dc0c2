"""The regular expression of dates, made from the words of the list `dates`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from annotations.suggest.lists import WordList
from annotations.suggest.timing.dating import of_kind

_ZERO = "〇零○"
_ONES = "一二三四五六七八九"
_HAN = f"{_ONES}十"
_SEP = "(?:至|到|[—―–－~～─-]{1,2})"
SEPARATOR = re.compile(_SEP)

_OLD = rf"(?<!\d)(?:1[89]|20)\d\d|(?<![{_ONES}{_ZERO}])[一二][{_ONES}{_ZERO}]{{3}}"
_YEAR = (
    rf"(?:{_OLD}) ?年(?![级度])"
    r"|(?<!\d)(?:1[89]|20)\d\d ?年度"
    rf"|民国(?:\d{{1,3}}|[元{_HAN}]{{1,4}})年"
    r"|(?<![\d第.])[0129]\d ?年(?=\d{1,2}月)"  # 98年5月
)
_MONTH = (
    r"(?<![\d.第])(?:1[0-2]|0?[1-9]) ?月份?(?![球亮光]|有余)"
    rf"|(?<![{_HAN}个几数\d])(?:十[一二]|[{_HAN}])月份?(?![光色亮])"
    "|元月份?"
)
_NO_DAY = "(?![线楼院店机车馆文门游均产报])"
_DAY = (
    rf"(?<!\d)(?:3[01]|[12]\d|0?[1-9]) ?[日号]{_NO_DAY}"
    rf"|(?:三十一?|二?十[{_ONES}]?|[{_ONES}])[日号]{_NO_DAY}"
)
_CLOCK = (
    "(?:上午|下午|晚上|晚间|凌晨|傍晚|中午|清晨|早上|午后|早间|夜间|晚(?![会宴餐间报])|夜(?![间市]))?"
    r"(?:\d{1,2}[时点](?:\d{1,2}分|半|许)?)?"
)
_DAY_ONLY = rf"(?<![\d.第])(?:3[01]|[12]\d|[1-9])日(?![游均产报本电常语元]){_CLOCK}"
_FRONT = r"[前首头](?:\d{1,2}|[二两三四五六七八九十]{1,3})(?:个月(?!内)|月(?=份))"
_FEASTS = "假期|期间|小长假|长假|黄金周"
_DECADE_PART = "(?:初期|末期|中期|后期|初|末)?"
_TENS = "(?:[二三四五六七八九]十|[1-9]0)年代"
_DECADE = (
    "(?:上世纪|上个世纪|本世纪|(?:19|20|21|十九|二十|二十一)世纪)"
    rf"(?:{_TENS}|末|初|中叶|中期){_DECADE_PART}"
    rf"|(?<!\d){_TENS}{_DECADE_PART}"
)
_PLAN = (
    f'[“"「](?P<nth>十?[{_ONES}])五[”"」](?:期间|时期|末期|末|初期|初|中期|后期)'
    rf"|(?<![\d{_HAN}])(?P<bare>十[一二三四五六七])五(?:期间|时期|末期|末|初期)?"
    '(?![”"」]?(?:规划|计划|[年月日天个分家名万亿]))'
)
_COUNTED = "多余个家名人元万亿千百米公平吨亩件项次场所支台套只户种条座处间辆艘份部款批度级版后"
_ONLY_YEAR = (
    r"(?<![^\s，。；：、“‘「『《（(—·])20[0-3]\d"
    rf"(?=[^\W\d_a-zA-Z年])(?![{_COUNTED}])"
)
_OPENING = '元民前首头上本周星礼“"「'  # with what else a date may begin
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天](?=[，（(]|上午|下午|晚|起|宣布|公布|表示|发布)"
_ISO = r"(?<!\d)20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"

_made: WeakKeyDictionary[WordList, re.Pattern[str]] = WeakKeyDictionary()


def pattern(words: WordList) -> re.Pattern[str]:
    """What matches one point or stretch of time; groups name the parts."""
    if words not in _made:
        first = {word[0] for word in words} | set(f"{_HAN}{_ZERO}{_OPENING}")
        begins = re.escape("".join(sorted(first)))
        _made[words] = re.compile(rf"(?=[\d{begins}])(?:{'|'.join(_expressions(words))})")
    return _made[words]


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda one: (-len(one), one)))) or "(?!)"


def _expressions(words: WordList) -> Iterable[str]:
    """Every form, the longer ones before those they begin with."""

    def kind(*kinds: str) -> str:
        return _any(of_kind(words, *kinds))

    year = f"(?:{_YEAR}|(?<!第)(?:{kind('year', 'sameyear')}))"
    in_month = _any([*of_kind(words, "monthpart"), "初", "底", "末"])
    quarter_end = "(?:(?<=季度)[末初])?"
    yield f"(?P<iso>{_ISO})"
    yield (rf"(?P<tyear>{year}?)(?P<tmonth>{_MONTH})(?P<tfrom>\d{{1,2}}){_SEP}(?P<tday>{_DAY})")
    yield (
        rf"(?P<lyear>{year}?)(?P<from>(?<![\d.第])(?:\d{{4}}|\d{{1,2}}|[{_HAN}]{{1,3}})){_SEP}"
        rf"(?P<to>\d{{4}}年|(?:{_MONTH})(?:{_DAY})?|(?:{_DAY}))(?![\d个])"
    )
    yield (
        f"(?P<year>{year})"
        f"(?:(?P<month>{_MONTH})(?:(?P<day>{_DAY}){_CLOCK}|(?P<mpart>{in_month}))?"
        f"|(?P<front>{_FRONT})|(?P<yfeast>{kind('feast')})(?:{_FEASTS}|前后|前夕)?"
        f"|(?P<ypart>{kind('part', 'yearpart', 'same')}){quarter_end})?"
    )
    yield f"(?P<every>{kind('anyyear')})(?P<emonth>{_MONTH})(?P<eday>{_DAY})?"
    yield (f"(?P<omonth>{_MONTH})(?:(?P<oday>{_DAY}){_CLOCK}|(?P<ompart>{in_month})(?![级次步]))?")
    yield (f"(?P<rmonth>{kind('month', 'samemonth')})(?:(?P<rday>{_DAY})|(?P<rmpart>{in_month}))?")
    yield f"(?P<week>{kind('week')})(?:(?P<weekday>[一二三四五六日天末])(?![{_ONES}日天年岁]))?"
    yield f"(?P<dayoff>{kind('dayoff')})"
    yield f"(?P<season>{kind('season')})(?![一-鿿]?[节江庄])"
    yield f"(?P<rel>{kind('day')}){_CLOCK}"
    yield f"(?P<ofront>{_FRONT})"
    yield rf"(?<![\d{_HAN}两半多余几第])(?P<part>{kind('part')}){quarter_end}(?![{_HAN}])"
    yield f"(?P<quarter>{kind('quarter')})"
    yield f"(?P<mend>{kind('monthend')})(?![{_HAN}])"
    yield f"(?P<feast>{kind('feast')})(?:{_FEASTS}|(?=[前后]|将至|临近|到来))"
    yield f"(?P<decade>{_DECADE})"
    yield f"(?P<plan>{_PLAN})"
    yield f"(?P<only>{_ONLY_YEAR})"
    yield f"(?P<alone>(?<![每逢隔第]){_WEEKDAY})"
    yield f"(?P<dayonly>{_DAY_ONLY})"
