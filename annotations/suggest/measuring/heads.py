"""Which word of a clause is the verb of a measure: nouns that look like verbs are told apart.

jieba's parts of speech are those of its dictionary, so what stands beside a word decides: 合作 is
a verb at the end of 与…合作, a noun in 合作项目.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotations.suggest.measuring.clauses import COMMA, NAME, OTHER, QUOTE, TAIL, VERB, Unit

LEADING = ("with", "at", "ba")  # prepositions that a measure may begin with
TIME = "DATE"
_ACTORS = frozenset(
    ("REGION", "GOV", "COMPANY", "INST", "ASSOC", "PERSON", "OFFICE", "MEDIA", "REF", "MACRO")
)
_OF = ("的", "之")
_PARTICLES = (*_OF, "地")
_AND = ("和", "与")
_NUMERALS = frozenset("一两三四五六七八九十首多各新了这该“「《")  # an object begins with one
_MARKED = frozenset(("outer", "inner", "lead", "said", "join", COMMA, *LEADING))
_AMOUNTS = ("m", "q", "ul", "QUANT")


def acts(unit: Unit) -> bool:
    """Whether a name is of somebody who acts."""
    return unit.kind == NAME and unit.about in _ACTORS


def is_amount(unit: Unit) -> bool:
    """Whether a unit only says how much or how often, or that it is done."""
    return unit.about in _AMOUNTS or unit.word in ("了", "过")


def is_bracket(unit: Unit) -> bool:
    """Whether a unit is a remark in brackets."""
    return unit.about == QUOTE and unit.word[0] in "（(["


def is_free(unit: Unit) -> bool:
    """Whether a unit may follow a phrase with 与 without making it a subject: 还, 也."""
    return unit.kind == "outer" and unit.about == "light"


class Line(tuple[Unit, ...]):
    """The units of a clause, and what each is where it stands."""

    __slots__ = ()

    def after(self, at: int) -> Unit | None:
        """The unit behind one."""
        return self[at + 1] if at + 1 < len(self) else None

    def is_nominal(self, at: int) -> bool:
        """Whether what may be a verb is part of a noun: 的 before or behind it, 中 behind it."""
        after = self.after(at)
        if after is not None and (after.word in _PARTICLES or after.ends == TAIL):
            return True
        return at > 0 and self[at - 1].word in _OF

    def is_noun(self, at: int) -> bool:
        """Whether an adverb that may be a noun is one: 产业|合作."""
        if self[at].about != "noun":
            return False
        if self.is_nominal(at):
            return True
        before = self[at - 1] if at else None
        if before is None or before.kind not in (OTHER, VERB):
            return False
        return before.about[:1] in ("", "n", "v", "j")

    def is_sure(self, at: int) -> bool:
        """Whether a verb is no noun: it never is, or its object stands behind it."""
        unit, after = self[at], self.after(at)
        if "n" not in unit.flags or ("c" in unit.flags and self._is_opened(at)):
            return True
        if after is None:
            return "i" in unit.flags and at > 0
        return opens_object(after)

    def has_verb(self, at: int) -> bool:
        """Whether a verb stands at a place or behind it."""
        return any(
            unit.kind == VERB and not self.is_nominal(place)
            for place, unit in enumerate(self[at:], at)
        )

    def is_ba(self, at: int) -> bool:
        """Whether 将 brings an object before the verb, as 把 does: what follows is a noun."""
        after = self.after(at)
        if self[at].about != "ba" or after is None or after.about == TIME:
            return False
        is_thing = after.kind == OTHER and after.about[:1] in ("n", "r", "m", "q", "j")
        return is_thing or after.kind == NAME

    def closes(self, at: int) -> bool:
        """Whether an adverb that may be a noun is the verb, at the end: 进一步深入合作."""
        is_last = self[at].about == "noun" and at == len(self) - 1
        return is_last and at > 0 and self[at - 1].kind in ("outer", "inner", "with")

    def _is_subject(self, at: int) -> bool:
        """Whether a verb that may be a noun is part of what the last word tells: …正式成立."""
        last = self[-1]
        tells = last.kind == VERB and "i" in last.flags and "n" not in last.flags
        return tells and at < len(self) - 1 and "c" not in self[at].flags

    def _is_opened(self, at: int) -> bool:
        """Whether nothing stands before a verb, or a small word that no noun follows."""
        after = self.after(at)
        follows = after is not None and after.kind not in (COMMA, "join") and after.word not in _AND
        return follows and (at == 0 or self[at - 1].kind in _MARKED)

    def is_head(self, at: int) -> bool:
        """Whether a verb begins a measure, and is no noun of its subject."""
        if self.is_nominal(at):
            return False
        if "n" not in self[at].flags:
            return not self.is_relative(at)
        after = self.after(at)
        if self._is_subject(at) and not (after is not None and is_amount(after)):
            return False
        if self.is_sure(at):
            return True
        if after is not None and (after.kind in (COMMA, "join") or after.word in _AND):
            return False
        return (self._is_opened(at) or acts(self[at - 1])) and not any(
            unit.kind == VERB and "n" not in unit.flags and not self.is_nominal(place)
            for place, unit in enumerate(self[at + 1 :], at + 1)
        )

    def is_only(self, at: int) -> bool:
        """Whether a word that leads to a verb is the verb: 确定了…, 探索跨省…机制."""
        unit, after = self[at], self.after(at)
        if unit.kind != "lead" or unit.flags != "v" or after is None or self.is_nominal(at):
            return False
        if after.word == "了":
            return True
        if after.kind not in (OTHER, NAME) or self[-1].about[:1] not in ("n", "v"):
            return False
        behind = self[at + 1 :]
        return not any(
            one.kind in _MARKED or (one.kind == VERB and "n" not in one.flags) for one in behind
        )

    def leads_on(self, at: int) -> bool:
        """Whether a verb only leads to another right behind it: 组织|赴…, 加快|推进…."""
        after = self.after(at)
        if "p" not in self[at].flags or self[at].kind != VERB or after is None:
            return False
        if after.kind == "at":
            return self.verb_from(at + 2) is not None
        return after.kind == VERB and self.is_head(at + 1) and at + 2 < len(self)

    def may_act(self, at: int) -> bool:
        """Whether a word of no list is a verb with an object behind it."""
        unit = self[at]
        is_verb = unit.kind == OTHER and unit.about == "v" and len(unit.word) > 1
        if not is_verb or self.after(at) is None:
            return False
        return not self.is_nominal(at) and not self.is_relative(at)

    def is_relative(self, at: int) -> bool:
        """Whether a verb with its object only describes a noun that a verb stands behind."""
        if "c" in self[at].flags:
            return False
        seen = False
        for place in range(at + 1, len(self)):
            unit, before = self[place], self[place - 1]
            if unit.word == "的":
                seen = True
            elif unit.kind in (COMMA, "join"):
                return False
            elif seen and before.word != "的":
                if unit.kind in ("outer", "kill", "said", "inner") and unit.about != "noun":
                    return True
                if unit.kind in (VERB, *LEADING) and acts(before):
                    return True
        return False

    def verb_from(self, at: int, *, loose: bool = False) -> int | None:
        """The verb that a phrase with a preposition leads to; `loose`: it may be in no list."""
        weak: int | None = None
        other: int | None = None
        for place in range(at, len(self)):
            unit = self[place]
            nominal = self.is_nominal(place)
            if unit.kind == "kill" or (unit.kind == "said" and not nominal):
                return None
            if unit.kind == VERB and not nominal:
                if self.is_sure(place):
                    return place
                weak = place  # the last of verbs that may be nouns
            elif unit.kind == "inner" and unit.about == "noun" and place == len(self) - 1:
                weak = weak if nominal else place
            elif loose and unit.about == "v" and unit.kind == OTHER and other is None:
                other = None if nominal else place
        return other if weak is None else weak

    def verb_near(self, at: int) -> int | None:
        """The verb that an adverb belongs to: behind it, with adverbs or a phrase between."""
        while at < len(self) and self[at].kind == "inner":
            at += 1
        if at >= len(self):
            return None
        with_whom = acts(self[at]) and self[at - 1].about != "noun"  # 携手|内蒙古
        if self[at].kind in LEADING or with_whom:
            return self.verb_from(at + 1)
        return at if self[at].kind == VERB and not self.is_nominal(at) else None


def opens_object(unit: Unit) -> bool:
    """Whether what stands behind a verb is surely its object: an amount, a name, a quote."""
    if unit.kind == NAME or unit.about in ("m", QUOTE, "ul"):
        return True
    return unit.word[0] in _NUMERALS or unit.word[0].isdigit()


def noun_phrase(subject: Sequence[Unit]) -> Sequence[Unit]:
    """What stands before a verb, without joints and brackets at its beginning."""
    first = 0
    while first < len(subject) - 1 and (
        subject[first].kind in (COMMA, "join") or is_bracket(subject[first])
    ):
        first += 1
    return subject[first:]
