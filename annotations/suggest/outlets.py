"""Outlets in source lines and datelines: 来源：三江晨报, 华夏纵横网天津5月30日电."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.model import Span
from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage

_SOURCE = re.compile(
    r"(?:来源|稿源|转自|据)[ 　]{0,2}[:：][ 　]{0,2}([\u4e00-\u9fffA-Za-z0-9+·]{2,16})"
)
_DATELINE = re.compile(
    r"(?:^|[\n（(])[ 　]{0,8}([\u4e00-\u9fff]{2,9}(?:网|社|报|台|传媒|融媒|新闻))"
    r"(?=[\u4e00-\u9fff]{0,6}[0-9]{1,2}月[0-9]{1,2}日[电讯]|讯|记者|[ 　]{1,2}记者)"
)
_OTHERS = ("政府", "局", "委", "厅", "办", "部", "公司", "集团", "大学", "学院", "网友")
_OURS = ("本报", "本网", "本台", "本社")


def suggest(passage: Passage) -> Iterator[Candidate]:
    """What a source line or a dateline names."""
    text = passage.text
    for rule, pattern in (("source", _SOURCE), ("dateline", _DATELINE)):
        for match in pattern.finditer(text):
            span = Span(*match.span(1))
            if not match[1].endswith(_OTHERS) and match[1] not in _OURS:
                yield Candidate(span, "MEDIA", rule, 0.85, match[1])


SUGGESTER = Suggester("outlets", 2, ("source", "dateline"), suggest)
