"""Sentences for what the core sends: refusals, outcomes, steps, and text made safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

import resources
from annotations.errors import Refusal
from gui import language

if TYPE_CHECKING:
    from annotations.model import (
        Emendation,
        Finding,
        Outcome,
        RuleCount,
        Span,
        Step,
        View,
    )
    from annotations.tagset import TagSet

VIEWS: Mapping[str, str] = {
    "source": str(QT_TRANSLATE_NOOP("wording", "原文")),
    "clean": str(QT_TRANSLATE_NOOP("wording", "校文")),
    "hans": str(QT_TRANSLATE_NOOP("wording", "简体")),
    "hant": str(QT_TRANSLATE_NOOP("wording", "繁體")),
}
SHORT_VIEWS: Mapping[str, str] = {  # where there is little room
    "source": str(QT_TRANSLATE_NOOP("wording", "原文")),
    "clean": str(QT_TRANSLATE_NOOP("wording", "校文")),
    "hans": str(QT_TRANSLATE_NOOP("wording", "简")),
    "hant": str(QT_TRANSLATE_NOOP("wording", "繁")),
}
SCRIPTS: Mapping[str, str] = {
    "hans": str(QT_TRANSLATE_NOOP("wording", "简")),
    "hant": str(QT_TRANSLATE_NOOP("wording", "繁")),
    "mixed": str(QT_TRANSLATE_NOOP("wording", "混")),
    "none": str(QT_TRANSLATE_NOOP("wording", "无汉字")),
}
STATUSES: Mapping[str, str] = {
    "new": str(QT_TRANSLATE_NOOP("wording", "未读")),
    "reading": str(QT_TRANSLATE_NOOP("wording", "在读")),
    "done": str(QT_TRANSLATE_NOOP("wording", "完成")),
}
SIGNS: Mapping[str, str] = {  # on an article
    "flag": str(QT_TRANSLATE_NOOP("wording", "有旗标")),
    "note": str(QT_TRANSLATE_NOOP("wording", "有备注")),
}
RESULTS: Mapping[str, str] = {
    "new": str(QT_TRANSLATE_NOOP("wording", "新增")),
    "same": str(QT_TRANSLATE_NOOP("wording", "已有")),
    "merged": str(QT_TRANSLATE_NOOP("wording", "合并")),
    "refused": str(QT_TRANSLATE_NOOP("wording", "未导入")),
}
SORTS: Mapping[str, str] = {
    "order": str(QT_TRANSLATE_NOOP("wording", "导入次序")),
    "title": str(QT_TRANSLATE_NOOP("wording", "标题")),
    "chars": str(QT_TRANSLATE_NOOP("wording", "字数")),
    "annotations": str(QT_TRANSLATE_NOOP("wording", "标注数")),
    "status": str(QT_TRANSLATE_NOOP("wording", "阅读状态")),
    "flag": str(QT_TRANSLATE_NOOP("wording", "旗标")),
    "date": str(QT_TRANSLATE_NOOP("wording", "日期")),
    "outlet": str(QT_TRANSLATE_NOOP("wording", "来源")),
}
VERDICTS: Mapping[str, str] = {
    "proposed": str(QT_TRANSLATE_NOOP("wording", "待定")),
    "accepted": str(QT_TRANSLATE_NOOP("wording", "已采纳")),
    "rejected": str(QT_TRANSLATE_NOOP("wording", "不采纳")),
}
META: Mapping[str, str] = {
    "title": str(QT_TRANSLATE_NOOP("wording", "标题")),
    "outlet": str(QT_TRANSLATE_NOOP("wording", "来源")),
    "date": str(QT_TRANSLATE_NOOP("wording", "日期")),
    "author": str(QT_TRANSLATE_NOOP("wording", "作者")),
    "url": str(QT_TRANSLATE_NOOP("wording", "网址")),
}
KINDS = (  # of emendations, in the order of the review
    "pinyin",
    "mojibake",
    "html",
    "injected",
    "invisible",
    "duplicate",
    "boilerplate",
    "byline",
    "paragraph",
    "punctuation",
    "typo",
)
PROVED_OF: Mapping[str, str] = {"proved": str(QT_TRANSLATE_NOOP("wording", "可证"))}
BRIEFLY: Mapping[str, str] = {  # beside the view's name, where it is not the default
    "s2hk": str(QT_TRANSLATE_NOOP("wording", "港")),
    "s2t": str(QT_TRANSLATE_NOOP("wording", "標準")),
    "s2twp": str(QT_TRANSLATE_NOOP("wording", "台灣用詞")),
    "s2hkp": str(QT_TRANSLATE_NOOP("wording", "香港用詞")),
    "hk2s": str(QT_TRANSLATE_NOOP("wording", "港")),
    "t2s": str(QT_TRANSLATE_NOOP("wording", "标准")),
    "tw2sp": str(QT_TRANSLATE_NOOP("wording", "大陆用词")),
}
COUNTS: Mapping[str, str] = {
    "chars": str(QT_TRANSLATE_NOOP("wording", "{} 字")),
    "annotations": str(QT_TRANSLATE_NOOP("wording", "{} 标注")),
}
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BIDI = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


def word(table: Mapping[str, str], key: str) -> str:
    """The text of a key in one of the tables above; an unknown key is its own text."""
    return QCoreApplication.translate("wording", table[key]) if key in table else key


def _say(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def count(key: str, number: int) -> str:
    """A number of something of `COUNTS`, with its thousands parted."""
    return language.counted(word(COUNTS, key), number)


def headed(head: str, text: str) -> str:
    """A text behind what it is about."""
    return _say("{}：{}").format(head, text)


def with_keys(name: str, keys: str) -> str:
    """What something is called, and the keys that do it."""
    return _say("{}（{}）").format(name, keys) if keys else name


def begun(text: str) -> str:
    """A text as it stands at the beginning of a line: with a capital, where there are any."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str | None]) -> str:
    """Parts one after the other, as one hears them; empty ones are none."""
    return _say("，").join(filter(None, parts))


def refusal(refused: Refusal) -> str:
    """The plain sentence for a refusal."""
    return plain(resources.worded(refused.key, refused.values, language.spoken()))


def obstacle(refused: Refusal) -> str:
    """The sentence for what keeps the open project from being written: short, and who has it."""
    values = dict(refused.values)
    if isinstance(file := values.get("file"), str):
        values["file"] = Path(file).name
    if isinstance(known := values.get("holder"), str):
        told = _say("{}正在用这个项目，这里只能阅读。")
        return told.format(holder(known))
    return refusal(Refusal(refused.key, **values))


DAMAGES: Mapping[str, str] = {  # where a dialog offers to restore, no command need be named
    "content-damaged": "damaged-file",
    "file-gone": "damaged-missing",
    "file-missing": "damaged-missing",
    "project-damaged": "damaged-file",
}


def damage(refused: Refusal) -> str:
    """What is wrong with a project that can be restored."""
    return refusal(Refusal(DAMAGES.get(refused.key, refused.key), **refused.values))


def holder(name: str) -> str:
    """Who has a project open, from the lock's "pid@host"."""
    process, _, host = name.partition("@")
    if not process.isdigit() or not host:
        return plain(name)
    import socket

    here = host == socket.gethostname()
    told = (
        QT_TRANSLATE_NOOP("wording", "另一个窗口（进程 {}）")
        if here
        else QT_TRANSLATE_NOOP("wording", "{1} 上的丹铅（进程 {0}）")
    )
    return plain(_say(str(told)).format(process, host))


def outcome(result: Outcome) -> str:
    """Why a file was refused, as a sentence; its result in a word where there is no reason."""
    if result.reason:
        values = {"file": result.file, "line": result.line or 0, **result.values}
        return plain(resources.worded(result.reason, values, language.spoken()))
    return word(RESULTS, result.result)


def misfit(result: Outcome, refused: Refusal) -> str:
    """What of a file did not fit, as a sentence."""
    place = {"file": Path(result.file).name, "line": result.line or 0}
    values = {**place, **refused.values}
    if isinstance(file := values["file"], str):
        values["file"] = Path(file).name
    return plain(resources.worded(refused.key, values, language.spoken()))


def finding(found: Finding) -> str:
    """What is wrong with a project, as a sentence."""
    return plain(
        resources.worded(
            found.key, {"article": found.article or "", **found.values}, language.spoken()
        )
    )


def kind_of_row(table: str) -> str:
    """What a row of the project's table of that name is called."""
    return plain(resources.worded(f"row-{table}", {}, language.spoken()))


def step(done: Step | None, tagset: TagSet) -> str:
    """What a step did, for the undo and redo menus; empty when there is none.

    Of a step that undid or redid another one it says what the other one did.
    """
    return "" if done is None else _step(done.key, done.args, tagset)


def _step(key: str, args: Mapping[str, object], tagset: TagSet) -> str:
    inner, inner_args = args.get("key"), args.get("args")
    if isinstance(inner, str) and isinstance(inner_args, Mapping):
        return _step(inner, cast("Mapping[str, object]", inner_args), tagset)
    values = dict(args)
    for name in ("label", "new"):
        if isinstance(label := values.get(name), str):
            values[name] = language.name(tagset.look(label, {})[0])
    if isinstance(status := values.get("status"), str):
        values["status"] = word(STATUSES, status)
    return plain(resources.worded(f"step-{key}", values, language.spoken()))


def rule_order(count: RuleCount) -> tuple[int, int, str]:
    """Where a rule stands in a list: what spoils the text most comes first."""
    at = KINDS.index(count.kind) if count.kind in KINDS else len(KINDS)
    return at, -(count.proposed + count.accepted + count.rejected), count.rule


def kind(name: str) -> str:
    """What a kind of emendations is called."""
    key = f"kind-{name}"
    if key in resources.messages(language.spoken()):
        return begun(plain(resources.worded(key, {}, language.spoken())))
    return plain(name)


def rule(kind_name: str, name: str) -> str:
    """What a rule is called: its own short name, else that of its kind."""
    key = f"name-{name}"
    if key in resources.messages(language.spoken()):
        return begun(plain(resources.worded(key, {}, language.spoken())))
    if kind_name and name:
        return with_keys(kind(kind_name), plain(name))
    return kind(kind_name or name)


def reason(emendation: Emendation) -> str:
    """Why an emendation was proposed, as its rule words it; its kind where it has no rule."""
    key = f"rule-{emendation.rule}"
    if key not in resources.messages(language.spoken()):
        return kind(emendation.kind)
    return seen(resources.worded(key, emendation.evidence, language.spoken()))


def is_proved(emendation: Emendation) -> bool:
    """Whether an emendation needs no second look and can be accepted as it is."""
    from annotations.model import PROVED

    sure = emendation.confidence is not None and emendation.confidence >= PROVED
    return sure and emendation.replacement is not None


def confidence(emendation: Emendation) -> str:
    """How sure an emendation is, in a word or in percent; empty where it does not say."""
    if emendation.confidence is None:
        return ""
    from annotations.model import PROVED

    if emendation.confidence >= PROVED:
        return word(PROVED_OF, "proved")
    return f"{min(emendation.confidence, 0.99):.0%}"


def plain(text: str) -> str:
    """`text` in one line, with a visible mark for each character that would reorder it."""
    if text.isprintable():  # nearly always; then none of all these is in it
        return text
    shown: list[str] = []
    for character in text:
        if character in _BIDI:
            shown.append(f"⟪{_BIDI[character]}⟫")
        elif unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs"):
            shown.append(" ")
        else:
            shown.append(character)
    return "".join(shown)


def seen(text: str) -> str:
    """`text` in one line with a visible mark for each character one could not see."""
    shown: list[str] = []
    for character in plain(_BREAKS.sub("¶", text)):
        if unicodedata.category(character) in ("Cf", "Co", "Cn"):
            shown.append(f"⟪{ord(character):04X}⟫")
        else:
            shown.append(character)
    return "".join(shown)


def tip(text: str) -> str:
    """A text for a tool tip, which Qt would otherwise read as HTML where it looks like it."""
    from html import escape

    return "<qt>" + "<br>".join(escape(plain(line)) for line in text.split("\n")) + "</qt>"


def quote(view: View, fragments: Iterable[Span]) -> str:
    """What fragments of the source read in a view, in one line; … stands between them."""
    texts = (view.alignment.to_target(part).of(view.text) for part in fragments)
    return plain("…".join(texts))


def place(fragments: Sequence[Span]) -> str:
    """Where in the source something stands, and how long it is."""
    spans = listed(
        f"{language.number(part.start)}–{language.number(part.end)}" for part in fragments
    )
    length = sum(map(len, fragments))
    return f"{word(VIEWS, 'source')} {spans} · {count('chars', length)}"


def clock(time: str | None) -> str:
    """An RFC 3339 time as the reader's own day and minute; empty when there is none."""
    if not time:
        return ""
    try:
        moment = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return plain(time)
    return moment.strftime("%Y-%m-%d %H:%M")
