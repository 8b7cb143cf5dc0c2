"""How likely a draft is a measure: a few features with weights, put together by a logistic sum.

The features are about what the tag set asks: who does what across a regional border?  Weights are
data (`measure-weights`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from annotations.suggest.measuring.clauses import COMMA, NAME, QUOTE
from annotations.suggest.measuring.context import Context
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.measuring.heads import LEADING, acts
from annotations.suggest.passage import Passage

WEIGHTS = "measure-weights"
_BODIES = frozenset({"COMPANY", "GOV", "INST", "ASSOC", "ZONE", "SITE", "OFFICE"})
_SHORT = 5  # characters of a measure that names nothing
_NUMBERS = " \u3000\t\r\n—-·●■◆()（）.．、一二三四五六七八九十0123456789"
_MOST = 30.0  # a sum beyond which nothing changes
_RULES = {
    "cue": ("cue", "joint verb"),  # a word of cooperation in it
    "partner": ("place", "body", "abroad"),  # the other side in it
    "paper": ("pact", "led"),  # an agreement or plan in it, or leading to it
    "frame": ("frame", "cue near"),  # its sentence or paragraph is about cooperation
}
RULES = tuple(_RULES)


def features(draft: Draft, context: Context) -> Mapping[str, float]:
    """What speaks for a draft and against it, each from 0 to 1."""
    places, cues = context.within(draft.span)
    around, all_cues = context.around
    labels = [unit.about for unit in draft.inside if unit.kind == NAME]
    leads = [unit for unit in draft.marks if unit.kind == "lead"]
    joint = cues["joint"] + cues["cross"] + cues["both"]
    elsewhere = all_cues["joint"] + all_cues["cross"] + all_cues["both"] - joint
    return {
        "bias": 1.0,
        "joint verb": float(draft.verb.about == "joint"),
        "plain verb": float(draft.verb.about == "plain"),
        "other verb": float(draft.verb.kind != "verb"),
        "may be noun": float("n" in draft.verb.flags),
        "cue": min(joint, 2) / 2,
        "pact": float(cues["pact"] > 0 or "DOC" in labels),
        "place": min(len(places), 2) / 2,
        "body": float(bool(_BODIES.intersection(labels))),
        "macro": float("MACRO" in labels or "POLICY" in labels),
        "amount": float("QUANT" in labels),
        "cue near": min(elsewhere, 2) / 2,
        "frame": context.frame,
        "abroad": float(bool(places - {context.home})),
        "led": float(bool(leads)),
        "slogan": float(cues["slogan"] > 0),
        "local": float(all_cues["local"] > 0 and len(around) < 2),
        "short": float(len(draft.span) < _SHORT and not labels),
        "quote": float(draft.clause.before in "“‘「『"),
        "result": min(cues["result"], 2) / 2,
        "from": float(draft.inside[0].word == "从"),
        "alone": float(_is_alone(draft)),
        "generic": float(_is_generic(draft)),
        "who": float(any(acts(unit) for unit in draft.subject)),
        "headline": float(_is_headline(draft)),
        "phrase": float(draft.inside[-1].about in ("i", "l", "a", "d", "r", "ad")),
        "aspect": float(any(unit.word in ("了", "过", "着") for unit in draft.inside)),
        "length": min(len(draft.span), 30) / 30,
    }


def _is_alone(draft: Draft) -> bool:
    """Whether it is a verb with nothing that it is about, no thing and no place."""
    behind = [unit for unit in draft.inside if unit.start >= draft.verb.end]
    bare = not any(
        unit.about not in ("m", "q", "ul", "QUANT") and unit.kind != COMMA for unit in behind
    )
    return bare and not draft.thing and draft.inside[0].kind not in LEADING


def _is_generic(draft: Draft) -> bool:
    """Whether no name, no quote and no number is in it."""
    return not any(
        unit.kind == NAME or unit.about in (QUOTE, "m", "eng", "nz") for unit in draft.inside
    )


def _is_headline(draft: Draft) -> bool:
    """Whether it is a whole line, but for its number: （二）深化科技合作."""
    text, span = draft.passage.text, draft.span
    first = max(text.rfind("\n", 0, span.start), span.start - 9) + 1
    before = text[first : span.start].strip(_NUMBERS)
    return not before and text[span.end : span.end + 1] in "。 \u3000\r\n"


class Weights:
    """The weights of the features, as the list has them."""

    def __init__(self, passage: Passage) -> None:
        rows = passage.list(WEIGHTS).rows
        self._of = {name: float(columns[0]) for name, columns in rows.items() if columns}

    def likelihood(self, found: Mapping[str, float]) -> float:
        """The share of drafts with these features that are measures."""
        total = sum(value * self._of.get(name, 0.0) for name, value in found.items())
        return 1 / (1 + exp(-max(-_MOST, min(_MOST, total))))

    def reason(self, found: Mapping[str, float]) -> str:
        """The rule that a measure is told by: what speaks most for it."""
        told = {
            rule: sum(found[name] * self._of.get(name, 0.0) for name in names)
            for rule, names in _RULES.items()
        }
        return max(told, key=lambda rule: told[rule])
