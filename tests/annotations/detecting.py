"""A stand-in for the detectors that a test can read at a glance."""

from __future__ import annotations

import re

import pytest

from annotations import emend
from annotations.model import Emendation, Span

RESIDUE, BANNER, BROKEN, BYLINE = r"\(qū\)", r"【[^】]*】", r"鍚堜綔", r"（甲报 2024-05-06）"
_META = {"outlet": "甲报", "date": "2024-05-06"}


def found(text: str) -> tuple[Emendation, ...]:
    """Residue (proved), banners (zones, likely), mojibake (guesses), bylines and half commas."""
    kinds = (
        (RESIDUE, "", "pinyin", "pinyin-test", 1.0, {"syllable": "qū"}),
        (BANNER, "", "boilerplate", "banner-test", 0.8, {}),
        (BROKEN, None, "mojibake", "gbk-test", 1.0, {"candidates": [{"text": "合作", "score": 9}]}),
        (BYLINE, "", "byline", "byline-test", 1.0, {"meta": _META}),
        (r"(?<=[\u4e00-\u9fff]),", "，", "punctuation", "comma-test", 0.9, {}),
    )  # fmt: skip
    emendations = [
        Emendation("", Span(*match.span()), into, kind, rule, "proposed", sure, evidence)
        for pattern, into, kind, rule, sure, evidence in kinds
        for match in re.finditer(pattern, text)
    ]
    return tuple(sorted(emendations, key=lambda e: e.span))


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the project find what `found` finds."""
    monkeypatch.setattr(emend, "propose", found)
