"""Half-width signs between Han characters, and signs made of others (... for ……).

Each place is an emendation of its own, and accepting by rule switches a whole text.  A sign
inside a number, a time, a Latin word or an address stays.  It is a matter of style, so none
of it is proved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from annotations.emend import proposal
from annotations.emend._lines import HAN, RESIDUE, TONED
from annotations.model import Emendation, Span

KIND = "punctuation"
RULES = (
    "punctuation-dash",
    "punctuation-ellipsis",
    "punctuation-quotes",
    "punctuation-width",
)

_CONFIDENCE = 0.9
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_SIGNS = "“”‘’「」『』《》〈〉【】（）〔〕…—、。，；：！？〇"
_CHINESE = re.compile(f"[{HAN}{_SIGNS}]")
_HAN = re.compile(f"[{HAN}]")
_SIGN = re.compile(r"[,;:!?](?![,;:!?/])")
_BRACKETS = re.compile(rf"[()?\n](?:(?<=[{HAN}][(?]){TONED}\))?")
_RESIDUE_BEFORE = re.compile(rf"{RESIDUE}$")
_LONGEST_BRACKET = 200
_QUOTED = re.compile(r'[^\n"]*(?:"[^\n"]*)+')
_ELLIPSIS = re.compile(
    rf"(?<=[{HAN}{_SIGNS}])(?:\.{{3,6}}|…\.+)(?![.\w])|(?<!。)。{{3,}}|\.{{3,6}}(?=[{HAN}])"
)
_DASH = re.compile(rf"(?<=[{HAN}{_SIGNS}])(?:-{{2,4}}|－{{2,4}})(?=[{HAN}{_SIGNS}])")
_LAST_STOP = re.compile(rf"\.(?<=[{HAN}]{{2}}\.)(?=[ \t]*(?:\r?\n|\Z))")

_ASKING = re.compile("[么麼嘛吗嗎呢吧谁誰哪几幾何怎否多啥]")

_Change = tuple[Span, str, str]  # where, what for it, by which rule


def detect(text: str) -> Iterator[Emendation]:
    """One emendation for each sign; `count` tells how many of its rule the text has."""
    found = [*_width(text), *_quotes(text), *_made_of_others(text)]
    count = Counter(rule for _, _, rule in found)
    for span, full, rule in found:
        raw = text[span.start : span.end]
        yield proposal(span, full, KIND, rule, _CONFIDENCE, found=raw, full=full, count=count[rule])


def _width(text: str) -> Iterator[_Change]:
    for found in _SIGN.finditer(text):
        sign, place = found[0], found.start()
        before, after = _before(text, place), text[place + 1 : place + 2]
        stop = place + 1
        if after == " " and sign in ",;:" and _chinese(text[place + 2 : place + 3]):
            after, stop = text[place + 2], place + 2
        if sign == "?" and _chinese(after) and not _ASKING.search(text, max(0, place - 24), place):
            continue  # a character that was lost
        if _between(sign, before, after):
            yield Span(place, stop), _FULL[sign], "punctuation-width"
    for place in _paired_brackets(text):
        yield Span(place, place + 1), _FULL[text[place]], "punctuation-width"
    for found in _LAST_STOP.finditer(text):
        yield Span(found.start(), found.end()), "。", "punctuation-width"


def _before(text: str, place: int) -> str:
    """The character in front of a sign; a bracket or straight quote there lets look through it.

    Of residue, the character is the one that it stands behind.
    """
    before = text[place - 1 : place]
    if before == ")" and (residue := _RESIDUE_BEFORE.search(text, max(0, place - 10), place)):
        return text[residue.start() - 1]
    return text[place - 2 : place - 1] if before in (")", '"') and place > 1 else before


def _between(sign: str, before: str, after: str) -> bool:
    """Whether a sign with these neighbours stands in Chinese text."""
    if sign in ",;":
        if _chinese(before) or (before and before in "%％℃"):
            return not after or after.isspace() or after.isascii() or _chinese(after)
        return sign == "," and before.isalnum() and before.isascii() and _chinese(after)
    if not _chinese(before):
        return False
    if sign == ":":
        return (
            not after
            or after in '\r\n("'
            or (after.isalnum() and after.isascii())
            or _chinese(after)
        )
    return not after or after.isspace() or after == "(" or _chinese(after)


def _chinese(character: str) -> bool:
    return _CHINESE.match(character) is not None


def _paired_brackets(text: str) -> Iterator[int]:
    """The places of brackets that enclose Han characters in Chinese text."""
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found[0] == "\n":
            opened.clear()
        elif found[0] == "(":
            opened.append(found.start())
        elif found[0] == ")" and opened:
            start, stop = opened.pop(), found.start()
            inside = _HAN.search(text, start, stop) and stop - start <= _LONGEST_BRACKET
            around = text[start - 1 : start] + text[stop + 1 : stop + 2]
            if inside and (_CHINESE.search(around) or not around.strip()):
                yield from (start, stop)


def _quotes(text: str) -> Iterator[_Change]:
    """Straight quotation marks that pair up in their line round Han characters."""
    if '"' not in text:
        return
    for line in _QUOTED.finditer(text):
        places = [n for n in range(line.start(), line.end()) if text[n] == '"']
        pairs = list(zip(places[::2], places[1::2], strict=False))
        if len(places) % 2 == 0 and all(_encloses(text, *pair) for pair in pairs):
            for start, stop in pairs:
                yield Span(start, start + 1), "“", "punctuation-quotes"
                yield Span(stop, stop + 1), "”", "punctuation-quotes"


def _encloses(text: str, start: int, stop: int) -> bool:
    before, after = text[start - 1 : start], text[start + 1]
    return (
        _HAN.search(text, start, stop) is not None
        and not (before.isascii() and before.isalnum())
        and not after.isspace()
        and not text[stop - 1].isspace()
    )


def _made_of_others(text: str) -> Iterator[_Change]:
    for found in _ELLIPSIS.finditer(text) if "..." in text or "。。。" in text else ():
        yield Span(found.start(), found.end()), "……", "punctuation-ellipsis"
    for found in _DASH.finditer(text) if "--" in text or "－－" in text else ():
        yield Span(found.start(), found.end()), "——", "punctuation-dash"
