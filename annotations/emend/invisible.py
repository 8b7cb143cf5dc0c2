"""Characters that do not show: zero-width ones, controls, private-use ones and odd blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.emend import PROVED, around, proposal
from annotations.model import Emendation, Span

KIND = "invisible"
RULES = (
    "invisible-zero-width",
    "invisible-direction-mark",
    "invisible-control",
    "invisible-control-1252",
    "invisible-private-use",
    "invisible-odd-blank",
)

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PATTERN = re.compile(
    "(?P<zero>[\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060-\u2064\u3164\ufeff\uffa0"
    "\ufff9-\ufffb]+)"
    "|(?P<direction>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]+)"
    "|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)"
    "|(?P<high>[\x80-\x84\x86-\x9f])"
    "|(?P<private>[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd])"
    f"|(?P<blank>(?<=[{_HAN}])[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+(?=[{_HAN}]))"
)
_JOINED = re.compile(  # scripts and signs that joiners and direction marks are made for
    "[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u18af\u200d\u20e3\u2190-\u2bff\ufe0f"
    "\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]"
)
_ASSIGNED = {  # what GB 18030 kept in the private-use area before Unicode had it
    **{chr(0xE78D + n): chr(code) for n, code in enumerate(
        (0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19)
    )},
    "\ue7c7": "ḿ", "\ue7c8": "ǹ",
    "\ue816": "\U00020087", "\ue817": "\U00020089", "\ue818": "\U000200cc",
    "\ue81e": "\u9fb4", "\ue826": "\u9fb5", "\ue82b": "\u9fb6", "\ue82c": "\u9fb7",
    "\ue831": "\U000215d7", "\ue832": "\u9fb8", "\ue83b": "\U0002298f", "\ue843": "\u9fb9",
    "\ue854": "\u9fba", "\ue855": "\U000241fe", "\ue864": "\u9fbb",
}  # fmt: skip


def detect(text: str) -> Iterator[Emendation]:
    """Each run of them. Private-use characters are never proved: they may carry lost bytes."""
    for found in _PATTERN.finditer(text):
        span = Span(*found.span())
        codes = " ".join(f"U+{ord(character):04X}" for character in found[0][:8])
        match found.lastgroup:
            case "zero" if not _serves(text, found):
                yield proposal(span, "", KIND, "invisible-zero-width", PROVED, codes=codes)
            case "direction" if not _serves(text, found):
                yield proposal(span, "", KIND, "invisible-direction-mark", PROVED, codes=codes)
            case "control":
                yield proposal(span, "", KIND, "invisible-control", PROVED, codes=codes)
            case "high":
                yield _high(span, found[0], codes)
            case "private":
                meant = _ASSIGNED.get(found[0])
                sure = 0.8 if meant else 0.5
                yield proposal(span, meant, KIND, "invisible-private-use", sure, codes=codes)
            case "blank":
                sure = 0.5 if "\u3000" in found[0] else 0.9
                yield proposal(span, "", KIND, "invisible-odd-blank", sure, codes=codes)
            case _:
                pass


def _serves(text: str, found: re.Match[str]) -> bool:
    """Whether the script around it needs it: emoji and the like, or letters written joined."""
    before, after = around(text, found)
    return any(_JOINED.match(character) for character in (before, after) if character)


def _high(span: Span, character: str, codes: str) -> Emendation:
    """A C1 control is as a rule a sign of Windows-1252 that was read as Latin-1."""
    try:
        meant = character.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return proposal(span, "", KIND, "invisible-control", 0.8, codes=codes)
    return proposal(span, meant, KIND, "invisible-control-1252", 0.8, codes=codes, meant=meant)
