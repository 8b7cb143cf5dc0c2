"""Where a measure begins and ends in a clause: from the verb, with what leads to it, to its object.

The reader goes through the units of a clause: what may stand before a measure (who acts, when,
会, 将, 约定) is passed over, a preposition of its own or a verb begins it, and it ends where the
clause does or another verb of the same rank begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotations.model import Span
from annotations.suggest.measuring.clauses import COMMA, OTHER, TAIL, VERB, WHEN, Clause, Unit
from annotations.suggest.measuring.drafts import Draft
from annotations.suggest.measuring.heads import (
    LEADING,
    TIME,
    Line,
    acts,
    is_amount,
    is_bracket,
    is_free,
    noun_phrase,
    opens_object,
)
from annotations.suggest.measuring.meetings import meeting

_LONGEST = 300  # characters of a clause that is read
_SAYING = ("said", "lead", "aside")
_BEHIND = "、,，；;：: \u3000"
_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", '"': '"', "）": "（", ")": "("}


def drafts(clause: Clause) -> Iterator[Draft]:
    """What may be measures in a clause, in order; none where it says what something is."""
    if len(clause.span) > _LONGEST:
        return
    units = Line(clause.units)
    held = meeting(clause, units)
    if held is not None:
        yield held
        return
    found = list(_Reading(clause, units, loose=False).all())
    yield from found or _Reading(clause, units, loose=True).all()


class _Reading:
    """One way through the units of a clause; `loose`: verbs of no list count too."""

    def __init__(self, clause: Clause, units: Line, *, loose: bool) -> None:
        self._clause, self._units, self._loose = clause, units, loose
        self._at = 0
        self._agent = False  # 由 was passed
        self._subject: list[Unit] = []
        self._marks: list[Unit] = []

    def all(self) -> Iterator[Draft]:
        """All measures, one for each coordinated verb; a later one has the subject of the first."""
        said: tuple[Unit, ...] = ()
        further = False
        while begins := self._next():
            draft, self._at = self._draft(*begins)
            said = draft.subject or said
            if not self._is_occasion(draft):
                yield replace(draft, subject=said, further=further)
            further = True
            self._at += self._at < len(self._units) and self._units[self._at].word == "和"
            self._agent, self._subject, self._marks = False, [], []

    def _next(self) -> tuple[int, int] | None:
        """Where the next measure begins, and its verb; None where no more follows."""
        units = self._units
        while self._at < len(units):
            unit = units[self._at]
            if unit.kind == "kill" or (unit.kind == "have" and not self._is_some()):
                return None
            if unit.kind in LEADING or units.is_ba(self._at):
                if self._is_aim() or self._is_setting():
                    return None
                verb = self._led()
            else:
                verb = self._verb()
            if verb is not None:
                return self._at, verb
        return None

    def _led(self) -> int | None:
        """The verb that a phrase with a preposition leads to; else the phrase is passed over."""
        units, at = self._units, self._at
        verb = units.verb_from(at + 1, loose=units[at].kind != "at")
        is_ba = units[at].kind == "ba" or units.is_ba(at)
        bare = is_ba and verb == at + 1 and not units.has_verb(at + 2)
        is_to = units[at].word == "来" and verb == at + 1  # 来|承接: no place
        if verb is None or bare or is_to or self._is_part_of_noun():
            self._pass(units[at])
            return None
        outside = self._outside(verb)
        if not outside:
            return verb
        if units[at].kind == "with":
            self._subject += units[at:outside]
        self._at = outside
        return None

    def _verb(self) -> int | None:
        """The verb where a measure begins here with it or an adverb; else the unit is passed."""
        units, at = self._units, self._at
        unit = units[at]
        if unit.kind == "inner" and units.closes(at):
            return at
        if unit.kind == "inner" and not units.is_noun(at):
            near = units.verb_near(at + 1)
            if near is not None:
                return near
        elif units.is_only(at):
            return at
        elif units.leads_on(at):
            self._marks.append(unit)
            self._at += 1
            return None
        elif (unit.kind == VERB and units.is_head(at)) or (self._loose and units.may_act(at)):
            return at
        self._pass(unit)
        return None

    def _pass(self, unit: Unit) -> None:
        """Go on behind a unit that stands before the measure."""
        leads = unit.kind in ("lead", "said") and not self._units.is_nominal(self._at)
        self._at += 1
        if unit.kind == "aside":
            self._at = self._past(self._at)
        if unit.kind == "have" or (unit.kind == "said" and leads):
            self._subject = []
        if leads or unit.kind in ("outer", "aside") or unit.about == TIME:
            self._marks.append(unit)
        elif unit.kind != "have":
            self._agent = self._agent or unit.kind == "by"
            self._subject.append(unit)

    def _past(self, at: int) -> int:
        """Behind the phrase of a preposition that stays outside: at what may begin a measure."""
        units = self._units
        while at < len(units):
            unit = units[at]
            if unit.kind in ("outer", "inner", "lead", "said", "kill", "by", *LEADING):
                return at
            if unit.kind == VERB and "n" not in unit.flags and not units.is_nominal(at):
                return at
            at += 1
        return at

    # -- phrases with a preposition ---------------------------------------------------------

    def _is_some(self) -> bool:
        """Whether 有 only says how many act: 有23家企业."""
        after = self._units.after(self._at)
        return after is not None and after.about in ("QUANT", "m", "a")

    def _is_aim(self) -> bool:
        """Whether 为 begins an aim: a verb follows at once."""
        after = self._units.after(self._at)
        is_for = self._units[self._at].word == "为"
        return is_for and after is not None and after.kind in (VERB, "inner", "outer")

    def _is_setting(self) -> bool:
        """Whether a phrase only says under what conditions, to the end of its clause: 在…下."""
        unit = self._units[self._at]
        opens = unit.kind == "with" or unit.word in ("在", "从", "于")
        return opens and self._units[-1].ends in (TAIL, WHEN)

    def _is_part_of_noun(self) -> bool:
        """Whether 在, 来 with a place only describe a noun: 在沪企业, 来沪企业."""
        unit, phrase = self._units[self._at], self._units[self._at + 1 : self._at + 3]
        if unit.word not in ("在", "来", "到", "赴") or len(phrase) < 2:
            return False
        region, noun = phrase
        close = region.about == "REGION" and (len(region.word) == 1 or unit.word == "来")
        return close and noun.kind == OTHER and noun.about[:1] == "n"

    def _outside(self, verb: int) -> int:
        """Where to go on behind a phrase that is no part of a measure; 0 where it is part of it."""
        units, at = self._units, self._at
        phrase = list(enumerate(units[at + 1 : verb], at + 1))
        for place, unit in phrase:
            if unit.ends in (TAIL, WHEN) or (unit.about == "f" and unit.word[-1] in "上中下后前"):
                return place + 1
        if phrase and phrase[0][1].about == TIME:
            return at + 2
        if units[at].kind == "with" and self._subject:
            for place, unit in phrase:
                if unit.about == TIME or unit.kind in ("by", *_SAYING):
                    return place
                if unit.kind == "outer" and not is_free(unit) and place > at + 1:
                    return place
            words = [unit.word for unit in self._subject]
            if units[at].word == "和" or ("、" in words and "等" not in words):
                return at + 1
        if units[at].kind == "at":
            return next((place for place, unit in phrase if unit.kind in _SAYING), 0)
        return 0

    # -- the measure itself -----------------------------------------------------------------

    def _draft(self, start: int, verb: int) -> tuple[Draft, int]:
        """The measure that begins at a unit, and the unit behind it."""
        units, text = self._units, self._clause.passage.text
        after = self._end(verb)
        end = after
        while end > verb + 1 and (
            units[end - 1].kind in ("cut", "join", COMMA) or is_bracket(units[end - 1])
        ):
            end -= 1
        thing = self._has_thing(start, verb, end)
        first = units.index(noun_phrase(self._subject)[0]) if thing else start
        opening, stop = units[first].start, units[end - 1].end
        while stop > units[verb].end and _hangs(text, opening, stop):
            stop -= 1
        draft = Draft(
            Span(opening, stop),
            units[verb],
            self._clause,
            units[first:end],
            tuple(self._subject),
            tuple(self._marks),
            thing,
        )
        return draft, after

    def _is_occasion(self, draft: Draft) -> bool:
        """Whether it only tells the occasion: 签约仪式上."""
        return "n" in draft.verb.flags and draft.inside[-1].ends == TAIL

    def _end(self, verb: int) -> int:
        """The unit behind the last one: at another verb of the same rank, or the end."""
        units = self._units
        for at in range(verb + 1, len(units)):
            joint = units[at]
            if joint.kind in ("join", COMMA) or joint.word == "和":
                place = at + 1
                while place < len(units) and units[place].kind in ("outer", "lead"):
                    place += 1
                if place < len(units) and self._begins(place, joint):
                    return at
        return len(units)

    def _begins(self, at: int, joint: Unit) -> bool:
        """Whether a coordinated measure begins at a unit."""
        units = self._units
        unit, after = units[at], units.after(at)
        if unit.kind in LEADING and joint.word != "和":
            return units.verb_from(at + 1) is not None
        if unit.kind == "inner":
            near = units.verb_near(at + 1)
            return near is not None and near + 1 < len(units)
        if unit.kind != VERB or units.is_nominal(at) or after is None:
            return False
        if after.kind in (COMMA, "join") or after.word == "等":
            return False
        return opens_object(after) or ("n" not in unit.flags and len(unit.word) > 1)

    def _has_thing(self, start: int, verb: int, end: int) -> bool:
        """Whether the subject is what is acted on: 由 behind it, or nothing behind the verb."""
        units = self._units
        phrase = noun_phrase(self._subject)
        if not phrase or phrase[0].kind in (COMMA, "join"):
            return False
        if self._agent:
            by = next((at for at, unit in enumerate(phrase) if unit.kind == "by"), 0)
            return by > 0 and not acts(phrase[by - 1])
        opening = units[start]
        is_ba = opening.kind == "ba" or units.is_ba(start)
        several = acts(phrase[0]) and any(unit.kind in (COMMA, "with") for unit in phrase)
        if is_ba or acts(phrase[-1]) or several:
            return False
        if opening.kind == "with" and not any(unit.word == "的" for unit in units[start:verb]):
            return False
        bare = all(is_amount(unit) for unit in units[verb + 1 : end])
        return "t" in units[verb].flags or ("i" in units[verb].flags and bare)


def _hangs(text: str, start: int, stop: int) -> bool:
    """Whether the last character is a sign that belongs to nothing inside."""
    sign = text[stop - 1]
    if sign in _PAIRS:
        return _PAIRS[sign] not in text[start : stop - 1]
    return sign in _BEHIND
