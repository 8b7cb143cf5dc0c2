"""Names of persons with nothing before them: before a word of speech, where a clause begins.

They are looked for when places are known, since many of them look like names.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotations.suggest.kinds import Candidate, Suggester
from annotations.suggest.passage import Passage
from annotations.suggest.persons.weighing import again, weighed

SURE = {"list": 0.85, "says": 0.88, "start": 0.75, "clause": 0.7}


def suggest(passage: Passage) -> Iterator[Candidate]:
    """Names of persons that people has not."""
    found: list[Candidate] = []
    for one in weighed(passage, cued=False):
        rule = "says" if one.says else one.cue if one.cue in SURE else "clause"
        found.append(Candidate(one.span, "PERSON", rule, SURE[rule]))
    yield from found
    yield from again(passage, found)


RULES = ("says", "start", "clause", "list", "again")
SUGGESTER = Suggester("mentions", 2, RULES, suggest)
